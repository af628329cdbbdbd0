"""The program templates and case studies that ship with Headship.

Vocabulary: a *template* is a program to start from, made of *units*; a *unit* is one
topic with *blocks*, of which those of the first day are its core and those of the
second deepen it; a *shape* is how many sessions of how many days; *fitting* a template
to a shape says which block goes into which session and what is left out.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from headship.frameworks.responsibilities import SPINE

SHIPPED = Path(__file__).parent / "shipped"
ORDER = (
    "year_one",
    "year_two",
    "two_years",
    "district",
    "shared_leadership",
    "training_of_trainers",
)


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
    def least_sessions(self) -> int:
        return 1

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


@cache
def templates() -> dict[str, Template]:
    """Return the shipped templates by key, in their order."""
    read = [_template(key, _read(SHIPPED / f"{key}.toml")) for key in ORDER]
    return {template.key: template for template in read}


@cache
def cases() -> dict[str, Case]:
    """Return the shipped case studies by key, by title."""
    paths = sorted((SHIPPED / "cases").glob("*.toml"))
    read = [_case(path.stem, _read(path)) for path in paths]
    return {case.key: case for case in sorted(read, key=lambda case: case.title)}


def fit(template: Template, shape: Shape) -> Fitted:
    """Cut a template to a shape.

    Units keep their order and are spread evenly over the sessions. Within a session
    core blocks come before deepening ones when time is short; what does not fit is
    left out and named.
    """
    sessions, left_out = [], []
    for number, units in enumerate(_spread(template.units, shape.sessions)):
        room = shape.days * shape.day_minutes
        kept, dropped = _fill(units, room)
        left_out += dropped
        sessions.append(_session(units, kept, shape, is_first=number == 0))
    return Fitted(sessions=_told_apart(sessions), left_out=tuple(left_out))


def _told_apart(sessions: list[FittedSession]) -> tuple[FittedSession, ...]:
    """Number the parts of a topic that takes several sessions."""
    titles = [session.title for session in sessions]
    return tuple(
        replace(
            session, title=f"{session.title} ({titles[: n + 1].count(session.title)})"
        )
        if titles.count(session.title) > 1
        else session
        for n, session in enumerate(sessions)
    )


def _spread(units: tuple[Unit, ...], count: int) -> list[tuple[Unit, ...]]:
    """Deal units to sessions in order; a unit is halved when sessions outnumber units."""
    pieces = list(units)
    while len(pieces) < count:
        longest = max(pieces, key=lambda unit: sum(b.minutes for b in unit.blocks))
        if len(longest.blocks) < 2:
            break
        at = pieces.index(longest)
        pieces[at : at + 1] = _halves(longest)
    count = min(count, len(pieces))
    cuts = [round(number * len(pieces) / count) for number in range(count + 1)]
    return [tuple(pieces[cuts[n] : cuts[n + 1]]) for n in range(count)]


def _halves(unit: Unit) -> list[Unit]:
    middle = (len(unit.blocks) + 1) // 2
    return [
        replace(unit, blocks=unit.blocks[:middle]),
        replace(unit, blocks=unit.blocks[middle:]),
    ]


def _fill(
    units: tuple[Unit, ...], room: int
) -> tuple[list[BlockPlan], list[BlockPlan]]:
    """Choose the blocks that fit, one unit after the other, core blocks first."""
    in_order = [block for unit in units for block in unit.blocks]
    chosen: set[str] = set()
    for block in sorted(_in_turn(units), key=lambda block: block.day):
        if block.minutes <= room:
            chosen.add(block.key)
            room -= block.minutes
    kept = [block for block in in_order if block.key in chosen]
    return kept, [block for block in in_order if block.key not in chosen]


def _in_turn(units: tuple[Unit, ...]) -> list[BlockPlan]:
    """Return the first block of each unit, then the second of each, and so on."""
    most = max(len(unit.blocks) for unit in units)
    return [
        unit.blocks[place]
        for place in range(most)
        for unit in units
        if place < len(unit.blocks)
    ]


def _session(
    units: tuple[Unit, ...], blocks: list[BlockPlan], shape: Shape, *, is_first: bool
) -> FittedSession:
    areas = dict.fromkeys(area for unit in units for area in unit.areas)
    return FittedSession(
        title=" · ".join(dict.fromkeys(unit.title for unit in units)),
        purpose=" ".join(dict.fromkeys(unit.purpose for unit in units)),
        areas=tuple(areas),
        days=shape.days,
        weeks_after_previous=0 if is_first else shape.weeks_between,
        blocks=tuple(blocks),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _template(key: str, raw: dict[str, Any]) -> Template:
    units = tuple(_unit(key, it) for it in raw.get("units", []))
    for part in raw.get("includes", []):
        units += _template(part, _read(SHIPPED / f"{part}.toml")).units
    return Template(
        key=key,
        title=raw["title"],
        audience=raw["audience"],
        about=raw["about"].strip(),
        most_sessions=raw["most_sessions"],
        most_days=raw["most_days"],
        usual=Shape(**raw["usual"]),
        units=units,
    )


def _unit(template: str, raw: dict[str, Any]) -> Unit:
    key = raw["key"]
    blocks = (_block(f"{template}.{key}", n, it) for n, it in enumerate(raw["blocks"]))
    return Unit(
        key=key,
        title=raw["title"],
        purpose=raw["purpose"].strip(),
        areas=tuple(raw["areas"]),
        blocks=tuple(blocks),
    )


def _block(unit: str, number: int, raw: dict[str, Any]) -> BlockPlan:
    unknown = set(raw["responsibilities"]) - set(SPINE)
    if unknown:
        raise ShelfError(f"{unit}: {raw['title']}: unknown {sorted(unknown)}.")
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in raw.items()
    }
    for name in ("activity", "facilitator_notes", "practice_task"):
        fields[name] = raw[name].strip()
    return BlockPlan(
        key=f"{unit}.{number}",
        **fields,
    )


def _case(key: str, raw: dict[str, Any]) -> Case:
    return Case(
        key=key,
        title=raw["title"],
        summary=raw["summary"].strip(),
        situation=raw["situation"].strip(),
        figures=tuple(Figure(**it) for it in raw["figures"]),
        decisions=tuple(_decision(it) for it in raw["decisions"]),
        questions=tuple(raw["questions"]),
        responsibilities=tuple(raw["responsibilities"]),
        minutes=raw["minutes"],
    )


def _decision(raw: dict[str, Any]) -> Decision:
    options = tuple(
        Option(label=it["label"], leads_to=it["leads_to"].strip())
        for it in raw["options"]
    )
    return Decision(question=raw["question"].strip(), options=options)
