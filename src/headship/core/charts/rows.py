"""Where a row's label and note stand, beside its rail or above it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout
from headship.core.charts.scales import Scale, tick_words
from headship.core.charts.svg import (
    LINE,
    Words,
    join,
    line,
    lines_of,
    paragraph,
    strokes,
    text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A row's words, and the stretch from ``top`` to ``end`` that its rail may fill."""

    words: SafeString
    top: float
    middle: float
    end: float


def place_row(
    layout: Layout, label: Words, note: Words, y: float, row: float
) -> Placed:
    """Write a label and a note, and say where the rail goes."""
    words = lines_of(label, _label_width(layout, note))
    height = len(words) * LINE
    if layout.is_narrow:
        parts = (
            paragraph(words, layout.label_x, y + height / 2 + 2),
            _note(layout, note, y + LINE / 2 + 2),
        )
        top = y + height + 2
        return Placed(words=join(parts), top=top, middle=top + row / 2, end=top + row)
    end = y + max(row, height + 6)
    middle = (y + end) / 2
    parts = (paragraph(words, layout.label_x, middle), _note(layout, note, middle))
    return Placed(words=join(parts), top=y, middle=middle, end=end)


def _note(layout: Layout, note: Words, y: float) -> SafeString:
    return text(note, layout.note_x, y, ink="ink-soft", anchor="end")


def _label_width(layout: Layout, note: Words) -> float:
    """Leave room for the note where it stands in the label's line."""
    if layout.is_narrow and str(note):
        return layout.label_width - len(str(note)) * 6.6 - 8
    return layout.label_width


def draw_grid(
    scale: Scale, ticks: list[float], placed: Placed, strong: float | None = None
) -> SafeString:
    """Draw the lines behind one row; ``strong`` is the value of a darker one."""
    places = [scale.at(tick) for tick in ticks]
    grid = strokes(((x, placed.top, x, placed.end) for x in places), "rule")
    if strong is None:
        return grid
    x = scale.at(strong)
    return join((grid, line(x, placed.top, x, placed.end, "ink-soft", 1.5)))


def draw_ticks(scale: Scale, ticks: list[float], y: float) -> SafeString:
    """Write the values below the rails."""
    return join(
        text(tick_words(tick), scale.at(tick), y, ink="ink-soft", anchor="middle")
        for tick in ticks
    )
