"""Was the program led as it was designed? Accounts side by side, and how they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from headship.orgs.models import Membership
from headship.programs.analysis.fidelity import FidelityAgreement, agreement
from headship.programs.models import (
    Cohort,
    FidelityCheck,
    FidelityLine,
    Session,
    SessionFacilitator,
)
from headship.programs.policies import fidelity as policies
from headship.programs.queries import fidelity as queries

Outcome = FidelityLine.Outcome
Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """One block with what each account says of it, in the order of the accounts."""

    title: str
    planned_minutes: int
    lines: tuple[FidelityLine, ...]

    @property
    def differs(self) -> bool:
        return len({line.outcome for line in self.lines}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityPage:
    """One session: who has told, what may be read, and whether accounts agree."""

    session: Session
    assignments: tuple[SessionFacilitator, ...]
    told_by: frozenset[int]
    checks: tuple[FidelityCheck, ...]
    rows: tuple[BlockRow, ...]
    agreement: FidelityAgreement | None
    is_waiting_for_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session of a cohort by its lead's account."""

    session: Session
    check: FidelityCheck
    done: int
    adapted: int
    left_out: int
    minutes: int
    planned_minutes: int
    agreement: FidelityAgreement | None

    @property
    def share_of_minutes(self) -> float:
        return self.minutes / self.planned_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFidelityPage:
    """All sessions of a cohort, and the agreement over all of them."""

    cohort: Cohort
    rows: tuple[SessionRow, ...]
    agreement: FidelityAgreement | None


def fidelity_page(session: Session, reader: Membership) -> FidelityPage:
    """Gather the accounts of one session that the reader may see."""
    checks = queries.checks_of(session)
    assignments = tuple(queries.assignments(session))
    is_assigned = any(it.facilitator.member_id == reader.pk for it in assignments)
    shown = policies.readable_checks(checks, reader, is_assigned=is_assigned)
    return FidelityPage(
        session=session,
        assignments=assignments,
        told_by=frozenset(check.facilitator_id for check in checks),
        checks=tuple(shown),
        rows=_rows(shown),
        agreement=agreement(_pairs(shown)),
        is_waiting_for_own=bool(checks) and not shown,
    )


def cohort_fidelity_page(cohort: Cohort) -> CohortFidelityPage:
    """Gather how a cohort's sessions were led, by the leads' accounts."""
    by_session: dict[Session, list[FidelityCheck]] = {}
    for check in queries.checks_in(cohort):
        by_session.setdefault(check.session, []).append(check)
    rows = tuple(
        _session_row(session, checks)
        for session, checks in by_session.items()
        if checks[0].is_leads
    )
    pairs = [pair for checks in by_session.values() for pair in _pairs(checks)]
    return CohortFidelityPage(cohort=cohort, rows=rows, agreement=agreement(pairs))


def cohort_fidelity_table(cohort: Cohort) -> Table:
    """Return every line of every account for a spreadsheet."""
    header = [
        *("session", "title", "facilitator", "part", "block"),
        *("outcome", "minutes", "planned_minutes", "note"),
    ]
    return header, [
        [
            check.session.number,
            check.session.title,
            str(check.facilitator),
            check.part,
            line.title,
            line.outcome,
            line.minutes,
            line.planned_minutes,
            line.note,
        ]
        for check in queries.checks_in(cohort)
        for line in check.lines.all()
    ]


def _rows(checks: Sequence[FidelityCheck]) -> tuple[BlockRow, ...]:
    columns = [list(check.lines.all()) for check in checks]
    return tuple(
        BlockRow(
            title=lines[0].title,
            planned_minutes=lines[0].planned_minutes,
            lines=tuple(lines),
        )
        for lines in zip(*columns, strict=False)
    )


def _session_row(session: Session, checks: Sequence[FidelityCheck]) -> SessionRow:
    lines = list(checks[0].lines.all())
    outcomes = [line.outcome for line in lines]
    return SessionRow(
        session=session,
        check=checks[0],
        done=outcomes.count(Outcome.DONE),
        adapted=outcomes.count(Outcome.ADAPTED),
        left_out=outcomes.count(Outcome.LEFT_OUT),
        minutes=sum(line.minutes for line in lines),
        planned_minutes=sum(line.planned_minutes for line in lines),
        agreement=agreement(_pairs(checks)),
    )


def _pairs(
    checks: Sequence[FidelityCheck],
) -> list[tuple[FidelityLine, FidelityLine]]:
    """Pair the lead's lines with those of the first who told beside the lead."""
    if len(checks) < 2 or not checks[0].is_leads:
        return []
    first, second = ({it.position: it for it in c.lines.all()} for c in checks[:2])
    return [(first[place], second[place]) for place in first if place in second]
