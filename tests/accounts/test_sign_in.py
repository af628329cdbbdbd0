"""Signing in, and what keeps others out."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user
from tests.conftest import OutsideClient
from tests.factories import PASSWORD

LOGIN, CHANGE = "/accounts/login/", "/accounts/password/change/"
NEW = "seven quiet brown horses"


@pytest.fixture
def user(teacher):
    return teacher.user


def sign_in(user, password=PASSWORD):
    """Sign in as a person does; return the browser and the response."""
    browser = OutsideClient()
    data = {"login": user.email, "password": password}
    return browser, browser.post(LOGIN, data)


def is_signed_in(browser):
    return get_user(browser).is_authenticated


def test_address_and_password_sign_in(user):
    browser, response = sign_in(user)

    assert response.status_code == 302
    assert get_user(browser) == user


def test_wrong_password_does_not(user):
    browser, response = sign_in(user, "wrong")

    assert "not correct" in response.text
    assert not is_signed_in(browser)


def test_nobody_signs_up_without_an_invitation(client, db):
    page = client.get("/accounts/signup/")
    client.post(
        "/accounts/signup/",
        {"email": "new@x.example", "password1": NEW, "password2": NEW},
    )

    assert "invit" in page.text
    assert not get_user(client).is_authenticated


def test_inactive_user_does_not_sign_in(user):
    user.is_active = False
    user.save()

    browser, _ = sign_in(user)

    assert not is_signed_in(browser)


def test_other_sessions_end_when_the_password_changes(user):
    here, _ = sign_in(user)
    elsewhere, _ = sign_in(user)
    assert is_signed_in(elsewhere)

    here.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_guessing_one_password_is_stopped(user):
    for _ in range(5):
        sign_in(user, "wrong")

    browser, response = sign_in(user)

    assert "Too many failed" in response.text
    assert not is_signed_in(browser)


def test_many_tries_from_one_address_meet_a_real_page(user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        sign_in(user)

    browser, response = sign_in(user)

    assert response.status_code == 429
    assert "Too many tries" in response.text
    assert 'href="/accounts/login/"' in response.text
    assert not is_signed_in(browser)


def test_many_codes_from_one_address_meet_a_real_page(client, db):
    answers = [client.post("/join/", {"code": "WRONG"}).status_code for _ in range(21)]

    assert answers == [200] * 20 + [429]


def test_forgotten_password_does_not_say_who_has_an_account(client, user, mailoutbox):
    answers = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (user.email, "nobody@x.example")
    ]

    assert len({answer.redirect_chain[0] for answer in answers}) == 1
    assert [message.to for message in mailoutbox] == [[user.email]]


def code_now(secret):
    """Return the code that an authenticator app would show."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def secret(user, noon):
    """Set up an authenticator app through the pages; return its secret."""
    browser, _ = sign_in(user)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.get("/accounts/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    response = browser.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert response.status_code == 302
    return secret


def test_password_is_asked_again_before_a_factor_is_added(user):
    browser, _ = sign_in(user)

    response = browser.get("/accounts/2fa/totp/activate/")

    assert response.url.startswith("/accounts/reauthenticate/")


def test_authenticator_app_is_asked_for_and_lets_in(user, secret, noon):
    noon.shift(60)  # A code works once.
    browser, response = sign_in(user)
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(browser)

    browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert is_signed_in(browser)


def test_wrong_code_of_the_app_does_not_let_in(user, secret, noon):
    noon.shift(60)
    browser, _ = sign_in(user)
    right = code_now(secret)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    browser.post("/accounts/2fa/authenticate/", {"code": wrong})

    assert not is_signed_in(browser)


def test_recovery_code_lets_in_once(user, secret):
    codes = user.authenticator_set.get(type="recovery_codes").wrap()
    (code, *_) = codes.get_unused_codes()
    outcomes = []
    for _ in range(2):
        browser, _ = sign_in(user)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        outcomes.append(is_signed_in(browser))

    assert outcomes == [True, False]
