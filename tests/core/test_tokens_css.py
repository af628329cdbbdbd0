"""Colors are in one place, equal where they stand twice, and readable."""

import re
from pathlib import Path

import pytest

import headship.core
from headship.core.charts.ink import PRINT

CSS = Path(headship.core.__file__).parent / "static/core/css"
TOKENS = (CSS / "tokens.css").read_text()
TEXT, LARGE_OR_SHAPE = 4.5, 3.0

# What is written or drawn on what: (foreground, background, least contrast).
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "ink-faint")
        for ground in ("paper", "surface", "sunken")
    ],
    *[
        (ink, ground, TEXT)
        for ink in ("accent", "accent-strong")
        for ground in ("paper", "surface", "sunken", "accent-soft")
    ],
    *[
        (f"{hue}", ground, TEXT)
        for hue in ("focus", "change", "community")
        for ground in ("paper", "surface", f"{hue}-soft")
    ],
    *[
        (f"{kind}", ground, TEXT)
        for kind in ("warn", "danger", "success")
        for ground in ("paper", "surface", f"{kind}-soft")
    ],
    *[
        ("ink", f"{kind}-soft", TEXT)
        for kind in ("warn", "danger", "success", "accent")
    ],
    *[("on-accent", ground, TEXT) for ground in ("accent", "accent-strong")],
    *[("on-danger", ground, TEXT) for ground in ("danger", "danger-strong")],
    *[(f"on-step-{step}", f"step-{step}", TEXT) for step in range(1, 6)],
    *[("rule-strong", ground, LARGE_OR_SHAPE) for ground in ("paper", "surface")],
    *[("ring", ground, LARGE_OR_SHAPE) for ground in ("paper", "surface", "sunken")],
]


def themes():
    blocks = re.findall(r"\{([^{}]*--paper:[^{}]*)\}", TOKENS)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


LIGHT, DARK_BY_SYSTEM, DARK_BY_WISH = themes()


def luminance(color):
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_WISH], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_of_colors_is_readable(theme, front, back, least):
    assert contrast(theme[front], theme[back]) >= least


def test_both_ways_to_the_dark_theme_are_the_same():
    assert DARK_BY_SYSTEM == DARK_BY_WISH


def test_both_themes_define_the_same_colors():
    assert LIGHT.keys() == DARK_BY_WISH.keys()


def test_inks_on_paper_are_those_of_the_light_theme():
    assert {name: LIGHT[name] for name in PRINT} == PRINT


def test_hues_of_the_components_are_used_by_nothing_else():
    hues = [LIGHT[name] for name in ("focus", "change", "community")]
    others = [value for name, value in LIGHT.items() if value in hues]

    assert sorted(others) == sorted(hues)


def test_every_color_that_is_used_is_defined():
    lengths = set(re.findall(r"--([\w-]+):", TOKENS))
    used = {
        name
        for file in CSS.rglob("*.css")
        for name in re.findall(r"var\(--([\w-]+)\)", file.read_text())
    }

    assert sorted(used - lengths) == []
