"""What a facilitator has before them: sessions led, people, tasks to discuss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, QuerySet
from django_scopes import scopes_disabled

from headship.orgs.models import Membership
from headship.practice import queries as practice
from headship.practice.models import Practice
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Cohort,
    Facilitator,
    FidelityCheck,
    Participant,
    PracticeTask,
    Session,
    SessionDay,
    SessionFacilitator,
)

ACCOUNT_DAYS = 14  # After this nobody remembers block by block.


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCount:
    """One task of a session: how many of those who take part have done it."""

    task: PracticeTask
    done: int
    people: int


def assignments_of(member: Membership) -> list[SessionFacilitator]:
    """Return everything a member leads, helps with or watches, by first day."""
    found = (
        SessionFacilitator.objects.filter(
            facilitator__member=member,
            facilitator__organization=member.organization,
        )
        .exclude(session__state=Session.State.CANCELLED)
        .exclude(session__cohort__state=Cohort.State.CANCELLED)
        .select_related("session__cohort__organization", "session__cohort__program")
        .annotate(
            starts_at=Min("session__days__starts_at"),
            ends_at=Max("session__days__ends_at"),
        )
    )
    return list(found.order_by("starts_at", "pk"))


def leads_anything(member: Membership) -> bool:
    """Say whether a member is in a ledger of facilitators; most people are not."""
    return Facilitator.objects.filter(member=member).exists()


def next_days(member: Membership, at: datetime, until: datetime) -> list[SessionDay]:
    """Return the days on which a member leads, helps or watches soon."""
    days = (
        SessionDay.objects.filter(
            session__facilitators__facilitator__member=member,
            ends_at__gt=at,
            starts_at__lt=until,
        )
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__cohort__organization", "venue")
    )
    return list(days.order_by("starts_at", "pk"))


def owed_accounts(member: Membership, at: datetime) -> list[Session]:
    """Return sessions just held of which the member has not told how they went."""
    told = FidelityCheck.objects.filter(facilitator__member=member)
    found = (
        Session.objects.filter(
            facilitators__facilitator__member=member,
            program_session__blocks__isnull=False,
        )
        .exclude(state=Session.State.CANCELLED)
        .exclude(pk__in=told.values("session"))
        .annotate(starts_at=Min("days__starts_at"), ends_at=Max("days__ends_at"))
        .filter(ends_at__lte=at, ends_at__gt=at - timedelta(days=ACCOUNT_DAYS))
        .select_related("cohort__organization")
    )
    return list(found.order_by("starts_at", "pk"))


def seat_counts(cohorts: Sequence[Cohort]) -> dict[int, int]:
    """Return how many people take part in each cohort."""
    rows = Participant.objects.filter(cohort__in=cohorts, state__in=TAKES_PART)
    return dict(rows.order_by().values_list("cohort").annotate(Count("pk")))


def open_tasks(cohorts: Sequence[Cohort], today: date) -> list[TaskCount]:
    """Return the tasks of cohorts that are not over long, with how many did them.

    Crosses the wall with a number for each task; no names and no words.
    """
    tasks = list(
        PracticeTask.objects.filter(
            session__cohort__in=cohorts, due_on__gte=today - timedelta(days=60)
        ).select_related("session__cohort__organization")
    )
    done = _done([it.ref for it in tasks])
    people = seat_counts(cohorts)
    return [
        TaskCount(
            task=it,
            done=done.get(it.ref, 0),
            people=people.get(it.session.cohort_id, 0),
        )
        for it in tasks
    ]


def _done(refs: list[UUID]) -> dict[UUID, int]:
    with scopes_disabled():
        rows = (
            practice.tasks_done(refs)
            .filter(state=Practice.State.DONE)
            .order_by()
            .values_list("origin_ref")
            .annotate(Count("pk"))
        )
        return dict(rows)


def beginning(
    cohorts: QuerySet[Cohort], at: datetime, until: datetime
) -> QuerySet[Session]:
    """Return the sessions of some cohorts that begin within a stretch of time."""
    scheduled = Session.objects.filter(
        cohort__in=cohorts.order_by().values("pk"), state=Session.State.SCHEDULED
    )
    first = scheduled.annotate(starts_at=Min("days__starts_at"))
    return first.filter(starts_at__gt=at, starts_at__lt=until)


def staffed(keys: Sequence[int]) -> dict[int, Session]:
    """Return sessions with days, places, and the ledgers of those who lead."""
    found = Session.objects.filter(pk__in=keys).select_related(
        "cohort__organization", "program_session"
    )
    people = SessionFacilitator.objects.select_related(
        "facilitator__member"
    ).prefetch_related("facilitator__qualifications")
    days = SessionDay.objects.select_related("venue", "session__cohort")
    loaded = found.prefetch_related(
        Prefetch("days", queryset=days), Prefetch("facilitators", queryset=people)
    )
    return {it.pk: it for it in loaded}
