"""The likelihood of effects nested in clusters, linear in the number of effects.

A cluster has the covariance ``V_j + within I + between 11'``. With ``V_j = Q L Q'``
everything is rotated by Q once; each evaluation is then a diagonal plus rank one
(Sherman-Morrison), done for all clusters by segmented sums.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Working, stacked
from headship.stats._validate import Matrix, Vector
from headship.stats.meta._studies import Studies, invert

Array = npt.NDArray[np.float64]
MAX_ITERATIONS = 200
TOLERANCE = 1e-11


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """Rotated data: eigenvalues ``lam`` of V, ``u`` = Q'1, ``Z`` = Q'[X y]."""

    lam: Vector
    u: Vector
    Z: Matrix
    starts: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.intp]

    @property
    def k(self) -> int:
        """Return the number of effects."""
        return int(self.lam.size)

    @property
    def p(self) -> int:
        """Return the number of coefficients."""
        return int(self.Z.shape[1]) - 1

    def sums(self, values: Array) -> Array:
        """Return sums by cluster of the first axis."""
        total: Array = np.add.reduceat(values, self.starts, axis=0)
        return total

    def spread(self, values: Array) -> Array:
        """Return one value per cluster for each of its effects."""
        return np.repeat(values, self.sizes, axis=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """Log-likelihood, its slope and both information matrices in (between, within)."""

    value: float
    gamma: Vector
    M: Matrix
    slope: Vector
    observed: Matrix
    expected: Matrix


def nested(studies: Studies, groups: Clusters, sampling: Working) -> Nested:
    """Rotate the data; a vector of variances needs no rotation."""
    Z = np.column_stack([studies.Q, studies.y])
    if isinstance(sampling, np.ndarray):
        lam, u, Z = sampling[groups.order], np.ones(studies.k), Z[groups.order]
    else:
        lam, u, Z = _rotate(Z, groups, sampling)
    return Nested(lam=lam, u=u, Z=Z, starts=groups.starts, sizes=groups.sizes)


def _rotate(Z: Matrix, groups: Clusters, sampling: Working) -> tuple[Array, ...]:
    lam, u, rotated = np.empty(len(Z)), np.empty(len(Z)), np.empty_like(Z)
    for stack in groups.stacks():
        values, vectors = np.linalg.eigh(stacked("sampling", sampling, stack))
        place = groups.starts[stack.ids][:, None] + np.arange(stack.rows.shape[1])
        lam[place] = values
        u[place] = vectors.sum(axis=1)
        rotated[place] = vectors.transpose(0, 2, 1) @ Z[stack.rows]
    return lam, u, rotated


class _Inverse:
    """Products with the inverse covariance at one pair of components."""

    def __init__(self, data: Nested, between: float, within: float) -> None:
        self.data = data
        self.d = data.lam + within
        self.u_d = data.u / self.d
        self.q = data.sums(data.u * self.u_d)
        self.grow = 1 + between * self.q
        self.c = between / self.grow

    def times(self, values: Matrix) -> Matrix:
        """Return the inverse covariance times ``values`` (k, m)."""
        data = self.data
        inner = data.sums(self.u_d[:, None] * values) * self.c[:, None]
        return values / self.d[:, None] - self.u_d[:, None] * data.spread(inner)

    def log_determinant(self) -> float:
        return float(np.sum(np.log(self.d)) + np.sum(np.log(self.grow)))

    def traces(self) -> tuple[float, float]:
        """Return the trace of the inverse and of its square."""
        data, d = self.data, self.d
        second = data.sums(self.u_d**2)
        third = data.sums(self.u_d**2 / d)
        first = float(np.sum(1 / d) - self.c @ second)
        square = np.sum(1 / d**2) - 2 * self.c @ third + np.sum((self.c * second) ** 2)
        return first, float(square)


def evaluate(
    data: Nested, between: float, within: float, *, restricted: bool
) -> Evaluated:
    """Return the likelihood and its derivatives."""
    inverse, p = _Inverse(data, between, within), data.p
    SZ = inverse.times(data.Z)
    G = data.Z.T @ SZ
    M = invert(G[:p, :p])
    gamma = M @ G[:p, p]
    rss = float(G[p, p] - gamma @ G[:p, p])
    n = data.k - p if restricted else data.k
    value = -0.5 * (n * np.log(2 * np.pi) + inverse.log_determinant() + rss)
    if restricted:
        value += 0.5 * float(np.linalg.slogdet(M)[1])
    SX, score = SZ[:, :p], SZ[:, p] - SZ[:, :p] @ gamma
    trace, expected = _traces(inverse, SX, M, restricted=restricted)
    # Directions dSigma/ds times the score: 11' for between, I for within.
    f = np.column_stack(
        [data.u * data.spread(data.sums(data.u * score)), score],
    )
    Pf = inverse.times(f) - SX @ (M @ (SX.T @ f))
    slope = 0.5 * (f.T @ score - trace)
    return Evaluated(
        value=float(value),
        gamma=gamma,
        M=M,
        slope=slope,
        observed=f.T @ Pf - expected,
        expected=expected,
    )


def _traces(
    inverse: _Inverse, SX: Matrix, M: Matrix, *, restricted: bool
) -> tuple[Vector, Matrix]:
    """Return tr(P V_i) and half of tr(P V_i P V_j); P is the inverse under ML."""
    data = inverse.data
    g = inverse.q / inverse.grow
    Su = inverse.u_d / data.spread(inverse.grow)
    first, square = inverse.traces()
    trace = np.array([g.sum(), first])
    bb, bw, ww = float(g @ g), float(Su @ Su), square
    if restricted:
        h = data.sums(data.u[:, None] * SX)
        H, S2 = h.T @ h, SX.T @ SX
        S3 = SX.T @ inverse.times(SX)
        hM, MS2 = h @ M, M @ S2
        trace -= np.array([np.sum(hM * h), np.sum(M * S2)])
        MH = M @ H
        bb += float(-2 * g @ np.sum(hM * h, axis=1) + np.sum(MH * MH.T))
        X2u = data.sums(SX * Su[:, None])
        bw += float(-2 * np.sum(hM * X2u) + np.sum(MH * MS2.T))
        ww += float(-2 * np.sum(M * S3) + np.sum(MS2 * MS2.T))
    return trace, 0.5 * np.array([[bb, bw], [bw, ww]])


def maximize(
    data: Nested,
    start: Vector,
    free: npt.NDArray[np.bool_],
    *,
    restricted: bool,
) -> tuple[Vector, Evaluated]:
    """Return the components at the maximum; those not ``free`` stay at ``start``."""
    at = start.astype(np.float64)
    here = evaluate(data, *at, restricted=restricted)
    for _ in range(MAX_ITERATIONS):  # pragma: no branch -- converges sooner
        active = free & ~((at <= 0) & (here.slope <= 0))
        if not active.any():
            break
        step = _direction(here, active)
        moved, there = _search(data, at, here, step, restricted=restricted)
        change = np.abs(moved - at).max()
        at, here = moved, there
        if change <= TOLERANCE * max(at.max(), float(data.lam.min())):
            break
    return at, here


def _direction(here: Evaluated, active: npt.NDArray[np.bool_]) -> Vector:
    """Return Newton's step, or Fisher's where the surface is not concave."""
    step = np.zeros(2)
    index = np.flatnonzero(active)
    part = here.observed[np.ix_(index, index)]
    if np.linalg.eigvalsh(part).min() <= 0:
        part = here.expected[np.ix_(index, index)]
    step[index] = np.linalg.lstsq(part, here.slope[index], rcond=None)[0]
    return step


def _search(
    data: Nested, at: Vector, here: Evaluated, step: Vector, *, restricted: bool
) -> tuple[Vector, Evaluated]:
    """Halve the step until the likelihood does not fall."""
    scale = 1.0
    for _ in range(60):
        moved = np.maximum(0.0, at + scale * step)
        there = evaluate(data, *moved, restricted=restricted)
        if there.value >= here.value - 1e-12 * abs(here.value):
            return moved, there
        scale /= 2
    return at, here  # pragma: no cover -- a step this short cannot lower it
