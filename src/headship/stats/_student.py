"""Tails and quantiles of Student's t; infinite degrees of freedom mean the normal."""

from typing import overload

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector


def t_tail(t: npt.NDArray[np.float64], dof: npt.ArrayLike) -> Vector:
    """Return P(T > t) of each statistic."""
    if isinstance(dof, float):
        single: Vector = special.ndtr(-t) if np.isinf(dof) else special.stdtr(dof, -t)
        return single
    nu = np.broadcast_to(np.asarray(dof, dtype=np.float64), np.shape(t))
    finite = np.isfinite(nu)
    safe = np.where(finite, nu, 1.0)
    tail: Vector = np.where(finite, special.stdtr(safe, -t), special.ndtr(-t))
    return tail


def two_sided_p(t: float, dof: float) -> float:
    """Return P(|T| > |t|) of one statistic."""
    return float(2.0 * t_tail(np.asarray(abs(t), dtype=np.float64), float(dof)))


@overload
def t_quantile(probability: float, dof: float) -> float: ...
@overload
def t_quantile(probability: float, dof: npt.NDArray[np.float64]) -> Vector: ...
def t_quantile(
    probability: float, dof: float | npt.NDArray[np.float64]
) -> float | Vector:
    """Return the value that T stays below with a probability."""
    nu = np.asarray(dof, dtype=np.float64)
    if nu.ndim == 0:
        one = special.ndtri(probability)
        return float(one if np.isinf(nu) else special.stdtrit(float(nu), probability))
    finite = np.isfinite(nu)
    safe = np.where(finite, nu, 1.0)
    many: Vector = np.where(
        finite, special.stdtrit(safe, probability), special.ndtri(probability)
    )
    return many
