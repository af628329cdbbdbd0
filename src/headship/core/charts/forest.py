"""A forest plot: each study's estimate by its weight, and what they come to together."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.rows import Placed, draw_grid, draw_ticks, place_row
from headship.core.charts.scales import Scale, round_range, round_ticks
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    join,
    line,
    paint,
    picture,
    text,
)

ROW = 26.0
LEAST_HALF, MOST_HALF = 2.0, 7.0  # Half the side of a square, by weight.
HEAD = 6.0  # Length of the arrow where an interval leaves the paper.


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One study; ``weight`` is its share of all, from 0 to 1."""

    label: Words
    value: float
    lower: float
    upper: float
    weight: float
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestSummary:
    """A diamond as wide as the interval; ``reach`` is where a new study may lie."""

    label: Words
    value: float
    lower: float
    upper: float
    note: Words = ""
    reach: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Studies above, summaries below; the ends are found unless they are given."""

    title: Words
    desc: Words = ""
    rows: tuple[ForestRow, ...]
    summaries: tuple[ForestSummary, ...] = ()
    low: float | None = None
    high: float | None = None
    reference: float = 0.0
    axis: Words = ""

    @property
    def ends(self) -> tuple[float, float]:
        """Return ends that hold every interval, or those that were given."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        bounds = [(row.lower, row.upper) for row in self.rows]
        bounds += [(row.lower, row.upper) for row in self.summaries]
        bounds += [row.reach for row in self.summaries if row.reach is not None]
        return round_range([self.reference, *(end for pair in bounds for end in pair)])


def draw_forest(forest: Forest) -> SafeString:
    """Draw a forest plot in both widths."""
    return both(lambda layout: _draw(forest, layout))


def _draw(forest: Forest, layout: Layout) -> SafeString:
    low, high = forest.ends
    scale = Scale(low=low, high=high, start=layout.rail_start, end=layout.rail_end)
    heaviest = max((row.weight for row in forest.rows), default=1.0) or 1.0
    parts, y = [], 2.0
    for row in forest.rows:
        placed = place_row(layout, row.label, row.note, y, ROW)
        parts.append(_study(row, heaviest, scale, placed, forest.reference))
        y = placed.end
    if forest.rows and forest.summaries:
        parts.append(line(0, y + 2, layout.width, y + 2, "rule-strong"))
        y += 4
    for summary in forest.summaries:
        placed = place_row(layout, summary.label, summary.note, y, ROW)
        parts.append(_summary(summary, scale, placed, forest.reference))
        y = placed.end
    parts.append(draw_ticks(scale, round_ticks(low, high), y + 12))
    middle = (scale.start + scale.end) / 2
    parts.append(text(forest.axis, middle, y + 27, ink="ink-soft", anchor="middle"))
    return picture(
        parts,
        width=layout.width,
        height=y + 24 + (LINE if str(forest.axis) else 0),
        title=forest.title,
        desc=forest.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _study(
    row: ForestRow, heaviest: float, scale: Scale, placed: Placed, reference: float
) -> SafeString:
    ticks = round_ticks(scale.low, scale.high)
    parts = [
        element("title", row.label),
        draw_grid(scale, ticks, placed, reference),
        placed.words,
        _interval(row, scale, placed.middle),
    ]
    if scale.low <= row.value <= scale.high:
        # The area of the square is the weight, so its side grows with the root.
        share = (row.weight / heaviest) ** 0.5
        half = LEAST_HALF + (MOST_HALF - LEAST_HALF) * share
        x = scale.at(row.value)
        parts.append(box(x - half, placed.middle - half, 2 * half, 2 * half, "ink"))
    return element("g", join(parts))


def _interval(row: ForestRow, scale: Scale, y: float) -> SafeString:
    """Draw a line, with an arrow at an end that lies beyond the paper."""
    start, end = scale.at(row.lower), scale.at(row.upper)
    parts = [line(start, y, end, y, "ink", 1.5)]
    if row.lower < scale.low:
        parts.append(_shape(((start, y), (start + HEAD, y - 3), (start + HEAD, y + 3))))
    if row.upper > scale.high:
        parts.append(_shape(((end, y), (end - HEAD, y - 3), (end - HEAD, y + 3))))
    return join(parts)


def _summary(
    summary: ForestSummary, scale: Scale, placed: Placed, reference: float
) -> SafeString:
    y = placed.middle
    parts = [
        element("title", summary.label),
        draw_grid(scale, round_ticks(scale.low, scale.high), placed, reference),
        placed.words,
    ]
    if summary.reach is not None:
        parts.append(_reach(summary.reach, scale, y))
    left, middle, right = (
        scale.at(value) for value in (summary.lower, summary.value, summary.upper)
    )
    diamond = ((left, y), (middle, y - 7), (right, y), (middle, y + 7))
    parts.append(_shape(diamond, "accent"))
    return element("g", join(parts))


def _reach(reach: tuple[float, float], scale: Scale, y: float) -> SafeString:
    """Draw where a new study may lie; an end beyond the paper has no stop."""
    low, high = (scale.at(end) for end in reach)
    stops = [scale.at(end) for end in reach if scale.low <= end <= scale.high]
    parts = [line(low, y, high, y, "accent", 1.5)]
    parts += [line(x, y - 4, x, y + 4, "accent", 1.5) for x in stops]
    return join(parts)


def _shape(points: tuple[tuple[float, float], ...], ink: str = "ink") -> SafeString:
    way = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"
    return element("path", d=way, **paint(ink, ink))
