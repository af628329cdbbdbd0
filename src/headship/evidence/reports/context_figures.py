"""A place and a study side by side: bars of shares, or strips of kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts.layouts import Layout, both
from headship.core.charts.rows import place_row
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    hatch,
    join,
    paint,
    picture,
    text,
)
from headship.core.components.numbers import share as percent

PLACE, STUDY = "accent", "rule-strong"  # Apart in lightness, for any eye and printer.
BAR, GAP, ROW = 11.0, 3.0, 36.0
CELL, STRIP_GAP = 22.0, 10.0
VALUE_ROOM = 54.0  # To the right of the longest bar, for its value.


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One category: the shares of both sides, None where not reported."""

    label: Words
    place: float | None
    study: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Categories as pairs of bars on one scale from 0 to 100 percent.

    ``unreported`` is the share of each side in no reported category; None for a side
    that reports nothing.
    """

    title: Words
    rows: tuple[Pair, ...]
    unreported: tuple[float | None, float | None] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One kind in a strip: whether each side has it; None where not reported."""

    label: Words
    place: bool | None
    study: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """Kinds in their order, as one strip of cells for each side."""

    title: Words
    cells: tuple[Cell, ...]


def draw_pairs(pairs: Pairs) -> SafeString:
    """Draw the bars in both widths."""
    return both(lambda layout: _draw_pairs(pairs, layout))


def draw_strips(strips: Strips) -> SafeString:
    """Draw the strips in both widths."""
    return both(lambda layout: _draw_strips(strips, layout))


def _draw_pairs(pairs: Pairs, layout: Layout) -> SafeString:
    parts, y = [_legend(layout)], LINE + 8
    for row in pairs.rows:
        placed = place_row(layout, row.label, "", y, ROW)
        top = placed.middle - BAR - GAP / 2
        bars = (
            _bar(layout, row.place, top, PLACE),
            _bar(layout, row.study, top + BAR + GAP, STUDY),
        )
        parts.append(element("g", join((placed.words, *bars))))
        y = placed.end
    if any(pairs.unreported):
        drawn, y = _unreported(layout, pairs.unreported, y)
        parts.append(drawn)
    return _picture(parts, layout, y, pairs.title)


def _legend(layout: Layout) -> SafeString:
    x = layout.rail_start
    words = (_("Your place"), _("The study"))
    parts = []
    for label, ink in zip(words, (PLACE, STUDY), strict=True):
        parts.append(box(x, 2, 12, 12, ink))
        parts.append(text(label, x + 18, 8))
        x += 18 + len(label) * 6.6 + 24
    return join(parts)


def _bar(layout: Layout, value: float | None, top: float, ink: str) -> SafeString:
    start, middle = layout.rail_start, top + BAR / 2
    if value is None:
        words = _("not reported")
        return text(words, start + 4, middle, ink="ink-faint", size=11)
    length = (layout.rail - VALUE_ROOM) * value
    told = text(str(percent(value)), start + length + 6, middle, size=12)
    return join((box(start, top, max(1.0, length), BAR, ink), told))


def _unreported(
    layout: Layout, shares: tuple[float | None, float | None], y: float
) -> tuple[SafeString, float]:
    """Draw what each side leaves open as hatched bars."""
    placed = place_row(layout, _("In no reported category"), "", y, ROW)
    top, parts = placed.middle - BAR - GAP / 2, [placed.words]
    for one in shares:
        parts.append(_open_part(layout, one, top))
        top += BAR + GAP
    return element("g", join(parts)), placed.end


def _open_part(layout: Layout, share: float | None, top: float) -> SafeString:
    if share is None:
        return _bar(layout, None, top, "")
    length = (layout.rail - VALUE_ROOM) * share
    x, middle = layout.rail_start + length + 6, top + BAR / 2
    told = text(str(percent(share)), x, middle, ink="ink-soft", size=12)
    if share == 0:
        return told
    return join((hatch(layout.rail_start, top, max(2.0, length), BAR), told))


def _draw_strips(strips: Strips, layout: Layout) -> SafeString:
    sides = (
        (_("Your place"), PLACE, [cell.place for cell in strips.cells]),
        (_("The study"), STUDY, [cell.study for cell in strips.cells]),
    )
    labels = [str(cell.label) for cell in strips.cells]
    parts, y = [_heads(layout, labels)], LINE + 4
    for label, ink, found in sides:
        placed = place_row(layout, label, "", y, CELL + STRIP_GAP)
        cells = _strip(layout, labels, found, placed.middle - CELL / 2, ink)
        parts.append(element("g", join((placed.words, cells))))
        y = placed.end
    return _picture(parts, layout, y, strips.title)


def _width(layout: Layout, labels: Sequence[str]) -> float:
    return layout.rail / len(labels)


def _heads(layout: Layout, labels: Sequence[str]) -> SafeString:
    width = _width(layout, labels)
    return join(
        text(
            label,
            layout.rail_start + (place + 0.5) * width,
            8,
            ink="ink-soft",
            size=12 if width > 24 else 10.5,
            anchor="middle",
        )
        for place, label in enumerate(labels)
    )


def _strip(
    layout: Layout,
    labels: Sequence[str],
    found: Sequence[bool | None],
    top: float,
    ink: str,
) -> SafeString:
    width = _width(layout, labels)
    return join(
        _cell(layout.rail_start + place * width, top, width - 2, ink, label, has)
        for place, (label, has) in enumerate(zip(labels, found, strict=True))
    )


def _cell(  # noqa: PLR0917 -- one cell is where it stands and what it says
    x: float, top: float, width: float, ink: str, label: str, has: bool | None
) -> SafeString:
    """Fill a cell that a side has, hatch it if that is not reported."""
    words = {True: _("yes"), False: _("no"), None: _("not reported")}[has]
    told = element("title", f"{label}: {words}")
    if has:
        drawn = box(x, top, width, CELL, ink)
    elif has is None:
        drawn = hatch(x, top, width, CELL)
    else:
        frame = paint("surface", "rule")
        drawn = element("rect", x=x, y=top, width=width, height=CELL, **frame)
    return element("g", join((told, drawn)))


def _picture(
    parts: Sequence[SafeString], layout: Layout, end: float, title: Words
) -> SafeString:
    return picture(
        parts,
        width=layout.width,
        height=end + 4,
        title=title,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )
