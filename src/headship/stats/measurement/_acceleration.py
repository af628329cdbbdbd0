"""Reach the fixed point of an EM algorithm in fewer steps (Anderson, 1965)."""

from collections.abc import Callable

import numpy as np

from headship.stats._validate import Vector

Step = Callable[[Vector], tuple[Vector, float]]
# Walker and Ni (2011), section 4: a handful of residuals is enough.
MEMORY = 6


def fixed_point(
    step: Step, start: Vector, *, tolerance: float, most_steps: int
) -> tuple[Vector, float, int]:
    """Iterate ``step`` until nothing moves by more than ``tolerance``.

    ``step`` returns the next parameters and the log likelihood at the present ones,
    minus infinity where they are not allowed. An extrapolation that lowers it is
    dropped for the plain step, which never does.
    """
    x, (moved, value) = start, step(start)
    points: list[Vector] = []
    residuals: list[Vector] = []
    for count in range(1, most_steps + 1):
        if not np.isfinite(value):
            break
        residual = moved - x
        if np.abs(residual).max() < tolerance:
            return x, value, count
        points, residuals = [*points, x][-MEMORY:], [*residuals, residual][-MEMORY:]
        guess = _extrapolate(points, residuals)
        next_moved, next_value = step(guess)
        if not next_value > value - 1e-10 * abs(value):
            points, residuals, guess = [], [], moved
            next_moved, next_value = step(guess)
        x, moved, value = guess, next_moved, next_value
    raise ValueError(
        "no convergence: some answer or level may be too rare, or an item may "
        "separate people perfectly."
    )


def _extrapolate(points: list[Vector], residuals: list[Vector]) -> Vector:
    if len(points) < 2:
        return points[-1] + residuals[-1]
    d_residual = np.diff(np.array(residuals), axis=0).T
    d_point = np.diff(np.array(points), axis=0).T
    weight = np.linalg.lstsq(d_residual, residuals[-1], rcond=1e-12)[0]
    guess: Vector = points[-1] + residuals[-1] - (d_point + d_residual) @ weight
    return guess
