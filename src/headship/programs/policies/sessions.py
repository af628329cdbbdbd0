"""What keeps a session from taking place as planned, in sentences.

All comparing is done on instants in UTC, so a morning in New York and one in Los
Angeles meet only where they really do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import InputError, PolicyError
from headship.programs.models import (
    Cohort,
    Facilitator,
    Mode,
    ProgramSession,
    Session,
    SessionDay,
    Venue,
)
from headship.programs.policies import facilitators as gate
from headship.programs.policies.cohorts import check_is_not_over
from headship.programs.queries import cohorts as cohort_queries
from headship.programs.queries import facilitators as people
from headship.programs.queries import sessions as queries
from headship.programs.wall_clock import local_words

LONGEST_DAY = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """One day as planned, in instants."""

    starts_at: datetime
    ends_at: datetime
    venue: Venue | None = None

    def touches(self, start: datetime, end: datetime) -> bool:
        return self.starts_at < end and start < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A session as planned: when, where and with whom."""

    title: str
    mode: str
    days: tuple[DayPlan, ...]
    program_session: ProgramSession | None = None
    lead: Facilitator | None = None
    co_leads: tuple[Facilitator, ...] = ()
    observers: tuple[Facilitator, ...] = ()

    @property
    def people(self) -> tuple[Facilitator, ...]:
        lead = (self.lead,) if self.lead else ()
        return (*lead, *self.co_leads, *self.observers)

    @property
    def starts_at(self) -> datetime:
        return min(day.starts_at for day in self.days)

    @property
    def ends_at(self) -> datetime:
        return max(day.ends_at for day in self.days)

    @property
    def venues(self) -> tuple[Venue, ...]:
        return tuple(
            {day.venue.pk: day.venue for day in self.days if day.venue}.values()
        )


def conflicts(
    plan: SessionPlan, cohort: Cohort, session: Session | None = None
) -> list[str]:
    """Return every reason against a plan; ``session`` is the one being changed."""
    shape = _shape_conflicts(plan, session)
    if shape:
        return shape  # Times that make no sense cannot be compared with others.
    return [
        *_cohort_conflicts(plan, cohort, session),
        *_venue_conflicts(plan, cohort, session),
        *people_conflicts(plan, cohort, session),
    ]


def check_plan(
    plan: SessionPlan, cohort: Cohort, session: Session | None = None
) -> None:
    """Refuse a plan with all reasons at once."""
    check_is_not_over(cohort)
    found = conflicts(plan, cohort, session)
    if found:
        raise InputError(" ".join(found), found if len(found) > 1 else None)


def _shape_conflicts(plan: SessionPlan, session: Session | None) -> list[str]:
    if not plan.days:
        return [_("A session needs at least one day.")]
    lines = []
    for day in plan.days:
        if day.ends_at <= day.starts_at:
            lines.append(_("A day ends before it starts."))
        elif day.ends_at - day.starts_at > LONGEST_DAY:
            lines.append(_("A day is longer than 14 hours. Add a second day instead."))
    ordered = sorted(plan.days, key=lambda day: day.starts_at)
    if any(first.ends_at > second.starts_at for first, second in pairwise(ordered)):
        lines.append(_("Two days of this session overlap."))
    if session is None and plan.starts_at < now():
        lines.append(_("The first day has passed already."))
    return lines


def _cohort_conflicts(
    plan: SessionPlan, cohort: Cohort, session: Session | None
) -> list[str]:
    taken = queries.days_within(cohort, plan.starts_at, plan.ends_at, session)
    return [
        _("This cohort meets then already: %(session)s, %(when)s.")
        % {"session": day.session, "when": _when(day)}
        for day in _touching(plan, taken)
    ]


def _venue_conflicts(
    plan: SessionPlan, cohort: Cohort, session: Session | None
) -> list[str]:
    lines = []
    for venue in plan.venues:
        if (plan.mode == Mode.ONLINE) != venue.is_online:
            lines.append(
                _("%(venue)s does not fit how the session takes place.")
                % {"venue": venue}
            )
        lines += _capacity_conflicts(venue, cohort, session)
    taken = queries.venue_days(plan.venues, plan.starts_at, plan.ends_at, session)
    return lines + [
        _("%(venue)s is taken then: %(session)s of %(cohort)s, %(when)s.")
        % {
            "venue": day.venue,
            "session": day.session,
            "cohort": day.session.cohort,
            "when": _when(day),
        }
        for day in taken
        if any(
            it.venue == day.venue and it.touches(day.starts_at, day.ends_at)
            for it in plan.days
        )
    ]


def _capacity_conflicts(
    venue: Venue, cohort: Cohort, session: Session | None
) -> list[str]:
    expected = cohort.capacity
    if session is not None:
        expected = cohort_queries.expected_people(session)
    if venue.capacity is None or venue.capacity >= expected:
        return []
    return [
        _("%(venue)s seats %(seats)d people; %(expected)d are expected.")
        % {"venue": venue, "seats": venue.capacity, "expected": expected}
    ]


def people_conflicts(
    plan: SessionPlan, cohort: Cohort, session: Session | None = None
) -> list[str]:
    """Return every reason against the facilitators of a plan."""
    chosen = plan.people
    if len({it.pk for it in chosen}) < len(chosen):
        return [_("One person is chosen for two parts. Choose each person once.")]
    strangers = [it for it in chosen if it.organization_id != cohort.organization_id]
    if strangers:
        return [
            _("%(name)s is not one of this cohort's facilitators.") % {"name": it}
            for it in strangers
        ]
    return [
        *lead_conflicts(plan, cohort),
        *_booked_conflicts(plan, cohort, session),
        *_absence_conflicts(plan, cohort),
    ]


def lead_conflicts(plan: SessionPlan, cohort: Cohort) -> list[str]:
    """Return why the lead of a plan may not lead on one of its days."""
    if plan.lead is None:
        return []
    for on in dates_of(plan, cohort):
        reason = gate.why_not_lead(plan.lead, areas_of(plan), on)
        if reason:
            return [reason]
    if (
        plan.lead.is_local
        and cohort.districts.exclude(district=cohort.organization_id).exists()
    ):
        return [
            _("%(name)s leads for the own district only; this cohort has others.")
            % {"name": plan.lead}
        ]
    return []


def dates_of(plan: SessionPlan, cohort: Cohort) -> list[date]:
    """Return a plan's dates where it takes place."""
    zones = [(day.venue or cohort).time_zone for day in plan.days]
    pairs = zip(plan.days, zones, strict=True)
    return sorted(
        {it.starts_at.astimezone(ZoneInfo(zone)).date() for it, zone in pairs}
    )


def areas_of(plan: SessionPlan) -> list[str]:
    """Return the content areas that whoever leads must know."""
    return list(plan.program_session.areas) if plan.program_session else []


def _booked_conflicts(
    plan: SessionPlan, cohort: Cohort, session: Session | None
) -> list[str]:
    chosen = {it.member_id: it for it in plan.people}
    booked = people.booked_days(plan.people, plan.starts_at, plan.ends_at, session)
    touching = [
        (chosen[member], day)
        for member, day in booked
        if any(it.touches(day.starts_at, day.ends_at) for it in plan.days)
    ]
    return [_booked_words(who, day, cohort) for who, day in touching]


def _booked_words(who: Facilitator, day: SessionDay, cohort: Cohort) -> str:
    if day.session.cohort.organization_id != cohort.organization_id:
        return _("%(name)s is booked then by another organization.") % {"name": who}
    return _("%(name)s is booked then: %(session)s of %(cohort)s, %(when)s.") % {
        "name": who,
        "session": day.session,
        "cohort": day.session.cohort,
        "when": _when(day),
    }


def _absence_conflicts(plan: SessionPlan, cohort: Cohort) -> list[str]:
    away = people.absences_within(plan.people, plan.starts_at, plan.ends_at)
    return [
        _("%(name)s is away then: %(when)s.")
        % {
            "name": it.facilitator,
            "when": local_words(it.starts_at, it.ends_at, cohort.time_zone),
        }
        for it in away
        if any(day.touches(it.starts_at, it.ends_at) for day in plan.days)
    ]


def _touching(plan: SessionPlan, days: Iterable[SessionDay]) -> list[SessionDay]:
    return [
        day
        for day in days
        if any(it.touches(day.starts_at, day.ends_at) for it in plan.days)
    ]


def _when(day: SessionDay) -> str:
    return local_words(day.starts_at, day.ends_at, str(day.zone))


def check_is_scheduled(session: Session) -> None:
    """Refuse to change a session that is over or cancelled."""
    check_is_not_over(session.cohort)
    if session.is_cancelled:
        raise PolicyError(_("This session is cancelled."))
    if session.state == Session.State.HELD:
        raise PolicyError(_("This session has been held; its record stays as it is."))


def check_can_reschedule(session: Session, plan: SessionPlan) -> None:
    """Refuse to move days that have begun, and days at which people have arrived."""
    check_is_scheduled(session)
    planned = {(day.starts_at, day.ends_at) for day in plan.days}
    begun = [day for day in session.days.all() if day.starts_at <= now()]
    if any((day.starts_at, day.ends_at) not in planned for day in begun):
        raise PolicyError(_("A day that has begun cannot be moved any more."))
    # The door opens before the day does.
    met = session.days.filter(attendances__isnull=False).distinct()
    if any((day.starts_at, day.ends_at) not in planned for day in met):
        raise PolicyError(
            _("People are recorded as present already, so this day cannot be moved.")
        )


def check_can_cancel(session: Session) -> None:
    """Refuse to cancel what has begun."""
    check_is_scheduled(session)
    if any(day.starts_at <= now() for day in session.days.all()):
        raise PolicyError(
            _("The session has begun. Move its other days, or record it as held.")
        )


def check_can_hold(session: Session) -> None:
    """Refuse to record as held what lies ahead."""
    check_is_scheduled(session)
    if any(day.starts_at > now() for day in session.days.all()):
        raise PolicyError(
            _("Not every day has begun yet. Record the session as held afterwards.")
        )
