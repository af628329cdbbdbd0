"""A practice belongs to whoever undertook it."""

from django.shortcuts import get_object_or_404

from headship.orgs.access import require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.practice.models import Practice


def get_practice(member: Membership, ref: object) -> Practice:
    """Return one of the member's own practices; nobody else's exists for them."""
    require(member, Permission.PRACTICE_MANAGE)
    practices = Practice.objects.select_related("organization", "member")
    found: Practice = get_object_or_404(practices.filter(member=member), ref=ref)
    return found
