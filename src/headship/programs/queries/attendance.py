"""Reading who was there, and for how many hours."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet, Sum
from django_scopes import scopes_disabled

from headship.accounts.models import User
from headship.orgs.models import Membership
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Attendance,
    Cohort,
    Door,
    MakeUp,
    Participant,
    Session,
    SessionDay,
)

CENT = Decimal("0.01")


def day_hours(day: SessionDay) -> Decimal:
    """Return the contact hours of a whole day: its length without the breaks.

    The program says how many minutes of a day are work; a shorter day counts as long
    as it is. Costs two queries if the day's cohort and program are not loaded.
    """
    minutes = min(day.minutes, day.session.cohort.program.day_minutes)
    return (Decimal(minutes) / 60).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person who is expected, with what is recorded."""

    participant: Participant
    attendance: Attendance | None
    is_guest: bool

    @property
    def hours(self) -> Decimal:
        return self.attendance.hours if self.attendance else Decimal()

    @property
    def is_present(self) -> bool:
        return self.hours > 0


def roster(day: SessionDay) -> list[RosterRow]:
    """Return everyone expected on a day, guests who make up last, by name."""
    recorded = {
        it.participant_id: it
        for it in Attendance.objects.filter(day=day).select_related(
            "day__venue",
            "day__session__cohort__organization",
            "day__session__cohort__program",
            "participant__member",
            "recorded_by",
            "corrected_by",
        )
    }
    guests = set(
        MakeUp.objects.filter(session=day.session).values_list("participant", flat=True)
    )
    expected = Participant.objects.filter(
        Q(cohort=day.session.cohort, state__in=TAKES_PART)
        | Q(pk__in=guests)
        | Q(pk__in=recorded)
    ).select_related("member", "organization", "cohort")
    rows = [
        RosterRow(
            participant=it,
            attendance=recorded.get(it.pk),
            is_guest=it.cohort_id != day.session.cohort_id,
        )
        for it in expected
    ]
    return sorted(rows, key=lambda row: row.is_guest)


def find_door(tag: str) -> Door | None:
    """Return the door that the first half of a code names.

    Runs outside every tenant: whoever scans is of another organization than the
    door. Only that it exists is told, until the code and the seat are checked.
    """
    with scopes_disabled():
        found: Door | None = (
            Door.objects.select_related(
                "day__session__cohort__organization",
                "day__session__cohort__program",
                "day__venue",
            )
            .filter(tag=tag)
            .first()
        )
        return found


def get_door(ref: str) -> Door | None:
    """Return the door that a browser has shown a good code for; see ``find_door``."""
    with scopes_disabled():
        tag = Door.objects.filter(ref=ref).values_list("tag", flat=True).first()
    return find_door(tag) if tag else None


def find_seat(user: User, day: SessionDay) -> Participant | None:
    """Return the place with which someone attends a day, from any organization.

    Crosses the wall for the person's own places only. A place that takes part comes
    before one that was given up, so that the latter can be named.
    """
    with scopes_disabled():
        seats = (
            Participant.objects.filter(member__user=user, member__status="active")
            .filter(Q(cohort=day.session.cohort) | Q(make_ups__session=day.session))
            .select_related("member__organization", "cohort__organization")
            .distinct()
        )
        found = sorted(seats, key=lambda it: (it.state not in TAKES_PART, it.pk))
        return found[0] if found else None


def my_days(member: Membership) -> list[Attendance]:
    """Return what is recorded of a member, newest first, from any organization.

    Crosses the wall for the person's own rows only.
    """
    with scopes_disabled():
        own = Attendance.objects.filter(participant__member=member, hours__gt=0)
        return list(
            own.select_related("day__session__cohort", "day__venue").order_by(
                "-day__starts_at"
            )
        )


def arrivals(day: SessionDay) -> QuerySet[Attendance]:
    """Return who is there, last comers first."""
    there = Attendance.objects.filter(day=day, hours__gt=0)
    return there.select_related("participant__member").order_by("-recorded_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """One person's hours by session, made-up ones counted where they were missed."""

    by_session: dict[int, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.by_session.values(), Decimal())


def hours_in(cohort: Cohort) -> dict[int, Hours]:
    """Return the hours of everyone of a cohort, by the participant's key."""
    return hours_of(Participant.objects.filter(cohort=cohort))


def hours_of(participants: QuerySet[Participant]) -> dict[int, Hours]:
    """Return hours by session for some participants, in two queries."""
    instead = {
        (it.participant_id, it.session_id): it.missed_id
        for it in MakeUp.objects.filter(participant__in=participants)
    }
    sums = (
        Attendance.objects.filter(participant__in=participants, hours__gt=0)
        .values_list("participant", "day__session")
        .annotate(hours=Sum("hours"))
        .order_by()
    )
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for participant, session, hours in sums:
        counted = instead.get((participant, session), session)
        before = found[participant].get(counted, Decimal())
        found[participant][counted] = (before + hours).quantize(CENT)
    return {key: Hours(by_session=values) for key, values in found.items()}


def offered_hours(sessions: Iterable[Session]) -> dict[int, Decimal]:
    """Return how many hours each session offers; cancelled ones offer none."""
    days = SessionDay.objects.filter(session__in=list(sessions)).exclude(
        session__state=Session.State.CANCELLED
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for day in days.select_related("session__cohort__program"):
        found[day.session_id] += day_hours(day)
    return dict(found)
