"""How much the studies differ: Q, I2, H2, and intervals for tau2."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import between, one_of
from headship.stats.meta import _tau2
from headship.stats.meta._roots import root
from headship.stats.meta._studies import Studies, as_studies, fit
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """Cochran's ``q`` and the two families of shares.

    ``typical`` is the typical sampling variance (k-p)/tr(P). ``i2_tau2`` and
    ``h2_tau2`` compare tau2 with it, ``i2_q`` and ``h2_q`` come from Q alone. I2 is a
    share between 0 and 1.
    """

    q: float
    dof: int
    p_value: float
    tau2: float
    typical: float
    i2_tau2: float
    h2_tau2: float
    i2_q: float
    h2_q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeterogeneityIntervals:
    """Intervals of tau2 and of what follows from it."""

    tau2: Interval
    tau: Interval
    i2: Interval
    h2: Interval
    method: str


def heterogeneity(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    method: str = "REML",
) -> Heterogeneity:
    """Measure how much effects differ beyond sampling error.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m), optional
        What the residual heterogeneity is conditional on.
    intercept : bool
        Add a constant to the moderators.
    method : {"REML", "ML", "DL", "PM", "PMM", "EB", "SJ", "HE", "HS", "HSk"}
        Estimator of tau2.

    Returns
    -------
    Heterogeneity

    Raises
    ------
    ValueError
        If an input is not finite, a variance not positive, or there is no study
        beyond the number of coefficients.

    Notes
    -----
    Formula: ``Q = y'Py`` with weights 1/v; ``typical = (k-p)/tr(P)``;
    ``I2 = tau2/(tau2 + typical)`` (tau2 based) or ``max(0, (Q-(k-p))/Q)`` (Q based).
    Assumes: independent studies with known variances.
    Do not use when: I2 would be read as the amount of variation; it is a share, and
    grows with the size of the studies. Report tau2 and a prediction interval.

    Examples
    --------
    >>> found = heterogeneity([0.1, 0.3, 0.8], [0.04, 0.04, 0.04], method="DL")
    >>> round(found.q, 6), round(found.i2_q, 6), round(found.i2_tau2, 6)
    (6.5, 0.692308, 0.692308)

    References
    ----------
    Higgins, J. P. T., & Thompson, S. G. (2002). Statistics in Medicine 21, sections
    3.1-3.3. Cochrane Handbook, version 6, section 10.10.2.
    """
    one_of("method", method, list(_tau2.METHODS))
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    return measure(studies, _tau2.estimate(studies, method).tau2)


def measure(studies: Studies, tau2: float) -> Heterogeneity:
    """Return the measures for a given tau2."""
    fitted = fit(studies, 1 / studies.v)
    dof = studies.k - studies.p
    if dof == 0:
        return Heterogeneity(
            q=0.0,
            dof=0,
            p_value=1.0,
            tau2=tau2,
            typical=float(studies.v.mean()),
            i2_tau2=0.0,
            h2_tau2=1.0,
            i2_q=0.0,
            h2_q=1.0,
        )
    q, typical = fitted.rss, dof / fitted.trace
    return Heterogeneity(
        q=q,
        dof=dof,
        p_value=float(special.chdtrc(dof, q)),
        tau2=tau2,
        typical=typical,
        i2_tau2=tau2 / (tau2 + typical),
        h2_tau2=tau2 / typical + 1,
        i2_q=max(0.0, (q - dof) / q) if q > 0 else 0.0,
        h2_q=q / dof,
    )


def tau2_interval(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    rule: str = "q-profile",
    confidence: float = 0.95,
) -> HeterogeneityIntervals:
    """Return an interval for the between-study variance.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m), optional
        Moderators of a mixed-effects model.
    intercept : bool
        Add a constant to the moderators.
    rule : {"q-profile", "profile-reml", "profile-ml"}
        Invert the generalized Q statistic, or cut the (restricted) likelihood.
    confidence : float
        Level.

    Returns
    -------
    HeterogeneityIntervals
        For tau2, tau, I2 (tau2 based, a share) and H2. When even tau2 = 0 leaves Q
        below the lower quantile, the Q-profile interval is the point 0: the effects
        differ less than sampling error alone would make likely.

    Raises
    ------
    ValueError
        As ``heterogeneity``; unknown ``rule``; ``confidence`` outside (0, 1).

    Notes
    -----
    Formula: Q-profile solves ``Q(tau2) = chi2(k-p)`` at both tail quantiles; the
    profile rules solve ``2 (max l - l(tau2)) = chi2(1)``.
    Assumes: normal effects; variances known.
    Do not use when: k is below about 5; the interval then says little, which is the
    message.

    Examples
    --------
    >>> y, v = [0.1, 0.3, 0.8, 1.2], [0.04, 0.04, 0.04, 0.04]
    >>> found = tau2_interval(y, v)
    >>> round(found.tau2.lower, 4), round(found.tau2.upper, 3)
    (0.0392, 3.389)

    References
    ----------
    Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in
    meta-analysis. Statistics in Medicine 26, sections 3.3 and 3.1.
    """
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    between("confidence", confidence, 0, 1)
    one_of("rule", rule, ("q-profile", "profile-reml", "profile-ml"))
    if rule == "q-profile":
        lower, upper = _q_profile(studies, confidence)
    else:
        lower, upper = _profile_likelihood(
            studies, confidence, restricted=rule == "profile-reml"
        )
    typical = measure(studies, 0.0).typical
    return HeterogeneityIntervals(
        tau2=Interval(lower=lower, upper=upper, confidence=confidence),
        tau=_map(np.sqrt, lower, upper, confidence),
        i2=_map(lambda t: t / (t + typical), lower, upper, confidence),
        h2=_map(lambda t: t / typical + 1, lower, upper, confidence),
        method=rule,
    )


def _map(function, lower: float, upper: float, confidence: float) -> Interval:  # type: ignore[no-untyped-def]
    return Interval(
        lower=float(function(lower)),
        upper=float(function(upper)),
        confidence=confidence,
    )


def _q_profile(studies: Studies, confidence: float) -> tuple[float, float]:
    dof, tail = studies.k - studies.p, (1 - confidence) / 2
    lower = _tau2.solve_q(studies, float(special.chdtri(dof, tail)))
    upper = _tau2.solve_q(studies, float(special.chdtri(dof, 1 - tail)))
    return lower, upper


def _profile_likelihood(
    studies: Studies, confidence: float, *, restricted: bool
) -> tuple[float, float]:
    best = _tau2.maximize(studies, restricted=restricted)
    top = _tau2.log_likelihood(studies, best, restricted=restricted)
    drop = 0.5 * float(special.chdtri(1, 1 - confidence))

    def gap(tau2: float) -> float:
        return top - _tau2.log_likelihood(studies, tau2, restricted=restricted) - drop

    lower = 0.0 if best == 0 or gap(0.0) <= 0 else root(gap, 0.0, best)
    high = 2 * best + float(studies.v.max())
    while gap(high) <= 0:
        high *= 2
    return lower, root(gap, best, high)
