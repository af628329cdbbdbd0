"""What moved between two waves: both means, and the difference with its interval."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import (
    FAINT,
    Mark,
    Series,
    Shape,
    draw_legend,
    draw_mark,
    draw_shape,
)
from headship.core.charts.rows import Placed, draw_grid, draw_ticks, place_row
from headship.core.charts.scales import Scale, round_ticks
from headship.core.charts.svg import (
    Words,
    box,
    element,
    join,
    line,
    picture,
    withheld,
)
from headship.core.suppression import Suppressed

ROW = 28.0
GAP = 44.0  # Between the two rails.


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row; ``lower`` and ``upper`` bound the difference ``after - before``."""

    label: Words
    before: float | Suppressed | None
    after: float | Suppressed | None
    lower: float | None = None
    upper: float | None = None
    note: Words = ""
    group: str = ""
    is_faint: bool = False

    @property
    def difference(self) -> float | Suppressed | None:
        for value in (self.before, self.after):
            if value is None or isinstance(value, Suppressed):
                return value
        return self.after - self.before  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows on a rating rail from ``low`` to ``high``, and differences to ``reach``."""

    title: Words
    desc: Words = ""
    rows: tuple[Change, ...]
    before_label: Words
    after_label: Words
    difference_label: Words
    low: float = 1.0
    high: float = 5.0
    reach: float = 1.0

    @property
    def series(self) -> tuple[Series, ...]:
        return (
            Series(key="before", label=self.before_label, shape=Shape.OPEN_CIRCLE),
            Series(key="after", label=self.after_label, shape=Shape.CIRCLE),
            Series(key="by", label=self.difference_label, shape=Shape.DIAMOND),
        )


def draw_changes(changes: Changes) -> SafeString:
    """Draw the changes in both widths."""
    return both(lambda layout: _draw(changes, layout))


def _scales(changes: Changes, layout: Layout) -> tuple[Scale, Scale]:
    """Return the rail of the means and the rail of the differences."""
    start, end = layout.rail_start, layout.rail_end
    middle, half = (start + end) / 2, GAP / 2
    reach = max([changes.reach, *_bounds(changes)])
    return (
        Scale(low=changes.low, high=changes.high, start=start, end=middle - half),
        Scale(low=-reach, high=reach, start=middle + half, end=end),
    )


def _bounds(changes: Changes) -> list[float]:
    ends = [end for row in changes.rows for end in (row.lower, row.upper)]
    return [abs(end) for end in ends if end is not None]


def _draw(changes: Changes, layout: Layout) -> SafeString:
    means, differences = _scales(changes, layout)
    width = layout.width - layout.label_x
    legend, taken = draw_legend(changes.series, layout.label_x, 10, width)
    y = 10 + taken
    parts = [legend]
    for row in changes.rows:
        placed = place_row(layout, row.label, row.note, y, ROW)
        parts.append(_row(row, means, differences, placed))
        y = placed.end
    ticks = (draw_ticks(scale, _ticks(scale), y + 12) for scale in (means, differences))
    return picture(
        (*parts, *ticks),
        width=layout.width,
        height=y + 24,
        title=changes.title,
        desc=changes.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _ticks(scale: Scale) -> list[float]:
    return round_ticks(scale.low, scale.high, about=4)


def _row(row: Change, means: Scale, differences: Scale, placed: Placed) -> SafeString:
    height, y = placed.end - placed.top, placed.middle
    parts = [
        element("title", row.label),
        box(0, placed.top + 1, 4, height - 2, row.group) if row.group else "",
        placed.words,
        draw_grid(means, _ticks(means), placed),
        draw_grid(differences, _ticks(differences), placed, 0.0),
    ]
    by = row.difference
    if isinstance(by, Suppressed):
        length = differences.end - means.start
        parts.append(withheld(means.start, y - 9, length, 18, str(by)))
        return element("g", join(parts))
    mark = Mark(
        series="by", value=by, lower=row.lower, upper=row.upper, is_faint=row.is_faint
    )
    parts.append(_way(row, means, y))
    parts.append(draw_mark(mark, Shape.DIAMOND, differences, y))
    return element("g", join(parts))


def _way(row: Change, scale: Scale, y: float) -> SafeString:
    """Draw both means and the way between them."""
    pairs = ((Shape.OPEN_CIRCLE, row.before), (Shape.CIRCLE, row.after))
    places = [
        (shape, scale.at(value))
        for shape, value in pairs
        if value is not None and not isinstance(value, Suppressed)
    ]
    way = line(places[0][1], y, places[-1][1], y, "ink-soft", 1.5) if places else ""
    shapes = (draw_shape(shape, x, y) for shape, x in places)
    return element("g", join((way, *shapes)), opacity=FAINT if row.is_faint else None)
