"""Tests and intervals whose only model is the assignment itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    integer,
    one_of,
    same_length,
)
from headship.stats.impact.results import t_quantile
from headship.stats.impact.terms import level_codes
from headship.stats.planning.mechanisms import Mechanism
from headship.stats.results import Interval

STATISTICS = ("difference", "within blocks", "studentized", "rank")
ALTERNATIVES = ("two-sided", "greater", "less")

# Rows of draws held at once, so that memory does not grow with the draws.
_CHUNK = 2_000
# Ties must count as extreme although rounding may separate them.
_TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomizationTest:
    """The place of the observed statistic among those of other assignments.

    ``estimate`` is the observed statistic, ``n_extreme`` how many of ``n_draws``
    assignments are at least as extreme; ``exact`` says that all possible assignments
    were used. ``interval`` holds the constant effects that the test does not reject,
    ``None`` for the statistics without one. ``se`` is the standard deviation of the
    statistic over the assignments.
    """

    estimate: float
    se: float
    interval: Interval | None
    p_value: float
    n: int
    n_extreme: int
    n_draws: int
    exact: bool
    method: str


def randomization_test(
    outcome: ArrayLike,
    treated: ArrayLike,
    mechanism: Mechanism,
    *,
    rng: np.random.Generator | None = None,
    statistic: str = "difference",
    covariates: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    alternative: str = "two-sided",
    draws: int = 10_000,
    confidence: float = 0.95,
) -> RandomizationTest:
    """Test the sharp null of no effect by re-enacting the assignment.

    Parameters
    ----------
    outcome
        The n outcomes.
    treated
        The assignment as it happened, n values of 0 or 1.
    mechanism
        How it came about: ``planning.Complete``, ``Blocked``, ``paired``,
        ``Clustered`` (of one of these).
    rng
        Source of the draws; not needed when all assignments can be listed.
    statistic
        "difference" of means, the difference "within blocks" weighted by block size,
        the "studentized" difference, or the difference of mean "rank".
    covariates
        n by q; the outcome is replaced by its residual from them.
    blocks
        n labels, for "within blocks".
    alternative
        "two-sided", "greater" or "less".
    draws
        How many assignments to draw. All are listed if they are no more than this,
        or than 100,000.
    confidence
        Level of the interval.

    Returns
    -------
    RandomizationTest

    Raises
    ------
    ValueError
        If ``treated`` could not have come from the mechanism, no ``rng`` is given but
        needed, or an option is unknown.

    Notes
    -----
    Formula: p = share of assignments w with |T(w)| >= |T(observed)|; with drawn
    assignments (1 + count) / (1 + draws). The interval collects the constant effects
    whose removal leaves p above 1 - confidence.
    Assumes: the assignment was made as ``mechanism`` says, and one unit's assignment
    does not change another's outcome; nothing about the outcome's distribution.
    Do not use when: units changed condition after assignment for reasons of their
    own (test the assignment, not the participation).

    Examples
    --------
    >>> from headship.stats.planning import Complete
    >>> outcome, treated = [9, 8, 7, 3, 2, 1], [1, 1, 1, 0, 0, 0]
    >>> test = randomization_test(outcome, treated, Complete(6, 3))
    >>> test.estimate, test.n_extreme, test.n_draws, test.p_value
    (6.0, 2, 20, 0.1)

    References
    ----------
    Fisher (1935), The Design of Experiments, chapter 2.
    Imbens & Rubin (2015), Causal Inference, chapter 5.
    """
    y, w = as_vector("outcome", outcome, min_size=2), as_vector("treated", treated)
    n = same_length(outcome=y, treated=w)
    one_of("statistic", statistic, STATISTICS)
    one_of("alternative", alternative, ALTERNATIVES)
    between("confidence", confidence, 0.0, 1.0)
    integer("draws", draws, minimum=1)
    _require_possible(w, mechanism, n)
    y = _residual(y, covariates)
    measure = _measure(statistic, n, blocks)
    if statistic == "rank":
        y = _ranks(y)
    exact = mechanism.count <= max(draws, _LISTED)
    null, slopes = [], []
    for batch in _batches(mechanism, draws, exact=exact, rng=rng):
        null.append(measure(batch, y))
        slopes.append(measure(batch, w) if statistic in _LINEAR else np.empty(0))
    return _compared(
        np.concatenate(null),
        np.concatenate(slopes),
        float(measure(w[None, :], y)[0]),
        alternative=alternative,
        exact=exact,
        confidence=confidence,
        n=n,
        method=statistic,
    )


def stepped_wedge_test(
    outcome: ArrayLike,
    starts: ArrayLike,
    mechanism: Mechanism,
    *,
    rng: np.random.Generator | None = None,
    alternative: str = "two-sided",
    draws: int = 10_000,
    confidence: float = 0.95,
) -> RandomizationTest:
    """Test the sharp null in a stepped-wedge trial by re-enacting the waves.

    Parameters
    ----------
    outcome
        Mean outcome of each cluster in each period: clusters by periods, complete.
    starts
        The period (counted from 1) in which each cluster began; 0 for never.
    mechanism
        ``planning.Stepped`` with the same starting periods.
    rng
        Source of the draws; not needed when all arrangements can be listed.
    alternative
        "two-sided", "greater" or "less".
    draws
        As in ``randomization_test``.
    confidence
        Level of the interval.

    Returns
    -------
    RandomizationTest
        ``estimate`` is the effect adjusted for cluster and period.

    Raises
    ------
    ValueError
        If ``starts`` could not have come from the mechanism, a start lies outside
        the periods, or no cluster changes condition.

    Notes
    -----
    Formula: the least squares coefficient of being started, beside cluster and period
    effects, compared with that under other arrangements of the waves.
    Assumes: the order of the waves was random; the effect is immediate and constant
    for the interval, but not for the test.
    Do not use when: clusters influence one another, or the effect is expected to grow
    with exposure and its size (not its existence) is the question.

    Examples
    --------
    >>> from headship.stats.planning import Stepped
    >>> starts = [2, 2, 3, 3]
    >>> outcome = [[1, 4, 4], [2, 5, 5], [1, 1, 4], [3, 3, 6]]
    >>> test = stepped_wedge_test(outcome, starts, Stepped(starts))
    >>> round(test.estimate, 6), test.n_draws, round(test.p_value, 4)
    (3.0, 6, 0.3333)

    References
    ----------
    Hussey & Hughes (2007), Contemporary Clinical Trials 28, section 3.
    Ji, Fink, Robyn & Small (2017), Annals of Applied Statistics 11(1).
    """
    Y = as_matrix("outcome", outcome, min_rows=2)
    begun = as_vector("starts", starts)
    same_length(outcome=Y, starts=begun)
    one_of("alternative", alternative, ALTERNATIVES)
    between("confidence", confidence, 0.0, 1.0)
    integer("draws", draws, minimum=1)
    n_periods = Y.shape[1]
    if begun.min() < 0 or begun.max() > n_periods or (begun % 1).any():
        raise ValueError(
            f"starts must be whole periods from 0 to {n_periods}, got {begun.tolist()}."
        )
    if mechanism.n != len(Y) or not mechanism.possible(begun):
        raise ValueError(f"starts could not come from the mechanism: {begun.tolist()}.")
    begun = begun.astype(np.intp)
    on = (begun[:, None] > 0) & (np.arange(1, n_periods + 1) >= begun[:, None])
    W = _doubly_centered(on.astype(np.float64))
    spread = float((W**2).sum())
    if spread < 1e-12:
        raise ValueError("starts leave no contrast beside clusters and periods.")
    tables = [_tail_sums(_doubly_centered(Y)) / spread, _tail_sums(W) / spread]
    rows = np.arange(len(Y))
    null, slopes = [], []
    exact = mechanism.count <= max(draws, _LISTED)
    for batch in _batches(mechanism, draws, exact=exact, rng=rng):
        null.append(tables[0][rows, batch].sum(axis=1))
        slopes.append(tables[1][rows, batch].sum(axis=1))
    return _compared(
        np.concatenate(null),
        np.concatenate(slopes),
        float(tables[0][rows, begun].sum()),
        alternative=alternative,
        exact=exact,
        confidence=confidence,
        n=len(Y),
        method="stepped wedge",
    )


def _doubly_centered(Y: Matrix) -> Matrix:
    rows, columns = Y.mean(axis=1, keepdims=True), Y.mean(axis=0, keepdims=True)
    return np.asarray(Y - rows - columns + Y.mean())


def _tail_sums(Y: Matrix) -> Matrix:
    """Return, by start, the sum from that period on; zero for never (start 0)."""
    tails = np.cumsum(Y[:, ::-1], axis=1)[:, ::-1]
    return np.column_stack([np.zeros(len(Y)), tails])


def _compared(
    null: Vector,
    slopes: Vector,
    observed: float,
    *,
    alternative: str,
    exact: bool,
    confidence: float,
    n: int,
    method: str,
) -> RandomizationTest:
    tolerance = _TIE * float(np.abs(null).max())
    n_extreme = _extreme(null, observed, alternative, tolerance)
    interval = None
    if slopes.size and alternative == "two-sided":
        interval = _inverted(null, slopes, observed, exact=exact, confidence=confidence)
    return RandomizationTest(
        estimate=observed,
        se=float(null.std()),
        interval=interval,
        p_value=_share(n_extreme, null.size, exact=exact),
        n=n,
        n_extreme=n_extreme,
        n_draws=null.size,
        exact=exact,
        method=f"randomization, {method}, {alternative}",
    )


# Listing this many assignments takes less than a second.
_LISTED = 100_000
_LINEAR = ("difference", "within blocks")

Measure = Callable[[npt.NDArray[Any], Vector], Vector]


def _batches(
    mechanism: Mechanism, draws: int, *, exact: bool, rng: np.random.Generator | None
) -> Iterator[npt.NDArray[Any]]:
    if exact:
        yield from mechanism.every()
        return
    if rng is None:
        raise ValueError(
            f"rng is needed: {mechanism.count} assignments are too many to list."
        )
    left = draws
    while left:
        size = min(left, _CHUNK)
        yield mechanism.draw(size, rng)
        left -= size


def _require_possible(w: Vector, mechanism: Mechanism, n: int) -> None:
    if mechanism.n != n:
        raise ValueError(f"mechanism assigns {mechanism.n} units, outcome has {n}.")
    bad = np.flatnonzero((w != 0) & (w != 1))
    if bad.size:
        index = int(bad[0])
        raise ValueError(
            f"treated must be 0 or 1, got {float(w[index])!r} at position {index}."
        )
    if not mechanism.possible(w):
        raise ValueError(
            f"treated could not come from the mechanism: {int(w.sum())} of {n} treated."
        )


def _residual(y: Vector, covariates: ArrayLike | None) -> Vector:
    if covariates is None:
        return y
    given = np.asarray(covariates)
    X = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
    same_length(outcome=y, covariates=X)
    X = np.column_stack([np.ones(y.size), X])
    fitted: Vector = X @ np.linalg.lstsq(X, y, rcond=None)[0]
    return y - fitted


def _ranks(y: Vector) -> Vector:
    """Return mid-ranks."""
    _, codes, counts = np.unique(y, return_inverse=True, return_counts=True)
    upper = np.cumsum(counts)
    return np.asarray((upper - (counts - 1) / 2.0)[codes], dtype=np.float64)


def _measure(statistic: str, n: int, blocks: ArrayLike | None) -> Measure:
    if statistic == "studentized":
        return _studentized
    if statistic == "within blocks":
        if blocks is None:
            raise ValueError('blocks is needed for the statistic "within blocks".')
        codes, n_blocks = level_codes("blocks", blocks, n)
        return lambda w, y: _within(w, y, codes, n_blocks)
    return _difference


def _difference(w: npt.NDArray[Any], y: Vector) -> Vector:
    weights = w.astype(np.float64)
    treated = weights.sum(axis=1)
    sums = weights @ y
    return np.asarray(sums / treated - (y.sum() - sums) / (y.size - treated))


def _within(
    w: npt.NDArray[Any], y: Vector, codes: npt.NDArray[np.intp], n_blocks: int
) -> Vector:
    """Average the blocks' differences; a block in one condition has no weight."""
    member = np.equal.outer(codes, np.arange(n_blocks)).astype(np.float64)
    weights = w.astype(np.float64)
    treated, sums = weights @ member, (weights * y) @ member
    size, total = member.sum(axis=0), y @ member
    usable = (treated > 0) & (treated < size)
    safe_t, safe_c = (
        np.where(usable, treated, 1.0),
        np.where(usable, size - treated, 1.0),
    )
    gaps = sums / safe_t - (total - sums) / safe_c
    share = usable * size
    return np.asarray((share * gaps).sum(axis=1) / share.sum(axis=1))


def _studentized(w: npt.NDArray[Any], y: Vector) -> Vector:
    weights = w.astype(np.float64)
    n1 = weights.sum(axis=1)
    n0 = y.size - n1
    if (np.minimum(n1, n0) < 2).any():
        raise ValueError("treated needs 2 units in each condition for studentizing.")
    y = y - y.mean()
    sums, squares = weights @ y, weights @ y**2
    mean1, mean0 = sums / n1, (y.sum() - sums) / n0
    var1 = np.maximum(squares - n1 * mean1**2, 0.0) / (n1 - 1)
    var0 = np.maximum((y**2).sum() - squares - n0 * mean0**2, 0.0) / (n0 - 1)
    variance = var1 / n1 + var0 / n0
    if (variance <= 0).any():
        raise ValueError("outcome does not vary within conditions in some assignment.")
    return np.asarray((mean1 - mean0) / np.sqrt(variance))


def _extreme(null: Vector, observed: float, alternative: str, tolerance: float) -> int:
    if alternative == "two-sided":
        return int((np.abs(null) >= abs(observed) - tolerance).sum())
    sign = 1.0 if alternative == "greater" else -1.0
    return int((sign * null >= sign * observed - tolerance).sum())


def _share(n_extreme: int, n_draws: int, *, exact: bool) -> float:
    return n_extreme / n_draws if exact else (n_extreme + 1) / (n_draws + 1)


def _inverted(
    null: Vector, slopes: Vector, observed: float, *, exact: bool, confidence: float
) -> Interval:
    """Return the constant effects that are not rejected.

    Removing an effect changes each statistic linearly, so no new draws are needed.
    """

    def p_value(effect: float) -> float:
        moved = null - effect * slopes
        tolerance = _TIE * float(np.abs(moved).max())
        count = _extreme(moved, observed - effect, "two-sided", tolerance)
        return _share(count, moved.size, exact=exact)

    reach = t_quantile(0.5 + confidence / 2.0, np.inf) * (float(null.std()) or 1.0)
    lower, upper = (
        _limit(p_value, observed, step, 1.0 - confidence) for step in (-reach, reach)
    )
    return Interval(lower=lower, upper=upper, confidence=confidence)


def _limit(
    p_value: Callable[[float], float], start: float, step: float, level: float
) -> float:
    """Walk out until rejection, then halve; infinite where nothing is rejected."""
    inside, outside = start, start + step
    for _ in range(40):
        if p_value(outside) <= level:
            break
        inside, outside = outside, outside + 2.0 * (outside - start)
    else:
        return float(np.sign(step) * np.inf)
    for _ in range(40):
        middle = (inside + outside) / 2.0
        if p_value(middle) <= level:
            outside = middle
        else:
            inside = middle
    return float((inside + outside) / 2.0)
