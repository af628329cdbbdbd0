"""A statewide program: what its manager and its people wait for.

200 cohorts with 5,000 participants of 40 districts, 2,000 sessions on 2 days each with
40 leads, 60,000 rows of attendance, a practice task for every session and its figures.
"""

import base64
import itertools
from datetime import timedelta
from decimal import Decimal

import numpy as np
from django.db import connection
from django_scopes import scope, scopes_disabled

from benchmarks.web import data
from benchmarks.web.load import Request, Tally, run
from benchmarks.web.site import Site
from headship.core.clock import now, today
from headship.instruments.queries import shipped_version
from headship.orgs.models import Membership, Organization, Role
from headship.practice.models import Practice
from headship.programs.actions.calendar import make_feed_key
from headship.programs.models import (
    Attendance,
    Cohort,
    Facilitator,
    Level,
    LevelFigure,
    Participant,
    PracticeTask,
    Program,
    Qualification,
    RateCard,
    Session,
    SessionDay,
    SessionFacilitator,
    SessionFeedback,
)
from headship.surveys.models import Survey, SurveyPart

COHORTS, PEOPLE, DISTRICTS, LEADS = 200, 25, 40, 40
SESSIONS, DAYS = 10, 2
HELD = 6  # Of the ten; 25 people at two days of these make 60,000 rows.
BATCH = 2000


def figures(site: Site) -> dict[str, float]:
    """Measure the manager's page, a participant's home and a calendar feed."""
    manager, person = _statewide()
    pages = {
        "programs.manager_p95_ms": (
            Request(
                f"/o/{manager.organization.slug}/programs/health/",
                cookies=data.session_cookie(manager),
            ),
            1,
        ),
        "programs.home_p95_ms": (
            Request(
                f"/o/{person.organization.slug}/", cookies=data.session_cookie(person)
            ),
            2,
        ),
    }
    found = {name: _p95(site, *page) for name, page in pages.items()}
    return {**found, "programs.ical_p95_ms": _feed(site, person)}


def _feed(site: Site, person: Membership) -> float:
    with scope(organization=person.organization):
        code = make_feed_key(by=person)
    secret = base64.b64encode(f"{person.email}:{code}".encode()).decode()
    request = Request(
        "/programs/calendar/mine.ics", headers={"Authorization": f"Basic {secret}"}
    )
    return _p95(site, request, 1)


def _p95(site: Site, request: Request, clients: int) -> float:
    run(site.port, itertools.repeat(request), clients=clients, seconds=3)
    tally: Tally = run(
        site.port, itertools.repeat(request), clients=clients, seconds=15
    )
    site.note_memory()
    if tally.wrong:
        raise RuntimeError(f"{tally.wrong} of {len(tally.seconds)} were wrong.")
    return tally.p95_ms


def _statewide() -> tuple[Membership, Membership]:
    """Insert the whole program; return its manager and one participant."""
    manager = data.organization()
    Organization.objects.filter(pk=manager.organization_id).update(kind="provider")
    homes = [data.organization().organization for _ in range(DISTRICTS)]
    with scopes_disabled():
        places = _people(manager.organization, homes)
        sessions = _sessions(manager.organization)
        _leads(manager.organization, sessions)
        _attendance(places)
        _practices(places, sessions)
        _levels(manager.organization, sessions)
        RateCard.objects.create(
            organization=manager.organization, facilitator_day=160_000, venue_day=60_000
        )
        person = places[0].member
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return manager, person


def _people(provider: Organization, homes: list[Organization]) -> list[Participant]:
    program = Program.objects.create(
        organization=provider, title="Year One", state=Program.State.OFFERED
    )
    begin = today() - timedelta(days=200)
    cohorts = Cohort.objects.bulk_create(
        Cohort(
            organization=provider,
            program=program,
            title=f"Cohort {number}",
            capacity=30,
            time_zone="America/Chicago",
            starts_on=begin,
            ends_on=begin + timedelta(days=400),
            budget_cents=3_000_000,
            state=Cohort.State.RUNNING,
        )
        for number in range(COHORTS)
    )
    staff = [
        data.people(home, COHORTS * PEOPLE // DISTRICTS, Role.LEADER) for home in homes
    ]
    mixed = [member for group in zip(*staff, strict=True) for member in group]
    return Participant.objects.bulk_create(
        (
            Participant(
                cohort=cohort,
                organization_id=member.organization_id,
                member=member,
                leader_role="principal",
                state=Participant.State.ENROLLED,
                state_changed_at=now(),
            )
            for place, cohort in enumerate(cohorts)
            for member in mixed[place * PEOPLE : (place + 1) * PEOPLE]
        ),
        batch_size=BATCH,
    )


def _sessions(provider: Organization) -> list[Session]:
    cohorts = Cohort.objects.filter(organization=provider).order_by("pk")
    sessions = Session.objects.bulk_create(
        (
            Session(
                cohort=cohort, number=number, title=f"Session {number}", mode="central"
            )
            for cohort in cohorts
            for number in range(1, SESSIONS + 1)
        ),
        batch_size=BATCH,
    )
    SessionDay.objects.bulk_create(
        (
            SessionDay(session=it, starts_at=start, ends_at=start + timedelta(hours=7))
            for it in sessions
            for start in _starts(it.number)
        ),
        batch_size=BATCH,
    )
    return sessions


def _starts(number: int):
    """Begin the first sessions in the past and the rest in the future."""
    first = now() + timedelta(days=30 * (number - HELD) - 2)
    return [first + timedelta(days=day) for day in range(DAYS)]


def _leads(provider: Organization, sessions: list[Session]) -> None:
    """Give each session one of forty leads, whose ledgers are complete and current."""
    kinds = (Qualification.Kind.TRAINING, Qualification.Kind.PRACTICE_TEACHING)
    leads = Facilitator.objects.bulk_create(
        Facilitator(organization=provider, member=it)
        for it in data.people(provider, LEADS, Role.FACILITATOR)
    )
    Qualification.objects.bulk_create(
        Qualification(
            facilitator=lead,
            kind=kind,
            observer_name="Edna Lowe" if kind == "practice_teaching" else "",
            on=today() - timedelta(days=400),
            expires_on=today() + timedelta(days=400),
        )
        for lead in leads
        for kind in kinds
    )
    SessionFacilitator.objects.bulk_create(
        (
            SessionFacilitator(session=session, facilitator=lead, part="lead")
            for session, lead in zip(sessions, itertools.cycle(leads), strict=False)
        ),
        batch_size=BATCH,
    )


def _attendance(places: list[Participant]) -> None:
    days = SessionDay.objects.filter(session__number__lte=HELD)
    by_cohort: dict[int, list[SessionDay]] = {}
    for day in days.select_related("session"):
        by_cohort.setdefault(day.session.cohort_id, []).append(day)
    Attendance.objects.bulk_create(
        (
            Attendance(
                day=day,
                participant=place,
                hours=Decimal(6),
                method="roster",
                recorded_at=now(),
            )
            for place in places
            for day in by_cohort[place.cohort_id]
        ),
        batch_size=BATCH,
    )


def _practices(places: list[Participant], sessions: list[Session]) -> None:
    held = [it for it in sessions if it.number <= HELD]
    tasks = PracticeTask.objects.bulk_create(
        (
            PracticeTask(
                session=it,
                what="Visit four classrooms.",
                responsibility_key="visibility",
                due_on=today() - timedelta(days=1),
                set_at=now(),
            )
            for it in held
        ),
        batch_size=BATCH,
    )
    by_cohort: dict[int, list[PracticeTask]] = {}
    for task in tasks:
        by_cohort.setdefault(task.session.cohort_id, []).append(task)
    rng = np.random.default_rng(1)
    Practice.objects.bulk_create(
        (
            _practice(place, task, is_done=bool(rng.random() < 0.7))
            for place in places
            for task in by_cohort[place.cohort_id]
        ),
        batch_size=BATCH,
    )


def _practice(place: Participant, task: PracticeTask, *, is_done: bool) -> Practice:
    return Practice(
        organization_id=place.organization_id,
        member_id=place.member_id,
        responsibility_key=task.responsibility_key,
        what=task.what,
        due_on=task.due_on,
        origin_kind=Practice.Origin.SESSION,
        origin_ref=task.ref,
        state=Practice.State.DONE if is_done else Practice.State.PLANNED,
        finished_at=now() if is_done else None,
    )


def _levels(provider: Organization, sessions: list[Session]) -> None:
    held = [it for it in sessions if it.number <= HELD]
    surveys = Survey.objects.bulk_create(
        (
            Survey(
                organization=provider,
                title=it.title,
                state=Survey.State.CLOSED,
                closes_at=now(),
                opened_at=now(),
                closed_at=now(),
            )
            for it in held
        ),
        batch_size=BATCH,
    )
    version = shipped_version("session-feedback")
    SurveyPart.objects.bulk_create(
        (SurveyPart(survey=it, position=0, version=version) for it in surveys),
        batch_size=BATCH,
    )
    opened = SessionFeedback.objects.bulk_create(
        (
            SessionFeedback(session=session, survey=survey)
            for session, survey in zip(held, surveys, strict=True)
        ),
        batch_size=BATCH,
    )
    rng = np.random.default_rng(2)
    LevelFigure.objects.bulk_create(
        (
            LevelFigure(
                session=it.session,
                feedback=it,
                level=level,
                n=20,
                mean=float(rng.uniform(2.5, 4.8)),
            )
            for it in opened
            for level in Level
        ),
        batch_size=BATCH,
    )
