"""What crosses the wall between a provider and the districts of its cohorts.

Each function says what crosses and to whom. All return lists of rows with what the
pages show already loaded, since a later query would run in the reader's own scope and
find nothing.

To the participant: the own places, the dates, places and leads of their sessions.
To the people's district: its own people's places and the dates; of other districts
nothing, not even how many people they send.
"""

from collections.abc import Collection

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django_scopes import scopes_disabled

from headship.orgs.models import Membership, Organization
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Block,
    Cohort,
    CohortDistrict,
    MakeUp,
    Participant,
    Session,
    SessionDay,
    SessionFacilitator,
)
from headship.programs.queries.feedback import sessions_with_levels

LEFT = (
    Participant.State.DECLINED,
    Participant.State.WITHDRAWN,
    Participant.State.TRANSFERRED,
)


def my_participations(member: Membership) -> list[Participant]:
    """Return the member's own places in cohorts of any organization, newest first.

    Crosses: the cohort, its program and its provider, to the participant.
    """
    with scopes_disabled():
        return list(_places().filter(member=member).order_by("-cohort__starts_on"))


def cohorts_open_to(member: Membership) -> list[Cohort]:
    """Return the cohorts a member can apply to: the district agreed, no place yet.

    Crosses: title, dates, program and provider, to people of agreed districts.
    """
    with scopes_disabled():
        taken = Participant.objects.filter(member=member).exclude(
            state__in=[Participant.State.WITHDRAWN, Participant.State.DECLINED]
        )
        agreed = CohortDistrict.objects.filter(
            district=member.organization, state=CohortDistrict.State.AGREED
        )
        found = Cohort.objects.filter(
            Q(organization=member.organization) | Q(districts__in=agreed),
            state__in=[Cohort.State.OPEN, Cohort.State.RUNNING],
        ).exclude(participants__in=taken)
        return list(
            found.select_related("organization", "program")
            .distinct()
            .order_by("starts_on", "title", "pk")
        )


def sessions_of(participant: Participant) -> list[Session]:
    """Return the sessions of a participant's cohort with days, places and leads.

    Crosses: dates, venue, title and the names of facilitators, to the participant and
    to the people's district. Sessions made up elsewhere come after the own ones.
    """
    with scopes_disabled():
        own = _sessions().filter(cohort=participant.cohort_id).order_by("number", "pk")
        elsewhere = _sessions().filter(make_ups__participant=participant)
        return [*own, *elsewhere.order_by("number", "pk")]


def my_sessions(member: Membership) -> list[Session]:
    """Return all sessions the member may attend, own and made up, by their number."""
    with scopes_disabled():
        seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
        found = _sessions().filter(
            Q(cohort__participants__in=seats) | Q(make_ups__participant__in=seats)
        )
        return list(found.distinct().order_by("cohort__starts_on", "number", "pk"))


def load_session(session: Session) -> Session:
    """Return a session with days, places and facilitators, for the participant."""
    with scopes_disabled():
        return _sessions().get(pk=session.pk)


def topics_of(session: Session) -> list[Block]:
    """Return the titles, objectives and responsibilities of a session's blocks.

    Crosses: what is worked on, to who attends. Notes for facilitators stay unloaded.
    """
    with scopes_disabled():
        blocks = Block.objects.filter(session=session.program_session_id)
        wanted = ("title", "minutes", "objectives", "responsibilities", "position")
        return list(blocks.only(*wanted).order_by("position", "pk"))


def make_ups_of(participant: Participant) -> list[MakeUp]:
    """Return the sessions a participant makes up, with both sessions loaded."""
    with scopes_disabled():
        found = MakeUp.objects.filter(participant=participant)
        return list(found.select_related("missed", "session__cohort__organization"))


def district_at(address: str) -> Organization | None:
    """Return the organization with an address, for whoever knows the address.

    Crosses: the name of one organization. Districts are never listed to others.
    """
    found: Organization | None = Organization.objects.filter(slug=address).first()
    return found


def people_at(cohort: Cohort, emails: Collection[str]) -> dict[str, Membership]:
    """Return people by their addresses at organizations that may send people.

    Crosses: names, to a provider that knows the addresses, from districts that agreed
    to the cohort. People are never listed to the provider. Addresses are in small
    letters; of two people with one address it is who was there first.
    """
    with scopes_disabled():
        agreed = CohortDistrict.objects.filter(
            cohort=cohort, state=CohortDistrict.State.AGREED
        ).values("district")
        found = (
            Membership.objects.active()
            .annotate(address=Lower("email"))
            .filter(
                Q(organization=cohort.organization_id) | Q(organization__in=agreed),
                address__in=emails,
            )
            .select_related("organization")
            .order_by("-pk")
        )
        return {it.address: it for it in found}


def people_to_send(part: CohortDistrict) -> QuerySet[Membership]:
    """Return a district's own people who have no place in a cohort yet.

    Crosses: which of the own people have a place, to their district.
    """
    with scopes_disabled():
        taken = list(
            Participant.objects.filter(
                cohort=part.cohort_id, organization=part.district_id
            )
            .exclude(state__in=LEFT)
            .values_list("member", flat=True)
        )
    return (
        Membership.objects.active()
        .filter(organization=part.district_id)
        .exclude(pk__in=taken)
    )


def joined_cohorts(district: Organization) -> list[CohortDistrict]:
    """Return a district's part in other organizations' cohorts, newest first.

    Crosses: the cohort, its program and provider, and the number of the district's
    own people who have a seat, to the district. No other district is counted.
    """
    ours = Q(
        cohort__participants__organization=district,
        cohort__participants__state__in=TAKES_PART,
    )
    with scopes_disabled():
        found = CohortDistrict.objects.filter(district=district).select_related(
            "cohort__organization", "cohort__program", "district"
        )
        return list(
            found.annotate(
                our_count=Count("cohort__participants", filter=ours, distinct=True)
            ).order_by("-cohort__starts_on", "pk")
        )


def home_participants(
    district: Organization, cohort: Cohort | None = None
) -> list[Participant]:
    """Return the district's own people in cohorts, or in one cohort.

    Crosses: the own people's states, to their district. Nobody else's.
    """
    with scopes_disabled():
        found = _places().filter(organization=district)
        if cohort is not None:
            found = found.filter(cohort=cohort)
        return list(found.order_by("member__family_name", "member__given_name", "pk"))


def district_sessions(part: CohortDistrict) -> list[Session]:
    """Return the dates and places of a cohort that the district agreed to join."""
    if not part.has_agreed:
        return []
    with scopes_disabled():
        return list(_sessions().filter(cohort=part.cohort_id).order_by("number", "pk"))


def joined_feedback(part: CohortDistrict) -> list[Session]:
    """Return a cohort's sessions with their levels, to a district that agreed to join.

    Crosses: figures that passed disclosure over all participants together. No answer,
    no own words, and no district's figure apart, since none is stored.
    """
    if not part.has_agreed:
        return []
    with scopes_disabled():
        return list(sessions_with_levels(part.cohort))


def _places() -> QuerySet[Participant]:
    return Participant.objects.select_related(
        "cohort__organization", "cohort__program", "organization", "member"
    )


def _sessions() -> QuerySet[Session]:
    days = SessionDay.objects.select_related("venue", "session__cohort").order_by(
        "starts_at", "pk"
    )
    people = SessionFacilitator.objects.select_related("facilitator__member")
    return Session.objects.select_related(
        "cohort__organization", "cohort__program", "program_session"
    ).prefetch_related(
        Prefetch("days", queryset=days), Prefetch("facilitators", queryset=people)
    )
