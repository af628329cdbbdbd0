"""Do groups leave at different rates?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix, Vector, number
from headship.stats.retention._times import (
    Durations,
    Indices,
    as_codes,
    as_durations,
    first_of_each,
    sums_between,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """A test of equal leaving rates.

    By group, in the order of ``groups``: the ``observed`` and ``expected`` weighted
    numbers who leave. ``variance`` is that of observed minus expected.
    """

    statistic: float
    dof: int
    p_value: float
    groups: tuple[object, ...]
    n_by_group: tuple[int, ...]
    observed: Vector
    expected: Vector
    variance: Matrix
    n: int
    method: str


def log_rank(
    time: ArrayLike,
    left: ArrayLike,
    group: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    rho: float = 0.0,
    entry: ArrayLike | None = None,
) -> LogRank:
    """Test whether groups leave at the same rate.

    Parameters
    ----------
    time, left, entry
        As in ``survival_curve``.
    group
        Label of each person's group.
    strata
        Label of each person's stratum (district): groups are compared within strata.
    rho
        Weight of each time, S(t-)^rho: 0 the log-rank test, 1 Peto and Peto's, which
        looks more at early leaving.

    Returns
    -------
    LogRank

    Raises
    ------
    ValueError
        For fewer than two groups, nobody leaving, or groups that are never at risk
        together.

    Notes
    -----
    Formula: (O - E)' V^-1 (O - E) with E = sum w d n_g / n and V the hypergeometric
    covariance, summed over times and strata; groups - 1 degrees of freedom.
    Assumes: censoring is alike in the groups; people are independent.
    Do not use when: the curves cross; look at ``restricted_mean``. Not for whole
    schools assigned together: use ``discrete_hazard`` with clusters.

    Examples
    --------
    >>> test = log_rank([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1])
    >>> round(test.statistic, 4), test.dof, round(test.p_value, 4)
    (5.0517, 1, 0.0246)

    References
    ----------
    Harrington & Fleming (1982), Biometrika 69(3).
    Kalbfleisch & Prentice (2002), section 1.5.
    """
    data = as_durations(time, left, entry)
    number("rho", rho)
    groups, codes = as_codes("group", group, data.time.size)
    if len(groups) < 2:
        raise ValueError(f"group needs at least 2 groups, got {len(groups)}.")
    if not data.left.any():
        raise ValueError(
            "left is 0 throughout: nobody left, so nothing can be compared."
        )
    parts = _Sums(len(groups))
    for rows in _strata(strata, data.time.size):
        parts.add(data, codes, rows, rho)
    gap = (parts.observed - parts.expected)[:-1]
    inner = parts.variance[:-1, :-1]
    if np.linalg.matrix_rank(inner) < len(inner):
        raise ValueError(
            f"group: some of {groups.tolist()} are never at risk together."
        )
    statistic = float(gap @ np.linalg.solve(inner, gap))
    dof = len(groups) - 1
    return LogRank(
        statistic=statistic,
        dof=dof,
        p_value=float(special.chdtrc(dof, statistic)),
        groups=tuple(groups.tolist()),
        n_by_group=tuple(np.bincount(codes).tolist()),
        observed=parts.observed,
        expected=parts.expected,
        variance=parts.variance,
        n=data.time.size,
        method=f"log-rank, rho {rho:g}{', stratified' if strata is not None else ''}",
    )


class _Sums:
    """Observed, expected and covariance, added up over strata."""

    def __init__(self, n_groups: int) -> None:
        self.observed, self.expected = np.zeros(n_groups), np.zeros(n_groups)
        self.variance = np.zeros((n_groups, n_groups))

    def add(
        self, data: Durations, codes: Indices, rows: Indices | slice, rho: float
    ) -> None:
        """Add the contribution of one stratum."""
        time, left, member = data.time[rows], data.left[rows], codes[rows]
        entry = None if data.entry is None else data.entry[rows]
        if not left.any():
            return
        others = self.observed.size - 1
        table = _by_group(time, left, member, entry, others)
        n, d = table.n, table.d
        weight = _weights(n, d, rho)
        share = table.at_risk / n
        observed, expected = table.deaths @ weight, share @ (weight * d)
        total = float(weight @ d)
        self.observed += np.append(observed, total - observed.sum())
        self.expected += np.append(expected, total - expected.sum())
        spread = np.where(
            n > 1, weight**2 * d * (n - d) / np.maximum(n - 1.0, 1.0), 0.0
        )
        inner = np.diag(share @ spread) - (share * spread) @ share.T
        # Over all groups the differences cancel, so each row sums to zero.
        edge = -inner.sum(axis=1)
        self.variance += np.block(
            [[inner, edge[:, None]], [edge, np.array([[-edge.sum()]])]]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """At each leaving time: all at risk and leaving, and by group but the last."""

    n: Vector
    d: Vector
    at_risk: Matrix
    deaths: Matrix


def _by_group(
    time: Vector,
    left: npt.NDArray[np.bool_],
    codes: Indices,
    entry: Vector | None,
    n_groups: int,
) -> _Table:
    """Return numbers at risk and leaving at the distinct leaving times."""
    order = np.argsort(time)
    ordered, member = time[order], codes[order]
    rows = np.flatnonzero(left[order])
    starts = first_of_each(ordered)
    # The number of each leaving's distinct time, and where that time begins.
    number = np.zeros(time.size, dtype=np.intp)
    number[starts[1:]] = 1
    distinct = np.cumsum(number, out=number)[rows]
    firsts = first_of_each(distinct)
    before = starts[distinct[firsts]]
    # Someone last seen at the very time is still at risk at it.
    n = time.size - before.astype(np.float64)
    d = np.diff(firsts, append=rows.size).astype(np.float64)
    at_risk, deaths = np.empty((n_groups, n.size)), np.empty((n_groups, n.size))
    upto = np.zeros(time.size + 1, dtype=np.int64)
    for g in range(n_groups):
        mine = member == g
        np.cumsum(mine, out=upto[1:])
        np.subtract(upto[-1], upto[before], out=at_risk[g])
        deaths[g] = sums_between(mine[rows], firsts)
    if entry is not None:
        n -= _not_yet(entry, ordered[before])
        for g in range(n_groups):
            at_risk[g] -= _not_yet(entry[codes == g], ordered[before])
    return _Table(n=n, d=d, at_risk=at_risk, deaths=deaths)


def _not_yet(entry: Vector, times: Vector) -> Indices:
    """Return how many enter at each time or later."""
    entered = np.searchsorted(np.sort(entry), times, side="left")
    return np.asarray(entry.size - entered)


def _weights(n: Vector, d: Vector, rho: float) -> Vector:
    """Return S(t-)^rho of the pooled curve."""
    if rho == 0:
        return np.ones(n.size)
    before = np.concatenate([[1.0], np.cumprod(1.0 - d / n)[:-1]])
    return np.asarray(before**rho)


def _strata(strata: ArrayLike | None, n: int) -> list[Indices] | list[slice]:
    if strata is None:
        return [slice(None)]
    labels, codes = as_codes("strata", strata, n)
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.cumsum(np.bincount(codes, minlength=len(labels)))[:-1])
