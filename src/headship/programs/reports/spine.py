"""How much time a program gives to each of the 21 responsibilities."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from headship.core.charts import Mark, Series, Shape, Size, Spine, SpineRow, draw_spine
from headship.core.naming import name_of
from headship.frameworks.responsibilities import (
    Component,
    Responsibility,
    load_responsibilities,
)
from headship.programs.models import Block
from headship.programs.shelf import BlockPlan

Words = str | Promise
HEADER = ["responsibility", "component", "minutes", "blocks"]
COMPONENTS: tuple[tuple[str, Words], ...] = (
    (Component.FOCUS.value, pgettext_lazy("component", "Focus")),
    (Component.CHANGE.value, pgettext_lazy("component", "Change")),
    (Component.COMMUNITY.value, pgettext_lazy("component", "Community")),
)
NAMED = 4  # So many missing responsibilities are named; more are counted.


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One responsibility: its share of the time, and in how many blocks it is met.

    The minutes of a block are shared equally among its responsibilities, so that all
    rows together are the program's time.
    """

    responsibility: Responsibility
    minutes: float
    blocks: int

    @property
    def hours(self) -> float:
        return self.minutes / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The figure with its finding and its table."""

    finding: str
    svg: SafeString
    rows: tuple[CoverageRow, ...]
    missing: tuple[str, ...]


def coverage_rows(blocks: Iterable[Block | BlockPlan]) -> tuple[CoverageRow, ...]:
    """Return the time and the number of blocks of each responsibility, on the spine."""
    minutes: dict[str, float] = {}
    counts: dict[str, int] = {}
    for block in blocks:
        keys = list(block.responsibilities)
        for key in keys:
            minutes[key] = minutes.get(key, 0) + block.minutes / len(keys)
            counts[key] = counts.get(key, 0) + 1
    return tuple(
        CoverageRow(
            responsibility=it,
            minutes=minutes.get(it.key, 0),
            blocks=counts.get(it.key, 0),
        )
        for it in load_responsibilities()
    )


def coverage(blocks: Iterable[Block | BlockPlan], size: Size = Size.FULL) -> Coverage:
    """Return what the coverage of some blocks shows."""
    rows = coverage_rows(blocks)
    missing = tuple(name_of(it.responsibility) for it in rows if not it.blocks)
    finding = _finding(missing)
    return Coverage(
        finding=finding, svg=_draw(rows, finding, size), rows=rows, missing=missing
    )


def _finding(missing: tuple[str, ...]) -> str:
    if not missing:
        return _("Every one of the 21 responsibilities is met.")
    if len(missing) <= NAMED:
        return _("Not met: %(names)s.") % {"names": ", ".join(missing)}
    met = 21 - len(missing)
    return ngettext(
        "%(count)d of the 21 responsibilities is met.",
        "%(count)d of the 21 responsibilities are met.",
        met,
    ) % {"count": met}


def _draw(rows: tuple[CoverageRow, ...], title: str, size: Size) -> SafeString:
    return draw_spine(
        Spine(
            title=title,
            desc=_("Hours for each responsibility, from the blocks that are tagged."),
            rows=tuple(_row(row) for row in rows),
            series=(Series(key="hours", label=_("hours"), shape=Shape.CIRCLE),),
            groups=COMPONENTS,
            low=0.0,
            high=max(1.0, *(row.hours for row in rows)),
        ),
        size,
    )


def _row(row: CoverageRow) -> SpineRow:
    mark = Mark(series="hours", value=row.hours)
    return SpineRow(
        key=row.responsibility.key,
        label=name_of(row.responsibility),
        group=row.responsibility.component.value,
        marks=(mark,) if row.blocks else (),
    )


def coverage_table(rows: Iterable[CoverageRow]) -> list[list[object]]:
    """Return the rows of the coverage as CSV."""
    return [
        [
            row.responsibility.name,
            row.responsibility.component.value,
            round(row.minutes),
            row.blocks,
        ]
        for row in rows
    ]
