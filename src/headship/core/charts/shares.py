"""How answers are spread over the scale, as bars of one length."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.layouts import Layout, both
from headship.core.charts.rows import place_row
from headship.core.charts.svg import (
    LINE,
    Words,
    box,
    element,
    join,
    paint,
    picture,
    text,
    withheld,
)
from headship.core.suppression import Suppressed

ROW = 30.0
BAR = 20.0
APART_GAP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One bar: answers per category, those who could not judge, and a note.

    The whole bar is ``Suppressed`` or shown; there is no half.
    """

    label: Words
    counts: tuple[int, ...] | Suppressed
    apart: int = 0
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Bars over the same two to five ordered categories, lowest first."""

    title: Words
    desc: Words = ""
    categories: tuple[Words, ...]
    apart_label: Words = ""
    rows: tuple[Share, ...]

    def __post_init__(self) -> None:
        if not 2 <= len(self.categories) <= 5:
            raise ValueError(f"Two to five categories, not {len(self.categories)}.")

    @property
    def inks(self) -> list[str]:
        """Return the steps of the scale, light to dark, its ends always used."""
        last = len(self.categories) - 1
        return [f"step-{1 + round(4 * place / last)}" for place in range(last + 1)]


def draw_shares(shares: Shares) -> SafeString:
    """Draw the bars in both widths."""
    return both(lambda layout: _draw(shares, layout))


def _draw(shares: Shares, layout: Layout) -> SafeString:
    legend, y = _legend(shares, layout)
    parts = [legend]
    for row in shares.rows:
        placed = place_row(layout, row.label, row.note, y, ROW)
        bar = _bar(shares, row, layout, placed.middle - BAR / 2)
        parts.append(element("g", join((placed.words, bar))))
        y = placed.end
    return picture(
        parts,
        width=layout.width,
        height=y + 4,
        title=shares.title,
        desc=shares.desc,
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )


def _legend(shares: Shares, layout: Layout) -> tuple[SafeString, float]:
    entries = [*zip(shares.categories, shares.inks, strict=True)]
    if str(shares.apart_label):
        entries.append((shares.apart_label, ""))
    parts, x, y = [], layout.label_x, 10.0
    for words, ink in entries:
        needed = 18 + len(str(words)) * 6.6 + 14
        if x > layout.label_x and x + needed > layout.width:
            x, y = layout.label_x, y + LINE + 3
        parts.append(_cell(x, y - 6, 12, 12, ink))
        parts.append(text(words, x + 18, y))
        x += needed
    return join(parts), y + LINE


def _cell(x: float, y: float, width: float, height: float, ink: str) -> SafeString:
    """Fill one cell; without an ink it is an outline: these answers are no rating."""
    if ink:
        return box(x, y, width, height, ink)
    return element(
        "rect",
        x=x + 0.5,
        y=y + 0.5,
        width=max(0.0, width - 1),
        height=height - 1,
        **paint("surface", "rule-strong", stroke_dasharray="2 2"),
    )


def _bar(shares: Shares, row: Share, layout: Layout, top: float) -> SafeString:
    start, length = layout.rail_start, layout.rail_end - layout.rail_start
    if isinstance(row.counts, Suppressed):
        return withheld(start, top, length, BAR, str(row.counts))
    total = sum(row.counts) + row.apart
    if not total:
        return box(start, top, length, BAR, "sunken")
    unit = (length - (APART_GAP if row.apart else 0)) / total
    parts, x = [], start
    for words, count, ink in zip(
        shares.categories, row.counts, shares.inks, strict=True
    ):
        if count:
            parts.append(_segment(x, top, count * unit, ink, (words, count, total)))
        x += count * unit
    if row.apart:
        told = (shares.apart_label, row.apart, total)
        parts.append(_segment(x + APART_GAP, top, row.apart * unit, "", told))
    return join(parts)


def _segment(
    x: float, top: float, width: float, ink: str, told: tuple[Words, int, int]
) -> SafeString:
    words, count, total = told
    percent = f"{100 * count / total:.0f}"
    inner = [element("title", f"{words}: {count} / {total}")]
    inner.append(_cell(x, top, max(0.5, width - 1), BAR, ink))
    if width >= 22:
        over = f"on-{ink}" if ink else "ink"
        middle = x + (width - 1) / 2
        inner.append(
            text(percent, middle, top + BAR / 2, ink=over, size=12, anchor="middle")
        )
    return element("g", join(inner))
