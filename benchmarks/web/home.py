"""The first page after signing in."""

import itertools

from django_scopes import scopes_disabled

from benchmarks.web import data
from benchmarks.web.load import Request, run
from benchmarks.web.site import Site


def figures(site: Site) -> dict[str, float]:
    """Measure the leader's home page at eight clients."""
    cycle, participants = data.closed_cycle(leaders=12, raters=20)
    with scopes_disabled():
        cookie = data.session_cookie(participants[0].member)
    request = Request(f"/o/{cycle.organization.slug}/", cookies=cookie)
    run(site.port, itertools.repeat(request), clients=8, seconds=2)
    tally = run(site.port, itertools.repeat(request), clients=8, seconds=15)
    if tally.wrong:
        raise RuntimeError(f"{tally.wrong} answers were wrong.")
    return {"home.pages_per_s": tally.per_second, "home.p95_ms": tally.p95_ms}
