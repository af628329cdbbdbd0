"""Covariances of items, with or without missing answers."""

from dataclasses import dataclass

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import linalg
from headship.stats._validate import ArrayLike, Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class PairwiseCovariance:
    """Covariances and, for each, the number of persons behind it."""

    cov: Matrix
    n: Matrix


def pairwise(answers: Matrix) -> PairwiseCovariance:
    """Return each covariance from the persons who answered both items.

    Means and products are taken over the same persons, as R's
    ``cov(use = "pairwise.complete.obs")`` does.
    """
    seen = ~np.isnan(answers)
    if seen.all():
        n = np.full((answers.shape[1],) * 2, float(len(answers)))
        centered = answers - answers.mean(axis=0)
        cov = centered.T @ centered / (len(answers) - 1)
    else:
        cov, n = _masked(answers, seen)
    variance = np.diag(cov)
    # A column of equal decimals may leave a variance of rounding error.
    flat = np.flatnonzero(variance <= 1e-14 * np.nanmax(np.abs(answers)) ** 2)
    if flat.size:
        raise ValueError(f"items must vary, column {int(flat[0])} is constant.")
    return PairwiseCovariance(cov=cov, n=n)


def to_correlation(cov: Matrix) -> Matrix:
    """Return the correlations of a covariance matrix."""
    sd = np.sqrt(np.diag(cov))
    corr: Matrix = cov / np.outer(sd, sd)
    return corr


def square(name: str, values: ArrayLike) -> Matrix:
    """Return ``values`` as a symmetric matrix with a positive diagonal."""
    matrix = _validate.as_matrix(name, values)
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"{name} must be square, got shape {matrix.shape}.")
    if not np.allclose(matrix, matrix.T, rtol=1e-8, atol=1e-10):
        raise ValueError(f"{name} must be symmetric.")
    smallest = float(np.diag(matrix).min())
    if smallest <= 0:
        raise ValueError(f"{name} needs positive variances, got {smallest!r}.")
    return (matrix + matrix.T) / 2


def inverse(corr: Matrix) -> Matrix:
    """Invert a correlation matrix, or refuse one that is singular."""
    smallest = float(linalg.eigvalsh(corr, subset_by_index=[0, 0])[0])
    if smallest <= 1e-10:
        raise ValueError(
            f"correlation must be positive definite, smallest eigenvalue {smallest!r}."
        )
    inverted: Matrix = linalg.inv(corr)
    return inverted


def _masked(
    answers: Matrix, seen: np.typing.NDArray[np.bool_]
) -> tuple[Matrix, Matrix]:
    present = seen.astype(np.float64)
    counts = present.sum(axis=0)
    few = np.flatnonzero(counts < 2)
    if few.size:
        raise ValueError(
            f"items needs two answers in each column, column {int(few[0])} has "
            f"{int(counts[few[0]])}."
        )
    shifted = np.nan_to_num(answers - np.nansum(answers, axis=0) / counts)
    n = present.T @ present
    if (n < 2).any():
        i, j = (int(v) for v in np.argwhere(n < 2)[0])
        raise ValueError(f"items {i} and {j} were answered together by fewer than two.")
    sums = shifted.T @ present
    cov = (shifted.T @ shifted - sums * sums.T / n) / (n - 1)
    return cov, n
