"""Every published intervention with the contexts of its studies and what they found."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from headship.evidence.contexts import Sample, sample_context
from headship.evidence.models import (
    Finding,
    Intervention,
    SearchCatalog,
    Study,
    StudyRating,
)
from headship.evidence.models.findings import SIGNIFICANT

STANDING = frozenset({StudyRating.WITHOUT, StudyRating.WITH})
BETTER, WORSE, CHANCE, UNTOLD = "better", "worse", "chance", "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One intervention: its studies' contexts, and what its main findings say.

    The counts are of main findings (no subgroups) in studies that meet standards;
    ``tier`` is the best ESSA tier any finding has.
    """

    pk: int
    slug: str
    name: str
    samples: tuple[Sample, ...]
    better: int
    worse: int
    chance: int
    untold: int
    tier: int | None

    @property
    def studies(self) -> int:
        return len(self.samples)

    @property
    def standing(self) -> int:
        """Return how many studies meet standards."""
        return sum(sample.meets_standards for sample in self.samples)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Library:
    """All published interventions by their key.

    A library equals itself only, so what is computed from one can be kept by it.
    """

    records: Mapping[int, Record]


def library() -> Library:
    """Return every published intervention, by its key.

    It is kept between requests; one query asks whether the catalog, which is made anew
    whenever records change, is still the one it was kept with.
    """
    catalog = SearchCatalog.objects.filter(number=1)
    version = catalog.values_list("version", flat=True).first()
    return _kept(version) if version else Library(records=_read())


@lru_cache(maxsize=1)
def _kept(_version: UUID) -> Library:
    return Library(records=_read())


def records_of(slugs: Iterable[str]) -> list[Record]:
    """Return published interventions by their slugs, in that order, read just now."""
    wanted = list(slugs)
    found = {one.slug: one for one in _read(wanted).values()}
    return [found[slug] for slug in wanted if slug in found]


def studies_by_key(keys: Iterable[int]) -> dict[int, Study]:
    """Return studies by their keys: one query."""
    return Study.objects.in_bulk(list(keys))


def _read(slugs: list[str] | None = None) -> dict[int, Record]:
    """Read all published interventions, or those with the slugs: three queries."""
    interventions = Intervention.objects.filter(state=Intervention.State.PUBLISHED)
    findings = Finding.objects.filter(intervention__in=interventions)
    studies = Study.objects.all()
    if slugs is not None:
        interventions = interventions.filter(slug__in=slugs)
        findings = findings.filter(intervention__slug__in=slugs)
        studies = studies.filter(findings__intervention__slug__in=slugs).distinct()
    rows = _by_intervention(findings)
    contexts = {
        pk: sample_context(context)
        for pk, context in studies.order_by().values_list("pk", "context").iterator()
    }
    named = interventions.order_by("name", "pk").values_list("pk", "slug", "name")
    return {
        pk: _record(pk, slug, name, rows.get(pk, []), contexts)
        for pk, slug, name in named
    }


def _by_intervention(findings: Any) -> dict[int, list[dict[str, Any]]]:
    columns = (
        *("intervention_id", "study_id", "review__rating", "is_subgroup"),
        *("wwc_effect_size", "wwc_is_significant", "our_effect_size", "our_p"),
        "essa_tier",
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in findings.order_by("pk").values(*columns).iterator(chunk_size=2000):
        found.setdefault(row["intervention_id"], []).append(row)
    return found


def _record(
    pk: int,
    slug: str,
    name: str,
    rows: list[dict[str, Any]],
    contexts: Mapping[int, Any],
) -> Record:
    standing: dict[int, bool] = {}
    for row in rows:
        meets = row["review__rating"] in STANDING
        standing[row["study_id"]] = standing.get(row["study_id"], False) or meets
    counted = Counter(_directions(rows))
    tiers = [row["essa_tier"] for row in rows if row["essa_tier"] is not None]
    return Record(
        pk=pk,
        slug=slug,
        name=name,
        samples=tuple(
            Sample(study=study, context=contexts[study], meets_standards=meets)
            for study, meets in standing.items()
        ),
        better=counted[BETTER],
        worse=counted[WORSE],
        chance=counted[CHANCE],
        untold=counted[UNTOLD],
        tier=min(tiers, default=None),
    )


def _directions(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        if row["review__rating"] in STANDING and not row["is_subgroup"]:
            yield direction(row)


def direction(row: Mapping[str, Any]) -> str:
    """Say what a finding shows: better or worse beyond chance, or neither.

    The published effect and significance count; the recomputed ones stand in where
    nothing was published.
    """
    effect = row["wwc_effect_size"]
    if effect is None:
        effect = row["our_effect_size"]
    is_sure = row["wwc_is_significant"]
    if is_sure is None and row["our_p"] is not None:
        is_sure = row["our_p"] < SIGNIFICANT
    if effect is None or is_sure is None:
        return UNTOLD
    if not is_sure or effect == 0:
        return CHANCE
    return BETTER if effect > 0 else WORSE
