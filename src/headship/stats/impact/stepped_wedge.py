"""Trials in which clusters change condition in turn, tested by their waves alone."""

import numpy as np

from headship.stats._validate import (
    ArrayLike,
    Matrix,
    as_matrix,
    as_vector,
    between,
    integer,
    one_of,
    same_length,
)
from headship.stats.impact._reenactment import (
    ALTERNATIVES,
    LISTED,
    RandomizationTest,
    batches,
    compared,
)
from headship.stats.planning.mechanisms import Mechanism


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
    exact = mechanism.count <= max(draws, LISTED)
    for batch in batches(mechanism, draws, exact=exact, rng=rng):
        null.append(tables[0][rows, batch].sum(axis=1))
        slopes.append(tables[1][rows, batch].sum(axis=1))
    return compared(
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
