"""A rater's way from the link to the receipt."""

import re

import pytest

from headship.surveys import actions
from headship.surveys.models import Draft
from headship.surveys.models.responses import Comment, Response
from tests.surveys.conftest import code, fresh, send

HELPS = "leadership-360.helps_most"


@pytest.fixture
def browser(client, rater):
    client.post("/r/", {"code": code(rater)})
    return client


def test_code_is_accepted_however_it_is_typed(client, rater):
    secret = code(rater).lower()
    typed = " - ".join(secret[at : at + 4] for at in range(0, 16, 4))

    assert client.post("/r/", {"code": typed}).url == "/r/welcome/"


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB-CCCC-DDDD", "x" * 61])
def test_unknown_code_says_what_to_do(client, rater, typed):
    response = client.post("/r/", {"code": typed})

    assert response.status_code == 200
    assert response.context["form"].errors["code"]


def test_pages_without_a_code_lead_to_the_entrance(client, rater):
    for page in ("welcome", "questions/1", "words", "review"):
        assert client.get(f"/r/{page}/").url == "/r/"
    for page in ("save/1", "send", "decline"):
        assert client.post(f"/r/{page}/").url == "/r/"


def test_welcome_states_the_promise(browser):
    page = browser.get("/r/welcome/").context["page"]

    assert page.subject == "Ana Ruiz"
    assert page.group.minimum == 5
    assert page.item_count >= 63
    assert (page.answered, page.resume_at) == (0, 1)


def test_page_saves_and_goes_on(browser, rater):
    response = browser.post("/r/questions/1/", {"i0": "4", "i1": "0"})

    assert response.url == "/r/questions/2/"
    assert bytes(Draft.objects.get().answers)[:3] == bytes([4, 0, 255])


def test_back_saves_and_goes_back(browser):
    assert browser.post("/r/questions/2/", {"back": "1"}).url == "/r/questions/1/"
    assert browser.post("/r/questions/1/", {"back": "1"}).url == "/r/questions/2/"


def test_every_page_can_be_shown_in_both_languages(browser, rater):
    last = len(browser.get("/r/questions/1/").context["page"].statements)
    count = browser.get("/r/questions/1/").context["page"].page_count
    browser.cookies["django_language"] = "es"

    pages = [browser.get(f"/r/questions/{n}/") for n in range(1, count + 1)]

    assert last
    assert {page.status_code for page in pages} == {200}
    assert 'lang="es"' in pages[-1].content.decode()


def test_page_that_does_not_exist_is_not_found(browser):
    assert browser.get("/r/questions/0/").status_code == 404
    assert browser.get("/r/questions/99/").status_code == 404
    assert browser.post("/r/save/99/").status_code == 404


@pytest.mark.parametrize("value", ["6", "-1", "x", "255", "9" * 5000, "²"])
def test_answers_outside_the_choices_are_refused(browser, value):
    page = browser.post("/r/questions/1/", {"i0": value})
    saved = browser.post("/r/save/1/", {"i0": value})
    sent = browser.post("/r/send/", {"i0": value})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert saved.status_code == 422
    assert sent.url == "/r/review/"
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_autosave_says_how_many_are_answered(browser):
    response = browser.post("/r/save/1/", {"i0": "4", "i1": "3"})

    assert response.json() == {"answered": 2}


def test_last_page_leads_to_words_and_review(browser):
    count = browser.get("/r/questions/1/").context["page"].page_count

    assert browser.post(f"/r/questions/{count}/").url == "/r/words/"
    assert browser.post("/r/words/", {HELPS: "Listens."}).url == "/r/review/"


def test_words_are_kept_without_what_a_database_refuses(browser):
    browser.post("/r/words/", {HELPS: "a\0b" + "x" * 5000})

    assert Draft.objects.get().texts[HELPS].startswith("abx")
    assert len(Draft.objects.get().texts[HELPS]) == 4000


def test_review_counts_gaps(browser):
    browser.post("/r/questions/1/", {"i0": "4"})

    page = browser.get("/r/review/").context["page"]

    assert (page.answered, page.has_gap, page.first_gap) == (1, True, 1)


def test_another_device_resumes_where_the_first_stopped(browser, rater, client):
    browser.post("/r/questions/1/", {"i0": "4"})
    browser.cookies.clear()

    client.post("/r/", {"code": code(rater)})

    page = client.get("/r/questions/1/").content.decode()
    [chosen] = re.findall(r"<input[^>]*\bchecked\b[^>]*>", page)
    assert 'name="i0"' in chosen
    assert 'value="4"' in chosen


def test_sending_stores_the_draft_and_what_the_request_carries(browser, rater):
    browser.post("/r/questions/1/", {"i0": "4", "i1": "2"})

    response = browser.post("/r/send/", {"i1": "5", HELPS: " Listens. "})

    assert response.url == "/r/done/"
    assert bytes(Response.objects.get().answers)[:3] == bytes([4, 5, 255])
    assert {it.text for it in Comment.objects.all()} == {"Listens.", ""}


def test_receipt_says_nothing_of_the_answers(browser, rater):
    browser.post("/r/send/", {HELPS: "Distinctive"})

    text = browser.get("/r/done/").content.decode()

    assert "Distinctive" not in text
    assert rater.name not in text
    assert "Ana Ruiz" not in text


@pytest.mark.parametrize(
    ("state", "why"),
    [("answered", "answered"), ("declined", "declined"), ("closed", "closed")],
)
def test_link_that_is_over_explains_itself(
    client, rater, open_survey, leader, state, why
):
    if state == "answered":
        send(rater)
    elif state == "declined":
        actions.decline(invitation=fresh(rater))
    else:
        actions.close_survey(survey=open_survey, by=leader)

    response = client.post("/r/", {"code": code(rater)})

    assert response.status_code == 410
    assert response.context["why"] == why


def test_link_of_a_survey_not_open_yet_explains_itself(client, invitations):
    response = client.post("/r/", {"code": code(invitations[0])})

    assert response.context["why"] == "early"


def test_page_left_open_over_the_closing_explains_itself(browser, open_survey, leader):
    actions.close_survey(survey=open_survey, by=leader)

    response = browser.post("/r/send/", {"i0": "4"})

    assert response.status_code == 410
    assert response.context["why"] == "closed"


def test_declining_ends_the_asking(browser, rater):
    browser.post("/r/questions/1/", {"i0": "4"})

    response = browser.post("/r/decline/")

    assert response.status_code == 200
    assert fresh(rater).has_declined
    assert not Draft.objects.exists()
    assert browser.get("/r/welcome/").url == "/r/"
