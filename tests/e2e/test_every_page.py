"""Every page is accessible by axe, fits a phone and has a title and one heading."""

import pytest

from tests.e2e.axe import (
    is_too_wide,
    problems,
    problems_of_color,
    problems_of_layout,
)
from tests.e2e.browsers import WIDTHS
from tests.e2e.visits import DARK, LOOKED_AT_ELSEWHERE, NOT_PAGES, VISITS
from tests.guards.routes import all_routes, permission_table

pytestmark = pytest.mark.e2e


def test_every_page_is_visited():
    only_post = {row.name for row in permission_table()} - {
        row.name for row in permission_table() if row.method == "GET"
    }
    known = {visit.name for visit in VISITS} | set(NOT_PAGES) | set(LOOKED_AT_ELSEWHERE)
    pages = {name for _, name, _ in all_routes() if not name.endswith("_csv")}

    assert pages - only_post - known == set()


def test_nothing_is_listed_that_is_no_page():
    listed = (
        {visit.name for visit in VISITS} | set(NOT_PAGES) | set(LOOKED_AT_ELSEWHERE)
    )
    pages = {name for _, name, _ in all_routes()} | {"accounts:demo_sign_in"}

    assert listed - pages == set()


def test_pages_of_the_dark_theme_are_visited():
    assert {visit.name for visit in VISITS} >= DARK


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_page_is_accessible_at_both_widths(visit, visitors, server):
    page = visitors.look(visit.who)
    url = visit.url(server.staged)

    answer = page.goto(url)

    assert answer.ok
    assert page.url.removeprefix(server.url) == url
    assert page.locator("h1").count() == 1
    assert problems(page) == []
    if visit.name in DARK:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert problems_of_color(page) == []
    page.set_viewport_size(WIDTHS["phone"])
    assert not is_too_wide(page)
    assert problems_of_layout(page) == []
