"""The search catalog: its records as they are read, and the one in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.utils.text import slugify

from headship.evidence.models import (
    Claim,
    Finding,
    Intervention,
    Review,
    SearchCatalog,
    Study,
    StudyRating,
)
from headship.evidence.models.findings import SIGNIFICANT
from headship.evidence.search.catalog import (
    Catalog,
    OtherFormatError,
    gather_catalog,
    read_catalog,
)
from headship.evidence.search.sources import (
    ClaimSource,
    InterventionSource,
    RowSource,
    StudySource,
)
from headship.evidence.search.texts import Field
from headship.frameworks.responsibilities import load_responsibilities

YEARS = 5  # Years are filtered by in spans of so many.
# Focus areas of the clearinghouse that say for whom, where no target group is named.
PEOPLE = {
    "English learners",
    "Students with disabilities",
    "Teachers and school leaders",
}
STANDING: dict[str, int] = {StudyRating.WITHOUT: 2, StudyRating.WITH: 1}
NAME, TITLE, DOMAIN, MEASURE, TOPIC, TEXT, NOTE = 10.0, 5.0, 4.0, 3.0, 3.0, 2.0, 1.0

_EMPTY = gather_catalog("", [], [], [], {})
_lock = Lock()
_in_use: list[Catalog] = [_EMPTY]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogState:
    """Which catalog is in use, and since when; without one there is neither."""

    version: str = ""
    made_at: datetime | None = None


def catalog_state() -> CatalogState:
    """Return the state that everything published depends on: one query."""
    row = SearchCatalog.objects.filter(number=1).values_list("version", "made_at")
    found = row.first()
    return (
        CatalogState(version=str(found[0]), made_at=found[1])
        if found
        else CatalogState()
    )


def current_catalog() -> Catalog:
    """Return the catalog of what is published now.

    It is kept between requests; one query asks whether it is still the newest.
    """
    version = catalog_state().version
    if not version:
        return _EMPTY
    kept = _in_use[0]
    return kept if kept.version == version else _read(version)


def _read(version: str) -> Catalog:
    with _lock:  # One thread reads, the others wait for what it read.
        if _in_use[0].version != version:
            row = SearchCatalog.objects.filter(number=1)
            content = bytes(row.values_list("content", flat=True)[0])
            _in_use[0] = _read_or_gather(content, version)
        return _in_use[0]


def _read_or_gather(content: bytes, version: str) -> Catalog:
    """Read a stored catalog, or build one from the records after an upgrade."""
    try:
        return read_catalog(content)
    except OtherFormatError:
        return gather_published(version)


def gather_published(version: str) -> Catalog:
    """Build a catalog from everything that is published."""
    labels: dict[str, dict[str, str]] = {"domain": {}, "delivery": {}, "group": {}}
    interventions = list(_interventions(labels))
    studies = list(_studies())
    rows = [*_findings(labels), *_without_findings()]
    return gather_catalog(
        version, interventions, studies, rows, labels, claims=_claims()
    )


def _interventions(labels: dict[str, dict[str, str]]) -> Iterator[InterventionSource]:
    found = Intervention.objects.filter(state=Intervention.State.PUBLISHED)
    for one in found.order_by("pk").iterator():
        topics = _listed(one.focus_areas, one.programs, one.disability_support)
        ways = _listed(one.delivery_methods, one.target_groups)
        yield InterventionSource(
            pk=one.pk,
            name=one.name,
            fields=(
                (one.name, NAME),
                (" ".join([*topics, *ways]), TOPIC),
                (one.about, TEXT),
                (f"{one.source_citation} {one.implementation}", NOTE),
            ),
            values={
                "delivery": _coded(one.delivery_methods, labels["delivery"]),
                "group": _coded(_people(one), labels["group"]),
            },
        )


def _people(one: Intervention) -> list[str]:
    """Return for whom it is: its target groups, and topics that name people."""
    topics = [topic for topic in one.focus_areas or () if topic in PEOPLE]
    return list(dict.fromkeys([*(one.target_groups or ()), *topics]))


def _listed(*lists: list[str] | None) -> list[str]:
    return [word for one in lists for word in one or ()]


def _coded(words: list[str] | None, labels: dict[str, str]) -> tuple[str, ...]:
    """Return words as they stand in an address, and remember how they are written."""
    found = tuple(slugify(word) or "other" for word in words or ())
    labels.update(zip(found, words or (), strict=True))
    return found


def _studies() -> Iterator[StudySource]:
    standing: dict[int, int] = {}
    for study, rating in Review.objects.values_list("study_id", "rating").iterator():
        level = STANDING.get(rating, 0)
        standing[study] = max(level, standing.get(study, 0))
    for one in Study.objects.order_by("pk").iterator():
        yield StudySource(
            pk=one.pk,
            year=one.year,
            standing=standing.get(one.pk, 0),
            fields=(
                (one.title, TITLE),
                (one.citation, TEXT),
                (" ".join(one.context.get("state") or ()), NOTE),
            ),
            values={
                "design": (one.design,),
                "grade": tuple(one.context.get("grades") or ()),
                "locale": tuple(one.context.get("locale") or ()),
                "year": (_span(one.year),) if one.year else (),
            },
        )


def _span(year: int) -> str:
    first = year - year % YEARS
    return f"{first}-{first + YEARS - 1}"


def _findings(labels: dict[str, dict[str, str]]) -> Iterator[RowSource]:
    found = Finding.objects.filter(intervention__state=Intervention.State.PUBLISHED)
    columns = (
        *("pk", "intervention_id", "study_id", "outcome_domain", "outcome_measure"),
        *("sample", "subgroup", "comparison", "essa_tier", "our_se"),
        *("wwc_effect_size", "wwc_is_significant", "our_effect_size", "our_p"),
        "review__reviewed_on",
    )
    for row in found.order_by("pk").values(*columns).iterator(chunk_size=2000):
        effect, is_sure = _finding_effect(row)
        tier, posted = row["essa_tier"], row["review__reviewed_on"]
        yield RowSource(
            pk=row["pk"],
            intervention=row["intervention_id"],
            study=row["study_id"],
            effect=effect,
            se=row["our_se"],
            is_significant=is_sure,
            posted=posted.toordinal() if posted else 0,
            fields=_finding_fields(row),
            values={
                "domain": _coded([row["outcome_domain"]], labels["domain"]),
                "tier": (str(tier),) if tier else (),
                "effect": _direction(effect, is_sure=is_sure),
            },
        )


def _finding_fields(row: dict[str, Any]) -> tuple[Field, ...]:
    notes = (row["sample"], row["subgroup"], row["comparison"])
    return (
        (row["outcome_domain"], DOMAIN),
        (row["outcome_measure"], MEASURE),
        (" ".join(notes), NOTE),
    )


def _finding_effect(row: dict[str, Any]) -> tuple[float | None, bool]:
    """Return the published effect, or the recomputed one where none was published."""
    is_sure = row["wwc_is_significant"]
    if is_sure is None:
        is_sure = row["our_p"] is not None and row["our_p"] < SIGNIFICANT
    if row["wwc_effect_size"] is not None:
        return row["wwc_effect_size"], is_sure
    return row["our_effect_size"], is_sure


def _direction(effect: float | None, *, is_sure: bool) -> tuple[str, ...]:
    if effect is None:
        return ()
    if effect == 0:
        return ("zero",)
    return (f"{'better' if effect > 0 else 'worse'}-{'sure' if is_sure else 'chance'}",)


def _without_findings() -> Iterator[RowSource]:
    """Return a row for each intervention that only verdicts or words speak of."""
    found = Intervention.objects.filter(state=Intervention.State.PUBLISHED)
    for pk in found.filter(findings=None).values_list("pk", flat=True):
        yield RowSource(pk=0, intervention=pk, study=None)


def _claims() -> Iterator[ClaimSource]:
    """Return the claims, each with what the catalogue says of its responsibility."""
    known = {one.key: one for one in load_responsibilities()}
    for one in Claim.objects.order_by("order", "key"):
        about = known.get(one.responsibility_key)
        yield ClaimSource(
            key=one.key,
            kind=one.kind,
            statement=one.statement,
            fields=(
                (about.name if about else "", NAME),
                (one.statement, TITLE),
                (about.definition if about else "", TEXT),
                (f"{one.method} {one.source_citation}", NOTE),
            ),
        )
