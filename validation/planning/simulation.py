"""Power by formula against power by simulation.

Run from the repository root: python -m validation.planning.simulation [repetitions]
Exits with 1 when a threshold is missed.
"""

import sys
from collections.abc import Callable

import numpy as np
from scipy.special import stdtr

from headship.stats import planning
from headship.stats.planning import StudyDesign

CHANCE = 3.5
Draw = Callable[[np.random.Generator, int, float], np.ndarray]


def p_values(t: np.ndarray, dof: float) -> np.ndarray:
    """Return two-sided p-values."""
    return np.asarray(2 * stdtr(dof, -np.abs(t)))


def two_samples(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return pooled t statistics of rows of a against rows of b."""
    n, m = a.shape[1], b.shape[1]
    pooled = ((n - 1) * a.var(axis=1, ddof=1) + (m - 1) * b.var(axis=1, ddof=1)) / (
        n + m - 2
    )
    gap = a.mean(axis=1) - b.mean(axis=1)
    return np.asarray(gap / np.sqrt(pooled * (1 / n + 1 / m)))


def individuals(rng: np.random.Generator, draws: int, effect: float) -> np.ndarray:
    """Analyze trials of 60 people."""
    a, b = rng.normal(effect, 1, (draws, 30)), rng.normal(0, 1, (draws, 30))
    return p_values(two_samples(a, b), 58)


def clusters(rng: np.random.Generator, draws: int, effect: float) -> np.ndarray:
    """Analyze the school means of trials of 20 schools of 15, ICC 0.15."""
    sd = np.sqrt(0.15 + 0.85 / 15)
    a, b = rng.normal(effect, sd, (draws, 10)), rng.normal(0, sd, (draws, 10))
    return p_values(two_samples(a, b), 18)


def three_levels(rng: np.random.Generator, draws: int, effect: float) -> np.ndarray:
    """Analyze the school means of 24 schools, 3 rooms of 10, ICC 0.08 and 0.12."""
    sd = np.sqrt(0.12 + 0.08 / 3 + 0.80 / 30)
    a, b = rng.normal(effect, sd, (draws, 12)), rng.normal(0, sd, (draws, 12))
    return p_values(two_samples(a, b), 22)


def random_blocks(rng: np.random.Generator, draws: int, effect: float) -> np.ndarray:
    """Analyze the block differences of 20 blocks of 16 whose effects differ."""
    sd = np.sqrt(0.2 * 0.5 + 0.8 * 4 / 16)
    gaps = rng.normal(effect, sd, (draws, 20))
    t = gaps.mean(axis=1) / (gaps.std(axis=1, ddof=1) / np.sqrt(20))
    return p_values(t, 19)


def moderated(rng: np.random.Generator, draws: int, effect: float) -> np.ndarray:
    """Analyze the difference in effects between two kinds of 40 schools of 12."""
    sd = np.sqrt(0.2 + 0.8 / 12)
    cells = rng.normal(0, sd, (draws, 4, 10))
    cells[:, 3] += effect
    m = cells.mean(axis=2)
    pooled = cells.var(axis=2, ddof=1).mean(axis=1)
    t = (m[:, 3] - m[:, 2] - m[:, 1] + m[:, 0]) / np.sqrt(pooled * 4 / 10)
    return p_values(t, 36)


DESIGNS: dict[str, tuple[StudyDesign, Draw, float]] = {
    "60 people": (planning.individual_design(60), individuals, 0.0),
    "20 schools of 15": (planning.cluster_design((15, 20), icc=[0.15]), clusters, 0.0),
    "24 schools, 3 rooms of 10": (
        planning.cluster_design((10, 3, 24), icc=[0.08, 0.12]),
        three_levels,
        0.0,
    ),
    "20 blocks of 16, effects differ": (
        planning.blocked_individual_design((16, 20), icc=[0.2], heterogeneity=[0.5]),
        random_blocks,
        0.0,
    ),
    # PowerUp! counts J - g - 4 schools in the error, not J: conservative.
    "moderator, 40 schools of 12": (
        planning.moderator_design((12, 40), icc=0.2),
        moderated,
        0.06,
    ),
}


def retained(rng: np.random.Generator, draws: int) -> float:
    """Return how often a detectable gain in retention is found, 200 a side."""
    found = planning.detectable_difference(0.60, 200, 200)
    a = rng.binomial(200, found.reached, draws) / 200
    b = rng.binomial(200, 0.60, draws) / 200
    z = (a - b) / np.sqrt(a * (1 - a) / 200 + b * (1 - b) / 200)
    return float((np.abs(z) > 1.959964).mean())


def report(name: str, wanted: float, share: float, bound: float) -> bool:
    """Print one line and return whether the threshold was missed."""
    is_good = abs(share - wanted) <= bound
    verdict = "ok" if is_good else "MISSED"
    print(f"| {name} | {wanted:.3f} | {share:.3f} | {bound:.3f} | {verdict} |")
    return not is_good


def main(repetitions: int) -> int:
    """Compare each design and return the number of failures."""
    rng, failures = np.random.default_rng(20265), 0
    chance = CHANCE * np.sqrt(0.16 / repetitions)
    for name, (design, draw, allowance) in DESIGNS.items():
        for power in (0.5, 0.8):
            effect = planning.minimum_detectable_effect(
                design, power=power, exact=True
            ).estimate
            share = float((draw(rng, repetitions, effect) < 0.05).mean())
            failures += report(
                f"{name}, power {power}", power, share, allowance + chance
            )
        level = float((draw(rng, repetitions, 0.0) < 0.05).mean())
        failures += report(f"{name}, no effect", 0.05, level, chance)
    # The normal approximation at 200 a side.
    share = retained(rng, repetitions)
    failures += report("gain in retention, 200 a side", 0.8, share, 0.01 + chance)
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000) > 0)
