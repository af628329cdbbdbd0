"""The public form of enquiries, and what keeps machines out."""

import pytest
from django.core.cache import cache
from django_scopes import scopes_disabled

from headship.orgs.models import Organization
from headship.programs import spam
from headship.programs.models import Enquiry
from tests.conftest import NOON

ASK, SENT = "/programs/ask/riverside/", "/programs/ask/riverside/sent/"
QUESTION = {
    "name": "Pia Park",
    "district": "Hilltop",
    "message": "When does the next cohort start?",
    "answer_by": "email",
    "email": "pia@hilltop.example",
}


@pytest.fixture
def provider(riverside):
    """Return Riverside as a provider."""
    riverside.kind = Organization.Kind.PROVIDER
    riverside.save(update_fields=["kind"])
    cache.clear()
    return riverside


@pytest.fixture
def read(provider, noon):
    """Return what a form carries that was shown a minute ago."""
    noon.move_to(NOON, tick=False)
    stamped = spam.stamp()
    noon.shift(60)
    return {"shown": stamped}


def stored():
    with scopes_disabled():
        return list(Enquiry.objects.values_list("name", "came_by", "state"))


def test_visitor_asks_and_is_told_that_it_arrived(client, read):
    response = client.post(ASK, QUESTION | read)

    assert response.url == SENT
    assert "Your question has arrived" in client.get(SENT).content.decode()
    assert stored() == [("Pia Park", "form", "new")]


def test_whoever_wants_a_call_leaves_a_number(client, read):
    page = client.post(ASK, QUESTION | read | {"answer_by": "phone"}).content.decode()

    assert "Write the number that we shall call." in page
    assert stored() == []


def test_whoever_wants_mail_leaves_an_address(client, read):
    page = client.post(ASK, QUESTION | read | {"email": ""}).content.decode()

    assert "Write the address that we shall answer to." in page


def test_machine_that_fills_in_everything_is_told_the_same_and_not_stored(client, read):
    response = client.post(ASK, QUESTION | read | {"website": "https://spam.example"})

    assert response.url == SENT
    assert stored() == []


def test_form_that_comes_back_at_once_is_asked_to_wait(client, provider):
    page = client.post(ASK, QUESTION | {"shown": spam.stamp()}).content.decode()

    assert "That was very fast. Wait a few seconds" in page
    assert stored() == []


@pytest.mark.parametrize("shown", ["", "forged", "old"])
def test_stale_or_forged_form_gets_a_new_stamp(client, read, noon, shown):
    if shown == "old":
        shown = read["shown"]
        noon.shift(spam.LONGEST_SECONDS)

    page = client.post(ASK, QUESTION | {"shown": shown}).content.decode()

    assert "The page was open too long." in page
    assert "Pia Park" in page
    assert 'name="shown" value=""' not in page
    assert stored() == []


def test_one_address_asks_five_times_an_hour(client, read):
    for _ in range(spam.MOST_AN_HOUR):
        assert client.post(ASK, QUESTION | read).status_code == 302

    page = client.post(ASK, QUESTION | read).content.decode()

    assert "Many questions came from your connection." in page
    assert len(stored()) == spam.MOST_AN_HOUR


def test_organization_that_offers_nothing_has_no_form(client, riverside):
    assert client.get(ASK).status_code == 404
    assert client.get("/programs/ask/nobody/").status_code == 404


def test_question_with_markup_is_text(client, read, leader, sign_in):
    client.post(ASK, QUESTION | read | {"message": "<script>alert(1)</script>"})
    with scopes_disabled():
        url = Enquiry.objects.select_related("organization").get().get_absolute_url()

    page = sign_in(leader).get(url).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
