"""Components that say where one is and where one can go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from headship.core import navigation
from headship.core.components.rendering import render_component


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One part of a page that has several, each with its own address."""

    label: str | Promise
    url: str
    is_current: bool = False
    count: int | None = None


def frame(context: dict[str, Any]) -> dict[str, Any]:
    """Give the frame its sections and the person's own links."""
    request = context.get("request")
    if request is None:
        return {
            "sections": (),
            "primary": (),
            "more": (),
            "personal": (),
            "search": "",
            "announcements": (),
        }
    sections = navigation.sections(request)
    primary = tuple(s for s in sections if s.verb in navigation.PRIMARY)
    return {
        "sections": sections,
        "primary": primary,
        "more": tuple(s for s in sections if s not in primary),
        "personal": navigation.personal_links(request),
        "search": navigation.search_url(request),
        "announcements": navigation.announcements(request),
    }


def breadcrumbs(*steps: str) -> SafeString:
    """Write the way here from words and addresses in turn; the last has none."""
    pairs = list(zip(steps[::2], steps[1::2], strict=False))
    return render_component(
        "breadcrumbs", pairs=pairs, here=steps[-1] if len(steps) % 2 else ""
    )


def tabs(items: list[Tab], label: str) -> SafeString:
    """Write the parts of a page."""
    return render_component("tabs", items=items, label=label)


def pagination(
    context: dict[str, Any], page: Page[Any], target: str = ""
) -> SafeString:
    """Write the pages of a list; ``target`` is the part that htmx replaces."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return render_component(
        "pagination",
        page=page,
        numbers=page.paginator.get_elided_page_range(page.number, on_ends=1),
        ellipsis=page.paginator.ELLIPSIS,
        query=query.urlencode(),
        target=target,
    )


def stepper(steps: list[Any], current: int) -> SafeString:
    """Write the steps of a longer task; ``current`` counts from 1."""
    numbered = [
        {"number": number, "label": label, "state": _state(number, current)}
        for number, label in enumerate(steps, start=1)
    ]
    return render_component(
        "stepper", steps=numbered, current=current, total=len(numbered)
    )


def _state(number: int, current: int) -> str:
    if number == current:
        return "current"
    return "done" if number < current else "ahead"


def language_switch(context: dict[str, Any]) -> SafeString:
    """Write a form that changes the language and stays on the page."""
    request: HttpRequest = context["request"]
    return render_component(
        "language_switch",
        languages=settings.LANGUAGES,
        current=get_language(),
        here=request.get_full_path(),
        csrf_token=context.get("csrf_token", ""),
    )
