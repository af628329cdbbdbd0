"""Survival curves: the share still in place, year by year or day by day."""

from dataclasses import dataclass

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import (
    ArrayLike,
    Vector,
    as_vector,
    between,
    number,
    one_of,
    positive,
)
from headship.stats.results import Interval
from headship.stats.retention._times import Counts, as_durations, risk_table

TRANSFORMS = ("log", "log-log", "plain", "arcsine")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalCurve:
    """The share not yet gone after each distinct time, as arrays of one length.

    ``se`` is Greenwood's; ``lower`` and ``upper`` are pointwise limits; NaN where the
    share is 0. ``n`` people were followed, ``n_left`` in all left.
    """

    time: Vector
    at_risk: Counts
    left: Counts
    censored: Counts
    survival: Vector
    se: Vector
    lower: Vector
    upper: Vector
    n: int
    n_left: int
    confidence: float
    method: str


def survival_curve(
    time: ArrayLike,
    left: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    confidence: float = 0.95,
    transform: str = "log",
) -> SurvivalCurve:
    """Estimate the share still in place over time (Kaplan-Meier).

    Parameters
    ----------
    time
        For each person the time until leaving, or until last seen.
    left
        1 if the person left then, 0 if still in place when last seen.
    entry
        Time already served when observation began (left truncation); 0 by default.
    confidence
        Level of the pointwise limits.
    transform
        Scale of the limits: "log" (R's default), "log-log", "plain" or "arcsine".

    Returns
    -------
    SurvivalCurve

    Raises
    ------
    ValueError
        For negative times, flags that are not 0 or 1, or an entry not before its time.

    Notes
    -----
    Formula: S(t) = prod (1 - d_i / n_i); var = S^2 sum d_i / (n_i (n_i - d_i)).
    Assumes: being lost to follow-up says nothing about leaving later.
    Do not use when: many are lost because they moved to another school of the same
    district, and leaving the district is the question.

    Examples
    --------
    >>> curve = survival_curve([1, 2, 2, 3, 5], [1, 1, 0, 1, 0])
    >>> [round(float(share), 4) for share in curve.survival]
    [0.8, 0.6, 0.3, 0.3]

    References
    ----------
    Kaplan & Meier (1958), JASA 53(282).
    Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data,
    section 1.4.
    """
    between("confidence", confidence, 0.0, 1.0)
    one_of("transform", transform, TRANSFORMS)
    table = risk_table(as_durations(time, left, entry))
    n, d = table.at_risk.astype(np.float64), table.n_left.astype(np.float64)
    # Time is where someone left or was last seen, so somebody is at risk, save after
    # everyone else has entered late; nobody leaves then.
    at_risk = np.maximum(n, 1.0)
    survival = np.asarray(np.cumprod(1.0 - d / at_risk), dtype=np.float64)
    ended = survival <= 0
    terms = d / (at_risk * np.where(n > d, n - d, 1.0))
    relative = np.asarray(np.sqrt(np.cumsum(terms)), dtype=np.float64)
    se = np.where(ended, np.nan, survival * relative)
    lower, upper = _limits(survival, relative, confidence, transform)
    return SurvivalCurve(
        time=table.time,
        at_risk=table.at_risk,
        left=table.n_left,
        censored=table.n_censored,
        survival=survival,
        se=se,
        lower=lower,
        upper=upper,
        n=int((table.n_left + table.n_censored).sum()),
        n_left=int(table.n_left.sum()),
        confidence=confidence,
        method=f"Kaplan-Meier, {transform} limits",
    )


def _limits(
    survival: Vector, relative: Vector, confidence: float, transform: str
) -> tuple[Vector, Vector]:
    """Return pointwise limits; where nobody has left they are the curve itself."""
    margin = float(special.ndtri(0.5 + confidence / 2.0)) * relative
    # Where the share is 0 or 1 any number serves; it is replaced below.
    is_inner = (survival > 0) & (survival < 1.0)
    s = survival if is_inner.all() else np.where(is_inner, survival, 0.5)
    if transform == "log":
        wide = np.exp(margin)
        ends = s / wide, s * wide
    elif transform == "plain":
        ends = s - s * margin, s + s * margin
    elif transform == "log-log":
        wide = margin / np.log(s)
        ends = s ** np.exp(-wide), s ** np.exp(wide)
    else:
        angle, turn = np.arcsin(np.sqrt(s)), 0.5 * margin * np.sqrt(s / (1.0 - s))
        ends = (
            np.sin(np.maximum(angle - turn, 0.0)) ** 2,
            np.sin(np.minimum(angle + turn, np.pi / 2.0)) ** 2,
        )
    edge = np.where(survival > 0, survival, np.nan)
    lower = np.where(is_inner, np.maximum(ends[0], 0.0), edge)
    return lower, np.where(is_inner, np.minimum(ends[1], 1.0), edge)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEstimate:
    """A time with its interval, in the units of the data.

    ``estimate`` and the limits are infinite where the curve does not fall so far.
    """

    estimate: float
    interval: Interval
    n: int
    method: str


def time_quantile(curve: SurvivalCurve, share_left: float = 0.5) -> TimeEstimate:
    """Return the time by which a share has left; the median by default.

    Parameters
    ----------
    curve
        From ``survival_curve``.
    share_left
        The share (0..1).

    Returns
    -------
    TimeEstimate

    Raises
    ------
    ValueError
        For a share outside 0..1.

    Notes
    -----
    Formula: the first time at which the curve is at or below 1 - share (halfway to the
    next fall where it equals it); the limits do the same with the curve's limits.
    Assumes: as ``survival_curve``.
    Do not use when: fewer than the share were seen to leave; the answer is infinite.

    Examples
    --------
    >>> curve = survival_curve([1, 2, 2, 3, 5], [1, 1, 0, 1, 0])
    >>> time_quantile(curve).estimate
    3.0

    References
    ----------
    Brookmeyer & Crowley (1982), Biometrics 38(1).
    """
    level = 1.0 - between("share_left", share_left, 0.0, 1.0)
    return TimeEstimate(
        estimate=_crossing(curve, curve.survival, level),
        interval=Interval(
            lower=_crossing(curve, curve.lower, level),
            upper=_crossing(curve, curve.upper, level),
            confidence=curve.confidence,
        ),
        n=curve.n,
        method="quantile of " + curve.method,
    )


def _crossing(curve: SurvivalCurve, values: Vector, level: float) -> float:
    # A share such as 1 - 3/6 must count as equal to 0.5 despite rounding.
    rounding = 1e-9
    # Where the curve is 0 its limits are unknown and decide nothing.
    reached = np.flatnonzero(values <= level + rounding)
    if not reached.size:
        return float("inf")
    first = int(reached[0])
    if abs(values[first] - level) > rounding:
        return float(curve.time[first])
    below = np.flatnonzero(values < level - rounding)
    if not below.size:
        return float(curve.time[first])
    return float((curve.time[first] + curve.time[below[0]]) / 2.0)


def survival_at(curve: SurvivalCurve, times: ArrayLike) -> Vector:
    """Return the share still in place at given times.

    Parameters
    ----------
    curve
        From ``survival_curve``.
    times
        Times, not beyond the last one observed.

    Returns
    -------
    numpy.ndarray

    Raises
    ------
    ValueError
        For a negative time or one beyond the data (unless everyone had left).

    Notes
    -----
    Formula: S(t) of the last distinct time at or before t; 1 before the first.
    Assumes: as ``survival_curve``.
    Do not use when: times are beyond follow-up; nothing is known there.

    Examples
    --------
    >>> curve = survival_curve([1, 2, 2, 3, 5], [1, 1, 0, 1, 0])
    >>> [round(float(share), 4) for share in survival_at(curve, [0.5, 2.5, 5])]
    [1.0, 0.6, 0.3]

    References
    ----------
    Kaplan & Meier (1958), JASA 53(282).
    """
    wanted = as_vector("times", times)
    if wanted.min() < 0:
        raise ValueError(f"times must not be negative, got {float(wanted.min())!r}.")
    if wanted.max() > curve.time[-1] and curve.survival[-1] > 0:
        raise ValueError(
            f"times must not exceed the last observed {float(curve.time[-1])!r}, got"
            f" {float(wanted.max())!r}."
        )
    steps = np.concatenate([[1.0], curve.survival])
    return np.asarray(steps[np.searchsorted(curve.time, wanted, side="right")])


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMean:
    """The mean time in place within the first ``horizon`` units of time."""

    estimate: float
    se: float
    interval: Interval
    horizon: float
    n: int
    method: str


def restricted_mean(curve: SurvivalCurve, horizon: float) -> RestrictedMean:
    """Return the mean time in place up to a horizon.

    Parameters
    ----------
    curve
        From ``survival_curve``.
    horizon
        Time up to which to count, not beyond the last one observed.

    Returns
    -------
    RestrictedMean

    Raises
    ------
    ValueError
        For a horizon that is not positive or beyond the data (unless everyone left).

    Notes
    -----
    Formula: the area under S up to the horizon; var = sum A_i^2 d_i / (n_i (n_i - d_i))
    with A_i the area from t_i to the horizon.
    Assumes: as ``survival_curve``.
    Do not use when: the horizon was chosen after seeing the curves.

    Examples
    --------
    >>> curve = survival_curve([1, 2, 2, 3, 5], [1, 1, 0, 1, 0])
    >>> round(restricted_mean(curve, 4).estimate, 4)
    2.7

    References
    ----------
    Royston & Parmar (2013), BMC Medical Research Methodology 13:152.
    """
    end = positive("horizon", number("horizon", horizon))
    survival_at(curve, [end])
    inside = curve.time < end
    bounds = np.concatenate([[0.0], curve.time[inside], [end]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    areas = heights * np.diff(bounds)
    after = np.cumsum(areas[::-1])[::-1][1:]
    n, d = curve.at_risk[inside], curve.left[inside]
    counted = (d > 0) & (n > d)
    terms = np.zeros(after.size)
    terms[counted] = after[counted] ** 2 * d[counted] / (n * (n - d))[counted]
    mean, se = float(areas.sum()), float(np.sqrt(terms.sum()))
    margin = float(special.ndtri(0.5 + curve.confidence / 2.0)) * se
    return RestrictedMean(
        estimate=mean,
        se=se,
        interval=Interval(
            lower=mean - margin, upper=mean + margin, confidence=curve.confidence
        ),
        horizon=end,
        n=curve.n,
        method="restricted mean of " + curve.method,
    )
