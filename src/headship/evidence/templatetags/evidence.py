"""Parts of evidence pages that are written too often for a template's loop."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headship.core.components.numbers import change, count
from headship.evidence.models import Finding, Rating
from headship.evidence.queries.results import ListedIntervention
from headship.evidence.reports.facets import Option
from headship.evidence.reports.results import FindingResult, has_conflict

register = template.Library()

VERDICTS = 3  # Said of an intervention in a list; the others are counted.


@register.simple_tag(takes_context=True)
def search_part(context: Context, name: str) -> SafeString:
    """Write a part of the search page, once for all who ask the same.

    With a place in the address it is written for that visitor alone.
    """
    page, place = context["page"], context["place"]
    shown = {"page": page, "place": place, "place_pairs": context["place_pairs"]}
    if place:
        return render_to_string(name, shown)
    if name not in page.written:
        page.written[name] = render_to_string(name, shown)
    return SafeString(page.written[name])


@register.simple_tag(takes_context=True)
def search_address(context: Context, query: str) -> str:
    """Return the address of a search; the place in this page's address stays in it."""
    parts = [part for part in (query, context["place"]) if part]
    address = reverse("evidence:home")
    return f"{address}?{'&'.join(parts)}" if parts else address


@register.simple_tag
def filter_options(key: str, options: Iterable[Option], lang: str = "") -> SafeString:
    """Write the checkboxes of one filter with the count of each value.

    ``key`` and ``lang`` are words of the code's own; everything else is escaped.
    """
    return SafeString("".join(_option(key, one, lang) for one in options))


def _option(key: str, one: Option, lang: str) -> str:
    start, end = _box(key, one.value, str(one.label), lang)
    shown = one.total if one.total < 1000 else count(one.total)
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
def listed_words(one: ListedIntervention) -> SafeString:
    """Write what every list says of an intervention: what it is, and its verdicts."""

    def context() -> dict[str, object]:
        said = [(it, Rating.Verdict(it.verdict).label) for it in one.verdicts]
        return {
            "one": one,
            "verdicts": said[:VERDICTS],
            "more": max(0, len(said) - VERDICTS),
            "has_conflict": has_conflict(one.verdicts),
        }

    return _once(one.written, "evidence/_listed_words.html", context)


@register.simple_tag
def listed_row(result: FindingResult) -> SafeString:
    """Write the row that a finding has in every list of results."""
    return _once(
        result.written, "evidence/_listed_row.html", lambda: {"result": result}
    )


def _once(
    written: dict[str, str], name: str, context: Callable[[], dict[str, object]]
) -> SafeString:
    """Return a template as it was written in this language, or write it now."""
    language = get_language() or ""
    if language not in written:
        written[language] = render_to_string(name, context())
    return SafeString(written[language])


@register.simple_tag
def finding_cells(result: FindingResult) -> SafeString:
    """Write the figures of one finding as cells; each has its name, for small screens."""
    one = result.finding
    index, n = one.wwc_improvement_index, one.n_total
    cells = (
        (" findings-effect", _("Effect"), _effect(result)),
        ("", _("Index"), _reported(None if index is None else change(index, 0))),
        ("", _("p"), _reported(result.p_words)),
        ("", _("ESSA tier"), "\N{EN DASH}" if one.essa_tier is None else one.essa_tier),
        ("", _("Sample"), _reported(None if n is None else count(n))),
    )
    return format_html_join("", '<td class="number{}" data-name="{}">{}</td>', cells)


def _effect(result: FindingResult) -> SafeString:
    if result.effect is not None:
        size, certainty = change(result.effect, 2), result.certainty
        words = f"{size} {_('recomputed')}" if result.is_recomputed else size
        return format_html(
            '{}<br><span class="evidence-quiet">{}</span>', words, certainty
        )
    said = result.finding.reported_result
    if not said:
        return _reported(None)
    return format_html(
        '<span class="evidence-quiet">{};</span> <span class="unknown">{}</span>',
        Finding.Result(said).label,
        _("size not reported"),
    )


def _reported(words: str | None) -> SafeString:
    unknown = '<span class="unknown">{}</span>'
    return format_html(unknown, _("not reported")) if words is None else escape(words)
