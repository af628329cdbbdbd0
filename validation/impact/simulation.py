"""How often the tests reject and the intervals cover, on simulated trials.

Run from the repository root: python -m validation.impact.simulation [repetitions]
Exits with 1 when a threshold is missed.
"""

import sys
from collections.abc import Callable

import numpy as np

from headship.stats import impact
from headship.stats.impact import RandomTerm
from headship.stats.planning import Complete

# Standard errors of a simulated share that are put down to chance.
CHANCE = 3.5

Trial = Callable[[np.random.Generator], bool]


def schools(
    rng: np.random.Generator, n_schools: int, effect: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return outcome, treatment and school of an unbalanced trial, ICC 0.2."""
    sizes = rng.integers(2, 12, n_schools)
    school = np.repeat(np.arange(n_schools), sizes)
    treated = (school % 2).astype(float)
    outcome = effect * treated + 0.5 * rng.normal(size=n_schools)[school]
    return outcome + rng.normal(size=school.size), treated, school


def mixed_covers(dof: str) -> Trial:
    """Return a trial of 12 schools whose interval should hold 0.4."""

    def run(rng: np.random.Generator) -> bool:
        y, w, school = schools(rng, 12, 0.4)
        fit = impact.mixed_model(
            y,
            np.column_stack([np.ones(y.size), w]),
            [RandomTerm(name="school", groups=school)],
            dof=dof,
        )
        return 0.4 in fit.coefficients[1].interval

    return run


def clustered_covers(rng: np.random.Generator) -> bool:
    """Cover with CR2 in 14 schools, 4 of them treated."""
    y, _, school = schools(rng, 14, 0.0)
    w = (school < 4).astype(float)
    design = np.column_stack([np.ones(y.size), w])
    fit = impact.linear_model(y + 0.4 * w, design, cluster=school)
    return 0.4 in fit.coefficients[1].interval


def randomization_rejects(rng: np.random.Generator) -> bool:
    """Reject a true null with skewed outcomes in 10 units."""
    w = np.tile([1.0, 0.0], 5)
    test = impact.randomization_test(rng.exponential(size=10) ** 2, w, Complete(10, 5))
    return test.p_value <= 0.05


def imputation_covers(rng: np.random.Generator) -> bool:
    """Cover a mean with 40 % missing at random, proper normal imputation."""
    n, m = 60, 10
    x = rng.normal(size=n)
    y = x + rng.normal(size=n)
    seen = rng.random(n) < 1 / (1 + np.exp(-0.4 - x))
    X = np.column_stack([np.ones(n), x])
    gram = np.linalg.inv(X[seen].T @ X[seen])
    b = gram @ X[seen].T @ y[seen]
    rss = ((y[seen] - X[seen] @ b) ** 2).sum()
    estimates, errors = [], []
    for _ in range(m):
        sigma2 = rss / rng.chisquare(seen.sum() - 2)
        draw = rng.multivariate_normal(b, sigma2 * gram)
        filled = np.where(seen, y, X @ draw + np.sqrt(sigma2) * rng.normal(size=n))
        estimates.append(filled.mean())
        errors.append(filled.std(ddof=1) / np.sqrt(n))
    pooled = impact.pool_imputations(estimates, errors, complete_dof=n - 1)
    return 0.0 in pooled.interval


def complier_covers(rng: np.random.Generator) -> bool:
    """Cover the effect on compliers, take-up 60 %, takers-up differ."""
    n = 200
    z, eager = np.tile([1.0, 0.0], n // 2), rng.random(n)
    d = z * (eager < 0.6)
    y = 0.5 * d + eager + rng.normal(size=n)
    return 0.5 in impact.complier_effect(y, z, d).effect.interval


def weak_covers(rng: np.random.Generator) -> bool:
    """Cover with the weak-robust interval, take-up 8 %; no interval covers all."""
    n = 200
    z, eager = np.tile([1.0, 0.0], n // 2), rng.random(n)
    d = z * (eager < 0.08)
    y = 0.5 * d + 3 * (eager < 0.08) + rng.normal(size=n)
    if d.sum() == 0:
        return True
    interval = impact.complier_effect(y, z, d).weak_robust
    return interval is None or 0.5 in interval


def staggered_covers(rng: np.random.Generator) -> bool:
    """Cover the mean effect since the start, three groups, 90 units."""
    units, periods = 90, 5
    start = np.repeat([0, 3, 4], units // 3)
    when = np.arange(1, periods + 1)
    on = (start[:, None] > 0) & (when >= start[:, None])
    y = rng.normal(size=(units, 1)) + 0.3 * when + 0.5 * on
    y = y + np.cumsum(rng.normal(size=(units, periods)), axis=1) * 0.5
    unit = np.repeat(np.arange(units), periods)
    found = impact.group_time_effects(
        y.ravel(), unit, np.tile(when, units), start[unit]
    )
    return 0.5 in impact.aggregate_effects(found).overall.interval


# Name -> trial, nominal share, allowance beyond chance and its reason.
STUDIES: dict[str, tuple[Trial, float, float]] = {
    # Satterthwaite is an approximation; 0.02 at 12 schools.
    "mixed model, Satterthwaite, covers": (mixed_covers("satterthwaite"), 0.95, 0.02),
    "mixed model, Kenward-Roger, covers": (mixed_covers("kenward-roger"), 0.95, 0.02),
    "CR2, 4 of 14 schools treated, covers": (clustered_covers, 0.95, 0.02),
    # Exact, and conservative by discreteness: 12 of 252 assignments is 0.0476.
    "randomization test rejects": (randomization_rejects, 0.0476, 0.005),
    "Rubin's rules cover": (imputation_covers, 0.95, 0.01),
    "complier effect covers": (complier_covers, 0.95, 0.015),
    "weak-robust interval covers": (weak_covers, 0.95, 0.02),
    # The influence function is asymptotic; 30 units per group.
    "staggered effect covers": (staggered_covers, 0.95, 0.025),
}


def main(repetitions: int) -> int:
    """Print each share against its bounds and return the number of failures."""
    failures = 0
    for name, (trial, nominal, allowance) in STUDIES.items():
        rng = np.random.default_rng(20264)
        share = np.mean([trial(rng) for _ in range(repetitions)])
        bound = allowance + CHANCE * np.sqrt(nominal * (1 - nominal) / repetitions)
        is_good = abs(share - nominal) <= bound
        failures += not is_good
        verdict = "ok" if is_good else "MISSED"
        print(f"| {name} | {nominal:.3f} | {share:.3f} | {bound:.3f} | {verdict} |")
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000) > 0)
