"""Profile a mixed model whose groupings cross.

The grouping with the most levels is eliminated level by level; what is left is a
dense system in the effects of the other groupings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headship.stats._scipy import linalg, sparse
from headship.stats._validate import Matrix
from headship.stats.impact._nested import Reduced, grouped_products, shrinkage
from headship.stats.impact.terms import Design

# A dense factor of this size takes 200 MB and seconds per evaluation.
MAX_DENSE = 5_000
# Above this share of cells in use, dense products beat sparse ones.
_DENSE_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """Per term: ``spread`` sums the levels' blocks of ``Z'V^-1 Z`` (q, q); ``loads`` is ``Z'V^-1 W`` (levels, q, m)."""

    reduced: Reduced
    spread: list[Matrix]
    loads: list[Matrix]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elimination:
    reduced: Reduced
    weights: Matrix
    rest: Matrix
    rest_w: Matrix
    lower: Matrix
    half: Matrix


class CrossedProfile:
    """Evaluate the reduced data at any theta for groupings that cross."""

    def __init__(self, designs: list[Design], W: Matrix) -> None:
        """Accumulate the cross-products of all groupings."""
        sizes = [design.n_levels * design.width for design in designs]
        self._first = int(np.argmax(sizes))
        self._rest = [k for k in range(len(designs)) if k != self._first]
        size = sum(sizes[k] for k in self._rest)
        if size > MAX_DENSE:
            raise ValueError(
                f"terms that cross hold {size} effects beside the largest grouping;"
                f" at most {MAX_DENSE} can be fitted."
            )
        self._designs = designs
        self._accumulate(W)

    def _accumulate(self, W: Matrix) -> None:
        first = self._designs[self._first]
        rest = sparse.hstack([indicator(self._designs[k]) for k in self._rest]).tocsr()
        products = grouped_products(first, first.columns, W)
        q = first.width
        self._own, self._first_w = products[:, :, :q], products[:, :, q:]
        cross = (indicator(first).T @ rest).tocsr()
        share = cross.nnz / (cross.shape[0] * cross.shape[1])
        self._cross = cross.toarray() if share > _DENSE_SHARE else cross
        self._rest_own = (rest.T @ rest).toarray()
        # Reused, because fresh memory costs more than the product.
        self._room = np.empty_like(self._rest_own)
        self._rest_w = rest.T @ W
        self._total = W.T @ W

    def __call__(self, factors: list[Matrix]) -> Reduced:
        """Return the reduced data at the given relative factors."""
        return self._eliminate(factors).reduced

    def _eliminate(self, factors: list[Matrix]) -> "_Elimination":
        weights, log_det = shrinkage(self._own, factors[self._first])
        shrunk_w = weights @ self._first_w
        gram = self._total - np.tensordot(self._first_w, shrunk_w, 2 * ([0, 1],))
        flat = shrunk_w.reshape(-1, shrunk_w.shape[2])
        rest = self._rest_own - self._sandwich(weights)
        rest_w = self._rest_w - self._cross.T @ flat
        system = self._scale(self._scale(rest, factors).T, factors)
        system[np.diag_indices_from(system)] += 1.0
        lower = linalg.cholesky(
            system.T, lower=True, overwrite_a=True, check_finite=False
        )
        half = linalg.solve_triangular(
            lower, self._scale(rest_w, factors), lower=True, check_finite=False
        )
        log_det += 2.0 * float(np.log(np.diag(lower)).sum())
        return _Elimination(
            reduced=Reduced(gram=gram - half.T @ half, log_det=log_det),
            weights=weights,
            rest=rest,
            rest_w=rest_w,
            lower=lower,
            half=half,
        )

    def traces(self, factors: list[Matrix]) -> Traces:
        """Return what the deviance's gradient needs beside the reduced data."""
        found = self._eliminate(factors)
        # The Cholesky factor exists, so that its inversion cannot fail.
        inverse, _ = linalg.lapack.dpotri(found.lower, lower=1)
        inverse = np.tril(inverse) + np.tril(inverse, -1).T
        # N = F A^-1 F' maps the rest's right-hand sides to V^-1's correction.
        N = self._unscale(self._unscale(inverse, factors).T, factors)
        spread: list[Matrix] = [np.empty(0)] * len(self._designs)
        loads: list[Matrix] = [np.empty(0)] * len(self._designs)
        for k, block, load in self._rest_traces(found, N):
            spread[k], loads[k] = block, load
        spread[self._first], loads[self._first] = self._first_traces(found, N)
        return Traces(reduced=found.reduced, spread=spread, loads=loads)

    def _rest_traces(
        self, found: "_Elimination", N: Matrix
    ) -> Iterator[tuple[int, Matrix, Matrix]]:
        corrected = found.rest @ N
        load = found.rest_w - corrected @ found.rest_w
        start = 0
        for k in self._rest:
            design = self._designs[k]
            q, stop = design.width, start + design.n_levels * design.width
            own = found.rest[start:stop, start:stop]
            removed = corrected[start:stop], found.rest[:, start:stop]
            spread = np.empty((q, q))
            for a in range(q):
                for b in range(q):
                    spread[a, b] = np.trace(own[a::q, b::q]) - np.einsum(
                        "ij,ji->", removed[0][a::q], removed[1][:, b::q]
                    )
            yield k, spread, load[start:stop].reshape(-1, q, load.shape[1])
            start = stop

    def _first_traces(self, found: "_Elimination", N: Matrix) -> tuple[Matrix, Matrix]:
        q = self._own.shape[1]
        kept = np.eye(q) - self._own @ found.weights
        own = kept @ self._own
        cross = _blocks(kept) @ self._cross
        load = (kept @ self._first_w).reshape(-1, self._first_w.shape[2])
        load = load - cross @ (N @ found.rest_w)
        spread = own.sum(axis=0)
        for a in range(q):
            for b in range(q):
                product = self._dense(cross[a::q].T @ cross[b::q])
                spread[a, b] -= float(np.einsum("ij,ij->", product, N))
        return spread, load.reshape(-1, q, load.shape[1])

    def _sandwich(self, weights: Matrix) -> Matrix:
        """Return ``C' M C`` for the block diagonal M of the eliminated grouping."""
        return self._dense(self._cross.T @ (_blocks(weights) @ self._cross))

    def _dense(self, product: "sparse.sparray | Matrix") -> Matrix:
        if isinstance(product, np.ndarray):
            return product
        return np.asarray(product.toarray(out=self._room))

    def _unscale(self, matrix: Matrix, factors: list[Matrix]) -> Matrix:
        """Return the rows multiplied by each grouping's factor."""
        return self._scale(matrix, [factor.T for factor in factors])

    def _scale(self, matrix: Matrix, factors: list[Matrix]) -> Matrix:
        """Return the rows multiplied by each grouping's transposed factor."""
        result, start = np.empty_like(matrix), 0
        for k in self._rest:
            design = self._designs[k]
            stop = start + design.n_levels * design.width
            if design.width == 1:
                np.multiply(
                    matrix[start:stop], factors[k][0, 0], out=result[start:stop]
                )
                start = stop
                continue
            block = matrix[start:stop].reshape(design.n_levels, design.width, -1)
            result[start:stop] = (factors[k].T @ block).reshape(stop - start, -1)
            start = stop
        return result


def _blocks(matrices: Matrix) -> "sparse.sparray":
    """Return the block diagonal matrix of equal square blocks (levels, q, q)."""
    if matrices.shape[1] == 1:
        return sparse.diags_array(matrices[:, 0, 0])
    return sparse.csr_array(sparse.block_diag(list(matrices), format="csr"))


def indicator(design: Design) -> "sparse.csr_array":
    """Return the term's sparse design matrix, level by level."""
    n, q = design.columns.shape
    columns = (design.codes[:, None] * q + np.arange(q)).ravel()
    pointers = np.arange(0, n * q + 1, q)
    shape = (n, design.n_levels * q)
    return sparse.csr_array((design.columns.ravel(), columns, pointers), shape=shape)
