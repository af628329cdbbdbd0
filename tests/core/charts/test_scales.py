import pytest
from hypothesis import given
from hypothesis import strategies as st

from headship.core.charts.scales import (
    Scale,
    round_range,
    round_ticks,
    tick_words,
    whole_ticks,
)

RAIL = Scale(low=1, high=5, start=100, end=300)
values = st.floats(-1e4, 1e4).map(lambda value: round(value, 3))


@pytest.mark.parametrize(("value", "place"), [(1, 100), (3, 200), (5, 300)])
def test_value_has_its_place_on_the_rail(value, place):
    assert RAIL.at(value) == place


@pytest.mark.parametrize(("value", "place"), [(-4, 100), (9, 300)])
def test_value_beyond_the_rail_stays_on_its_end(value, place):
    assert RAIL.at(value) == place


def test_rating_scale_is_ticked_at_each_answer():
    assert whole_ticks(1, 5) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (-0.1, 0.5, [0.0, 0.2, 0.4]),
        (0, 1, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-1, 1, [-1.0, -0.5, 0.0, 0.5, 1.0]),
        (0, 97, [0, 20, 40, 60, 80]),
    ],
)
def test_ticks_are_round_numbers_within_the_rail(low, high, ticks):
    assert round_ticks(low, high) == pytest.approx(ticks)


@given(st.lists(values, min_size=1, max_size=8))
def test_round_range_holds_every_value(found):
    low, high = round_range(found)

    assert low < high
    assert low <= min(found) + 1e-6
    assert high >= max(found) - 1e-6


def test_tick_has_a_minus_sign_and_no_needless_digits():
    assert tick_words(-0.5) == "\u22120.5"
    assert tick_words(2.0) == "2"
