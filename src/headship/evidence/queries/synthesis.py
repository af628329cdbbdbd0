"""Choosing findings to pool."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from headship.evidence.models import Finding, Intervention, StudyRating
from headship.evidence.queries.findings import published_findings

# More than this on one page serve nobody.
MOST = 500

MEETS = (StudyRating.WITHOUT, StudyRating.WITH)


def poolable_findings() -> QuerySet[Finding]:
    """Return main findings that meet standards and have an effect size."""
    meets = Q(wwc_rating__in=MEETS) | Q(
        wwc_rating=StudyRating.UNKNOWN, review__rating__in=MEETS
    )
    has_size = Q(wwc_effect_size__isnull=False) | Q(our_effect_size__isnull=False)
    return published_findings().filter(meets, has_size, is_subgroup=False)


def _light(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Read only what a synthesis shows; samples and long texts stay where they are."""
    figures = ("wwc_effect_size", "wwc_p", "wwc_rating", "our_effect_size", "our_se")
    return findings.only(
        "number",
        "outcome_measure",
        "outcome_domain",
        "sample",
        "n_total",
        "n_treated",
        "n_control",
        *figures,
        "study__citation",
        "study__year",
        "review__rating",
        "intervention__name",
        "intervention__slug",
    )


def poolable_domains() -> list[dict[str, Any]]:
    """Return outcome domains with at least two studies to pool: one query."""
    found = poolable_findings().select_related(None).order_by()
    counted = found.values("outcome_domain").annotate(
        studies=Count("study", distinct=True)
    )
    rows = counted.filter(studies__gte=2).order_by("outcome_domain")
    return [dict(row) for row in rows]


def one_per_study(
    domain: str, intervention: Intervention | None = None
) -> list[Finding]:
    """Return one finding of each study in a domain: one query.

    Of a study's main findings the newest review counts, in it the finding with the
    most people, and of several such the one with the lowest number. Sizes of effects
    play no part.
    """
    found = poolable_findings().filter(outcome_domain=domain)
    if intervention is not None:
        found = found.filter(intervention=intervention)
    people = Coalesce(
        F("n_treated") + F("n_control"), F("n_total"), 0, output_field=IntegerField()
    )
    is_dated = Case(
        When(review__reviewed_on=None, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = found.annotate(people=people, is_dated=is_dated).order_by(
        "study_id",
        "-is_dated",
        "-review__reviewed_on",
        "-review_id",
        "-people",
        "number",
    )
    return _firsts(_light(ordered).iterator(chunk_size=2000))


def _firsts(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first finding of each study, the oldest study first."""
    chosen: dict[int, Finding] = {}
    for finding in findings:
        chosen.setdefault(finding.study_id, finding)
    return sorted(chosen.values(), key=lambda one: (one.study.year or 0, one.number))


def chosen_findings(numbers: Sequence[int]) -> list[Finding]:
    """Return findings by their numbers, whatever they are: one query."""
    found = published_findings().filter(number__in=numbers[:MOST])
    return sorted(_light(found), key=lambda one: (one.study.year or 0, one.number))


def other_findings(
    domain: str, intervention: Intervention | None, chosen: Iterable[int]
) -> list[Finding]:
    """Return what else could be pooled in a domain: one query."""
    found = poolable_findings().filter(outcome_domain=domain)
    if intervention is not None:
        found = found.filter(intervention=intervention)
    others = found.exclude(number__in=list(chosen)).order_by("number")
    return list(_light(others)[:MOST])
