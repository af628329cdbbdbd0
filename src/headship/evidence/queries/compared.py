"""The interventions that a visitor puts side by side."""

from collections.abc import Sequence
from functools import reduce

from django.db.models import Q

from headship.evidence.models import Finding, Intervention, Rating
from headship.evidence.queries.contexts import STANDING

OFFERED = 8  # Interventions offered for the words that were typed.


def compared_interventions(slugs: Sequence[str]) -> list[Intervention]:
    """Return published interventions in the order of their slugs: one query."""
    found = Intervention.objects.filter(
        state=Intervention.State.PUBLISHED, slug__in=slugs
    )
    by_slug = {one.slug: one for one in found}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def main_findings(interventions: Sequence[Intervention]) -> dict[int, list[Finding]]:
    """Return main findings of studies that meet standards: one query."""
    found = Finding.objects.filter(
        intervention__in=interventions, is_subgroup=False, review__rating__in=STANDING
    ).select_related("study", "review")
    by_intervention: dict[int, list[Finding]] = {}
    for one in found.order_by("number"):
        by_intervention.setdefault(one.intervention_id, []).append(one)
    return by_intervention


def verdicts_of(interventions: Sequence[Intervention]) -> dict[int, list[Rating]]:
    """Return the verdicts on each intervention, newest first: one query."""
    found: dict[int, list[Rating]] = {}
    ratings = Rating.objects.filter(intervention__in=interventions)
    for one in ratings.order_by("-rated_on", "outcome_domain", "pk"):
        found.setdefault(one.intervention_id, []).append(one)
    return found


def offered_interventions(words: str, without: Sequence[str]) -> list[tuple[str, str]]:
    """Return the slug and name of published interventions whose name has the words."""
    wanted = reduce(
        lambda so_far, word: so_far & Q(name__icontains=word), words.split(), Q()
    )
    if not words.strip():
        return []
    found = Intervention.objects.filter(wanted, state=Intervention.State.PUBLISHED)
    found = found.exclude(slug__in=without).order_by("name", "pk")
    return list(found.values_list("slug", "name")[:OFFERED])
