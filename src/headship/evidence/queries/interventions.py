"""Reading one intervention with everything that is said of it."""

from django.db.models import Prefetch, QuerySet

from headship.evidence.models import Finding, Intervention, Rating, Review, Study


def published_interventions() -> QuerySet[Intervention]:
    """Return what anyone may read."""
    return Intervention.objects.filter(state=Intervention.State.PUBLISHED)


def verdicts_on(intervention: Intervention) -> list[Rating]:
    """Return the verdicts with the numbers of the findings they rest on: two queries."""
    numbers = Finding.objects.only("number", "outcome_measure").order_by("number")
    found = intervention.ratings.order_by("outcome_domain", "-rated_on", "pk")
    return list(found.prefetch_related(Prefetch("findings", numbers)))


def findings_on(intervention: Intervention) -> list[Finding]:
    """Return the findings by domain, whole samples before parts: one query."""
    found = Finding.objects.filter(intervention=intervention)
    found = found.select_related("study", "review", "intervention")
    return list(found.order_by("outcome_domain", "is_subgroup", "number"))


def studies_on(intervention: Intervention) -> list[Study]:
    """Return the studies with their reviews, the newest first: two queries."""
    studied = Finding.objects.filter(intervention=intervention).values("study")
    reviews = Review.objects.order_by("-reviewed_on", "pk")
    found = Study.objects.filter(pk__in=studied)
    return list(found.prefetch_related(Prefetch("reviews", reviews)))
