"""Speed of survival curves and their comparison."""

import statistics
import time
from collections.abc import Callable

import numpy as np

from headship.stats import retention


def figures() -> dict[str, float]:
    """Return the measured figures by name, in milliseconds at 200,000 people."""
    rng = np.random.default_rng(1)
    n = 200_000
    exact = rng.exponential(scale=1_500.0, size=n)
    days = np.ceil(np.minimum(exact, 3_650.0))
    left = (exact <= 3_650.0).astype(float)
    group = rng.integers(0, 2, n)
    return {
        "stats.km_200k_ms": median_ms(lambda: retention.survival_curve(days, left)),
        "stats.logrank_200k_ms": median_ms(
            lambda: retention.log_rank(days, left, group)
        ),
        "stats.km_200k_untied_ms": median_ms(
            lambda: retention.survival_curve(exact, left)
        ),
        "stats.logrank_200k_untied_ms": median_ms(
            lambda: retention.log_rank(exact, left, group)
        ),
    }


def median_ms(run: Callable[[], object], repeats: int = 9) -> float:
    """Return the median time of a run, after one to warm up."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1_000.0 * statistics.median(times)


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name} {value:.4g}")
