"""Handing a session's task to people."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from headship.orgs.models import Membership
from headship.practice import policies
from headship.practice.actions.practices import Plan
from headship.practice.models import Practice


@transaction.atomic
def hand_out(*, plan: Plan, task: UUID, to: Iterable[Membership], zone: str) -> int:
    """Give a task to people who do not have it yet; return how many they are.

    The people may belong to several organizations; each practice belongs to its
    person's. The room that sets the task has entered a scope that allows that, and
    records in the audit log that it did.
    """
    policies.check_can_undertake(plan.due_on, zone)
    have = set(
        Practice.objects.filter(origin_ref=task).values_list("member", flat=True)
    )
    fresh = [
        Practice(
            organization_id=member.organization_id,
            member=member,
            responsibility_key=plan.responsibility_key,
            what=plan.what,
            due_on=plan.due_on,
            origin_kind=Practice.Origin.SESSION,
            origin_ref=task,
        )
        for member in to
        if member.pk not in have
    ]
    Practice.objects.bulk_create(fresh)
    return len(fresh)
