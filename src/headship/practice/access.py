"""A practice belongs to whoever undertook it; others read what is shared with them."""

from django.shortcuts import get_object_or_404

from headship.orgs.access import require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.practice.models import Evidence, Practice, Share


def get_practice(member: Membership, ref: object) -> Practice:
    """Return one of the member's own practices; nobody else's exists for them."""
    require(member, Permission.PRACTICE_MANAGE)
    practices = Practice.objects.select_related("organization", "member")
    found: Practice = get_object_or_404(practices.filter(member=member), ref=ref)
    return found


def get_coached_practice(member: Membership, ref: object) -> Practice:
    """Return a practice that a colleague shares with the member as their coach."""
    require(member, Permission.PRACTICE_MANAGE)
    practices = Practice.objects.select_related("organization", "member").filter(
        organization=member.organization,
        shares__audience=Share.Audience.COACH,
        shares__member=member,
    )
    found: Practice = get_object_or_404(practices, ref=ref)
    return found


def get_file(practice: Practice, ref: object) -> Evidence:
    """Return one file of a practice that the reader has been admitted to."""
    files = Evidence.objects.filter(practice=practice, kind=Evidence.Kind.FILE)
    found: Evidence = get_object_or_404(files, ref=ref)
    return found


def get_evidence(practice: Practice, ref: object) -> Evidence:
    """Return one file or link of a practice that the reader has been admitted to."""
    found: Evidence = get_object_or_404(
        Evidence.objects.select_related("practice__organization").filter(
            practice=practice
        ),
        ref=ref,
    )
    return found
