"""The per-cluster parts of a sandwich variance, linear in rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Stack, Working, stacked
from headship.stats._validate import Matrix, Vector

Array = npt.NDArray[np.float64]

# clubSandwich's matrix_power: eigenvalues below this count as zero.
ROOT_TOLERANCE = 1e-12
# A cluster whose own leverage is this close to 1 determines a coefficient alone.
SATURATION_TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Per cluster j, with E_j = A_j' W_j X_j.

    ``scores`` (J, p) is E_j' e_j; ``F`` is X_j' E_j, ``G`` is X_j' W_j Phi_j E_j and
    ``K`` is E_j' Phi_j E_j, each (J, p, p); ``omega`` is sum X' W Phi W X.
    """

    bread: Matrix
    omega: Matrix
    scores: Matrix
    F: Array
    G: Array
    K: Array


def pieces(
    X: Matrix,
    e: Vector,
    groups: Clusters,
    *,
    weights: Working,
    working: Working,
    kind: str,
) -> Pieces:
    """Return the parts of the sandwich for one kind of correction."""
    if weights is None and working is None:
        return _identity_pieces(X, e, groups, kind)
    _check("weights", weights, X, groups)
    _check("working", working, X, groups)
    return _general_pieces(X, e, groups, weights=weights, working=working, kind=kind)


def _identity_pieces(X: Matrix, e: Vector, groups: Clusters, kind: str) -> Pieces:
    """Correct in the space of the p columns: no n_j x n_j matrix is formed."""
    p = X.shape[1]
    gram = np.empty((len(groups.labels), p, p))
    for column in range(p):
        gram[:, column] = groups.sums(X * X[:, [column]])
    bread = invert(gram.sum(axis=0))
    root = np.linalg.cholesky(bread)
    leverage = np.einsum("ba,jbc,cd->jad", root, gram, root, optimize=True)
    values, vectors = np.linalg.eigh((leverage + leverage.transpose(0, 2, 1)) / 2)
    factor = _leverage_power(values, kind)
    back = np.linalg.inv(root)
    # E_j = X_j T_j with T_j = L Q diag(factor) Q' L^-1, because A_j X_j = X_j T_j.
    T = np.einsum(
        "ab,jbc,jc,jdc,de->jae", root, vectors, factor, vectors, back, optimize=True
    )
    F = gram @ T
    scores = np.einsum("jba,jb->ja", T, groups.sums(X * e[:, None]))
    K = T.transpose(0, 2, 1) @ F
    return Pieces(bread=bread, omega=gram.sum(axis=0), scores=scores, F=F, G=F, K=K)


def _leverage_power(values: Array, kind: str) -> Array:
    """Return (1 - s)^power of the leverages s of each cluster."""
    if kind not in ("CR2", "CR3"):
        return np.ones_like(values)
    room = 1 - values
    if kind == "CR2":
        safe = np.where(room > ROOT_TOLERANCE, room, 1.0)
        return np.where(room > ROOT_TOLERANCE, safe**-0.5, 0.0)
    _refuse_saturated(room)
    return 1 / room


def _refuse_saturated(room: Array) -> None:
    if room.min() < SATURATION_TOLERANCE:
        cluster = int(np.argmin(room.min(axis=-1)))
        raise ValueError(
            f"CR3 is undefined: cluster {cluster} (in sorted order) alone determines "
            "a coefficient; use CR2."
        )


def _general_pieces(
    X: Matrix,
    e: Vector,
    groups: Clusters,
    *,
    weights: Working,
    working: Working,
    kind: str,
) -> Pieces:
    J, p = len(groups.labels), X.shape[1]
    stacks = groups.stacks()
    held = [_Stacked.of(X, stack, weights, working) for stack in stacks]
    bread = invert(sum((h.information() for h in held), np.zeros((p, p))))
    omega = sum((h.spread() for h in held), np.zeros((p, p)))
    scores, F, G, K = np.empty((J, p)), *(np.empty((J, p, p)) for _ in range(3))
    for stack, h in zip(stacks, held, strict=True):
        E = h.corrected(bread, omega, kind)
        scores[stack.ids] = np.einsum("mnp,mn->mp", E, e[stack.rows])
        F[stack.ids] = h.X.transpose(0, 2, 1) @ E
        G[stack.ids] = h.phi_w_x.transpose(0, 2, 1) @ E
        K[stack.ids] = E.transpose(0, 2, 1) @ (h.phi @ E)
    return Pieces(bread=bread, omega=omega, scores=scores, F=F, G=G, K=K)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stacked:
    X: Array
    phi: Array
    w: Array
    w_x: Array
    phi_w_x: Array

    @classmethod
    def of(
        cls, X: Matrix, stack: Stack, weights: Working, working: Working
    ) -> "_Stacked":
        x, phi = X[stack.rows], stacked("working", working, stack)
        w = stacked("weights", weights, stack)
        w_x = w @ x
        return cls(X=x, phi=phi, w=w, w_x=w_x, phi_w_x=phi @ w_x)

    def information(self) -> Matrix:
        total: Matrix = np.einsum("mnp,mnq->pq", self.X, self.w_x)
        return total

    def spread(self) -> Matrix:
        total: Matrix = np.einsum("mnp,mnq->pq", self.w_x, self.phi_w_x)
        return total

    def corrected(self, bread: Matrix, omega: Matrix, kind: str) -> Array:
        """Return E = A' W X for the kind of correction."""
        if kind == "CR2":
            return self._bias_reduced(bread, omega)
        if kind == "CR3":
            return self._jackknife(bread)
        return self.w_x

    def _bias_reduced(self, bread: Matrix, omega: Matrix) -> Array:
        cross = self.phi_w_x @ bread @ self.X.transpose(0, 2, 1)
        spread = self.X @ (bread @ omega @ bread) @ self.X.transpose(0, 2, 1)
        residual = self.phi - cross - cross.transpose(0, 2, 1) + spread
        D = _cholesky(self.phi)
        B = D.transpose(0, 2, 1) @ residual @ D
        values, vectors = np.linalg.eigh((B + B.transpose(0, 2, 1)) / 2)
        safe = np.where(values > ROOT_TOLERANCE, values, 1.0)
        power = np.where(values > ROOT_TOLERANCE, safe**-0.5, 0.0)
        outer = D @ vectors
        reduced: Array = (outer * power[:, None, :]) @ (
            outer.transpose(0, 2, 1) @ self.w_x
        )
        return reduced

    def _jackknife(self, bread: Matrix) -> Array:
        n = self.X.shape[1]
        leverage = self.X @ bread @ self.w_x.transpose(0, 2, 1)
        room = np.eye(n) - leverage
        _refuse_saturated(np.abs(np.linalg.eigvals(room)))
        E = np.linalg.solve(room.transpose(0, 2, 1), self.w_x)
        return np.asarray(E, dtype=np.float64)


def _cholesky(phi: Array) -> Array:
    try:
        lower = np.asarray(np.linalg.cholesky(phi), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise ValueError(
            "working must be positive definite in each cluster."
        ) from error
    return lower


def invert(information: Matrix) -> Matrix:
    """Return the inverse of X'WX or say that the design is singular."""
    scale = np.sqrt(np.diag(information))
    if (scale <= 0).any():
        column = int(np.argmin(scale))
        raise ValueError(f"design is singular: column {column} is zero.")
    standardized = information / np.outer(scale, scale)
    # Columns are standardized, so the condition number sees collinearity only.
    if np.linalg.cond(standardized) > 1e13:
        raise ValueError("design is singular: its columns are collinear.")
    inverse = np.linalg.inv(standardized) / np.outer(scale, scale)
    return np.asarray((inverse + inverse.T) / 2, dtype=np.float64)


def _check(name: str, blocks: Working, X: Matrix, groups: Clusters) -> None:
    if blocks is None or callable(blocks):
        return
    if isinstance(blocks, np.ndarray) and blocks.ndim == 1:
        if len(blocks) != len(X):
            raise ValueError(f"{name} needs {len(X)} values, got {len(blocks)}.")
        if not (np.isfinite(blocks) & (blocks > 0)).all():
            raise ValueError(f"{name} must be positive, got {blocks.min()!r}.")
    elif len(blocks) != len(groups.labels):
        raise ValueError(
            f"{name} needs one matrix for each of {len(groups.labels)} clusters, "
            f"got {len(blocks)}."
        )
