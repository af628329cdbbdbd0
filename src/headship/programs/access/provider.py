"""The provider's side: members reach what their organization owns, by permission."""

from django.shortcuts import get_object_or_404

from headship.orgs.access import get_for_member, require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access.walls import days, participants, sessions
from headship.programs.models import (
    Block,
    Cohort,
    CohortDistrict,
    Facilitator,
    MakeUp,
    Participant,
    Program,
    ProgramSession,
    Qualification,
    Session,
    SessionDay,
    Unavailable,
    Venue,
)


def get_program(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Program:
    """Return one of the organization's programs."""
    programs = Program.objects.select_related("organization")
    return get_for_member(programs, member, permission, ref=ref)


def get_program_session(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> ProgramSession:
    """Return one planned session of the organization's programs."""
    found: ProgramSession = get_object_or_404(
        ProgramSession.objects.select_related("program__organization").filter(
            program__organization=member.organization
        ),
        ref=ref,
    )
    require(member, permission)
    return found


def get_block(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Block:
    """Return one block of the organization's programs."""
    found: Block = get_object_or_404(
        Block.objects.select_related("session__program__organization").filter(
            session__program__organization=member.organization
        ),
        ref=ref,
    )
    require(member, permission)
    return found


def get_cohort(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Cohort:
    """Return one of the cohorts that the organization runs."""
    cohorts = Cohort.objects.select_related("organization", "program__organization")
    return get_for_member(cohorts, member, permission, ref=ref)


def get_watched_cohort(member: Membership, ref: object) -> Cohort:
    """Return a cohort that the member watches over or leads a session of."""
    ours = Cohort.objects.select_related(
        "organization", "program__organization"
    ).filter(organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_VIEW):
        ours = ours.filter(
            sessions__facilitators__facilitator__member=member
        ).distinct()
    return get_object_or_404(ours, ref=ref)


def get_cohort_district(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> CohortDistrict:
    """Return a district's part in one of the cohorts that the organization runs."""
    found: CohortDistrict = get_object_or_404(
        CohortDistrict.objects.select_related(
            "cohort__organization", "district"
        ).filter(cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def get_participant(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Participant:
    """Return a participant of one of the cohorts that the organization runs."""
    found: Participant = get_object_or_404(
        participants().filter(cohort__organization=member.organization), ref=ref
    )
    require(member, permission)
    return found


def get_make_up(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> MakeUp:
    """Return a make-up of a participant of one of the organization's cohorts."""
    found: MakeUp = get_object_or_404(
        MakeUp.objects.select_related(
            "participant__cohort__organization",
            "participant__member",
            "session__cohort",
        ).filter(participant__cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def get_session(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Session:
    """Return a session of one of the cohorts that the organization runs."""
    found: Session = get_object_or_404(
        sessions().filter(cohort__organization=member.organization), ref=ref
    )
    require(member, permission)
    return found


def get_led_session(member: Membership, ref: object) -> Session:
    """Return a session that the member manages or is assigned to.

    Being assigned admits: a principal who leads locally needs no other role.
    """
    ours = sessions().filter(cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_MANAGE):
        ours = ours.filter(facilitators__facilitator__member=member)
    return get_object_or_404(ours, ref=ref)


def get_shown_session(member: Membership, ref: object) -> Session:
    """Return a session that the member may look at: by permission, or assigned to it."""
    ours = sessions().filter(cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_VIEW):
        ours = ours.filter(facilitators__facilitator__member=member)
    return get_object_or_404(ours, ref=ref)


def get_led_day(member: Membership, ref: object) -> SessionDay:
    """Return a day of a session that the member manages or is assigned to."""
    ours = days().filter(session__cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_MANAGE):
        ours = ours.filter(session__facilitators__facilitator__member=member)
    return get_object_or_404(ours, ref=ref)


def get_venue(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Venue:
    """Return one of the organization's venues."""
    venues = Venue.objects.select_related("organization")
    return get_for_member(venues, member, permission, ref=ref)


def get_facilitator(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Facilitator:
    """Return one of the organization's facilitators."""
    facilitators = Facilitator.objects.select_related(
        "organization", "member__organization", "mentor__member"
    )
    return get_for_member(facilitators, member, permission, ref=ref)


def get_own_facilitator(member: Membership) -> Facilitator | None:
    """Return the member's own ledger in their organization, if there is one."""
    found: Facilitator | None = (
        Facilitator.objects.select_related("organization", "mentor__member")
        .filter(organization=member.organization, member=member)
        .first()
    )
    return found


def get_qualification(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Qualification:
    """Return a line of one of the organization's ledgers."""
    found: Qualification = get_object_or_404(
        Qualification.objects.select_related(
            "facilitator__organization", "facilitator__member"
        ).filter(facilitator__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def get_absence(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Unavailable:
    """Return an absence of one of the organization's facilitators."""
    found: Unavailable = get_object_or_404(
        Unavailable.objects.select_related(
            "facilitator__organization", "facilitator__member"
        ).filter(facilitator__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found
