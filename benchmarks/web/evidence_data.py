"""The evidence library as published, and ten times as much of it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection, transaction

from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.models import Finding, Intervention, Review, Study

SHARED = Path(os.environ.get("HEADSHIP_SHARED", "../shared"))
EXPORT = SHARED / "data/wwc"
NEWEST = EXPORT / "WWC_2025-08-25_Interventions_Studies_And_Findings.csv"
OLDER = ("WWC_2020-04-25_Findings.csv", "WWC_2020-04-25_InterventionReports.csv")
FAR = 20_000_000  # From one copy's keys to the next's; findings stay below 900 million.
TIMES = 10


def is_here() -> bool:
    """Say whether the export can be imported on this machine."""
    return NEWEST.exists()


def import_newest() -> tuple[float, float]:
    """Import the export by its command; return seconds and peak megabytes."""
    words = (sys.executable, "-m", "headship", "import", "wwc", str(NEWEST))
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 -- ours
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError("The import failed.")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def grow_tenfold() -> None:
    """Copy every record nine times under other names and numbers."""
    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(1, TIMES):
            for model in (Intervention, Study, Review, Finding):
                cursor.execute(_copy(model, number))
    make_catalog()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(model: type, number: int) -> str:
    """Return the statement that copies a table's first rows once more."""
    step = number * FAR
    moved = {"id", "wwc_id", "number", "intervention_id", "study_id", "review_id"}
    told = {
        "ref": "gen_random_uuid()",
        "slug": f"slug || '-{number}'",
        "name": f"name || ' {number}'",
    }
    columns = [field.column for field in model._meta.concrete_fields]  # noqa: SLF001
    quoted = [f'"{column}"' for column in columns]
    values = [
        f'"{column}" + {step}' if column in moved else told.get(column, f'"{column}"')
        for column in columns
    ]
    table = model._meta.db_table  # noqa: SLF001
    return (
        f"INSERT INTO {table} ({', '.join(quoted)}) "  # noqa: S608 -- our own words
        f"SELECT {', '.join(values)} FROM {table} WHERE id < {FAR}"
    )
