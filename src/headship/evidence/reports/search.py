"""The search page: what was asked, how it was understood, what was found."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts import Place
from headship.evidence.models import Claim
from headship.evidence.queries.catalogs import current_catalog
from headship.evidence.queries.shelves import Shelf
from headship.evidence.reports import facets
from headship.evidence.reports.fit_list import fits_in_order
from headship.evidence.reports.results import (
    FindingResult,
    InterventionResult,
    finding_results,
    intervention_results,
)
from headship.evidence.search.catalog import Catalog
from headship.evidence.search.questions import Answer, Question, Sort
from headship.evidence.search.readings import Reading

Words = str | Promise
Pairs = tuple[tuple[str, str], ...]

PER_PAGE = {"interventions": 20, "findings": 25}
KEPT_PAGES = 100  # As found and written, 100 to 150 kB each.
CLAIMS_AT_ONCE = 3  # The others wait behind a click; programs are what is looked for.
SORT_WORDS: dict[Sort, Words] = {
    Sort.RELEVANCE: _("Best match"),
    Sort.CERTAINTY: _("Most certain"),
    Sort.EFFECT: _("Largest benefit"),
    Sort.HARM: _("Least benefit"),
    Sort.YEAR: _("Newest study"),
    Sort.NAME: _("Name"),
    Sort.FIT: _("Most like your place"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that narrows the search, and the search without it."""

    title: Words
    label: Words
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimResult:
    """One general claim that holds the words."""

    statement: str
    kind: Words
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything on the page of a search; ``written`` keeps parts of it as written."""

    question: Question
    view: str
    sort: Sort
    sorts: tuple[tuple[str, Words], ...]
    reading: Reading
    filters: tuple[facets.Filter, ...]
    chips: tuple[Chip, ...]
    interventions: tuple[InterventionResult, ...]
    findings: tuple[FindingResult, ...]
    claims: tuple[ClaimResult, ...]
    intervention_count: int
    finding_count: int
    study_count: int
    total_count: int
    pages: Page
    query: str
    query_of_findings: str
    query_of_interventions: str
    query_without_filters: str
    place: Place | None = None
    written: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_library_empty(self) -> bool:
        return self.total_count == 0

    @property
    def is_narrowed(self) -> bool:
        return not self.question.is_empty

    @property
    def first_claims(self) -> tuple[ClaimResult, ...]:
        return self.claims[:CLAIMS_AT_ONCE]

    @property
    def more_claims(self) -> tuple[ClaimResult, ...]:
        return self.claims[CLAIMS_AT_ONCE:]

    @property
    def filter_count(self) -> int:
        return sum(one.chosen_count for one in self.filters)

    @property
    def suggested_name(self) -> str:
        return ", ".join(str(chip.label) for chip in self.chips)[:120]


_pages: Shelf[tuple[Hashable, ...], SearchPage] = Shelf(most=KEPT_PAGES)


def search_page(
    question: Question, view: str, number: str | None, place: Place | None = None
) -> SearchPage:
    """Answer a question and gather the page of its results.

    With a place, each intervention is shown with its fit and can be ordered by it.
    Without one the page is the same for everybody, and is kept until something is
    published.
    """
    catalog = current_catalog()
    if place is not None:
        return _page(catalog, question, view, number, place)
    kept = _pages.of(catalog.version)
    key = (get_language(), question.key, view, number)
    if key not in kept:
        kept[key] = _page(catalog, question, view, number, None)
    return kept[key]


def _page(
    catalog: Catalog,
    question: Question,
    view: str,
    number: str | None,
    place: Place | None,
) -> SearchPage:
    fits = fits_in_order(place) if place else {}
    ranks = {key: rank for rank, key in enumerate(fits)}
    question = replace(question, ranks=ranks)
    answer = Answer(catalog, question)
    of_rows = view == "findings"
    count = len(answer.findings) if of_rows else answer.intervention_count
    pages = Paginator(range(count), PER_PAGE[view]).get_page(number)
    start, end = max(0, pages.start_index() - 1), pages.end_index()
    return SearchPage(
        question=question,
        view=view,
        sort=answer.sort,
        sorts=_sorts(answer),
        reading=answer.reading,
        filters=facets.filters(answer, of_rows=of_rows),
        chips=_chips(answer, view),
        interventions=() if of_rows else intervention_results(answer, start, end, fits),
        findings=finding_results(answer, start, end) if of_rows else (),
        claims=_claims(answer) if pages.number == 1 else (),
        intervention_count=answer.intervention_count,
        finding_count=len(answer.findings),
        study_count=answer.study_count,
        total_count=len(answer.catalog.names),
        pages=pages,
        query=query_of(question, view),
        query_of_findings=query_of(question, "findings"),
        query_of_interventions=query_of(question, "interventions"),
        query_without_filters=query_of(
            Question(words=question.words, sort=question.sort), view
        ),
        place=place,
    )


def _claims(answer: Answer) -> tuple[ClaimResult, ...]:
    return tuple(
        ClaimResult(
            statement=one.statement,
            kind=Claim.Kind(one.kind).label,
            url=Claim(key=one.key).get_absolute_url(),
        )
        for one in answer.claims
    )


def query_of(question: Question, view: str = "interventions") -> str:
    """Write a question as the query of an address, always in the same order."""
    return urlencode(_pairs(question, view))


def title_of(answer: Answer) -> str:
    """Say in words what a search asks for."""
    chips = _chips(answer, "interventions")
    return ", ".join(str(chip.label) for chip in chips) or str(_("everything"))


def _pairs(question: Question, view: str) -> Pairs:
    words = (("q", question.words),) if question.words else ()
    chosen = (
        (key, value)
        for key in facets.FACET_WORDS
        for value in question.chosen.get(key, ())
    )
    sort = (("sort", question.sort.value),) if question.sort else ()
    shown = (("view", view),) if view != "interventions" else ()
    return (*words, *chosen, *sort, *shown)


def _sorts(answer: Answer) -> tuple[tuple[str, Words], ...]:
    has_words = answer.reading.scores is not None
    return tuple(
        (sort.value, words)
        for sort, words in SORT_WORDS.items()
        if (has_words or sort is not Sort.RELEVANCE)
        and (answer.question.ranks or sort is not Sort.FIT)
    )


def _chips(answer: Answer, view: str) -> tuple[Chip, ...]:
    """Return one chip for the words and one for each chosen value."""
    pairs = _pairs(answer.question, view)
    return tuple(
        Chip(
            title=_("Words") if key == "q" else facets.FACET_WORDS[key].title,
            label=value
            if key == "q"
            else facets.value_words(answer.catalog, key, value),
            query=urlencode([pair for pair in pairs if pair != (key, value)]),
        )
        for key, value in pairs
        if key not in {"sort", "view"}
    )
