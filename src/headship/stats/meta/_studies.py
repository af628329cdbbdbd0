"""Effects, variances and moderators of a set of studies, and weighted fits of them.

The design is held as ``Q R``; all fits are made with the orthonormal ``Q``, so that
far-away moderators such as years do not cost digits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    Matrix,
    Vector,
    all_positive,
    as_matrix,
    as_vector,
    same_length,
)


@dataclass(frozen=True, kw_only=True)
class Studies:
    """Effects ``y`` and variances ``v`` (k,), design ``X`` = ``Q R`` (k, p)."""

    y: Vector
    v: Vector
    X: Matrix
    Q: Matrix
    R: Matrix

    @property
    def k(self) -> int:
        return int(self.y.size)

    @property
    def p(self) -> int:
        return int(self.X.shape[1])

    @cached_property
    def back(self) -> Matrix:
        """Return R^-1, which turns coefficients of Q into those of X."""
        return invert(self.R)

    def without(self, index: int) -> "Studies":
        """Return the studies with one left out."""
        keep = np.arange(self.k) != index
        return build(self.y[keep], self.v[keep], self.X[keep])

    def chosen(self, keep: npt.NDArray[np.intp]) -> "Studies":
        """Return the studies at the positions ``keep``."""
        return build(self.y[keep], self.v[keep], self.X[keep])


def as_studies(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    min_extra: int = 1,
) -> Studies:
    """Check the input; ask for ``min_extra`` studies more than coefficients."""
    y = as_vector("effects", effects)
    v = all_positive("variances", as_vector("variances", variances))
    same_length(effects=y, variances=v)
    X = _design(len(y), moderators, intercept=intercept)
    if len(y) < X.shape[1] + min_extra:
        raise ValueError(
            f"effects needs at least {X.shape[1] + min_extra} studies for "
            f"{X.shape[1]} coefficients, got {len(y)}."
        )
    return build(y, v, X)


def build(y: Vector, v: Vector, X: Matrix) -> Studies:
    """Factor the design; raise when its columns are collinear."""
    if X.shape[1] == 1 and X[0, 0] == 1 and (X == 1).all():
        root = np.sqrt(len(y))
        return Studies(y=y, v=v, X=X, Q=X / root, R=np.array([[root]]))
    scale = np.abs(X).max(axis=0)
    if (scale == 0).any():
        raise ValueError(
            f"moderators: column {int(np.argmin(scale))} of the design is zero."
        )
    Q, R = np.linalg.qr(X)
    diagonal = np.abs(np.diag(R)) / np.linalg.norm(X, axis=0)
    if diagonal.min() < 1e-10:
        raise ValueError(
            f"moderators are collinear at column {int(np.argmin(diagonal))} of the "
            "design."
        )
    return Studies(y=y, v=v, X=X, Q=Q, R=R)


def _design(k: int, moderators: npt.ArrayLike | None, *, intercept: bool) -> Matrix:
    ones = np.ones((k, 1))
    if moderators is None:
        if not intercept:
            raise ValueError("moderators must be given when intercept is False.")
        return ones
    raw = np.asarray(moderators)
    Z = as_matrix("moderators", raw[:, None] if raw.ndim == 1 else raw)
    same_length(effects=np.empty(k), moderators=Z)
    return np.hstack([ones, Z]) if intercept else Z


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A weighted fit in the space of Q: ``M`` = (Q'WQ)^-1, ``r`` the residuals."""

    w: Vector
    WQ: Matrix
    M: Matrix
    gamma: Vector
    r: Vector

    @property
    def rss(self) -> float:
        """Return y'Py, the generalized Q statistic."""
        return float(self.w @ (self.r * self.r))

    @property
    def trace(self) -> float:
        """Return tr(P)."""
        return float(self.w.sum() - np.sum(self.M * (self.WQ.T @ self.WQ)))

    @property
    def score(self) -> Vector:
        """Return P y."""
        return self.w * self.r

    def trace_of_square(self) -> float:
        """Return tr(PP)."""
        square = self.WQ.T @ self.WQ
        cube = self.WQ.T @ (self.w[:, None] * self.WQ)
        ratio = self.M @ square
        return float(
            self.w @ self.w - 2 * np.sum(self.M * cube) + np.sum(ratio * ratio.T)
        )

    def quadratic(self, u: Vector) -> float:
        """Return u'Pu."""
        wu = self.WQ.T @ u
        return float(u @ (self.w * u) - wu @ self.M @ wu)


def fit(studies: Studies, w: Vector) -> Weighted:
    """Return the fit with weights ``w``."""
    Q = studies.Q
    WQ = Q * w[:, None]
    information = Q.T @ WQ
    M = invert(information)
    gamma = M @ (WQ.T @ studies.y)
    return Weighted(w=w, WQ=WQ, M=M, gamma=gamma, r=studies.y - Q @ gamma)


def log_determinant(fitted: Weighted) -> float:
    """Return log|Q'WQ|."""
    if len(fitted.M) == 1:
        return -float(np.log(fitted.M[0, 0]))
    return -float(np.linalg.slogdet(fitted.M)[1])


def invert(matrix: Matrix) -> Matrix:
    """Return the inverse; one number is the common case."""
    if len(matrix) == 1:
        return 1 / matrix
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)
