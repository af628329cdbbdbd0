"""Derivatives by central differences with one Richardson step (error of order h^4)."""

from collections.abc import Callable

import numpy as np

from headship.stats._validate import Matrix, Vector

Function = Callable[[Vector], Vector]

# Wide enough that rounding in a deviance of 1e5 leaves eight digits of curvature.
_RELATIVE_STEP = 0.02
_SMALLEST_SCALE = 0.05


def steps(point: Vector) -> Vector:
    """Return the step of each parameter."""
    return _RELATIVE_STEP * np.maximum(np.abs(point), _SMALLEST_SCALE)


def gradient(function: Function, point: Vector) -> Matrix:
    """Return first derivatives: (parameters, values)."""
    h = steps(point)
    return np.stack([_slope(function, point, i, h[i]) for i in range(point.size)])


def rough_gradient(function: Function, point: Vector, *, share: float = 1.0) -> Matrix:
    """Return first derivatives with error of order h^2, at half the cost.

    ``share`` shortens the steps.
    """
    h = share * steps(point)
    return np.stack([_difference(function, point, i, h[i]) for i in range(point.size)])


def hessian(function: Function, point: Vector) -> Matrix:
    """Return second derivatives: (parameters, parameters, values)."""
    h, center, k = steps(point), function(point), point.size
    result = np.empty((k, k, center.size))
    for i in range(k):
        result[i, i] = _curvature(function, point, center, i, h[i])
        for j in range(i):
            mixed = _mixed(function, point, (i, j), h)
            result[i, j] = result[j, i] = mixed
    return result


def _extrapolated(half: Vector, full: Vector) -> Vector:
    return np.asarray((4.0 * half - full) / 3.0)


def _moved(point: Vector, i: int, step: float) -> Vector:
    moved = point.copy()
    moved[i] += step
    return moved


def _difference(function: Function, point: Vector, i: int, h: float) -> Vector:
    above, below = function(_moved(point, i, h)), function(_moved(point, i, -h))
    return (above - below) / (2.0 * h)


def _slope(function: Function, point: Vector, i: int, h: float) -> Vector:
    return _extrapolated(
        _difference(function, point, i, h / 2.0), _difference(function, point, i, h)
    )


def _curvature(
    function: Function, point: Vector, center: Vector, i: int, h: float
) -> Vector:
    def difference(h: float) -> Vector:
        above, below = function(_moved(point, i, h)), function(_moved(point, i, -h))
        return (above - 2.0 * center + below) / h**2

    return _extrapolated(difference(h / 2.0), difference(h))


def _mixed(
    function: Function, point: Vector, pair: tuple[int, int], h: Vector
) -> Vector:
    i, j = pair

    def difference(share: float) -> Vector:
        total = np.zeros(1)
        for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            moved = _moved(_moved(point, i, a * share * h[i]), j, b * share * h[j])
            total = total + a * b * function(moved)
        return np.asarray(total / (4.0 * share**2 * h[i] * h[j]))

    return _extrapolated(difference(0.5), difference(1.0))
