"""What axe finds wrong on a page, in a sentence each."""

from axe_playwright_python.sync_playwright import Axe

_axe = Axe()


def problems(page, *, contrast=True):
    """Return one line for each element that breaks a rule of axe.

    Contrast, its slowest rule, need not be asked again of a page in another width.
    """
    rules = {"color-contrast": {"enabled": contrast}}
    found = _axe.run(page, options={"resultTypes": ["violations"], "rules": rules})
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def is_too_wide(page):
    """Say whether a page must be scrolled sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
