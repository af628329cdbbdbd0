"""What importing the statistics core costs."""

import subprocess
import sys
import time
from statistics import median

TOPICS = (
    "disclosure",
    "effects",
    "impact",
    "measurement",
    "meta",
    "planning",
    "retention",
    "similarity",
    "wwc",
)
STATEMENT = "from headship.stats import " + ", ".join(TOPICS)
REPEATS = 5


def figures() -> dict[str, float]:
    """Time a fresh interpreter that imports every topic, less a bare one."""
    bare, loaded = _seconds("pass"), _seconds(STATEMENT)
    return {"stats.import_s": loaded - bare, "stats.import_mb": _megabytes()}


def _seconds(statement: str) -> float:
    found = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        _run(statement)
        found.append(time.perf_counter() - start)
    return median(found)


def _megabytes() -> float:
    report = (
        f"{STATEMENT}\nimport resource\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    return int(_run(report)) / (2**20 if sys.platform == "darwin" else 1024)


def _run(statement: str) -> str:
    command = [sys.executable, "-c", statement]
    return subprocess.run(  # noqa: S603 -- our own words
        command, check=True, capture_output=True, text=True
    ).stdout
