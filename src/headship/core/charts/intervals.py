"""An interval plot: one estimate per row, with its interval and a reference line."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import Mark, Shape, draw_mark
from headship.core.charts.rows import draw_label
from headship.core.charts.scales import Scale, round_range, round_ticks, tick_words
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    join,
    line,
    picture,
    text,
)
from headship.core.suppression import Suppressed

ROW = 26.0


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
    top = 16.0 if str(plot.reference_label) else 4.0
    rows, bottom = _rows(plot, layout, scale, top)
    parts = [_axis(plot, scale, top, bottom), rows]
    height = bottom + 2 * LINE + (LINE if str(plot.axis) else 0)
    return picture(
        parts,
        width=layout.width,
        height=height,
        title=plot.title,
        desc=plot.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _rows(
    plot: Intervals, layout: Layout, scale: Scale, y: float
) -> tuple[SafeString, float]:
    parts = []
    for row in plot.rows:
        label, middle, after = draw_label(layout, row.label, row.note, y, ROW)
        shape = Shape.DIAMOND if row.is_summary else Shape.CIRCLE
        bar = box(0, y + 1, 4, after - y - 2, row.group) if row.group else ""
        mark = draw_mark(row.mark, shape, scale, middle)
        parts.append(
            element("g", join((element("title", row.label), bar, label, mark)))
        )
        y = after
    return join(parts), y


def _axis(plot: Intervals, scale: Scale, top: float, bottom: float) -> SafeString:
    parts = []
    for tick in round_ticks(scale.low, scale.high):
        x = scale.at(tick)
        parts.append(line(x, top, x, bottom, "rule"))
        parts.append(
            text(tick_words(tick), x, bottom + 12, ink="ink-soft", anchor="middle")
        )
    if plot.reference is not None:
        x = scale.at(plot.reference)
        parts.append(line(x, top, x, bottom, "ink-soft", 1.5))
        parts.append(
            text(plot.reference_label, x, top - 8, ink="ink-soft", anchor="middle")
        )
    if str(plot.axis):
        x = (scale.start + scale.end) / 2
        parts.append(
            text(plot.axis, x, bottom + 14 + LINE, ink="ink-soft", anchor="middle")
        )
    return join(parts)
