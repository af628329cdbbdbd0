"""How much of a program each person has had so far, and what is missing.

Dosage is contact hours attended and tasks practiced, against what was offered up to
now; evaluation relates it to outcomes. Crosses the wall with hours, and with whether a
task is done; never with what was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, QuerySet
from django_scopes import scopes_disabled

from headship.practice import queries as practice
from headship.practice.models import Practice
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Cohort,
    CohortDistrict,
    Participant,
    PracticeTask,
    Session,
)
from headship.programs.queries import attendance
from headship.programs.queries.attendance import Hours

NOTHING = Decimal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosage:
    """One person's share of a program so far.

    ``missed`` are sessions without an hour, ``partly`` those with fewer hours than
    offered; ``undone`` are tasks whose day has come and that are not done.
    """

    participant: Participant
    hours: Decimal
    hours_offered: Decimal
    tasks_done: int
    tasks_due: int
    missed: tuple[Session, ...]
    partly: tuple[Session, ...]
    undone: tuple[PracticeTask, ...]

    @property
    def is_complete(self) -> bool:
        return not (self.missed or self.partly or self.undone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offered:
    """What a cohort has offered so far."""

    sessions: tuple[Session, ...]
    hours: dict[int, Decimal]
    tasks: tuple[PracticeTask, ...]


def cohort_dosage(cohort: Cohort, at: datetime) -> list[Dosage]:
    """Return the dosage of everyone who takes part, by name.

    Takes the same few queries for any number of people and sessions.
    """
    people = Participant.objects.filter(cohort=cohort, state__in=TAKES_PART)
    return _dosages(cohort, people, at)


def district_dosage(part: CohortDistrict, at: datetime) -> list[Dosage]:
    """Return the dosage of a district's own people in a cohort, by name.

    Crosses from the provider to the people's district: their own people's hours and
    tasks done, of nobody else.
    """
    if not part.has_agreed:
        return []
    with scopes_disabled():
        people = Participant.objects.filter(
            cohort=part.cohort_id,
            organization=part.district_id,
            state__in=TAKES_PART,
        )
        return _dosages(part.cohort, people, at)


def my_dosage(participant: Participant, at: datetime) -> Dosage:
    """Return one participant's dosage, for the person, their district or provider.

    Crosses from the provider to the person; the caller has found the place through
    an access function that admits the reader.
    """
    with scopes_disabled():
        people = Participant.objects.filter(pk=participant.pk)
        (found,) = _dosages(participant.cohort, people, at)
        return found


def _dosages(
    cohort: Cohort, people: QuerySet[Participant], at: datetime
) -> list[Dosage]:
    offered = _offered(cohort, at)
    hours = attendance.hours_of(people)
    done = _done(offered.tasks)
    rows = people.select_related("member", "organization", "cohort__organization")
    return [
        _dosage(it, offered, hours.get(it.pk), done.get(it.member_id, set()))
        for it in rows
    ]


def _offered(cohort: Cohort, at: datetime) -> _Offered:
    """Return the sessions that are over and the tasks whose day has come."""
    sessions = (
        Session.objects.filter(cohort=cohort)
        .exclude(state=Session.State.CANCELLED)
        .annotate(ended_at=Max("days__ends_at"))
        .filter(ended_at__lte=at)
        .order_by("number", "pk")
    )
    over = tuple(sessions)
    tasks = PracticeTask.objects.filter(session__cohort=cohort, due_on__lte=at.date())
    return _Offered(
        sessions=over, hours=attendance.offered_hours(over), tasks=tuple(tasks)
    )


def _done(tasks: Iterable[PracticeTask]) -> dict[int, set[object]]:
    """Return which tasks each member has done."""
    found: dict[int, set[object]] = {}
    with scopes_disabled():
        rows = practice.tasks_done([it.ref for it in tasks]).filter(
            state=Practice.State.DONE
        )
        for it in rows:
            found.setdefault(it.member_id, set()).add(it.origin_ref)
    return found


def _dosage(
    participant: Participant, offered: _Offered, hours: Hours | None, done: set[object]
) -> Dosage:
    had = hours.by_session if hours else {}
    by_session = [
        (it, had.get(it.pk, NOTHING), offered.hours.get(it.pk, NOTHING))
        for it in offered.sessions
    ]
    return Dosage(
        participant=participant,
        # More than offered in one session does not make up for another.
        hours=sum((min(got, of) for _, got, of in by_session), NOTHING),
        hours_offered=sum((of for _, _, of in by_session), NOTHING),
        tasks_done=sum(it.ref in done for it in offered.tasks),
        tasks_due=len(offered.tasks),
        missed=tuple(it for it, got, _ in by_session if not got),
        partly=tuple(it for it, got, of in by_session if 0 < got < of),
        undone=tuple(it for it in offered.tasks if it.ref not in done),
    )
