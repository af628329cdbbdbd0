"""Reading one finding together with those that its verdicts depend on."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When

from headship.evidence.models import Finding, Intervention, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A finding's outcome domain: the published verdict on it, and its findings.

    ``findings`` are those the verdict rests on and the rest of the finding's own
    review; without a verdict all main findings on the program in that domain.
    """

    rating: Rating | None
    findings: tuple[Finding, ...]


def published_findings() -> QuerySet[Finding]:
    """Return findings that anyone may read, with all they hang on."""
    found = Finding.objects.filter(intervention__state=Intervention.State.PUBLISHED)
    return found.select_related("intervention", "study", "review")


def domain_of(finding: Finding) -> Domain:
    """Return the finding's domain with its reviewer's newest verdict: two queries."""
    reviewer = finding.review.reviewer
    rating = (
        Rating.objects.filter(
            findings=finding,
            intervention=finding.intervention_id,
            outcome_domain=finding.outcome_domain,
        )
        .annotate(is_own=Case(When(whose=reviewer, then=1), default=0))
        .order_by("-is_own", F("rated_on").desc(nulls_last=True), "pk")
        .first()
    )
    together = Q(review=finding.review_id)
    if rating is None:
        together |= Q(intervention=finding.intervention_id)
    else:
        together |= Q(ratings=rating)
    found = published_findings().filter(
        together,
        intervention=finding.intervention_id,
        outcome_domain=finding.outcome_domain,
        is_subgroup=False,
    )
    return Domain(rating=rating, findings=tuple(found.order_by("number").distinct()))
