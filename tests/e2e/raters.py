"""Answering a questionnaire as different people do."""

import re

CHOOSE = """
(value) => document.querySelectorAll("fieldset.rating").forEach((one) => {
  const options = [...one.querySelectorAll(".rating-scale input")];
  options[Math.min(value, options.length) - 1].click();
})
"""


def follow(page, link):
    """Open the personal link; its code must leave the address at once."""
    page.goto(link)
    page.wait_for_url("**/r/welcome/")
    page.get_by_role("link", name=re.compile("^(Start|Continue)$")).click()
    page.wait_for_url("**/r/questions/**")


def answer_page(page, value):
    """Choose an option for each statement of a page and go on."""
    page.evaluate(CHOOSE, value)
    go_on(page)


def go_on(page):
    """Press Continue and wait for the next page."""
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def answer_rest(page, value, words=""):
    """Answer what is left, say something and send."""
    while "/r/questions/" in page.url:
        answer_page(page, value)
    if words:
        page.get_by_role("textbox").first.fill(words)
    go_on(page)
    send(page)


def send(page):
    """Send and read the receipt."""
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/r/done/")
    assert page.locator("h1").inner_text() == "Your answers have arrived"


def answer_with_keyboard(page):
    """Answer a page with Tab, arrows and Enter alone."""
    page.locator("body").press("Tab")
    for _ in range(page.locator("fieldset.rating").count()):
        _tab_to_unanswered(page)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    assert page.locator("fieldset.rating:not(:has(:checked))").count() == 0
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to_unanswered(page):
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(UNANSWERED):
            return
    raise AssertionError("Tab does not reach the next statement")


UNANSWERED = """
() => {
  const here = document.activeElement;
  return here.type === "radio" &&
    !document.querySelector(`input[name="${here.name}"]:checked`);
}
"""
