"""The participant's and the district's side: crosses from the provider to one
person, or to the people's own district."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django_scopes import scopes_disabled

from headship.orgs.access import require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.programs.access.walls import TAKES_PART, participants, sessions
from headship.programs.models import CohortDistrict, Participant, Session


def get_my_participation(member: Membership, ref: object) -> Participant:
    """Return the member's own place in a cohort of any organization.

    Crosses the wall for the member's own row only; anyone else's does not exist.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        return get_object_or_404(participants().filter(member=member), ref=ref)


def get_my_session(member: Membership, ref: object) -> tuple[Session, Participant]:
    """Return a session the member may attend, and the place that lets them.

    Crosses the wall for sessions of cohorts in which the member has a seat, and for
    sessions in which the member makes up another. Applicants, people on a waiting
    list and people who left find nothing.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        seats = participants().filter(member=member, state__in=TAKES_PART)
        session = get_object_or_404(
            sessions()
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
                "cohort__organization", "cohort__program", "district", "agreed_by"
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
            participants().filter(organization=member.organization), ref=ref
        )
    require(member, permission)
    return found
