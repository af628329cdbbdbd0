"""The word that was meant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headship.evidence.search.spelling import Speller, distance

WORDS = ("leader", "leadership", "principal", "principle", "reading")
SPELLER = Speller(WORDS, np.array([5, 9, 30, 2, 7]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("leadreship", "leadership"),  # Two letters swapped.
        ("principl", "principal"),  # One slip from both; the commoner is meant.
        ("principxal", "principal"),
        ("readinzg", "reading"),
        ("xeading", "reading"),
        ("led", None),  # Too short to guess.
        ("zzzzzzz", None),
    ],
)
def test_slips_are_forgiven(typed, meant):
    assert SPELLER.correct(typed) == meant


def test_of_two_equally_near_words_the_commoner_is_meant():
    speller = Speller(("bears", "beads"), np.array([1, 8]))

    assert speller.correct("beans") == "beads"


def test_a_swap_is_one_slip():
    assert distance("form", "from") == 1


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_zero_only_for_the_same(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
