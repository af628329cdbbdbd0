"""Leads who no longer may: the gate asked again for every session that lies ahead.

A lead is qualified when a session is scheduled. A line of the ledger can be revoked or
struck afterward, and a facilitator can stop leading: a *lapse* is a session ahead
whose lead the gate would refuse by now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import InputError, PolicyError
from headship.programs.models import Facilitator, Session, SessionFacilitator
from headship.programs.policies import facilitators as gate
from headship.programs.policies.sessions import (
    DayPlan,
    SessionPlan,
    check_is_scheduled,
    lead_conflicts,
    people_conflicts,
)
from headship.programs.queries import facilitators as people
from headship.programs.queries.leads import Ahead, leads_ahead
from headship.programs.wall_clock import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """One session ahead, its lead, and why they may not lead it."""

    session: int
    lead: Facilitator
    sentence: str


def lapses(sessions: QuerySet[Session], at: datetime) -> dict[int, Lapse]:
    """Return the lapses among some sessions by their keys, soonest first.

    Many sessions of a state are on the same days; the gate is asked once for those.
    """
    return {
        it.session: Lapse(session=it.session, lead=it.lead, sentence=sentence)
        for it, sentence in _asked(sessions, at)
        if it.lead and sentence
    }


def needing_a_lead(sessions: QuerySet[Session], at: datetime) -> frozenset[int]:
    """Return the keys of sessions ahead that nobody leads, or nobody who may."""
    return frozenset(
        it.session
        for it, sentence in _asked(sessions, at)
        if it.lead is None or sentence
    )


def _asked(sessions: QuerySet[Session], at: datetime) -> Iterator[tuple[Ahead, str]]:
    """Yield sessions that are not over, and why their leads may not lead them."""
    ask = cache(why_not)
    for it in leads_ahead(sessions, at):
        yield it, ask(it.lead, it.areas, it.days) if it.lead else ""


def why_not(lead: Facilitator, areas: Iterable[str], days: Iterable[date]) -> str:
    """Return why someone may not lead a session on each of its days, or nothing."""
    known = tuple(areas)
    for day in days:
        reason = gate.why_not_lead(lead, known, day)
        if reason:
            return _since(lead, known, day) or reason
    return ""


def _since(lead: Facilitator, areas: tuple[str, ...], day: date) -> str:
    """Say since when a lead lacks something they had before."""
    if lead.is_retired or lead.is_trainee:
        return ""
    found = gate.gaps(lead, areas, day)
    begun = [gap.since for gap in found if gap.since]
    if not begun:
        return ""
    return _("Lead no longer qualified from %(day)s: %(what)s.") % {
        "day": day_words(min(begun)),
        "what": "; ".join(gap.words for gap in found),
    }


def plan_with(session: Session, lead: Facilitator | None) -> SessionPlan:
    """Return what is left of a session, with someone to lead it."""
    left = [it for it in session.days.select_related("venue") if it.ends_at > now()]
    if not left:
        raise PolicyError(_("This session is over; its lead stays as it is."))
    return SessionPlan(
        title=session.title,
        mode=session.mode,
        days=tuple(
            DayPlan(starts_at=it.starts_at, ends_at=it.ends_at, venue=it.venue)
            for it in left
        ),
        program_session=session.program_session,
        lead=lead,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Someone who could lead a session instead, or why they cannot."""

    facilitator: Facilitator
    reasons: tuple[str, ...]


def lead_choices(session: Session) -> list[Choice]:
    """Return everyone but the lead, with what speaks against each of them.

    What is against them is the gate on each day that is left, and being booked or away.
    """
    plan = plan_with(session, None)
    others = people.active(session.cohort.organization).exclude(
        assignments__session=session, assignments__part=SessionFacilitator.Part.LEAD
    )
    able, found = [], []
    for it in others:
        against = lead_conflicts(replace(plan, lead=it), session.cohort)
        if against:
            found.append(Choice(facilitator=it, reasons=tuple(against)))
        else:
            able.append(it)
    taken = _taken(able, plan, session)
    free = [Choice(facilitator=it, reasons=tuple(taken[it.pk])) for it in able]
    return free + found


def _taken(
    able: list[Facilitator], plan: SessionPlan, session: Session
) -> dict[int, list[str]]:
    """Say who is booked or away on the days of a plan."""
    span = plan.starts_at, plan.ends_at
    busy = {
        member
        for member, day in people.booked_days(able, *span, session)
        if any(it.touches(day.starts_at, day.ends_at) for it in plan.days)
    }
    away = {
        it.facilitator_id
        for it in people.absences_within(able, *span)
        if any(day.touches(it.starts_at, it.ends_at) for day in plan.days)
    }
    words = (
        (lambda it: it.member_id in busy, _("%(name)s is booked then.")),
        (lambda it: it.pk in away, _("%(name)s is away then.")),
    )
    return {
        it.pk: [reason % {"name": it} for holds, reason in words if holds(it)]
        for it in able
    }


def check_can_lead(session: Session, plan: SessionPlan) -> None:
    """Refuse a new lead with every reason, and a session that is over."""
    check_is_scheduled(session)
    found = people_conflicts(plan, session.cohort, session)
    if found:
        raise InputError(" ".join(found), found if len(found) > 1 else None)
