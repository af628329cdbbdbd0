"""Numbers are rounded for reading, not cut off."""

import pytest

from headship.core.components import numbers


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.19, 1, "3.2"),
        (2.25, 1, "2.3"),
        (3.96, 1, "4.0"),
        (-0.26, 1, "\N{MINUS SIGN}0.3"),
        (-0.04, 1, "0.0"),
        (3, 1, "3.0"),
        (53.51, 0, "54"),
    ],
)
def test_score_rounds_half_away_from_zero(value, digits, text):
    assert numbers.score(value, digits) == text


def test_share_rounds_its_percentage():
    assert numbers.share(0.346) == "35\N{NO-BREAK SPACE}%"
