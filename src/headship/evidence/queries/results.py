"""The records that a search shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Prefetch
from numpy.typing import NDArray

from headship.evidence.models import Finding, Intervention, Rating
from headship.evidence.search.catalog import Catalog

BATCH = 1000  # Records to a query; SQLite takes no list much longer.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """What lists showed of one version of the library; a thousand at most."""

    version: str
    by_pk: dict[int, Intervention] = field(default_factory=dict)


_listed = [_Listed(version="")]


def listed_interventions(version: str, pks: Sequence[int]) -> list[Intervention]:
    """Return what a list shows of interventions, in the order given.

    What was read is kept until the catalog has another version: two queries for those
    that no list has shown since, and none for the others.
    """
    if _listed[0].version != version:
        _listed[0] = _Listed(version=version)
    by_pk = _listed[0].by_pk
    missing = [pk for pk in pks if pk not in by_pk]
    if missing:
        by_pk.update(_read_listed(missing))
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _read_listed(pks: Sequence[int]) -> dict[int, Intervention]:
    said = ("intervention", "outcome_domain", "whose", "verdict", "rated_on")
    ratings = Rating.objects.order_by("-rated_on", "outcome_domain", "pk").only(*said)
    found = Intervention.objects.filter(pk__in=pks).only("slug", "name", "about")
    return found.prefetch_related(Prefetch("ratings", ratings)).in_bulk()


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
