"""A form is sent once, however often its button is clicked."""

import pytest

from tests.e2e.visits import DORA

pytestmark = pytest.mark.e2e


def test_second_click_sends_nothing(visitors):
    page = visitors.open(DORA)
    page.goto("/o/lakeshore/programs/enquiries/new/")
    page.locator("[name=name]").fill("Twice Clicked")
    page.locator("[name=message]").fill("Do you come to us?")
    page.get_by_role("radio", name="Phone").first.check()
    page.locator("[name=phone]").fill("512 555 0199")
    sent = []
    page.on("request", lambda it: sent.append(it) if it.method == "POST" else None)

    page.get_by_role("button", name="Put it on the list").dblclick()
    page.wait_for_url(lambda url: "/new/" not in url)

    assert len(sent) == 1
