"""Formulas as MathML: readable marks, nothing unescaped, groups where needed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headship.evidence.reports.formulas import filled, formula, number_words


def words(markup):
    """Return what is read, with plain signs."""
    told = re.sub(r"<[^>]+>", " ", str(markup))
    return told.replace("\u2212", "-").replace("\u00d7", "x").split()


def test_symbols_have_indices():
    assert "<msub><mi>n</mi><mi>i</mi></msub>" in formula("N", "n_i + n_c")


def test_sums_in_a_product_are_grouped():
    assert words(formula("x", "(a - 1) * c")) == list("x=(a-1)xc")


def test_difference_keeps_what_is_taken_away_together():
    assert words(formula("x", "a - (c - d)")) == list("x=a-(c-d)")


def test_fraction_and_root_need_no_group():
    assert words(formula("x", "sqrt((a + c) / (N - 2))")) == list("x=a+cN-2")


def test_negative_numbers_stand_in_parentheses():
    assert words(filled("d * omega", {"d": -0.5, "omega": 0.99}, -0.495)) == [
        *("(", "-0.5", ")", "x", "0.99", "=", "-0.495"),
    ]


def test_unknown_parts_are_refused():
    with pytest.raises(ValueError, match="Lambda"):
        formula("x", "lambda: 1")


@given(st.floats(-1e6, 1e6))
def test_numbers_keep_six_digits(value):
    read = float(number_words(value).replace("\u2212", "-"))

    assert read == pytest.approx(value, rel=1e-2 if abs(value) < 1e-4 else 1e-5)
