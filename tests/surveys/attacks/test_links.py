"""Can a rater be impersonated, or their code be read somewhere?"""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse

from headship.accounts.models import User
from headship.core.models import AuditEvent, OutgoingMail
from headship.orgs.actions import change_person, invite_people, open_account
from headship.orgs.models import AccountInvitation
from headship.surveys import access, actions
from headship.surveys.models import Draft, Invitation
from headship.surveys.models.responses import Response
from tests.conftest import OutsideClient
from tests.factories import PASSWORD
from tests.surveys.conftest import code, fresh, send

ENTER = "/r/"
WELCOME = "/r/welcome/"


@pytest.fixture
def browser(client, rater):
    """Return the browser of the rater who typed the code."""
    client.post(ENTER, {"code": code(rater)})
    return client


def test_code_is_never_in_an_address(client, rater):
    response = client.post(ENTER, {"code": code(rater)})

    assert response.url == WELCOME
    assert code(rater) not in str(response.headers)


def test_link_carries_the_code_behind_the_number_sign(rater):
    from headship.surveys.emails import answer_link  # noqa: PLC0415 -- needs the apps

    before, _sign, after = answer_link(rater).partition("#")

    assert code(rater) not in before
    assert after == code(rater)


def test_code_is_stored_nowhere(
    survey, invitations, leader, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_survey(survey=survey, by=leader)
    secret = code(invitations[0])
    stored = [
        *Invitation.objects.values(),
        *OutgoingMail.objects.values(),
        *AuditEvent.objects.values(),
    ]

    assert any(secret in mail.body for mail in mailoutbox)  # It did exist.
    assert secret not in str(stored)


def test_nothing_is_logged_of_codes_and_answers(client, rater, caplog):
    caplog.set_level(logging.DEBUG)

    client.post(ENTER, {"code": "WRONGWRONGWRONG1"})
    client.post(ENTER, {"code": code(rater)})
    client.post("/r/questions/1/", {"i0": "4"})
    client.post("/r/words/", {"leadership-360.helps_most": "Distinctive words"})
    client.post("/r/send/", {"leadership-360.do_differently": "Distinctive words"})
    client.post(ENTER, {"code": code(rater)})
    client.get("/r/questions/999/")

    logged = [
        record.getMessage()
        for record in caplog.records
        if not record.name.startswith("django.db.backends")
    ]
    assert Response.objects.count() == 1
    assert [line for line in logged if code(rater) in line] == []
    assert [line for line in logged if "Distinctive" in line] == []
    assert [line for line in logged if str(rater.ref) in line] == []


def test_answering_makes_no_session(browser, rater):
    browser.post("/r/questions/1/", {"i0": "4"})
    browser.post("/r/send/")

    assert fresh(rater).has_answered
    assert not Session.objects.exists()
    assert set(browser.cookies) <= {"rater", "csrftoken"}


def test_cookie_is_for_the_rater_pages_only_and_unreadable_to_scripts(browser):
    cookie = browser.cookies["rater"]

    assert cookie["path"] == "/r/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_cookie_is_secure_over_https(client, rater, settings):
    settings.SECURE_SSL_REDIRECT = False

    client.post(ENTER, {"code": code(rater)}, secure=True)

    assert client.cookies["rater"]["secure"]


@pytest.mark.parametrize("forged", ["", "x", "{ref}", "{signed_elsewhere}"])
def test_cookie_cannot_be_forged(client, rater, invitations, forged):
    """The administrator's pages show an invitation's reference; it opens nothing."""
    other = invitations[1]
    client.cookies["rater"] = forged.format(
        ref=other.ref, signed_elsewhere=signing.dumps(str(other.ref), salt="other")
    )

    response = client.get(WELCOME)

    assert (response.status_code, response.url) == (302, ENTER)


def test_cookie_of_one_rater_does_not_open_another(client, rater, invitations):
    client.post(ENTER, {"code": code(rater)})
    mine = client.cookies["rater"].value
    note = signing.dumps(str(invitations[1].ref), salt=access.SALT)
    signature = mine.rpartition(":")[2]
    client.cookies["rater"] = note.rpartition(":")[0] + ":" + signature

    assert client.get(WELCOME).url == ENTER


def test_cookie_ends_with_the_sitting(client, rater, time_machine):
    time_machine.move_to("2026-11-22T08:00:00+00:00", tick=False)
    client.post(ENTER, {"code": code(rater)})
    value = client.cookies["rater"].value
    time_machine.move_to("2026-11-22T20:00:01+00:00", tick=False)
    client.cookies["rater"] = value

    assert client.get(WELCOME).url == ENTER


def test_cookie_of_a_rater_taken_off_opens_nothing(browser, rater):
    Invitation.objects.filter(pk=rater.pk).delete()

    assert browser.get(WELCOME).url == ENTER


def test_cookie_is_forgotten_when_the_answers_have_arrived(browser):
    browser.post("/r/send/")
    browser.get("/r/done/")

    assert browser.cookies["rater"].value == ""


def test_pages_are_kept_by_no_cache(browser):
    for page in (ENTER, WELCOME, "/r/questions/1/", "/r/words/", "/r/review/"):
        assert "no-store" in browser.get(page).headers["Cache-Control"], page


def test_sending_twice_stores_once_and_says_done(browser, rater):
    first = browser.post("/r/send/", {"i0": "4"})
    again = browser.post("/r/send/", {"i0": "4"})

    assert first.url == again.url == reverse("surveys:rater_done")
    assert Response.objects.count() == 1


def test_sending_at_the_same_moment_stores_once(browser, rater, monkeypatch):
    """Both requests have read the invitation before either has stored anything."""
    stale = fresh(rater)
    send(rater)
    monkeypatch.setattr(access, "get_invitation", lambda _request: stale)

    response = browser.post("/r/send/", {"i0": "4"})

    assert response.url == reverse("surveys:rater_done")
    assert Response.objects.count() == 1


@pytest.fixture
def second_invitation(survey, invitations, staff, leader):
    """Return what the first rater is asked about another leader, in an open survey."""
    second = actions.add_subject(
        survey=survey, label="Bo Lund", words={"leader": "Bo Lund"}, by=leader
    )
    group = survey.groups.get(key="teacher")
    [asked] = actions.invite(subject=second, group=group, members=staff[:1], by=leader)
    actions.open_survey(survey=survey, by=leader)
    return asked


def test_answers_are_never_stored_for_another_subject(
    invitations, second_invitation, subject, client
):
    """A teacher opens both links of a message in two tabs of one browser."""
    client.post(ENTER, {"code": code(invitations[0])})
    page = client.get("/r/questions/1/").content.decode()
    client.post(ENTER, {"code": code(second_invitation)})

    shown = {"i0": "1", "about": str(subject.ref)}
    answers = [
        client.post(path, shown)
        for path in ("/r/questions/1/", "/r/save/1/", "/r/words/", "/r/send/")
    ]

    assert f'name="about" value="{subject.ref}"' in page
    assert [answer.status_code for answer in answers] == [410] * 4
    assert b"Another questionnaire was opened" in answers[0].content
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


def test_guessed_codes_open_nothing(client, rater):
    near = code(rater)[:-1] + ("A" if code(rater)[-1] != "A" else "B")

    response = client.post(ENTER, {"code": near})

    assert "rater" not in client.cookies
    assert b"not known" in response.content


def test_member_cannot_open_the_questionnaire_of_another(
    open_survey, invitations, staff, sign_in, leader
):
    url = reverse(
        "surveys_member:answer",
        kwargs={"org": "riverside", "ref": invitations[0].ref},
    )

    own = sign_in(staff[0]).post(url)
    colleague = sign_in(staff[1]).post(url)
    administrator = sign_in(leader).post(url)

    assert (own.status_code, own.url) == (302, WELCOME)
    assert colleague.status_code == administrator.status_code == 404


def test_account_at_another_address_opens_no_questionnaire(
    open_survey, invitations, staff, sign_in, client, leader
):
    """An administrator gives a teacher's place their own address and opens an account."""
    asked, member = invitations[0], staff[0]
    User.objects.filter(pk=member.user_id).delete()
    member.refresh_from_db()
    client.post(ENTER, {"code": code(asked)})
    client.post("/r/words/", {"leadership-360.helps_most": "Distinctive words"})
    changed = {"email": "administrator@elsewhere.example"}
    change_person(person=member, by=leader, values=changed)
    invite_people(people=[member], by=leader)
    open_account(
        invitation=AccountInvitation.objects.get(member=member), password=PASSWORD
    )
    member.refresh_from_db()
    thief = sign_in(member)
    url = reverse(
        "surveys_member:answer", kwargs={"org": "riverside", "ref": asked.ref}
    )

    response = thief.post(url)

    assert member.user.email == "administrator@elsewhere.example"
    assert response.status_code == 404
    assert b"Distinctive" in client.get("/r/words/").content
    assert b"Give feedback for" not in thief.get("/o/riverside/").content


def test_card_opens_no_draft_that_another_browser_began(open_survey, client, rater):
    """Whoever printed the cards could type a code after the rater has begun."""
    Invitation.objects.filter(pk=rater.pk).update(email="")
    client.post(ENTER, {"code": code(rater)})
    client.post("/r/words/", {"leadership-360.helps_most": "Distinctive words"})
    printer = OutsideClient()
    printer.post(ENTER, {"code": code(rater)})

    assert b"Distinctive" in client.get("/r/words/").content
    assert b"Distinctive" not in printer.get("/r/words/").content
    printer.post("/r/words/", {"leadership-360.helps_most": "Mine"})
    assert b"Distinctive" not in printer.get("/r/review/").content
    assert "Distinctive" not in str(fresh(rater).draft.texts)


def test_link_in_mail_opens_the_draft_on_another_device(open_survey, client, rater):
    client.post(ENTER, {"code": code(rater)})
    client.post("/r/words/", {"leadership-360.helps_most": "Distinctive words"})
    phone = OutsideClient()
    phone.post(ENTER, {"code": code(rater)})

    assert b"Distinctive" in phone.get("/r/words/").content


def test_draft_is_shown_to_its_writer_only(open_survey, invitations, client, rater):
    client.post(ENTER, {"code": code(rater)})
    client.post("/r/words/", {"leadership-360.helps_most": "Distinctive words"})
    colleague = OutsideClient()
    colleague.post(ENTER, {"code": code(invitations[1])})

    assert b"Distinctive" in client.get("/r/words/").content
    assert b"Distinctive" not in colleague.get("/r/words/").content
