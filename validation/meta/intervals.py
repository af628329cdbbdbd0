"""Coverage of pooled intervals and prediction intervals, power by formula.

Run: python -m validation.meta.intervals
"""

import numpy as np
from scipy.special import ndtr, ndtri

from headship.stats import meta
from validation.meta._check import Rates, finish

REPEATS = 2000
MEAN = 0.3
# Lowest acceptable coverage of a new effect; Partlett & Riley (2017) find the same.
SHORT = {5: 0.83, 10: 0.86, 30: 0.92}


def _draw(rng: np.random.Generator, k: int, tau2: float) -> tuple[np.ndarray, ...]:
    v = rng.uniform(0.01, 0.15, k)
    true = rng.normal(MEAN, np.sqrt(tau2), k)
    return rng.normal(true, np.sqrt(v)), v


def coverage(rng: np.random.Generator) -> Rates:
    """Return coverage of the mean by Hartung-Knapp, of a new effect, and of tau2."""
    found: Rates = {}
    for k, tau2 in ((5, 0.1), (10, 0.0), (10, 0.1), (30, 0.1)):
        mean = new = spread = 0
        for _ in range(REPEATS):
            y, v = _draw(rng, k, tau2)
            pooled = meta.random_effects(y, v, test="hartung-knapp")
            mean += MEAN in pooled.interval
            new += rng.normal(MEAN, np.sqrt(tau2)) in meta.prediction_interval(pooled)
            spread += tau2 in meta.tau2_interval(y, v).tau2
        case = f"k={k} tau2={tau2}"
        found[f"mean, Hartung-Knapp, {case}"] = (mean / REPEATS, 0.93, 0.975)
        # Few studies estimate tau2 badly: the interval is known to run short.
        found[f"prediction, {case}"] = (new / REPEATS, SHORT[k], 1.0)
        # At tau2 = 0 the lower tail cannot miss: coverage is 97.5 %.
        found[f"tau2, Q-profile, {case}"] = (spread / REPEATS, 0.935, 0.985)
    return found


def power(rng: np.random.Generator) -> Rates:
    """Return the share of significant common-effect tests less the formula's."""
    v = np.full(8, 0.12)
    hits = sum(
        meta.common_effect(rng.normal(MEAN, np.sqrt(v)), v).p_value < 0.05
        for _ in range(2 * REPEATS)
    ) / (2 * REPEATS)
    shift = MEAN / np.sqrt(0.12 / 8)
    formula = float(ndtr(shift - ndtri(0.975)) + ndtr(-shift - ndtri(0.975)))
    return {"power less the formula": (hits - formula, -0.025, 0.025)}


if __name__ == "__main__":
    generator = np.random.default_rng(31)
    finish(coverage(generator) | power(generator))
