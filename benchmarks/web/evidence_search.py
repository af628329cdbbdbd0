"""Searching the evidence library, as published and tenfold."""

import itertools
import tempfile
from collections.abc import Sequence

from benchmarks.web import evidence_data
from benchmarks.web.load import Request, Tally, run
from benchmarks.web.site import Site, served

SECONDS = 15
QUERIES = (
    "",
    "q=balanced+leadership",
    "q=balanced+leadreship",
    "q=pricnipal+retention",
    "q=reading",
    "q=reading&grade=3&grade=4&tier=1",
    "q=math+achievement&locale=rural",
    "q=attendance&sort=effect",
    "q=school+leaders&sort=certainty",
    "q=zzzzz+english+learners",
    "grade=9&grade=10&locale=city&design=rct",
    "effect=better-sure&tier=1&sort=year",
    "effect=worse-sure",
    "domain=general-mathematics-achievement&sort=name&page=3",
    "delivery=small-group&group=english-learners",
    "year=2015-2019&design=qed&sort=harm",
    "view=findings",
    "view=findings&q=vocabulary&sort=effect&page=4",
    "view=findings&effect=worse-chance&grade=k",
    "sort=name&page=20",
)
# More pages than a process keeps: each is asked for anew when its turn comes again.
PAGES = tuple(f"{query}&page={n}" for n in range(1, 21) for query in QUERIES)


def figures(site: Site) -> dict[str, float]:
    """Import the export, then search it; empty if it is absent."""
    if not evidence_data.is_here():
        print(f"evidence: skipped, {evidence_data.NEWEST} is not here.")
        return {}
    seconds, megabytes = evidence_data.import_newest()
    found = {"evidence.import_s": seconds, "evidence.import_mb": megabytes}
    found |= _named("evidence.search", site)
    evidence_data.grow_tenfold()
    found |= _named("evidence.search_10x", site)
    site.note_memory()
    found["evidence.search_10x_rss_mb"] = site.peak_mb
    return found | _on_sqlite()


def _on_sqlite() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/evidence.sqlite3"
        with served(url, prepare=_fill) as site:
            return _named("evidence.search_sqlite", site)


def _fill() -> None:
    evidence_data.import_newest()


def _named(name: str, site: Site) -> dict[str, float]:
    """Measure pages that nobody has asked for of late, and those that somebody has."""
    alone, crowd = _search(site, PAGES, clients=1), _search(site, PAGES, clients=8)
    again = _search(site, QUERIES, clients=8)
    return {
        f"{name}_p50_ms": alone.p50_ms,
        f"{name}_p95_ms": alone.p95_ms,
        f"{name}_8_clients_p50_ms": crowd.p50_ms,
        f"{name}_8_clients_p95_ms": crowd.p95_ms,
        f"{name}_again_8_clients_p95_ms": again.p95_ms,
    }


def _search(site: Site, pages: Sequence[str], clients: int) -> Tally:
    requests = (Request(f"/evidence/?{page}") for page in itertools.cycle(pages))
    run(site.port, requests, clients=8, seconds=3)
    tally = run(site.port, requests, clients=clients, seconds=SECONDS)
    if tally.wrong:
        raise RuntimeError(f"{tally.wrong} of {len(tally.seconds)} answers were wrong.")
    return tally
