"""Reading facilitators, their ledgers and when they are booked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from headship.orgs.models import Membership, Organization, Role
from headship.programs.models import (
    Facilitator,
    Qualification,
    Session,
    SessionDay,
    SessionFacilitator,
    Unavailable,
)


def find_facilitators(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Facilitator]:
    """Return facilitators that match; keys: search, reach, status."""
    found = Facilitator.objects.filter(
        organization=organization, is_retired=wanted.get("status") == "retired"
    )
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(member__given_name__icontains=word)
            | Q(member__family_name__icontains=word)
        )
    if wanted.get("reach"):
        found = found.filter(reach=wanted["reach"])
    counted = with_ledger(found).annotate(
        session_count=Count(
            "assignments",
            filter=Q(assignments__session__state=Session.State.SCHEDULED),
            distinct=True,
        )
    )
    return counted.order_by("member__family_name", "member__given_name", "pk")


def with_ledger(facilitators: QuerySet[Facilitator]) -> QuerySet[Facilitator]:
    """Load what says whether each may lead."""
    return facilitators.select_related(
        "organization", "member__organization", "mentor__member"
    ).prefetch_related(Prefetch("qualifications", queryset=Qualification.objects.all()))


def active(organization: Organization) -> QuerySet[Facilitator]:
    """Return the facilitators and trainees that sessions can be given to."""
    return with_ledger(
        Facilitator.objects.filter(organization=organization, is_retired=False)
    )


def possible_facilitators(organization: Organization) -> QuerySet[Membership]:
    """Return the organization's people who have no ledger yet."""
    known = Facilitator.objects.filter(organization=organization).values("member")
    return (
        Membership.objects.active()
        .filter(organization=organization)
        .exclude(role__in=[Role.STAFF, Role.VIEWER])
        .exclude(pk__in=known)
    )


def ledger(facilitator: Facilitator) -> QuerySet[Qualification]:
    """Return all lines of a ledger."""
    return facilitator.qualifications.select_related("observed_by__member")


def absences(facilitator: Facilitator, after: datetime) -> QuerySet[Unavailable]:
    """Return when a facilitator is away from now on."""
    return facilitator.absences.filter(ends_at__gt=after)


def absences_within(
    facilitators: Iterable[Facilitator], start: datetime, end: datetime
) -> QuerySet[Unavailable]:
    """Return the absences of some facilitators that touch a stretch of time."""
    return Unavailable.objects.filter(
        facilitator__in=list(facilitators), starts_at__lt=end, ends_at__gt=start
    ).select_related("facilitator__member")


def booked_days(
    facilitators: Iterable[Facilitator],
    start: datetime,
    end: datetime,
    besides: Session | None = None,
) -> list[tuple[int, SessionDay]]:
    """Return the days on which some people are booked, with the people's keys.

    Looks in every organization, since one person may lead for two. What comes of it
    must not name a session of another organization.
    """
    members = [facilitator.member_id for facilitator in facilitators]
    with scopes_disabled():
        days = (
            SessionDay.objects.filter(
                session__facilitators__facilitator__member__in=members,
                session__state=Session.State.SCHEDULED,
                starts_at__lt=end,
                ends_at__gt=start,
            )
            .select_related("session__cohort", "venue")
            .order_by("starts_at", "pk")
            .distinct()
        )
        if besides is not None:
            days = days.exclude(session=besides)
        parts = SessionFacilitator.objects.filter(
            session__days__in=days, facilitator__member__in=members
        ).values_list("session", "facilitator__member")
        leads = set(parts)
        return [
            (member, day)
            for day in days
            for session, member in sorted(leads)
            if session == day.session_id
        ]


def assigned_sessions(facilitator: Facilitator) -> QuerySet[SessionFacilitator]:
    """Return the sessions a facilitator is booked for, by number."""
    return (
        facilitator.assignments.select_related(
            "session__cohort__organization", "session__program_session"
        )
        .prefetch_related("session__days__venue", "session__days__session__cohort")
        .order_by("session__cohort__starts_on", "session__number", "pk")
    )


def led_by(facilitator: Facilitator) -> QuerySet[Session]:
    """Return the sessions that a facilitator leads."""
    leads = facilitator.assignments.filter(part=SessionFacilitator.Part.LEAD)
    return Session.objects.filter(pk__in=leads.values("session"))


def is_admitted(trainee: Facilitator) -> bool:
    """Say whether a trainee leads in their own district already.

    Crosses the wall for one yes or no about the provider's own trainee.
    """
    with scopes_disabled():
        return Facilitator.objects.filter(trained_as=trainee).exists()
