"""What scripts add to a rater's page, and that its language can be changed."""

import pytest

from tests.e2e import raters

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(visitors):
    opened = visitors.open("rater", width="phone")
    opened.goto("/r/questions/1/")
    return opened


def test_autosave_says_when_there_is_no_connection(page, visitors):
    page.context.set_offline(True)
    page.evaluate(raters.CHOOSE, 2)
    page.get_by_text("Not saved yet: no connection.").wait_for()
    page.context.set_offline(False)
    raters.go_on(page)
    page.go_back()
    page.reload()
    visitors.forgive("ERR_INTERNET_DISCONNECTED")

    chosen = page.locator("fieldset.rating:has(:checked)").count()
    assert chosen == page.locator("fieldset.rating").count()


def test_rater_reads_the_page_in_spanish(page):
    page.get_by_role("button", name="español").or_(
        page.get_by_role("link", name="español")
    ).click()
    page.get_by_role("button", name="Continuar").wait_for()

    assert page.locator("html").get_attribute("lang") == "es"
