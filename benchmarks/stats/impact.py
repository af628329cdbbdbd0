"""Speed of the impact estimates, beside lme4 where R has it."""

import shutil
import statistics
import subprocess
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from headship.stats import impact, planning

# Median seconds of lme4 1.1-31 for the same trial (R 4.2, reference BLAS), used where
# R is not installed.
RECORDED_LME4 = 0.433

LME4 = """
suppressMessages(library(lme4))
set.seed(1)
n <- 1e5; school <- rep(1:1000, each = 100); treated <- school %% 2; x <- rnorm(n)
y <- .2 * treated + .5 * x + .5 * rnorm(1000)[school] + rnorm(n)
once <- function() system.time(lmer(y ~ treated + x + (1 | school)))[["elapsed"]]
cat(median(replicate(3, once())))
"""


def figures() -> dict[str, float]:
    """Return the measured figures by name."""
    y, design, school = trial()
    terms = [impact.RandomTerm(name="school", groups=school)]
    ours = median_seconds(lambda: impact.mixed_model(y, design, terms))
    wide = np.column_stack([design, np.random.default_rng(2).normal(size=(len(y), 4))])
    return {
        "stats.lmm_100k_s": ours,
        "stats.lmm_ratio": lme4_seconds() / ours,
        "stats.cr2_100k_s": median_seconds(
            lambda: impact.linear_model(y, wide, cluster=school)
        ),
        "stats.cr2_100k_bytes_per_row": peak_bytes(y, wide, school) / len(y),
        "stats.randomization_10k_s": median_seconds(randomization),
    }


def trial() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a two-level trial: 1,000 schools of 100."""
    rng = np.random.default_rng(1)
    school = np.repeat(np.arange(1_000), 100)
    treated, x = (school % 2).astype(float), rng.normal(size=school.size)
    y = 0.2 * treated + 0.5 * x + 0.5 * rng.normal(size=1_000)[school]
    y += rng.normal(size=school.size)
    return y, np.column_stack([np.ones(school.size), treated, x]), school


def randomization() -> None:
    """Draw 10,000 assignments of 200 schools and invert the test."""
    rng = np.random.default_rng(3)
    treated = np.tile([1.0, 0.0], 100)
    outcome = rng.normal(size=200) + 0.3 * treated
    mechanism = planning.Complete(200, 100)
    impact.randomization_test(outcome, treated, mechanism, rng=rng, draws=10_000)


def median_seconds(run: Callable[[], object], repeats: int = 7) -> float:
    """Return the median time of a run, after one to warm up."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak_bytes(y: np.ndarray, design: np.ndarray, school: np.ndarray) -> int:
    """Return the most memory that the clustered regression holds at once."""
    tracemalloc.start()
    impact.linear_model(y, design, cluster=school)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def lme4_seconds() -> float:
    """Time lme4 in the same run if it is there, else return the recorded time."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return RECORDED_LME4
    answer = subprocess.run(  # noqa: S603 -- the script is the constant above
        [rscript, "-e", LME4], capture_output=True, text=True, check=False, timeout=120
    )
    return float(answer.stdout) if answer.returncode == 0 else RECORDED_LME4


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name} {value:.4g}")
