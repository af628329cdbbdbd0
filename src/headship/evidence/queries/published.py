"""Published records by their public names, ready to be written for a program."""

from django.db.models import Prefetch, QuerySet

from headship.evidence.models import Claim, Finding, Intervention, Rating, Review, Study
from headship.evidence.queries.interventions import published_interventions
from headship.evidence.queries.studies import published_studies


def intervention(slug: str) -> Intervention | None:
    """Return one intervention with its verdicts."""
    ratings = Rating.objects.order_by("outcome_domain", "-rated_on", "pk")
    found = published_interventions().filter(slug=slug)
    return found.prefetch_related(Prefetch("ratings", ratings)).first()


def finding(number: int) -> Finding | None:
    """Return one finding by its public number."""
    found = Finding.objects.filter(
        number=number, intervention__state=Intervention.State.PUBLISHED
    )
    return found.select_related("intervention", "study", "review").first()


def studies() -> QuerySet[Study]:
    """Return studies with their reviews, the newest first."""
    reviews = Review.objects.order_by("-reviewed_on", "pk")
    found = published_studies().order_by("-year", "pk")
    return found.prefetch_related(Prefetch("reviews", reviews))


def ratings() -> QuerySet[Rating]:
    """Return every verdict with its intervention."""
    found = Rating.objects.filter(intervention__state=Intervention.State.PUBLISHED)
    return found.select_related("intervention").order_by("pk")


def claims(keys: list[str] | None = None) -> QuerySet[Claim]:
    """Return the claims in their order: all, or those of some keys."""
    found = Claim.objects.order_by("order", "key")
    return found if keys is None else found.filter(key__in=keys)
