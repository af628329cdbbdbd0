"""Pooling of two-by-two tables without variances of single studies."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector, as_vector, between, same_length
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledOdds:
    """The Mantel-Haenszel log odds ratio; ``chi2`` tests that it is 0.

    ``q`` is the spread of the studies' own log odds ratios around it.
    """

    estimate: float
    se: float
    interval: Interval
    chi2: float
    p_value: float
    q: float
    q_dof: int
    n: int
    method: str


def mantel_haenszel(
    treated_yes: npt.ArrayLike,
    treated_no: npt.ArrayLike,
    control_yes: npt.ArrayLike,
    control_no: npt.ArrayLike,
    *,
    continuity: bool = True,
    confidence: float = 0.95,
) -> PooledOdds:
    """Pool odds ratios of two-by-two tables, rare outcomes included.

    Parameters
    ----------
    treated_yes, treated_no, control_yes, control_no : array, shape (k,)
        Counts of people with and without the outcome.
    continuity : bool
        Take 1/2 off the difference in the chi-squared test.
    confidence : float
        Level of the interval.

    Returns
    -------
    PooledOdds
        On the log scale.

    Raises
    ------
    ValueError
        If a count is negative, a group is empty, or no table has both an outcome in
        one group and a non-outcome in the other (the odds ratio is 0 or infinite).

    Notes
    -----
    Formula: ``log(sum(ad/n) / sum(bc/n))`` with the variance of Robins, Breslow and
    Greenland; Cochran-Mantel-Haenszel test. Tables with a zero cell get 1/2 in each
    cell for ``q`` alone.
    Assumes: one common odds ratio.
    Do not use when: programs differ between studies; pool log odds ratios by
    ``random_effects``.

    Examples
    --------
    >>> found = mantel_haenszel([10, 5], [90, 45], [5, 3], [95, 47])
    >>> round(found.estimate, 4), round(found.se, 4)
    (0.6792, 0.454)

    References
    ----------
    Robins, Breslow & Greenland (1986). Biometrics 42. Cochrane Handbook, version 6,
    section 10.4.1.
    """
    between("confidence", confidence, 0, 1)
    a, b, c, d = _tables(treated_yes, treated_no, control_yes, control_no)
    n = a + b + c + d
    R, S = a * d / n, b * c / n
    if R.sum() == 0 or S.sum() == 0:
        raise ValueError(
            "treated_yes and control_yes leave no odds ratio: "
            f"sum(ad/n) = {R.sum()!r}, sum(bc/n) = {S.sum()!r}."
        )
    estimate = float(np.log(R.sum() / S.sum()))
    P, Q = (a + d) / n, (b + c) / n
    variance = (
        P @ R / (2 * R.sum() ** 2)
        + (P @ S + Q @ R) / (2 * R.sum() * S.sum())
        + Q @ S / (2 * S.sum() ** 2)
    )
    se = float(np.sqrt(variance))
    half = float(special.ndtri((1 + confidence) / 2)) * se
    chi2 = _cochran(a, b, c, d, continuity=continuity)
    return PooledOdds(
        estimate=estimate,
        se=se,
        interval=Interval(
            lower=estimate - half, upper=estimate + half, confidence=confidence
        ),
        chi2=chi2,
        p_value=float(special.chdtrc(1, chi2)),
        q=_spread(a, b, c, d, estimate),
        q_dof=len(a) - 1,
        n=len(a),
        method="Mantel-Haenszel odds ratio",
    )


def _tables(*counts: npt.ArrayLike) -> list[Vector]:
    names = ("treated_yes", "treated_no", "control_yes", "control_no")
    cells = {name: as_vector(name, x) for name, x in zip(names, counts, strict=True)}
    same_length(**cells)
    for name, x in cells.items():
        if x.min() < 0:
            raise ValueError(f"{name} must not be negative, got {x.min()!r}.")
    a, b, c, d = cells.values()
    empty = np.flatnonzero((a + b == 0) | (c + d == 0))
    if empty.size:
        raise ValueError(f"treated and control need people, got none at {empty[0]}.")
    return [a, b, c, d]


def _cochran(a: Vector, b: Vector, c: Vector, d: Vector, *, continuity: bool) -> float:
    n, rows, columns = a + b + c + d, a + b, a + c
    gap = abs(float(np.sum(a - rows * columns / n)))
    variance = float(np.sum(rows * (c + d) * columns * (b + d) / (n**2 * (n - 1))))
    if continuity:
        gap = max(0.0, gap - 0.5)
    return gap**2 / variance


def _spread(a: Vector, b: Vector, c: Vector, d: Vector, center: float) -> float:
    half = 0.5 * ((a == 0) | (b == 0) | (c == 0) | (d == 0))
    a, b, c, d = a + half, b + half, c + half, d + half
    gaps = np.log(a * d / (b * c)) - center
    return float(np.sum(gaps**2 / (1 / a + 1 / b + 1 / c + 1 / d)))
