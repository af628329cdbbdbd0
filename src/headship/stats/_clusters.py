"""Rows grouped by cluster, stacked so that clusters of one size are one array."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import Matrix, Vector, same_length

Indices = npt.NDArray[np.intp]
Labels = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """All clusters of one size: ``ids`` (m,) and their ``rows`` (m, n)."""

    ids: Indices
    rows: Indices


# One n x n matrix per cluster in the order of the sorted labels, one number per
# row (a diagonal), None for the identity, or what makes the (m, n, n) of a stack.
Working = Sequence[Matrix] | Vector | Callable[[Stack], npt.NDArray[np.float64]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """The partition of rows into clusters.

    ``order`` sorts rows by cluster (stable), ``starts`` is the first position of
    each cluster in that order, ``codes`` is the cluster number of each row.
    """

    labels: Labels
    codes: Indices
    order: Indices
    starts: Indices
    sizes: Indices

    def stacks(self) -> list[Stack]:
        """Return the clusters grouped by size."""
        found = []
        for size in np.unique(self.sizes):
            ids = np.flatnonzero(self.sizes == size)
            rows = self.order[self.starts[ids][:, None] + np.arange(size)]
            found.append(Stack(ids=ids, rows=rows))
        return found

    def sums(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum of ``values`` (first axis: rows) in each cluster."""
        sums: npt.NDArray[np.float64] = np.add.reduceat(
            values[self.order], self.starts, axis=0
        )
        return sums


def as_clusters(name: str, labels: npt.ArrayLike, n: int) -> Clusters:
    """Return the partition that ``labels`` (one per row) makes of ``n`` rows."""
    array = np.asarray(labels)
    if array.ndim != 1:
        raise ValueError(
            f"{name} must be one-dimensional, got {array.ndim} dimensions."
        )
    same_length(**{name: array, "rows": np.empty(n)})
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} contains a missing label.")
    found, codes, sizes = np.unique(array, return_inverse=True, return_counts=True)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
    return Clusters(
        labels=found,
        codes=codes,
        order=np.argsort(codes, kind="stable"),
        starts=starts,
        sizes=sizes.astype(np.intp),
    )


def stacked(name: str, blocks: Working, stack: Stack) -> npt.NDArray[np.float64]:
    """Return the (m, n, n) covariance or weight matrices of one stack."""
    m, n = stack.rows.shape
    if blocks is None:
        return np.broadcast_to(np.eye(n), (m, n, n))
    if callable(blocks):
        return blocks(stack)
    if isinstance(blocks, np.ndarray) and blocks.ndim == 1:
        return np.eye(n) * blocks[stack.rows][:, :, None]
    chosen = [np.asarray(blocks[int(i)], dtype=np.float64) for i in stack.ids]
    for index, block in zip(stack.ids, chosen, strict=True):
        if block.shape != (n, n):
            raise ValueError(
                f"{name} of cluster {int(index)} must be {n} x {n}, got {block.shape}."
            )
        if not np.isfinite(block).all():
            raise ValueError(f"{name} of cluster {int(index)} is not finite.")
    return np.stack(chosen)
