"""Does an item work alike for two groups of people who stand alike?

Vocabulary: the *reference* group sets the standard, the *focal* group is asked
about; people are *matched* by a score. Uniform differential item functioning (DIF)
shifts answers alike at every score, non-uniform DIF does not.
"""

from dataclasses import dataclass
from math import log, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _ordinal_logit
from headship.stats.results import Interval

Size = Literal["A", "B", "C"]
# One unit of the ETS delta scale is 4 / 1.7 logits (Holland and Thayer, 1988).
DELTA = -2.35


@dataclass(frozen=True, slots=True, kw_only=True)
class MantelHaenszelDif:
    """DIF of an item with two answers.

    ``estimate`` is the common log odds ratio, above 0 where the item favors the
    reference group; ``delta`` is the same on the scale of the Educational Testing
    Service, and ``size`` its class: A negligible, B moderate, C large.
    """

    estimate: float
    se: float
    interval: Interval
    delta: float
    chi_square: float
    p_value: float
    size: Size
    n: tuple[int, int]
    n_strata: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MantelDif:
    """DIF of an item with ordered answers.

    ``estimate`` is the standardized mean difference: focal minus reference mean
    answer at equal scores, weighted by the focal group; ``effect_size`` divides it by
    the standard deviation of all answers.
    """

    estimate: float
    effect_size: float
    chi_square: float
    p_value: float
    n: tuple[int, int]
    n_strata: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinalDif:
    """DIF of an item with ordered answers by proportional-odds regression.

    ``estimate`` is the focal group's log odds of a higher answer at equal scores.
    ``uniform``, ``nonuniform`` and ``either`` are likelihood ratio tests
    (chi-square, degrees of freedom, p). ``r2_change`` is the gain in McFadden's
    R-squared by group and group times score.
    """

    estimate: float
    se: float
    interval: Interval
    uniform: tuple[float, int, float]
    nonuniform: tuple[float, int, float]
    either: tuple[float, int, float]
    r2_change: float
    n: tuple[int, int]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    answer: Vector
    focal: npt.NDArray[np.bool_]
    matching: Vector

    @property
    def n(self) -> tuple[int, int]:
        return int((~self.focal).sum()), int(self.focal.sum())


def mantel_haenszel_dif(
    answers: ArrayLike,
    focal: ArrayLike,
    matching: ArrayLike,
    *,
    confidence: float = 0.95,
) -> MantelHaenszelDif:
    """Test an item with two answers for uniform DIF.

    Parameters
    ----------
    answers : array of shape (n,)
        0 or 1; NaN is left out.
    focal : array of shape (n,)
        True for the focal group.
    matching : array of shape (n,)
        Score on which people are matched, usually the total with the item in it;
        each value is a stratum.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    MantelHaenszelDif

    Raises
    ------
    ValueError
        If answers are not 0 or 1, a group is empty, or no stratum compares the groups.

    Notes
    -----
    Formula: odds ratio = sum(A D / T) / sum(B C / T) over strata, its standard error
    by Robins, Breslow and Greenland; chi-square with continuity correction;
    delta = -2.35 log(odds ratio). C: |delta| at least 1.5 and significantly above 1;
    A: |delta| below 1 or not significantly different from 0; B: otherwise.

    Assumes: matched people are alike in what the test measures; one odds ratio.

    Do not use when: DIF may change direction with the score (``ordinal_dif``).

    Examples
    --------
    >>> answers = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0]
    >>> focal = [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]
    >>> matching = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]
    >>> round(mantel_haenszel_dif(answers, focal, matching).estimate, 3)
    2.303

    References
    ----------
    Holland and Thayer (1988). Robins, Breslow and Greenland (1986), eq. 3. Zieky
    (1993), section on categories.
    """
    confidence = _validate.between("confidence", confidence, 0, 1)
    sample = _sample(answers, focal, matching)
    if not np.isin(sample.answer, (0, 1)).all():
        wrong = sample.answer[~np.isin(sample.answer, (0, 1))][0]
        raise ValueError(f"answers must be 0 or 1, got {float(wrong)!r}.")
    a, b, c, d = _two_by_two(sample)
    t = a + b + c + d
    up, down = a * d / t, b * c / t
    if up.sum() == 0 or down.sum() == 0:
        raise ValueError("no stratum has both answers in both groups to compare.")
    estimate = log(float(up.sum() / down.sum()))
    p, q = (a + d) / t, (b + c) / t
    variance = (
        float((p * up).sum() / up.sum() ** 2)
        + float((p * down + q * up).sum() / (up.sum() * down.sum()))
        + float((q * down).sum() / down.sum() ** 2)
    ) / 2
    se = sqrt(variance)
    expected = (a + b) * (a + c) / t
    spread = (a + b) * (c + d) * (a + c) * (b + d) / (t**2 * np.maximum(t - 1, 1))
    off = max(abs(float((a - expected).sum())) - 0.5, 0.0)
    chi_square = off**2 / float(spread.sum())
    half = float(special.ndtri(0.5 + confidence / 2)) * se
    p_value = float(special.chdtrc(1, chi_square))
    return MantelHaenszelDif(
        estimate=estimate,
        se=se,
        interval=Interval(
            lower=estimate - half, upper=estimate + half, confidence=confidence
        ),
        delta=DELTA * estimate,
        chi_square=chi_square,
        p_value=p_value,
        size=_size(DELTA * estimate, -DELTA * se, p_value),
        n=sample.n,
        n_strata=len(t),
        method="Mantel-Haenszel",
    )


def mantel_dif(answers: ArrayLike, focal: ArrayLike, matching: ArrayLike) -> MantelDif:
    """Test an item with ordered answers for uniform DIF.

    Parameters
    ----------
    answers : array of shape (n,)
        Ordered numbers; NaN is left out.
    focal : array of shape (n,)
        True for the focal group.
    matching : array of shape (n,)
        Score on which people are matched; each value is a stratum.

    Returns
    -------
    MantelDif

    Raises
    ------
    ValueError
        If a group is empty or no stratum compares the groups.

    Notes
    -----
    Formula: chi-square = (sum F - sum E)^2 / sum V over strata, F the focal group's
    sum of answers, E and V its mean and variance if answers were shared out at random
    within the stratum.

    Assumes: matched people are alike in what the test measures.

    Do not use when: DIF may change direction with the score.

    Examples
    --------
    >>> answers = [4, 5, 3, 3, 2, 4, 5, 4, 5, 4, 3, 4]
    >>> focal = [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]
    >>> matching = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]
    >>> round(mantel_dif(answers, focal, matching).estimate, 3)
    -1.0

    References
    ----------
    Mantel (1963). Zwick, Donoghue and Grima (1993), eq. 4 to 7.
    """
    sample = _sample(answers, focal, matching)
    _, stratum = np.unique(sample.matching, return_inverse=True)
    reference = ~sample.focal
    n_focal = np.bincount(stratum, sample.focal)
    n_reference = np.bincount(stratum, reference)
    both = (n_focal > 0) & (n_reference > 0)
    if not both.any():
        raise ValueError("no stratum holds both groups.")
    n = n_focal + n_reference
    total = np.bincount(stratum, sample.answer)
    squares = np.bincount(stratum, sample.answer**2)
    observed = np.bincount(stratum, sample.answer * sample.focal)
    expected = n_focal * total / n
    spread = n_focal * n_reference * (n * squares - total**2)
    variance = float((spread / (n**2 * np.maximum(n - 1, 1)))[both].sum())
    if variance <= 0:
        raise ValueError("answers must vary within a stratum that holds both groups.")
    gap = observed[both] / n_focal[both] - (total - observed)[both] / n_reference[both]
    estimate = float(gap @ n_focal[both] / n_focal[both].sum())
    chi_square = float((observed - expected)[both].sum()) ** 2 / variance
    return MantelDif(
        estimate=estimate,
        effect_size=estimate / float(sample.answer.std(ddof=1)),
        chi_square=chi_square,
        p_value=float(special.chdtrc(1, chi_square)),
        n=sample.n,
        n_strata=int(both.sum()),
        method="Mantel, standardized mean difference",
    )


def ordinal_dif(
    answers: ArrayLike,
    focal: ArrayLike,
    matching: ArrayLike,
    *,
    confidence: float = 0.95,
) -> OrdinalDif:
    """Test an item with ordered answers for uniform and non-uniform DIF.

    Parameters
    ----------
    answers : array of shape (n,)
        Ordered numbers; only their order counts; NaN is left out.
    focal : array of shape (n,)
        True for the focal group.
    matching : array of shape (n,)
        Score on which people are matched, taken as it is.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    OrdinalDif

    Raises
    ------
    ValueError
        If a group is empty, answers or scores do not vary, or a score separates
        answers perfectly.

    Notes
    -----
    Formula: P(Y >= k) = logistic(d_k + b score + g focal + h score focal); the tests
    add g (uniform), then h (non-uniform).

    Assumes: proportional odds; a straight line in the score.

    Do not use when: fewer than some hundred people per group.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> score, focal = rng.normal(size=400), np.arange(400) % 2
    >>> answers = (score - 0.8 * focal + rng.logistic(size=400) > 0) + 0.0
    >>> result = ordinal_dif(answers, focal, score)
    >>> round(result.estimate, 1), result.uniform[2] < 0.01
    (-0.8, True)

    References
    ----------
    Swaminathan and Rogers (1990). Zumbo (1999), pages 22-27.
    """
    confidence = _validate.between("confidence", confidence, 0, 1)
    sample = _sample(answers, focal, matching)
    values, answer = np.unique(sample.answer, return_inverse=True)
    if len(values) < 2:
        raise ValueError(f"answers must vary, all are {float(values[0])!r}.")
    if np.ptp(sample.matching) == 0:
        raise ValueError("matching must vary.")
    centered = sample.matching - sample.matching.mean()
    columns = [centered, sample.focal.astype(np.float64), centered * sample.focal]
    fits = [
        _ordinal_logit.fit(answer, np.column_stack(columns[:size]))
        for size in (1, 2, 3)
    ]
    share = np.bincount(answer) / len(answer)
    null = len(answer) * float(share @ np.log(share))
    gain = [
        2 * (late.log_likelihood - early.log_likelihood)
        for early, late in ((fits[0], fits[1]), (fits[1], fits[2]))
    ]
    estimate = float(fits[1].coefficients[1])
    se = sqrt(float(fits[1].covariance[1, 1]))
    half = float(special.ndtri(0.5 + confidence / 2)) * se
    return OrdinalDif(
        estimate=estimate,
        se=se,
        interval=Interval(
            lower=estimate - half, upper=estimate + half, confidence=confidence
        ),
        uniform=_ratio_test(gain[0], 1),
        nonuniform=_ratio_test(gain[1], 1),
        either=_ratio_test(gain[0] + gain[1], 2),
        r2_change=(fits[2].log_likelihood - fits[0].log_likelihood) / -null,
        n=sample.n,
        method="proportional odds",
    )


def _ratio_test(chi_square: float, dof: int) -> tuple[float, int, float]:
    statistic = max(chi_square, 0.0)
    return statistic, dof, float(special.chdtrc(dof, statistic))


def _size(delta: float, se: float, p_value: float) -> Size:
    if abs(delta) < 1 or p_value >= 0.05:
        return "A"
    above_one = float(special.ndtr((abs(delta) - 1) / se)) > 0.95
    return "C" if abs(delta) >= 1.5 and above_one else "B"


def _sample(answers: ArrayLike, focal: ArrayLike, matching: ArrayLike) -> _Sample:
    given = {
        "answers": np.asarray(answers, dtype=np.float64),
        "focal": np.asarray(focal, dtype=np.float64),
        "matching": np.asarray(matching, dtype=np.float64),
    }
    if len({array.shape for array in given.values()}) > 1:
        shapes = {name: array.shape for name, array in given.items()}
        raise ValueError(f"shapes differ: {shapes}.")
    known = ~np.isnan(given["answers"])
    vectors = {
        name: _validate.as_vector(name, array[known], min_size=4)
        for name, array in given.items()
    }
    if not np.isin(vectors["focal"], (0, 1)).all():
        raise ValueError("focal must be true or false.")
    sample = _Sample(
        answer=vectors["answers"],
        focal=vectors["focal"] == 1,
        matching=vectors["matching"],
    )
    if min(sample.n) == 0:
        raise ValueError(f"each group needs people, got {sample.n}.")
    return sample


def _two_by_two(sample: _Sample) -> Matrix:
    """Return reference right, reference wrong, focal right, focal wrong by stratum."""
    _, stratum = np.unique(sample.matching, return_inverse=True)
    right = sample.answer == 1
    cells = [
        np.bincount(stratum, (group & answer).astype(np.float64))
        for group in (~sample.focal, sample.focal)
        for answer in (right, ~right)
    ]
    table: Matrix = np.array(cells)
    # A stratum of one group, or of one person, compares nobody.
    return table[:, (table[:2].sum(axis=0) > 0) & (table[2:].sum(axis=0) > 0)]
