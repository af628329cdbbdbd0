"""Every page is led to from somewhere; to add one, link it."""

import re
from functools import cache
from pathlib import Path

import headship
from tests.guards.routes import all_routes

SOURCE = Path(headship.__file__).parent
REACHED_OTHERWISE = {
    "core:health": "a load balancer asks",
    "core:styleguide": "developers open it",
    "core:styleguide_rater": "a frame of the style guide",
    "programs_public:material_get": "the address of a link that was handed out",
    "programs_public:cohort_feed": "a calendar program asks",
}


@cache
def names_in(room):
    """Return the words in quotes in a room's pages and code, but for its addresses."""
    texts = [
        file.read_text()
        for file in (SOURCE / room).rglob("*")
        if file.suffix in {".py", ".html", ".txt"}
        and not file.name.endswith("urls.py")
        and file.parent.name != "addresses"
    ]
    return {name for text in texts for name in re.findall(r"[\"']([\w:]+)[\"']", text)}


def is_led_to(name):
    """Say whether a page is named in full, or in its own room by its last name."""
    room, _, last = name.rpartition(":")
    return name in names_in(".") or last in names_in(room)


def test_every_page_is_linked():
    ours = {
        name
        for route, name, _ in all_routes()
        if ":" in name and not route.startswith("evidence/api/")
    }

    assert {name for name in ours if not is_led_to(name)} == REACHED_OTHERWISE.keys()
