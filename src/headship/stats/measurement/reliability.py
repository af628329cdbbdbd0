"""How consistent the items of one scale are, and what that means for one score.

Vocabulary: a *person* is a row (one respondent, one rater), an *item* is a column.
A missing answer is NaN, and every function says what it does with it.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _covariance, _groups
from headship.stats.results import Interval

Missing = Literal["pairwise", "complete", "raise"]
AlphaInterval = Literal["feldt", "normal", "distribution_free"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """A reliability coefficient of one scale.

    ``n`` is the smallest number of persons behind any pair of items, ``n_items``
    the number of items; ``dof`` are the F degrees of freedom of Feldt's interval,
    None with the other intervals.
    """

    estimate: float
    se: float
    interval: Interval
    n: int
    n_items: int
    dof: tuple[float, float] | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnalysis:
    """What each item adds to its scale; every array has one entry per item."""

    mean: Vector
    sd: Vector
    n: npt.NDArray[np.int64]
    item_rest_correlation: Vector
    alpha_without: Vector


def coefficient_alpha(
    items: ArrayLike,
    *,
    standardized: bool = False,
    missing: Missing = "pairwise",
    interval: AlphaInterval = "feldt",
    clusters: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Reliability:
    """Estimate coefficient alpha of a scale with an interval.

    Parameters
    ----------
    items : array of shape (n persons, k items)
        Answers, already scored in one direction; NaN is a missing answer.
    standardized : bool
        Use correlations instead of covariances ("standardized alpha").
    missing : {"pairwise", "complete", "raise"}
        ``"pairwise"`` takes each covariance from the persons who answered both
        items (the default of R's psych); ``"complete"`` drops every person with a
        missing answer; ``"raise"`` refuses missing answers.
    interval : {"feldt", "normal", "distribution_free"}
        ``"feldt"`` uses the F distribution; ``"normal"`` the delta method under
        normality; ``"distribution_free"`` the delta method without it.
    clusters : array of shape (n,), optional
        The leader or school each person belongs to. The standard error then adds
        up persons within a cluster, and the interval must be distribution free.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        With fewer than two items or three persons, without any variance, with a
        pair of items that no two persons answered, or if all items together do
        not vary.

    Notes
    -----
    Formula: alpha = k / (k - 1) * (1 - sum of item variances / variance of the sum).
    Feldt's limits are 1 - (1 - alpha) F with n - 1 and (n - 1)(k - 1) degrees of
    freedom; the normal standard error is that of van Zyl, Neudecker and Nel; the
    distribution-free one is the standard deviation of the persons' influences.
    With missing answers n in these formulas is the smallest number of persons
    behind a pair, which makes the interval a little too wide rather than too
    narrow.

    Assumes: answers miss at random given nothing else ("I can't judge" unrelated
    to the answer that would have been given); independent persons unless
    ``clusters`` is given; for ``"feldt"`` also normal answers with equal
    covariances.

    Do not use when: items measure several things or with very different loadings
    (use ``omega_total``); a negative estimate means items point in opposite
    directions, and is returned as it is.

    Examples
    --------
    >>> answers = [[2, 3, 3], [4, 4, 5], [3, 3, 4], [5, 4, 5], [1, 2, 2]]
    >>> result = coefficient_alpha(answers)
    >>> round(result.estimate, 4), result.n, result.n_items
    (0.9556, 5, 3)

    References
    ----------
    Cronbach (1951), eq. 2. Feldt, Woodruff and Salih (1987), eq. 5. van Zyl,
    Neudecker and Nel (2000), theorem 2. Maydeu-Olivares, Coffman and Hartmann
    (2007), eq. 6.
    """
    _validate.one_of("interval", interval, ["feldt", "normal", "distribution_free"])
    confidence = _validate.between("confidence", confidence, 0, 1)
    answers = answers_of(items, missing)
    pairs = _covariance.pairwise(answers)
    cov = _covariance.to_correlation(pairs.cov) if standardized else pairs.cov
    estimate = alpha_from_covariance(cov)
    n, k = int(pairs.n.min()), len(cov)
    dof = None
    if interval == "distribution_free" or clusters is not None:
        if interval != "distribution_free" or standardized:
            raise ValueError(
                "clusters and the distribution-free interval need "
                f"interval='distribution_free' and standardized=False, got "
                f"interval={interval!r} and standardized={standardized!r}."
            )
        se = _influence_se(answers, pairs, clusters)
    else:
        se = _normal_alpha_se(cov, n)
    if interval == "feldt":
        dof = (n - 1.0, (n - 1.0) * (k - 1.0))
        limits = _feldt(estimate, dof, confidence)
    else:
        limits = _wald(estimate, se, confidence)
    return Reliability(
        estimate=estimate,
        se=se,
        interval=limits,
        n=n,
        n_items=k,
        dof=dof,
        method="standardized alpha" if standardized else "coefficient alpha",
    )


def alpha_from_covariance(covariance: ArrayLike) -> float:
    """Return coefficient alpha of a covariance or correlation matrix.

    Parameters
    ----------
    covariance : array of shape (k, k)
        Symmetric, with positive variances.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the matrix is not square, has fewer than two rows, or the sum of the
        items has no variance.

    Notes
    -----
    Formula: k / (k - 1) * (1 - trace / sum of all elements).

    Assumes: all items are scored in one direction.

    Do not use when: an interval is wanted; then persons are needed.

    Examples
    --------
    >>> round(alpha_from_covariance([[1.0, 0.5], [0.5, 1.0]]), 4)
    0.6667

    References
    ----------
    Cronbach (1951), eq. 2.
    """
    cov = _covariance.square("covariance", covariance)
    k, total = len(cov), float(cov.sum())
    if k < 2:
        raise ValueError(f"covariance needs at least 2 items, got {k}.")
    if total <= 0:
        raise ValueError(f"the items' sum must vary, its variance is {total!r}.")
    return k / (k - 1) * (1 - float(np.trace(cov)) / total)


def item_analysis(items: ArrayLike, *, missing: Missing = "pairwise") -> ItemAnalysis:
    """Describe each item beside the rest of its scale.

    Parameters
    ----------
    items : array of shape (n persons, k items)
        Answers with NaN for a missing one; at least three items.
    missing : {"pairwise", "complete", "raise"}
        As in ``coefficient_alpha``.

    Returns
    -------
    ItemAnalysis

    Raises
    ------
    ValueError
        As ``coefficient_alpha``, and with fewer than three items.

    Notes
    -----
    Formula: the correlation of item j with the sum of the other items,
    (c_j - s_jj) / sqrt(s_jj (S - 2 c_j + s_jj)), where c_j is the row sum of the
    covariance matrix and S its total; and alpha of the scale without item j.

    Assumes: as ``coefficient_alpha``.

    Do not use when: choosing items by these figures and testing the scale on the
    same persons.

    Examples
    --------
    >>> answers = [[2, 3, 3], [4, 4, 5], [3, 3, 4], [5, 4, 5], [1, 2, 2]]
    >>> item_analysis(answers).alpha_without.round(3).tolist()
    [0.933, 0.976, 0.877]

    References
    ----------
    Nunnally and Bernstein (1994), section 8.
    """
    answers = answers_of(items, missing)
    if answers.shape[1] < 3:
        raise ValueError(f"items needs at least 3 columns, got {answers.shape[1]}.")
    pairs = _covariance.pairwise(answers)
    cov, row = pairs.cov, pairs.cov.sum(axis=1)
    variance, total, k = np.diag(cov), float(cov.sum()), len(cov)
    rest = total - 2 * row + variance
    if (rest <= 0).any():
        raise ValueError("items must vary: the rest of the scale has no variance.")
    return ItemAnalysis(
        mean=np.nanmean(answers, axis=0),
        sd=np.sqrt(variance),
        n=np.diag(pairs.n).astype(np.int64),
        item_rest_correlation=(row - variance) / np.sqrt(variance * rest),
        alpha_without=(k - 1) / (k - 2) * (1 - (np.trace(cov) - variance) / rest),
    )


def spearman_brown(reliability: float, length: float) -> float:
    """Predict the reliability of a measure made ``length`` times as long.

    Parameters
    ----------
    reliability : float
        Reliability of the present measure, above -1 / length and at most 1.
    length : float
        New length divided by the present one (2 = twice the items or raters).

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If ``length`` is not positive or the reliability out of range.

    Notes
    -----
    Formula: m r / (1 + (m - 1) r).

    Assumes: parallel items or exchangeable raters.

    Do not use when: the added items differ from the present ones.

    Examples
    --------
    >>> round(spearman_brown(0.5, 2), 4)
    0.6667

    References
    ----------
    Spearman (1910); Brown (1910).
    """
    length = _validate.positive("length", length)
    reliability = _validate.number("reliability", reliability)
    denominator = 1 + (length - 1) * reliability
    if reliability > 1 or denominator <= 0:
        raise ValueError(
            f"reliability is out of range for this length, got {reliability!r}."
        )
    return length * reliability / denominator


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """Return how far one observed score lies from its true score, typically.

    Parameters
    ----------
    sd : float
        Standard deviation of observed scores, in score units.
    reliability : float
        Reliability of the score, from 0 to 1.

    Returns
    -------
    float
        In score units.

    Raises
    ------
    ValueError
        If ``sd`` is negative or the reliability not between 0 and 1.

    Notes
    -----
    Formula: sd * sqrt(1 - reliability).

    Assumes: the same error variance for all persons.

    Do not use when: the reliability comes from a group with another spread than
    the one ``sd`` describes.

    Examples
    --------
    >>> round(standard_error_of_measurement(0.8, 0.84), 4)
    0.32

    References
    ----------
    Lord and Novick (1968), section 3.8.
    """
    sd = _validate.number("sd", sd)
    reliability = _validate.number("reliability", reliability)
    if sd < 0:
        raise ValueError(f"sd must not be negative, got {sd!r}.")
    if not 0 <= reliability <= 1:
        raise ValueError(f"reliability must lie between 0 and 1, got {reliability!r}.")
    return sd * sqrt(1 - reliability)


def minimal_detectable_change(
    measurement_error: float, *, confidence: float = 0.95
) -> float:
    """Return the smallest change between two scores that error alone rarely makes.

    Parameters
    ----------
    measurement_error : float
        Standard error of measurement of one score, in score units.
    confidence : float
        Share of unchanged persons who stay below it.

    Returns
    -------
    float
        In score units.

    Raises
    ------
    ValueError
        If the error is negative or ``confidence`` is not between 0 and 1.

    Notes
    -----
    Formula: z * sqrt(2) * standard error of measurement.

    Assumes: independent, normal errors of equal size at both times.

    Do not use when: judging the change of a group's mean, for which
    ``rating_difference`` gives an interval.

    Examples
    --------
    >>> round(minimal_detectable_change(0.32), 3)
    0.887

    References
    ----------
    de Vet et al. (2006), section "Minimal detectable change".
    """
    error = _validate.number("measurement_error", measurement_error)
    if error < 0:
        raise ValueError(f"measurement_error must not be negative, got {error!r}.")
    confidence = _validate.between("confidence", confidence, 0, 1)
    return float(special.ndtri(0.5 + confidence / 2)) * sqrt(2) * error


def answers_of(items: ArrayLike, missing: str) -> Matrix:
    """Return the answers as a matrix, incomplete persons dropped if asked for."""
    _validate.one_of("missing", missing, ["pairwise", "complete", "raise"])
    answers = _validate.as_matrix("items", items, allow_nan=missing != "raise")
    if missing == "complete":
        answers = answers[~np.isnan(answers).any(axis=1)]
    if answers.shape[1] < 2:
        raise ValueError(f"items needs at least 2 columns, got {answers.shape[1]}.")
    if len(answers) < 3:
        raise ValueError(f"items needs at least 3 persons, got {len(answers)}.")
    return answers


def _normal_alpha_se(cov: Matrix, n: int) -> float:
    k, total = len(cov), float(cov.sum())
    trace, trace_square = float(np.trace(cov)), float((cov * cov).sum())
    row = cov.sum(axis=1)
    spread = total * (trace_square + trace**2) - 2 * trace * float(row @ row)
    return k / (k - 1) * sqrt(max(2 * spread / total**3, 0.0) / n)


def _influence_se(
    answers: Matrix, pairs: _covariance.PairwiseCovariance, clusters: ArrayLike | None
) -> float:
    n, k = answers.shape
    centered = np.nan_to_num(answers - np.nanmean(answers, axis=0))
    total, trace = float(pairs.cov.sum()), float(np.trace(pairs.cov))
    weight = trace / total**2 * n / pairs.n
    weight[np.diag_indices(k)] -= n / np.diag(pairs.n) / total
    influence = ((centered @ weight) * centered).sum(axis=1) * k / (k - 1)
    if clusters is None:
        return float(sqrt(float(influence @ influence)) / n)
    groups = _groups.index(clusters, n, name="clusters")
    if groups.n < 2:
        raise ValueError(f"clusters needs at least 2 clusters, got {groups.n}.")
    sums = np.bincount(groups.of_row, influence)
    return float(sqrt(groups.n / (groups.n - 1) * float(sums @ sums)) / n)


def _feldt(estimate: float, dof: tuple[float, float], confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    lower = 1 - (1 - estimate) * float(special.fdtri(*dof, 1 - tail))
    upper = 1 - (1 - estimate) * float(special.fdtri(*dof, tail))
    return Interval(lower=lower, upper=upper, confidence=confidence)


def _wald(estimate: float, se: float, confidence: float) -> Interval:
    half = float(special.ndtri(0.5 + confidence / 2)) * se
    upper = min(estimate + half, 1.0)
    return Interval(lower=estimate - half, upper=upper, confidence=confidence)
