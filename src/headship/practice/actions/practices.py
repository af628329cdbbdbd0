"""Undertaking, doing and dropping practices."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.practice import policies, queries
from headship.practice.events import Event
from headship.practice.models import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What someone means to do."""

    responsibility_key: str
    what: str
    due_on: date


@transaction.atomic
def undertake(*, plan: Plan, by: Membership) -> Practice:
    """Undertake a practice of one's own."""
    return _undertake(plan, by, Practice.Origin.OWN, None)


@transaction.atomic
def undertake_from_report(
    *, plans: list[Plan], report: UUID, by: Membership
) -> list[Practice]:
    """Undertake at most three practices that a report suggested."""
    open_now = queries.open_count_from(by, report)
    policies.check_room_for(open_now, len(plans))
    return [_undertake(plan, by, Practice.Origin.REPORT, report) for plan in plans]


@transaction.atomic
def change_practice(*, practice: Practice, plan: Plan, by: Membership) -> Practice:
    """Change what will be done, for what, or by when."""
    policies.check_can_change(practice)
    policies.check_can_undertake(plan.due_on, by.organization.time_zone)
    practice.responsibility_key = plan.responsibility_key
    practice.what, practice.due_on = plan.what, plan.due_on
    practice.save(update_fields=["responsibility_key", "what", "due_on"])
    audit.record(Event.PRACTICE_CHANGED, subject=practice, by=by)
    return practice


@transaction.atomic
def note_practice(
    *,
    practice: Practice,
    evidence: str,
    reflection: str,
    by: Membership,
    question: str = "",
) -> Practice:
    """Write down evidence, a reflection, and a question for the next session."""
    practice.evidence, practice.reflection = evidence, reflection
    practice.question = question
    practice.save(update_fields=["evidence", "reflection", "question"])
    audit.record(Event.PRACTICE_CHANGED, subject=practice, by=by)
    return practice


@transaction.atomic
def finish_practice(*, practice: Practice, by: Membership) -> Practice:
    """Mark a practice as done."""
    policies.check_is_open(practice)
    return _set_state(practice, Practice.State.DONE, Event.PRACTICE_DONE, by)


@transaction.atomic
def drop_practice(*, practice: Practice, by: Membership) -> Practice:
    """Give a practice up."""
    policies.check_is_open(practice)
    return _set_state(practice, Practice.State.DROPPED, Event.PRACTICE_DROPPED, by)


@transaction.atomic
def reopen_practice(*, practice: Practice, by: Membership) -> Practice:
    """Take a finished practice up again."""
    policies.check_is_finished(practice)
    return _set_state(practice, Practice.State.PLANNED, Event.PRACTICE_REOPENED, by)


def _undertake(
    plan: Plan, by: Membership, origin: Practice.Origin, origin_ref: UUID | None
) -> Practice:
    policies.check_can_undertake(plan.due_on, by.organization.time_zone)
    practice = Practice.objects.create(
        organization=by.organization,
        member=by,
        responsibility_key=plan.responsibility_key,
        what=plan.what,
        due_on=plan.due_on,
        origin_kind=origin,
        origin_ref=origin_ref,
    )
    audit.record(Event.PRACTICE_UNDERTAKEN, subject=practice, by=by)
    return practice


def _set_state(
    practice: Practice, state: str, event: Event, by: Membership
) -> Practice:
    practice.state = state
    practice.finished_at = None if state == Practice.State.PLANNED else now()
    practice.save(update_fields=["state", "finished_at"])
    audit.record(event, subject=practice, by=by)
    return practice
