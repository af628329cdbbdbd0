"""The fit of one school against every intervention, and the schools' import.

The export and the directory go into an SQLite file of their own, and a fresh process
measures, as a web process would begin.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

from benchmarks.web import evidence_data
from benchmarks.web.site import Site
from headship.evidence.analysis.fit import fit_all
from headship.evidence.contexts import of_public
from headship.evidence.models import PublicSchool
from headship.evidence.queries.contexts import library

SCHOOLS = 20
MEASURE = "from benchmarks.web import evidence_fit as it; it.print_measured()"
DIRECTORY = (
    "data/texas/nces_ccd_2013_14_texas_schools_selected_columns.csv",
    "data/texas/tx_principal_turnover_2015_2017_derived.csv",
    "data/nyc/nyc_school_quality_leadership_selected_columns.csv",
)


def figures(_site: Site) -> dict[str, float]:
    """Measure fit in a process of its own; empty if the data are absent."""
    paths = [str(evidence_data.SHARED / name) for name in DIRECTORY]
    if not evidence_data.is_here() or not all(map(os.path.exists, paths)):
        print("evidence: fit skipped, the export or the directory is not here.")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        place = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/fit.sqlite3"}
        _headship(place, "migrate", "--verbosity", "0")
        _headship(place, "import", "wwc", str(evidence_data.NEWEST))
        start = time.perf_counter()
        _headship(place, "import", "schools", *paths)
        seconds = time.perf_counter() - start
        told = _headship(place, "shell", "--no-imports", "--command", MEASURE)
    return {"evidence.schools_import_s": seconds, **json.loads(told)}


def _headship(place: dict[str, str], *words: str) -> bytes:
    command = (sys.executable, "-m", "headship", *words)
    done = subprocess.run(command, env=place, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- ours
    return done.stdout


def measured() -> dict[str, float]:
    """Fit schools to every intervention: the first with reading, the slowest without."""
    known = PublicSchool.objects.filter(frpl__isnull=False)
    schools = known.order_by("ref")[:SCHOOLS]
    places = [of_public(school).context for school in schools]
    seconds = []
    for place in places:
        start = time.perf_counter()
        held = library()
        fits = fit_all(place, {pk: one.samples for pk, one in held.records.items()})
        seconds.append(time.perf_counter() - start)
    return {
        "evidence.fit_all_s": seconds[0],
        "evidence.fit_all_again_s": max(seconds[1:]),
        "evidence.fit_all_interventions": len(fits),
    }


def print_measured() -> None:
    """Print what was measured, for the process that asked."""
    print(json.dumps(measured()))
