"""What the pages of facilitators show: the ledger and the gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from headship.core.clock import now, today
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs.models import (
    Area,
    Facilitator,
    Qualification,
    SessionFacilitator,
    Unavailable,
)
from headship.programs.policies import facilitators as gate
from headship.programs.queries import facilitators as queries
from headship.programs.reports.leads import LapseRow, lapse_rows

FACILITATORS = ["name", "reach", "mentor", "qualified", "missing", "content_areas"]
SOON = timedelta(days=90)  # A line that ends sooner can still be renewed in time.


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorRow:
    """One facilitator: may they lead, and what on."""

    facilitator: Facilitator
    missing: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def is_qualified(self) -> bool:
        return not self.missing and not self.facilitator.is_trainee


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One line with whether it still holds."""

    line: Qualification
    is_expired: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorPage:
    """A facilitator with ledger, assignments and absences."""

    row: FacilitatorRow
    lines: tuple[LedgerLine, ...]
    assignments: tuple[SessionFacilitator, ...]
    absences: tuple[Unavailable, ...]
    mentored: tuple[Facilitator, ...]
    lapses: tuple[LapseRow, ...]
    can_manage: bool
    is_guest: bool


def facilitator_row(facilitator: Facilitator, on: date) -> FacilitatorRow:
    """Return whether a facilitator may lead on a day."""
    held = {
        it.content
        for it in facilitator.qualifications.all()
        if it.content and it.holds_on(on)
    }
    return FacilitatorRow(
        facilitator=facilitator,
        missing=tuple(gate.missing_for(facilitator, (), on)),
        areas=tuple(str(area.label) for area in Area if area in held),
    )


def facilitator_rows(facilitators: Iterable[Facilitator]) -> list[FacilitatorRow]:
    """Return whether each may lead today."""
    listed = list(facilitators)
    on = _today(listed[0]) if listed else today()
    return [facilitator_row(it, on) for it in listed]


def facilitator_page(facilitator: Facilitator, viewer: Membership) -> FacilitatorPage:
    """Return the page of one facilitator."""
    on = _today(facilitator)
    mentored = Facilitator.objects.filter(mentor=facilitator, is_retired=False)
    return FacilitatorPage(
        row=facilitator_row(facilitator, on),
        lines=tuple(_line(it, on) for it in queries.ledger(facilitator)),
        assignments=tuple(queries.assigned_sessions(facilitator)),
        absences=tuple(queries.absences(facilitator, now())),
        mentored=tuple(mentored.select_related("member", "organization")),
        lapses=lapse_rows(queries.led_by(facilitator)),
        can_manage=has_permission(viewer, Permission.PROGRAM_MANAGE),
        is_guest=facilitator.member.organization_id != facilitator.organization_id,
    )


def _line(line: Qualification, on: date) -> LedgerLine:
    end = line.last_day
    return LedgerLine(
        line=line,
        is_expired=end is not None and end < on,
        ends_soon=end is not None and on <= end < on + SOON,
    )


def _today(facilitator: Facilitator) -> date:
    return today(facilitator.organization.time_zone)


def facilitator_table(facilitators: Iterable[Facilitator]) -> Iterable[list[object]]:
    """Yield facilitators as CSV."""
    for row in facilitator_rows(facilitators):
        who = row.facilitator
        yield [
            str(who),
            who.get_reach_display(),
            str(who.mentor or ""),
            "yes" if row.is_qualified else "no",
            "; ".join(row.missing),
            "; ".join(row.areas),
        ]


def ledger_table(facilitator: Facilitator) -> Iterable[list[object]]:
    """Yield a ledger as CSV."""
    for it in queries.ledger(facilitator):
        kind = it.get_kind_display()
        area = it.get_content_display() if it.content else ""
        row = [kind, area, it.on, it.expires_on, it.observer_name, it.note]
        yield [*row, it.revoked_on, it.revoked_because]


LEDGER = [
    *("kind", "content_area", "on", "valid_until", "observed_by", "note"),
    *("revoked_on", "revoked_because"),
]
