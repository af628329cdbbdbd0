"""Studies that may be missing: trim and fill, fail-safe N, excess significance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector, as_vector, between, number, one_of
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies, as_studies, build
from headship.stats.meta._test import TESTS, assess
from headship.stats.meta.pooled import PooledEffect, pool

MAX_ITERATIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimFill:
    """The pooled effect after imputing mirror images.

    ``n_missing`` studies are imputed on ``side``; ``n_missing_se`` is None where its
    variance estimate is negative. ``effects`` and ``variances`` hold the observed
    studies first, then the imputed ones.
    """

    pooled: PooledEffect
    n_missing: int
    n_missing_se: float | None
    side: str
    estimator: str
    effects: Vector
    variances: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class FailSafeN:
    """How many null studies would undo the result (a whole number, rounded up).

    ``p_value`` is that of the observed studies, None for Orwin's rule.
    """

    n: int
    p_value: float | None
    target: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcessSignificance:
    """Observed against expected numbers of significant studies."""

    observed: int
    expected: float
    power: Vector
    statistic: float | None
    p_value: float
    method: str


def trim_and_fill(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    method: str = "REML",
    test: str = "normal",
    estimator: str = "L0",
    side: str = "auto",
    confidence: float = 0.95,
) -> TrimFill:
    """Impute the studies that would make the funnel symmetric.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 3.
    method, test, confidence
        As ``random_effects``; method "common" too.
    estimator : {"L0", "R0"}
        Estimator of the number of missing studies.
    side : {"auto", "left", "right"}
        Where studies are missing. "auto" takes the left when effects grow with the
        standard error, else the right.

    Returns
    -------
    TrimFill

    Raises
    ------
    ValueError
        If there are fewer than 3 studies, the input is bad, or the iteration cycles.

    Notes
    -----
    Formula: ``L0 = (4 S - k(k+1))/(2k - 1)`` with S the sum of the positive signed
    ranks; ``R0`` is the length of the rightmost run of ranks, less 1.
    Assumes: only the most extreme effects on one side are missing.
    Do not use when: effects differ between studies; it then corrects what is not
    bias. Use it as a look, not as an estimate.

    Examples
    --------
    >>> y, v = [0.1, 0.12, 0.15, 0.3, 0.5, 0.8], [0.001, 0.002, 0.004, 0.03, 0.07, 0.2]
    >>> found = trim_and_fill(y, v, method="common")
    >>> found.side, found.n_missing
    ('left', 3)

    References
    ----------
    Duval & Tweedie (2000). JASA 95, sections 3-4.
    """
    one_of("method", method, [*_tau2.METHODS, "common"])
    one_of("test", test, TESTS)
    one_of("estimator", estimator, ("L0", "R0"))
    one_of("side", side, ("auto", "left", "right"))
    between("confidence", confidence, 0, 1)
    studies = as_studies(effects, variances, min_extra=2)
    where = _side(studies, method) if side == "auto" else side
    sign = -1.0 if where == "right" else 1.0
    order = np.argsort(sign * studies.y, kind="stable")
    y, v = sign * studies.y[order], studies.v[order]
    missing, se, mean = _trim(y, v, method, estimator)
    keep = slice(len(y) - missing, None)
    filled_y = np.concatenate([studies.y, sign * (2 * mean - y[keep])])
    filled_v = np.concatenate([studies.v, v[keep]])
    filled = build(filled_y, filled_v, np.ones((len(filled_y), 1)))
    found = _variance(filled, method)
    return TrimFill(
        pooled=pool(filled, found, method, test, confidence),
        n_missing=missing,
        n_missing_se=se,
        side=where,
        estimator=estimator,
        effects=filled_y,
        variances=filled_v,
    )


def fail_safe_n(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike | None = None,
    *,
    rule: str = "rosenthal",
    alpha: float = 0.05,
    target: float | None = None,
) -> FailSafeN:
    """Count the null studies that would undo a result.

    Parameters
    ----------
    effects : array, shape (k,)
        Estimates.
    variances : array, shape (k,), optional
        Their sampling variances; Orwin's rule does not use them.
    rule : {"rosenthal", "orwin", "rosenberg"}
        Until Stouffer's one-sided test, the unweighted mean, or the weighted mean's
        two-sided test no longer counts.
    alpha : float
        Level of significance.
    target : float, optional
        Orwin: the mean that would not matter; by default half of the mean. Its sign
        follows the mean.

    Returns
    -------
    FailSafeN

    Raises
    ------
    ValueError
        If variances are missing where they are needed, the target is 0, or the input
        is bad.

    Notes
    -----
    Formula: Rosenthal ``k (z/z_alpha)^2 - k``; Orwin ``k (m - t)/t``; Rosenberg
    ``k ((sum wy / z)^2 - W)/W``.
    Assumes: the missing studies average exactly zero.
    Do not use when: the answer should mean anything about bias; missing studies may
    well be negative. Shown because readers ask for it.

    Examples
    --------
    >>> fail_safe_n([0.3, 0.4, 0.5], [0.01, 0.01, 0.01]).n
    51

    References
    ----------
    Rosenthal (1979). Orwin (1983). Rosenberg (2005), Evolution 59.
    """
    one_of("rule", rule, ("rosenthal", "orwin", "rosenberg"))
    between("alpha", alpha, 0, 1)
    if rule == "orwin":
        return _orwin(as_vector("effects", effects), target)
    if variances is None:
        raise ValueError(f"variances must be given for rule {rule!r}.")
    studies = as_studies(effects, variances, min_extra=0)
    y, v, k = studies.y, studies.v, studies.k
    if rule == "rosenthal":
        z = abs(float(np.sum(y / np.sqrt(v)))) / np.sqrt(k)
        count = k * (z / float(special.ndtri(1 - alpha))) ** 2 - k
        p = float(special.ndtr(-z))
    else:
        total = float(np.sum(1 / v))
        score = float(np.sum(y / v))
        count = k * ((score / float(special.ndtri(1 - alpha / 2))) ** 2 - total) / total
        p = 2 * float(special.ndtr(-abs(score) / np.sqrt(total)))
    return FailSafeN(n=_whole(count), p_value=p, target=None, method=rule)


def excess_significance(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    alpha: float = 0.05,
    test: str = "exact",
) -> ExcessSignificance:
    """Test whether more studies are significant than their power allows.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    alpha : float
        Two-sided level of the studies' own tests.
    test : {"exact", "chi2"}
        The distribution of a sum of unequal chances, or the chi-squared of Ioannidis
        and Trikalinos; both one-sided for an excess.

    Returns
    -------
    ExcessSignificance
        ``power`` holds each study's power for the common effect.

    Raises
    ------
    ValueError
        If the input is bad.

    Notes
    -----
    Formula: power ``P(|Z + m/s| > z)`` at the common effect m; the count of
    significant studies against the sum of the powers.
    Assumes: one common true effect.
    Do not use when: effects are heterogeneous; power then varies for honest reasons.

    Examples
    --------
    >>> y, v = [0.5, 0.6, 0.55, 0.5], [0.06, 0.08, 0.07, 0.06]
    >>> found = excess_significance(y, v)
    >>> found.observed, round(found.expected, 2)
    (4, 2.16)

    References
    ----------
    Ioannidis & Trikalinos (2007). Clinical Trials 4, section "Test".
    """
    between("alpha", alpha, 0, 1)
    one_of("test", test, ("exact", "chi2"))
    studies = as_studies(effects, variances, min_extra=0)
    se = np.sqrt(studies.v)
    mean = float(np.sum(studies.y / studies.v) / np.sum(1 / studies.v))
    critical = float(special.ndtri(1 - alpha / 2))
    power = special.ndtr(mean / se - critical) + special.ndtr(-critical - mean / se)
    observed = int(np.sum(np.abs(studies.y / se) >= critical))
    expected, k = float(power.sum()), studies.k
    statistic = None
    if test == "exact":
        p = _tail_of_sum(power, observed)
    else:
        gap = observed - expected
        statistic = gap**2 / expected + gap**2 / (k - expected)
        half = 0.5 * float(special.chdtrc(1, statistic))
        p = half if gap > 0 else 1 - half
    return ExcessSignificance(
        observed=observed,
        expected=expected,
        power=power,
        statistic=statistic,
        p_value=p,
        method=test,
    )


def _variance(studies: Studies, method: str) -> _tau2.Tau2:
    if method == "common":
        return _tau2.Tau2(0.0, 0.0)
    return _tau2.estimate(studies, method)


def _side(studies: Studies, method: str) -> str:
    se = np.sqrt(studies.v)
    if np.ptp(se) == 0:
        raise ValueError("side must be given when all variances are equal.")
    model = build(studies.y, studies.v, np.column_stack([np.ones(studies.k), se]))
    slope = assess(model, _variance(model, method).tau2, "normal", 0.95).estimate[1]
    return "right" if slope < 0 else "left"


def _trim(
    y: Vector, v: Vector, method: str, estimator: str
) -> tuple[int, float | None, float]:
    """Return the number missing on the left, its standard error and the center."""
    k, missing = len(y), 0
    for _ in range(MAX_ITERATIONS):
        # Two studies are the fewest that have a random-effects mean.
        kept = max(2, k - missing)
        part = build(y[:kept], v[:kept], np.ones((kept, 1)))
        tau2 = _variance(part, method).tau2
        mean = float(assess(part, tau2, "normal", 0.95).estimate[0])
        centered = y - mean
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(centered), kind="stable")] = np.arange(1, k + 1)
        count, se = _COUNTS[estimator](np.sign(centered) * ranks)
        found = max(0, round(count))
        if found == missing:
            return missing, se, mean
        missing = found
    raise ValueError(  # pragma: no cover -- not seen in 4,000 random sets
        f"effects make trim and fill cycle, last between {missing} missing studies."
    )


def _r0(signed: Vector) -> tuple[float, float | None]:
    negative = signed[signed < 0]
    longest = float(np.max(-negative)) if negative.size else 0.0
    count = len(signed) - longest - 1
    return count, float(np.sqrt(2 * max(0.0, count) + 2))


def _l0(signed: Vector) -> tuple[float, float | None]:
    k = len(signed)
    total = float(signed[signed > 0].sum())
    n = (4 * total - k * (k + 1)) / (2 * k - 1)
    variance = (
        k * (k + 1) * (2 * k + 1)
        + 10 * n**3
        + 27 * n**2
        + 17 * n
        - 18 * k * n**2
        - 18 * k * n
        + 6 * k**2 * n
    ) / 24
    return n, float(4 * np.sqrt(variance) / (2 * k - 1)) if variance >= 0 else None


_COUNTS = {"R0": _r0, "L0": _l0}


def _orwin(y: Vector, target: float | None) -> FailSafeN:
    mean = float(y.mean())
    wanted = mean / 2 if target is None else number("target", target)
    if wanted == 0:
        raise ValueError("target must not be 0: no number of null studies reaches it.")
    wanted = float(np.copysign(wanted, mean))
    count = len(y) * (mean - wanted) / wanted
    return FailSafeN(n=_whole(count), p_value=None, target=wanted, method="orwin")


def _whole(count: float) -> int:
    """Round up, but not for a rounding error above a whole number."""
    nearest = round(count)
    return max(0, nearest if abs(count - nearest) < 1e-8 else int(np.ceil(count)))


def _tail_of_sum(chances: Vector, observed: int) -> float:
    distribution = np.ones(1)
    for chance in chances:
        distribution = np.convolve(distribution, [1 - chance, chance])
    return float(min(1.0, distribution[observed:].sum()))
