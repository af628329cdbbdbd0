"""The profiled deviance of a mixed model and its minimum."""

from dataclasses import dataclass

import numpy as np

from headship.stats._scipy import linalg, optimize
from headship.stats._validate import Matrix, Vector
from headship.stats.impact import _derivatives
from headship.stats.impact._crossed import CrossedProfile
from headship.stats.impact._nested import NestedProfile, Reduced, chain, factors_at
from headship.stats.impact.terms import Design

_LOG_2PI = float(np.log(2.0 * np.pi))
# A column whose part outside the others is this small is taken as a combination.
_RANK_TOLERANCE = 1e-9
# Below this share of its size, what a fit leaves of the outcome is rounding.
_EXACT = 1e-24
# Beyond this ratio of standard deviations the residual variance is taken as zero.
_ENDLESS = 1e5
# A random effect with less than a ten-thousandth of the residual variance.
_FLOOR = 0.01
_NEWTON_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The fixed part at one theta, in the orthonormal basis of the design."""

    log_det: float
    log_det_fixed: float
    residual: float
    unscaled: Matrix
    coefficients: Vector


class Profile:
    """Solve the fixed part of ``y = X b + Z u + e`` for any theta."""

    def __init__(
        self, y: Vector, X: Matrix, designs: list[Design], *, restricted: bool
    ) -> None:
        """Orthonormalize the design and accumulate the cross-products."""
        self.n, self.p = int(X.shape[0]), int(X.shape[1])
        self.designs, self.restricted = designs, restricted
        basis, self.triangle = orthonormal(X)
        self._ordinary = basis.T @ y
        # Working with the least squares residual keeps digits when effects are large.
        left = y - basis @ self._ordinary
        if left @ left <= _EXACT * (y @ y):
            raise ValueError(
                "outcome is fitted exactly by the design; nothing is left."
            )
        W = np.column_stack([basis, left])
        order = chain(designs)
        self._engine: NestedProfile | CrossedProfile = (
            NestedProfile(designs, order, W) if order else CrossedProfile(designs, W)
        )
        self.is_diagonal = np.concatenate([design.diagonal for design in designs])

    @property
    def dof(self) -> int:
        """Return the rows that inform the residual variance."""
        return self.n - self.p if self.restricted else self.n

    def solve(self, theta: Vector) -> Solution:
        """Return the fixed part at ``theta``."""
        return self._fixed_part(self._engine(factors_at(self.designs, theta)))

    def _fixed_part(self, reduced: Reduced) -> Solution:
        A, a = reduced.gram[:-1, :-1], reduced.gram[:-1, -1]
        lower = np.linalg.cholesky(A)
        # The basis is orthonormal, so that inverting its small factor is harmless.
        inverse = np.linalg.inv(lower)
        whitened = inverse @ a
        return Solution(
            log_det=reduced.log_det,
            log_det_fixed=2.0 * float(np.log(np.diag(lower)).sum()),
            residual=float(reduced.gram[-1, -1] - whitened @ whitened),
            unscaled=inverse.T @ inverse,
            coefficients=inverse.T @ whitened,
        )

    def deviance(self, theta: Vector) -> float:
        """Return minus twice the profiled log (restricted) likelihood."""
        return self._deviance(self.solve(theta))

    def _deviance(self, solution: Solution) -> float:
        scale = float(np.log(solution.residual / self.dof))
        return self._determinants(solution) + self.dof * (1.0 + _LOG_2PI + scale)

    def gradient(self, theta: Vector) -> Vector:
        """Return the derivative of the profiled deviance, to about ten digits."""
        if isinstance(self._engine, CrossedProfile):
            return self._analytic(self._engine, theta)[1]
        return _derivatives.gradient(self._as_vector, theta)[:, 0]

    def with_gradient(self, theta: Vector) -> tuple[float, Vector]:
        """Return the profiled deviance and its derivative, good enough to descend."""
        if isinstance(self._engine, CrossedProfile):
            return self._analytic(self._engine, theta)
        slopes = _derivatives.rough_gradient(self._as_vector, theta, share=0.01)
        return self.deviance(theta), slopes[:, 0]

    def _as_vector(self, theta: Vector) -> Vector:
        return np.array([self.deviance(theta)])

    def _analytic(self, engine: CrossedProfile, theta: Vector) -> tuple[float, Vector]:
        factors = factors_at(self.designs, theta)
        traces = engine.traces(factors)
        solution = self._fixed_part(traces.reduced)
        scale = self.dof / solution.residual
        parts = []
        for k, design in enumerate(self.designs):
            fixed, outcome = traces.loads[k][:, :, :-1], traces.loads[k][:, :, -1]
            explained = outcome - fixed @ solution.coefficients
            spread = traces.spread[k]
            if self.restricted:
                spread = spread - np.einsum(
                    "lax,xy,lby->ab", fixed, solution.unscaled, fixed, optimize=True
                )
            slope = 2.0 * (spread - scale * explained.T @ explained) @ factors[k]
            parts.append(design.elements(slope))
        return self._deviance(solution), np.concatenate(parts)

    def _determinants(self, solution: Solution) -> float:
        if not self.restricted:
            return solution.log_det
        basis = 2.0 * float(np.log(np.abs(np.diag(self.triangle))).sum())
        return solution.log_det + solution.log_det_fixed + basis

    def pieces(self, theta: Vector) -> Vector:
        """Return log determinant, residual and unscaled covariance as one vector."""
        solution = self.solve(theta)
        head = [self._determinants(solution), solution.residual]
        return np.concatenate([head, self.in_original(solution.unscaled).ravel()])

    def head(self, theta: Vector) -> Vector:
        """Return log determinant and residual only."""
        solution = self.solve(theta)
        return np.array([self._determinants(solution), solution.residual])

    def in_original(self, unscaled: Matrix) -> Matrix:
        """Return a covariance in the basis of the caller's columns."""
        half = linalg.solve_triangular(self.triangle, unscaled)
        return np.asarray(linalg.solve_triangular(self.triangle, half.T))

    def coefficients(self, solution: Solution) -> Vector:
        """Return the fixed effects of the caller's columns."""
        total = self._ordinary + solution.coefficients
        return np.asarray(linalg.solve_triangular(self.triangle, total))


def orthonormal(X: Matrix) -> tuple[Matrix, Matrix]:
    """Return the QR decomposition of a design of full column rank."""
    n, p = X.shape
    if n <= p:
        raise ValueError(f"design has {p} columns for {n} rows; it needs more rows.")
    norms = np.sqrt(np.einsum("ij,ij->j", X, X))
    if (norms == 0).any():
        raise ValueError(f"design has an all-zero column {int(np.argmin(norms))}.")
    Q, R = np.linalg.qr(X)
    share = np.abs(np.diag(R)) / norms
    if share.min() < _RANK_TOLERANCE:
        raise ValueError(
            f"design is singular: column {int(np.argmin(share))} is a combination of"
            " the columns before it."
        )
    return Q, R


def minimum(profile: Profile) -> Vector:
    """Return the theta at which the deviance is least."""
    if profile.is_diagonal.size == 1:
        theta = _along_line(profile)
    else:
        theta = _settled(profile, _descended(profile))
    if np.abs(theta).max() > _ENDLESS:
        raise ValueError(
            "outcome does not vary within the levels of the random terms; the residual"
            " variance is zero."
        )
    return _polished(profile, theta)


def _along_line(profile: Profile) -> Vector:
    """Search one theta over its whole range, mapped to shares of the variance."""
    found = optimize.minimize_scalar(
        lambda share: profile.deviance(np.array([share / (1.0 - share)])),
        bounds=(0.0, 1.0 - 1e-9),
        method="bounded",
        options={"xatol": 1e-5},
    )
    theta = np.array([found.x / (1.0 - found.x)])
    return _settled(profile, theta) if theta[0] < _FLOOR else theta


def _descended(profile: Profile) -> Vector:
    """Go downhill with the diagonal kept above a floor.

    At exactly zero the gradient vanishes by symmetry, so a search that touches the
    bound would never leave it.
    """
    start = np.where(profile.is_diagonal, 1.0, 0.0)
    lower = np.where(profile.is_diagonal, _FLOOR, -np.inf)
    found = optimize.minimize(
        profile.with_gradient,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=optimize.Bounds(lower, np.inf),
        options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-5},
    )
    return np.asarray(found.x, dtype=np.float64)


def _settled(profile: Profile, theta: Vector) -> Vector:
    """Let the elements at the floor fall to zero where the deviance falls too."""
    theta = theta.copy()
    for i in np.flatnonzero(profile.is_diagonal & (theta <= _FLOOR)):

        def along(value: float, i: int = int(i)) -> float:
            trial = theta.copy()
            trial[i] = value
            return profile.deviance(trial)

        found = optimize.minimize_scalar(
            along, bounds=(0.0, 2.0 * _FLOOR), method="bounded", options={"xatol": 1e-7}
        )
        # The bounded search never reaches its end; zero wins any tie.
        theta[i] = 0.0 if along(0.0) <= found.fun + 1e-11 * abs(found.fun) else found.x
    return theta


def _polished(profile: Profile, theta: Vector) -> Vector:
    """Take Newton steps on the elements that are not at their bound."""
    free = np.flatnonzero(~(profile.is_diagonal & (theta == 0.0)))
    if not free.size:
        return theta

    def slope(part: Vector) -> Vector:
        moved = theta.copy()
        moved[free] = part
        return profile.gradient(moved)[free]

    part = theta[free]
    curvature = _derivatives.rough_gradient(slope, part)
    curvature = (curvature + curvature.T) / 2.0
    if np.linalg.eigvalsh(curvature)[0] <= 0:
        return theta
    for _ in range(_NEWTON_STEPS):
        step = np.linalg.solve(curvature, slope(part))
        part = part - step
        if np.abs(step).max() < 1e-8 * np.abs(part).max():
            break
    result = theta.copy()
    result[free] = part
    return result if profile.deviance(result) <= profile.deviance(theta) else theta
