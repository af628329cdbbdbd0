"""Who may reach which part of a 360 cycle.

A leader's report belongs to the leader: no role includes it, only being that leader
or having been given it.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from headship.feedback.models import Cycle, Nomination, Participant
from headship.orgs.access import get_for_member, require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission


def get_cycle(member: Membership, ref: object, permission: Permission) -> Cycle:
    """Return one of the organization's cycles."""
    cycles = Cycle.objects.select_related("organization", "survey__organization")
    return get_for_member(cycles, member, permission, ref=ref)


def get_participant(
    member: Membership, ref: object, permission: Permission
) -> Participant:
    """Return a leader in one of the organization's cycles, for managing the cycle."""
    found = get_object_or_404(
        _participants().filter(cycle__organization=member.organization), ref=ref
    )
    require(member, permission)
    return found


def get_own_review(member: Membership, ref: object) -> Participant:
    """Return the member's own part in a cycle; nobody else's exists for them."""
    require(member, Permission.OWN_REPORT_VIEW)
    return get_object_or_404(_participants().filter(member=member), ref=ref)


def get_report(member: Membership, ref: object) -> Participant:
    """Return a review whose report the member may read: their own, or shared."""
    readable = _participants().filter(
        Q(member=member) | Q(shares__member=member),
        cycle__organization=member.organization,
    )
    return get_object_or_404(readable.distinct(), ref=ref)


def get_nomination(member: Membership, ref: object) -> Nomination:
    """Return a nomination that this supervisor may decide."""
    nominations = Nomination.objects.select_related(
        "participant__cycle__organization", "participant__member", "member"
    )
    found: Nomination = get_object_or_404(
        nominations.filter(participant__cycle__organization=member.organization),
        ref=ref,
    )
    require(member, Permission.NOMINATION_APPROVE)
    if found.participant.member.supervisor_id != member.pk:
        raise PermissionDenied
    return found


def _participants() -> QuerySet[Participant]:
    return Participant.objects.select_related(
        "cycle__organization",
        "cycle__survey",
        "member__organization",
        "subject__survey",
    )
