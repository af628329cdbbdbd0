"""What stands on the shelf: templates, their topics and blocks, and case studies."""

from dataclasses import dataclass


class ShelfError(Exception):
    """A shipped file is wrong; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlan:
    """One block of a unit; ``day`` 1 is the core, 2 is the deepening."""

    key: str
    title: str
    minutes: int
    day: int
    objectives: tuple[str, ...]
    responsibilities: tuple[str, ...]
    materials: tuple[str, ...]
    activity: str
    facilitator_notes: str
    practice_task: str
    practice_weeks: int = 3
    case_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One topic of a template, for a session of its own or to share one."""

    key: str
    title: str
    purpose: str
    areas: tuple[str, ...]
    blocks: tuple[BlockPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a program is cut: sessions, days each, weeks between, minutes a day."""

    sessions: int
    days: int
    weeks_between: int = 4
    day_minutes: int = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A program to start from."""

    key: str
    title: str
    audience: str
    about: str
    most_sessions: int
    most_days: int
    usual: Shape
    units: tuple[Unit, ...]

    @property
    def blocks(self) -> tuple[BlockPlan, ...]:
        return tuple(block for unit in self.units for block in unit.blocks)

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(area for unit in self.units for area in unit.areas))


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedSession:
    """One session of a fitted template."""

    title: str
    purpose: str
    areas: tuple[str, ...]
    days: int
    weeks_after_previous: int
    blocks: tuple[BlockPlan, ...]

    @property
    def minutes(self) -> int:
        return sum(block.minutes for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A template cut to a shape, and the blocks for which there was no time."""

    sessions: tuple[FittedSession, ...]
    left_out: tuple[BlockPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to decide, and where it leads."""

    label: str
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One point of a case where its leader must decide."""

    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of what the leader of a case knows in numbers."""

    what: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A made-up school in a real predicament, to decide together."""

    key: str
    title: str
    summary: str
    situation: str
    figures: tuple[Figure, ...]
    decisions: tuple[Decision, ...]
    questions: tuple[str, ...]
    responsibilities: tuple[str, ...]
    minutes: int
