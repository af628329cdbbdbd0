"""Pooling five hundred findings, and how many published sizes are reproduced."""

import time
from collections.abc import Callable
from statistics import median

from django.db import connection

from benchmarks.web import evidence_data
from benchmarks.web.site import Site
from headship.evidence.models import Finding
from headship.evidence.queries.synthesis import poolable_findings
from headship.evidence.reports.agreement import REPRODUCED
from headship.evidence.reports.synthesis import synthesis_page

FINDINGS = 500
TIMES = 7


def figures(_site: Site) -> dict[str, float]:
    """Import the export unless it is in, and pool; empty if it is absent."""
    if not evidence_data.is_here():
        print(f"evidence: skipped, {evidence_data.NEWEST} is not here.")
        return {}
    if not Finding.objects.exists():
        evidence_data.import_newest()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # The database does so itself within a minute.
    # A copy made to grow the library is not counted again.
    published = Finding.objects.filter(id__lt=evidence_data.FAR)
    numbers = _numbers()
    return {
        "evidence.effect_sizes_reproduced": float(
            published.filter(agreement__in=REPRODUCED).count()
        ),
        "evidence.effect_sizes_published": float(
            published.filter(wwc_effect_size__isnull=False).count()
        ),
        "evidence.synthesis_500_ms": 1000
        * _seconds(lambda: synthesis_page("", None, numbers)),
    }


def _numbers() -> list[int]:
    """Return one finding of each of five hundred studies."""
    found = poolable_findings().select_related(None).filter(our_se__isnull=False)
    by_study = dict(found.order_by("-number").values_list("study_id", "number"))
    numbers = sorted(by_study.values())[:FINDINGS]
    if len(numbers) < FINDINGS:
        raise RuntimeError(f"There are only {len(numbers)} studies to pool.")
    return numbers


def _seconds(compute: Callable[[], object]) -> float:
    """Time reading, pooling and drawing; nothing is kept between calls."""
    taken = []
    for _turn in range(TIMES):
        start = time.perf_counter()
        compute()
        taken.append(time.perf_counter() - start)
    return median(taken)
