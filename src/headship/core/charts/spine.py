"""The spine: the 21 responsibilities, always in the same order, at three sizes."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import (
    Mark,
    Series,
    Shape,
    draw_legend,
    draw_mark,
    tell_mark,
)
from headship.core.charts.scales import Scale, round_ticks, tick_words, whole_ticks
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    join,
    line,
    lines_of,
    paragraph,
    picture,
    strokes,
    text,
)

SLOT = 7.0  # From one series to the next within a row.
HEADING = 24.0


class Size(StrEnum):
    """How much of the spine is shown; the rows keep their places in all three."""

    FULL = "full"
    STRIP = "strip"
    SPARK = "spark"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineRow:
    """One responsibility with a mark per series; ``group`` is its component's key."""

    key: str
    label: Words
    group: str
    marks: tuple[Mark, ...] = ()
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """All rows in the order of the spine, on one rail from ``low`` to ``high``.

    ``groups`` names the components by key; ``ends`` are the words at the rail's ends.
    """

    title: Words
    desc: Words = ""
    rows: tuple[SpineRow, ...]
    series: tuple[Series, ...]
    groups: tuple[tuple[str, Words], ...]
    low: float = 1.0
    high: float = 5.0
    ends: tuple[Words, Words] = ("", "")

    @property
    def shapes(self) -> dict[str, Shape]:
        return {one.key: one.shape for one in self.series}

    @property
    def has_withheld(self) -> bool:
        return any(mark.is_suppressed for row in self.rows for mark in row.marks)

    @property
    def ticks(self) -> list[float]:
        if self.high - self.low >= 3:
            return whole_ticks(self.low, self.high)
        return round_ticks(self.low, self.high)


def draw_spine(spine: Spine, size: Size = Size.FULL) -> SafeString:
    """Draw the spine at a size."""
    if size is Size.FULL:
        return both(lambda layout: _Full(spine, layout).draw())
    return _draw_small(spine, _SMALL[size], size)


class _Full:
    """One drawing of the full spine, filled from the top down."""

    def __init__(self, spine: Spine, layout: Layout) -> None:
        has_notes = any(str(row.note) for row in spine.rows) and not layout.is_narrow
        end = layout.rail_end if has_notes or layout.is_narrow else layout.width - 14
        self.spine, self.layout = spine, layout
        self.scale = Scale(
            low=spine.low, high=spine.high, start=layout.rail_start, end=end
        )
        self.series = {one.key: one for one in spine.series}
        self.band = SLOT * max(1, len(spine.series)) + 5
        self.y = 10.0
        self.parts: list[SafeString] = []

    def draw(self) -> SafeString:
        self._legend()
        self._axis()
        for key, rows in groupby(self.spine.rows, key=lambda row: row.group):
            self._group(key, list(rows))
        return picture(
            self.parts,
            width=self.layout.width,
            height=self.y + 4,
            title=self.spine.title,
            desc=self.spine.desc,
            kind=self.layout.kind,
            is_hidden=self.layout.is_narrow,
        )

    def _legend(self) -> None:
        layout = self.layout
        width = layout.width - layout.label_x
        legend, height = draw_legend(
            self.spine.series,
            layout.label_x,
            self.y,
            width,
            _("not shown") if self.spine.has_withheld else "",
        )
        self.parts.append(legend)
        self.y += height + 4

    def _axis(self) -> None:
        low, high = self.spine.ends
        if str(low) or str(high):
            self.parts.append(text(low, self.scale.start, self.y, ink="ink-soft"))
            self.parts.append(
                text(high, self.scale.end, self.y, ink="ink-soft", anchor="end")
            )
            self.y += LINE
        for tick in self.spine.ticks:
            place = self.scale.at(tick)
            self.parts.append(
                text(tick_words(tick), place, self.y, ink="ink-soft", anchor="middle")
            )
        self.y += 12

    def _group(self, key: str, rows: list[SpineRow]) -> None:
        top = self.y + 6
        name = dict(self.spine.groups).get(key, key)
        self.parts.append(
            text(name, self.layout.label_x, top + 11, ink=key, bold=True, size=14)
        )
        self.y += HEADING + 2
        for row in rows:
            self._row(row)
        self.parts.append(box(0, top, 4, self.y - top, key, 2))
        self.y += 8

    def _row(self, row: SpineRow) -> None:
        layout = self.layout
        words = lines_of(row.label, layout.label_width)
        parts = [element("title", row.label)]
        if layout.is_narrow:
            height = len(words) * LINE
            parts.append(paragraph(words, layout.label_x, self.y + height / 2))
            self.y += height + 2
            middle = self.y + self.band / 2
            self.y += self.band + 8
        else:
            height = max(self.band + 4, len(words) * LINE + 2)
            middle = self.y + height / 2
            parts.append(paragraph(words, layout.label_x, middle))
            parts.append(text(row.note, layout.note_x, middle, anchor="end"))
            self.y += height
        parts.append(self._rail(middle))
        parts.append(self._marks(row, middle))
        self.parts.append(element("g", join(parts)))

    def _rail(self, middle: float) -> SafeString:
        top, bottom = middle - self.band / 2, middle + self.band / 2
        start, end = self.scale.start, self.scale.end
        bed = box(start - 6, top, end - start + 12, self.band, "sunken", 3)
        places = [self.scale.at(tick) for tick in self.spine.ticks]
        ticks = strokes(((x, top, x, bottom) for x in places), "rule")
        return join((bed, ticks))

    def _marks(self, row: SpineRow, middle: float) -> SafeString:
        keys = [one.key for one in self.spine.series]
        first = middle - SLOT * (len(keys) - 1) / 2
        return join(
            self._mark(mark, first + SLOT * keys.index(mark.series))
            for mark in row.marks
        )

    def _mark(self, mark: Mark, y: float) -> SafeString:
        series = self.series[mark.series]
        drawn = draw_mark(mark, series.shape, self.scale, y)
        if self.layout.is_narrow:  # A phone has nothing to point with.
            return drawn
        told = element("title", f"{series.label}: {tell_mark(mark)}")
        return element("g", join((told, drawn)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Small:
    """The measures of a small spine."""

    width: float
    row: float
    gap: float
    bar: float
    radius: float


_SMALL = {
    Size.STRIP: _Small(width=150, row=11, gap=8, bar=3, radius=3.6),
    Size.SPARK: _Small(width=52, row=4, gap=3, bar=2, radius=1.6),
}


def _draw_small(spine: Spine, small: _Small, size: Size) -> SafeString:
    edge = small.bar + small.radius + 3
    scale = Scale(
        low=spine.low, high=spine.high, start=edge, end=small.width - small.radius - 1
    )
    parts, y = [], 1.0
    for key, group in groupby(spine.rows, key=lambda row: row.group):
        rows = list(group)
        parts.append(box(0, y, small.bar, len(rows) * small.row, key, 1))
        for row in rows:
            parts.append(_small_row(spine, row, scale, y + small.row / 2, small))
            y += small.row
        y += small.gap
    return picture(
        parts,
        width=small.width,
        height=y - small.gap + 1,
        title=spine.title,
        desc=spine.desc,
        kind=f"chart chart-{size}",
    )


def _small_row(
    spine: Spine, row: SpineRow, scale: Scale, y: float, small: _Small
) -> SafeString:
    """Draw what is shown; the row is hatched only if nothing is."""
    shapes = spine.shapes
    rail = line(scale.start, y, scale.end, y, "rule")
    shown = [mark for mark in row.marks if not mark.is_suppressed] or row.marks[:1]
    marks = (
        draw_mark(mark, shapes[mark.series], scale, y, small.radius) for mark in shown
    )
    return element("g", join((element("title", row.label), rail, *marks)))
