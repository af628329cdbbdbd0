"""Components that hold or introduce other content."""

from typing import Any

from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from headship.core.components.rendering import render_component

ROLES = {"danger": "alert", "warn": "status", "success": "status"}


def card(content: str, title: str = "", kind: str = "", level: int = 2) -> SafeString:
    """Write a card; kinds: quiet, accent."""
    return render_component(
        "card", content=content, title=title, kind=kind, heading=f"h{level}"
    )


def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Write a notice; kinds: info, success, warn, danger."""
    return render_component(
        "notice", content=content, kind=kind, title=title, role=ROLES.get(kind, "")
    )


def empty_state(
    content: str, title: str, url: str = "", action: str = "", icon: str = "empty"
) -> SafeString:
    """Write an empty state: what this is for and the first step."""
    return render_component(
        "empty_state", content=content, title=title, url=url, action=action, icon=icon
    )


def table(content: str, caption: str, csv: str = "", kind: str = "") -> SafeString:
    """Write a table around its rows; it scrolls by itself where it is too wide.

    Mark cells of numbers with ``class="number"``. ``csv`` is the address of the same
    rows as CSV. Kinds: plain (no caption shown, still read aloud), compact.
    """
    return render_component(
        "table", content=content, caption=caption, csv=csv, kind=kind, id=_id(caption)
    )


def figure(
    content: str, title: str, svg: str, note: str = "", csv: str = ""
) -> SafeString:
    """Write a figure: the finding, the drawing, and its table behind one click."""
    return render_component(
        "figure", content=content, title=title, svg=svg, note=note, csv=csv
    )


def _id(words: str) -> str:
    """Make an id that is the same on each rendering of the same words."""
    return f"t-{slugify(words)[:40]}" if slugify(words) else get_random_string(8)


def badge(label: Any, kind: str = "neutral") -> SafeString:
    """Write a state in a word; kinds: neutral, active, done, warn, danger.

    The component kinds focus, change and community color nothing but components.
    """
    return render_component("badge", label=label, kind=kind)
