"""A funnel plot: do small studies say something else than large ones?"""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import Shape, draw_shape
from headship.core.charts.scales import Scale, round_range, round_ticks, tick_words
from headship.core.charts.svg import (
    LINE,
    Words,
    element,
    join,
    line,
    paint,
    picture,
    strokes,
    text,
)

HEIGHT = {False: 300.0, True: 240.0}
TOP = 12.0
NORMAL_95 = 1.959963984540054  # 95 of 100 draws of a normal lie this many errors near.


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One study: its estimate and standard error."""

    label: Words
    value: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Studies around ``middle``, the most precise on top."""

    title: Words
    desc: Words = ""
    points: tuple[FunnelPoint, ...]
    middle: float
    axis: Words = ""
    error_axis: Words = ""

    @property
    def largest_error(self) -> float:
        return round_range([0.0, *(point.se for point in self.points)])[1]

    @property
    def ends(self) -> tuple[float, float]:
        """Return ends that hold every study and the funnel's foot."""
        reach = NORMAL_95 * self.largest_error
        values = [point.value for point in self.points]
        return round_range([self.middle - reach, self.middle + reach, *values])


def draw_funnel(funnel: Funnel) -> SafeString:
    """Draw a funnel plot in both widths."""
    return both(lambda layout: _draw(funnel, layout))


def _draw(funnel: Funnel, layout: Layout) -> SafeString:
    low, high = funnel.ends
    start = 52.0 if layout.is_narrow else 80.0
    across = Scale(low=low, high=high, start=start, end=layout.rail_end)
    bottom = HEIGHT[layout.is_narrow]
    down = Scale(low=0.0, high=funnel.largest_error, start=TOP, end=bottom)
    parts = [
        _grid(across, down),
        _cone(funnel, across, down),
        *(_point(point, across, down) for point in funnel.points),
        _words(funnel, across, down),
    ]
    return picture(
        parts,
        width=layout.width,
        height=bottom + 2 * LINE + 20,
        title=funnel.title,
        desc=funnel.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _grid(across: Scale, down: Scale) -> SafeString:
    ways = [
        (across.start, down.at(tick), across.end, down.at(tick))
        for tick in round_ticks(down.low, down.high)
    ]
    ways += [
        (across.at(tick), down.start, across.at(tick), down.end)
        for tick in round_ticks(across.low, across.high)
    ]
    return strokes(ways, "rule")


def _cone(funnel: Funnel, across: Scale, down: Scale) -> SafeString:
    """Draw where 95 of 100 studies would lie if only chance set them apart."""
    reach = NORMAL_95 * down.high
    middle = across.at(funnel.middle)
    foot = [across.at(funnel.middle + side * reach) for side in (-1, 1)]
    sides = [(middle, down.start, x, down.end) for x in foot]
    way = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for x1, y1, x2, y2 in sides)
    ink = paint(stroke="rule-strong", stroke_width=1.5, stroke_dasharray="4 3")
    return join(
        (
            element("path", d=way, **ink),
            line(middle, down.start, middle, down.end, "accent", 1.5),
        )
    )


def _point(point: FunnelPoint, across: Scale, down: Scale) -> SafeString:
    shape = draw_shape(Shape.CIRCLE, across.at(point.value), down.at(point.se), 3.5)
    return element("g", join((element("title", point.label), shape)), opacity=0.75)


def _words(funnel: Funnel, across: Scale, down: Scale) -> SafeString:
    parts = [
        text(
            tick_words(tick),
            across.at(tick),
            down.end + 12,
            ink="ink-soft",
            anchor="middle",
        )
        for tick in round_ticks(across.low, across.high)
    ]
    parts += [
        text(
            tick_words(tick),
            across.start - 8,
            down.at(tick),
            ink="ink-soft",
            anchor="end",
        )
        for tick in round_ticks(down.low, down.high)
    ]
    middle = (across.start + across.end) / 2
    foot = down.end + 12 + LINE
    parts.append(text(funnel.axis, middle, foot, ink="ink-soft", anchor="middle"))
    parts.append(text(funnel.error_axis, 4, foot + LINE, ink="ink-soft"))
    return join(parts)
