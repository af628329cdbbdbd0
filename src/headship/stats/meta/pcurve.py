"""The p-curve: do significant results look like a true effect?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector, as_vector, one_of
from headship.stats.meta._roots import root
from headship.stats.results import Interval

# Simonsohn, Nelson and Simmons's thresholds, and the power of their flatness null.
LEVEL, HALF_LEVEL, FLAT_POWER = 0.05, 0.025, 1 / 3
LOWEST_POWER, HIGHEST_POWER = 0.051, 0.99
# Probabilities are kept this far from 0 and 1 before they become z scores.
BOUND = 2.2e-16


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Stouffer tests of one null over the full and the half p-curve.

    ``pp_full`` and ``pp_half`` hold one value per study, NaN where the study is not
    on that curve. Half-curve results are None when no p is below .025.
    """

    z_full: float
    p_full: float
    z_half: float | None
    p_half: float | None
    p_binomial: float
    pp_full: Vector
    pp_half: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class PCurve:
    """Tests of right skew (no effect) and of flatness (power of one third).

    ``power`` is the average power estimate, at most .99, with a 90 % interval.
    """

    skew: Shape
    flat: Shape
    power: float
    power_interval: Interval
    p_values: Vector
    n: int
    n_significant: int
    n_half: int
    has_evidential_value: bool
    lacks_evidential_value: bool


def p_curve(statistics: npt.ArrayLike, *, flat_half: str = "app") -> PCurve:
    """Analyze the distribution of significant p-values.

    Parameters
    ----------
    statistics : array, shape (k,)
        One z statistic per study for the hypothesis the study was about; the sign is
        ignored. At least 3 must be significant at .05.
    flat_half : {"app", "exact"}
        Half-curve test of flatness. The p-curve app (4.05 and 4.06) divides by the
        chance of p < .025 *given* p < .05, which makes this one test lenient; "exact"
        divides by the chance itself.

    Returns
    -------
    PCurve

    Raises
    ------
    ValueError
        If fewer than 3 statistics are significant or a value is not finite.

    Notes
    -----
    Formula: ``pp = p/.05`` (full) or ``p/.025`` (half) under no effect; under a power
    of one third the same share of the noncentral distribution; each side combined by
    ``sum(z(pp))/sqrt(k)``.
    Assumes: independent statistics, each the test its study was run for.
    Do not use when: effects are very heterogeneous and power or effect would be
    quoted; or tests were picked by the analyst.

    Examples
    --------
    >>> found = p_curve([3.1, 2.9, 2.4, 4.0, 1.2])
    >>> found.n_significant, found.n_half, found.has_evidential_value
    (4, 4, True)

    References
    ----------
    Simonsohn, Nelson & Simmons (2014). JEP: General 143; (2015). JEP: General 144.
    """
    one_of("flat_half", flat_half, ("app", "exact"))
    z = np.abs(as_vector("statistics", statistics))
    p = np.clip(special.chdtrc(1, z * z), BOUND, 1 - BOUND)
    significant, half = p < LEVEL, p < HALF_LEVEL
    count, count_half = int(significant.sum()), int(half.sum())
    if count < 3:
        raise ValueError(f"statistics needs at least 3 significant, got {count}.")
    skew = _skew(p, significant, half)
    flat = _flat(z, significant, half, exact=flat_half == "exact")
    power, interval = _power(z[significant])
    return PCurve(
        skew=skew,
        flat=flat,
        power=power,
        power_interval=interval,
        p_values=p,
        n=len(z),
        n_significant=count,
        n_half=count_half,
        has_evidential_value=_below(skew.p_half, 0.05)
        or (_below(skew.p_half, 0.1) and skew.p_full < 0.1),
        lacks_evidential_value=flat.p_full < 0.05
        or (_below(flat.p_half, 0.1) and flat.p_binomial < 0.1),
    )


Flags = npt.NDArray[np.bool_]


def _below(p: float | None, level: float) -> bool:
    return p is not None and p < level


def _skew(p: Vector, significant: Flags, half: Flags) -> Shape:
    count, low = int(significant.sum()), int(half.sum())
    chances = np.full(count, HALF_LEVEL / LEVEL)
    return _shape(
        np.where(significant, p / LEVEL, np.nan),
        np.where(half, p / HALF_LEVEL, np.nan),
        # P(at least as many p below .025 as seen).
        float(_count_distribution(chances)[low:].sum()),
    )


def _flat(z: Vector, significant: Flags, half: Flags, *, exact: bool) -> Shape:
    shift = _shift(FLAT_POWER)
    below = _folded(z, shift)
    share = 1 - float(_folded(np.array([_critical(HALF_LEVEL)]), shift)[0])
    conditional = share / FLAT_POWER
    full = (below - (1 - FLAT_POWER)) / FLAT_POWER
    divisor = share if exact else conditional
    part = (below - (1 - divisor)) / divisor
    count, low = int(significant.sum()), int(half.sum())
    return _shape(
        np.where(significant, full, np.nan),
        np.where(half, part, np.nan),
        float(_count_distribution(np.full(count, conditional))[: low + 1].sum()),
    )


def _shape(full: Vector, half: Vector, p_binomial: float) -> Shape:
    z_full = _stouffer(full)
    z_half = None if np.isnan(half).all() else _stouffer(half)
    return Shape(
        z_full=z_full,
        p_full=float(special.ndtr(z_full)),
        z_half=z_half,
        p_half=None if z_half is None else float(special.ndtr(z_half)),
        p_binomial=min(1.0, p_binomial),
        pp_full=full,
        pp_half=half,
    )


def _stouffer(pp: Vector) -> float:
    used = np.clip(pp[~np.isnan(pp)], BOUND, 1 - BOUND)
    return float(special.ndtri(used).sum() / np.sqrt(len(used)))


def _critical(level: float) -> float:
    return float(special.ndtri(1 - level / 2))


def _folded(z: Vector, shift: float) -> Vector:
    """Return P(|Z + shift| < z)."""
    folded: Vector = special.ndtr(z - shift) - special.ndtr(-z - shift)
    return folded


def _shift(power: float) -> float:
    """Return the mean of z that gives a two-sided test this power."""
    critical = np.array([_critical(LEVEL)])
    return root(lambda s: 1 - power - float(_folded(critical, s)[0]), 0, 40)


def _power(z: Vector) -> tuple[float, Interval]:
    def fit(power: float) -> float:
        below = _folded(z, _shift(power))
        return _stouffer((below - (1 - power)) / power)

    def solve(target: float) -> float:
        if fit(LOWEST_POWER) <= target:
            return LEVEL
        if fit(HIGHEST_POWER) >= target:
            return HIGHEST_POWER
        return root(lambda power: fit(power) - target, LOWEST_POWER, HIGHEST_POWER)

    edge = float(special.ndtri(0.95))
    return solve(0.0), Interval(lower=solve(edge), upper=solve(-edge), confidence=0.9)


def _count_distribution(chances: Vector) -> Vector:
    distribution = np.ones(1)
    for chance in chances:
        distribution = np.convolve(distribution, [1 - chance, chance])
    return distribution
