"""Tests and intervals whose only model is the assignment itself."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    ArrayLike,
    Vector,
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
from headship.stats.impact.terms import level_codes
from headship.stats.planning.mechanisms import Mechanism

STATISTICS = ("difference", "within blocks", "studentized", "rank")


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
    exact = mechanism.count <= max(draws, LISTED)
    null, slopes = [], []
    for batch in batches(mechanism, draws, exact=exact, rng=rng):
        null.append(measure(batch, y))
        slopes.append(measure(batch, w) if statistic in _LINEAR else np.empty(0))
    return compared(
        np.concatenate(null),
        np.concatenate(slopes),
        float(measure(w[None, :], y)[0]),
        alternative=alternative,
        exact=exact,
        confidence=confidence,
        n=n,
        method=statistic,
    )


_LINEAR = ("difference", "within blocks")

Measure = Callable[[npt.NDArray[Any], Vector], Vector]


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
