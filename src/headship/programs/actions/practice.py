"""Setting tasks for the time between sessions."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django_scopes import scopes_disabled

from headship.core import audit
from headship.core.clock import now, today
from headship.orgs.models import Membership
from headship.practice import queries as practice_queries
from headship.practice.actions import Plan, hand_out
from headship.practice.models import Practice
from headship.programs.events import Event
from headship.programs.models import Block, PracticeTask, Session
from headship.programs.policies import practice as policies
from headship.programs.queries import practice as queries


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskText:
    """What everyone will do, for which responsibility, by when."""

    what: str
    responsibility_key: str
    due_on: date


@transaction.atomic
def set_task(
    *, session: Session, text: TaskText, by: Membership, block: Block | None = None
) -> PracticeTask:
    """Set a task and hand it to everyone who takes part in the cohort."""
    policies.check_can_set_task(session, text.due_on)
    task: PracticeTask = PracticeTask.objects.create(
        session=session,
        block=block,
        what=text.what,
        responsibility_key=text.responsibility_key,
        due_on=text.due_on,
        set_at=now(),
        set_by=by,
    )
    people = _hand_out(task)
    audit.record(Event.TASK_SET, subject=task, by=by, details={"people": people})
    return task


@transaction.atomic
def hand_out_late(*, task: PracticeTask, by: audit.Actor) -> int:
    """Hand a task to those who joined after it was set; return how many they are."""
    policies.check_can_hand_out(task)
    people = _hand_out(task)
    if people:
        details = {"people": people}
        audit.record(Event.TASK_HANDED_OUT, subject=task, by=by, details=details)
    return people


def hand_out_all_late() -> int:
    """Hand every task that is not due yet to those who joined since.

    Runs in no organization's name, for all of them; the caller disables scopes.
    """
    return sum(
        hand_out_late(task=it, by=audit.System(organization=it.organization))
        for it in queries.tasks_under_way(now())
        if it.due_on > today(it.session.cohort.time_zone)
    )


@transaction.atomic
def remove_task(*, task: PracticeTask, by: Membership) -> None:
    """Remove a task, with everyone's practice of it, before anyone has begun."""
    with scopes_disabled():
        given = Practice.objects.filter(origin_ref=task.ref).select_for_update()
        logs = practice_queries.logs_of(given)
        policies.check_can_remove_task(logs)
        given.delete()
    audit.record(Event.TASK_REMOVED, subject=task, by=by)
    task.delete()


def _hand_out(task: PracticeTask) -> int:
    """Write the practices of people of all districts; each is in its own tenant."""
    plan = Plan(
        responsibility_key=task.responsibility_key, what=task.what, due_on=task.due_on
    )
    people = queries.people_of(task.session.cohort)
    zone = task.session.cohort.time_zone
    with scopes_disabled():
        return hand_out(plan=plan, task=task.ref, to=people, zone=zone)
