"""Uncertainty of a fitted mixed model: curvature and degrees of freedom."""

import numpy as np

from headship.stats._validate import Matrix, Vector
from headship.stats.impact import _derivatives
from headship.stats.impact._profile import Profile


def curvature(profile: Profile, theta: Vector) -> tuple[Matrix, Matrix]:
    """Return the deviance's Hessian and the derivative of the fixed covariance.

    Both are with respect to theta and the residual standard deviation, in that
    order: (k + 1, k + 1) and (k + 1, p, p).
    """
    k, p, dof = theta.size, profile.p, profile.dof
    first = _derivatives.gradient(profile.pieces, theta)
    second = _derivatives.hessian(profile.head, theta)
    _, residual, *flat = profile.pieces(theta)
    variance = residual / dof
    sigma = np.sqrt(variance)
    H = np.empty((k + 1, k + 1))
    H[:k, :k] = second[:, :, 0] + second[:, :, 1] / variance
    H[:k, k] = H[k, :k] = -2.0 * first[:, 1] / sigma**3
    H[k, k] = -2.0 * dof / variance + 6.0 * residual / variance**2
    unscaled = np.array(flat).reshape(p, p)
    slopes = variance * first[:, 2:].reshape(k, p, p)
    return H, np.concatenate([slopes, 2.0 * sigma * unscaled[None]])


def satterthwaite(profile: Profile, theta: Vector, contrasts: Matrix) -> Vector:
    """Return the Satterthwaite degrees of freedom of each contrast."""
    H, slopes = curvature(profile, theta)
    A = 2.0 * np.linalg.pinv(H, hermitian=True)
    solution = profile.solve(theta)
    covariance = (
        profile.in_original(solution.unscaled) * solution.residual / profile.dof
    )
    variances = np.einsum("ca,ab,cb->c", contrasts, covariance, contrasts)
    g = np.einsum("ca,rab,cb->cr", contrasts, slopes, contrasts)
    return np.asarray(2.0 * variances**2 / np.einsum("cr,rs,cs->c", g, A, g))


def component_errors(profile: Profile, theta: Vector) -> Vector:
    """Return standard errors of squared theta times the residual, and the residual.

    Elements at zero get NaN: on the boundary the normal approximation fails.
    """
    H, _ = curvature(profile, theta)
    free = np.append(np.flatnonzero(theta), theta.size)
    A = 2.0 * np.linalg.inv(H[np.ix_(free, free)])
    sigma = np.sqrt(profile.solve(theta).residual / profile.dof)
    values = theta[free[:-1]]
    J = np.diag(np.append(2.0 * values * sigma**2, 2.0 * sigma))
    J[:-1, -1] = 2.0 * values**2 * sigma
    errors = np.full(theta.size + 1, np.nan)
    errors[free] = np.sqrt(np.diag(J @ A @ J.T))
    return errors
