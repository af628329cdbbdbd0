from datetime import date
from types import SimpleNamespace

import pytest

from headship.core.components import numbers
from headship.core.suppression import Suppressed

FILTERS = [
    numbers.change,
    numbers.count,
    numbers.day,
    numbers.interval,
    numbers.score,
    numbers.share,
    numbers.unknown,
]


@pytest.mark.parametrize("write", FILTERS)
def test_missing_value_is_written_as_unknown(write):
    assert write(None) == '<span class="unknown">unknown</span>'


@pytest.mark.parametrize("write", FILTERS)
def test_suppressed_value_says_why_it_is_not_shown(write):
    written = write(Suppressed("only 2 <peers>"))

    assert written == (
        '<span class="suppressed">not shown: only 2 &lt;peers&gt;</span>'
    )


def test_zero_is_a_number_not_unknown():
    assert numbers.unknown(0) == 0
    assert numbers.score(0) == "0.0"


def test_share_is_written_in_percent():
    assert numbers.share(0.343) == "34\u00a0%"


def test_share_keeps_the_digits_that_are_asked_for():
    assert numbers.share(0.343, 1) == "34.3\u00a0%"


def test_negative_score_has_a_minus_sign_not_a_hyphen():
    assert numbers.score(-0.42) == "\u22120.4"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.42, "+0.4"), (-0.42, "\u22120.4"), (0.02, "0.0"), (-0.02, "0.0")],
)
def test_change_carries_its_sign_unless_it_rounds_to_nothing(value, written):
    assert numbers.change(value) == written


def test_count_keeps_thousands_apart():
    assert numbers.count(30000) == "30,000"


def test_interval_names_both_ends():
    assert numbers.interval(SimpleNamespace(lower=-0.14, upper=3.44)) == (
        "\u22120.1 to 3.4"
    )


def test_day_is_written_in_words():
    assert numbers.day(date(2026, 11, 22)) == "November 22, 2026"


@pytest.mark.parametrize(
    ("cents", "currency", "words"),
    [
        (125_000, "USD", "$1,250"),
        (125_050, "USD", "$1,250.50"),
        (-7_500, "USD", "\u2212$75"),
        (0, "USD", "$0"),
        (99_999_999, "EUR", "999,999.99\u00a0EUR"),
    ],
)
def test_money_is_written_without_empty_cents(cents, currency, words):
    assert numbers.money(cents, currency) == words


def test_unknown_money_is_unknown():
    assert "unknown" in numbers.money(None)
