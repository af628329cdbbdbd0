"""The random parts of a mixed model: which rows share an effect.

Vocabulary: a *term* is one grouping (schools) with one or more columns (intercept,
slopes) whose effects vary over its *levels* (the single schools); *theta* are the
elements of the lower triangular factor of a term's covariance relative to the
residual variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Matrix, Vector, as_matrix

Codes = npt.NDArray[np.intp]
Labels = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomTerm:
    """Effects that vary over the levels of ``groups``.

    ``groups`` holds one label per row. ``slopes`` is a matrix (rows by slopes) of
    covariates whose effect varies, ``None`` for a random intercept only.
    ``correlated`` false fixes the covariances inside the term at zero.
    """

    name: str
    groups: ArrayLike
    slopes: ArrayLike | None = None
    intercept: bool = True
    correlated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A checked term: level codes, columns (n by q) and the shape of its factor.

    Columns are divided by ``scales``, their root mean squares, so that a search over
    theta does not depend on the units of a slope.
    """

    name: str
    codes: Codes
    columns: Matrix
    scales: Vector
    n_levels: int
    correlated: bool

    def in_units(self, covariance: Matrix) -> Matrix:
        """Return a covariance of effects of the unscaled columns."""
        return np.asarray(covariance / np.outer(self.scales, self.scales))

    @property
    def width(self) -> int:
        """Return the number of effects per level."""
        return int(self.columns.shape[1])

    @property
    def n_theta(self) -> int:
        """Return how many elements of theta belong to this term."""
        q = self.width
        return q * (q + 1) // 2 if self.correlated else q

    @property
    def diagonal(self) -> npt.NDArray[np.bool_]:
        """Return which elements of theta are on the factor's diagonal."""
        if not self.correlated:
            return np.ones(self.width, dtype=bool)
        rows, columns = _triangle(self.width)
        return np.asarray(rows == columns)

    def factor(self, theta: Vector) -> Matrix:
        """Return the lower triangular factor of the relative covariance."""
        if self.width == 1:
            return theta.reshape(1, 1)
        if not self.correlated:
            return np.diag(theta)
        result = np.zeros((self.width, self.width))
        result[_triangle(self.width)] = theta
        return result

    def elements(self, matrix: Matrix) -> Vector:
        """Return the elements of a q by q matrix that theta parameterizes."""
        if not self.correlated:
            return np.diag(matrix).copy()
        return np.asarray(matrix[_triangle(self.width)])


def _triangle(q: int) -> tuple[Codes, Codes]:
    # Column by column, the order in which lme4 prints theta.
    columns, rows = np.triu_indices(q)
    return rows, columns


def level_codes(
    name: str, groups: ArrayLike, n: int | None = None
) -> tuple[Codes, int]:
    """Return the level number of each row, and the number of levels."""
    labels = np.asarray(groups)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(
            f"{name} must be a vector of labels, got shape {labels.shape}."
        )
    if n is not None and labels.size != n:
        raise ValueError(f"{name} has {labels.size} labels for {n} rows.")
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        raise ValueError(f"{name} contains a missing label.")
    if labels.dtype == object and any(label is None for label in labels):
        raise ValueError(f"{name} contains a missing label.")
    if labels.dtype.kind in "iu":
        dense = _dense_codes(labels)
        if dense is not None:
            return dense
    levels, codes = np.unique(labels, return_inverse=True)
    return codes.astype(np.intp), len(levels)


def _dense_codes(labels: npt.NDArray[Any]) -> tuple[Codes, int] | None:
    """Code whole numbers by counting, which beats sorting when they are compact."""
    low, high = int(labels.min()), int(labels.max())
    if high - low > 4 * labels.size + 1024:
        return None
    shifted = (labels - low).astype(np.intp)
    present = np.bincount(shifted) > 0
    return (np.cumsum(present) - 1)[shifted], int(present.sum())


def cross(*factors: ArrayLike) -> Codes:
    """Return one label per combination of the factors' labels.

    Parameters
    ----------
    factors
        One label vector per factor, each of length n.

    Returns
    -------
    numpy.ndarray
        Whole numbers, equal exactly where all factors are equal.

    Examples
    --------
    >>> cross(["a", "a", "b"], [1, 2, 1]).tolist()
    [0, 1, 2]
    """
    if not factors:
        raise ValueError("factors must name at least one factor, got none.")
    combined, _ = level_codes("factors[0]", factors[0])
    for number, factor in enumerate(factors[1:], start=1):
        codes, n_levels = level_codes(f"factors[{number}]", factor, combined.size)
        combined, _ = level_codes("factors", combined * n_levels + codes)
    return combined


def prepare(terms: Sequence[RandomTerm], n: int) -> list[Design]:
    """Check the terms against ``n`` rows."""
    if not terms:
        raise ValueError("terms must hold at least one random term, got none.")
    names = [term.name for term in terms]
    if len(set(names)) < len(names):
        raise ValueError(f"terms must have distinct names, got {names}.")
    return [_design(term, n) for term in terms]


def _design(term: RandomTerm, n: int) -> Design:
    codes, n_levels = level_codes(f"groups of {term.name!r}", term.groups, n)
    if n_levels < 2:
        raise ValueError(
            f"groups of {term.name!r} needs at least 2 levels, got {n_levels}."
        )
    columns = _columns(term, n)
    scales = np.sqrt(np.mean(columns**2, axis=0))
    if (scales == 0).any():
        raise ValueError(f"slopes of {term.name!r} hold a column of zeros.")
    if n_levels >= n and columns.shape[1] == 1 and term.intercept:
        raise ValueError(
            f"groups of {term.name!r} has {n_levels} levels for {n} rows: its variance"
            " cannot be told from the residual's."
        )
    return Design(
        name=term.name,
        codes=codes,
        columns=columns / scales,
        scales=scales,
        n_levels=n_levels,
        correlated=term.correlated,
    )


def _columns(term: RandomTerm, n: int) -> Matrix:
    parts = [np.ones((n, 1))] if term.intercept else []
    if term.slopes is not None:
        slopes = np.asarray(term.slopes)
        if slopes.ndim == 1:
            slopes = slopes[:, None]
        checked = as_matrix(f"slopes of {term.name!r}", slopes)
        if len(checked) != n:
            raise ValueError(
                f"slopes of {term.name!r} has {len(checked)} rows, expected {n}."
            )
        parts.append(checked)
    if not parts:
        raise ValueError(f"term {term.name!r} has neither an intercept nor slopes.")
    return np.hstack(parts)
