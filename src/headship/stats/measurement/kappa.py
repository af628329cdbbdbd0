"""Kappa coefficients: agreement beyond chance, by the raters' own use of categories.

See ``agreement`` for the vocabulary.
"""

from math import sqrt

import numpy as np

from headship.stats._validate import ArrayLike
from headship.stats.measurement._categories import Coded, code
from headship.stats.measurement._chance import (
    Agreement,
    Chance,
    beyond_chance,
    coefficient,
    conger_chance,
    contributions_to,
    mean_shares,
    observed_agreement,
    prepare,
    result_of,
    setting_of,
    with_test,
)


def cohen_kappa(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Measure the agreement of two raters beyond chance.

    Parameters
    ----------
    ratings : array of shape (n subjects, 2)
        A subject with a missing rating is dropped.
    weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"} or array
        Credit for two categories. Linear, quadratic, radical and ratio weights use
        the categories' values if they are numbers, else their positions.
    categories : array of shape (q,), optional
        All answer options in order; those found, sorted, if left out.
    ddof : int
        The standard error divides by n - ddof; 0 gives that of Fleiss, Cohen and
        Everitt, 1 Gwet's.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        Without two raters, without variation (expected agreement is 1), or if a
        rating is not among the categories.

    Notes
    -----
    Formula: (observed - expected) / (1 - expected), with expected agreement from the
    product of the two raters' own shares.

    Assumes: independent subjects and two fixed raters.

    Do not use when: raters change from subject to subject (``fleiss_kappa``), or one
    category is very common (``gwet_ac``).

    Examples
    --------
    >>> ratings = [[1, 1]] * 20 + [[1, 2]] * 5 + [[2, 1]] * 10 + [[2, 2]] * 15
    >>> round(cohen_kappa(ratings).estimate, 4)
    0.4

    References
    ----------
    Cohen (1960), eq. 1; Cohen (1968). Fleiss, Cohen and Everitt (1969), eq. 8 and
    13.
    """
    coded = code(ratings, categories)
    if coded.codes.shape[1] != 2:
        raise ValueError(f"ratings needs 2 raters, got {coded.codes.shape[1]}.")
    codes = coded.codes[(coded.codes >= 0).all(axis=1)]
    if len(codes) < 2:
        raise ValueError(f"ratings needs 2 complete subjects, got {len(codes)}.")
    coded = Coded(codes=codes, categories=coded.categories)
    setting = setting_of(coded, weights, confidence, ddof)
    chance = conger_chance(setting)
    result = coefficient(setting, chance, "Cohen's kappa")
    first, second = (np.bincount(c, minlength=coded.q) / len(codes) for c in codes.T)
    expected, w = np.outer(first, second), setting.weights
    off = w - np.add.outer(w @ second, first @ w)
    variance = float((expected * off**2).sum()) - chance.expected**2
    null_se = sqrt(max(variance, 0.0) / len(codes)) / (1 - chance.expected)
    return with_test(result, null_se)


def fleiss_kappa(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Measure the agreement of raters who may differ from subject to subject.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Subjects may have different numbers of ratings.
    weights, categories, ddof, confidence
        As in ``cohen_kappa``.

    Returns
    -------
    Agreement
        ``z`` only for identity weights and equal numbers of ratings.

    Raises
    ------
    ValueError
        Without variation, or if no subject has two ratings.

    Notes
    -----
    Formula: (observed - expected) / (1 - expected), with expected agreement from the
    squares of the mean shares of the categories. Missing ratings: observed
    agreement is the mean over subjects with two or more ratings, shares are the
    means over subjects with any.

    Assumes: raters of a subject are exchangeable.

    Do not use when: the same raters rate everyone and use the scale differently;
    ``conger_kappa`` keeps their shares apart.

    Examples
    --------
    >>> ratings = [[1, 1, 2], [2, 2, 2], [3, 3, 3], [1, 2, 3], [1, 1, 1]]
    >>> round(fleiss_kappa(ratings).estimate, 4)
    0.4932

    References
    ----------
    Fleiss (1971), eq. 7. Fleiss, Nee and Landis (1979), eq. 12. Gwet (2014),
    section 2.4.
    """
    setting = prepare(ratings, weights, categories, confidence, ddof)
    share, by_subject = mean_shares(setting)
    chance = Chance(
        expected=float(share @ setting.weights @ share),
        of_subject=by_subject @ (setting.weights @ share),
    )
    result = coefficient(setting, chance, "Fleiss' kappa")
    equal = setting.n_ratings.min() == setting.n_ratings.max()
    if not equal or not np.array_equal(setting.weights, np.eye(len(share))):
        return result
    raters, rest = float(setting.n_ratings[0]), 1 - share
    spread = float(share @ rest)
    skew = float((share * rest) @ (rest - share))
    variance = 2 * (spread**2 - skew) / (setting.n * raters * (raters - 1))
    return with_test(result, sqrt(max(variance, 0.0)) / spread)


def conger_kappa(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Measure the agreement of several fixed raters beyond chance.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Missing ratings are allowed; every rater needs one.
    weights, categories, ddof, confidence
        As in ``cohen_kappa``.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        Without variation, if a rater has no rating or no subject has two.

    Notes
    -----
    Formula: (observed - expected) / (1 - expected), with expected agreement the mean
    over rater pairs of the product of their shares. Two raters give Cohen's kappa;
    R's irr calls it the exact Fleiss kappa.

    Assumes: the same raters for all subjects.

    Do not use when: raters differ from subject to subject (``fleiss_kappa``).

    Examples
    --------
    >>> ratings = [[1, 1, 2], [2, 2, 2], [3, 3, 3], [1, 2, 3], [1, 1, 1]]
    >>> round(conger_kappa(ratings).estimate, 4)
    0.5098

    References
    ----------
    Conger (1980), eq. 6. Gwet (2014), section 2.5.
    """
    setting = prepare(ratings, weights, categories, confidence, ddof)
    return coefficient(setting, conger_chance(setting), "Conger's kappa")


def light_kappa(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Average Cohen's kappa over all pairs of raters.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Subjects with a missing rating are dropped.
    weights, categories, ddof, confidence
        As in ``cohen_kappa``.

    Returns
    -------
    Agreement
        ``observed`` and ``expected`` are means over pairs.

    Raises
    ------
    ValueError
        With fewer than two complete subjects or a pair without variation.

    Notes
    -----
    Formula: mean of the pairwise kappas; the standard error adds up each subject's
    contributions to all of them.

    Assumes: the same raters for all subjects.

    Do not use when: many ratings are missing.

    Examples
    --------
    >>> ratings = [[1, 1, 2], [2, 2, 2], [3, 3, 3], [1, 2, 3], [1, 1, 1]]
    >>> round(light_kappa(ratings).estimate, 4)
    0.5146

    References
    ----------
    Light (1971). Conger (1980).
    """
    coded = code(ratings, categories)
    codes = coded.codes[(coded.codes >= 0).all(axis=1)]
    n, n_raters = codes.shape
    if n < 2:
        raise ValueError(f"ratings needs 2 complete subjects, got {n}.")
    parts: list[tuple[float, float, float]] = []
    influence = np.zeros(n)
    for i in range(n_raters - 1):
        for j in range(i + 1, n_raters):
            pair = Coded(codes=codes[:, [i, j]], categories=coded.categories)
            setting = setting_of(pair, weights, confidence, ddof)
            chance = conger_chance(setting)
            observed, of_subject = observed_agreement(setting)
            kappa = beyond_chance(observed, chance.expected)
            influence += contributions_to(setting, chance, of_subject, kappa)
            parts.append((kappa, observed, chance.expected))
    estimate, observed, expected = np.mean(parts, axis=0).tolist()
    return result_of(
        estimate,
        influence / len(parts),
        observed=observed,
        expected=expected,
        n_raters=n_raters,
        confidence=confidence,
        ddof=ddof,
        method="Light's kappa",
    )
