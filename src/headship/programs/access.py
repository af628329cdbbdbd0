"""Who may reach which program, cohort, session or person, from which side of the wall.

A cohort belongs to its provider, its people belong to their districts. So there are
three doors:

- the *provider's* members reach what their organization owns, by permission;
- a *participant* reaches only the own place, its cohort's dates and materials;
- a *district's* members reach their own people's places in other organizations'
  cohorts, by permission, and nobody else's.

Only the last two cross from one tenant to another. They run with scopes disabled and
filter by the member or by the member's organization themselves. Rows reached that way
belong to the provider, and related managers of the scoped models would silently find
nothing: read on through ``queries.crossing``, or inside ``at_provider``.
"""

from contextlib import AbstractContextManager

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django_scopes import scope, scopes_disabled

from headship.orgs.access import get_for_member, require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.practice.models import Practice, Share
from headship.programs.models import (
    Block,
    Certificate,
    CertificateBatch,
    Cohort,
    CohortDistrict,
    Enquiry,
    Facilitator,
    MakeUp,
    Material,
    MaterialLink,
    MaterialVersion,
    Participant,
    PracticeTask,
    Program,
    ProgramSession,
    Qualification,
    Scope,
    Session,
    SessionDay,
    SessionFacilitator,
    Testimonial,
    Unavailable,
    Venue,
)

TAKES_PART = (Participant.State.ENROLLED, Participant.State.COMPLETED)


def at_provider(cohort: Cohort) -> AbstractContextManager[None]:
    """Enter the scope of the organization that a cohort belongs to.

    What a participant or a district does in a cohort, such as accepting a seat, is
    counted among the provider's rows, not among the own organization's.
    """
    entered: AbstractContextManager[None] = scope(organization=cohort.organization)
    return entered


# The provider's side.


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
    cohorts = Cohort.objects.select_related("organization", "program")
    return get_for_member(cohorts, member, permission, ref=ref)


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
        _participants().filter(cohort__organization=member.organization), ref=ref
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
        _sessions().filter(cohort__organization=member.organization), ref=ref
    )
    require(member, permission)
    return found


def get_led_session(member: Membership, ref: object) -> Session:
    """Return a session that the member manages or is assigned to.

    Being assigned admits: a principal who leads locally needs no other role.
    """
    ours = _sessions().filter(cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_MANAGE):
        ours = ours.filter(facilitators__facilitator__member=member)
    return get_object_or_404(ours, ref=ref)


def get_shown_session(member: Membership, ref: object) -> Session:
    """Return a session that the member may look at: by permission, or assigned to it."""
    ours = _sessions().filter(cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_VIEW):
        ours = ours.filter(facilitators__facilitator__member=member)
    return get_object_or_404(ours, ref=ref)


def get_session_day(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> SessionDay:
    """Return a day of a session of one of the organization's cohorts."""
    found: SessionDay = get_object_or_404(
        _days().filter(session__cohort__organization=member.organization), ref=ref
    )
    require(member, permission)
    return found


def get_led_day(member: Membership, ref: object) -> SessionDay:
    """Return a day of a session that the member manages or is assigned to."""
    ours = _days().filter(session__cohort__organization=member.organization)
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


def get_enquiry(member: Membership, ref: object) -> Enquiry:
    """Return one of the enquiries that the organization follows up."""
    enquiries = Enquiry.objects.select_related("organization", "owner", "program")
    return get_for_member(enquiries, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_testimonial(member: Membership, ref: object) -> Testimonial:
    """Return what a participant offered to the organization."""
    testimonials = Testimonial.objects.select_related("organization", "participant")
    return get_for_member(testimonials, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_scope(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Scope:
    """Return one of the organization's scopes of work."""
    scopes = Scope.objects.select_related("organization", "cohort__organization")
    return get_for_member(scopes, member, permission, ref=ref)


def get_led_cohort(member: Membership, ref: object) -> Cohort:
    """Return a cohort that the member manages or leads a session of."""
    ours = Cohort.objects.select_related("organization", "program").filter(
        organization=member.organization
    )
    if not has_permission(member, Permission.PROGRAM_MANAGE):
        ours = ours.filter(
            sessions__facilitators__facilitator__member=member
        ).distinct()
    return get_object_or_404(ours, ref=ref)


def get_task(member: Membership, ref: object) -> PracticeTask:
    """Return a task of a cohort that the member manages or leads a session of."""
    ours = PracticeTask.objects.select_related(
        "session__cohort__organization", "set_by"
    ).filter(session__cohort__organization=member.organization)
    if not has_permission(member, Permission.PROGRAM_MANAGE):
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


def get_material(member: Membership, ref: object) -> Material:
    """Return one of the organization's materials, to manage it."""
    materials = Material.objects.select_related("organization")
    return get_for_member(materials, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_material_version(member: Membership, ref: object) -> MaterialVersion:
    """Return one version of the organization's materials, to manage it."""
    found: MaterialVersion = get_object_or_404(
        MaterialVersion.objects.select_related("material__organization").filter(
            material__organization=member.organization
        ),
        ref=ref,
    )
    require(member, Permission.PROGRAM_MANAGE)
    return found


def get_material_link(member: Membership, ref: object) -> MaterialLink:
    """Return one link to the organization's materials, to manage it."""
    found: MaterialLink = get_object_or_404(
        MaterialLink.objects.select_related("version__material__organization").filter(
            version__material__organization=member.organization
        ),
        ref=ref,
    )
    require(member, Permission.PROGRAM_MANAGE)
    return found


# The participant's side: crosses from the provider to one person.


def get_my_participation(member: Membership, ref: object) -> Participant:
    """Return the member's own place in a cohort of any organization.

    Crosses the wall for the member's own row only; anyone else's does not exist.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        return get_object_or_404(_participants().filter(member=member), ref=ref)


def get_my_session(member: Membership, ref: object) -> tuple[Session, Participant]:
    """Return a session the member may attend, and the place that lets them.

    Crosses the wall for sessions of cohorts in which the member has a seat, and for
    sessions in which the member makes up another. Applicants, people on a waiting
    list and people who left find nothing.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        seats = _participants().filter(member=member, state__in=TAKES_PART)
        session = get_object_or_404(
            _sessions()
            .filter(
                Q(cohort__participants__in=seats) | Q(make_ups__participant__in=seats)
            )
            .distinct(),
            ref=ref,
        )
        place = seats.filter(
            Q(cohort=session.cohort) | Q(make_ups__session=session)
        ).order_by("pk")
        return session, place[0]


def get_my_testimonial(member: Membership, ref: object) -> Testimonial:
    """Return the member's own words on a program, by their place in its cohort.

    Crosses the wall for the member's own words only.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        found = Testimonial.objects.select_related("organization", "participant")
        return get_object_or_404(
            found.exclude(state=Testimonial.State.WITHDRAWN),
            participant__member=member,
            participant__ref=ref,
        )


# The district's side: crosses from the provider to the people's own district.


def get_joined_cohort(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> CohortDistrict:
    """Return the own district's part in a cohort of another organization.

    Crosses the wall for cohorts that have invited the member's organization; carries
    the cohort, its program and its provider, and no other district.
    """
    with scopes_disabled():
        found: CohortDistrict = get_object_or_404(
            CohortDistrict.objects.select_related(
                "cohort__organization", "cohort__program", "district"
            ).filter(district=member.organization),
            cohort__ref=ref,
        )
    require(member, permission)
    return found


def get_home_participant(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_VIEW
) -> Participant:
    """Return the place of one of the own district's people, in any cohort.

    Crosses the wall for people of the member's organization; nobody else's exist.
    """
    with scopes_disabled():
        found = get_object_or_404(
            _participants().filter(organization=member.organization), ref=ref
        )
    require(member, permission)
    return found


def _participants() -> QuerySet[Participant]:
    return Participant.objects.select_related(
        "cohort__organization", "cohort__program", "organization", "member"
    )


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("cohort__organization", "program_session")


def _days() -> QuerySet[SessionDay]:
    return SessionDay.objects.select_related("session__cohort__organization", "venue")


# Certificates.


def get_certificate(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Certificate:
    """Return a certificate that the organization issued."""
    found: Certificate = get_object_or_404(
        _certificates().filter(participant__cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def get_my_certificate(member: Membership, ref: object) -> Certificate:
    """Return one of the member's own certificates, from any organization.

    Crosses the wall for the member's own row only; anyone else's does not exist.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        return get_object_or_404(
            _certificates().filter(participant__member=member), ref=ref
        )


def get_certificate_batch(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> CertificateBatch:
    """Return a batch of certificates of one of the organization's cohorts."""
    found: CertificateBatch = get_object_or_404(
        CertificateBatch.objects.select_related(
            "cohort__organization", "cohort__program", "session", "created_by"
        ).filter(cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def _certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(
        "participant__member",
        "participant__organization",
        "participant__cohort__organization",
        "participant__cohort__program",
        "session",
        "key",
    )
