"""Records as machines read them: plain values, codes instead of words, stable addresses."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings

from headship.evidence.models import Claim, Finding, Intervention, Rating, Review, Study

Record = dict[str, Any]

EDFI = "uri://ed-fi.org/InterventionEffectivenessRatingDescriptor#"
# Ed-Fi Data Standard 6.1 has these seven ratings and no other.
EDFI_RATINGS: dict[str, str] = {
    Rating.Verdict.POSITIVE: "Positive",
    Rating.Verdict.POTENTIALLY_POSITIVE: "Potentially Positive",
    Rating.Verdict.MIXED: "Mixed",
    Rating.Verdict.NO_DISCERNIBLE: "No Discernible",
    Rating.Verdict.POTENTIALLY_NEGATIVE: "Potentially Negative",
    Rating.Verdict.NEGATIVE: "Negative",
}
EDFI_OTHER = "Other"


def address(path: str) -> str:
    """Return the full address of a page of this site."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def edfi_rating(verdict: str) -> str:
    """Return a verdict as Ed-Fi's effectiveness rating."""
    return EDFI + EDFI_RATINGS.get(verdict, EDFI_OTHER)


def finding_record(one: Finding) -> Record:
    """Write a finding; its intervention, study and review must be loaded."""
    return {
        "number": one.number,
        "url": address(one.get_absolute_url()),
        "intervention": one.intervention.slug,
        "intervention_name": one.intervention.name,
        "study": str(one.study.ref),
        "citation": one.study.citation,
        "year": one.study.year,
        "design": one.study.design,
        "outcome_domain": one.outcome_domain,
        "outcome_measure": one.outcome_measure,
        "outcome_type": one.outcome_type,
        "period": one.period or None,
        "sample": one.sample or None,
        "is_subgroup": one.is_subgroup,
        "comparison": one.comparison or None,
        **{name: getattr(one, name) for name in _REPORTED},
        "favorable": one.favorable,
        **{name: getattr(one, name) for name in _PUBLISHED},
        **{name: getattr(one, name) for name in _OURS},
        "reason": one.reason or None,
        **_review_fields(one.review),
    }


_REPORTED = (
    *("n_total", "n_treated", "n_control", "clusters_treated", "clusters_control"),
    *("mean_treated", "mean_control", "sd_treated", "sd_control", "icc"),
    *("reported_effect_size", "reported_p"),
)
_PUBLISHED = (
    *("wwc_effect_size", "wwc_improvement_index", "wwc_p", "wwc_is_significant"),
    *("wwc_rating", "essa_tier"),
)
_OURS = (*("our_effect_size", "our_se", "our_p", "our_improvement_index", "agreement"),)
FINDING_COLUMNS = (
    *("number", "url", "intervention", "intervention_name", "study", "citation"),
    *("year", "design", "outcome_domain", "outcome_measure", "outcome_type", "period"),
    *("sample", "is_subgroup", "comparison", *_REPORTED, "favorable", *_PUBLISHED),
    *(*_OURS, "reason", "reviewer", "standards_version", "protocol", "reviewed_on"),
)
INTERVENTION_COLUMNS = (
    *("slug", "url", "name", "grades", "delivery_methods", "target_groups"),
    *("duration", "sessions", "personnel", "cost", "source_citation", "source_url"),
    "ratings",
)


def _review_fields(one: Review) -> Record:
    return {
        "reviewer": one.reviewer,
        "standards_version": one.standards_version or None,
        "protocol": one.protocol or None,
        "reviewed_on": _day(one.reviewed_on),
    }


def intervention_record(one: Intervention) -> Record:
    """Write an intervention; an absent value is not reported. Its ratings are loaded."""
    return {
        "slug": one.slug,
        "url": address(one.get_absolute_url()),
        "name": one.name,
        "about": one.about or None,
        "wwc_id": one.wwc_id,
        **{name: getattr(one, name) for name in _LISTS},
        **{name: getattr(one, name) or None for name in _TEXTS},
        "ratings": [rating_record(rating) for rating in one.ratings.all()],
    }


_LISTS = (
    *("focus_areas", "programs", "delivery_methods", "disability_support"),
    *("target_groups", "grades"),
)
_TEXTS = (
    *("duration", "sessions", "personnel", "cost", "materials", "implementation"),
    *("source_citation", "source_url"),
)


def intervention_row(one: Intervention) -> Record:
    """Write an intervention for a table: lists and verdicts as words in one cell."""
    record = intervention_record(one)
    lists = {name: "; ".join(record[name] or ()) or None for name in _LISTS}
    said = (
        f"{rating.get_verdict_display()} ({rating.outcome_domain}; {rating.whose}"
        f"{f', {rating.rated_on.year}' if rating.rated_on else ''})"
        for rating in one.ratings.all()
    )
    return record | lists | {"ratings": "; ".join(said) or None}


def rating_record(one: Rating) -> Record:
    """Write a verdict with whose it is, under which rules, when and why."""
    return {
        "ref": str(one.ref),
        "outcome_domain": one.outcome_domain,
        "verdict": one.verdict,
        "edfi_effectiveness_rating": edfi_rating(one.verdict),
        "whose": one.whose,
        "protocol": one.protocol or None,
        "standards_version": one.standards_version or None,
        "rated_on": _day(one.rated_on),
        "why": one.why or None,
        "studies_meeting": one.studies_meeting,
        "studies_eligible": one.studies_eligible,
        "sample_size": one.sample_size,
    }


def study_record(one: Study) -> Record:
    """Write a study; a key that its context lacks is not reported."""
    return {
        "ref": str(one.ref),
        "url": address(one.get_absolute_url()),
        "wwc_id": one.wwc_id,
        "citation": one.citation,
        "title": one.title or None,
        "publication": one.publication or None,
        "year": one.year,
        "design": one.design,
        "source_url": one.url or None,
        "eric": one.eric or None,
        "context": one.context,
        "reviews": [
            {
                "rating": review.rating,
                "why": review.why or None,
                **_review_fields(review),
            }
            for review in one.reviews.all()
        ],
    }


def claim_record(one: Claim) -> Record:
    """Write a claim with its source, method and limits."""
    return {
        "key": one.key,
        "url": address(one.get_absolute_url()),
        **{name: getattr(one, name) for name in _CLAIM},
        "source_url": one.source_url or None,
        "responsibility": one.responsibility_key or None,
    }


_CLAIM = (
    *("statement", "kind", "source_citation", "method", "limits", "value", "low"),
    *("high", "studies", "schools", "certainty"),
)


def cells(record: Record, columns: Iterable[str]) -> list[Any]:
    """Return the cells of one row of a table."""
    return [record[name] for name in columns]


def rows_of(
    found: Iterable[Any], write: Callable[[Any], Record], columns: Iterable[str]
) -> Iterable[list[Any]]:
    """Return the rows of a table, one at a time."""
    names = tuple(columns)
    return (cells(write(one), names) for one in found)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
