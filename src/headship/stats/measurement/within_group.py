"""Do the raters of one leader agree enough to speak with one voice?

Vocabulary: a *group* is all raters of one leader; ``ratings`` has one row per
rater and, for a scale, one column per item; NaN is an item the rater could not
judge.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _groups


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAgreement:
    """Agreement of each group's raters.

    All arrays run parallel to ``groups``. ``estimate`` is NaN where a group is too
    small or the index is not defined; ``mean`` and ``median`` leave those out and
    are NaN if none is left. ``n_raters`` counts raters with at least one answer.
    """

    groups: npt.NDArray[np.generic]
    estimate: Vector
    n_raters: npt.NDArray[np.int64]
    mean: float
    median: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Per group and item: number of answers, mean and variance (n - 1)."""

    labels: npt.NDArray[np.generic]
    n: Matrix
    mean: Matrix
    variance: Matrix
    n_raters: npt.NDArray[np.int64]


def uniform_variance(n_options: int) -> float:
    """Return the variance of raters who answer at random, each option alike.

    Parameters
    ----------
    n_options : int
        Number of answer options, at least two.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        With fewer than two options.

    Notes
    -----
    Formula: (A^2 - 1) / 12.

    Assumes: options one unit apart.

    Do not use when: raters are known to avoid one end of the scale; the expected
    variance is then smaller, and agreement looks better than it is.

    Examples
    --------
    >>> uniform_variance(5)
    2.0

    References
    ----------
    James, Demaree and Wolf (1984), eq. 2.
    """
    options = _validate.integer("n_options", n_options, minimum=2)
    return (options**2 - 1) / 12


def rwg(
    ratings: ArrayLike, groups: ArrayLike | None = None, *, null_variance: float
) -> GroupAgreement:
    """Measure the agreement of each group's raters on one item or score.

    Parameters
    ----------
    ratings : array of shape (n raters,)
        NaN is a missing rating and is left out.
    groups : array of shape (n raters,), optional
        Whom each rater rates; one group if left out.
    null_variance : float
        Variance expected without agreement, as from ``uniform_variance``.

    Returns
    -------
    GroupAgreement

    Raises
    ------
    ValueError
        If the null variance is not positive or lengths differ.

    Notes
    -----
    Formula: 1 - s^2 / null variance with s^2 over n - 1, and 0 where s^2 is larger
    than the null variance. NaN for a group with fewer than two ratings.

    Assumes: raters of a group are exchangeable and judge independently.

    Do not use when: the question is whether leaders can be told apart; that is
    ``group_icc``. With few raters the index is unstable.

    Examples
    --------
    >>> rwg([4, 4, 5, 1, 5], ["a", "a", "a", "b", "b"], null_variance=2).estimate
    array([0.83333333, 0.        ])

    References
    ----------
    James, Demaree and Wolf (1984), eq. 1. LeBreton and Senter (2008).
    """
    spread = _spread(_one_column(ratings), groups)
    share = _error_share(spread.variance[:, 0], null_variance)
    return _agreement(spread, 1 - np.minimum(share, 1), "r_wg")


def rwg_j(
    ratings: ArrayLike,
    groups: ArrayLike | None = None,
    *,
    null_variance: float,
    formula: Literal["james", "lindell"] = "james",
    missing: Literal["available", "complete"] = "available",
) -> GroupAgreement:
    """Measure the agreement of each group's raters on a scale of several items.

    Parameters
    ----------
    ratings : array of shape (n raters, J items)
        NaN is an item the rater could not judge.
    groups : array of shape (n raters,), optional
        Whom each rater rates; one group if left out.
    null_variance : float
        Variance of one item expected without agreement.
    formula : {"james", "lindell"}
        ``"james"`` is r_wg(j); ``"lindell"`` is r*_wg(j), the plain mean over items,
        which does not grow with the number of items and may be negative.
    missing : {"available", "complete"}
        ``"available"`` takes each item's variance from the raters who answered it
        and averages over items with at least two answers; ``"complete"`` first drops
        raters with a missing item.

    Returns
    -------
    GroupAgreement

    Raises
    ------
    ValueError
        If the null variance is not positive, an option is unknown or lengths differ.

    Notes
    -----
    Formula: with m the mean of the item variances over the null variance,
    J (1 - m) / (J (1 - m) + m), and 0 where m is above 1; Lindell: 1 - m. J counts
    the items with at least two answers in the group. NaN where there is none.

    Assumes: the items measure one thing ("essentially parallel").

    Do not use when: comparing scales of different length with ``"james"``: the index
    rises with J at the same disagreement.

    Examples
    --------
    >>> answers = [[4, 5], [4, 4], [5, 5]]
    >>> rwg_j(answers, null_variance=2).estimate
    array([0.90909091])

    References
    ----------
    James, Demaree and Wolf (1984), eq. 4. Lindell, Brandt and Whitney (1999).
    """
    _validate.one_of("formula", formula, ["james", "lindell"])
    spread = _spread(_scale(ratings, missing), groups)
    share = _error_share(_row_mean(spread.variance), null_variance)
    if formula == "lindell":
        return _agreement(spread, 1 - share, "r*_wg(j)")
    return _agreement(spread, james(share, (spread.n >= 2).sum(axis=1)), "r_wg(j)")


def james(error_share: Vector, n_items: npt.NDArray[np.int64]) -> Vector:
    """Return r_wg(j) from the mean item variance as a share of the null variance."""
    error = np.minimum(error_share, 1)
    agreed = n_items * (1 - error)
    known = ~np.isnan(error)
    index: Vector = np.divide(agreed, agreed + error, out=error.copy(), where=known)
    return index


def awg(
    ratings: ArrayLike,
    groups: ArrayLike | None = None,
    *,
    low: float,
    high: float,
    missing: Literal["available", "complete"] = "available",
) -> GroupAgreement:
    """Measure agreement against the most disagreement possible at the group's mean.

    Parameters
    ----------
    ratings : array of shape (n raters,) or (n raters, J items)
        Several items are averaged. NaN is a missing rating.
    groups : array of shape (n raters,), optional
        Whom each rater rates; one group if left out.
    low, high : float
        Ends of the answer scale.
    missing : {"available", "complete"}
        As in ``rwg_j``.

    Returns
    -------
    GroupAgreement

    Raises
    ------
    ValueError
        If a rating lies outside the scale or the ends are not in order.

    Notes
    -----
    Formula: 1 - 2 s^2 / (((high + low) M - M^2 - high low) n / (n - 1)). It runs from
    -1 to 1. It is 1 where all raters chose the same end, and NaN where fewer than
    two answered or where the mean M is nearer to an end than
    (low (n - 1) + high) / n allows, as only part of the range is then possible.

    Assumes: nothing about how raters without agreement answer.

    Do not use when: fewer raters than answer options answered (Brown and
    Hauenstein ask for at least one fewer than the number of options).

    Examples
    --------
    >>> awg([3, 4, 4, 5], low=1, high=5).estimate.round(4)
    array([0.6667])

    References
    ----------
    Brown and Hauenstein (2005), eq. 3 and 6.
    """
    low, high = _validate.ends(low, high)
    answers = _scale(ratings, missing)
    outside = answers[(answers < low) | (answers > high)]
    if outside.size:
        raise ValueError(
            f"ratings must lie between {low} and {high}, got {outside[0]!r}."
        )
    spread = _spread(answers, groups)
    n, mean = spread.n, spread.mean
    two = n >= 2
    at_end = two & (spread.variance == 0) & ((mean == low) | (mean == high))
    inside = two & (mean >= (low * (n - 1) + high) / np.maximum(n, 1))
    inside &= mean <= (high * (n - 1) + low) / np.maximum(n, 1)
    widest = ((high + low) * mean - mean**2 - high * low) * n
    index = np.where(at_end, 1.0, np.nan)
    ratio = np.divide(
        2 * spread.variance * (n - 1), widest, out=np.ones_like(mean), where=inside
    )
    index = np.where(inside & ~at_end, 1 - ratio, index)
    return _agreement(spread, _row_mean(index), "a_wg")


def average_deviation(
    ratings: ArrayLike,
    groups: ArrayLike | None = None,
    *,
    around: Literal["mean", "median"] = "mean",
    missing: Literal["available", "complete"] = "available",
) -> GroupAgreement:
    """Measure disagreement in points of the answer scale.

    Parameters
    ----------
    ratings : array of shape (n raters,) or (n raters, J items)
        Several items are averaged. NaN is a missing rating.
    groups : array of shape (n raters,), optional
        Whom each rater rates; one group if left out.
    around : {"mean", "median"}
        The center from which deviations are taken.
    missing : {"available", "complete"}
        As in ``rwg_j``; R's multilevel is ``"complete"``.

    Returns
    -------
    GroupAgreement
        Here a smaller estimate means more agreement.

    Raises
    ------
    ValueError
        If an option is unknown or lengths differ.

    Notes
    -----
    Formula: mean of |x - center| over the raters of a group, then over items. NaN for
    a group with fewer than two answers to every item.

    Assumes: answer options are equally far apart.

    Do not use when: comparing scales with different numbers of options; a usual
    upper bound for agreement is (number of options) / 6.

    Examples
    --------
    >>> average_deviation([3, 4, 4, 5]).estimate
    array([0.5])

    References
    ----------
    Burke, Finkelstein and Dusig (1999), eq. 1. Burke and Dunlap (2002).
    """
    _validate.one_of("around", around, ["mean", "median"])
    answers = _scale(ratings, missing)
    spread = _spread(answers, groups)
    of_row = _index(answers, groups).of_row
    if around == "mean":
        center = spread.mean
    else:
        center = _medians(answers, of_row, len(spread.labels))
    deviation = np.nan_to_num(np.abs(answers - center[of_row]))
    total = np.column_stack(
        [np.bincount(of_row, column, len(spread.labels)) for column in deviation.T]
    )
    index = np.divide(
        total, spread.n, out=np.full_like(total, np.nan), where=spread.n >= 2
    )
    return _agreement(spread, _row_mean(index), f"average deviation from the {around}")


def _medians(answers: Matrix, of_row: npt.NDArray[np.intp], n_groups: int) -> Matrix:
    center = np.full((n_groups, answers.shape[1]), np.nan)
    for item, column in enumerate(answers.T):
        seen = ~np.isnan(column)
        order = np.lexsort((column[seen], of_row[seen]))
        values = column[seen][order]
        counts = np.bincount(of_row[seen], minlength=n_groups)
        first = np.cumsum(counts) - counts
        some = counts > 0
        lower = values[(first + (counts - 1) // 2)[some]]
        upper = values[(first + counts // 2)[some]]
        center[some, item] = (lower + upper) / 2
    return center


def _one_column(ratings: ArrayLike) -> Matrix:
    array = np.asarray(ratings, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(
            f"ratings must be one-dimensional, got {array.ndim} dimensions."
        )
    return _validate.as_matrix("ratings", array[:, None], allow_nan=True)


def _scale(ratings: ArrayLike, missing: str) -> Matrix:
    _validate.one_of("missing", missing, ["available", "complete"])
    array = np.asarray(ratings, dtype=np.float64)
    if array.ndim == 1:
        array = array[:, None]
    answers = _validate.as_matrix("ratings", array, allow_nan=True)
    if missing == "complete":
        answers = answers.copy()
        answers[np.isnan(answers).any(axis=1)] = np.nan
    return answers


def _index(answers: Matrix, groups: ArrayLike | None) -> _groups.Groups:
    labels = np.zeros(len(answers), dtype=np.int64) if groups is None else groups
    return _groups.index(labels, len(answers))


def _spread(answers: Matrix, groups: ArrayLike | None) -> _Spread:
    index = _index(answers, groups)
    seen = ~np.isnan(answers)
    n = _groups.sums(seen.astype(np.float64), index)
    present = np.maximum(n, 1)
    # Two passes: a common answer then leaves a variance of exactly zero.
    mean = _groups.sums(np.where(seen, answers, 0.0), index) / present
    off = np.where(seen, answers - mean[index.of_row], 0.0)
    variance = _groups.sums(off * off, index) / np.maximum(n - 1, 1)
    return _Spread(
        labels=index.labels,
        n=n,
        mean=np.where(n > 0, mean, np.nan),
        variance=np.where(n > 1, variance, np.nan),
        n_raters=np.bincount(index.of_row[seen.any(axis=1)], minlength=index.n),
    )


def _row_mean(values: Matrix) -> Vector:
    known = ~np.isnan(values)
    total = np.where(known, values, 0.0).sum(axis=1)
    count = known.sum(axis=1)
    mean: Vector = np.divide(
        total, count, out=np.full(len(values), np.nan), where=count > 0
    )
    return mean


def _error_share(variance: Vector, null_variance: float) -> Vector:
    return variance / _validate.positive("null_variance", null_variance)


def _agreement(spread: _Spread, index: Vector, method: str) -> GroupAgreement:
    known = index[~np.isnan(index)]
    return GroupAgreement(
        groups=spread.labels,
        estimate=index,
        n_raters=spread.n_raters,
        mean=float(known.mean()) if known.size else float("nan"),
        median=float(np.median(known)) if known.size else float("nan"),
        method=method,
    )
