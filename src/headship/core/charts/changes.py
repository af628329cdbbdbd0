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
from headship.core.charts.rows import draw_label
from headship.core.charts.scales import Scale, round_ticks, tick_words
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    hatch,
    join,
    line,
    picture,
    text,
)
from headship.core.suppression import Suppressed

ROW = 28.0
MIDDLE = 400.0  # Where the wide drawing's two rails part.


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
    middle = (start + end) / 2 if layout.is_narrow else MIDDLE
    reach = max([changes.reach, *_bounds(changes)])
    means = Scale(low=changes.low, high=changes.high, start=start, end=middle - 16)
    return means, Scale(low=-reach, high=reach, start=middle + 16, end=end)


def _bounds(changes: Changes) -> list[float]:
    ends = [end for row in changes.rows for end in (row.lower, row.upper)]
    return [abs(end) for end in ends if end is not None]


def _draw(changes: Changes, layout: Layout) -> SafeString:
    means, differences = _scales(changes, layout)
    width = layout.width - layout.label_x
    legend, taken = draw_legend(changes.series, layout.label_x, 10, width)
    top = y = 10 + taken
    parts = []
    for row in changes.rows:
        label, middle, after = draw_label(layout, row.label, row.note, y, ROW)
        bar = box(0, y + 1, 4, after - y - 2, row.group) if row.group else ""
        drawn = _row(row, means, differences, middle)
        parts.append(element("g", join((bar, label, drawn))))
        y = after
    axes = (_axis(means, top, y), _axis(differences, top, y, zero=True))
    return picture(
        (legend, *axes, *parts),
        width=layout.width,
        height=y + 2 * LINE,
        title=changes.title,
        desc=changes.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _axis(scale: Scale, top: float, bottom: float, *, zero: bool = False) -> SafeString:
    parts = []
    for tick in round_ticks(scale.low, scale.high, about=4):
        x = scale.at(tick)
        ink = "ink-soft" if zero and tick == 0 else "rule"
        parts.append(line(x, top, x, bottom, ink))
        words = tick_words(tick)
        parts.append(text(words, x, bottom + 12, ink="ink-soft", anchor="middle"))
    return join(parts)


def _row(row: Change, means: Scale, differences: Scale, y: float) -> SafeString:
    by = row.difference
    if isinstance(by, Suppressed):
        length = differences.end - means.start
        return join((element("title", str(by)), hatch(means.start, y - 5, length, 10)))
    parts = [_way(row, means, y)]
    mark = Mark(
        series="by", value=by, lower=row.lower, upper=row.upper, is_faint=row.is_faint
    )
    parts.append(draw_mark(mark, Shape.DIAMOND, differences, y))
    return join(parts)


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
