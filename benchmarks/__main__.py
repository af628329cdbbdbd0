"""Print every figure as a table and write ``build/bench.json``.

``python -m benchmarks [AREA]`` measures one area (stats or one of WEB_AREAS) or all.
The figures of one area replace those it had; others of the same machine stay.
"""

import importlib
import json
import os
import pkgutil
import platform
import sys
from pathlib import Path

from benchmarks import stats

OUTPUT = Path("build/bench.json")
WEB_AREAS = (
    "orgs",
    "feedback",
    "home",
    "programs",
    "programs_checkins",
    "programs_batch",
    "evidence_search",
    "evidence_fit",
    "evidence_synthesis",
)


def main(only: str = "") -> int:
    """Measure and report."""
    machine, figures = _machine(), {}
    if only in {"", "stats"}:
        figures |= _stats_figures()
    wanted = [area for area in WEB_AREAS if only in {"", area}]
    if wanted:
        from benchmarks.web import measure  # noqa: PLC0415 -- starts servers

        figures |= measure(wanted)
    if not figures:
        sys.stderr.write(f"There is no area {only!r}.\n")
        return 1
    _print(machine, figures)
    figures = {**(_kept(machine) if only else {}), **figures}
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps({"machine": machine, "figures": figures}, indent=2))
    return 0


def _kept(machine: dict[str, object]) -> dict[str, float]:
    """Return what was measured on this machine before."""
    if not OUTPUT.exists():
        return {}
    before = json.loads(OUTPUT.read_text())
    return before["figures"] if before["machine"] == machine else {}


def _stats_figures() -> dict[str, float]:
    figures: dict[str, float] = {}
    for module in pkgutil.iter_modules(stats.__path__, "benchmarks.stats."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "figures"):
            figures |= loaded.figures()
    return figures


def _machine() -> dict[str, object]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1),
        "python": platform.python_version(),
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = (line.partition(":")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.processor()).strip()


def _print(machine: dict[str, object], figures: dict[str, float]) -> None:
    for name, value in machine.items():
        print(f"{name:<40} {value}")
    for name, value in sorted(figures.items()):
        print(f"{name:<40} {value:>14,.4g}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
