"""All scales and all leaders of a large survey at once.

The figures are those of ``coefficient_alpha``, ``group_icc`` and ``rwg_j``, computed
together because they share the same sums.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _groups
from headship.stats.measurement.within_group import james


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleMeasurement:
    """Reliability of every scale and agreement about every target.

    Arrays over scales run parallel to ``scales``; ``rwg_j`` has one row per target
    (``targets``) and one column per scale. NaN marks a figure that is not defined:
    alpha of a scale with one item, with an item without variance or with a pair of
    items answered by fewer than two raters; ICC without variance or with one
    target; r_wg(j) with fewer than two raters.
    """

    scales: npt.NDArray[np.generic]
    n_items: npt.NDArray[np.int64]
    alpha: Vector
    alpha_n: npt.NDArray[np.int64]
    icc1: Vector
    icc2: Vector
    group_size: Vector
    n_raters: npt.NDArray[np.int64]
    targets: npt.NDArray[np.generic]
    rwg_j: Matrix


def measure_scales(
    ratings: ArrayLike,
    *,
    targets: ArrayLike,
    scales: ArrayLike,
    null_variance: float,
    answered_share: float = 0.5,
) -> ScaleMeasurement:
    """Compute alpha, ICC(1), ICC(2) and r_wg(j) of many scales in one pass.

    Parameters
    ----------
    ratings : array of shape (n raters, p items)
        Scored in one direction; NaN is "I can't judge".
    targets : array of shape (n raters,)
        The leader each rater rates.
    scales : array of shape (p,)
        The scale each item belongs to.
    null_variance : float
        Variance of one item expected without agreement, as in ``rwg_j``.
    answered_share : float
        Share of a scale's items a rater must have answered, above 0 and at most 1,
        for the rater's mean over answered items to count in the ICC.

    Returns
    -------
    ScaleMeasurement

    Raises
    ------
    ValueError
        If shapes do not fit, a value is infinite, an item has no answer or an option
        is out of range.

    Notes
    -----
    Formula: those of ``coefficient_alpha`` (``missing="pairwise"``), ``group_icc``
    (``group_size="effective"``) of the raters' scale means, and ``rwg_j``
    (``missing="available"``). Alpha uses every pair of answers, the ICC only raters
    with enough answers, r_wg(j) each item's answers.

    Assumes: as these functions.

    Do not use when: intervals are wanted; call the single functions then.

    Examples
    --------
    >>> ratings = [[4, 5, 3], [4, 4, 4], [2, 3, 2], [1, 2, float("nan")]]
    >>> result = measure_scales(
    ...     ratings, targets=[1, 1, 2, 2], scales=["a", "a", "b"], null_variance=2)
    >>> result.alpha.round(3), result.rwg_j.round(3)
    (array([0.967,   nan]), array([[0.933, 0.75 ],
           [0.857,   nan]]))

    References
    ----------
    As ``coefficient_alpha``, ``group_icc`` and ``rwg_j``.
    """
    answers = np.asarray(ratings, dtype=np.float64)
    if answers.ndim != 2 or len(answers) < 2:
        raise ValueError(
            f"ratings must have two dimensions and two rows, got {answers.shape}."
        )
    null = _validate.positive("null_variance", null_variance)
    if not 0 < _validate.number("answered_share", answered_share) <= 1:
        raise ValueError(
            f"answered_share must be above 0 and at most 1, got {answered_share!r}."
        )
    by_target = _groups.index(targets, len(answers), name="targets")
    by_scale = _groups.index(scales, answers.shape[1], name="scales")
    order, first = _groups.starts(by_target)
    if order is not None:
        answers = answers[order]
    of_row = np.repeat(np.arange(by_target.n), by_target.sizes)
    rows: list[tuple[float, int, float, float, float, int]] = []
    agreement = np.empty((by_target.n, by_scale.n))
    # Scale by scale, so that memory stays at a few columns beside the ratings.
    for scale in range(by_scale.n):
        columns = np.flatnonzero(by_scale.of_row == scale)
        block = _block(answers, columns)
        needed = max(answered_share * len(columns) - 1e-9, 1.0)
        rows.append((*_alpha(block), *_icc(block, first, of_row, needed)))
        agreement[:, scale] = _agreement(block, first, null)
    alpha, alpha_n, icc1, icc2, size, n_raters = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return ScaleMeasurement(
        scales=by_scale.labels,
        n_items=by_scale.sizes,
        alpha=alpha,
        alpha_n=alpha_n,
        icc1=icc1,
        icc2=icc2,
        group_size=size,
        n_raters=n_raters,
        targets=by_target.labels,
        rwg_j=agreement,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One scale's answers less each item's mean (0 where missing), and which exist."""

    shifted: Matrix
    present: Matrix
    center: Vector


def _block(answers: Matrix, columns: npt.NDArray[np.intp]) -> _Block:
    # One row per item, so that sums run over contiguous memory.
    values = np.ascontiguousarray(answers[:, columns].T)
    missing = np.isnan(values)
    if np.isinf(values).any():
        raise ValueError("ratings contains an infinite value.")
    counts = values.shape[1] - missing.sum(axis=1)
    if (counts == 0).any():
        empty = int(columns[int(counts.argmin())])
        raise ValueError(f"ratings has no answer in column {empty}.")
    values[missing] = 0.0
    center = values.sum(axis=1) / counts
    present = (~missing).astype(np.float64)
    return _Block(
        shifted=values - present * center[:, None], present=present, center=center
    )


def _alpha(block: _Block) -> tuple[float, int]:
    n = block.present @ block.present.T
    smallest, k = int(n.min()), len(n)
    if k < 2 or smallest < 2:
        return float("nan"), smallest
    sums = block.shifted @ block.present.T
    cov = (block.shifted @ block.shifted.T - sums * sums.T / n) / (n - 1)
    total = float(cov.sum())
    if (np.diag(cov) <= 1e-12).any() or total <= 0:
        return float("nan"), smallest
    return k / (k - 1) * (1 - float(np.trace(cov)) / total), smallest


def _icc(
    block: _Block,
    first: npt.NDArray[np.intp],
    of_row: npt.NDArray[np.intp],
    needed: float,
) -> tuple[float, float, float, int]:
    answered = block.present.sum(axis=0)
    enough = (answered >= needed).astype(np.float64)
    score = block.shifted.sum(axis=0) + block.center @ block.present
    score /= np.maximum(answered, 1)
    sizes = np.add.reduceat(enough, first)
    n, n_groups = float(enough.sum()), int(np.count_nonzero(sizes))
    if n_groups < 2 or n <= n_groups:
        return float("nan"), float("nan"), float("nan"), int(n)
    score = (score - float(score @ enough) / n) * enough
    means = np.add.reduceat(score, first) / np.maximum(sizes, 1)
    within = (score - means[of_row]) * enough
    msb = float(sizes @ means**2) / (n_groups - 1)
    msw = float(within @ within) / (n - n_groups)
    size = (n - float(sizes @ sizes) / n) / (n_groups - 1)
    if msw <= 1e-14 or msb <= 0:
        return float("nan"), float("nan"), size, int(n)
    return (msb - msw) / (msb + (size - 1) * msw), (msb - msw) / msb, size, int(n)


def _agreement(
    block: _Block, first: npt.NDArray[np.intp], null_variance: float
) -> Vector:
    n = np.add.reduceat(block.present, first, axis=1)
    total = np.add.reduceat(block.shifted, first, axis=1)
    squares = np.add.reduceat(block.shifted**2, first, axis=1)
    variance = (squares - total**2 / np.maximum(n, 1)) / np.maximum(n - 1, 1)
    # Sums of squares leave rounding error where all raters agree.
    variance[np.abs(variance) < 1e-12] = 0.0
    known = n >= 2
    n_items = known.sum(axis=0)
    spread = np.where(known, variance, 0.0).sum(axis=0)
    share = np.divide(
        spread, n_items, out=np.full(len(spread), np.nan), where=n_items > 0
    )
    return james(share / null_variance, n_items)
