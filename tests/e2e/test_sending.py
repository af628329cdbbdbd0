"""A form is sent once, however often its button is clicked."""

import pytest

from tests.e2e.visits import DORA

pytestmark = pytest.mark.e2e
ADDRESS = "/o/lakeshore/programs/enquiries/new/"
TWICE = """() => {
  const form = document.querySelector("main form");
  form.requestSubmit();
  setTimeout(() => form.requestSubmit(), 200);
}"""


def test_second_click_sends_nothing(visitors):
    """The server is held back, so that the second click comes before its answer."""
    page = visitors.open(DORA)
    page.goto(ADDRESS)
    page.locator("[name=name]").fill("Twice Clicked")
    page.locator("[name=message]").fill("Do you come to us?")
    page.get_by_role("radio", name="Phone").first.check()
    page.locator("[name=phone]").fill("512 555 0199")
    held = []
    page.route(
        f"**{ADDRESS}",
        lambda it: held.append(it) if it.request.method == "POST" else it.continue_(),
    )

    page.evaluate(TWICE)
    page.wait_for_timeout(900)

    assert len(held) == 1
    held[0].continue_()
    page.wait_for_url(lambda url: "/new/" not in url)
