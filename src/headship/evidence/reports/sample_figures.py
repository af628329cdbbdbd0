"""Drawings of who was studied: bars for one study, a mark per study for several."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts.layouts import Layout, both
from headship.core.charts.marks import Shape, draw_shape
from headship.core.charts.rates import Rate, Rates, draw_rates
from headship.core.charts.rows import Placed, draw_grid, draw_ticks, place_row
from headship.core.charts.scales import Scale
from headship.core.charts.svg import LINE, box, element, join, paint, picture, text
from headship.core.components.numbers import share

Words = str | Promise
Pairs = Sequence[tuple[Words, Sequence[float]]]

ROW, BAR = 26.0, 14.0
CELL, WIDEST_CELL = 30.0, 36.0
TICKS = [0.0, 25.0, 50.0, 75.0, 100.0]


def draw_shares(title: Words, rows: Pairs, *, is_single: bool) -> SafeString:
    """Draw shares from 0 to 100 % in both widths."""
    return both(lambda layout: _draw(title, rows, layout, is_single=is_single))


def _draw(title: Words, rows: Pairs, layout: Layout, *, is_single: bool) -> SafeString:
    scale = Scale(low=0, high=100, start=layout.rail_start, end=layout.rail_end)
    parts, y = [], 2.0
    for label, shares in rows:
        placed = place_row(layout, label, _note(shares), y, ROW)
        parts.append(_row(scale, placed, shares, is_single=is_single))
        y = placed.end
    parts.append(draw_ticks(scale, TICKS, y + 12))
    middle = (scale.start + scale.end) / 2
    parts.append(
        text(
            # A sign, not a placeholder; xgettext:no-python-format
            _("% of the sample"),
            middle,
            y + 12 + LINE,
            ink="ink-soft",
            anchor="middle",
        )
    )
    return picture(
        parts,
        width=layout.width,
        height=y + 24 + LINE,
        title=title,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _row(
    scale: Scale, placed: Placed, shares: Sequence[float], *, is_single: bool
) -> SafeString:
    parts = [draw_grid(scale, TICKS, placed), placed.words]
    for one in shares:
        x = scale.at(100 * one)
        if is_single:
            top = placed.middle - BAR / 2
            parts.append(box(scale.start, top, x - scale.start, BAR, "accent", 1))
        else:
            shape = draw_shape(Shape.OPEN_CIRCLE, x, placed.middle, 5)
            parts.append(shape)
    return element("g", join(parts))


def _note(shares: Sequence[float]) -> str:
    if not shares:
        return _("not reported")
    if len(shares) == 1:
        return str(share(shares[0], 1 if shares[0] < 0.1 else 0))
    ends = {"low": share(min(shares)), "high": share(max(shares))}
    return _("%(low)s to %(high)s") % ends


def draw_grades(
    title: Words, rows: Sequence[tuple[str, Words, int]], reporting: int
) -> SafeString:
    """Draw the grades as one row of cells; the darker, the more studies had it."""
    return both(lambda layout: _grades(title, rows, reporting, layout))


def _grades(
    title: Words,
    rows: Sequence[tuple[str, Words, int]],
    reporting: int,
    layout: Layout,
) -> SafeString:
    start, width = layout.label_x, (layout.width - 2 * layout.label_x) / len(rows)
    width = min(width, WIDEST_CELL)
    parts = []
    for place, (grade, words, count) in enumerate(rows):
        x, ink = start + place * width, _step(count, reporting)
        cell = element(
            "rect",
            x=x + 0.5,
            y=2.5,
            width=width - 2,
            height=CELL,
            **paint(ink, "rule-strong"),
        )
        told = element("title", f"{words}: {count} / {reporting}")
        over = "ink-soft" if ink == "surface" else f"on-{ink}"
        label = text(
            grade, x + width / 2 - 1, 2.5 + CELL / 2, ink=over, size=12, anchor="middle"
        )
        parts.append(element("g", join((told, cell, label))))
    return picture(
        parts,
        width=layout.width,
        height=CELL + 6,
        title=title,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _step(count: int, reporting: int) -> str:
    """Return the ink of a cell: none for no study, the darkest for all of them."""
    if not count:
        return "surface"
    return f"step-{1 + round(4 * count / reporting)}"


def draw_study_counts(
    title: Words, rows: Sequence[tuple[Words, int]], reporting: int
) -> SafeString:
    """Draw in how many of the studies that report it each category occurs."""
    return draw_rates(
        Rates(
            title=title,
            rows=tuple(
                Rate(label=label, answered=count, asked=reporting)
                for label, count in rows
            ),
        )
    )
