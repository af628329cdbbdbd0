import pytest
from django.template.loader import render_to_string
from tests.core.components.pages import parse


@pytest.mark.parametrize(
    ("query", "theme"), [("", None), ("?theme=dark", "dark"), ("?theme=x%22", None)]
)
def test_styleguide_takes_the_theme_that_is_asked_for(client, db, query, theme):
    page = parse(client.get(f"/styleguide/{query}").content.decode())

    assert page.first("html").get("data-theme") == theme


def test_styleguide_shows_every_component(client, db):
    page = parse(client.get("/styleguide/").content.decode())

    shown = {name for tag in page.all for name in tag.classes}
    components = {
        "badge", "breadcrumbs", "button", "card", "chart", "details", "empty", "facts",
        "field", "figure", "icon", "language-switch", "notice", "pagination",
        "progress", "rating", "stepper", "suppressed", "table", "tabs", "unknown",
    }  # fmt: skip
    assert components <= shown


def test_page_of_a_rater_has_no_navigation(client, db):
    page = parse(client.get("/styleguide/rater/").content.decode())

    assert page.tags("nav") == []
    assert [a.get("href") for a in page.tags("a")] == ["#content"]


def test_failure_page_needs_no_request_and_no_database():
    page = parse(render_to_string("500.html"))

    assert page.text("h1") == "Something went wrong on our side"


def test_missing_page_is_a_real_page(client, db):
    response = client.get("/nowhere/")

    page = parse(response.content.decode())
    assert response.status_code == 404
    assert page.text("h1") == "This page does not exist"
