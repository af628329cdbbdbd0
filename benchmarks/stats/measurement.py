"""Time the measurement functions on surveys of the size of a large state."""

import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import numpy.typing as npt

from headship.stats import measurement

REPEATS = 5
Array = npt.NDArray[np.float64]


def figures() -> dict[str, float]:
    """Return seconds, milliseconds and megabytes by name."""
    return {
        "stats.measurement_100k_s": _survey_seconds(),
        "stats.measurement_100k_mb": _survey_megabytes(),
        "stats.krippendorff_20x10000_ms": 1000 * _krippendorff_seconds(),
        "stats.grm_10000x21_s": _graded_seconds(),
        "stats.mfrm_s": _facets_seconds(),
    }


def survey(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Return 100,000 x 66 ratings of 10,000 leaders, 8 % of them "can't judge"."""
    leader = np.repeat(np.arange(10_000), 10)
    level = 3.5 + 0.5 * rng.standard_normal(10_000)[leader, None]
    level = level + 0.5 * rng.standard_normal((100_000, 1))
    ratings = level + 0.7 * rng.standard_normal((100_000, 66))
    np.clip(np.round(ratings, out=ratings), 1, 5, out=ratings)
    ratings[rng.random(ratings.shape) < 0.08] = np.nan
    return ratings, leader, np.repeat(np.arange(22), 3)


def _survey_seconds() -> float:
    ratings, leader, scales = survey(np.random.default_rng(1))
    return _median(
        lambda: measurement.measure_scales(
            ratings, targets=leader, scales=scales, null_variance=2.0
        )
    )


def _survey_megabytes() -> float:
    """Return the peak memory of a process of its own, ratings included."""
    code = "from benchmarks.stats import measurement as m; print(m.peak())"
    done = subprocess.run(  # noqa: S603 -- our own interpreter and code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def peak() -> float:
    """Measure a survey once and return this process's peak memory in megabytes."""
    ratings, leader, scales = survey(np.random.default_rng(1))
    measurement.measure_scales(
        ratings, targets=leader, scales=scales, null_variance=2.0
    )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _krippendorff_seconds() -> float:
    rng = np.random.default_rng(2)
    ratings = rng.integers(1, 6, (10_000, 1)) + rng.integers(-1, 2, (10_000, 20))
    units = np.clip(ratings, 1, 5).astype(np.float64)
    units[rng.random(units.shape) < 0.1] = np.nan
    return _median(lambda: measurement.krippendorff_alpha(units, level="interval"))


def _graded_seconds() -> float:
    rng = np.random.default_rng(3)
    slope = rng.uniform(0.8, 2.2, 21)
    edge = np.linspace(-1.8, 1.8, 4) + 0.4 * rng.standard_normal((21, 1))
    trait = rng.standard_normal((10_000, 1, 1))
    above = 1 / (1 + np.exp(-slope[:, None] * (trait - edge)))
    answers = (rng.random((10_000, 21, 1)) < above).sum(axis=2).astype(np.float64)
    return _median(lambda: measurement.item_response(answers))


def _facets_seconds() -> float:
    rng = np.random.default_rng(4)
    leader, rater, item = (
        x.ravel()
        for x in np.meshgrid(np.arange(1000), range(10), range(66), indexing="ij")
    )
    place = 1.2 * rng.standard_normal(1000)[leader]
    level = place - 0.5 * rng.standard_normal(10)[rater]
    level -= 0.6 * rng.standard_normal(66)[item]
    exponent = np.cumsum(level[:, None] - np.array([-1.5, -0.5, 0.5, 1.5]), axis=1)
    chance = np.exp(np.column_stack([np.zeros(len(level)), exponent]))
    chance /= chance.sum(axis=1, keepdims=True)
    ratings = (rng.random((len(level), 1)) > np.cumsum(chance, axis=1)).sum(axis=1)
    return _median(
        lambda: measurement.many_facet_rasch(
            ratings, persons=leader, facets={"item": item, "rater": rater}
        ),
        repeats=1,
    )


def _median(call: Callable[[], object], *, repeats: int = REPEATS) -> float:
    times = []
    for _ in range(repeats):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return median(times)
