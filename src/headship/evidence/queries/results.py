"""The records that a search shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import Prefetch
from numpy.typing import NDArray

from headship.evidence.models import Finding, Intervention, Rating
from headship.evidence.search.catalog import Catalog

BATCH = 1000  # Records to a query; SQLite takes no list much longer.
MOST_KEPT = 2000  # Interventions as lists show them; 3 kB each.


class ListedVerdict(NamedTuple):
    """What a list shows of a verdict."""

    outcome_domain: str
    whose: str
    verdict: str
    rated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
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
class _Kept:
    """What lists showed of one version of the library."""

    version: str
    by_pk: dict[int, Listed] = field(default_factory=dict)


_kept = [_Kept(version="")]


def listed_interventions(version: str, pks: Sequence[int]) -> list[Listed]:
    """Return what a list shows of interventions, in the order given.

    What was read is kept until the catalog has another version: two queries for those
    that no list has shown since, and none for the others.
    """
    if _kept[0].version != version or len(_kept[0].by_pk) > MOST_KEPT:
        _kept[0] = _Kept(version=version)
    kept = _kept[0].by_pk
    found = {pk: kept[pk] for pk in pks if pk in kept}
    missing = [pk for pk in pks if pk not in found]
    if missing:
        read = _read_listed(missing)
        found |= read
        kept.update(read)
    return [found[pk] for pk in pks if pk in found]


def _read_listed(pks: Sequence[int]) -> dict[int, Listed]:
    ratings = Rating.objects.filter(intervention__in=pks)
    verdicts: dict[int, list[ListedVerdict]] = {}
    for pk, *said in ratings.order_by("-rated_on", "outcome_domain", "pk").values_list(
        "intervention_id", *ListedVerdict._fields
    ):
        verdicts.setdefault(pk, []).append(ListedVerdict(*said))
    found = Intervention.objects.filter(pk__in=pks).only("slug", "name", "about")
    return {
        one.pk: Listed(
            pk=one.pk,
            slug=one.slug,
            url=one.get_absolute_url(),
            name=one.name,
            about=one.about,
            verdicts=tuple(verdicts.get(one.pk, ())),
        )
        for one in found
    }


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
    pks = [int(pk) for pk in catalog.columns.finding[list(rows)]]
    found = Finding.objects.select_related("intervention", "study", "review")
    by_pk = found.filter(pk__in=pks).in_bulk()
    return [by_pk[pk] for pk in pks if pk in by_pk]


def findings_in_turn(catalog: Catalog, rows: NDArray[np.intp]) -> Iterator[Finding]:
    """Return many findings one after another, a thousand to a query."""
    for start in range(0, len(rows), BATCH):
        yield from found_findings(catalog, rows[start : start + BATCH])


def interventions_in_turn(pks: Sequence[int]) -> Iterator[Intervention]:
    """Return many interventions one after another, a thousand to two queries."""
    for start in range(0, len(pks), BATCH):
        yield from found_interventions(pks[start : start + BATCH])
