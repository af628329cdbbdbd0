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
from headship.core.charts.svg import LINE, box, element, join, picture, text
from headship.core.components.numbers import share

Words = str | Promise
Pairs = Sequence[tuple[Words, Sequence[float]]]

ROW, BAR = 26.0, 14.0
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
            _("% of the sample"), middle, y + 12 + LINE, ink="ink-soft", anchor="middle"
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
