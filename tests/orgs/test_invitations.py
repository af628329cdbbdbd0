"""From an invitation to an account: once, for a time, and never in an address."""

import re

import pytest
from django.contrib.auth import get_user
from tests.factories import PASSWORD, make_member, make_person

from headship.accounts.models import User
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent, OutgoingMail
from headship.orgs import actions
from headship.orgs.models import AccountInvitation, Membership

NEW = {
    "name": "Bo Ray",
    "password": "seven quiet brown horses",
    "password_again": "seven quiet brown horses",
}


@pytest.fixture
def person(riverside):
    return make_person(riverside, "Bo", family_name="Ray")


@pytest.fixture
def code(person, leader, mailoutbox, django_capture_on_commit_callbacks):
    """Return the code in the message that was sent."""
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_people(people=[person], by=leader)
    return re.search(r"/join/#(\w+)", mailoutbox[-1].body)[1]


def join(client, code):
    return client.post("/join/", {"code": code}, follow=True)


def test_message_carries_the_code_in_the_fragment_only(code, mailoutbox, settings):
    (message,) = mailoutbox

    assert message.to == ["bo@riverside.example"]
    assert f"{settings.BASE_URL}/join/#{code}" in message.body
    assert "March" not in message.subject
    assert not re.search(rf"[/?=]{code}", message.body.replace(f"#{code}", ""))


def test_code_is_stored_as_a_hash_only(code, person):
    rows = [*AccountInvitation.objects.values(), *OutgoingMail.objects.values()]
    rows += AuditEvent.objects.values()

    assert rows
    assert code.lower() not in str(rows).lower()


def test_person_opens_an_account_and_is_signed_in(client, code, person):
    page = join(client, code)
    assert "bo@riverside.example" in page.text

    response = client.post("/join/account/", NEW)

    assert response.status_code == 302
    user = get_user(client)
    assert (user.email, user.name) == ("bo@riverside.example", "Bo Ray")
    assert user.check_password(NEW["password"])
    person.refresh_from_db()
    assert person.user == user
    assert AuditEvent.objects.first().event == "account_opened"


def test_code_is_accepted_as_people_type_it(client, code):
    typed = f" {code[:4]}-{code[4:8]} {code[8:]} ".lower()

    assert join(client, typed).redirect_chain == [("/join/account/", 302)]


def test_used_code_explains_itself(client, code, leader):
    join(client, code)
    client.post("/join/account/", NEW)

    assert "has been used. Sign in" in join(client, code).text


def test_expired_code_explains_itself(client, code, time_machine):
    invitation = AccountInvitation.objects.get()
    time_machine.move_to(invitation.expires_at)

    assert "has expired. Ask your administrator" in join(client, code).text


def test_code_works_as_long_as_the_page_says(noon, person, leader, sign_in):
    browser = sign_in(leader)
    page = browser.get("/o/riverside/people/invite/").text
    actions.invite_people(people=[person], by=leader)

    works_for = person.account_invitation.expires_at - now()
    assert f"works once and for {works_for.days} days" in page


def test_unknown_code_explains_itself(client, code):
    page = join(client, "ABCDABCDABCDABCD")

    assert "This code is not known" in page.text
    assert page.redirect_chain == []


def test_newer_invitation_replaces_the_older(client, code, person, leader):
    actions.invite_people(people=[person], by=leader)

    assert "This code is not known" in join(client, code).text


def test_code_of_an_archived_person_opens_nothing(client, code, person, leader):
    Membership.objects.filter(pk=person.pk).update(status="archived")

    assert "no longer listed" in join(client, code).text


def test_account_page_needs_a_code_first(client, db):
    assert client.get("/join/account/").url == "/join/"
    assert client.post("/join/account/", NEW).url == "/join/"
    assert not User.objects.exists()


def test_invitation_that_expires_meanwhile_opens_nothing(client, code, time_machine):
    join(client, code)
    time_machine.move_to(AccountInvitation.objects.get().expires_at)

    assert client.post("/join/account/", NEW).url == "/join/"
    assert not User.objects.filter(email="bo@riverside.example").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password_again": "other"}, "The two passwords differ."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_weak_account_is_refused(client, code, change, sentence):
    join(client, code)

    page = client.post("/join/account/", NEW | change)

    assert sentence in page.text
    assert not User.objects.filter(email="bo@riverside.example").exists()


def test_person_with_an_account_elsewhere_joins_with_it(
    client, code, hillside, everywhere
):
    there = make_member(hillside, "Bo", email="bo@riverside.example")
    assert "You have an account already" in join(client, code).text

    client.post("/join/account/")

    assert User.objects.filter(email="bo@riverside.example").count() == 1
    assert set(there.user.memberships.values_list("organization__slug", flat=True)) == {
        "riverside",
        "hillside",
    }
    assert not get_user(client).is_authenticated
    assert there.user.check_password(PASSWORD)


def test_two_windows_open_one_account(code, person):
    invitation = AccountInvitation.objects.get()
    stale = AccountInvitation.objects.get()
    actions.open_account(invitation=invitation, password=NEW["password"])

    with pytest.raises(PolicyError, match="has been used"):
        actions.open_account(invitation=stale, password="another long password")

    assert User.objects.get(email=person.email).check_password(NEW["password"])


def test_message_is_not_sent_for_a_used_invitation(
    person, leader, mailoutbox, django_capture_on_commit_callbacks, client
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_people(people=[person], by=leader)
        actions.open_account(invitation=person.account_invitation, password="x" * 20)

    assert mailoutbox == []


def test_message_speaks_the_persons_language(
    riverside, leader, mailoutbox, django_capture_on_commit_callbacks
):
    person = make_person(riverside, "Ana", language="es")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_people(people=[person], by=leader)

    assert "Ana" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "archived"}, "Restore them first"),
        ({"email": ""}, "no e-mail address"),
    ],
)
def test_who_cannot_be_invited_is_named(riverside, leader, fields, reason):
    person = make_person(riverside, "Bo", **fields)

    with pytest.raises(PolicyError, match=reason):
        actions.invite_people(people=[person], by=leader)


def test_who_has_an_account_is_passed_over(person, leader, teacher):
    assert actions.invite_people(people=[teacher, person], by=leader) == 1
    with pytest.raises(PolicyError, match="has an account already"):
        actions.invite_people(people=[teacher], by=leader)
