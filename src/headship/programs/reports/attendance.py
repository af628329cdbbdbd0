"""Attendance as pages and tables show it."""

from dataclasses import dataclass
from decimal import Decimal

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.programs import doors
from headship.programs.models import (
    Attendance,
    Cohort,
    Door,
    Participant,
    Session,
    SessionDay,
)
from headship.programs.policies import attendance as policies
from headship.programs.queries import attendance as queries
from headship.programs.queries.attendance import RosterRow
from headship.programs.queries.sessions import sessions as cohort_sessions

LAST_COMERS = 8
Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """What is shown at the entrance: the code now, and how many are in."""

    day: SessionDay
    is_open: bool
    code: str
    drawing: SafeString | None
    address: str
    here: int
    expected: int
    last: list[Attendance]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """The roster of one day."""

    day: SessionDay
    hours: Decimal
    here: int
    expected: int
    is_late: bool
    last: list[Attendance]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHours:
    """One participant's hours by session of a cohort; None is not attended."""

    participant: Participant
    hours: list[Decimal | None]
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortHours:
    """Who attended what of a cohort, one row per person."""

    cohort: Cohort
    sessions: list[Session]
    offered: list[Decimal]
    total_offered: Decimal
    people: list[PersonHours]


def door_page(day: SessionDay) -> DoorPage:
    """Build what the entrance shows; the code is of this very moment."""
    door = Door.objects.filter(day=day).first()
    code = doors.code_at(door.ref, door.tag, now()) if door else ""
    rows, there = queries.roster(day), list(queries.arrivals(day)[:LAST_COMERS])
    return DoorPage(
        day=day,
        is_open=door is not None,
        code=doors.spell(code) if code else "",
        drawing=_drawing(code) if code else None,
        address=f"{settings.BASE_URL}{_path()}",
        here=sum(row.is_present for row in rows),
        expected=len(rows),
        last=there,
    )


def day_page(day: SessionDay, rows: list[RosterRow]) -> DayPage:
    """Build the roster's heading."""
    return DayPage(
        day=day,
        hours=queries.day_hours(day),
        here=sum(row.is_present for row in rows),
        expected=len(rows),
        is_late=policies.needs_reason(day),
        last=list(queries.arrivals(day)[:LAST_COMERS]),
    )


def day_table(day: SessionDay) -> Table:
    """Write a day's attendance as a table."""
    header = [
        *("name", "district", "leader_role", "hours", "recorded_by", "recorded_at"),
        *("corrected_at", "reason"),
    ]
    return header, [_day_line(row, day) for row in queries.roster(day)]


def _day_line(row: RosterRow, day: SessionDay) -> list[object]:
    person = row.participant
    start = [str(person), str(person.organization), person.leader_role]
    if row.attendance is None:
        return [*start, Decimal(0), None, None, None, None]
    found = row.attendance
    return [
        *start,
        found.hours,
        found.get_method_display(),
        _local(found.recorded_at, day),
        _local(found.corrected_at, day),
        found.correction,
    ]


def _local(moment, day: SessionDay) -> str | None:
    return f"{moment.astimezone(day.zone):%Y-%m-%d %H:%M}" if moment else None


def cohort_hours(cohort: Cohort, people: list[Participant]) -> CohortHours:
    """Build who attended what, for the people of one page of the list."""
    sessions = [it for it in cohort_sessions(cohort) if not it.is_cancelled]
    offered = queries.offered_hours(sessions)
    found = queries.hours_of(Participant.objects.filter(pk__in=[p.pk for p in people]))
    none = queries.Hours(by_session={})
    return CohortHours(
        cohort=cohort,
        sessions=sessions,
        offered=[offered.get(it.pk, Decimal()) for it in sessions],
        total_offered=sum(offered.values(), Decimal()),
        people=[
            PersonHours(
                participant=person,
                hours=[
                    found.get(person.pk, none).by_session.get(it.pk) for it in sessions
                ],
                total=found.get(person.pk, none).total,
            )
            for person in people
        ],
    )


def cohort_table(page: CohortHours) -> Table:
    """Write a cohort's hours as a table."""
    header = ["name", "district", "leader_role", *(str(it) for it in page.sessions)]
    rows: list[list[object]] = [
        [
            str(row.participant),
            str(row.participant.organization),
            row.participant.leader_role,
            *(hours or Decimal(0) for hours in row.hours),
            row.total,
        ]
        for row in page.people
    ]
    return [*header, _("total")], rows


def _path() -> str:
    return reverse("programs_public:check_in")


def _drawing(code: str) -> SafeString:
    """Draw the code behind the #, where no log sees it."""
    square = segno.make(f"{settings.BASE_URL}{_path()}#{code}", error="m")
    return SafeString(
        square.svg_inline(scale=8, border=3, dark="#000", light="#fff", omitsize=True)
    )
