"""Tasks between sessions, and logs that their authors share across the wall."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_scopes import scopes_disabled

from headship.orgs.access import require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.practice.models import Practice, Share
from headship.programs.access.walls import TAKES_PART
from headship.programs.models import (
    Cohort,
    Participant,
    PracticeTask,
    SessionFacilitator,
)


def get_task(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> PracticeTask:
    """Return a task of a cohort, for those with a permission or who lead a session.

    Being assigned to any session of the cohort admits, as for its sessions.
    """
    ours = PracticeTask.objects.select_related(
        "session__cohort__organization", "set_by"
    ).filter(session__cohort__organization=member.organization)
    if not has_permission(member, permission):
        ours = ours.filter(
            session__cohort__sessions__facilitators__facilitator__member=member
        ).distinct()
    return get_object_or_404(ours, ref=ref)


def leads_in(member: Membership, cohort: Cohort) -> bool:
    """Say whether the member is assigned to a session of a cohort."""
    found: bool = SessionFacilitator.objects.filter(
        session__cohort=cohort, facilitator__member=member
    ).exists()
    return found


def get_shared_log(member: Membership, ref: object) -> Practice:
    """Return a practice that a participant shares with their facilitators.

    Crosses from the participant's district to facilitators assigned to a session of
    the cohort, for as long as it is shared and the participant has a seat. Managing
    programs does not admit.
    """
    with scopes_disabled():
        tasks = PracticeTask.objects.filter(
            session__cohort__organization=member.organization,
            session__cohort__sessions__facilitators__facilitator__member=member,
        )
        return _shared_in_cohort(tasks, Share.Audience.FACILITATOR, ref)


def get_peer_log(member: Membership, ref: object) -> Practice:
    """Return a practice that a peer shares with the cohort.

    Crosses from the peer's district to people who have a seat in the same cohort.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
        tasks = PracticeTask.objects.filter(session__cohort__in=seats.values("cohort"))
        return _shared_in_cohort(tasks, Share.Audience.PEERS, ref)


def _shared_in_cohort(
    tasks: QuerySet[PracticeTask], audience: str, ref: object
) -> Practice:
    """Return a shared practice of one of some tasks, of someone who has a seat."""
    practices = Practice.objects.select_related("member", "organization").filter(
        origin_kind=Practice.Origin.SESSION, shares__audience=audience
    )
    found: Practice = get_object_or_404(practices, ref=ref)
    task = get_object_or_404(tasks.distinct(), ref=found.origin_ref)
    get_object_or_404(
        Participant,
        cohort=task.session.cohort_id,
        member=found.member_id,
        state__in=TAKES_PART,
    )
    return found
