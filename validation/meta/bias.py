"""Tests of bias: size without selection, what remains of it with selection.

Run: python -m validation.meta.bias
"""

import numpy as np

from headship.stats import meta
from validation.meta._check import Rates, finish

REPEATS = 600
MEAN = 0.2


def _draw(rng: np.random.Generator, k: int, keep: float) -> tuple[np.ndarray, ...]:
    """Return k effects; results that are not significant are kept with a chance."""
    effects, variances = [], []
    while len(effects) < k:
        v = rng.uniform(0.01, 0.15)
        y = rng.normal(MEAN, np.sqrt(v + 0.02))
        if y / np.sqrt(v) > 1.96 or rng.uniform() < keep:
            effects.append(y)
            variances.append(v)
    return np.array(effects), np.array(variances)


def size(rng: np.random.Generator) -> Rates:
    """Return rejection rates without selection, k = 40."""
    egger = begg = lr = used = 0
    for _ in range(REPEATS):
        y, v = _draw(rng, 40, 1.0)
        egger += meta.egger_test(y, v).p_value < 0.05
        begg += meta.begg_test(y, v).p_value < 0.05
        try:
            lr += meta.selection_model(y, v).lr_p_value < 0.05
            used += 1
        except ValueError:
            continue  # all effects on one side of the step
    return {
        "Egger, size": (egger / REPEATS, 0.025, 0.085),
        "Begg, size": (begg / REPEATS, 0.02, 0.075),
        "three-parameter LR test, size": (lr / used, 0.02, 0.085),
    }


def recovery(rng: np.random.Generator) -> Rates:
    """Return the mean error of estimates under selection, k = 150."""
    plain, corrected = [], []
    for _ in range(200):
        y, v = _draw(rng, 150, 0.2)
        fit = meta.selection_model(y, v)
        plain.append(fit.unadjusted[0] - MEAN)
        corrected.append(fit.estimate[0] - MEAN)
    return {
        "error of the plain mean under selection": (float(np.mean(plain)), 0.05, 0.3),
        "error of the three-parameter model": (float(np.mean(corrected)), -0.02, 0.02),
    }


if __name__ == "__main__":
    generator = np.random.default_rng(33)
    finish(size(generator) | recovery(generator))
