"""Marks on a rail, and what tells one series from another: the shape."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from headship.core.charts.scales import Scale
from headship.core.charts.svg import (
    LINE,
    Words,
    element,
    hatch,
    join,
    paint,
    text,
)
from headship.core.components.numbers import interval, score
from headship.core.suppression import Suppressed

RADIUS = 4.0
FAINT = 0.45


class Shape(StrEnum):
    """Shapes that stay apart in black and white and at small sizes."""

    OPEN_CIRCLE = "open_circle"  # self
    CIRCLE = "circle"  # teachers
    DIAMOND = "diamond"  # supervisor
    SQUARE = "square"  # peers
    TRIANGLE = "triangle"
    OPEN_SQUARE = "open_square"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Who or when a mark stands for."""

    key: str
    label: Words
    shape: Shape = Shape.CIRCLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One estimate of one series; no value means that nobody answered."""

    series: str
    value: float | Suppressed | None
    lower: float | None = None
    upper: float | None = None
    is_faint: bool = False

    @property
    def is_suppressed(self) -> bool:
        return isinstance(self.value, Suppressed)


def draw_shape(shape: Shape, x: float, y: float, radius: float = RADIUS) -> SafeString:
    """Draw the shape of a series."""
    is_open = shape in {Shape.OPEN_CIRCLE, Shape.OPEN_SQUARE}
    ink = paint("surface" if is_open else "ink", "ink", stroke_width=radius / 3)
    if shape in {Shape.CIRCLE, Shape.OPEN_CIRCLE}:
        return element("circle", cx=x, cy=y, r=radius, **ink)
    if shape in {Shape.SQUARE, Shape.OPEN_SQUARE}:
        half = radius * 0.88
        return element(
            "rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **ink
        )
    return element("path", d=_outline(shape, x, y, radius), **ink)


def _outline(shape: Shape, x: float, y: float, radius: float) -> str:
    far = radius * 1.2
    points: tuple[tuple[float, float], ...]
    if shape is Shape.DIAMOND:
        points = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
    else:
        points = ((x, y - far), (x + far, y + far * 0.8), (x - far, y + far * 0.8))
    return "M" + "L".join(f"{left:.2f} {top:.2f}" for left, top in points) + "Z"


def draw_mark(
    mark: Mark, shape: Shape, scale: Scale, y: float, radius: float = RADIUS
) -> SafeString:
    """Draw a mark and its interval, a hatched cell, or nothing."""
    if isinstance(mark.value, Suppressed):
        return hatch(scale.start, y - 2.5, scale.end - scale.start, 5)
    if mark.value is None:
        return SafeString("")
    parts = [draw_interval(mark, scale, y)]
    parts.append(draw_shape(shape, scale.at(mark.value), y, radius))
    return element("g", join(parts), opacity=FAINT if mark.is_faint else None)


def tell_mark(mark: Mark) -> str:
    """Write a mark in words, for whoever points at it."""
    told = score(mark.value) if isinstance(mark.value, float) else str(mark.value or "")
    if mark.lower is None or mark.upper is None or mark.is_suppressed:
        return told
    return f"{told} ({interval(mark)})"


def draw_interval(mark: Mark, scale: Scale, y: float) -> SafeString:
    """Draw the interval of a mark; a faint one is dashed."""
    if mark.lower is None or mark.upper is None:
        return SafeString("")
    dashes = "3 2" if mark.is_faint else None
    ink = paint(stroke="ink", stroke_width=1.5, stroke_dasharray=dashes)
    return element(
        "line", x1=scale.at(mark.lower), y1=y, x2=scale.at(mark.upper), y2=y, **ink
    )


def draw_legend(
    series: tuple[Series, ...], x: float, y: float, width: float, withheld: Words = ""
) -> tuple[SafeString, float]:
    """Write which shape is whose; return it with the height that it takes.

    ``withheld`` are the words for hatched cells, if there are any.
    """
    entries = [(one.label, one.shape) for one in series]
    parts, left, top = [], x, y
    for words, shape in (*entries, *([(withheld, None)] if str(withheld) else [])):
        needed = 24 + len(str(words)) * 6.6 + 12
        if left > x and left + needed > x + width:
            left, top = x, top + LINE + 4
        swatch = draw_shape(shape, left + 6, top) if shape else _hatched(left, top)
        parts += [swatch, text(words, left + 18, top)]
        left += needed
    return join(parts), top - y + LINE + 4


def _hatched(x: float, y: float) -> SafeString:
    return hatch(x, y - 4, 14, 8)
