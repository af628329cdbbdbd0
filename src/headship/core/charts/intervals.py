"""An interval plot: one estimate per row, with its interval and a reference line."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import Mark, Shape, draw_mark
from headship.core.charts.rows import Placed, draw_grid, draw_ticks, place_row
from headship.core.charts.scales import Scale, round_range, round_ticks
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    join,
    picture,
    text,
    withheld,
)
from headship.core.suppression import Suppressed

ROW = 26.0
LETTER = 6.6  # The width of a letter on average, so that words can be kept inside.


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One row; ``group`` is a component's key, ``is_summary`` marks a pooled row."""

    label: Words
    value: float | Suppressed | None
    lower: float | None = None
    upper: float | None = None
    note: Words = ""
    group: str = ""
    is_faint: bool = False
    is_summary: bool = False

    @property
    def mark(self) -> Mark:
        return Mark(
            series="",
            value=self.value,
            lower=self.lower,
            upper=self.upper,
            is_faint=self.is_faint,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Rows on one rail; the rail holds every interval unless its ends are given."""

    title: Words
    desc: Words = ""
    rows: tuple[Estimate, ...]
    low: float | None = None
    high: float | None = None
    reference: float | None = None
    reference_label: Words = ""
    axis: Words = ""

    @property
    def ends(self) -> tuple[float, float]:
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return round_range(self._values() or [0.0, 1.0])

    def _values(self) -> list[float]:
        found = [self.reference]
        for row in self.rows:
            if not isinstance(row.value, Suppressed):
                found += [row.value, row.lower, row.upper]
        return [value for value in found if value is not None]


def draw_intervals(plot: Intervals) -> SafeString:
    """Draw an interval plot in both widths."""
    return both(lambda layout: _draw(plot, layout))


def _draw(plot: Intervals, layout: Layout) -> SafeString:
    low, high = plot.ends
    scale = Scale(low=low, high=high, start=layout.rail_start, end=layout.rail_end)
    y = LINE if str(plot.reference_label) else 2.0
    parts = []
    for row in plot.rows:
        placed = place_row(layout, row.label, row.note, y, ROW)
        parts.append(_row(plot, row, scale, placed))
        y = placed.end
    parts.append(_axis(plot, scale, y + 12))
    parts.append(_reference_words(plot, scale, layout))
    return picture(
        parts,
        width=layout.width,
        height=y + 24 + (LINE if str(plot.axis) else 0),
        title=plot.title,
        desc=plot.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _row(plot: Intervals, row: Estimate, scale: Scale, placed: Placed) -> SafeString:
    ticks = round_ticks(scale.low, scale.high)
    height = placed.end - placed.top
    parts = [
        element("title", row.label),
        box(0, placed.top + 1, 4, height - 2, row.group) if row.group else "",
        draw_grid(scale, ticks, placed, plot.reference),
        placed.words,
    ]
    if isinstance(row.value, Suppressed):
        top, length = placed.middle - 9, scale.end - scale.start
        parts.append(withheld(scale.start, top, length, 18, str(row.value)))
    else:
        shape = Shape.DIAMOND if row.is_summary else Shape.CIRCLE
        parts.append(draw_mark(row.mark, shape, scale, placed.middle))
    return element("g", join(parts))


def _axis(plot: Intervals, scale: Scale, y: float) -> SafeString:
    ends = (scale.start + scale.end) / 2
    parts = [draw_ticks(scale, round_ticks(scale.low, scale.high), y)]
    parts.append(text(plot.axis, ends, y + LINE, ink="ink-soft", anchor="middle"))
    return join(parts)


def _reference_words(plot: Intervals, scale: Scale, layout: Layout) -> SafeString:
    """Write what the reference line means above it, inside the picture."""
    if plot.reference is None:
        return join([])
    half = len(str(plot.reference_label)) * LETTER / 2
    x = min(max(scale.at(plot.reference), half), layout.width - half)
    return text(plot.reference_label, x, 6, ink="ink-soft", anchor="middle")
