"""Reading one study: its reviews and what it found."""

from django.db.models import QuerySet

from headship.evidence.models import Finding, Intervention, Review, Study


def published_studies() -> QuerySet[Study]:
    """Return the studies of anything published, and those that found nothing yet."""
    draft = Finding.objects.exclude(intervention__state=Intervention.State.PUBLISHED)
    shown = Finding.objects.filter(intervention__state=Intervention.State.PUBLISHED)
    hidden = draft.exclude(study__in=shown.values("study"))
    return Study.objects.exclude(pk__in=hidden.values("study"))


def reviews_of(study: Study) -> list[Review]:
    """Return everyone's look at the study, the newest first: one query."""
    return list(study.reviews.order_by("-reviewed_on", "pk"))


def findings_of(study: Study) -> list[Finding]:
    """Return what the study found of published interventions: one query."""
    found = Finding.objects.filter(
        study=study, intervention__state=Intervention.State.PUBLISHED
    )
    found = found.select_related("intervention", "review", "study")
    return list(
        found.order_by("intervention__name", "outcome_domain", "is_subgroup", "number")
    )
