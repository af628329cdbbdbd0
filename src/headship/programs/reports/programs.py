"""What the pages of programs and templates show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headship.core.charts import Size
from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs import shelf
from headship.programs.models import Area, Block, Program, ProgramSession
from headship.programs.policies import programs as policies
from headship.programs.queries import programs as queries
from headship.programs.reports.spine import Coverage, coverage

OUTLINE = [
    "session",
    "session_title",
    "days",
    "weeks_after_previous",
    "block",
    "minutes",
    "responsibilities",
    "objectives",
    "materials",
    "practice_task",
    "practice_weeks",
]
PROGRAMS = ["title", "state", "sessions", "cohorts", "audience"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """One block with its responsibilities in words."""

    block: Block | shelf.BlockPlan
    responsibilities: tuple[Responsibility, ...]
    case: shelf.Case | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One planned session with its blocks and whether they fit its days."""

    session: ProgramSession
    blocks: tuple[BlockRow, ...]
    minutes: int
    room: int
    strip: Coverage

    @property
    def over(self) -> int:
        return max(0, self.minutes - self.room)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPage:
    """A program in the designer."""

    program: Program
    sessions: tuple[SessionRow, ...]
    coverage: Coverage
    gaps: tuple[str, ...]
    can_manage: bool
    can_change: bool
    days: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One topic of a template."""

    unit: shelf.Unit
    blocks: tuple[BlockRow, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePage:
    """A shipped template: what a shape would cover and what it would leave out."""

    template: shelf.Template
    units: tuple[UnitRow, ...]
    coverage: Coverage
    fitted: shelf.Fitted


def program_page(program: Program, viewer: Membership) -> ProgramPage:
    """Return the designer's page of a program."""
    sessions = list(queries.planned_sessions(program))
    rows = tuple(_session_row(session) for session in sessions)
    can_manage = has_permission(viewer, Permission.PROGRAM_MANAGE)
    return ProgramPage(
        program=program,
        sessions=rows,
        coverage=coverage(row.block for it in rows for row in it.blocks),
        gaps=tuple(policies.gaps_of(sessions)) if program.is_draft else (),
        can_manage=can_manage,
        can_change=can_manage and program.is_draft,
        days=sum(session.days for session in sessions),
        hours=sum(row.minutes for row in rows) / 60,
    )


def _session_row(session: ProgramSession) -> SessionRow:
    blocks = tuple(block_row(block) for block in session.blocks.all())
    return SessionRow(
        session=session,
        blocks=blocks,
        minutes=sum(row.block.minutes for row in blocks),
        room=session.room_minutes,
        strip=coverage((row.block for row in blocks), Size.SPARK),
    )


def block_row(block: Block | shelf.BlockPlan) -> BlockRow:
    """Return a block with its responsibilities and its case."""
    return BlockRow(
        block=block,
        responsibilities=tuple(get_responsibility(it) for it in block.responsibilities),
        case=shelf.cases().get(block.case_key),
    )


def template_page(template: shelf.Template, shape: shelf.Shape) -> TemplatePage:
    """Return the page of a template cut to a shape."""
    fitted = shelf.fit(template, shape)
    return TemplatePage(
        template=template,
        units=tuple(_unit_row(unit) for unit in template.units),
        coverage=coverage(block for it in fitted.sessions for block in it.blocks),
        fitted=fitted,
    )


def _unit_row(unit: shelf.Unit) -> UnitRow:
    return UnitRow(
        unit=unit,
        blocks=tuple(block_row(block) for block in unit.blocks),
        areas=tuple(str(Area(key).label) for key in unit.areas),
    )


def outline_rows(program: Program) -> Iterable[list[object]]:
    """Yield a program's blocks as CSV."""
    for block in queries.blocks(program):
        session = block.session
        yield [
            session.position,
            session.title,
            session.days,
            session.weeks_after_previous,
            block.title,
            block.minutes,
            ", ".join(block.responsibilities),
            "; ".join(block.objectives),
            "; ".join(block.materials),
            block.practice_task,
            block.practice_weeks,
        ]


def program_rows(programs: Iterable[Any]) -> Iterable[list[object]]:
    """Yield the list of programs as CSV."""
    for it in programs:
        counts = (it.session_count, it.cohort_count)
        yield [it.title, it.get_state_display(), *counts, it.audience]
