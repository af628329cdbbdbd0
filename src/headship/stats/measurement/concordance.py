"""Agreement of complete ratings by ranks and by variance."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix
from headship.stats.measurement.icc import mean_squares


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Kendall's W with its chi-square test of no agreement in ranks."""

    estimate: float
    chi_square: float
    dof: int
    p_value: float
    n: int
    n_raters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnCoefficient:
    """Finn's coefficient; ``f`` has infinite and ``dof`` degrees of freedom."""

    estimate: float
    f: float
    dof: int
    p_value: float
    n: int
    n_raters: int


def kendall_w(ratings: ArrayLike) -> Concordance:
    """Measure how alike raters rank the same subjects.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Complete; equal ratings of a rater share their mean rank.

    Returns
    -------
    Concordance

    Raises
    ------
    ValueError
        With fewer than two subjects or raters, or if all raters tie all subjects.

    Notes
    -----
    Formula: 12 S / (r^2 (n^3 - n) - r T), with S the sum of squared deviations of the
    rank sums and T the sum of t^3 - t over all ties.

    Assumes: independent raters.

    Do not use when: levels matter, not only order; use ``icc``.

    Examples
    --------
    >>> round(kendall_w([[1, 2], [2, 1], [3, 3], [4, 4]]).estimate, 3)
    0.9

    References
    ----------
    Kendall and Babington Smith (1939). Siegel and Castellan (1988), section 9.8.
    """
    table = _complete(ratings)
    n, r = table.shape
    ranks = np.empty_like(table)
    ties = 0.0
    for rater, column in enumerate(table.T):
        _, place, size = np.unique(column, return_inverse=True, return_counts=True)
        ranks[:, rater] = (np.cumsum(size) - (size - 1) / 2)[place]
        ties += float((size.astype(np.float64) ** 3 - size).sum())
    total = ranks.sum(axis=1)
    spread = float(((total - total.mean()) ** 2).sum())
    widest = r**2 * (float(n) ** 3 - n) - r * ties
    if widest <= 0:
        raise ValueError("ratings must vary, every rater ties all subjects.")
    w = 12 * spread / widest
    chi_square = r * (n - 1) * w
    return Concordance(
        estimate=w,
        chi_square=chi_square,
        dof=n - 1,
        p_value=float(special.chdtrc(n - 1, chi_square)),
        n=n,
        n_raters=r,
    )


def robinson_a(ratings: ArrayLike) -> float:
    """Measure the share of variance that lies between subjects, raters apart.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Complete.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        With fewer than two subjects or raters, or without variance.

    Notes
    -----
    Formula: SS subjects / (SS subjects + SS residual).

    Assumes: an interval scale.

    Do not use when: a reliability is wanted; A depends on the number of raters.

    Examples
    --------
    >>> round(robinson_a([[1, 2], [2, 3], [4, 3]]), 4)
    0.75

    References
    ----------
    Robinson (1957).
    """
    squares = mean_squares(_complete(ratings))
    subjects = squares.rows * (squares.n - 1)
    total = subjects + squares.error * (squares.n - 1) * (squares.k - 1)
    if total <= 0:
        raise ValueError("ratings must vary, their variance is 0.")
    return subjects / total


def finn_coefficient(
    ratings: ArrayLike,
    *,
    n_options: int,
    model: Literal["one_way", "two_way"] = "two_way",
) -> FinnCoefficient:
    """Compare the raters' disagreement with that of random answers.

    Parameters
    ----------
    ratings : array of shape (n subjects, r raters)
        Complete.
    n_options : int
        Number of answer options.
    model : {"one_way", "two_way"}
        ``"two_way"`` does not count the raters' levels as disagreement.

    Returns
    -------
    FinnCoefficient

    Raises
    ------
    ValueError
        With fewer than two subjects, raters or options.

    Notes
    -----
    Formula: 1 - error mean square / ((A^2 - 1) / 12). ``f`` is infinite in full
    agreement.

    Assumes: options one unit apart.

    Do not use when: subjects differ well; the ICC then says more.

    Examples
    --------
    >>> finn_coefficient([[4, 4], [4, 5], [5, 4]], n_options=5).estimate
    0.75

    References
    ----------
    Finn (1970), page 72.
    """
    options = _validate.integer("n_options", n_options, minimum=2)
    _validate.one_of("model", model, ["one_way", "two_way"])
    squares = mean_squares(_complete(ratings))
    error = squares.within if model == "one_way" else squares.error
    chance = (options**2 - 1) / 12
    f = chance / error if error > 0 else np.inf
    dof = squares.n * (squares.k - 1)
    return FinnCoefficient(
        estimate=1 - error / chance,
        f=f,
        dof=dof,
        # With infinite numerator degrees of freedom dof / F is chi-square.
        p_value=float(special.chdtr(dof, dof / f)),
        n=squares.n,
        n_raters=squares.k,
    )


def _complete(ratings: ArrayLike) -> Matrix:
    table = _validate.as_matrix("ratings", ratings)
    if table.shape[0] < 2 or table.shape[1] < 2:
        raise ValueError(
            f"ratings needs 2 subjects and 2 raters, got shape {table.shape}."
        )
    return table
