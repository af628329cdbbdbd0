"""A strip of effects: where the findings of one intervention lie, good and bad."""

from collections.abc import Sequence
from math import isnan

from django.utils.safestring import SafeString

from headship.core.charts.svg import Words, element, line, paint, picture

WIDTH, HEIGHT = 168.0, 40.0
REACH = 1.0  # Effects beyond are drawn at the end.
BINS = 21  # Odd, so that a bar stands on zero.
FOOT = 3.0


def effect_strip(
    effects: Sequence[float], sure: Sequence[bool], title: Words
) -> SafeString:
    """Draw findings as bars by size; those that could be chance are light."""
    light, dark = [0] * BINS, [0] * BINS
    for effect, is_sure in zip(effects, sure, strict=True):
        if not isnan(effect):
            (dark if is_sure else light)[_bin(effect)] += 1
    highest = max([1, *(a + b for a, b in zip(light, dark, strict=True))])
    unit = (HEIGHT - FOOT - 2) / highest
    base = HEIGHT - FOOT
    parts = [
        line(0, base, WIDTH, base, "rule-strong"),
        line(WIDTH / 2, 0, WIDTH / 2, HEIGHT, "ink-soft"),
        _bars(dark, [0] * BINS, unit, "step-5"),
        _bars(light, dark, unit, "step-3"),
    ]
    return picture(
        parts, width=WIDTH, height=HEIGHT, title=title, kind="chart evidence-strip"
    )


def _bin(effect: float) -> int:
    share = (max(-REACH, min(REACH, effect)) + REACH) / (2 * REACH)
    return min(BINS - 1, int(share * BINS))


def _bars(counts: list[int], below: list[int], unit: float, ink: str) -> SafeString:
    """Draw one ink's bars as one shape, on top of those below."""
    step, base = WIDTH / BINS, HEIGHT - FOOT
    way = "".join(
        f"M{place * step + 1:.1f} {base - under * unit:.1f}"
        f"h{step - 2:.1f}v{-count * unit:.1f}h{2 - step:.1f}z"
        for place, (count, under) in enumerate(zip(counts, below, strict=True))
        if count
    )
    return element("path", d=SafeString(way), **paint(ink))
