"""Reading tasks between sessions: who has done them, and what is shared.

Crosses the wall from districts to the provider: that a person has a task and whether
it is done. What was written and added crosses only for logs that their author shares
with facilitators (``shared_logs``) or with peers (``peer_logs``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Min, QuerySet
from django_scopes import scopes_disabled

from headship.orgs.models import Membership
from headship.practice import queries as practice
from headship.practice.access import get_file
from headship.practice.models import Evidence, Practice, Share
from headship.practice.queries import Log
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Block,
    Cohort,
    Participant,
    PracticeTask,
    Session,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task of a cohort with how many have it and how many have done it."""

    task: PracticeTask
    given: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One participant and how far they are with a task; no words, no evidence."""

    participant: Participant
    practice: Practice | None
    is_shared: bool


def people_of(cohort: Cohort) -> list[Membership]:
    """Return who takes part in a cohort now, as members of their districts."""
    places = Participant.objects.filter(cohort=cohort, state__in=TAKES_PART)
    return [it.member for it in places.select_related("member").order_by("pk")]


def tasks_of(cohort: Cohort) -> QuerySet[PracticeTask]:
    """Return a cohort's tasks by date, with their sessions."""
    return PracticeTask.objects.filter(session__cohort=cohort).select_related(
        "session__cohort__organization", "set_by"
    )


def tasks_under_way(instant: datetime) -> QuerySet[PracticeTask]:
    """Return tasks of all cohorts that are not over and whose day is still ahead."""
    return (
        PracticeTask.objects.filter(due_on__gte=instant.date())
        .exclude(
            session__cohort__state__in=[Cohort.State.FINISHED, Cohort.State.CANCELLED]
        )
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__cohort__organization")
        .order_by("pk")
    )


def task_rows(cohort: Cohort) -> list[TaskRow]:
    """Return a cohort's tasks with counts, in two queries and one across the wall."""
    tasks = list(tasks_of(cohort))
    members = _members(cohort)
    given: dict[UUID, list[Practice]] = {}
    for it in _practices(tasks):
        if it.member_id in members and it.origin_ref:
            given.setdefault(it.origin_ref, []).append(it)
    return [
        TaskRow(
            task=task,
            given=len(given.get(task.ref, ())),
            done=sum(it.is_done for it in given.get(task.ref, ())),
        )
        for task in tasks
    ]


def people_rows(task: PracticeTask) -> list[PersonRow]:
    """Return who takes part in the cohort and how far they are with a task."""
    places = Participant.objects.filter(
        cohort=task.session.cohort, state__in=TAKES_PART
    ).select_related("member", "organization", "cohort__organization")
    by_member = {it.member_id: it for it in _practices([task])}
    with scopes_disabled():
        shared = set(
            Share.objects.filter(
                practice__in=[it.pk for it in by_member.values()],
                audience=Share.Audience.FACILITATOR,
            ).values_list("practice", flat=True)
        )
    return [
        PersonRow(
            participant=it,
            practice=by_member.get(it.member_id),
            is_shared=(found := by_member.get(it.member_id)) is not None
            and found.pk in shared,
        )
        for it in places
    ]


def _practices(tasks: Iterable[PracticeTask]) -> list[Practice]:
    with scopes_disabled():
        return list(practice.tasks_done([it.ref for it in tasks]))


def _members(cohort: Cohort) -> set[int]:
    places = Participant.objects.filter(cohort=cohort, state__in=TAKES_PART)
    return set(places.values_list("member", flat=True))


def suggested_tasks(session: Session) -> list[Block]:
    """Return the blocks of a planned session that name a task."""
    if session.program_session_id is None:
        return []
    blocks = Block.objects.filter(session=session.program_session_id)
    return list(blocks.exclude(practice_task=""))


def last_day(session: Session) -> date:
    """Return a session's last day, or the cohort's first if it has none."""
    days = sorted(session.days.all(), key=lambda it: it.starts_at)
    return days[-1].local_start.date() if days else session.cohort.starts_on


def usual_due(session: Session, weeks: int) -> date:
    """Return by when a task is usually done."""
    return last_day(session) + timedelta(weeks=weeks)


def tasks_to_debrief(session: Session) -> list[PracticeTask]:
    """Return what people practiced since the session before this one.

    These are the tasks that the session before has set, and those of earlier sessions
    that were due after it began.
    """
    earlier = (
        Session.objects.filter(cohort=session.cohort_id, number__lt=session.number)
        .exclude(state=Session.State.CANCELLED)
        .annotate(first=Min("days__starts_at"))
        .order_by("-number")
    )
    before = earlier.first()
    if before is None:
        return []
    tasks = tasks_of(session.cohort).filter(session__in=earlier.values("pk"))
    began = before.first.date() if before.first else session.cohort.starts_on
    return [it for it in tasks if it.session_id == before.pk or it.due_on > began]


def shared_logs(tasks: Iterable[PracticeTask], cohort: Cohort) -> list[Log]:
    """Return what people of a cohort share with its facilitators, by person.

    Crosses: evidence, reflection and question of logs shared with facilitators, to
    facilitators of the cohort; the caller has made sure that the reader is one.
    """
    members = _members(cohort)
    refs = [it.ref for it in tasks]
    with scopes_disabled():
        found = Practice.objects.filter(
            origin_ref__in=refs,
            member__in=members,
            shares__audience=Share.Audience.FACILITATOR,
        ).select_related("member", "organization")
        in_order = found.order_by("member__family_name", "member__given_name", "pk")
        return practice.logs_of(in_order)


def peer_logs(member: Membership) -> list[Log]:
    """Return what peers share with the cohorts that a member takes part in.

    Crosses: logs shared with peers, to people with a seat in the same cohort.
    """
    with scopes_disabled():
        seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
        peers = Participant.objects.filter(
            cohort__in=seats.values("cohort"), state__in=TAKES_PART
        ).exclude(member=member)
        tasks = PracticeTask.objects.filter(session__cohort__in=seats.values("cohort"))
        refs = dict(tasks.values_list("ref", "session__cohort"))
        allowed = set(peers.values_list("cohort", "member"))
        found = Practice.objects.filter(
            origin_ref__in=list(refs), shares__audience=Share.Audience.PEERS
        ).select_related("member__organization", "organization")
        shown = [
            it
            for it in found.order_by("-due_on", "pk")
            if it.origin_ref and (refs[it.origin_ref], it.member_id) in allowed
        ]
        return practice.logs_of(shown)


def my_tasks(participant: Participant) -> list[Practice]:
    """Return a participant's tasks of one cohort, by date.

    Crosses: which practices of the person's own are tasks of that cohort, to them.
    """
    with scopes_disabled():
        tasks = PracticeTask.objects.filter(session__cohort=participant.cohort_id)
        found = Practice.objects.filter(
            member=participant.member_id, origin_ref__in=tasks.values("ref")
        )
        return list(found.select_related("organization").order_by("due_on", "pk"))


def whole_log(shared: Practice) -> Log:
    """Return all of a practice that the reader has been admitted to.

    Crosses: what its author shares, to those with whom it is shared.
    """
    with scopes_disabled():
        return practice.log_of(shared)


def file_of(shared: Practice, ref: object) -> Evidence:
    """Return a file of a practice that the reader has been admitted to."""
    with scopes_disabled():
        return get_file(shared, ref)
