"""How many things a questionnaire measures, and which item measures which."""

from dataclasses import dataclass
from math import log, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import linalg, special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _covariance
from headship.stats.measurement._extraction import Extraction, extract
from headship.stats.measurement.reliability import Missing, answers_of
from headship.stats.measurement.rotation import Rotation, rotate


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSolution:
    """A factor solution of p items and m factors.

    ``loadings`` is the pattern (p, m), ``phi`` the factors' correlations,
    ``explained`` each factor's share of the items' total variance. ``objective`` is
    the maximum likelihood discrepancy at the solution (for minres too), and the fit
    figures follow from it; they are None without ``n``, and ``p_value``, ``rmsea``
    and ``tli`` without degrees of freedom. ``rmsr`` is the root mean square residual
    correlation.
    """

    loadings: Matrix
    phi: Matrix
    uniqueness: Vector
    explained: Vector
    objective: float
    dof: int
    rmsr: float
    n: int | None
    chi_square: float | None
    p_value: float | None
    rmsea: float | None
    tli: float | None
    bic: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelAnalysis:
    """Eigenvalues beside those of shuffled answers; the leading larger ones count."""

    n_factors: int
    eigenvalues: Vector
    thresholds: Vector
    draws: int
    method: str


def item_correlations(
    items: ArrayLike, *, missing: Missing = "pairwise"
) -> tuple[Matrix, npt.NDArray[np.int64]]:
    """Correlate items, and count the persons behind each correlation.

    Parameters
    ----------
    items : array of shape (n persons, p items)
        NaN is a missing answer.
    missing : {"pairwise", "complete", "raise"}
        As in ``coefficient_alpha``.

    Returns
    -------
    tuple of arrays of shape (p, p)
        Correlations and numbers of persons.

    Raises
    ------
    ValueError
        If an item does not vary or two items share fewer than two persons.

    Notes
    -----
    Formula: Pearson's, with each item's variance from all its answers, so that a
    pairwise matrix may not be positive definite.

    Assumes: answers missing at random.

    Do not use when: items have two or three options; correlations are then too low.

    Examples
    --------
    >>> corr, n = item_correlations([[1, 2], [2, 1], [3, 4], [4, 3]])
    >>> round(float(corr[0, 1]), 3), int(n[0, 1])
    (0.6, 4)

    References
    ----------
    Pearson (1896).
    """
    pairs = _covariance.pairwise(answers_of(items, missing))
    return _covariance.to_correlation(pairs.cov), pairs.n.astype(np.int64)


def exploratory_factors(
    correlation: ArrayLike,
    *,
    n_factors: int,
    method: Extraction = "minres",
    rotation: Rotation = "oblimin",
    n: int | None = None,
) -> FactorSolution:
    """Explain the correlations of items by a few factors.

    Parameters
    ----------
    correlation : array of shape (p, p)
        Correlations, or covariances, which are turned into correlations.
    n_factors : int
        Number of factors, see ``parallel_analysis``.
    method : {"minres", "ml"}
        Least squares of the residual correlations, or maximum likelihood.
    rotation : {"none", "varimax", "promax", "oblimin"}
        See ``rotate``.
    n : int, optional
        Number of persons, for the fit figures.

    Returns
    -------
    FactorSolution

    Raises
    ------
    ValueError
        With more factors than the items allow, or a matrix that is not positive
        definite (maximum likelihood).

    Notes
    -----
    Formula: R = L Phi L' + U. chi-square = (n - 1 - (2 p + 5) / 6 - 2 m / 3) times
    the discrepancy tr(S^-1 R) - log|S^-1 R| - p, with S the fitted correlations. A
    uniqueness is kept at or above 0.005.

    Assumes: linear relations; for the test, normal items.

    Do not use when: fewer than three items per factor or fewer than some hundred
    persons.

    Examples
    --------
    >>> corr = [[1, 0.63, 0.54], [0.63, 1, 0.42], [0.54, 0.42, 1]]
    >>> exploratory_factors(corr, n_factors=1).loadings.round(3).ravel().tolist()
    [0.9, 0.7, 0.6]

    References
    ----------
    Joreskog (1967). Harman and Jones (1966). Bartlett (1951). Tucker and Lewis
    (1973). Steiger (1980).
    """
    _validate.one_of("method", method, ["ml", "minres"])
    corr = _covariance.to_correlation(_covariance.square("correlation", correlation))
    m = _validate.integer("n_factors", n_factors, minimum=1)
    p = len(corr)
    dof = ((p - m) ** 2 - p - m) // 2
    if dof < 0:
        raise ValueError(f"{p} items allow fewer than {m} factors.")
    found = extract(corr, m, method)
    turned = rotate(found.loadings, rotation)
    fitted = found.loadings @ found.loadings.T
    residual = corr - fitted
    off = residual[~np.eye(p, dtype=bool)]
    np.fill_diagonal(fitted, 1.0)
    objective = discrepancy(corr, fitted)
    structure = turned.loadings @ turned.phi
    size = None if n is None else _validate.integer("n", n, minimum=3)
    fit = _Fit() if size is None else _fit(corr, objective, dof, m, size)
    return FactorSolution(
        loadings=turned.loadings,
        phi=turned.phi,
        uniqueness=found.uniqueness,
        explained=(turned.loadings * structure).sum(axis=0) / p,
        objective=objective,
        dof=dof,
        rmsr=sqrt(float((off**2).mean())),
        n=size,
        chi_square=fit.chi_square,
        p_value=fit.p_value,
        rmsea=fit.rmsea,
        tli=fit.tli,
        bic=fit.bic,
        method=f"{method}, {rotation}",
    )


def parallel_analysis(
    items: ArrayLike,
    *,
    rng: np.random.Generator,
    draws: int = 200,
    quantile: float = 0.95,
    basis: Literal["components", "factors"] = "factors",
    missing: Missing = "pairwise",
) -> ParallelAnalysis:
    """Decide how many factors rise above chance.

    Parameters
    ----------
    items : array of shape (n persons, p items)
        NaN is a missing answer.
    rng : numpy.random.Generator
        Shuffles the answers.
    draws : int
        Number of shuffled data sets.
    quantile : float
        An eigenvalue must exceed this quantile of the shuffled ones.
    basis : {"components", "factors"}
        Eigenvalues of the correlations, or with squared multiple correlations on
        the diagonal.
    missing : {"pairwise", "complete", "raise"}
        As in ``coefficient_alpha``.

    Returns
    -------
    ParallelAnalysis

    Raises
    ------
    ValueError
        As ``item_correlations``, or if options are out of range.

    Notes
    -----
    Formula: each item's answers are shuffled among persons on their own, which keeps
    their distribution and the places of missing answers; factors are counted up to
    the first eigenvalue that is not above its threshold.

    Assumes: independent persons.

    Do not use when: all items share one strong factor and small ones matter; their
    thresholds are then too high.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> true = rng.normal(size=(300, 2)).repeat(3, axis=1)
    >>> parallel_analysis(true + rng.normal(size=(300, 6)), rng=rng).n_factors
    2

    References
    ----------
    Horn (1965). Buja and Eyuboglu (1992), section on permutation.
    """
    answers = answers_of(items, missing)
    n_draws = _validate.integer("draws", draws, minimum=20)
    quantile = _validate.between("quantile", quantile, 0, 1)
    _validate.one_of("basis", basis, ["components", "factors"])
    observed = _eigenvalues(answers, basis)
    drawn = np.empty((n_draws, len(observed)))
    for draw in range(n_draws):
        shuffled = np.column_stack([_shuffled(c, rng) for c in answers.T])
        drawn[draw] = _eigenvalues(shuffled, basis)
    thresholds = np.quantile(drawn, quantile, axis=0)
    above = observed > thresholds
    return ParallelAnalysis(
        n_factors=len(above) if above.all() else int(above.argmin()),
        eigenvalues=observed,
        thresholds=thresholds,
        draws=n_draws,
        method=f"shuffled answers, {basis}, quantile {quantile}",
    )


def discrepancy(observed: Matrix, fitted: Matrix) -> float:
    """Return the maximum likelihood distance of two covariance matrices."""
    ratio = linalg.solve(fitted, observed)
    sign, log_determinant = np.linalg.slogdet(ratio)
    if sign <= 0:
        return float("inf")
    return float(np.trace(ratio) - log_determinant - len(observed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    chi_square: float | None = None
    p_value: float | None = None
    rmsea: float | None = None
    tli: float | None = None
    bic: float | None = None


def _fit(corr: Matrix, objective: float, dof: int, m: int, n: int) -> _Fit:
    p = len(corr)
    scale = n - 1 - (2 * p + 5) / 6 - 2 * m / 3
    if scale <= 0 or not np.isfinite(objective):
        return _Fit()
    chi_square = objective * scale
    bic = chi_square - dof * log(n)
    if dof == 0:
        return _Fit(chi_square=chi_square, bic=bic)
    null_dof = p * (p - 1) / 2
    null = discrepancy(corr, np.eye(p)) / null_dof
    return _Fit(
        chi_square=chi_square,
        p_value=float(special.chdtrc(dof, chi_square)),
        rmsea=sqrt(max(chi_square / (dof * n) - 1 / (n - 1), 0.0)),
        tli=(null - objective / dof) / (null - 1 / scale),
        bic=bic,
    )


def _eigenvalues(answers: Matrix, basis: str) -> Vector:
    corr = _covariance.to_correlation(_covariance.pairwise(answers).cov)
    if basis == "factors":
        np.fill_diagonal(corr, 1 - 1 / np.diag(_covariance.inverse(corr)))
    descending: Vector = linalg.eigvalsh(corr)[::-1]
    return descending


def _shuffled(column: Vector, rng: np.random.Generator) -> Vector:
    seen = ~np.isnan(column)
    result = column.copy()
    result[seen] = rng.permutation(column[seen])
    return result
