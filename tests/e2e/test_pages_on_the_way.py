"""Pages that are reached only through others are accessible too."""

import re

import pytest

from tests.e2e.axe import is_too_wide, problems
from tests.e2e.browsers import WIDTHS
from tests.e2e.servers import words_of
from tests.e2e.visitors import PASSWORD

pytestmark = pytest.mark.e2e

NORA, WES = "nora.singh@riverside.example", "wes.tanaka@riverside.example"


def test_second_step_of_signing_in_is_accessible(visitors):
    page = visitors.open()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(WES)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/2fa/authenticate/")

    assert problems(page) == []


def test_setting_up_an_app_is_accessible(visitors):
    page = visitors.open("Nora Singh")
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url("**/accounts/2fa/totp/activate/")

    assert problems(page) == []


def test_choosing_a_new_password_is_accessible(visitors, server):
    page = visitors.open()
    page.goto("/accounts/password/reset/")
    page.get_by_role("textbox").fill(NORA)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url("**/accounts/password/reset/done/")
    words = words_of(server.letters(NORA)[-1])
    page.goto(re.search(r"http://\S+/password/reset/key/\S+", words)[0])

    assert page.locator("input[type=password]").count() == 2
    assert problems(page) == []


def test_cards_for_raters_are_accessible(visitors, server):
    page = visitors.open("Maria Delgado")
    part = server.staged["open_part"]
    page.goto(f"/o/riverside/feedback/leaders/{part}/raters/")
    page.get_by_role("button", name="Show cards to print").click()
    page.get_by_role("heading", name="Cards for the raters").wait_for()

    assert problems(page) == []


def test_taking_a_rater_off_is_accessible(visitors, server):
    page = visitors.open("Maria Delgado")
    part = server.staged["prepared_part"]
    page.goto(f"/o/riverside/feedback/leaders/{part}/raters/")
    page.get_by_role("link", name="Take off").first.click()
    page.get_by_role("button", name="Take off").wait_for()

    assert problems(page) == []


def test_deletion_is_announced_and_taken_back(visitors):
    page = visitors.open("Otto Hill")
    page.goto("/accounts/reauthenticate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "reauthenticate" not in url)
    home = page.url
    page.goto(f"{home.rstrip('/')}/data/delete/")
    name = re.search(r"Type (.+)\.", page.locator("main form").inner_text())[1]
    page.get_by_label("The organization's name").fill(name)
    page.get_by_role("button", name="Announce the deletion").click()
    page.goto(home)
    assert problems(page) == []

    page.goto(f"{home.rstrip('/')}/data/keep/")

    assert problems(page) == []
    page.set_viewport_size(WIDTHS["phone"])
    assert not is_too_wide(page)
    assert problems(page) == []
    page.get_by_role("button", name="Cancel the deletion").click()
    page.get_by_role("button", name="Cancel the deletion").wait_for(state="detached")


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("nobody", "/no-such-page/", 404),
        ("Ana Ruiz", "/o/riverside/no-such-page/", 404),
        ("Ana Ruiz", "/o/riverside/audit/", 403),
        ("nobody", "/fails/", 500),
    ],
)
def test_error_page_is_accessible(visitors, who, address, status):
    page = visitors.open(who)

    answer = page.goto(address)

    assert answer.status == status
    assert page.locator("h1").count() == 1
    assert problems(page) == []
    page.set_viewport_size(WIDTHS["phone"])
    assert not is_too_wide(page)
    assert problems(page) == []
    # The browser reports the refused page itself, and must report nothing else.
    assert len(visitors.complaints) == 1
    assert f"a status of {status}" in visitors.complaints.pop()


def test_a_deletion_is_announced_and_cancelled_on_accessible_pages(visitors):
    page = visitors.open("careful")
    page.goto("/o/riverside/data/delete/")
    named = page.locator("h1").inner_text().removeprefix("Delete ").removesuffix("?")
    page.get_by_label("The organization's name").fill(named)
    page.get_by_role("button", name="Announce the deletion").click()
    page.wait_for_url("**/riverside/data/")
    assert page.get_by_text("and everything in it will be deleted on").count() == 1
    assert problems(page) == []
    page.set_viewport_size(WIDTHS["phone"])
    assert not is_too_wide(page)

    page.locator("main").get_by_role("link", name="Cancel the deletion").last.click()
    page.wait_for_url("**/data/keep/")
    assert problems(page) == []
    page.get_by_role("button", name="Cancel the deletion").click()

    page.get_by_text("The deletion is cancelled. Everything stays.").wait_for()
    assert page.get_by_text("and everything in it will be deleted on").count() == 0
