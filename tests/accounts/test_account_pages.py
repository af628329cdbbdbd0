"""Every page of signing in and of second factors is one of ours."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from tests.core.components.pages import parse

from headship.accounts.models import User

PASSWORD = "a-long-river-of-words"

ENTRANCES = {
    "/accounts/login/": "Sign in",
    "/accounts/signup/": "Accounts begin with an invitation",
    "/accounts/inactive/": "This account is not in use",
    "/accounts/password/reset/": "Choose a new password",
    "/accounts/password/reset/done/": "Look at your mail",
    "/accounts/password/reset/key/a-b/": "This link no longer works",
    "/accounts/password/reset/key/done/": "The password is changed",
}
OWN = {
    "/accounts/logout/": "Sign out",
    "/accounts/email/": "E-mail address",
    "/accounts/password/change/": "Change the password",
    "/accounts/reauthenticate/": "Confirm that it is you",
    "/accounts/2fa/": "Second factor",
    "/accounts/2fa/totp/activate/": "Set up an authenticator app",
    "/accounts/2fa/webauthn/": "Passkeys and security keys",
    "/accounts/2fa/webauthn/add/": "Add a passkey",
}
WITH_CODES = {
    "/accounts/2fa/recovery-codes/": "Recovery codes",
    "/accounts/2fa/recovery-codes/generate/": "Make recovery codes",
    "/accounts/2fa/totp/deactivate/": "Turn off the authenticator app",
}


@pytest.fixture
def user(db):
    return User.objects.create_user("ada@riverside.example", PASSWORD)


@pytest.fixture
def signed_in(client, user):
    """Return a client that is signed in and has confirmed its password."""
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def page_of(response):
    assert response.status_code == 200
    return parse(response.content.decode())


def check_ours(page, heading):
    assert [tag.text for tag in page.tags("h1")] == [heading]
    assert [tag for tag in page.tags("script") if not tag.get("src")] == []
    assert "vendor/htmx" in " ".join(tag.get("src") for tag in page.tags("script"))


@pytest.mark.parametrize(("address", "heading"), ENTRANCES.items())
def test_entrance_is_our_page(client, db, address, heading):
    check_ours(page_of(client.get(address)), heading)


@pytest.mark.parametrize(("address", "heading"), OWN.items())
def test_page_of_an_account_is_our_page(signed_in, address, heading):
    check_ours(page_of(signed_in.get(address)), heading)


@pytest.mark.parametrize(("address", "heading"), WITH_CODES.items())
def test_page_of_recovery_is_our_page(signed_in, user, address, heading):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "ABC"}
    )
    RecoveryCodes.activate(user)

    check_ours(page_of(signed_in.get(address)), heading)


def test_second_step_asks_for_a_code(client, user):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "ABC"}
    )

    response = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True
    )

    page = page_of(response)
    check_ours(page, "Second step")
    assert "code" in [tag.get("name") for tag in page.tags("input")]


def test_passkey_form_carries_its_options_without_a_script(signed_in):
    page = page_of(signed_in.get("/accounts/2fa/webauthn/add/"))

    form = next(tag for tag in page.tags("form") if tag.has("data-passkey"))
    options = json.loads(form.get("data-options"))
    assert form.get("data-passkey") == "create"
    assert options["publicKey"]["challenge"]


def test_sign_in_fetches_passkey_options_when_they_are_wanted(client, db):
    page = page_of(client.get("/accounts/login/"))
    form = next(tag for tag in page.tags("form") if tag.has("data-passkey"))

    response = client.get(
        form.get("data-options-url"), headers={"Accept": "application/json"}
    )

    assert response.json()["request_options"]["publicKey"]["challenge"]


def test_wrong_password_is_explained_without_saying_which_is_wrong(client, user):
    response = client.post(
        "/accounts/login/", {"login": user.email, "password": "wrong"}
    )

    page = page_of(response)
    assert page.text(".notice-title") == "You are not signed in yet."


def test_picture_to_scan_stands_beside_the_key_to_type(signed_in):
    page = page_of(signed_in.get("/accounts/2fa/totp/activate/"))

    picture = next(tag for tag in page.tags("img"))
    assert picture.get("src").startswith("data:image/svg+xml;base64,")
    assert len(page.text("code")) >= 16


def test_the_address_cannot_be_changed_by_posting(teacher, sign_in):
    response = sign_in(teacher).post(
        "/accounts/email/", {"action_add": "", "email": "else@example.org"}
    )

    assert response.status_code == 405
