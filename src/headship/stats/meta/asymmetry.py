"""Do small studies show larger effects? Regression and rank tests of the funnel."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._student import t_tail
from headship.stats._validate import (
    Vector,
    all_positive,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies, as_studies, build
from headship.stats.meta._test import Tested, assess
from headship.stats.results import Interval

# The exact distribution of Kendall's tau is quadratic in k; beyond this the normal
# approximation is good to four decimals.
EXACT_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelTest:
    """A test of the slope of effects on a measure of study size.

    ``limit`` is the intercept: the effect expected of an infinitely large study.
    """

    slope: float
    slope_se: float
    statistic: float
    dof: float
    p_value: float
    limit: float
    limit_se: float
    interval: Interval
    n: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankTest:
    """Kendall's ``tau`` between standardized effects and variances."""

    tau: float
    p_value: float
    n: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetPeese:
    """The conditional estimate of PET and PEESE.

    ``estimate`` is PEESE's limit when PET finds an effect, else PET's.
    """

    estimate: float
    se: float
    interval: Interval
    chosen: str
    pet: FunnelTest
    peese: FunnelTest
    pet_p_value: float
    n: int


def egger_test(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    model: str = "lm",
    predictor: str = "se",
    sizes: npt.ArrayLike | None = None,
    method: str = "REML",
    confidence: float = 0.95,
) -> FunnelTest:
    """Test whether effects depend on the precision of their study.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 3.
    model : {"lm", "mixed"}
        Weighted least squares with a multiplicative error variance (Egger), or a
        mixed-effects meta-regression with a normal test.
    predictor : {"se", "variance", "inverse-n", "inverse-root-n"}
        What stands for study size.
    sizes : array, shape (k,), optional
        Sample sizes, for the last two predictors.
    method : str
        Estimator of tau2 in the mixed model.
    confidence : float
        Level of the interval of ``limit``.

    Returns
    -------
    FunnelTest

    Raises
    ------
    ValueError
        If all studies have one size, sizes are missing, or the input is bad.

    Notes
    -----
    Formula: ``y = b0 + b1 s`` with weights 1/v; the test is of b1. Egger's intercept
    in the regression of y/s on 1/s is the same b1.
    Assumes: effect and precision are unrelated but for selection.
    Do not use when: there are fewer than 10 studies, or effects are standardized mean
    differences of widely varying size, whose variance contains the effect (use a
    predictor based on n).

    Examples
    --------
    >>> y, v = [0.1, 0.2, 0.4, 0.9], [0.01, 0.02, 0.05, 0.2]
    >>> found = egger_test(y, v)
    >>> round(found.slope, 3), found.dof
    (2.34, 2.0)

    References
    ----------
    Egger et al. (1997). BMJ 315. Sterne & Egger (2005), in Rothstein et al.,
    Publication Bias in Meta-Analysis, chapter 6.
    """
    one_of("model", model, ("lm", "mixed"))
    one_of("method", method, list(_tau2.METHODS))
    between("confidence", confidence, 0, 1)
    base = as_studies(effects, variances, min_extra=2)
    x = _predictor(base, predictor, sizes)
    if np.ptp(x) <= 1e-12 * np.abs(x).max():
        raise ValueError(
            f"variances give every study the same {predictor}: nothing to regress on."
        )
    studies = build(base.y, base.v, np.column_stack([np.ones(base.k), x]))
    if model == "lm":
        tested = assess(studies, 0.0, "hartung-knapp", confidence)
        return _funnel(tested, studies.k, f"lm, {predictor}")
    tau2 = _tau2.estimate(studies, method).tau2
    tested = assess(studies, tau2, "normal", confidence)
    return _funnel(tested, studies.k, f"mixed {method}, {predictor}")


def begg_test(effects: npt.ArrayLike, variances: npt.ArrayLike) -> RankTest:
    """Test the rank correlation of standardized effects with their variances.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 3.

    Returns
    -------
    RankTest
        Exact without ties up to 200 studies, else by the normal approximation.

    Raises
    ------
    ValueError
        If all variances are equal, or the input is bad.

    Notes
    -----
    Formula: Kendall's tau-b of ``(y - m)/sqrt(v - 1/sum(1/v))`` and ``v``.
    Assumes: as ``egger_test``.
    Do not use when: there are fewer than 25 studies; the power is low.

    Examples
    --------
    >>> found = begg_test([0.1, 0.2, 0.4, 0.9], [0.01, 0.02, 0.05, 0.2])
    >>> round(found.tau, 4), round(found.p_value, 4)
    (1.0, 0.0833)

    References
    ----------
    Begg & Mazumdar (1994). Biometrics 50, section 2.
    """
    studies = as_studies(effects, variances, min_extra=2)
    y, v = studies.y, studies.v
    if np.ptp(v) == 0:
        raise ValueError(f"variances are all {v[0]!r}: their ranks carry nothing.")
    total = np.sum(1 / v)
    mean = np.sum(y / v) / total
    standardized = (y - mean) / np.sqrt(v - 1 / total)
    return _kendall(standardized, v)


def pet_peese(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    model: str = "lm",
    method: str = "REML",
    alpha: float = 0.05,
    confidence: float = 0.95,
) -> PetPeese:
    """Estimate the effect free of small-study effects by PET, then PEESE.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, in the favorable direction.
    model, method
        As ``egger_test``.
    alpha : float
        One-sided level at which PET's limit counts as an effect.
    confidence : float
        Level of the intervals.

    Returns
    -------
    PetPeese

    Raises
    ------
    ValueError
        As ``egger_test``.

    Notes
    -----
    Formula: PET regresses on the standard error, PEESE on the variance, weights 1/v;
    PEESE is reported when PET's one-sided p is below ``alpha``.
    Assumes: selection acts through significance in one direction.
    Do not use when: heterogeneity is large or studies are fewer than 20; the estimate
    is then far too variable and often wrong in sign.

    Examples
    --------
    >>> y, v = [0.31, 0.33, 0.36, 0.52], [0.001, 0.002, 0.005, 0.05]
    >>> found = pet_peese(y, v)
    >>> found.chosen, round(found.estimate, 3)
    ('PEESE', 0.313)

    References
    ----------
    Stanley & Doucouliagos (2014). Research Synthesis Methods 5, sections 2-3.
    """
    between("alpha", alpha, 0, 1)
    pet, peese = (
        egger_test(
            effects,
            variances,
            model=model,
            predictor=predictor,
            method=method,
            confidence=confidence,
        )
        for predictor in ("se", "variance")
    )
    one_sided = _one_sided(pet)
    used = peese if one_sided < alpha else pet
    return PetPeese(
        estimate=used.limit,
        se=used.limit_se,
        interval=used.interval,
        chosen="PEESE" if used is peese else "PET",
        pet=pet,
        peese=peese,
        pet_p_value=one_sided,
        n=pet.n,
    )


def _one_sided(test: FunnelTest) -> float:
    """Return P(limit > 0 by chance)."""
    return float(t_tail(np.array([test.limit / test.limit_se]), test.dof)[0])


def _predictor(studies: Studies, predictor: str, sizes: npt.ArrayLike | None) -> Vector:
    one_of("predictor", predictor, ("se", "variance", "inverse-n", "inverse-root-n"))
    if predictor == "se":
        return np.sqrt(studies.v)
    if predictor == "variance":
        return studies.v
    if sizes is None:
        raise ValueError(f"sizes must be given for predictor {predictor!r}.")
    n = all_positive("sizes", as_vector("sizes", sizes))
    same_length(effects=studies.y, sizes=n)
    return 1 / n if predictor == "inverse-n" else 1 / np.sqrt(n)


def _funnel(tested: Tested, n: int, method: str) -> FunnelTest:
    return FunnelTest(
        slope=float(tested.estimate[1]),
        slope_se=float(tested.se[1]),
        statistic=float(tested.statistic[1]),
        dof=tested.dof,
        p_value=float(tested.p_value[1]),
        limit=float(tested.estimate[0]),
        limit_se=float(tested.se[0]),
        interval=tested.interval(0),
        n=n,
        method=method,
    )


def _kendall(x: Vector, y: Vector) -> RankTest:
    """Return tau-b; concordance counts from all pairs."""
    n = len(x)
    upper = np.triu_indices(n, 1)
    score = float(
        np.sum(np.sign(x[upper[0]] - x[upper[1]]) * np.sign(y[upper[0]] - y[upper[1]]))
    )
    t, u = (np.unique(a, return_counts=True)[1].astype(float) for a in (x, y))
    pairs = n * (n - 1) / 2
    tau = score / np.sqrt(
        (pairs - np.sum(t * (t - 1)) / 2) * (pairs - np.sum(u * (u - 1)) / 2)
    )
    tied = t.max() > 1 or u.max() > 1
    if tied or n > EXACT_LIMIT:
        variance = _score_variance(n, t, u)
        p = min(1.0, 2 * float(special.ndtr(-abs(score) / np.sqrt(variance))))
        return RankTest(tau=float(tau), p_value=p, n=n, method="normal")
    return RankTest(tau=float(tau), p_value=_exact_p(score, n), n=n, method="exact")


def _score_variance(n: int, t: Vector, u: Vector) -> float:
    def spread(c: Vector) -> float:
        return float(np.sum(c * (c - 1) * (2 * c + 5)))

    base = (n * (n - 1) * (2 * n + 5) - spread(t) - spread(u)) / 18
    pairs = np.sum(t * (t - 1)) * np.sum(u * (u - 1)) / (2 * n * (n - 1))
    triples = np.sum(t * (t - 1) * (t - 2)) * np.sum(u * (u - 1) * (u - 2))
    return float(base + pairs + triples / (9 * n * (n - 1) * (n - 2)))


def _exact_p(score: float, n: int) -> float:
    """Return the two-sided exact p from the distribution of concordant pairs."""
    chance = np.ones(1)
    for i in range(2, n + 1):
        chance = np.convolve(chance, np.full(i, 1 / i))
    concordant = round((score + n * (n - 1) / 2) / 2)
    below = float(chance[: concordant + 1].sum())
    above = float(chance[concordant:].sum())
    return min(1.0, 2 * min(below, above))
