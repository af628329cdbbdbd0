"""One number for many studies: common-effect and random-effects means."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._student import t_quantile
from headship.stats._validate import (
    Vector,
    all_positive,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.meta._test import TESTS, Tested, assess
from headship.stats.meta.variation import Heterogeneity, measure
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEffect:
    """A pooled mean in the units of the effects.

    ``dof`` is infinite for a normal test. ``tau2`` is the between-study variance
    (0 for a common effect), ``weights`` the share of each study (sum 1).
    """

    estimate: float
    se: float
    statistic: float
    dof: float
    p_value: float
    interval: Interval
    tau2: float
    tau2_se: float | None
    heterogeneity: Heterogeneity
    log_likelihood: float
    weights: Vector
    n: int
    method: str
    test: str


def common_effect(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> PooledEffect:
    """Pool effects as estimates of one common effect.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances; one study is allowed and returned
        as it is.
    confidence : float
        Level of the interval.

    Returns
    -------
    PooledEffect
        With ``tau2`` 0 and ``tau2_se`` None.

    Raises
    ------
    ValueError
        If an input is not finite or a variance is not positive.

    Notes
    -----
    Formula: ``sum(y/v) / sum(1/v)``, variance ``1/sum(1/v)``.
    Assumes: all studies estimate the same number.
    Do not use when: studies differ in programs, schools or measures; then the
    interval is too short for any statement beyond these studies.

    Examples
    --------
    >>> pooled = common_effect([0.2, 0.4], [0.01, 0.03])
    >>> round(pooled.estimate, 6), round(pooled.se, 6)
    (0.25, 0.086603)

    References
    ----------
    Borenstein, Hedges, Higgins & Rothstein (2009). Introduction to Meta-Analysis,
    chapter 11.
    """
    studies = as_studies(effects, variances, min_extra=0)
    between("confidence", confidence, 0, 1)
    return pool(studies, _tau2.Tau2(0.0, 0.0), "common", "normal", confidence)


def random_effects(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    method: str = "REML",
    test: str = "normal",
    weights: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> PooledEffect:
    """Pool effects as a sample from a distribution of true effects.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 2.
    method : {"REML", "ML", "DL", "PM", "PMM", "EB", "SJ", "HE", "HS", "HSk"}
        Estimator of the between-study variance.
    test : {"normal", "t", "hartung-knapp", "hartung-knapp-bounded"}
        Normal; t with k-1 degrees of freedom; Hartung and Knapp's variance with t;
        the same with the scale never below 1 (the ad-hoc bound).
    weights : array, shape (k,), optional
        Weights of one's own (such as sample sizes) in place of 1/(v + tau2); tau2 is
        not affected.
    confidence : float
        Level of the interval.

    Returns
    -------
    PooledEffect

    Raises
    ------
    ValueError
        If there are fewer than 2 studies, an input is not finite, a variance or
        weight is not positive, or an option is unknown.

    Notes
    -----
    Formula: ``sum(w y) / sum(w)`` with ``w = 1/(v + tau2)``; variance ``1/sum(w)``,
    times ``s2 = sum(w (y - m)^2)/(k-1)`` under Hartung-Knapp.
    Assumes: independent studies; normal true effects.
    Do not use when: one study gives several effects (use ``three_level`` or
    ``correlated_effects``); with fewer than 5 studies the normal test rejects too
    often.

    Examples
    --------
    >>> y, v = [0.1, 0.3, 0.8], [0.04, 0.04, 0.04]
    >>> pooled = random_effects(y, v, method="DL", test="hartung-knapp")
    >>> round(pooled.estimate, 6), round(pooled.tau2, 6), round(pooled.se, 6)
    (0.4, 0.09, 0.208167)

    References
    ----------
    Viechtbauer, W. (2005). JEBS 30(3), section 2. Knapp, G., & Hartung, J. (2003).
    Statistics in Medicine 22, section 2.
    """
    one_of("method", method, list(_tau2.METHODS))
    one_of("test", test, TESTS)
    between("confidence", confidence, 0, 1)
    studies = as_studies(effects, variances)
    own = None
    if weights is not None:
        own = all_positive("weights", as_vector("weights", weights))
        same_length(effects=studies.y, weights=own)
    found = _tau2.estimate(studies, method)
    return pool(studies, found, method, test, confidence, own=own)


def prediction_interval(
    pooled: PooledEffect, *, rule: str = "t", confidence: float | None = None
) -> Interval:
    """Return the interval in which the true effect of a new study should lie.

    Parameters
    ----------
    pooled : PooledEffect
        From ``random_effects``.
    rule : {"normal", "t", "riley"}
        Quantile: normal; t with k-1 degrees of freedom; t with k-2 (Higgins, Thompson
        & Spiegelhalter; Riley). The standard error is that of ``pooled``.
    confidence : float, optional
        By default that of ``pooled``.

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        If the rule is unknown or leaves no degrees of freedom.

    Notes
    -----
    Formula: ``m -/+ q sqrt(se^2 + tau2)``.
    Assumes: normal true effects; the new study comes from the same population.
    Do not use when: k is below 10 (a 95 % interval then covers 85 to 90 % of new
    effects), or tau2 is 0 only because studies are small.

    Examples
    --------
    >>> pooled = random_effects([0.1, 0.3, 0.8, 0.4], [0.04] * 4, method="DL")
    >>> interval = prediction_interval(pooled, rule="riley")
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (-0.7247, 1.5247)

    References
    ----------
    Higgins, Thompson & Spiegelhalter (2009). JRSS A 172, section 4.1. Riley, Higgins
    & Deeks (2011). BMJ 342, d549.
    """
    dofs = {"normal": np.inf, "t": pooled.n - 1.0, "riley": pooled.n - 2.0}
    dof = dofs[one_of("rule", rule, list(dofs))]
    if dof <= 0:
        raise ValueError(f"rule {rule!r} needs more studies, got {pooled.n}.")
    level = pooled.interval.confidence if confidence is None else confidence
    between("confidence", level, 0, 1)
    half = t_quantile((1 + level) / 2, dof) * np.hypot(pooled.se, np.sqrt(pooled.tau2))
    return Interval(
        lower=pooled.estimate - float(half),
        upper=pooled.estimate + float(half),
        confidence=level,
    )


def pool(
    studies: Studies,
    found: _tau2.Tau2,
    method: str,
    test: str,
    confidence: float,
    *,
    own: Vector | None = None,
) -> PooledEffect:
    """Return the mean for a given tau2; the input has been checked."""
    tested: Tested = assess(studies, found.tau2, test, confidence, own=own)
    likelihood = _tau2.log_likelihood(
        studies, found.tau2, restricted=method == "REML", fitted=tested.fitted
    )
    used = tested.fitted.w if own is None else own
    return PooledEffect(
        estimate=float(tested.estimate[0]),
        se=float(tested.se[0]),
        statistic=float(tested.statistic[0]),
        dof=tested.dof,
        p_value=float(tested.p_value[0]),
        interval=tested.interval(0),
        tau2=found.tau2,
        tau2_se=None if method == "common" else found.se,
        heterogeneity=measure(studies, found.tau2),
        log_likelihood=likelihood,
        weights=used / used.sum(),
        n=studies.k,
        method=method,
        test=test,
    )
