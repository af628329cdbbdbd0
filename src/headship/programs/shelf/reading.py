"""Reading the shipped files."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from headship.frameworks.responsibilities import SPINE
from headship.programs.shelf.plans import (
    BlockPlan,
    Case,
    Decision,
    Figure,
    Option,
    Shape,
    ShelfError,
    Template,
    Unit,
)

SHIPPED = Path(__file__).parents[1] / "shipped"
ORDER = (
    "year_one",
    "year_two",
    "two_years",
    "district",
    "shared_leadership",
    "training_of_trainers",
)


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
