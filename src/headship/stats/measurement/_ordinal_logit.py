"""Proportional-odds regression of an ordered answer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import linalg
from headship.stats._validate import Matrix, Vector
from headship.stats.measurement._categorical import SMALLEST, curves

MOST_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinalFit:
    """Coefficients of the predictors, their covariance, and the log likelihood."""

    coefficients: Vector
    covariance: Matrix
    log_likelihood: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    value: float
    score: Vector
    information: Matrix


def fit(answer: npt.NDArray[np.intp], predictors: Matrix) -> OrdinalFit:
    """Fit P(Y >= k) = logistic(d_k + x b); ``answer`` counts from 0 without gaps."""
    n, n_steps = len(answer), int(answer.max())
    spread = predictors.std(axis=0)
    if (spread <= 0).any():
        raise ValueError("a predictor does not vary.")
    x = (predictors - predictors.mean(axis=0)) / spread
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("predictors cannot be told apart.")
    above = np.array([(answer > step).mean() for step in range(n_steps)])
    current = np.append(np.log(above / (1 - above)), np.zeros(x.shape[1]))
    state = _derivatives(answer, x, current, n_steps)
    for _ in range(MOST_STEPS):
        step: Vector = linalg.solve(state.information, state.score)
        if float(state.score @ step) < 1e-12 * n:
            break
        current, state = _ascend(answer, x, current, step, state)
    else:
        raise ValueError("the ordinal regression did not converge.")
    if np.abs(current).max() > 25:
        raise ValueError("the answer is separated perfectly by a predictor.")
    scale = np.append(np.ones(n_steps), 1 / spread)
    covariance: Matrix = linalg.inv(state.information) * np.outer(scale, scale)
    return OrdinalFit(
        coefficients=(current * scale)[n_steps:],
        covariance=covariance[n_steps:, n_steps:],
        log_likelihood=state.value,
    )


def _ascend(
    answer: npt.NDArray[np.intp], x: Matrix, current: Vector, step: Vector, at: _State
) -> tuple[Vector, _State]:
    n_steps = len(current) - x.shape[1]
    for halving in range(30):
        moved = current + step * 0.5**halving
        if (np.diff(moved[:n_steps]) < 0).all():
            state = _derivatives(answer, x, moved, n_steps)
            if state.value >= at.value - 1e-12 * abs(at.value):
                return moved, state
    raise ValueError("the ordinal regression did not converge.")


def _derivatives(
    answer: npt.NDArray[np.intp], x: Matrix, current: Vector, n_steps: int
) -> _State:
    intercept = current[None, :n_steps]
    drawn = curves(np.ones(1), intercept, x @ current[n_steps:], "graded")
    chance = np.maximum(drawn.probability[0], SMALLEST)
    by_x = drawn.by_exponent[0][..., None] * x[:, None, :]
    change = np.concatenate([drawn.by_intercept[0], by_x], axis=2)
    every = np.arange(len(answer))
    ratio = change / chance[..., None]
    score = ratio[every, answer].sum(axis=0)
    information = np.einsum("nka,nkb->ab", change, ratio, optimize=True)
    return _State(
        value=float(np.log(chance[every, answer]).sum()),
        score=score,
        information=information,
    )
