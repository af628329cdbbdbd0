"""What single studies do to the result."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector, as_vector, between, one_of, same_length
from headship.stats.meta import _tau2
from headship.stats.meta._deleted import (
    Means,
    means_without_each,
    tau2_without_each,
)
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.meta._test import (
    TESTS,
    Tested,
    assess,
    dof_of,
    judge,
    scale_of,
)
from headship.stats.meta.variation import Heterogeneity, measure

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refits:
    """The pooled mean of each refit; all arrays have one value per refit."""

    estimate: Vector
    se: Vector
    p_value: Vector
    lower: Vector
    upper: Vector
    tau2: Vector
    q: Vector
    i2: Vector
    n: int
    confidence: float
    method: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """Case diagnostics, one value per study (``dfbetas`` (k, p)).

    A study without which the model cannot be estimated is influential; it has NaN
    everywhere but in ``hat`` and ``weight``, and ``is_estimable`` False.
    """

    rstudent: Vector
    dffits: Vector
    cooks_distance: Vector
    covariance_ratio: Vector
    tau2_deleted: Vector
    q_deleted: Vector
    hat: Vector
    weight: Vector
    dfbetas: npt.NDArray[np.float64]
    is_influential: Flags
    is_estimable: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunken:
    """Best linear unbiased predictions of the true effects."""

    estimate: Vector
    se: Vector


def leave_one_out(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    method: str = "REML",
    test: str = "normal",
    confidence: float = 0.95,
) -> Refits:
    """Pool the effects again without each study in turn.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 3.
    method, test, confidence
        As ``random_effects``; method "common" too.

    Returns
    -------
    Refits
        Value i is the result without study i; ``i2`` is tau2 based, and Q based for
        "common".

    Raises
    ------
    ValueError
        If there are fewer than 3 studies or the input is bad.

    Notes
    -----
    Formula: ``random_effects`` of k-1 studies, k times.
    Assumes: as ``random_effects``.
    Do not use when: a study would be dropped because its removal pleases.

    Examples
    --------
    >>> refits = leave_one_out([0.1, 0.2, 0.9], [0.02, 0.02, 0.02], method="DL")
    >>> refits.estimate.round(3).tolist()
    [0.55, 0.5, 0.15]

    References
    ----------
    Viechtbauer & Cheung (2010). Research Synthesis Methods 1, section 3.
    """
    _options(method, test, confidence)
    studies = as_studies(effects, variances, min_extra=2)
    if method in ("ML", "REML") and studies.k > _tau2.GRID_LIMIT + 1:
        found = tau2_without_each(
            studies, _tau2_of(studies, method), restricted=method == "REML"
        )
    else:
        found = np.array(
            [_tau2_of(studies.without(i), method) for i in range(studies.k)]
        )
    return _refits_without_each(studies, found, method, test, confidence)


def cumulative(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    order: npt.ArrayLike,
    *,
    method: str = "REML",
    test: str = "normal",
    confidence: float = 0.95,
) -> Refits:
    """Pool the effects again as each study comes in.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    order : array, shape (k,)
        What to sort by, such as the year; ties keep their given order.
    method, test, confidence
        As ``random_effects``; method "common" too.

    Returns
    -------
    Refits
        Value i pools the first i+2 studies.

    Raises
    ------
    ValueError
        If there are fewer than 2 studies or the input is bad.

    Notes
    -----
    Formula: ``random_effects`` of the first 2, 3, ..., k studies.
    Assumes: as ``random_effects``.
    Do not use when: the looks are used as repeated tests; the error rate adds up.

    Examples
    --------
    >>> found = cumulative([0.9, 0.1, 0.2], [0.02] * 3, [2003, 2001, 2002])
    >>> found.estimate.round(3).tolist()
    [0.15, 0.4]

    References
    ----------
    Borenstein et al. (2009). Introduction to Meta-Analysis, chapter 42.
    """
    _options(method, test, confidence)
    studies = as_studies(effects, variances)
    by = as_vector("order", order)
    same_length(effects=studies.y, order=by)
    ranks = np.argsort(by, kind="stable")
    prefixes = [studies.chosen(ranks[:n]) for n in range(2, studies.k + 1)]
    found = np.array([_tau2_of(part, method) for part in prefixes])
    return _refits(prefixes, found, method, test, confidence)


def influence(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    method: str = "REML",
    test: str = "normal",
) -> Influence:
    """Return deletion diagnostics of each study.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m), optional
        Moderators of a meta-regression.
    intercept : bool
        Add a constant to the moderators.
    method, test
        As ``random_effects``; method "common" too.

    Returns
    -------
    Influence
        ``is_influential`` marks |dffits| > 3 sqrt(p/(k-p)), a Cook's distance beyond
        the median of chi-squared(p), a hat value above 3p/k, or |dfbetas| > 1.

    Raises
    ------
    ValueError
        If there are fewer than p+2 studies or the input is bad.

    Notes
    -----
    Formula: refit without study i; ``rstudent = (y_i - x_i'b(i)) / sqrt(v_i + tau2(i)
    + Var)``; the rest as Belsley, Kuh and Welsch with the model's covariance.
    Assumes: as ``meta_regression``.
    Do not use when: the marks are taken as reasons to delete; they are reasons to
    read the study.

    Examples
    --------
    >>> found = influence([0.1, 0.2, 0.15, 0.1, 1.5], [0.02] * 5)
    >>> found.is_influential.tolist()
    [False, False, False, False, True]

    References
    ----------
    Viechtbauer & Cheung (2010). Research Synthesis Methods 1, sections 2-4.
    """
    _options(method, test, 0.95)
    studies = as_studies(
        effects, variances, moderators, intercept=intercept, min_extra=2
    )
    tau2 = _tau2_of(studies, method)
    full = assess(studies, tau2, test, 0.95)
    # Rows of Q times the square root of M: hat values and predictions from these.
    hat = np.einsum("ij,jk,ik->i", studies.Q, full.fitted.M, full.fitted.WQ)
    cases = [
        _case(studies, full, i, float(hat[i]), _Options(method, test, tau2))
        for i in range(studies.k)
    ]
    columns = np.array([case[:6] for case in cases], dtype=np.float64)
    dfbetas = np.array([case[6] for case in cases])
    estimable = ~np.isnan(columns[:, 0])
    k, p = studies.k, studies.p
    with np.errstate(invalid="ignore"):
        marked = (
            (np.abs(columns[:, 1]) > 3 * np.sqrt(p / (k - p)))
            | (special.chdtr(p, np.where(estimable, columns[:, 2], 0)) > 0.5)
            | (hat > 3 * p / k)
            | (np.abs(dfbetas) > 1).any(axis=1)
            | ~estimable
        )
    return Influence(
        rstudent=columns[:, 0],
        dffits=columns[:, 1],
        cooks_distance=columns[:, 2],
        covariance_ratio=columns[:, 3],
        tau2_deleted=columns[:, 4],
        q_deleted=columns[:, 5],
        hat=hat,
        weight=full.fitted.w / full.fitted.w.sum(),
        dfbetas=dfbetas,
        is_influential=marked,
        is_estimable=estimable,
    )


def shrunken_effects(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    method: str = "REML",
) -> Shrunken:
    """Return each study's effect, pulled toward the fitted mean.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m), optional
        Moderators of a meta-regression.
    intercept : bool
        Add a constant to the moderators.
    method : str
        Estimator of tau2, as ``random_effects``.

    Returns
    -------
    Shrunken

    Raises
    ------
    ValueError
        If the input is bad.

    Notes
    -----
    Formula: ``s y + (1-s) x'b``, ``s = tau2/(tau2 + v)``; variance ``s v + (1-s)^2
    x'Vx``.
    Assumes: normal true effects; tau2 known.
    Do not use when: the shrunken effects would be pooled again.

    Examples
    --------
    >>> shrunken_effects([0.0, 1.0], [0.1, 0.1], method="DL").estimate.round(4)
    array([0.1, 0.9])

    References
    ----------
    Raudenbush & Bryk (1985). JES 10(2), section 3.
    """
    one_of("method", method, list(_tau2.METHODS))
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    tau2 = _tau2.estimate(studies, method).tau2
    fitted = _tau2.at(studies, tau2)
    share = tau2 / (tau2 + studies.v)
    mean = studies.Q @ fitted.gamma
    spread = np.einsum("ij,jk,ik->i", studies.Q, fitted.M, studies.Q)
    return Shrunken(
        estimate=share * studies.y + (1 - share) * mean,
        se=np.sqrt(share * studies.v + (1 - share) ** 2 * spread),
    )


@dataclass(frozen=True, slots=True)
class _Options:
    method: str
    test: str
    tau2: float


def _case(
    studies: Studies, full: Tested, i: int, hat: float, options: _Options
) -> tuple[float, float, float, float, float, float, Vector]:
    """Return the diagnostics of study i, or NaN where the rest has no estimate."""
    try:
        rest = studies.without(i)
    except ValueError:
        nan = float("nan")
        return nan, nan, nan, nan, nan, nan, np.full(studies.p, nan)
    tau2 = _tau2_of(rest, options.method, start=options.tau2)
    kept = assess(rest, tau2, options.test, 0.95)
    x, v = studies.X[i], float(studies.v[i])
    shift = full.estimate - kept.estimate
    spread = float(x @ kept.covariance @ x)
    predicted = float(x @ kept.estimate)
    rstudent = (float(studies.y[i]) - predicted) / np.sqrt(
        kept.scale * (v + tau2) + spread
    )
    # The covariance with the deleted tau2 but all studies scales the shifts.
    bread = studies.back @ _tau2.at(studies, tau2).M @ studies.back.T
    return (
        float(rstudent),
        float(x @ shift) / float(np.sqrt(kept.scale * hat * (tau2 + v))),
        float(shift @ np.linalg.solve(full.covariance, shift)),
        float(np.linalg.det(kept.covariance) / np.linalg.det(full.covariance)),
        tau2,
        measure(rest, tau2).q,
        shift / np.sqrt(kept.scale * np.diag(bread)),
    )


def _refits_without_each(
    studies: Studies, tau2: Vector, method: str, test: str, confidence: float
) -> Refits:
    """Return the refits of the mean without study i at tau2[i], all at once."""
    dof = studies.k - 2
    means = means_without_each(studies, tau2)
    plain = means_without_each(studies, np.zeros(studies.k))
    se = np.sqrt(scale_of(test, means.rss, dof) / means.total)
    _ratio, p_value, lower, upper = judge(
        means.estimate, se, dof_of(test, dof), confidence
    )
    return Refits(
        estimate=means.estimate,
        se=se,
        p_value=p_value,
        lower=lower,
        upper=upper,
        tau2=tau2,
        q=plain.rss,
        i2=_shares(plain, tau2, dof, method),
        n=studies.k,
        confidence=confidence,
        method=method,
        test=test,
    )


def _shares(plain: Means, tau2: Vector, dof: int, method: str) -> Vector:
    """Return I2 of each refit."""
    if method == "common":
        q = plain.rss
        return np.where(q > 0, np.maximum(0, (q - dof) / np.where(q > 0, q, 1)), 0.0)
    return tau2 / (tau2 + dof / plain.trace)


def _refits(
    samples: list[Studies],
    estimates: Vector,
    method: str,
    test: str,
    confidence: float,
) -> Refits:
    rows = []
    for sample, tau2 in zip(samples, estimates.tolist(), strict=True):
        found, spread = assess(sample, tau2, test, confidence), measure(sample, tau2)
        rows.append(
            (
                found.estimate[0],
                found.se[0],
                found.p_value[0],
                found.lower[0],
                found.upper[0],
                tau2,
                spread.q,
                _i2(spread, method),
            )
        )
    table = np.array(rows, dtype=np.float64).T
    return Refits(
        estimate=table[0],
        se=table[1],
        p_value=table[2],
        lower=table[3],
        upper=table[4],
        tau2=table[5],
        q=table[6],
        i2=table[7],
        n=len(samples),
        confidence=confidence,
        method=method,
        test=test,
    )


def _i2(spread: Heterogeneity, method: str) -> float:
    return spread.i2_q if method == "common" else spread.i2_tau2


def _tau2_of(studies: Studies, method: str, *, start: float | None = None) -> float:
    """Return tau2, starting likelihood methods near a known neighbor."""
    if method == "common":
        return 0.0
    if method in ("ML", "REML"):
        return _tau2.maximize(studies, restricted=method == "REML", start=start)
    return _tau2.estimate(studies, method).tau2


def _options(method: str, test: str, confidence: float) -> None:
    one_of("method", method, [*_tau2.METHODS, "common"])
    one_of("test", test, TESTS)
    between("confidence", confidence, 0, 1)
