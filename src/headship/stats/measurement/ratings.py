"""A rater group's mean on a bounded answer scale, and the gap between two groups."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._student import two_sided_p
from headship.stats._validate import ArrayLike, Vector
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRating:
    """Mean of ``n`` ratings in points of the answer scale.

    ``sd`` and ``dof`` are None with one rating. ``se`` and ``interval`` are None
    with one rating and when all ratings are equal, since equal answers of a few
    raters do not mean that the next would answer the same; ``note`` says which.
    """

    estimate: float
    sd: float | None
    se: float | None
    interval: Interval | None
    n: int
    n_missing: int
    dof: float | None
    note: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDifference:
    """Second mean minus first, in points of the answer scale.

    ``se``, ``dof`` and ``interval`` are None when either group cannot tell its own
    uncertainty; ``note`` says why. ``p_value`` tests a difference of zero.
    """

    estimate: float
    se: float | None
    interval: Interval | None
    n: tuple[int, int]
    dof: float | None
    p_value: float | None
    note: str
    method: str


def mean_rating(
    ratings: ArrayLike, *, low: float, high: float, confidence: float = 0.95
) -> MeanRating:
    """Average the ratings of one group and say how sure the average is.

    Parameters
    ----------
    ratings : array of shape (n raters,)
        NaN ("I can't judge") is left out and counted in ``n_missing``.
    low, high : float
        Ends of the answer scale.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    MeanRating

    Raises
    ------
    ValueError
        Without any rating, or with a rating outside the scale.

    Notes
    -----
    Formula: mean plus and minus t(n - 1) s / sqrt(n), cut off at the ends of the
    scale. Cutting never removes a possible mean, so coverage stays that of the t
    interval; with five raters on a five-point scale it is near 95 % unless the
    group's true mean lies within half a point of an end. There is no interval with
    one rating or with equal ratings.

    Assumes: raters answered independently and stand for others who might have been
    asked; missing answers are unrelated to what would have been said.

    Do not use when: nearly all of a fixed group answered and only that group
    matters; its mean is then known without an interval.

    Examples
    --------
    >>> result = mean_rating([4, 5, 3, 4, float("nan")], low=1, high=5)
    >>> result.estimate, result.n, result.n_missing
    (4.0, 4, 1)
    >>> round(result.interval.lower, 3), result.interval.upper
    (2.701, 5.0)

    References
    ----------
    Student (1908), section 9. The coverage is simulated in
    ``validation/measurement``.
    """
    low, high = _validate.ends(low, high)
    confidence = _validate.between("confidence", confidence, 0, 1)
    known, n_missing = _known("ratings", ratings, low, high)
    n, mean = len(known), _mean(known)
    if n < 2:
        return _mean_without(mean, n_missing)
    sd = _sd(known)
    se, interval, note = None, None, "All ratings are equal."
    if sd > 0:
        se = sd / sqrt(n)
        half = float(special.stdtrit(n - 1, 0.5 + confidence / 2)) * se
        interval, note = _clipped(mean, half, low, high, confidence), ""
    return MeanRating(
        estimate=mean,
        sd=sd,
        se=se,
        interval=interval,
        n=n,
        n_missing=n_missing,
        dof=float(n - 1),
        note=note,
        method="t interval within the scale",
    )


def rating_difference(
    first: ArrayLike,
    second: ArrayLike,
    *,
    low: float,
    high: float,
    confidence: float = 0.95,
) -> RatingDifference:
    """Compare the means of two groups, or of one group's two anonymous waves.

    Parameters
    ----------
    first, second : array of shape (n raters,)
        Ratings of each group; NaN is left out. The estimate is second minus first.
    low, high : float
        Ends of the answer scale.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    RatingDifference

    Raises
    ------
    ValueError
        If a group has no rating, or a rating lies outside the scale.

    Notes
    -----
    Formula: difference of means plus and minus t(v) sqrt(s1^2/n1 + s2^2/n2), cut off
    at plus and minus (high - low), with v by Welch and Satterthwaite. There is no
    interval if a group has one rating or both groups answered without variance.
    If only one group's answers are all equal, its share of the variance is taken
    as zero, v comes from the other group, and ``note`` says so.

    Assumes: independent raters within and between groups. Waves of the same
    anonymous raters are positively related, so the interval is then too wide, on
    the safe side.

    Do not use when: answers of the same rater can be linked (``paired_change``), or
    when one side is a single rating such as the self-rating (``self_other_gap``).

    Examples
    --------
    >>> result = rating_difference([3, 3, 4, 2], [4, 4, 5, 3, 4], low=1, high=5)
    >>> result.estimate, round(result.se, 4), round(result.dof, 2)
    (1.0, 0.5164, 6.05)

    References
    ----------
    Welch (1947), eq. 28.
    """
    low, high = _validate.ends(low, high)
    confidence = _validate.between("confidence", confidence, 0, 1)
    one, _ = _known("first", first, low, high)
    two, _ = _known("second", second, low, high)
    estimate, n = _mean(two) - _mean(one), (len(one), len(two))
    if min(n) < 2:
        return _difference_without(estimate, n, "A group has a single rating.")
    shares = np.array([_sd(one) ** 2 / n[0], _sd(two) ** 2 / n[1]])
    variance = float(shares.sum())
    if variance == 0:
        return _difference_without(estimate, n, "All ratings are equal in each group.")
    dof = variance**2 / float(shares**2 @ (1 / (np.array(n) - 1.0)))
    note = "" if shares.min() > 0 else "All ratings are equal in one group."
    return _difference(
        estimate,
        sqrt(variance),
        dof,
        n,
        span=high - low,
        confidence=confidence,
        method="Welch t",
        note=note,
    )


def paired_change(
    before: ArrayLike,
    after: ArrayLike,
    *,
    low: float,
    high: float,
    confidence: float = 0.95,
) -> RatingDifference:
    """Measure change where each rater's two answers can be linked.

    Parameters
    ----------
    before, after : array of shape (n raters,)
        The same raters in the same order; a rater with NaN in either is left out.
    low, high : float
        Ends of the answer scale.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    RatingDifference

    Raises
    ------
    ValueError
        If lengths differ, no rater answered twice, or a rating lies outside.

    Notes
    -----
    Formula: mean difference plus and minus t(n - 1) s_d / sqrt(n), cut off at plus and
    minus (high - low). There is no interval with one pair or equal differences.

    Assumes: independent raters.

    Do not use when: answers are anonymous and cannot be linked
    (``rating_difference``).

    Examples
    --------
    >>> result = paired_change([3, 3, 4, 2], [4, 3, 5, 3], low=1, high=5)
    >>> result.estimate, result.se
    (0.75, 0.25)

    References
    ----------
    Student (1908), section 9.
    """
    low, high = _validate.ends(low, high)
    confidence = _validate.between("confidence", confidence, 0, 1)
    one, two = (np.asarray(x, dtype=np.float64) for x in (before, after))
    if one.shape != two.shape or one.ndim != 1:
        raise ValueError(
            f"before and after must pair up, got shapes {one.shape} and {two.shape}."
        )
    both = ~(np.isnan(one) | np.isnan(two))
    one, _ = _known("before", one[both], low, high)
    two, _ = _known("after", two[both], low, high)
    change = two - one
    estimate, n = _mean(change), (len(one), len(two))
    if len(change) < 2:
        return _difference_without(estimate, n, "A single rater answered twice.")
    sd = _sd(change)
    if sd == 0:
        return _difference_without(estimate, n, "All raters changed alike.")
    return _difference(
        estimate,
        sd / sqrt(len(change)),
        float(len(change) - 1),
        n,
        span=high - low,
        confidence=confidence,
        method="paired t",
    )


def self_other_gap(
    self_rating: float,
    others: ArrayLike,
    *,
    low: float,
    high: float,
    confidence: float = 0.95,
) -> RatingDifference:
    """Subtract the mean of others from the leader's own rating.

    Parameters
    ----------
    self_rating : float
        The leader's own rating.
    others : array of shape (n raters,)
        The others' ratings; NaN is left out.
    low, high : float
        Ends of the answer scale.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    RatingDifference
        Positive where leaders see themselves as stronger than others do.

    Raises
    ------
    ValueError
        Without another rating, or with a rating outside the scale.

    Notes
    -----
    Formula: self - mean of others, plus and minus t(n - 1) s / sqrt(n) of the others,
    cut off at what the scale allows. The self-rating is taken as given: there is
    only one of it, so its own error of measurement is not part of the interval.

    Assumes: as ``mean_rating`` for the others.

    Do not use when: ranking leaders by self-awareness; a difference score mixes two
    things (``response_surface``).

    Examples
    --------
    >>> result = self_other_gap(5, [4, 3, 4, 3], low=1, high=5)
    >>> result.estimate, round(result.interval.lower, 3)
    (1.5, 0.581)

    References
    ----------
    Atwater and Yammarino (1992). Edwards (1994) on what differences hide.
    """
    own = _validate.number("self_rating", self_rating)
    low, high = _validate.ends(low, high)
    if not low <= own <= high:
        raise ValueError(f"self_rating must lie between {low} and {high}, got {own!r}.")
    mean = mean_rating(others, low=low, high=high, confidence=confidence)
    estimate, n = own - mean.estimate, (mean.n, 1)
    if mean.interval is None or mean.se is None or mean.dof is None:
        return _difference_without(estimate, n, mean.note)
    return RatingDifference(
        estimate=estimate,
        se=mean.se,
        interval=Interval(
            lower=own - mean.interval.upper,
            upper=own - mean.interval.lower,
            confidence=confidence,
        ),
        n=n,
        dof=mean.dof,
        p_value=two_sided_p(estimate / mean.se, mean.dof),
        note="",
        method="t interval of the others, self-rating as given",
    )


def _known(
    name: str, ratings: ArrayLike, low: float, high: float
) -> tuple[Vector, int]:
    values = np.asarray(ratings, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"{name} must be one-dimensional, got {values.ndim}.")
    known = _validate.as_vector(name, values[~np.isnan(values)])
    outside = known[(known < low) | (known > high)]
    if outside.size:
        raise ValueError(
            f"{name} must lie between {low} and {high}, got {outside[0]!r}."
        )
    return known, len(values) - len(known)


def _mean(values: Vector) -> float:
    # The mean of equal values must be that value, without rounding.
    return float(values[0] + np.mean(values - values[0]))


def _sd(values: Vector) -> float:
    return float(np.std(values - values[0], ddof=1))


def _clipped(
    mean: float, half: float, low: float, high: float, confidence: float
) -> Interval:
    return Interval(
        lower=max(low, mean - half),
        upper=min(high, mean + half),
        confidence=confidence,
    )


def _mean_without(mean: float, n_missing: int) -> MeanRating:
    return MeanRating(
        estimate=mean,
        sd=None,
        se=None,
        interval=None,
        n=1,
        n_missing=n_missing,
        dof=None,
        note="A single rating.",
        method="t interval within the scale",
    )


def _difference_without(
    estimate: float, n: tuple[int, int], note: str
) -> RatingDifference:
    return RatingDifference(
        estimate=estimate,
        se=None,
        interval=None,
        n=n,
        dof=None,
        p_value=None,
        note=note,
        method="no interval",
    )


def _difference(
    estimate: float,
    se: float,
    dof: float,
    n: tuple[int, int],
    *,
    span: float,
    confidence: float,
    method: str,
    note: str = "",
) -> RatingDifference:
    half = float(special.stdtrit(dof, 0.5 + confidence / 2)) * se
    return RatingDifference(
        estimate=estimate,
        se=se,
        interval=_clipped(estimate, half, -span, span, confidence),
        n=n,
        dof=dof,
        p_value=two_sided_p(estimate / se, dof),
        note=note,
        method=method,
    )
