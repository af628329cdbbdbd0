"""A strip of effects: where the findings of one intervention lie, good and bad."""

import numpy as np
from django.utils.html import format_html
from django.utils.safestring import SafeString
from numpy.typing import ArrayLike, NDArray

from headship.core.charts.svg import Words, element, join, line, paint

WIDTH, HEIGHT = 168.0, 40.0
REACH = 1.0  # Effects beyond are drawn at the end.
BINS = 21  # Odd, so that a bar stands on zero.
FOOT = 3.0


def effect_strip(effects: ArrayLike, sure: ArrayLike, title: Words) -> SafeString:
    """Draw findings as bars by size; those that could be chance are light.

    A page holds many strips: what they share is written once per process.
    """
    dark, light = count_bars(
        np.asarray(effects, dtype=float), np.asarray(sure, dtype=bool)
    )
    highest = max(1, *map(sum, zip(light, dark, strict=True)))
    unit = (HEIGHT - FOOT - 2) / highest
    return format_html(
        _STRIP, title, _bars(dark, [0] * BINS, unit), _bars(light, dark, unit)
    )


def count_bars(
    effects: NDArray[np.floating], sure: NDArray[np.bool_]
) -> tuple[list[int], list[int]]:
    """Count findings by bar: those more than chance, and those that could be."""
    is_known = ~np.isnan(effects)
    bins, is_sure = _bins(effects[is_known]), sure[is_known]
    dark = np.bincount(bins[is_sure], minlength=BINS)
    light = np.bincount(bins[~is_sure], minlength=BINS)
    return dark.tolist(), light.tolist()


def _bins(effects: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return which bar each effect belongs to."""
    share = (effects.clip(-REACH, REACH) + REACH) / (2 * REACH)
    return np.minimum(BINS - 1, (share * BINS).astype(np.int64))


def _bars(counts: list[int], below: list[int], unit: float) -> SafeString:
    """Return the way around one ink's bars, on top of those below; numbers only."""
    step, base = WIDTH / BINS, HEIGHT - FOOT
    return SafeString(
        "".join(
            f"M{place * step + 1:.1f} {base - under * unit:.1f}"
            f"h{step - 2:.1f}v{-count * unit:.1f}h{2 - step:.1f}z"
            for place, (count, under) in enumerate(zip(counts, below, strict=True))
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
