"""A facilitator's own page: cohorts, how ready the next session is, what to discuss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.clock import now, today
from headship.orgs.models import Membership
from headship.programs.access import get_own_facilitator
from headship.programs.models import (
    Cohort,
    Facilitator,
    Qualification,
    Session,
    SessionFacilitator,
)
from headship.programs.policies import facilitators as gate
from headship.programs.policies.leads import why_not
from headship.programs.queries import teaching as queries
from headship.programs.queries.teaching import TaskCount
from headship.programs.reports.facilitators import SOON

Part = SessionFacilitator.Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing a session needs, whether it is there, and what is missing."""

    words: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCard:
    """One cohort as its facilitator sees it."""

    cohort: Cohort
    people: int
    session: Session | None
    part: str
    starts_on: date | None
    checks: tuple[Check, ...]
    tasks: tuple[TaskCount, ...]
    is_past: bool

    @property
    def is_ready(self) -> bool:
        return all(check.is_met for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One qualification and whether it holds, soon ends or has ended."""

    line: Qualification
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingPage:
    """Everything a facilitator has before them."""

    cards: tuple[CohortCard, ...]
    past: tuple[CohortCard, ...]
    owed: tuple[Session, ...]
    facilitator: Facilitator | None
    ledger: tuple[LedgerLine, ...]
    missing: tuple[str, ...]


def teaching_page(member: Membership) -> TeachingPage:
    """Gather a member's cohorts, the next sessions first."""
    at, day = now(), today(member.organization.time_zone)
    by_cohort: dict[Cohort, list[SessionFacilitator]] = {}
    for it in queries.assignments_of(member):
        by_cohort.setdefault(it.session.cohort, []).append(it)
    people = queries.seat_counts(list(by_cohort))
    tasks = queries.open_tasks(list(by_cohort), day)
    coming = {cohort: _next(found, at) for cohort, found in by_cohort.items()}
    staffed = queries.staffed([it.session_id for it in coming.values() if it])
    cards = [
        _card(
            cohort,
            coming[cohort],
            staffed,
            people.get(cohort.pk, 0),
            tuple(it for it in tasks if it.task.session.cohort_id == cohort.pk),
        )
        for cohort in by_cohort
    ]
    cards.sort(key=lambda it: (it.starts_on or date.max, it.cohort.title))
    own = get_own_facilitator(member)
    return TeachingPage(
        cards=tuple(it for it in cards if not it.is_past),
        past=tuple(it for it in cards if it.is_past),
        owed=tuple(queries.owed_accounts(member, at)),
        facilitator=own,
        ledger=_ledger(own, day),
        missing=tuple(gate.missing_for(own, (), day)) if own else (),
    )


def teaching_table(page: TeachingPage) -> tuple[list[str], list[list[object]]]:
    """Return the cohorts for a spreadsheet, with what the next session lacks."""
    header = ["cohort", "people", "next_session", "starts_on", "part", "ready", "lacks"]
    return header, [
        [
            it.cohort.title,
            it.people,
            it.session.title if it.session else "",
            it.starts_on,
            it.part,
            ("yes" if it.is_ready else "no") if it.session else "",
            " ".join(check.words for check in it.checks if not check.is_met),
        ]
        for it in (*page.cards, *page.past)
    ]


def _next(found: Sequence[SessionFacilitator], at) -> SessionFacilitator | None:  # type: ignore[no-untyped-def]
    return next((it for it in found if it.ends_at and it.ends_at > at), None)  # type: ignore[attr-defined]


def _card(
    cohort: Cohort,
    coming: SessionFacilitator | None,
    staffed: dict[int, Session],
    people: int,
    tasks: tuple[TaskCount, ...],
) -> CohortCard:
    session = staffed.get(coming.session_id) if coming else None
    return CohortCard(
        cohort=cohort,
        people=people,
        session=session,
        part=coming.get_part_display() if coming else "",
        starts_on=_first_day(session),
        checks=_checks(session, people) if session else (),
        tasks=tasks,
        is_past=session is None,
    )


def _first_day(session: Session | None) -> date | None:
    days = list(session.days.all()) if session else []
    return timezone.localdate(days[0].starts_at, days[0].zone) if days else None


def _checks(session: Session, people: int) -> tuple[Check, ...]:
    return (_lead(session), _place(session), _seats(session, people))


def _lead(session: Session) -> Check:
    lead = next(
        (it.facilitator for it in session.facilitators.all() if it.part == Part.LEAD),
        None,
    )
    if lead is None:
        return Check(words=_("Nobody leads it yet."), is_met=False)
    areas = session.program_session.areas if session.program_session else ()
    days = [it.local_start.date() for it in session.days.all() if it.ends_at > now()]
    why = why_not(lead, areas, days)
    words = why or _("%(name)s leads and is qualified.") % {"name": lead}
    return Check(words=words, is_met=not why)


def _place(session: Session) -> Check:
    without = [day for day in session.days.all() if day.venue is None]
    if not without:
        return Check(words=_("Every day has a place."), is_met=True)
    words = ngettext(
        "%(n)d day has no place yet.", "%(n)d days have no place yet.", len(without)
    )
    return Check(words=words % {"n": len(without)}, is_met=False)


def _seats(session: Session, people: int) -> Check:
    rooms = [day.venue.capacity for day in session.days.all() if day.venue]
    least = min((it for it in rooms if it is not None), default=None)
    if least is not None and people > least:
        words = _("%(people)d people, but the room seats %(seats)d.")
        return Check(words=words % {"people": people, "seats": least}, is_met=False)
    words = ngettext("%(n)d person takes part.", "%(n)d people take part.", people)
    return Check(words=words % {"n": people}, is_met=people > 0)


def _ledger(facilitator: Facilitator | None, day: date) -> tuple[LedgerLine, ...]:
    if facilitator is None:
        return ()
    lines = facilitator.qualifications.all()
    return tuple(LedgerLine(line=it, state=_holds(it, day)) for it in lines)


def _holds(line: Qualification, day: date) -> str:
    if line.revoked_on is not None:
        return _("revoked on %(day)s") % {"day": date_format(line.revoked_on)}
    if line.expires_on is None:
        return _("holds")
    words = {"day": date_format(line.expires_on)}
    if line.expires_on < day:
        return _("expired on %(day)s") % words
    if line.expires_on < day + SOON:
        return _("ends soon, on %(day)s") % words
    return _("holds until %(day)s") % words
