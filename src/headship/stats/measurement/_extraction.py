"""Common factors of a correlation matrix, before rotation."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats._scipy import linalg, optimize
from headship.stats._validate import Matrix, Vector

Extraction = Literal["ml", "minres"]

# The bound of R's factanal and psych: a uniqueness below it is a Heywood case.
SMALLEST_UNIQUENESS = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Loadings (p, m) and uniquenesses (p,) at the minimum ``objective``."""

    loadings: Matrix
    uniqueness: Vector
    objective: float


def extract(corr: Matrix, n_factors: int, method: Extraction) -> Extracted:
    """Minimize the fit function over uniquenesses, the loadings given them."""
    p = len(corr)
    if not 1 <= n_factors < p:
        raise ValueError(f"n_factors must lie between 1 and {p - 1}, got {n_factors}.")
    smallest = float(linalg.eigvalsh(corr, subset_by_index=[0, 0])[0])
    if method == "ml" and smallest <= 1e-10:
        raise ValueError(
            "the correlations must be positive definite for maximum likelihood, "
            f"smallest eigenvalue {smallest!r}; use method='minres'."
        )
    fit = _ml if method == "ml" else _minres
    start = _start(corr, n_factors, smallest)
    best = optimize.minimize(
        fit,
        start,
        args=(corr, n_factors),
        jac=True,
        method="L-BFGS-B",
        bounds=[(SMALLEST_UNIQUENESS, 1.0)] * p,
        options={"maxiter": 2000, "maxcor": 30, "ftol": 1e-16, "gtol": 1e-10},
    )
    objective, gradient = fit(best.x, corr, n_factors)
    inside = (best.x > SMALLEST_UNIQUENESS * 1.001) & (best.x < 1 - 1e-9)
    if np.abs(gradient[inside]).max(initial=0.0) > 1e-4:
        raise ValueError(f"the factor solution did not converge: {best.message}")
    return Extracted(
        loadings=_loadings(best.x, corr, n_factors, method),
        uniqueness=best.x,
        objective=objective,
    )


def _start(corr: Matrix, n_factors: int, smallest: float) -> Vector:
    if smallest > 1e-8:
        # One minus a lower bound of the communality, as factanal starts.
        scale = 1 - 0.5 * n_factors / len(corr)
        return np.clip(scale / np.diag(linalg.inv(corr)), 0.05, 0.95)
    return np.full(len(corr), 0.5)


def _ml(unique: Vector, corr: Matrix, m: int) -> tuple[float, Vector]:
    root = np.sqrt(unique)
    values, vectors = linalg.eigh(corr / np.outer(root, root))
    rest = values[:-m]
    objective = float(np.sum(rest - np.log(rest)) - len(rest))
    excess = np.maximum(values[-m:] - 1, 0)
    fitted = root**2 * (vectors[:, -m:] ** 2 @ excess)
    return objective, (fitted + unique - np.diag(corr)) / unique**2


def _minres(unique: Vector, corr: Matrix, m: int) -> tuple[float, Vector]:
    values, vectors = linalg.eigh(corr - np.diag(unique))
    # A factor cannot explain a negative share, so such a value stays a residual.
    rest = values.copy()
    rest[-m:] = np.minimum(rest[-m:], 0)
    return float(rest @ rest) / 2, -(vectors**2 @ rest)


def _loadings(unique: Vector, corr: Matrix, m: int, method: Extraction) -> Matrix:
    if method == "ml":
        root = np.sqrt(unique)
        values, vectors = linalg.eigh(corr / np.outer(root, root))
        size = np.sqrt(np.maximum(values[-m:] - 1, 0))
        loadings = root[:, None] * vectors[:, -m:] * size
    else:
        values, vectors = linalg.eigh(corr - np.diag(unique))
        loadings = vectors[:, -m:] * np.sqrt(np.maximum(values[-m:], 0))
    loadings = loadings[:, ::-1]
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    signed: Matrix = loadings * sign
    return signed
