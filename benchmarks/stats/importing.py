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
# Linux counts the peak of whoever started a process as its own, but not in this file.
PEAK = """
import pathlib, resource, sys
status = pathlib.Path("/proc/self/status")
if status.exists():
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    print(int(lines["VmHWM"].split()[0]) / 1024)
else:
    unit = 2**20 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


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
    return float(_run(f"{STATEMENT}\n{PEAK}"))


def _run(statement: str) -> str:
    command = [sys.executable, "-c", statement]
    return subprocess.run(  # noqa: S603 -- our own words
        command, check=True, capture_output=True, text=True
    ).stdout
