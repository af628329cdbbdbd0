"""A strip of effects: where the findings of one intervention lie, good and bad."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from headship.core.charts.svg import Words, element, join, line, paint
from headship.evidence.search.tallies import BINS

WIDTH, HEIGHT = 168.0, 40.0
FOOT = 3.0


def effect_strip(
    sure: Sequence[int], chance: Sequence[int], title: Words
) -> SafeString:
    """Draw counts of findings as bars by size; those that could be chance are light.

    A page holds many strips: what they share is written once per process.
    """
    highest = max(1, *map(sum, zip(chance, sure, strict=True)))
    unit = (HEIGHT - FOOT - 2) / highest
    return format_html(
        _STRIP, title, _bars(sure, [0] * BINS, unit), _bars(chance, sure, unit)
    )


def _bars(counts: Sequence[int], below: Sequence[int], unit: float) -> SafeString:
    """Return the way around one ink's bars, on top of those below; numbers only."""
    step, base = WIDTH / BINS, HEIGHT - FOOT
    return SafeString(
        "".join(
            f"M{place * step + 1:.1f} {base - below[place] * unit:.1f}"
            f"h{step - 2:.1f}v{-count * unit:.1f}h{2 - step:.1f}z"
            for place, count in enumerate(counts)
            if count
        )
    )


def _frame() -> str:
    """Write the drawing with places for its title and its two inks of bars."""
    base = HEIGHT - FOOT
    parts = (
        line(0, base, WIDTH, base, "rule-strong"),
        line(WIDTH / 2, 0, WIDTH / 2, HEIGHT, "ink-soft"),
        element("path", d="{}", **paint("step-5")),
        element("path", d="{}", **paint("step-3")),
    )
    return element(
        "svg",
        join(parts),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart evidence-strip",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        aria_label="{}",
    )


_STRIP = _frame()
