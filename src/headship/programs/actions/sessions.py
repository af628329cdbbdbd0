"""Scheduling sessions and saying where they take place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, Q

from headship.core import audit
from headship.orgs.models import Membership
from headship.programs.actions import calendar
from headship.programs.actions.seats import lock
from headship.programs.events import Event
from headship.programs.models import (
    Cohort,
    Facilitator,
    Session,
    SessionDay,
    SessionFacilitator,
    Venue,
)
from headship.programs.policies import leads as lead_policies
from headship.programs.policies import sessions as policies
from headship.programs.policies import venues as venue_policies
from headship.programs.policies.sessions import DayPlan, SessionPlan
from headship.programs.queries import sessions as queries

Part = SessionFacilitator.Part
__all__ = [
    "DayPlan",
    "SessionPlan",
    "VenueText",
    "add_venue",
    "cancel_session",
    "change_venue",
    "hold_session",
    "replace_lead",
    "reschedule_session",
    "schedule_session",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueText:
    """What is known about a place."""

    name: str
    kind: str
    time_zone: str
    room: str = ""
    address: str = ""
    capacity: int | None = None
    link: str = ""


@transaction.atomic
def add_venue(*, text: VenueText, by: Membership) -> Venue:
    """Add a room to the organization's venues."""
    venue_policies.check_is_another(by.organization, text.name, text.room)
    venue = Venue(organization=by.organization)
    _write_venue(venue, text)
    venue.save()
    audit.record(Event.VENUE_ADDED, subject=venue, by=by)
    return venue


@transaction.atomic
def change_venue(*, venue: Venue, text: VenueText, by: Membership) -> Venue:
    """Change what is known about a room; sessions ahead are told in calendars.

    The room and the cohorts that meet there are held meanwhile: nobody books it as it
    was, and no cohort grows beyond it.
    """
    for cohort in queries.cohorts_in(venue):
        lock(cohort)
    _hold_rows(Venue, [venue])
    venue_policies.check_is_another(
        venue.organization, text.name, text.room, besides=venue
    )
    venue_policies.check_can_change(
        venue, kind=text.kind, capacity=text.capacity, time_zone=text.time_zone
    )
    venue.save(update_fields=_write_venue(venue, text))
    audit.record(Event.VENUE_CHANGED, subject=venue, by=by)
    for session in queries.sessions_ahead(venue):
        _bump(session)
        calendar.session_changed(session)
    return venue


def _write_venue(venue: Venue, text: VenueText) -> list[str]:
    names = list(text.__dataclass_fields__)
    for name in names:
        setattr(venue, name, getattr(text, name))
    return names


@transaction.atomic
def schedule_session(*, cohort: Cohort, plan: SessionPlan, by: Membership) -> Session:
    """Put a session of a cohort on the calendar, or refuse with every reason.

    Cohort, people and rooms are held meanwhile: two managers cannot book them twice.
    """
    _hold(cohort, plan)
    policies.check_plan(plan, cohort)
    session = Session.objects.create(
        cohort=cohort,
        program_session=plan.program_session,
        number=queries.next_number(cohort),
        title=plan.title,
        mode=plan.mode,
    )
    SessionDay.objects.bulk_create(_day(session, day) for day in plan.days)
    _staff(session, plan)
    audit.record(Event.SESSION_SCHEDULED, subject=session, by=by)
    calendar.session_changed(session)
    return session


@transaction.atomic
def reschedule_session(
    *, session: Session, plan: SessionPlan, by: Membership
) -> Session:
    """Change when, where and with whom a session takes place.

    Days keep their identity in order, so that calendars move an event instead of
    making another; the sequence rises by one.
    """
    _hold(session.cohort, plan)
    policies.check_can_reschedule(session, plan)
    policies.check_plan(plan, session.cohort, session)
    session.title, session.mode = plan.title, plan.mode
    session.program_session = plan.program_session
    _bump(session, "title", "mode", "program_session")
    removed = _move_days(session, plan.days)
    session.facilitators.all().delete()
    _staff(session, plan)
    for day in removed:
        day.delete()
    audit.record(Event.SESSION_RESCHEDULED, subject=session, by=by)
    calendar.session_changed(session)
    return session


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Membership) -> Session:
    """Call a session off; calendars are told, the sequence rises by one."""
    policies.check_can_cancel(session)
    session.state, session.cancelled_because = Session.State.CANCELLED, reason
    _bump(session, "state", "cancelled_because")
    audit.record(Event.SESSION_CANCELLED, subject=session, by=by)
    calendar.session_changed(session)
    return session


@transaction.atomic
def replace_lead(*, session: Session, lead: Facilitator, by: Membership) -> Session:
    """Give a session another lead for what is left of it; calendars are told."""
    plan = lead_policies.plan_with(session, lead)
    _hold(session.cohort, plan)
    lead_policies.check_can_lead(session, plan)
    before = session.facilitators.filter(part=Part.LEAD).first()
    session.facilitators.filter(Q(part=Part.LEAD) | Q(facilitator=lead)).delete()
    session.facilitators.create(facilitator=lead, part=Part.LEAD)
    _bump(session)
    details = {"from": str(before.facilitator) if before else "", "to": str(lead)}
    audit.record(Event.LEAD_REPLACED, subject=session, by=by, details=details)
    calendar.session_changed(session)
    return session


@transaction.atomic
def hold_session(*, session: Session, by: Membership) -> Session:
    """Record that a session took place."""
    policies.check_can_hold(session)
    session.state = Session.State.HELD
    session.save(update_fields=["state"])
    audit.record(Event.SESSION_HELD, subject=session, by=by)
    return session


def _hold(cohort: Cohort, plan: SessionPlan) -> None:
    """Hold the cohort, the people and the rooms of a plan until it is written."""
    lock(cohort)
    _hold_rows(Facilitator, plan.people)
    _hold_rows(Venue, plan.venues)
    for venue in plan.venues:
        venue.refresh_from_db(fields=["capacity", "kind"])


def _hold_rows(table: type[Facilitator | Venue], rows: Iterable[Model]) -> None:
    keys = [row.pk for row in rows]
    held = table.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(held.order_by("pk").values_list("pk"))


def _bump(session: Session, *fields: str) -> None:
    session.sequence += 1
    session.save(update_fields=["sequence", *fields])


def _day(session: Session, plan: DayPlan) -> SessionDay:
    return SessionDay(
        session=session,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        venue=plan.venue,
    )


def _move_days(session: Session, plans: tuple[DayPlan, ...]) -> list[SessionDay]:
    """Move the days in order, add what is new; return the days that are no more."""
    days = list(session.days.order_by("starts_at", "pk"))
    planned = sorted(plans, key=lambda plan: plan.starts_at)
    for day, plan in zip(days, planned, strict=False):
        day.starts_at, day.ends_at, day.venue = plan.starts_at, plan.ends_at, plan.venue
        day.save(update_fields=["starts_at", "ends_at", "venue"])
    SessionDay.objects.bulk_create(_day(session, plan) for plan in planned[len(days) :])
    return days[len(planned) :]


def _staff(session: Session, plan: SessionPlan) -> None:
    lead = [(Part.LEAD, plan.lead)] if plan.lead else []
    parts: list[tuple[str, Facilitator]] = [
        *lead,
        *((Part.CO, it) for it in plan.co_leads),
        *((Part.OBSERVER, it) for it in plan.observers),
    ]
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, facilitator=it, part=part)
        for part, it in parts
    )
