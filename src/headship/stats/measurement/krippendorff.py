"""Krippendorff's alpha: agreement at any level of measurement, with holes."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement._categories import code
from headship.stats.results import Interval

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
# Above this many different values the table of differences is too large.
MOST_VALUES = 4000
DRAWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class KrippendorffAlpha:
    """Alpha of ``n`` units with two or more ratings.

    ``interval`` is the bootstrap interval if draws were asked for, else that of
    ``se`` with t at n - 1 degrees of freedom; both are None when all units disagree alike, as in full agreement.
    ``n_pairable`` counts the ratings in these units.
    """

    estimate: float
    se: float | None
    interval: Interval | None
    observed_disagreement: float
    expected_disagreement: float
    n: int
    n_pairable: int
    n_raters: int
    level: Level
    method: str


def krippendorff_alpha(
    ratings: ArrayLike,
    *,
    level: Level,
    categories: ArrayLike | None = None,
    draws: int = 0,
    rng: np.random.Generator | None = None,
    confidence: float = 0.95,
) -> KrippendorffAlpha:
    """Measure agreement of any number of raters with any ratings missing.

    Parameters
    ----------
    ratings : array of shape (n units, r raters)
        NaN, None and the empty text are missing; a unit with fewer than two ratings
        does not count.
    level : {"nominal", "ordinal", "interval", "ratio"}
        How far two values are apart. Interval and ratio need numbers.
    categories : array of shape (q,), optional
        The order of ordinal labels; sorted if left out. Unused ones do not matter.
    draws : int
        Number of bootstrap samples of units; 0 gives the analytic interval.
    rng : numpy.random.Generator, optional
        Needed with ``draws``.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    KrippendorffAlpha

    Raises
    ------
    ValueError
        If no unit has two ratings, all ratings are equal (alpha is then not
        defined), numbers are needed or ``rng`` is missing.

    Notes
    -----
    Formula: 1 - observed / expected disagreement from the coincidence matrix, in
    which a unit with m ratings counts each pair 1 / (m - 1). Ordinal distances use
    the frequencies of the whole sample, in every bootstrap draw too. The analytic
    standard error is the spread of the units' contributions.

    Assumes: units are a sample of those of interest; missing ratings are unrelated
    to the ratings.

    Do not use when: hardly any ratings vary; alpha is then low whatever raters do,
    and ``gwet_ac`` answers another question.

    Examples
    --------
    >>> nan = float("nan")
    >>> units = [[1, 1, nan, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3],
    ...          [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
    ...          [2, 2, 2, 2], [nan, 5, 5, 5], [nan, nan, 1, 1], [nan, nan, 3, nan]]
    >>> [round(krippendorff_alpha(units, level=level).estimate, 3) for level in LEVELS]
    [0.743, 0.815, 0.849, 0.797]

    References
    ----------
    Krippendorff (2011), section C and D. Hayes and Krippendorff (2007). Gwet (2014),
    section 4.3.
    """
    _validate.one_of("level", level, LEVELS)
    confidence = _validate.between("confidence", confidence, 0, 1)
    n_draws = _validate.integer("draws", draws)
    if n_draws and rng is None:
        raise ValueError("rng must be a numpy.random.Generator, got None.")
    coded = code(ratings, categories)
    if coded.q > MOST_VALUES:
        raise ValueError(
            f"ratings has {coded.q} different values, at most {MOST_VALUES} are allowed."
        )
    counts = coded.counts()
    size = counts.sum(axis=1)
    counts, size = counts[size >= 2], size[size >= 2]
    if len(counts) < 1:
        raise ValueError("ratings needs a unit with at least 2 ratings.")
    used = counts.any(axis=0)
    counts = counts[:, used]
    if counts.shape[1] < 2:
        raise ValueError("all ratings are equal, so alpha is not defined.")
    apart = _distances(coded.categories[used], counts.sum(axis=0), level)
    of_unit = _disagreement(counts, size, apart)
    estimate, observed, expected = _alpha(of_unit, counts, apart)
    se = _standard_error(of_unit, counts, size, apart, estimate)
    interval, method = (
        _analytic(estimate, se, len(counts), confidence),
        "analytic interval",
    )
    if n_draws and rng is not None and se is not None:
        sample = _bootstrap(of_unit, counts, apart, n_draws, rng)
        interval, method = _percentile(sample, confidence), "bootstrap of units"
    return KrippendorffAlpha(
        estimate=estimate,
        se=se,
        interval=interval,
        observed_disagreement=observed,
        expected_disagreement=expected,
        n=len(counts),
        n_pairable=int(size.sum()),
        n_raters=coded.codes.shape[1],
        level=level,
        method=method,
    )


def _distances(
    values: npt.NDArray[np.generic], frequency: Vector, level: Level
) -> Matrix:
    q = len(values)
    if level == "nominal":
        return 1 - np.eye(q)
    if level == "ordinal":
        middle = np.cumsum(frequency) - frequency / 2
        apart: Matrix = np.subtract.outer(middle, middle) ** 2
        return apart
    if values.dtype.kind not in "biuf":
        raise ValueError(f"level {level!r} needs numbers, got {values[0]!r}.")
    number = values.astype(np.float64)
    off = np.subtract.outer(number, number)
    if level == "ratio":
        if (number < 0).any():
            raise ValueError(f"ratio needs values of at least 0, got {number.min()!r}.")
        total = np.add.outer(number, number)
        off = np.divide(off, total, out=np.zeros_like(off), where=total > 0)
    squared: Matrix = off**2
    return squared


def _disagreement(counts: Matrix, size: Vector, apart: Matrix) -> Vector:
    pairs: Vector = np.einsum("ij,ij->i", counts @ apart, counts) / (size - 1)
    return pairs


def _alpha(
    of_unit: Vector, counts: Matrix, apart: Matrix
) -> tuple[float, float, float]:
    frequency = counts.sum(axis=0)
    n = float(frequency.sum())
    observed = float(of_unit.sum()) / n
    expected = float(frequency @ apart @ frequency) / (n * (n - 1))
    return 1 - observed / expected, observed, expected


def _standard_error(
    of_unit: Vector, counts: Matrix, size: Vector, apart: Matrix, estimate: float
) -> float | None:
    n_units, total = len(counts), float(size.sum())
    if n_units < 2:
        return None
    share = counts.sum(axis=0) / total
    raw = float(share @ apart @ share)
    mean = total / n_units
    # Derivative of observed / expected with respect to the weight of a unit.
    observed = of_unit / mean - (1 - estimate) * raw * (size / mean)
    chance = counts @ (apart @ share) / mean - raw * (size / mean)
    luck = 2 * (1 - estimate) / (1 - 1 / total)
    influence = -(observed - luck * chance) / raw
    influence -= influence.mean()
    variance = float(influence @ influence) / (n_units * (n_units - 1))
    return sqrt(variance) if variance > 1e-20 else None


def _bootstrap(
    of_unit: Vector, counts: Matrix, apart: Matrix, draws: int, rng: np.random.Generator
) -> Vector:
    n_units = len(counts)
    equal = np.full(n_units, 1 / n_units)
    sample = np.empty(draws)
    for start in range(0, draws, DRAWS_AT_ONCE):
        stop = min(start + DRAWS_AT_ONCE, draws)
        weight = rng.multinomial(n_units, equal, size=stop - start).astype(np.float64)
        frequency = weight @ counts
        total = frequency.sum(axis=1)
        expected = np.einsum("ij,ij->i", frequency @ apart, frequency) / (total - 1)
        # A draw without any variation is one of full agreement.
        some = expected > 0
        sample[start:stop] = 1 - np.divide(
            weight @ of_unit, expected, out=np.zeros(len(total)), where=some
        )
    return sample


def _percentile(sample: Vector, confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(sample, [tail, 1 - tail]).tolist()
    return Interval(lower=lower, upper=upper, confidence=confidence)


def _analytic(
    estimate: float, se: float | None, n: int, confidence: float
) -> Interval | None:
    if se is None:
        return None
    half = float(special.stdtrit(n - 1, 0.5 + confidence / 2)) * se
    upper = min(1.0, estimate + half)
    return Interval(lower=estimate - half, upper=upper, confidence=confidence)
