"""Pages in a browser that remember what went wrong on them."""

import re

from tests.e2e.browsers import WIDTHS

PASSWORD = "headship-demo-2026"
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI}`);
});
"""


class Visitors:
    """Opens pages as somebody; ``complaints`` is what browsers said was wrong."""

    def __init__(self, browser, server):
        self._browser, self._server = browser, server
        self._contexts, self._cookies, self.complaints = [], {}, []
        self._kept = {}

    def open(self, who="nobody", width="desktop", **options):
        """Return a page of a new browser window; ``who`` is a persona's name."""
        page = self._window(who, WIDTHS[width], **options)
        self._contexts.append(page.context)
        return page

    def look(self, who):
        """Return the window that a persona keeps, for visits that change nothing.

        It is on a desk and in the light again, with style sheets already fetched.
        """
        if who not in self._kept:
            self._kept[who] = self._window(who, WIDTHS["desktop"])
        page = self._kept[who]
        page.set_viewport_size(WIDTHS["desktop"])
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        return page

    def _window(self, who, viewport, **options):
        if who in self._cookies:
            options.setdefault("storage_state", self._cookies[who])
        context = self._browser.new_context(
            base_url=self._server.url, viewport=viewport, **options
        )
        context.add_init_script(WATCH_POLICY)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda said: self._hear(page, said))
        page.on("pageerror", lambda error: self.complaints.append(f"{error}"))
        if who != "nobody" and who not in self._cookies:
            self._arrive(page, who)
            self._cookies[who] = context.storage_state()
        return page

    def _hear(self, page, said):
        if said.type == "error":
            self.complaints.append(f"{page.url}: {said.text}")

    def forgive(self, pattern):
        """Forget complaints that a test brought about on purpose."""
        self.complaints = [it for it in self.complaints if not re.search(pattern, it)]

    def _arrive(self, page, who):
        arrive = ARRIVALS.get(who, _as_persona)
        arrive(page, who, self._server.staged)

    def close(self):
        """Close all windows opened since the last time but those that are kept.

        These are left empty: a page that asks for its news would ask, and complain,
        while somebody else's test runs.
        """
        while self._contexts:
            self._contexts.pop().close()
        for page in self._kept.values():
            if page.url != "about:blank":
                page.goto("about:blank")


def _as_persona(page, who, _staged):
    page.goto("/accounts/login/")
    page.get_by_role("button", name=who).click()
    page.wait_for_url("**/o/**")


def _as_confirmed(page, who, staged):
    """Come as somebody who has just typed the password again."""
    _as_persona(page, CONFIRMED[who], staged)
    page.goto("/accounts/reauthenticate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "reauthenticate" not in url)


def _as_rater(page, _who, staged):
    page.goto(f"/r/#{staged['rater_code']}")
    page.wait_for_url("**/r/welcome/")


def _as_invited(page, _who, staged):
    page.goto(f"/join/#{staged['join_code']}")
    page.wait_for_url("**/join/account/")


CONFIRMED = {"confirmed": "Wes Tanaka", "careful": "Maria Delgado"}
ARRIVALS = {
    "confirmed": _as_confirmed,
    "careful": _as_confirmed,
    "rater": _as_rater,
    "answered": _as_rater,
    "invited": _as_invited,
}
