"""How often tests reject and intervals cover, on simulated careers.

Run from the repository root: python -m validation.retention.simulation [repetitions]
Exits with 1 when a threshold is missed.
"""

import sys
from collections.abc import Callable

import numpy as np

from headship.stats import retention

CHANCE = 3.5
Trial = Callable[[np.random.Generator], bool]


def careers(
    rng: np.random.Generator, n: int, ratio: np.ndarray | float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return time and leaving of exponential careers, a third censored."""
    exact, seen = rng.exponential(4.0 / ratio, n), rng.uniform(1, 12, n)
    return np.minimum(exact, seen), (exact <= seen).astype(float)


def curve_covers(transform: str) -> Trial:
    """Return a trial of 60 people: cover the share in place after 3 years."""

    def run(rng: np.random.Generator) -> bool:
        curve = retention.survival_curve(*careers(rng, 60), transform=transform)
        row = np.searchsorted(curve.time, 3.0, side="right") - 1
        return bool(curve.lower[row] <= np.exp(-0.75) <= curve.upper[row])

    return run


def late_covers(rng: np.random.Generator) -> bool:
    """Cover the share after 3 years with people who enter late."""
    exact, entry = rng.exponential(4.0, 200), rng.choice([0.0, 0.5, 1.5], 200)
    seen = entry + rng.uniform(1, 8, 200)
    met = exact > entry
    time = np.minimum(exact, seen)[met]
    curve = retention.survival_curve(
        time, (exact <= seen)[met], entry=entry[met], transform="log-log"
    )
    row = np.searchsorted(curve.time, 3.0, side="right") - 1
    return bool(curve.lower[row] <= np.exp(-0.75) <= curve.upper[row])


def mean_covers(rng: np.random.Generator) -> bool:
    """Cover the restricted mean of 5 years."""
    truth = 4 * (1 - np.exp(-1.25))
    curve = retention.survival_curve(*careers(rng, 80))
    return truth in retention.restricted_mean(curve, 5.0).interval


def log_rank_rejects(rho: float) -> Trial:
    """Return a trial of two equal groups in three strata."""

    def run(rng: np.random.Generator) -> bool:
        stratum = rng.integers(0, 3, 90)
        time, left = careers(rng, 90, np.array([0.5, 1.0, 2.0])[stratum])
        group = rng.integers(0, 2, 90)
        test = retention.log_rank(time, left, group, strata=stratum, rho=rho)
        return test.p_value < 0.05

    return run


def cox_covers(rng: np.random.Generator) -> bool:
    """Cover a log hazard ratio of 0.5."""
    x = rng.normal(size=100)
    fit = retention.proportional_hazards(*careers(rng, 100, np.exp(0.5 * x)), x)
    return 0.5 in fit.effects[0].interval


def yearly(
    rng: np.random.Generator, n_districts: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return years, leaving, treatment and district; districts differ."""
    district = np.repeat(np.arange(n_districts), 12)
    treated = (district % 2).astype(float)
    shift = 0.5 * rng.normal(size=n_districts)[district]
    gone = np.zeros(district.size, dtype=int)
    for year in range(1, 5):
        hazard = 1 / (1 + np.exp(1.4 - shift))
        gone[(gone == 0) & (rng.random(district.size) < hazard)] = year
    return np.where(gone > 0, gone, 4), (gone > 0).astype(int), treated, district


def hazard_rejects(rng: np.random.Generator) -> bool:
    """Reject a true null of a district program with CR2 in 24 districts."""
    years, left, treated, district = yearly(rng, 24)
    rows = retention.person_years(years, left)
    fit = retention.discrete_hazard(
        rows.left,
        rows.year,
        treated[rows.person],
        cluster=district[rows.person],
        kind="CR2",
    )
    return fit.effects[-1].p_value < 0.05


def interval_covers(rng: np.random.Generator) -> bool:
    """Cover a log hazard ratio of -0.6 when half the rosters skip a year."""
    n = 250
    x = (np.arange(n) % 2).astype(float)
    gone = np.zeros(n, dtype=int)
    for year in range(1, 6):
        hazard = 1 - np.exp(-np.exp(-1.2 - 0.6 * x))
        gone[(gone == 0) & (rng.random(n) < hazard)] = year
    there = np.where(gone > 0, gone - 1, 5)
    skip = rng.random(n) < 0.5
    wide = skip & (gone > 0) & (gone % 2 == 0)
    back = skip & (there % 2 == 0) & (there > 0)
    fit = retention.interval_hazard(
        np.where(back, there - 1, there), np.where(wide, gone + 1, gone), x
    )
    return -0.6 in fit.effects[-1].interval


# Name -> trial, nominal share, allowance beyond chance.
STUDIES: dict[str, tuple[Trial, float, float]] = {
    # Normal limits at 60 people; "log" and "plain" are known to cover a little less.
    "share in place, log limits, covers": (curve_covers("log"), 0.95, 0.02),
    "share in place, log-log limits, covers": (curve_covers("log-log"), 0.95, 0.015),
    "share in place, plain limits, covers": (curve_covers("plain"), 0.95, 0.025),
    "share in place, late entry, covers": (late_covers, 0.95, 0.015),
    "restricted mean covers": (mean_covers, 0.95, 0.015),
    "stratified log-rank rejects": (log_rank_rejects(0.0), 0.05, 0.01),
    "stratified Peto-Peto rejects": (log_rank_rejects(1.0), 0.05, 0.01),
    "hazard ratio covers": (cox_covers, 0.95, 0.015),
    # CR2 with Satterthwaite at 24 districts.
    "yearly hazard, district program, rejects": (hazard_rejects, 0.05, 0.015),
    "yearly hazard, skipped rosters, covers": (interval_covers, 0.95, 0.015),
}


def main(repetitions: int) -> int:
    """Print each share against its bounds and return the number of failures."""
    failures = 0
    for name, (trial, nominal, allowance) in STUDIES.items():
        rng = np.random.default_rng(20266)
        share = np.mean([trial(rng) for _ in range(repetitions)])
        bound = allowance + CHANCE * np.sqrt(nominal * (1 - nominal) / repetitions)
        is_good = abs(share - nominal) <= bound
        failures += not is_good
        verdict = "ok" if is_good else "MISSED"
        print(f"| {name} | {nominal:.3f} | {share:.3f} | {bound:.3f} | {verdict} |")
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000) > 0)
