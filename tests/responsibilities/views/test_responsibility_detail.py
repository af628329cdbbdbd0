"""One responsibility on its own public page."""

import re

import pytest

from headship.frameworks.responsibilities import load_responsibilities

EVERY = load_responsibilities()
RANK = re.compile(r"this one is number (\d+) in the strength")


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_detail_shows_all_that_is_written_about_it(open_page, one):
    response, text = open_page(f"/responsibilities/{one.slug}/")

    assert response.status_code == 200
    words = (one.definition, one.what, one.how, one.why, one.when, one.misreading)
    assert [word for word in (*words, *one.practices) if word not in text] == []


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_detail_shows_a_first_order_rank_only_if_it_is_sure(open_page, one):
    _response, text = open_page(f"/responsibilities/{one.slug}/")

    found = RANK.search(text)
    assert (int(found[1]) if found else None) == one.first_order.shown_rank
    assert ("could not be confirmed" in text) == (one.first_order.shown_rank is None)


def test_detail_shows_the_interval_and_the_caveats(open_page):
    _response, text = open_page("/responsibilities/situational-awareness/")

    assert (
        "Marzano, Waters & McNulty (2005) report a correlation of 0.33 "
        "(95 % interval 0.11 to 0.51) from 5 studies of 91 schools." in text
    )
    assert (
        "These figures were recalled, not yet checked against the publication." in text
    )
    assert "These are correlations." in text
    assert "Tan, Dimmock & Walker (2024), puts the relation" in text
    assert "at r = .14." in text
    assert "about 61 of them would have achievement above the middle" in text
    assert "(54 to 67 by its interval)" in text


def test_detail_of_one_that_seems_to_suffer_says_whom_to_share_it_with(open_page):
    _response, text = open_page("/responsibilities/communication/")

    assert "one of four that staff may feel getting worse" in text
    assert "Share it with: Department or grade leaders" in text


def test_detail_leads_to_its_neighbors(open_page):
    response, _text = open_page("/responsibilities/optimizer/")

    page = response.content.decode()
    assert '<a rel="prev" href="/responsibilities/monitoring-evaluating/"' in page
    assert '<a rel="next" href="/responsibilities/affirmation/"' in page


@pytest.mark.django_db
def test_unknown_responsibility_does_not_exist(open_page):
    response, _text = open_page("/responsibilities/charisma/")

    assert response.status_code == 404


def test_detail_points_to_its_own_row_in_the_figure(open_page):
    _response, text = open_page("/responsibilities/knowledge-of-cia/")

    pointer = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
    assert text.count(f"{pointer} Knowledge of CIA") == text.count(pointer) > 0
