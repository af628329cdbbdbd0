"""Reading cohorts from the provider's side."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headship.core.clock import now
from headship.orgs.models import Membership, Organization
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Area,
    Cohort,
    CohortDistrict,
    Participant,
    Session,
    SessionDay,
    Venue,
)

COHORT_ORDERS = {
    "newest": ("-starts_on", "title", "pk"),
    "title": ("title", "pk"),
    "seats": ("-enrolled_count", "title", "pk"),
}
PARTICIPANT_ORDERS = {
    "name": ("member__family_name", "member__given_name", "pk"),
    "district": ("organization__name", "member__family_name", "pk"),
    "role": ("leader_role", "member__family_name", "pk"),
    "state": ("state", "member__family_name", "pk"),
}
LEFT = (
    Participant.State.DECLINED,
    Participant.State.WITHDRAWN,
    Participant.State.TRANSFERRED,
)


def find_cohorts(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Cohort]:
    """Return the cohorts that match; keys: search, state, program, sort."""
    found = Cohort.objects.filter(organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(title__icontains=word) | Q(program__title__icontains=word)
        )
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("program"):
        found = found.filter(program=wanted["program"])
    return _counted(found).order_by(*COHORT_ORDERS[wanted.get("sort") or "newest"])


def _counted(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Count by subqueries: three joins on one row would multiply each other."""
    people = Participant.objects.filter(cohort=OuterRef("pk")).order_by()
    return cohorts.select_related("program", "organization").annotate(
        enrolled_count=_count(people.filter(state__in=TAKES_PART)),
        waiting_count=_count(people.filter(state=Participant.State.WAITING)),
        district_count=_count(
            CohortDistrict.objects.filter(
                cohort=OuterRef("pk"), state=CohortDistrict.State.AGREED
            ).order_by()
        ),
        session_count=_count(
            Session.objects.filter(cohort=OuterRef("pk"))
            .exclude(state=Session.State.CANCELLED)
            .order_by()
        ),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("cohort").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def find_participants(
    cohort: Cohort, wanted: Mapping[str, Any]
) -> QuerySet[Participant]:
    """Return a cohort's people that match; keys: search, district, role, state, sort."""
    found = Participant.objects.filter(cohort=cohort).select_related(
        "member", "organization", "cohort__organization"
    )
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(member__given_name__icontains=word)
            | Q(member__family_name__icontains=word)
        )
    if wanted.get("district"):
        found = found.filter(organization=wanted["district"])
    if wanted.get("role"):
        found = found.filter(leader_role=wanted["role"])
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    else:
        found = found.exclude(state__in=LEFT)
    return found.order_by(*PARTICIPANT_ORDERS[wanted.get("sort") or "name"])


def roster(cohort: Cohort) -> QuerySet[Participant]:
    """Return who takes part in a cohort, by name."""
    return (
        Participant.objects.filter(cohort=cohort, state__in=TAKES_PART)
        .select_related("member", "organization", "cohort__organization")
        .order_by(*PARTICIPANT_ORDERS["name"])
    )


def waiting_list(cohort: Cohort) -> QuerySet[Participant]:
    """Return who waits for a seat, first come first."""
    found: QuerySet[Participant] = Participant.objects.waiting()
    return found.filter(cohort=cohort).select_related(
        "member", "organization", "cohort__organization"
    )


def undecided(cohort: Cohort) -> QuerySet[Participant]:
    """Return who applied or was invited and has no answer yet."""
    return (
        Participant.objects.filter(
            cohort=cohort,
            state__in=[Participant.State.APPLIED, Participant.State.INVITED],
        )
        .select_related("member", "organization", "cohort__organization")
        .order_by("state", *PARTICIPANT_ORDERS["name"])
    )


def trains_facilitators(cohort: Cohort) -> bool:
    """Say whether a cohort's program trains facilitators."""
    keys = cohort.program.sessions.values_list("areas", flat=True)
    return any(Area.FACILITATION in areas for areas in keys)


def districts(cohort: Cohort) -> QuerySet[CohortDistrict]:
    """Return a cohort's districts with the number of their people who have a seat."""
    seated = Participant.objects.filter(
        cohort=OuterRef("cohort"),
        organization=OuterRef("district"),
        state__in=TAKES_PART,
    ).order_by()
    counted = seated.values("cohort").annotate(count=Count("pk")).values("count")
    return (
        CohortDistrict.objects.filter(cohort=cohort)
        .select_related("district", "agreed_by", "cohort__organization")
        .annotate(seated_count=Coalesce(Subquery(counted), 0))
    )


def seats_taken(cohort: Cohort) -> int:
    """Return how many people have a seat."""
    return Participant.objects.filter(cohort=cohort, state__in=TAKES_PART).count()


def seats_free(cohort: Cohort) -> int:
    """Return how many seats are free; never negative."""
    return max(0, cohort.capacity - seats_taken(cohort))


def may_send_people(cohort: Cohort, organization: Organization) -> bool:
    """Say whether an organization's people may join: its own, or an agreed district's."""
    if organization.pk == cohort.organization_id:
        return True
    agreed = CohortDistrict.objects.filter(
        cohort=cohort, district=organization, state=CohortDistrict.State.AGREED
    )
    return agreed.exists()


def people_of(part: CohortDistrict) -> QuerySet[Participant]:
    """Return a district's people in a cohort who have not left it."""
    return Participant.objects.filter(
        cohort=part.cohort_id, organization=part.district_id
    ).exclude(state__in=LEFT)


def place_of(cohort: Cohort, member: Membership) -> Participant | None:
    """Return a person's place in a cohort, whatever its state."""
    found: Participant | None = (
        Participant.objects.filter(cohort=cohort, member=member)
        .select_related("cohort__organization", "member", "organization")
        .first()
    )
    return found


def already_in(cohort: Cohort, members: Iterable[Membership]) -> list[Participant]:
    """Return the places that some people have in a cohort, or were offered."""
    found = Participant.objects.filter(cohort=cohort, member__in=list(members))
    left = [Participant.State.WITHDRAWN, Participant.State.DECLINED]
    return list(found.exclude(state__in=left).select_related("member"))


def other_cohorts(cohort: Cohort) -> QuerySet[Cohort]:
    """Return the provider's other cohorts that take people, to move someone to."""
    return (
        Cohort.objects.filter(
            organization=cohort.organization,
            state__in=[Cohort.State.OPEN, Cohort.State.RUNNING],
        )
        .exclude(pk=cohort.pk)
        .select_related("organization", "program")
    )


def organizations_in(cohort: Cohort) -> QuerySet[Organization]:
    """Return the organizations whose people may be in a cohort, the provider's first."""
    districts = CohortDistrict.objects.filter(cohort=cohort).values("district")
    return Organization.objects.filter(
        Q(pk=cohort.organization_id) | Q(pk__in=districts)
    ).order_by("name", "pk")


def expected_people(session: Session) -> int:
    """Return how many a session's room must hold: all seats, and make-up guests."""
    guests = session.make_ups.count() if session.pk else 0
    return session.cohort.capacity + guests


def too_small_rooms(cohort: Cohort, capacity: int) -> list[tuple[Venue, Session, int]]:
    """Return rooms booked ahead that so many and the guests do not fit in.

    Each comes once a session, with how many it would have to hold.
    """
    days = (
        SessionDay.objects.filter(
            session__cohort=cohort,
            session__state=Session.State.SCHEDULED,
            ends_at__gt=now(),
        )
        .annotate(expected=capacity + Count("session__make_ups"))
        .filter(venue__capacity__lt=F("expected"))
        .select_related("session", "venue")
        .order_by("starts_at", "pk")
    )
    return list(
        dict.fromkeys(
            (day.venue, day.session, day.expected) for day in days if day.venue
        )
    )


def next_days(cohorts: list[Cohort], after: Any) -> dict[int, SessionDay]:
    """Return the next day of each cohort by its key."""
    days = (
        SessionDay.objects.filter(
            session__cohort__in=cohorts,
            session__state=Session.State.SCHEDULED,
            ends_at__gte=after,
        )
        .select_related("session__cohort__organization", "venue")
        .order_by("-starts_at")
    )
    return {day.session.cohort_id: day for day in days}
