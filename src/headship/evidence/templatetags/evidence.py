"""Parts of evidence pages that are written too often for a template's loop."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from headship.core.components.numbers import count
from headship.evidence.models import Rating
from headship.evidence.queries.results import Listed
from headship.evidence.reports.facets import Option
from headship.evidence.reports.results import has_conflict

register = template.Library()

VERDICTS = 3  # Said of an intervention in a list; the others are counted.


@register.simple_tag
def filter_options(key: str, options: Iterable[Option], lang: str = "") -> SafeString:
    """Write the checkboxes of one filter with the count of each value.

    ``key`` and ``lang`` are words of the code's own; everything else is escaped.
    """
    return SafeString("".join(_option(key, one, lang) for one in options))


def _option(key: str, one: Option, lang: str) -> str:
    start, end = _box(key, one.value, str(one.label), lang)
    shown = one.count if one.count < 1000 else count(one.count)
    return f"{start}{' checked' if one.is_chosen else ''}{end}{shown}</span></label>"


@lru_cache(maxsize=4096)
def _box(key: str, value: str, label: str, lang: str) -> tuple[str, str]:
    """Return a checkbox before its state, and from there to its count."""
    name, words = escape(value), escape(label)
    start = (
        f'<label for="f-{key}-{name}"><input type="checkbox" id="f-{key}-{name}" '
        f'name="{key}" value="{name}"'
    )
    spoken = f' lang="{lang}"' if lang else ""
    return start, f'><span{spoken}>{words}</span> <span class="evidence-count">'


@register.simple_tag
def listed_words(one: Listed) -> SafeString:
    """Write what every list says of an intervention: what it is, and its verdicts."""
    language = get_language() or ""
    if language not in one.written:
        said = [(it, Rating.Verdict(it.verdict).label) for it in one.verdicts]
        context = {
            "one": one,
            "verdicts": said[:VERDICTS],
            "more": max(0, len(said) - VERDICTS),
            "has_conflict": has_conflict(one.verdicts),
        }
        template_name = "evidence/_listed_words.html"
        one.written[language] = render_to_string(template_name, context)
    return SafeString(one.written[language])
