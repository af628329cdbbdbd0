"""Interventions side by side, as a browser sees them."""

import pytest
from django.urls import reverse

from tests.evidence.places import make_public_school
from tests.evidence.records import make_library

pytestmark = pytest.mark.django_db

COMPARE = reverse("evidence:compare")
TWO = {"i": ["balanced-leadership", "reading-together"]}


def words(response):
    return " ".join(response.content.decode().split())


def test_nothing_chosen_teaches_what_the_page_is_for(client):
    assert "Nothing is chosen yet" in words(client.get(COMPARE))


def test_compared_interventions_stand_side_by_side_with_ways_to_change_them(client):
    make_library()
    place = make_public_school()

    page = words(client.get(COMPARE, {**TWO, "at": place.nces_id}))

    assert 'href="?i=reading-together&amp;at=480000000001"' in page
    assert "Cottonwood School" in page
    assert '<tr id="fit">' in page
    assert page.count("not reported") >= 10
    assert "Mean effect on" in page


def test_an_intervention_is_added_by_its_name(client):
    make_library()

    found = words(client.get(COMPARE, {**TWO, "add": "calm"}))
    none = words(client.get(COMPARE, {**TWO, "add": "nothing of the kind"}))

    assert (
        'href="?i=balanced-leadership&amp;i=reading-together&amp;i=calm-halls"' in found
    )
    assert "No intervention is called “nothing of the kind”." in none


def test_what_cannot_be_compared_is_said(client):
    make_library()

    page = words(client.get(COMPARE, {"i": ["calm-halls", "gone", *"abcde"]}))

    assert "Not in the library, and left out: gone, a, b, c" in page
    assert "Five can be compared at a time; 2 more were left out." in page
    assert "None of them has a main finding that meets standards" in page


def test_the_comparison_can_be_taken_along(client):
    make_library()

    table = client.get(reverse("evidence:compare_csv"), TWO)

    rows = b"".join(table).decode("utf-8-sig").splitlines()
    assert rows[0] == "compared,Balanced Leadership,Reading Together"
    assert "Fit to your place" not in rows[5]
