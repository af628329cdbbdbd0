"""Do raters put the same subjects into the same categories?

Vocabulary: ratings have one row per *subject* (a lesson, a leader) and one column
per *rater*; NaN, None and the empty text are missing ratings. *Observed* agreement
is the share of rater pairs that agree, *expected* the share by chance.
"""

import numpy as np

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix
from headship.stats.measurement._chance import (
    Agreement,
    Chance,
    coefficient,
    mean_shares,
    prepare,
)


def percent_agreement(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Measure the share of rater pairs that agree.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Numbers or labels; subjects with fewer than two ratings do not count.
    weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"} or array
        How much credit two categories get; identity counts equal ones only.
    categories : array of shape (q,), optional
        All answer options in order; those found, sorted, if left out.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    Agreement
        With ``expected`` 0.

    Raises
    ------
    ValueError
        If no subject has two ratings or a rating is not among the categories.

    Notes
    -----
    Formula: mean over subjects of
    sum over categories of n_k (weighted n_k - 1) / (n (n - 1)).

    Assumes: subjects are a sample of those of interest.

    Do not use when: one category is common; pairs then agree often by chance.

    Examples
    --------
    >>> percent_agreement([[1, 1], [2, 2], [1, 2], [2, 2]]).estimate
    0.75

    References
    ----------
    Gwet (2014), section 2.2.
    """
    setting = prepare(ratings, weights, categories, confidence, 1)
    none = Chance(expected=0.0, of_subject=np.zeros(setting.n))
    return coefficient(setting, none, "percent agreement")


def gwet_ac(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Measure agreement beyond chance where one category may be very common.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Subjects may have different numbers of ratings.
    weights, categories, ddof, confidence
        As in ``cohen_kappa``. Identity weights give AC1, others AC2. The coefficient
        depends on the number of categories: list unused ones too.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        With a single category, or if no subject has two ratings.

    Notes
    -----
    Formula: (observed - expected) / (1 - expected) with
    expected = T / (q (q - 1)) * sum of p (1 - p), T the sum of all weights. Missing
    ratings as in ``fleiss_kappa``.

    Assumes: chance agreement happens only on subjects that are hard to rate.

    Do not use when: results must compare with kappas of other studies.

    Examples
    --------
    >>> ratings = [[1, 1]] * 118 + [[1, 2]] * 5 + [[2, 1]] * 2
    >>> round(gwet_ac(ratings).estimate, 4)
    0.9408

    References
    ----------
    Gwet (2008), eq. 5 and 13. Gwet (2014), section 4.4.
    """
    setting = prepare(ratings, weights, categories, confidence, ddof)
    q = setting.coded.q
    if q < 2:
        raise ValueError("ratings holds a single category; list all in categories.")
    share, by_subject = mean_shares(setting)
    factor = float(setting.weights.sum()) / (q * (q - 1))
    chance = Chance(
        expected=factor * float(share @ (1 - share)),
        of_subject=factor * (by_subject @ (1 - share)),
    )
    plain = np.array_equal(setting.weights, np.eye(q))
    return coefficient(setting, chance, "Gwet's AC1" if plain else "Gwet's AC2")


def brennan_prediger(
    ratings: ArrayLike,
    *,
    weights: str | ArrayLike = "identity",
    categories: ArrayLike | None = None,
    ddof: int = 1,
    confidence: float = 0.95,
) -> Agreement:
    """Measure agreement beyond what raters without any preference would reach.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Subjects may have different numbers of ratings.
    weights, categories, ddof, confidence
        As in ``gwet_ac``.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        With a single category, or if no subject has two ratings.

    Notes
    -----
    Formula: (observed - T / q^2) / (1 - T / q^2), T the sum of all weights.

    Assumes: by chance every category is as likely as any other.

    Do not use when: some categories are rare by nature.

    Examples
    --------
    >>> brennan_prediger([[1, 1], [2, 2], [1, 2], [2, 2]]).estimate
    0.5

    References
    ----------
    Brennan and Prediger (1981), eq. 6.
    """
    setting = prepare(ratings, weights, categories, confidence, ddof)
    q = setting.coded.q
    if q < 2:
        raise ValueError("ratings holds a single category; list all in categories.")
    expected = float(setting.weights.sum()) / q**2
    chance = Chance(expected=expected, of_subject=np.full(setting.n, expected))
    return coefficient(setting, chance, "Brennan-Prediger coefficient")


def ratings_of_table(table: ArrayLike) -> Matrix:
    """Write out the ratings behind a contingency table of two raters.

    Parameters
    ----------
    table : array of shape (q, q)
        Number of subjects that the first rater put into row k, the second into
        column l.

    Returns
    -------
    array of shape (n subjects, 2)
        Categories are numbered from 1.

    Raises
    ------
    ValueError
        If the table is not square or a count is not a whole number of at least 0.

    Notes
    -----
    Formula: none; each cell is repeated as often as it counts.

    Assumes: rows and columns name the same categories in the same order.

    Do not use when: ratings themselves are at hand.

    Examples
    --------
    >>> ratings_of_table([[1, 0], [1, 2]]).tolist()
    [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [2.0, 2.0]]

    References
    ----------
    Cohen (1960), table 1.
    """
    counts = _validate.as_matrix("table", table)
    if counts.shape[0] != counts.shape[1]:
        raise ValueError(f"table must be square, got shape {counts.shape}.")
    bad = counts[(counts < 0) | (counts != np.round(counts))]
    if bad.size:
        raise ValueError(f"table must hold counts, got {bad[0]!r}.")
    cells = np.argwhere(np.ones_like(counts)) + 1.0
    repeated: Matrix = np.repeat(cells, counts.ravel().astype(np.intp), axis=0)
    return repeated
