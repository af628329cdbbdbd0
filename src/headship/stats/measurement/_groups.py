"""Rows that belong together: the raters of a leader, the leaders of a district."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Matrix, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Sorted labels, and for each row the position of its label."""

    labels: npt.NDArray[np.generic]
    of_row: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.int64]

    @property
    def n(self) -> int:
        """Return the number of groups."""
        return len(self.labels)


def index(labels: ArrayLike, n_rows: int, *, name: str = "groups") -> Groups:
    """Number the groups of ``n_rows`` rows in the order of their labels."""
    array = np.asarray(labels)
    if array.ndim != 1 or len(array) != n_rows:
        raise ValueError(f"{name} must hold {n_rows} labels, got shape {array.shape}.")
    if array.dtype.kind == "f" and np.isnan(array).any():
        raise ValueError(f"{name} must not be missing, got nan.")
    if array.dtype.kind == "O" and any(label is None for label in array):
        raise ValueError(f"{name} must not be missing, got None.")
    unique, of_row, sizes = np.unique(array, return_inverse=True, return_counts=True)
    return Groups(labels=unique, of_row=of_row, sizes=sizes.astype(np.int64))


def starts(groups: Groups) -> tuple[npt.NDArray[np.intp] | None, npt.NDArray[np.intp]]:
    """Return an order that brings groups together (None if they are), and starts."""
    first = np.concatenate(([0], np.cumsum(groups.sizes)[:-1])).astype(np.intp)
    if (np.diff(groups.of_row) >= 0).all():
        return None, first
    return np.argsort(groups.of_row, kind="stable"), first


def sums(rows: Matrix, groups: Groups) -> Matrix:
    """Add up the rows of each group."""
    order, first = starts(groups)
    return np.add.reduceat(rows if order is None else rows[order], first, axis=0)


def vector_sums(values: Vector, groups: Groups) -> Vector:
    """Add up the values of each group."""
    return np.bincount(groups.of_row, values, minlength=groups.n).astype(np.float64)
