"""Reading sessions, days and venues from the provider's side."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Prefetch, Q, QuerySet, When

from headship.core.clock import now
from headship.orgs.models import Organization
from headship.programs.models import (
    Cohort,
    MakeUp,
    Session,
    SessionDay,
    SessionFacilitator,
    Venue,
)


def loaded(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Load what lists and pages show of sessions."""
    days = SessionDay.objects.select_related("venue", "session__cohort").order_by(
        "starts_at", "pk"
    )
    people = SessionFacilitator.objects.select_related("facilitator__member")
    return sessions.select_related(
        "cohort__organization", "cohort__program", "program_session"
    ).prefetch_related(
        Prefetch("days", queryset=days), Prefetch("facilitators", queryset=people)
    )


def sessions(cohort: Cohort) -> QuerySet[Session]:
    """Return a cohort's sessions by number, with days and facilitators."""
    return loaded(Session.objects.filter(cohort=cohort)).order_by("number", "pk")


def find_sessions(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Session]:
    """Return sessions that match: those to come, soonest first, then those over.

    Keys: search, state, since, lead, and keys of those to choose from.
    """
    found = Session.objects.filter(cohort__organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(title__icontains=word) | Q(cohort__title__icontains=word)
        )
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("since"):
        found = found.filter(days__ends_at__gte=wanted["since"])
    if wanted.get("lead") == "none":
        found = found.exclude(facilitators__part=SessionFacilitator.Part.LEAD)
    if "keys" in wanted:
        found = found.filter(pk__in=wanted["keys"])
    return loaded(_to_come_first(found))


def _to_come_first(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Order by what is next; of what is over the latest stands first."""
    is_over = Q(last_day__lte=now())
    ordered = sessions.annotate(
        first_day=Min("days__starts_at"),
        last_day=Max("days__ends_at"),
        is_over=Case(When(is_over, then=True), default=False),
        to_come=Case(When(~is_over, then=F("first_day"))),
    )
    return ordered.order_by("is_over", "to_come", "-first_day", "pk")


def not_scheduled(cohort: Cohort) -> list[Any]:
    """Return the program's sessions for which the cohort has no date yet."""
    dated = (
        Session.objects.filter(cohort=cohort)
        .exclude(state=Session.State.CANCELLED)
        .values("program_session")
    )
    planned = cohort.program.sessions.exclude(
        pk__in=dated.exclude(program_session=None)
    )
    return list(planned.select_related("program"))


def days_within(
    cohort: Cohort, start: datetime, end: datetime, besides: Session | None = None
) -> QuerySet[SessionDay]:
    """Return when a cohort meets within a stretch of time."""
    found = SessionDay.objects.filter(
        session__cohort=cohort,
        session__state=Session.State.SCHEDULED,
        starts_at__lt=end,
        ends_at__gt=start,
    ).select_related("session__cohort", "venue")
    return found.exclude(session=besides) if besides else found


def venue_days(
    venues: Iterable[Venue], start: datetime, end: datetime, besides: Session | None
) -> QuerySet[SessionDay]:
    """Return when some rooms are taken within a stretch of time."""
    found = SessionDay.objects.filter(
        venue__in=list(venues),
        session__state=Session.State.SCHEDULED,
        starts_at__lt=end,
        ends_at__gt=start,
    ).select_related("session__cohort", "venue")
    return found.exclude(session=besides) if besides else found


def sessions_ahead(venue: Venue) -> list[Session]:
    """Return the scheduled sessions that will take place in a room."""
    found = Session.objects.filter(
        days__venue=venue,
        days__starts_at__gt=now(),
        state=Session.State.SCHEDULED,
    ).select_related("cohort__organization")
    return list(found.distinct())


def booked_days(venue: Venue) -> list[SessionDay]:
    """Return the days ahead in a room, each with how many people are expected."""
    days = (
        SessionDay.objects.filter(
            venue=venue, session__state=Session.State.SCHEDULED, ends_at__gt=now()
        )
        .annotate(expected=F("session__cohort__capacity") + Count("session__make_ups"))
        .select_related("session__cohort", "venue")
    )
    return list(days.order_by("starts_at", "pk"))


def cohorts_in(venue: Venue) -> list[Cohort]:
    """Return the cohorts that will meet in a room, in the order of their keys."""
    ahead = SessionDay.objects.filter(
        venue=venue, session__state=Session.State.SCHEDULED, ends_at__gt=now()
    )
    found = Cohort.objects.filter(pk__in=ahead.values("session__cohort"))
    return list(found.order_by("pk"))


def latest_session(cohort: Cohort) -> Session | None:
    """Return a cohort's session that begins last."""
    found: Session | None = (
        Session.objects.filter(cohort=cohort)
        .exclude(state=Session.State.CANCELLED)
        .annotate(first_day=Min("days__starts_at"))
        .exclude(first_day=None)
        .order_by("-first_day", "-pk")
        .first()
    )
    return found


def next_number(cohort: Cohort) -> int:
    """Return the number for a cohort's next session."""
    last = Session.objects.filter(cohort=cohort).order_by("-number").first()
    return last.number + 1 if last else 1


def find_venues(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Venue]:
    """Return the venues that match; keys: search, kind."""
    found = Venue.objects.filter(organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(address__icontains=word)
            | Q(room__icontains=word)
        )
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    return found


def make_ups(session: Session) -> QuerySet[MakeUp]:
    """Return the guests who make up another session in this one."""
    return session.make_ups.select_related(
        "participant__member", "participant__organization", "missed__cohort"
    )


def make_up_sessions(missed: Session) -> QuerySet[Session]:
    """Return the sessions of other cohorts in which a session can be made up."""
    found = Session.objects.filter(
        cohort__organization=missed.cohort.organization,
        state=Session.State.SCHEDULED,
    ).exclude(cohort=missed.cohort)
    if missed.program_session_id:
        found = found.filter(program_session=missed.program_session_id)
    else:
        found = found.filter(title=missed.title)
    return loaded(found).order_by("pk")
