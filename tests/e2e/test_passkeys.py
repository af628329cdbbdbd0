"""Signing in with a passkey, which Chromium's virtual authenticator holds."""

import pytest

from tests.e2e.axe import problems

pytestmark = pytest.mark.e2e

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page):
    """Give a page's browser a device that confirms every question."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_passkey_is_added_and_signs_in(visitors):
    page = visitors.open("confirmed")
    plug_in(page)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("My laptop").first.wait_for()
    look_at_its_pages(page)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/o/riverside/")

    assert page.locator(".menu-name").inner_text() == "Wes Tanaka"


def look_at_its_pages(page):
    for name in ("keys/1/edit/", "keys/1/remove/", "reauthenticate/"):
        page.goto(f"/accounts/2fa/webauthn/{name}")
        assert name in page.url
        assert problems(page) == []


def sign_out(page):
    page.context.clear_cookies()
    page.goto("/accounts/login/")
