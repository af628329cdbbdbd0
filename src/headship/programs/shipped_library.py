"""The guides and references that ship with Headship, to take into one's own library."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headship.frameworks.responsibilities import SPINE

FOLDER = Path(__file__).parent / "shipped" / "library"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedMaterial:
    """One guide with its text, or a reference to a work with facts about it."""

    key: str
    title: str
    kind: str
    summary: str
    source: str
    license: str
    responsibilities: tuple[str, ...]
    text: str


@cache
def shipped_materials() -> tuple[ShippedMaterial, ...]:
    """Return everything that ships, in the order of the file."""
    path = FOLDER / "library.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_material(it) for it in read["materials"])


def _material(raw: dict) -> ShippedMaterial:
    unknown = set(raw["responsibilities"]) - set(SPINE)
    if unknown:
        raise ValueError(f"{raw['key']}: unknown responsibilities {sorted(unknown)}.")
    text = (FOLDER / f"{raw['key']}.md").read_text(encoding="utf-8")
    return ShippedMaterial(
        key=raw["key"],
        title=raw["title"],
        kind=raw["kind"],
        summary=raw["summary"],
        source=raw["source"],
        license=raw["license"],
        responsibilities=tuple(raw["responsibilities"]),
        text=text,
    )
