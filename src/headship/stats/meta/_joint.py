"""The likelihood of effects with an unstructured covariance between outcomes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Stack, Working, stacked
from headship.stats._scipy import optimize
from headship.stats._validate import Matrix, Vector
from headship.stats.meta._studies import Studies, invert

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
MAX_POLISH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One stack: sampling covariances (m, n, n), [Q y] and outcome codes (m, n)."""

    V: Array
    Z: Array
    codes: Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Data by cluster size; ``cells`` are the free elements of the Cholesky root."""

    held: tuple[_Held, ...]
    k: int
    p: int
    q: int
    cells: tuple[Indices, Indices]

    @classmethod
    def of(
        cls,
        studies: Studies,
        groups: Clusters,
        sampling: Working,
        codes: Indices,
        *,
        diagonal: bool,
    ) -> "Joint":
        Z = np.column_stack([studies.Q, studies.y])
        held = tuple(
            _Held(
                V=_positive(sampling, stack, groups),
                Z=Z[stack.rows],
                codes=codes[stack.rows],
            )
            for stack in groups.stacks()
        )
        q = int(codes.max()) + 1
        rows, columns = np.tril_indices(q)
        kept = rows == columns if diagonal else np.ones(len(rows), dtype=bool)
        cells = rows[kept], columns[kept]
        return cls(held=held, k=studies.k, p=studies.p, q=q, cells=cells)

    def root(self, x: Vector) -> Matrix:
        """Return the lower-triangular root with the free elements ``x``."""
        L = np.zeros((self.q, self.q))
        L[self.cells] = x
        return L


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Log-likelihood, coefficients of Q with covariance, slope in the root."""

    value: float
    gamma: Vector
    M: Matrix
    slope: Vector


def marginal(V: Array, G: Matrix, codes: Indices) -> Array:
    """Return V + G at the outcome codes of each row and column."""
    total: Array = V + G[codes[:, :, None], codes[:, None, :]]
    return total


def evaluate(data: Joint, x: Vector, *, restricted: bool) -> Evaluated:
    """Return the likelihood and its slope at the root ``x``."""
    L, p = data.root(x), data.p
    G = L @ L.T
    inverses = [np.linalg.inv(marginal(h.V, G, h.codes)) for h in data.held]
    products = [S @ h.Z for S, h in zip(inverses, data.held, strict=True)]
    total = sum(
        (
            np.einsum("mni,mnj->ij", h.Z, SZ)
            for h, SZ in zip(data.held, products, strict=True)
        ),
        np.zeros((p + 1, p + 1)),
    )
    M = invert(total[:p, :p])
    gamma = M @ total[:p, p]
    rss = float(total[p, p] - gamma @ total[:p, p])
    determinant = -sum(float(np.linalg.slogdet(S)[1].sum()) for S in inverses)
    n = data.k - p if restricted else data.k
    value = -0.5 * (n * np.log(2 * np.pi) + determinant + rss)
    if restricted:
        value += 0.5 * float(np.linalg.slogdet(M)[1])
    slope = np.zeros((data.q, data.q))
    for h, S, SZ in zip(data.held, inverses, products, strict=True):
        SX, score = SZ[:, :, :p], SZ[:, :, p] - SZ[:, :, :p] @ gamma
        T = score[:, :, None] * score[:, None, :] - S
        if restricted:
            T += SX @ M @ SX.transpose(0, 2, 1)
        np.add.at(slope, (h.codes[:, :, None], h.codes[:, None, :]), 0.5 * T)
    return Evaluated(value=value, gamma=gamma, M=M, slope=(2 * slope @ L)[data.cells])


def maximize(
    data: Joint, start: Vector, *, restricted: bool
) -> tuple[Matrix, Evaluated]:
    """Climb in the root of the covariance, which keeps it positive semidefinite."""

    def objective(x: Vector) -> tuple[float, Vector]:
        here = evaluate(data, x, restricted=restricted)
        return -here.value, -here.slope

    diagonal = np.sqrt(start)[data.cells[0]] * (data.cells[0] == data.cells[1])
    found = optimize.minimize(
        objective,
        diagonal,
        jac=True,
        method="BFGS",
        options={"gtol": 1e-8, "maxiter": 1000},
    )
    x = _polish(data, np.asarray(found.x, dtype=np.float64), restricted=restricted)
    L = data.root(x)
    return L @ L.T, evaluate(data, x, restricted=restricted)


def _polish(data: Joint, x: Vector, *, restricted: bool) -> Vector:
    """Take Newton steps, with the Hessian from differences of the slope."""
    scale = float(np.abs(x).max())
    for _ in range(MAX_POLISH):  # pragma: no branch -- converges sooner
        here = evaluate(data, x, restricted=restricted)
        H = np.empty((len(x), len(x)))
        for i in range(len(x)):
            step = np.zeros_like(x)
            step[i] = 1e-5 * max(scale, 1e-3)
            up = evaluate(data, x + step, restricted=restricted).slope
            down = evaluate(data, x - step, restricted=restricted).slope
            H[i] = (down - up) / (2 * step[i])
        move = np.linalg.lstsq((H + H.T) / 2, here.slope, rcond=1e-10)[0]
        there = evaluate(data, x + move, restricted=restricted)
        if there.value < here.value - 1e-10 * abs(here.value):
            break
        x = x + move
        if np.abs(move).max() <= 1e-10 * scale:
            break
    return x


def _positive(sampling: Working, stack: Stack, groups: Clusters) -> Array:
    V = stacked("covariances", sampling, stack)
    lowest = np.linalg.eigvalsh(V).min(axis=1)
    if lowest.min() <= 0:
        j = int(stack.ids[np.argmin(lowest)])
        raise ValueError(
            f"covariances of study {str(groups.labels[j])!r} are not positive definite."
        )
    return V
