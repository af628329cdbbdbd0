"""What words a text is found by."""

import pytest

from headship.evidence.search.words import stem, words_of


def test_words_lose_accents_case_and_empty_words():
    assert words_of("The École\u2019s Principals, and Mentors") == [
        "ecole",
        "principal",
        "mentor",
    ]


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("studies", "study"),
        ("practices", "practice"),
        ("leaders", "leader"),
        ("class", "class"),
        ("gas", "gas"),
        ("status", "status"),
        ("movies", "movy"),
    ],
)
def test_plurals_are_found_by_their_singular(plural, singular):
    assert stem(plural) == singular
