"""Refusals are pages that say what happened and what to do."""

import pytest
from django.template.loader import render_to_string
from tests.conftest import OutsideClient
from tests.core.components.pages import parse

from headship.core.errors import InputError, PolicyError


def test_form_without_its_token_is_explained(db):
    browser = OutsideClient(enforce_csrf_checks=True)

    response = browser.post("/i18n/language/", {"language": "es"})

    page = parse(response.content.decode())
    assert response.status_code == 403
    assert page.text("h1") == "Please send the form again"


def test_page_of_another_role_says_which_role_one_has(sign_in, principal):
    response = sign_in(principal).get("/o/riverside/audit/")

    page = parse(response.content.decode())
    assert response.status_code == 403
    assert page.text("h1") == "Your role does not include this"
    assert page.text("strong") == "Leader"


def test_refusal_names_each_problem(rf):
    error = InputError("The file has problems.", ["Line 3: no <name>."])

    page = parse(render_to_string("core/refused.html", {"error": error}, rf.get("/")))

    told = page.text(".notice-body")
    assert told == "The file has problems. Line 3: no <name>."


def test_refusal_without_problems_is_one_sentence(rf):
    context = {"error": PolicyError("The cycle is closed.")}

    page = parse(render_to_string("core/refused.html", context, rf.get("/")))

    assert page.text(".notice-body") == "The cycle is closed."


@pytest.mark.parametrize("kind", ["", "danger"])
def test_confirmation_names_the_act_and_the_way_back(rf, kind):
    context = {
        "title": "Archive Lincoln?",
        "text": "Nothing is deleted.",
        "action": "Archive",
        "kind": kind,
        "back": "/back/",
    }

    page = parse(render_to_string("core/confirm.html", context, rf.get("/")))

    buttons = [tag for tag in page.tags("button") if tag.text == "Archive"]
    assert buttons[0].get("class") == f"button button-{kind or 'primary'}"
    assert "/back/" in [link.get("href") for link in page.tags("a")]
