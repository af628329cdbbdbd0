"""The filters of a search: their words, their order, and what each would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts.dimensions import CATEGORY_WORDS, GRADES, Dimension
from headship.evidence.models import Design
from headship.evidence.search.catalog import Catalog
from headship.evidence.search.facets import NONE
from headship.evidence.search.questions import Answer

Words = str | Promise

SHOWN = 8  # Values of a long filter that are not behind "more".

DIRECTIONS: dict[str, Words] = {
    "better-sure": _("Better, more than chance"),
    "better-chance": _("Better, could be chance"),
    "zero": _("No difference"),
    "worse-chance": _("Worse, could be chance"),
    "worse-sure": _("Worse, more than chance"),
    NONE: _("No effect size reported"),
}
TIERS: dict[str, Words] = {
    "1": _("Tier 1, strong"),
    "2": _("Tier 2, moderate"),
    "3": _("Tier 3, promising"),
    "4": _("Tier 4, a rationale"),
    NONE: _("No tier"),
}
LOCALES: dict[str, Words] = {
    name: CATEGORY_WORDS[Dimension.LOCALE][name]
    for name in ("city", "suburb", "town", "rural")
}
GRADE_WORDS: dict[str, Words] = {
    grade: CATEGORY_WORDS[Dimension.GRADES][grade] for grade in GRADES
}
DESIGNS: dict[str, Words] = dict(Design.choices)
NOT_REPORTED = _("Not reported")


class Option(NamedTuple):
    """One value of a filter; ``total`` results would be left with it."""

    value: str
    label: Words
    total: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One facet as a group of checkboxes; ``more`` are those behind a click."""

    key: str
    title: Words
    options: tuple[Option, ...]
    more: tuple[Option, ...]

    @property
    def lang(self) -> str:
        """Return the language of values that are the records' own words."""
        words = FACET_WORDS[self.key]
        return "" if words.values is not None or words.is_falling else "en"

    @property
    def chosen_count(self) -> int:
        return sum(one.is_chosen for one in (*self.options, *self.more))


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetWords:
    """A facet's title, and its values in a fixed order if they have one."""

    title: Words
    values: dict[str, Words] | None = None
    is_falling: bool = False


FACET_WORDS: dict[str, FacetWords] = {
    "domain": FacetWords(title=_("Outcome")),
    "effect": FacetWords(title=_("What was found"), values=DIRECTIONS),
    "tier": FacetWords(title=_("ESSA tier"), values=TIERS),
    "grade": FacetWords(title=_("Grades studied"), values=GRADE_WORDS),
    "locale": FacetWords(title=_("Setting studied"), values=LOCALES),
    "group": FacetWords(title=_("For whom")),
    "delivery": FacetWords(title=_("Delivery")),
    "design": FacetWords(title=_("Study design"), values=DESIGNS),
    "year": FacetWords(title=_("Year of the study"), is_falling=True),
}


def filters(answer: Answer, *, of_rows: bool) -> tuple[Filter, ...]:
    """Return every filter of the catalog with the counts of its values."""
    known = (key for key in FACET_WORDS if key in answer.catalog.facets)
    return tuple(_filter(answer, key, of_rows=of_rows) for key in known)


def value_words(catalog: Catalog, key: str, value: str) -> Words:
    """Return the words for one value of a facet."""
    fixed = _fixed_words(key, get_language())
    if value == NONE and value not in fixed:
        return NOT_REPORTED
    if key == "year":
        return value.replace("-", "\u2013")
    return fixed.get(value) or catalog.labels.get(key, {}).get(value, value)


@lru_cache(maxsize=64)
def _fixed_words(key: str, _language: str | None) -> dict[str, str]:
    """Return the values that a facet always has in the words of a language."""
    fixed = FACET_WORDS[key].values or {}
    return {value: str(words) for value, words in fixed.items()}


def _filter(answer: Answer, key: str, *, of_rows: bool) -> Filter:
    chosen = answer.question.chosen.get(key, ())
    counts = answer.counts(key, of_rows=of_rows)
    options = [
        Option(
            value=value,
            label=value_words(answer.catalog, key, value),
            total=counts.get(value, 0),
            is_chosen=value in chosen,
        )
        for value in _in_order(key, counts)
        if counts.get(value) or value in chosen
    ]
    words = FACET_WORDS[key]
    if words.values is not None or len(options) <= SHOWN + 2:
        return Filter(key=key, title=words.title, options=tuple(options), more=())
    first = [o for place, o in enumerate(options) if place < SHOWN or o.is_chosen]
    rest = [o for place, o in enumerate(options) if place >= SHOWN and not o.is_chosen]
    rest.sort(key=lambda one: str(one.label).casefold())
    return Filter(key=key, title=words.title, options=tuple(first), more=tuple(rest))


def _in_order(key: str, counts: dict[str, int]) -> Iterable[str]:
    """Return values in their own order, or the most frequent first; NONE is last."""
    words = FACET_WORDS[key]
    if words.values is not None:
        return [*words.values, *([NONE] if NONE not in words.values else [])]
    if words.is_falling:
        return sorted(counts, key=lambda value: (value != NONE, value), reverse=True)
    return sorted(counts, key=lambda value: (value == NONE, -counts[value], value))
