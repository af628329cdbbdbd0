"""Reading practices."""

from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from headship.orgs.models import Membership
from headship.practice.models import Practice


def practices(member: Membership) -> QuerySet[Practice]:
    """Return a member's practices, open ones first, by date."""
    is_finished = Case(
        When(state=Practice.State.PLANNED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Practice.objects.filter(member=member).select_related("organization")
    return found.order_by(is_finished, "due_on", "pk")


def open_practices(member: Membership) -> QuerySet[Practice]:
    """Return what a member has undertaken and not finished, by date."""
    found = Practice.objects.open().filter(member=member)
    return found.select_related("organization")


def practices_from(member: Membership, origin_ref: UUID) -> QuerySet[Practice]:
    """Return a member's practices that came from one origin."""
    return practices(member).filter(origin_ref=origin_ref)


def open_count_from(member: Membership, origin_ref: UUID) -> int:
    """Return how many practices of one origin are not finished."""
    return open_practices(member).filter(origin_ref=origin_ref).count()
