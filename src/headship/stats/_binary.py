"""Maximum likelihood for a yes/no outcome, by iteratively weighted least squares."""

from dataclasses import dataclass, replace

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import Matrix, Vector

LINKS = ("logit", "cloglog")

# Newton's steps double the correct digits; a finite maximum needs far fewer. With
# separated data each step moves the linear predictor by about one and never stops.
_MAX_STEPS = 30
_TOLERANCE = 1e-10
_COLLINEAR = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryFit:
    """The maximum, with ``slope`` the derivative of the probability by the predictor.

    ``variance`` is that of the outcome, ``information`` is the expected one,
    ``X' diag(slope^2 / variance) X``.
    """

    coefficients: Vector
    probability: Vector
    slope: Vector
    variance: Vector
    residuals: Vector
    information: Matrix
    log_likelihood: float


def fit_binary(y: Vector, X: Matrix, *, link: str) -> BinaryFit:
    """Return the maximum likelihood fit of ``P(y = 1) = link^-1(X b)``."""
    _require_binary(y)
    scale = np.sqrt(np.einsum("ij,ij->j", X, X) / len(X))
    if (scale == 0).any():
        raise ValueError(f"design has an all-zero column {int(np.argmin(scale))}.")
    columns = X / scale
    _require_rank(columns)
    b = np.linalg.lstsq(columns, _start(y, link), rcond=None)[0]
    current = _evaluate(y, columns, b, link)
    for _ in range(_MAX_STEPS):
        try:
            step = np.asarray(
                np.linalg.solve(current.information, _score(current, columns)),
                dtype=np.float64,
            )
        except np.linalg.LinAlgError:
            break
        following = _halved(y, columns, step, current=current, link=link)
        change = np.abs(following.coefficients - current.coefficients).max()
        current = following
        if change <= _TOLERANCE * (1.0 + np.abs(current.coefficients).max()):
            return _rescaled(current, scale)
    raise ValueError(
        "outcome is separated by the design: the likelihood has no finite maximum"
        f" (largest linear predictor {np.abs(columns @ current.coefficients).max():.3g})."
    )


def _halved(
    y: Vector, X: Matrix, step: Vector, *, current: BinaryFit, link: str
) -> BinaryFit:
    """Return the fit after the largest of the halved steps that does not go down."""
    fraction = 1.0
    floor = current.log_likelihood - 1e-9 * (1.0 + abs(current.log_likelihood))
    for _ in range(30):
        trial = _evaluate(y, X, current.coefficients + fraction * step, link)
        if trial.log_likelihood >= floor:
            return trial
        fraction /= 2.0
    return current


def _evaluate(y: Vector, X: Matrix, b: Vector, link: str) -> BinaryFit:
    eta = X @ b
    if link == "logit":
        p = special.expit(eta)
        slope = p * special.expit(-eta)
        log_likelihood = float(np.sum(y * eta - np.logaddexp(0.0, eta)))
        variance = slope
    else:
        eta = np.clip(eta, -500.0, 6.0)
        hazard = np.exp(eta)
        p = -np.expm1(-hazard)
        slope = hazard * np.exp(-hazard)
        variance = p * np.exp(-hazard)
        log_likelihood = float(
            np.sum(special.xlogy(y, p) + special.xlog1py(1.0 - y, -p))
        )
    # Far out the slope and the variance underflow; their ratio stays small.
    variance = np.maximum(variance, np.finfo(float).tiny)
    return BinaryFit(
        coefficients=b,
        probability=p,
        slope=slope,
        variance=variance,
        residuals=y - p,
        information=X.T @ ((slope**2 / variance)[:, None] * X),
        log_likelihood=log_likelihood,
    )


def _score(fit: BinaryFit, X: Matrix) -> Vector:
    return np.asarray(X.T @ (fit.slope / fit.variance * fit.residuals))


def _start(y: Vector, link: str) -> Vector:
    p = (y + 0.5) / 2.0
    if link == "logit":
        return np.asarray(np.log(p / (1.0 - p)))
    return np.asarray(np.log(-np.log1p(-p)))


def _rescaled(fit: BinaryFit, scale: Vector) -> BinaryFit:
    return replace(
        fit,
        coefficients=fit.coefficients / scale,
        information=fit.information * np.outer(scale, scale),
    )


def _require_binary(y: Vector) -> None:
    bad = np.flatnonzero((y != 0) & (y != 1))
    if bad.size:
        index = int(bad[0])
        raise ValueError(
            f"outcome must be 0 or 1, got {float(y[index])!r} at position {index}."
        )
    if np.ptp(y) == 0:
        raise ValueError(f"outcome is always {float(y[0])!r}; nothing varies.")


def _require_rank(X: Matrix) -> None:
    if X.shape[0] <= X.shape[1]:
        raise ValueError(f"design has {X.shape[1]} columns for {X.shape[0]} rows.")
    if np.linalg.cond(X.T @ X) > _COLLINEAR:
        raise ValueError("design is singular: its columns are collinear.")
