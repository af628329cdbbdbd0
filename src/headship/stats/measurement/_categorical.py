"""Probabilities of ordered answers to items, given a person's place on one trait.

Each item has a slope ``a`` and intercepts ``d_1 ... d_(K-1)``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import Matrix, Vector

Model = Literal["graded", "partial_credit"]
Cube = np.typing.NDArray[np.float64]
# Below this a probability is rounding error, and its logarithm would be noise.
SMALLEST = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """For each item: probabilities (J, Q, K), and their derivatives.

    ``by_intercept`` has shape (J, Q, K, K - 1), ``by_exponent`` (J, Q, K); the latter
    is the derivative by a * t.
    """

    probability: Cube
    by_intercept: Cube
    by_exponent: Cube


def probabilities(
    slope: Vector, intercept: Matrix, nodes: Vector, model: Model
) -> Cube:
    """Return the probability of each answer at each node, shape (J, Q, K)."""
    if model == "graded":
        return -np.diff(_at_least(slope, intercept, nodes), axis=2)
    n_items, n_steps = intercept.shape
    score = np.arange(n_steps + 1.0)
    height = np.concatenate([np.zeros((n_items, 1)), intercept], axis=1)
    exponent = np.outer(slope, nodes)[:, :, None] * score + height[:, None, :]
    chances: Cube = special.softmax(exponent, axis=2)
    return chances


def curves(slope: Vector, intercept: Matrix, nodes: Vector, model: Model) -> Curves:
    """Return probabilities and their derivatives."""
    n_steps = intercept.shape[1]
    step = np.arange(n_steps)
    if model == "graded":
        above = _at_least(slope, intercept, nodes)
        density = above * (1 - above)
        by_intercept = np.zeros((*above.shape[:2], n_steps + 1, n_steps))
        by_intercept[:, :, step + 1, step] = density[:, :, 1:-1]
        by_intercept[:, :, step, step] = -density[:, :, 1:-1]
        return Curves(
            probability=-np.diff(above, axis=2),
            by_intercept=by_intercept,
            by_exponent=-np.diff(density, axis=2),
        )
    chance = probabilities(slope, intercept, nodes, model)
    score = np.arange(n_steps + 1.0)
    pick = np.eye(n_steps + 1)[:, 1:]
    return Curves(
        probability=chance,
        by_intercept=chance[..., None] * (pick - chance[:, :, None, 1:]),
        by_exponent=chance * (score - (chance @ score)[..., None]),
    )


def _at_least(slope: Vector, intercept: Matrix, nodes: Vector) -> Cube:
    inner = special.expit(np.outer(slope, nodes)[:, :, None] + intercept[:, None, :])
    shape = (*inner.shape[:2], 1)
    bounded: Cube = np.concatenate([np.ones(shape), inner, np.zeros(shape)], axis=2)
    return bounded
