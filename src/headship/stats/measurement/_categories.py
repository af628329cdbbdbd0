"""Ratings in categories: their codes, their counts and how near two categories are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector

Codes = npt.NDArray[np.intp]
WEIGHTS = ("identity", "linear", "quadratic", "ordinal", "radical", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Ratings as positions in ``categories``; -1 is a missing rating."""

    codes: Codes
    categories: npt.NDArray[np.generic]

    @property
    def q(self) -> int:
        """Return the number of categories."""
        return len(self.categories)

    def counts(self) -> Matrix:
        """Count the raters per subject and category."""
        n, q = len(self.codes), self.q
        rows = np.broadcast_to(np.arange(n)[:, None], self.codes.shape)
        seen = self.codes >= 0
        flat = rows[seen] * q + self.codes[seen]
        return np.bincount(flat, minlength=n * q).reshape(n, q).astype(np.float64)


def code(ratings: ArrayLike, categories: ArrayLike | None) -> Coded:
    """Number the ratings of ``(n subjects, r raters)``; NaN, None and "" are missing."""
    array = np.asarray(ratings)
    if array.ndim != 2:
        raise ValueError(f"ratings must be two-dimensional, got {array.ndim}.")
    if array.shape[0] < 2 or array.shape[1] < 2:
        raise ValueError(
            f"ratings needs 2 subjects and 2 raters, got shape {array.shape}."
        )
    if array.dtype.kind == "O" or not isinstance(ratings, np.ndarray):
        # A list may mix labels with None or NaN, which NumPy would spell out.
        array = _plain(np.asarray(ratings, dtype=object))
    missing = _missing(array)
    found = np.unique(array[~missing])
    if found.size == 0:
        raise ValueError("ratings has no rating.")
    known = found if categories is None else _listed(categories, found)
    order = np.argsort(known)
    place = np.searchsorted(known, array, sorter=order)
    codes = order[np.minimum(place, len(known) - 1)]
    return Coded(codes=np.where(missing, -1, codes), categories=known)


def weight_matrix(
    weights: str | ArrayLike, categories: npt.NDArray[np.generic]
) -> Matrix:
    """Return how much two categories agree, 1 on the diagonal, 0 farthest apart."""
    q = len(categories)
    if not isinstance(weights, str):
        return _own_weights(weights, q)
    _validate.one_of("weights", weights, WEIGHTS)
    if weights == "identity" or q == 1:
        return np.eye(q)
    numeric = categories.dtype.kind in "biuf"
    value = categories.astype(np.float64) if numeric else np.arange(1.0, q + 1)
    apart = np.abs(np.subtract.outer(value, value))
    if weights == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(q), np.arange(q))) + 1.0
        apart = steps * (steps - 1) / 2
    elif weights == "quadratic":
        apart = apart**2
    elif weights == "radical":
        apart = np.sqrt(apart)
    elif weights == "ratio":
        apart = _ratio(value)
    agreed: Matrix = 1 - apart / apart.max()
    return agreed


def _ratio(value: Vector) -> Matrix:
    if (value < 0).any():
        raise ValueError(f"ratio needs values of at least 0, got {value.min()!r}.")
    total = np.add.outer(value, value)
    off = np.subtract.outer(value, value)
    share: Matrix = np.divide(off, total, out=np.zeros_like(off), where=total > 0) ** 2
    return share


def _own_weights(weights: ArrayLike, q: int) -> Matrix:
    matrix = _validate.as_matrix("weights", weights)
    if matrix.shape != (q, q):
        raise ValueError(f"weights must have shape {(q, q)}, got {matrix.shape}.")
    if not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1):
        raise ValueError("weights must be symmetric with ones on the diagonal.")
    return matrix


def _plain(array: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Turn objects into numbers if none is text, else into text."""
    values = array.ravel().tolist()
    if not any(isinstance(value, str) for value in values):
        numbers = [np.nan if value is None else value for value in values]
        return np.array(numbers, dtype=np.float64).reshape(array.shape)
    text = ["" if _is_blank(value) else str(value) for value in values]
    return np.array(text).reshape(array.shape)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))


def _missing(array: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    if array.dtype.kind == "f":
        return np.isnan(array.astype(np.float64))
    if array.dtype.kind == "U":
        blank: npt.NDArray[np.bool_] = np.char.strip(array.astype(np.str_)) == ""
        return blank
    return np.zeros(array.shape, dtype=np.bool_)


def _listed(
    categories: ArrayLike, found: npt.NDArray[np.generic]
) -> npt.NDArray[np.generic]:
    known = np.asarray(categories)
    if known.ndim != 1 or len(np.unique(known)) != len(known):
        raise ValueError(f"categories must be a list without repeats, got {known!r}.")
    stray = np.setdiff1d(found, known)
    if stray.size:
        raise ValueError(f"ratings holds {stray[0]!r}, which is not in categories.")
    return known
