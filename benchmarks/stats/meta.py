"""Speed of the meta-analysis, beside metafor in the same run where R has it."""

import shutil
import subprocess
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from headship.stats import meta

# metafor 5.1.12, reference BLAS, k = 13, median seconds: recorded in the project's
# outside reference data; used only where R is not installed.
RECORDED_REML_K13_S = 0.00686
METAFOR = """
suppressMessages(library(metafor))
d <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
once <- function() system.time(for (i in 1:50) rma(yi, vi, data = d))[["elapsed"]] / 50
cat(median(replicate(7, once())))
"""


def figures() -> dict[str, float]:
    """Return the figures of this topic, in the units of their names."""
    y13, v13 = _effects(13)
    y5000, v5000 = _effects(5000)
    y500, v500 = _effects(500)
    y, v, study = _clustered()
    k13 = _seconds(lambda: meta.random_effects(y13, v13), 200)
    return {
        "stats.reml_k13_ms": 1e3 * k13,
        "stats.reml_k13_ratio": _metafor_k13() / k13,
        "stats.reml_k5000_ms": 1e3
        * _seconds(lambda: meta.random_effects(y5000, v5000), 20),
        "stats.leave_one_out_k500_s": _seconds(
            lambda: meta.leave_one_out(y500, v500), 3
        ),
        "stats.che_cr2_s": _seconds(
            lambda: meta.robust_tests(meta.correlated_effects(y, v, study, rho=0.6)),
            5,
        ),
        "stats.robust_regression_k5000_ms": 1e3
        * _seconds(lambda: meta.robust_regression(y, v, study), 5),
    }


def _seconds(call: Callable[[], object], repeats: int) -> float:
    call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)


def _effects(k: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(k)
    v = rng.uniform(0.005, 0.2, k)
    return rng.normal(0.2, np.sqrt(v + 0.05)), v


def _clustered() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return about 5,000 effects in 1,000 studies."""
    rng = np.random.default_rng(1000)
    study = np.repeat(np.arange(1000), rng.integers(1, 10, 1000))
    v = rng.uniform(0.01, 0.1, len(study))
    true = 0.2 + rng.normal(0, 0.2, 1000)[study] + rng.normal(0, 0.15, len(study))
    return rng.normal(true, np.sqrt(v)), v, study


def _metafor_k13() -> float:
    """Return metafor's seconds in this run, or the recorded ones."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return RECORDED_REML_K13_S
    found = subprocess.run(  # noqa: S603 -- a fixed script
        [rscript, "-e", METAFOR], capture_output=True, text=True, check=False
    )
    return float(found.stdout) if found.returncode == 0 else RECORDED_REML_K13_S


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name} {value:.4g}")
