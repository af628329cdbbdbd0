"""Raters answering and leaders reading."""

import itertools
import time
from collections.abc import Callable
from statistics import median

from django_scopes import scope, scopes_disabled

from benchmarks.web import data
from benchmarks.web.load import Request, Tally, run
from benchmarks.web.site import Site
from headship.feedback.models import Cycle
from headship.feedback.reports.group import group_report
from headship.surveys.models import Invitation
from headship.surveys.models.responses import Response

SUSTAINED_SECONDS = 60
RATERS = 16_000  # More than can answer within the time.
AT_ONCE = 1000


def figures(site: Site) -> dict[str, float]:
    """Measure every figure of the area."""
    found = {**_intake(site), **_reading(site), **_growth(site)}
    site.note_memory()
    return {**found, "feedback.web_rss_mb": site.peak_mb}


def _intake(site: Site) -> dict[str, float]:
    cycle, _participants = data.open_cycle(leaders=1, raters=RATERS)
    cookies, form = data.rater_cookies(cycle), data.full_form(cycle)
    pages = _pages(site, cookies)
    site.note_memory()
    waiting = iter(cookies)
    once = _send(site, itertools.islice(waiting, AT_ONCE), form, AT_ONCE, 120)
    sent = _send(site, waiting, form, 8, SUSTAINED_SECONDS)
    again = _send(site, iter(cookies[:200]), form, 8, 60)
    stored = _count(cycle)
    asked = len(once.seconds) + len(sent.seconds)
    return {
        "feedback.questionnaire_pages_per_s": pages.per_second,
        "feedback.questionnaire_p95_ms": pages.p95_ms,
        "feedback.responses_per_s": sent.per_second,
        "feedback.response_p95_ms": sent.p95_ms,
        "feedback.responses_lost": float(asked - stored),
        "feedback.replays_refused_wrongly": float(again.wrong),
        "feedback.concurrent_raters_ok": float(len(once.seconds) - once.wrong),
    }


def _pages(site: Site, cookies: list[dict[str, str]]) -> Tally:
    paths = itertools.cycle(f"/r/questions/{number}/" for number in range(1, 9))
    requests = (
        Request(path, cookies=cookie)
        for path, cookie in zip(paths, itertools.cycle(cookies), strict=False)
    )
    run(site.port, requests, clients=8, seconds=3)
    tally = run(site.port, requests, clients=8, seconds=15)
    _check(tally)
    return tally


def _send(
    site: Site, cookies, form: dict[str, str], clients: int, seconds: float
) -> Tally:
    requests = (Request("/r/send/", cookies=it, form=form) for it in cookies)
    return run(site.port, requests, clients=clients, seconds=seconds, expected=302)


def _count(cycle: Cycle) -> int:
    with scopes_disabled():
        flagged = Invitation.objects.filter(survey=cycle.survey, has_answered=True)
        stored = Response.objects.filter(survey=cycle.survey).count()
        return min(stored, flagged.count())


def _reading(site: Site) -> dict[str, float]:
    cycle, participants = data.closed_cycle(leaders=12, raters=60)
    participant = participants[0]
    with scopes_disabled():
        cookie = data.session_cookie(participant.member)
    base = f"/o/{cycle.organization.slug}/feedback/reports/{participant.ref}/"
    report = _repeat(site, Request(base, cookies=cookie), 60)
    pdf = _repeat(site, Request(base + "report.pdf", cookies=cookie), 7)
    return {
        "feedback.report_p95_ms": report.p95_ms,
        "feedback.report_pdf_s": median(pdf.seconds),
    }


def _repeat(site: Site, request: Request, times: int) -> Tally:
    tally = run(site.port, itertools.repeat(request, times + 1), clients=1, seconds=120)
    _check(tally)
    site.note_memory()
    return Tally(seconds=tally.seconds[1:], elapsed=tally.elapsed)


def _growth(site: Site) -> dict[str, float]:
    found = {}
    for words, leaders in (("3k", 50), ("30k", 500), ("300k", 5000)):
        cycle, _participants = data.closed_cycle(leaders=leaders, raters=60)
        found[f"feedback.group_report_{words}_ms"] = 1000 * _cold(_group_report(cycle))
        site.note_memory()
    return found


def _group_report(cycle: Cycle) -> Callable[[], object]:
    def compute() -> object:
        with scope(organization=cycle.organization):
            return group_report(cycle, None)

    return compute


def _cold(compute: Callable[[], object]) -> float:
    """Time one call; nothing of a report is kept between calls, so each is cold."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        compute()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def _check(tally: Tally) -> None:
    if tally.wrong:
        raise RuntimeError(f"{tally.wrong} of {len(tally.seconds)} answers were wrong.")
