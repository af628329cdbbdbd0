"""Simulate g: coverage, bias, and the size of the clustered test.

Run: ``python -m validation.effects.coverage``. Exits with 1 if a threshold is missed.
"""

import sys

import numpy as np

from headship.stats import effects

DRAWS = 20_000
SEED = 20261122

# Nominal 95 % intervals; 0.0047 is three standard errors of a share at 20,000 draws.
COVERAGE = (0.945, 0.957)
# The factor J removes the bias; three standard errors of the mean at n = 10 and 12.
BIAS = 0.010
# The test of clustered g is approximate: equal clusters, h degrees of freedom.
SIZE = (0.035, 0.065)
# Ignoring clusters must be visibly wrong in the same draws, else the check is idle.
NAIVE_SIZE = 0.15


def individual(rng: np.random.Generator, delta: float, n: tuple[int, int]) -> tuple:
    """Return coverage and bias of g for normal outcomes."""
    first = rng.normal(delta, 1, (DRAWS, n[0]))
    second = rng.normal(0, 1, (DRAWS, n[1]))
    g = effects.standardized_difference(
        first.mean(1), second.mean(1), first.std(1, ddof=1), second.std(1, ddof=1), *n
    )
    covered = (g.interval.lower <= delta) & (delta <= g.interval.upper)
    return covered.mean(), g.estimate.mean() - delta


def clustered(rng: np.random.Generator, m: int, size: int, icc: float) -> tuple:
    """Return the share of false alarms with and without the clusters."""
    shape = (DRAWS // 4, 2, m)
    schools = rng.normal(0, np.sqrt(icc), (*shape, 1))
    people = schools + rng.normal(0, np.sqrt(1 - icc), (*shape, size))
    scores = people.reshape(shape[0], 2, m * size)
    mean, sd = scores.mean(2), scores.std(2, ddof=1)
    n = m * size
    d = (mean[:, 0] - mean[:, 1]) / effects.pooled_sd(sd[:, 0], sd[:, 1], n, n)
    factors = effects.cluster_factors(n, n, m, m, icc=icc)
    corrected = effects.clustered_g(d, n, n, factors)
    naive = effects.wwc_effect(d, n, n)
    return (corrected.p_value < 0.05).mean(), (naive.p_value < 0.05).mean()


def one_arm(rng: np.random.Generator, m: int, size: int, icc: float) -> tuple:
    """Return the same where only the treated group is clustered."""
    draws, n = DRAWS // 4, m * size
    schools = rng.normal(0, np.sqrt(icc), (draws, m, 1))
    people = schools + rng.normal(0, np.sqrt(1 - icc), (draws, m, size))
    treated, control = people.reshape(draws, n), rng.normal(0, 1, (draws, n))
    sd = effects.pooled_sd(treated.std(1, ddof=1), control.std(1, ddof=1), n, n)
    d = (treated.mean(1) - control.mean(1)) / sd
    factors = effects.cluster_factors(n, n, m, icc=icc, arms="treated")
    corrected = effects.clustered_g(d, n, n, factors)
    naive = effects.wwc_effect(d, n, n)
    return (corrected.p_value < 0.05).mean(), (naive.p_value < 0.05).mean()


def main() -> int:
    """Print each figure with its threshold; return the number of misses."""
    rng = np.random.default_rng(SEED)
    misses = 0
    for delta in (0.0, 0.3, 0.8):
        for n in ((10, 12), (60, 60), (200, 30)):
            coverage, bias = individual(rng, delta, n)
            good = COVERAGE[0] <= coverage <= COVERAGE[1] and abs(bias) < BIAS
            misses += not good
            print(f"g delta={delta} n={n}: coverage {coverage:.4f} bias {bias:+.4f}")
    for m, size, icc in ((10, 20, 0.2), (20, 15, 0.1), (30, 25, 0.2)):
        rate, naive = clustered(rng, m, size, icc)
        misses += not (SIZE[0] <= rate <= SIZE[1] and naive > NAIVE_SIZE)
        print(f"clusters {m}+{m} of {size}, icc {icc}: {rate:.4f} (naive {naive:.4f})")
    for m, size, icc in ((10, 20, 0.2), (20, 15, 0.1)):
        rate, naive = one_arm(rng, m, size, icc)
        misses += not (SIZE[0] <= rate <= SIZE[1] and naive > rate)
        print(f"one arm, {m} of {size}, icc {icc}: {rate:.4f} (naive {naive:.4f})")
    print("misses:", misses)
    return misses


if __name__ == "__main__":
    sys.exit(min(main(), 1))
