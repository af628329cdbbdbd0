"""How many of those asked have answered."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.rows import place_row
from headship.core.charts.svg import Words, box, element, join, line, picture

ROW = 26.0
BAR = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One group: asked and answered; ``needed`` answers before anything is shown."""

    label: Words
    answered: int
    asked: int
    needed: int | None = None
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Groups, each against all of its own who were asked."""

    title: Words
    desc: Words = ""
    rows: tuple[Rate, ...]


def draw_rates(rates: Rates) -> SafeString:
    """Draw the rates in both widths."""
    return both(lambda layout: _draw(rates, layout))


def _draw(rates: Rates, layout: Layout) -> SafeString:
    parts, y = [], 4.0
    for row in rates.rows:
        note = row.note or f"{row.answered} / {row.asked}"
        placed = place_row(layout, row.label, note, y, ROW)
        bar = _bar(row, layout, placed.middle)
        parts.append(element("g", join((placed.words, bar))))
        y = placed.end
    return picture(
        parts,
        width=layout.width,
        height=y + 4,
        title=rates.title,
        desc=rates.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _bar(row: Rate, layout: Layout, middle: float) -> SafeString:
    start, length = layout.rail_start, layout.rail_end - layout.rail_start
    top = middle - BAR / 2
    parts = [box(start, top, length, BAR, "rule", 2)]
    if row.asked:
        filled = length * min(1.0, row.answered / row.asked)
        if filled:
            parts.append(box(start, top, filled, BAR, _ink(row), 2))
        if row.needed and row.needed < row.asked:
            x = start + length * row.needed / row.asked
            parts.append(line(x, top - 4, x, top + BAR + 4, "ink", 1.5))
    return join(parts)


def _ink(row: Rate) -> str:
    """Keep what is not shown yet lighter than what will be."""
    return "step-3" if row.needed and row.answered < row.needed else "accent"
