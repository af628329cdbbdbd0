"""How much of a rating tells of the leader rated, and how reliable a group mean is."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import optimize, special
from headship.stats._validate import ArrayLike, Vector
from headship.stats.measurement import _groups
from headship.stats.measurement.icc import step_up
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReliability:
    """ICC(1), the share of variance between groups, and ICC(2), that of group means.

    ``group_size`` is the size that ICC(1) and the interval of ICC(2) are taken at;
    ``f`` is the ratio of mean squares with ``dof``, ``p_value`` its test of no
    difference between groups.
    """

    icc1: float
    icc1_interval: Interval
    icc2: float
    icc2_interval: Interval
    group_size: float
    n: int
    n_groups: int
    f: float
    dof: tuple[int, int]
    p_value: float
    method: str


def group_icc(
    ratings: ArrayLike,
    groups: ArrayLike,
    *,
    group_size: Literal["effective", "mean"] = "effective",
    confidence: float = 0.95,
) -> GroupReliability:
    """Estimate ICC(1) and ICC(2) of ratings nested in groups of any sizes.

    Parameters
    ----------
    ratings : array of shape (n raters,)
        NaN is a missing rating and is left out; a group without any rating is not
        counted.
    groups : array of shape (n raters,)
        Whom each rater rates.
    group_size : {"effective", "mean"}
        With groups of unequal size, ``"effective"`` uses
        (N - sum of n^2 / N) / (G - 1), which makes the variance between groups
        unbiased; ``"mean"`` uses N / G, as R's multilevel does.
    confidence : float
        Coverage of both intervals.

    Returns
    -------
    GroupReliability

    Raises
    ------
    ValueError
        With fewer than two groups, no group of two, or no variance within groups.

    Notes
    -----
    Formula: ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW); ICC(2) = (MSB - MSW) / MSB.
    Negative estimates are returned as they are; ICC(2) is minus infinity if all
    group means are equal. The limits of ICC(1) solve
    sum of w (mean - weighted mean)^2 / ((G - 1) MSW) = F with
    w = n / (1 + n rho / (1 - rho)), which is exact for any group sizes; those of
    ICC(2) are k rho / (1 + (k - 1) rho) at these limits.

    Assumes: independent groups; normal group effects and errors with one error
    variance.

    Do not use when: the same raters rate several leaders; use ``icc`` or a
    generalizability study.

    Examples
    --------
    >>> result = group_icc([4, 5, 4, 2, 1, 2, 3, 3], [1, 1, 1, 2, 2, 2, 3, 3])
    >>> round(result.icc1, 4), round(result.icc2, 4)
    (0.8786, 0.95)

    References
    ----------
    Bliese (2000), eq. 8.1 and 8.2. Donner (1986), section 2. Wald (1940), eq. 11.
    """
    _validate.one_of("group_size", group_size, ["effective", "mean"])
    confidence = _validate.between("confidence", confidence, 0, 1)
    values, index = _present(ratings, groups)
    sizes = index.sizes.astype(np.float64)
    means = _groups.vector_sums(values, index) / sizes
    within = values - means[index.of_row]
    n, n_groups = len(values), index.n
    dof = (n_groups - 1, n - n_groups)
    msw = float(within @ within) / dof[1]
    if msw <= 1e-14 * float(np.abs(values).max()) ** 2:
        raise ValueError("ratings must vary within groups, their variance is 0.")
    grand = float(values.mean())
    msb = float(sizes @ (means - grand) ** 2) / dof[0]
    k = n / n_groups
    if group_size == "effective":
        k = float(n - sizes @ sizes / n) / dof[0]
    icc1_interval = _wald_limits(means, sizes, msw, dof, confidence)
    limits = (icc1_interval.lower, icc1_interval.upper)
    lower, upper = (step_up(r, k) for r in limits)
    return GroupReliability(
        icc1=(msb - msw) / (msb + (k - 1) * msw),
        icc1_interval=icc1_interval,
        icc2=(msb - msw) / msb if msb > 0 else -np.inf,
        icc2_interval=Interval(lower=lower, upper=upper, confidence=confidence),
        group_size=k,
        n=n,
        n_groups=n_groups,
        f=msb / msw,
        dof=dof,
        p_value=float(special.fdtrc(*dof, msb / msw)),
        method=f"analysis of variance, {group_size} group size",
    )


def _present(ratings: ArrayLike, groups: ArrayLike) -> tuple[Vector, _groups.Groups]:
    values = np.asarray(ratings, dtype=np.float64)
    labels = np.asarray(groups)
    if values.ndim != 1 or labels.shape != values.shape:
        raise ValueError(
            "ratings and groups must be one-dimensional and of one length, got "
            f"shapes {values.shape} and {labels.shape}."
        )
    known = ~np.isnan(values)
    values = _validate.as_vector("ratings", values[known], min_size=3)
    index = _groups.index(labels[known], len(values))
    if index.n < 2:
        raise ValueError(f"groups needs at least 2 groups, got {index.n}.")
    if len(values) == index.n:
        raise ValueError("groups needs a group of at least 2 ratings, all have 1.")
    return values, index


def _wald_limits(
    means: Vector, sizes: Vector, msw: float, dof: tuple[int, int], confidence: float
) -> Interval:
    tail = (1 - confidence) / 2
    quantiles = special.fdtri(*dof, np.array([1 - tail, tail]))
    lower, upper = (_solve(means, sizes, float(q) * dof[0] * msw) for q in quantiles)
    return Interval(lower=lower, upper=upper, confidence=confidence)


def _solve(means: Vector, sizes: Vector, target: float) -> float:
    """Find the ICC at which the weighted spread of the means equals ``target``."""
    # The largest group bounds how negative the correlation can be.
    floor = -1 / (float(sizes.max()) - 1) if sizes.max() > 1 else -1.0

    def excess(icc: float) -> float:
        weight = sizes * (1 - icc) / (1 + (sizes - 1) * icc)
        center = float(weight @ means) / float(weight.sum())
        return float(weight @ (means - center) ** 2) - target

    low, high = floor + 1e-9, 1 - 1e-12
    if excess(low) <= 0:
        return floor
    if excess(high) >= 0:
        return 1.0
    root: float = optimize.brentq(excess, low, high, xtol=1e-14, rtol=1e-14)
    return root
