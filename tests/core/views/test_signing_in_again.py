"""Whoever sends a form after the session has ended comes back to the form."""

import pytest

PAGE = "/o/riverside/programs/cohorts/?state=open"
SENT_TO = "/o/riverside/programs/venues/new/"
pytestmark = pytest.mark.django_db


def test_page_is_shown_after_signing_in(client):
    answer = client.get(SENT_TO)

    assert answer.url == f"/accounts/login/?next={SENT_TO}"


def test_form_leads_back_to_its_page_and_says_why(client):
    answer = client.post(SENT_TO, headers={"Referer": f"http://testserver{PAGE}"})

    assert (
        answer.url
        == "/accounts/login/?next=/o/riverside/programs/cohorts/%3Fstate%3Dopen"
    )
    shown = client.get(answer.url).content.decode()
    assert "You were signed out meanwhile. Sign in, then do it again." in shown


@pytest.mark.parametrize("back", ["", "https://evil.example/o/riverside/", "//evil"])
def test_form_from_elsewhere_leads_to_the_start(client, back):
    answer = client.post(SENT_TO, headers={"Referer": back})

    assert answer.url == "/accounts/login/?next=/"
