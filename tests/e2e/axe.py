"""What axe finds wrong on a page, in a sentence each."""

from axe_playwright_python.base import AXE_SCRIPT

CONTRAST = "color-contrast"
RUN = """
async (rules) => {
  const options = { resultTypes: ["violations"], preload: false, ...rules };
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.html.slice(0, 160)}`));
}
"""
# What watches the width of tables acts at the end of a frame, so the second has seen it.
FRAMES = """
async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
}
"""
# A color that has faded in may start the fading of what inherits it.
SETTLE = """
async () => {
  let fading;
  do {
    await new Promise(requestAnimationFrame);
    fading = document.getAnimations();
    fading.forEach((one) => one.finish());
  } while (fading.length);
}
"""


def problems(page):
    """Return one line for each element that breaks a rule of axe."""
    return _run(page, {})


def problems_of_layout(page):
    """Ask again in another width; the colors, axe's slowest rule, are the same there."""
    return _run(page, {"rules": {CONTRAST: {"enabled": False}}})


def problems_of_color(page):
    """Ask again in another theme, where only colors differ, once they have faded in."""
    page.evaluate(SETTLE)
    return _run(page, {"runOnly": [CONTRAST]})


def _run(page, rules):
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    page.evaluate(FRAMES)
    return page.evaluate(RUN, rules)


def is_too_wide(page):
    """Say whether a page must be scrolled sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
