"""How all programs of an organization are doing, counted in a handful of queries.

Nothing here grows with the number of people on a page: every count is grouped by the
database, by cohort and by home district.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import (
    Avg,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    When,
)
from django_scopes import scopes_disabled

from headship.orgs.models import Organization
from headship.practice import queries as practice
from headship.practice.models import Practice
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Attendance,
    Cohort,
    LevelFigure,
    Participant,
    PracticeTask,
    Session,
    SessionDay,
    SessionFacilitator,
)

Place = tuple[int, int]  # A cohort's key and a home district's.


@dataclass(slots=True)
class Meetings:
    """What a cohort's sessions amount to, by mode where it matters to the cost."""

    sessions: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    hours: Decimal = Decimal()
    hours_held: Decimal = Decimal()
    days: Counter[str] = field(default_factory=Counter)
    lead_days: int = 0
    co_days: int = 0
    trips: int = 0
    travel_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Everything that is counted; hours and tasks by cohort, or by home district.

    Counting hours and tasks by both at once would fetch thousands of rows for sums
    that nobody reads.
    """

    seats: Mapping[Place, int]
    waiting: Mapping[int, int]
    meetings: Mapping[int, Meetings]
    attended: Mapping[int, Decimal]
    tasks: Mapping[int, int]
    done: Mapping[int, int]
    levels: Mapping[int, Mapping[str, tuple[float, int]]]


def cohorts_to_watch(
    organization: Organization, wanted: Mapping[str, str]
) -> QuerySet[Cohort]:
    """Return the cohorts that a manager looks at; keys: search, state, program."""
    found = Cohort.objects.filter(organization=organization)
    for word in (wanted.get("search") or "").split():
        found = found.filter(title__icontains=word)
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("program"):
        found = found.filter(program__ref=wanted["program"])
    return found.select_related("program", "organization")


def sessions_to_watch(
    organization: Organization, wanted: Mapping[str, str]
) -> QuerySet[Session]:
    """Return the sessions of the cohorts that a manager looks at."""
    chosen = cohorts_to_watch(organization, wanted).order_by().values("pk")
    return Session.objects.filter(cohort__in=chosen)


def count(cohorts: QuerySet[Cohort], at: datetime) -> Counts:
    """Count all that the overview shows of some cohorts.

    Crosses the wall with numbers: seats, hours and tasks done.
    """
    chosen = cohorts.order_by().values("pk")
    people = Participant.objects.filter(cohort__in=chosen).order_by()
    due = PracticeTask.objects.filter(
        session__cohort__in=chosen, due_on__lte=at.date()
    ).order_by()
    tasks = dict(due.values_list("ref", "session__cohort"))
    waiting = people.filter(state=Participant.State.WAITING)
    return Counts(
        seats=_seats(people),
        waiting=dict(waiting.values_list("cohort").annotate(Count("pk"))),
        meetings=_meetings(chosen, at),
        attended=_attended(chosen, "participant__cohort"),
        tasks=Counter(tasks.values()),
        done=_done_by_cohort(due.values("ref"), tasks),
        levels=_levels(chosen),
    )


def _seats(people: QuerySet[Participant]) -> dict[Place, int]:
    rows = people.filter(state__in=TAKES_PART).values_list("cohort", "organization")
    return {(cohort, home): n for cohort, home, n in rows.annotate(Count("pk"))}


def count_by_home(
    cohorts: QuerySet[Cohort], at: datetime
) -> tuple[dict[int, Decimal], dict[int, int]]:
    """Return hours attended and tasks done in some cohorts, by home district.

    Crosses the wall with two numbers for each district.
    """
    chosen = cohorts.order_by().values("pk")
    tasks = PracticeTask.objects.filter(
        session__cohort__in=chosen, due_on__lte=at.date()
    ).values("ref")
    hours = _attended(chosen, "participant__organization")
    with scopes_disabled():
        return hours, dict(_done(tasks, "organization"))


def _attended(chosen: QuerySet, unit: str) -> dict[int, Decimal]:
    """Add up hours by unit; the cohorts are the tenant's, so their rows are too."""
    with scopes_disabled():
        rows = (
            Attendance.objects.filter(
                participant__cohort__in=chosen,
                participant__state__in=TAKES_PART,
                hours__gt=0,
            )
            .order_by()
            .values_list(unit)
            .annotate(Sum("hours"))
        )
        return {key: Decimal(hours) for key, hours in rows}


def _done_by_cohort(due: QuerySet, tasks: Mapping[UUID, int]) -> dict[int, int]:
    found: Counter[int] = Counter()
    with scopes_disabled():
        for ref, n in _done(due, "origin_ref"):
            found[tasks[ref]] += n
    return found


def _done(tasks: QuerySet, unit: str) -> QuerySet:
    """Count practices of tasks that are done; they are rows of many tenants."""
    done = practice.tasks_done(tasks).filter(state=Practice.State.DONE)
    return done.order_by().values_list(unit).annotate(Count("pk"))


def _levels(chosen: QuerySet) -> dict[int, dict[str, tuple[float, int]]]:
    """Return means over the sessions that are shown; withheld ones are in no mean."""
    rows = (
        LevelFigure.objects.filter(session__cohort__in=chosen, withheld="")
        .order_by()
        .values_list("session__cohort", "level")
        .annotate(Avg("mean"), Count("pk"))
    )
    found: dict[int, dict[str, tuple[float, int]]] = defaultdict(dict)
    for cohort, level, mean, n in rows:
        found[cohort][level] = mean, n
    return found


def _meetings(chosen: QuerySet, at: datetime) -> dict[int, Meetings]:
    """Add up days and hours; what lies ahead counts as planned, not as held."""
    teams = _teams(chosen)
    found: dict[int, Meetings] = defaultdict(Meetings)
    for session, cohort, mode, most, length, is_held, days in _days(chosen, at):
        minutes = min(int(length.total_seconds() // 60), most)
        hours, meetings = days * Decimal(minutes) / 60, found[cohort]
        meetings.sessions.add(session)
        meetings.hours += hours
        if is_held:
            meetings.hours_held += hours
            _hold(meetings, session, days, mode, teams.get(session, (0, 0)))
    return found


def _days(chosen: QuerySet, at: datetime) -> QuerySet:
    """Count the days of each session that are equally long, held and ahead apart."""
    days = SessionDay.objects.filter(session__cohort__in=chosen)
    return (
        days.exclude(session__state=Session.State.CANCELLED)
        .order_by()
        .annotate(
            length=ExpressionWrapper(
                F("ends_at") - F("starts_at"), output_field=DurationField()
            ),
            is_held=Case(When(starts_at__lte=at, then=True), default=False),
        )
        .values_list(
            "session",
            "session__cohort",
            "session__mode",
            "session__cohort__program__day_minutes",
            "length",
            "is_held",
        )
        .annotate(Count("pk"))
    )


def _hold(
    meetings: Meetings, session: int, days: int, mode: str, team: tuple[int, int]
) -> None:
    leads, others = team
    is_first = session not in meetings.held
    meetings.held.add(session)
    meetings.days[mode] += days
    meetings.lead_days += leads * days
    meetings.co_days += others * days
    if mode != "online":
        meetings.trips += (leads + others) * is_first
        meetings.travel_days += (leads + others) * days


def _teams(chosen: QuerySet) -> dict[int, tuple[int, int]]:
    rows = (
        SessionFacilitator.objects.filter(session__cohort__in=chosen)
        .order_by()
        .values_list("session")
        .annotate(
            leads=Count("pk", filter=Q(part=SessionFacilitator.Part.LEAD)),
            others=Count("pk", filter=Q(part=SessionFacilitator.Part.CO)),
        )
    )
    return {session: (leads, others) for session, leads, others in rows}
