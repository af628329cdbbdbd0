"""The link of an invitation in a real browser: the code stays in the fragment."""

import re

import pytest
from django_scopes import scopes_disabled

from headship.core import tokens
from headship.orgs import actions
from headship.orgs.emails import ACCOUNT_INVITATION
from headship.orgs.models import Membership
from tests.e2e import browsers
from tests.factories import make_member, make_organization, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "seven quiet brown horses"


@pytest.fixture
def page(browser):
    """Return a page of a phone-sized browser."""
    context = browser.new_context(viewport=browsers.WIDTHS["phone"])
    yield context.new_page()
    context.close()


@pytest.fixture
def code(live_server):
    """Return the code of an invitation that was just made."""
    riverside = make_organization()
    by = make_member(riverside, "Leader", "administrator")
    person = make_person(riverside, "Bo")
    actions.invite_people(people=[person], by=by)
    return tokens.derive(ACCOUNT_INVITATION, person.account_invitation.ref)


def test_link_opens_an_account_and_its_code_reaches_no_address(page, live_server, code):
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))

    page.goto(f"{live_server.url}/join/#{code}")
    page.wait_for_url("**/join/account/")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=password_again]", PASSWORD)
    page.click("button:has-text('Open the account')")
    page.wait_for_url("**/o/riverside/")

    assert [url for url in addresses if re.search(code, url)] == []
    with scopes_disabled():
        assert Membership.objects.get(given_name="Bo").user.check_password(PASSWORD)
