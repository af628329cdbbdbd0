"""Profile a mixed model whose groupings nest, by eliminating them level by level.

Each level's cross-products are a small matrix; eliminating the finest grouping and
adding up over its parents gives those of the next. One evaluation costs
O(levels * q^2 * (q + p)), whatever the number of rows.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from headship.stats._validate import Matrix, Vector
from headship.stats.impact.terms import Codes, Design


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """What remains of the data once the random effects are eliminated.

    ``gram`` is ``W' V^-1 W`` for ``W = [X, y]`` and ``V`` relative to the residual
    variance; ``log_det`` is ``log |V|``.
    """

    gram: Matrix
    log_det: float


def chain(designs: list[Design]) -> list[int] | None:
    """Return the order from finest to coarsest, or None if the groupings cross."""
    order = sorted(range(len(designs)), key=lambda k: -designs[k].n_levels)
    for fine, coarse in pairwise(order):
        if _parents(designs[fine], designs[coarse]) is None:
            return None
    return order


def _parents(fine: Design, coarse: Design) -> Codes | None:
    parents = np.empty(fine.n_levels, dtype=np.intp)
    parents[fine.codes] = coarse.codes
    return parents if np.array_equal(parents[fine.codes], coarse.codes) else None


class NestedProfile:
    """Evaluate the reduced data at any theta for groupings that nest."""

    def __init__(self, designs: list[Design], order: list[int], W: Matrix) -> None:
        """Accumulate the cross-products of the finest grouping."""
        self.designs = designs
        self.order = order
        self._total = W.T @ W
        ordered = [designs[k] for k in order]
        Z = np.hstack([design.columns for design in ordered])
        self._finest = grouped_products(ordered[0], Z, W)
        self._parents = [
            _sorted_parents(fine, coarse) for fine, coarse in pairwise(ordered)
        ]

    def __call__(self, factors: list[Matrix]) -> Reduced:
        """Return the reduced data at the given relative factors."""
        gram, log_det, rest = self._total.copy(), 0.0, self._finest
        for step, k in enumerate(self.order):
            q = self.designs[k].width
            own, cross = rest[:, :q, :q], rest[:, :q, q:]
            weights, part = shrinkage(own, factors[k])
            log_det += part
            width = rest.shape[1] - q
            shrunk = weights * cross if q == 1 else weights @ cross
            size = len(gram)
            own_w = cross[:, :, width:].reshape(-1, size)
            gram -= own_w.T @ shrunk[:, :, width:].reshape(-1, size)
            if width:
                left = cross[:, :, :width].transpose(0, 2, 1)
                rest = self._raise(step, rest[:, q:, q:] - left @ shrunk)
        return Reduced(gram=gram, log_det=log_det)

    def _raise(self, step: int, products: Matrix) -> Matrix:
        order, starts = self._parents[step]
        return np.asarray(np.add.reduceat(products[order], starts, axis=0))


def _sorted_parents(fine: Design, coarse: Design) -> tuple[Codes, Codes]:
    parents = np.empty(fine.n_levels, dtype=np.intp)
    parents[fine.codes] = coarse.codes
    order = np.argsort(parents, kind="stable")
    return order, np.searchsorted(parents[order], np.arange(coarse.n_levels))


def grouped_products(design: Design, Z: Matrix, W: Matrix) -> Matrix:
    """Return Z'[Z, W] for each level of ``design``: (levels, q, q + m)."""
    n_levels, q, m = design.n_levels, Z.shape[1], W.shape[1]
    result = np.empty((n_levels, q, q + m))
    for a in range(q):
        plain = bool((Z[:, a] == 1.0).all())
        for b in range(q + m):
            if a > b:
                result[:, a, b] = result[:, b, a]
                continue
            other = Z[:, b] if b < q else W[:, b - q]
            weights = other if plain else Z[:, a] * other
            result[:, a, b] = np.bincount(design.codes, weights, n_levels)
    return result


def shrinkage(own: Matrix, factor: Matrix) -> tuple[Matrix, float]:
    """Return ``F (I + F' G F)^-1 F'`` for each level, and the log determinants."""
    q = factor.shape[0]
    if q == 1:
        squared = float(factor[0, 0]) ** 2
        inflated = 1.0 + squared * own
        return squared / inflated, float(np.log(inflated).sum())
    inner = np.eye(q) + factor.T @ own @ factor
    sign_and_log = np.linalg.slogdet(inner)
    weights = factor @ np.linalg.solve(inner, np.broadcast_to(factor.T, inner.shape))
    return weights, float(sign_and_log[1].sum())


def theta_slices(designs: list[Design]) -> list[slice]:
    """Return where each term's elements sit in the full theta."""
    ends = np.cumsum([design.n_theta for design in designs])
    return [
        slice(int(end) - design.n_theta, int(end))
        for design, end in zip(designs, ends, strict=True)
    ]


def factors_at(designs: list[Design], theta: Vector) -> list[Matrix]:
    """Return each term's relative factor at ``theta``."""
    slices = theta_slices(designs)
    return [d.factor(theta[s]) for d, s in zip(designs, slices, strict=True)]
