"""The records that a search shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import Prefetch
from numpy.typing import NDArray

from headship.evidence.models import Finding, Intervention, Rating
from headship.evidence.queries.shelves import Shelf
from headship.evidence.search.catalog import Catalog

BATCH = 1000  # Records to a query; SQLite takes no list much longer.
MOST_KEPT = 2000  # Records as lists show them; one is 3 to 4 kB.
LISTED = (
    *("number", "outcome_measure", "outcome_domain", "sample", "reported_result"),
    *("wwc_effect_size", "our_effect_size", "wwc_is_significant", "wwc_p", "our_p"),
    *("wwc_improvement_index", "essa_tier", "n_total"),
    *("intervention__slug", "intervention__name", "study__design", "study__year"),
)


class ListedVerdict(NamedTuple):
    """What a list shows of a verdict."""

    outcome_domain: str
    whose: str
    verdict: str
    rated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIntervention:
    """What lists show of an intervention.

    ``written`` keeps the words that are the same in every list, by language.
    """

    pk: int
    slug: str
    url: str
    name: str
    about: str
    verdicts: tuple[ListedVerdict, ...]
    written: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """A finding with no more than lists show: samples are long to read.

    ``written`` keeps its row, which is the same in every list, by language.
    """

    finding: Finding
    written: dict[str, str] = field(default_factory=dict, compare=False)


_interventions: Shelf[int, ListedIntervention] = Shelf(most=MOST_KEPT)
_findings: Shelf[int, ListedFinding] = Shelf(most=MOST_KEPT)


def listed_interventions(version: str, pks: Sequence[int]) -> list[ListedIntervention]:
    """Return what a list shows of interventions, in the order given.

    Two queries for those that no list has shown since the catalog has this version, and
    none for the others.
    """
    kept = _interventions.of(version)
    if missing := [pk for pk in pks if pk not in kept]:
        kept |= _read_interventions(missing)
    return [kept[pk] for pk in pks if pk in kept]


def listed_findings(
    catalog: Catalog, rows: Iterable[int] | NDArray[np.intp]
) -> list[ListedFinding]:
    """Return what a list shows of some rows of a catalog, in the order given.

    One query for those that no list has shown since the catalog has this version, and
    none for the others.
    """
    kept, pks = _findings.of(catalog.version), _findings_of(catalog, rows)
    if missing := [pk for pk in pks if pk not in kept]:
        kept |= _read_findings(missing)
    return [kept[pk] for pk in pks if pk in kept]


def _read_interventions(pks: Sequence[int]) -> dict[int, ListedIntervention]:
    ratings = Rating.objects.filter(intervention__in=pks)
    verdicts: dict[int, list[ListedVerdict]] = {}
    for pk, *said in ratings.order_by("-rated_on", "outcome_domain", "pk").values_list(
        "intervention_id", *ListedVerdict._fields
    ):
        verdicts.setdefault(pk, []).append(ListedVerdict(*said))
    found = Intervention.objects.filter(pk__in=pks).only("slug", "name", "about")
    return {
        one.pk: ListedIntervention(
            pk=one.pk,
            slug=one.slug,
            url=one.get_absolute_url(),
            name=one.name,
            about=one.about,
            verdicts=tuple(verdicts.get(one.pk, ())),
        )
        for one in found
    }


def _read_findings(pks: Sequence[int]) -> dict[int, ListedFinding]:
    found = Finding.objects.select_related("intervention", "study").only(*LISTED)
    return {one.pk: ListedFinding(finding=one) for one in found.filter(pk__in=pks)}


def found_interventions(pks: Sequence[int]) -> list[Intervention]:
    """Return interventions with their verdicts, in the order given: two queries."""
    ratings = Rating.objects.order_by("-rated_on", "outcome_domain", "pk")
    found = Intervention.objects.filter(pk__in=pks)
    by_pk = found.prefetch_related(Prefetch("ratings", ratings)).in_bulk()
    return [by_pk[pk] for pk in pks if pk in by_pk]


def found_findings(
    catalog: Catalog, rows: Iterable[int] | NDArray[np.intp]
) -> list[Finding]:
    """Return the findings of some rows of a catalog, in the order given: one query."""
    pks = _findings_of(catalog, rows)
    found = Finding.objects.select_related("intervention", "study", "review")
    by_pk = found.filter(pk__in=pks).in_bulk()
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _findings_of(catalog: Catalog, rows: Iterable[int] | NDArray[np.intp]) -> list[int]:
    return [int(pk) for pk in catalog.columns.finding[list(rows)]]


def findings_in_turn(catalog: Catalog, rows: NDArray[np.intp]) -> Iterator[Finding]:
    """Return many findings one after another, a thousand to a query."""
    for start in range(0, len(rows), BATCH):
        yield from found_findings(catalog, rows[start : start + BATCH])


def interventions_in_turn(pks: Sequence[int]) -> Iterator[Intervention]:
    """Return many interventions one after another, a thousand to two queries."""
    for start in range(0, len(pks), BATCH):
        yield from found_interventions(pks[start : start + BATCH])
