"""The small-sample adjustment of Kenward and Roger (1997)."""

from dataclasses import dataclass

import numpy as np

from headship.stats._scipy import linalg, sparse
from headship.stats._validate import Matrix, Vector
from headship.stats.impact._crossed import indicator
from headship.stats.impact._profile import Profile
from headship.stats.impact.terms import Design

# The method needs the dense covariance of all random effects.
MAX_EFFECTS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Direction:
    """One covariance parameter: which entries of its term's covariance it fills."""

    value: float
    shape: "sparse.csr_array"


def kenward_roger(
    profile: Profile, X: Matrix, covariances: list[Matrix], residual: float
) -> tuple[Matrix, Vector]:
    """Return the adjusted covariance and the degrees of freedom per coefficient."""
    if not profile.restricted:
        raise ValueError('dof "kenward-roger" needs method "REML".')
    phi, P, Q, traces = _moments(profile.designs, X, covariances, residual)
    k, p = len(P), len(phi)
    information = np.empty((k, k))
    for r in range(k):
        for s in range(k):
            crossed = np.trace(phi @ P[r] @ phi @ P[s])
            information[r, s] = traces[r, s] - 2.0 * np.trace(phi @ Q[r][s]) + crossed
    W = 2.0 * np.linalg.pinv(information, hermitian=True)
    inner, spread = np.zeros((p, p)), np.zeros(p)
    for r in range(k):
        for s in range(k):
            inner += W[r, s] * (Q[r][s] - P[r] @ phi @ P[s])
            spread += W[r, s] * np.diag(phi @ P[r] @ phi) * np.diag(phi @ P[s] @ phi)
    adjusted = phi + 2.0 * phi @ inner @ phi
    # For one coefficient the general formula reduces to 2 / A (their section 3.1).
    return (adjusted + adjusted.T) / 2.0, 2.0 * np.diag(phi) ** 2 / spread


def _moments(
    designs: list[Design], X: Matrix, covariances: list[Matrix], residual: float
) -> tuple[Matrix, list[Matrix], list[list[Matrix]], Matrix]:
    """Return Phi, the P_r, the Q_rs and tr(V^-1 V_r V^-1 V_s); the residual is last."""
    K_zz, K_zx, K_xx = _projections(designs, X, covariances, residual)
    directions = _directions(designs, covariances)
    values = np.array([direction.value for direction in directions])
    shaped = [K_zz @ direction.shape for direction in directions]
    loads = [direction.shape @ K_zx for direction in directions]
    k = len(directions)
    P = [-(K_zx.T @ load) for load in loads]
    Q = [[loads[r].T @ (K_zz @ loads[s]) for s in range(k)] for r in range(k)]
    traces = np.empty((k + 1, k + 1))
    for r in range(k):
        for s in range(k):
            traces[r, s] = np.sum(shaped[r] * shaped[s].T)
    single = np.array([np.trace(matrix) for matrix in shaped])
    # I = (V - sum phi_r V_r) / residual gives all that involves the residual.
    traces[:k, k] = traces[k, :k] = (single - traces[:k, :k] @ values) / residual
    total = (len(X) - values @ single) / residual
    traces[k, k] = (total - values @ traces[:k, k]) / residual
    P.append(-(K_xx + _combined(values, P)) / residual)
    for r in range(k):
        Q[r].append((-P[r] - _combined(values, Q[r])) / residual)
    last = [Q[r][k].T for r in range(k)]
    last.append((-P[k] - _combined(values, [Q[s][k] for s in range(k)])) / residual)
    phi = np.asarray(np.linalg.inv(K_xx), dtype=np.float64)
    return phi, P, [*Q, last], traces


def _combined(values: Vector, matrices: list[Matrix]) -> Matrix:
    return np.asarray(sum(v * m for v, m in zip(values, matrices, strict=False)))


def _projections(
    designs: list[Design], X: Matrix, covariances: list[Matrix], residual: float
) -> tuple[Matrix, Matrix, Matrix]:
    """Return Z'V^-1 Z, Z'V^-1 X and X'V^-1 X."""
    Z = sparse.hstack([indicator(design) for design in designs]).tocsr()
    if Z.shape[1] > MAX_EFFECTS:
        raise ValueError(
            f'dof "kenward-roger" takes at most {MAX_EFFECTS} random effects,'
            f' got {Z.shape[1]}; use "satterthwaite".'
        )
    spread = sparse.block_diag(
        [
            sparse.kron(sparse.eye_array(design.n_levels), covariance / residual)
            for design, covariance in zip(designs, covariances, strict=True)
        ],
        format="csr",
    )
    G, Z_x = (Z.T @ Z).toarray(), Z.T @ X
    # (I + G S)^-1 needs no factor of S, which may be singular.
    system = np.eye(len(G)) + (spread.T @ G).T
    K_zz = linalg.solve(system, G)
    K_zx = linalg.solve(system, Z_x)
    K_xx = X.T @ X - Z_x.T @ (spread @ K_zx)
    return K_zz / residual, K_zx / residual, (K_xx + K_xx.T) / (2.0 * residual)


def _directions(designs: list[Design], covariances: list[Matrix]) -> list[_Direction]:
    sizes = [design.n_levels * design.width for design in designs]
    starts = np.cumsum([0, *sizes])
    directions = []
    for design, covariance, start in zip(designs, covariances, starts, strict=False):
        for a in range(design.width):
            for b in range(a, design.width if design.correlated else a + 1):
                shape = _filled(design, int(start), int(starts[-1]), (a, b))
                directions.append(
                    _Direction(value=float(covariance[a, b]), shape=shape)
                )
    return directions


def _filled(
    design: Design, start: int, size: int, cell: tuple[int, int]
) -> "sparse.csr_array":
    a, b = cell
    levels = start + design.width * np.arange(design.n_levels)
    rows, columns = levels + a, levels + b
    if a != b:
        rows, columns = np.append(rows, columns), np.append(columns, rows)
    return sparse.csr_array((np.ones(rows.size), (rows, columns)), shape=(size, size))
