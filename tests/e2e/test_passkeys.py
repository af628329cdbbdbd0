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
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_text("My laptop").first.wait_for()
    look_at_its_pages(page)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/o/riverside/")

    assert page.locator(".menu-name").inner_text() == "Wes Tanaka"


def look_at_its_pages(page):
    links = page.locator("main a[href*='/webauthn/keys/']").all()
    addresses = [link.get_attribute("href") for link in links]
    assert len(addresses) == 2
    for address in [*addresses, "/accounts/2fa/webauthn/reauthenticate/"]:
        answer = page.goto(address)
        assert answer.ok
        assert page.url.endswith(address)
        assert problems(page) == []


def sign_out(page):
    page.context.clear_cookies()
    page.goto("/accounts/login/")
