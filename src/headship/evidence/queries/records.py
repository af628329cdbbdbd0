"""Records as curators see them: found, read field by field, with their history."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from headship.evidence.models import (
    CURATED_MODELS,
    Change,
    Curator,
    Finding,
    Load,
    Origin,
    Revision,
)

Kind = Change.Kind
Values = dict[str, Any]

FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.INTERVENTION: (
        *("name", "about", "focus_areas", "programs", "delivery_methods"),
        *("disability_support", "target_groups", "grades", "duration", "sessions"),
        *("personnel", "cost", "materials", "implementation"),
        *("source_citation", "source_url"),
    ),
    Kind.STUDY: (
        *("citation", "title", "publication", "year", "design", "url", "eric"),
        "context",
    ),
    Kind.FINDING: (
        *("intervention", "study", "reviewer", "standards_version"),
        *("outcome_measure", "outcome_domain", "comparison", "period", "sample"),
        *("is_subgroup", "outcome_type", "favorable", "unit_of_analysis"),
        *("n_total", "n_treated", "n_control", "mean_treated", "mean_control"),
        *("sd_treated", "sd_control", "clusters_treated", "clusters_control"),
        *("icc", "is_clustered"),
        *("reported_result", "reported_effect_size", "reported_p"),
        *("wwc_effect_size", "wwc_improvement_index", "wwc_p"),
        *("wwc_is_significant", "wwc_rating", "essa_tier", "note"),
    ),
    Kind.RATING: (
        *("intervention", "outcome_domain", "whose", "protocol"),
        *("standards_version", "verdict", "rated_on", "why", "source_url"),
        *("sample_size", "studies_eligible", "studies_meeting", "findings"),
    ),
}

# What the clearinghouse published is its word; a curator of this site can't rewrite it.
PUBLISHED: Mapping[str, frozenset[str]] = {
    Kind.INTERVENTION: frozenset(),
    Kind.STUDY: frozenset(),
    Kind.FINDING: frozenset(
        {
            *("intervention", "study", "reviewer", "standards_version"),
            *("wwc_effect_size", "wwc_improvement_index", "wwc_p"),
            *("wwc_is_significant", "wwc_rating", "essa_tier"),
        }
    ),
    Kind.RATING: frozenset(
        {
            *("intervention", "outcome_domain", "whose", "protocol"),
            *("standards_version", "verdict", "findings"),
        }
    ),
}


def records(kind: str, words: str = "") -> QuerySet[Any]:
    """Return records of one kind that hold some words, in the order they are known."""
    rows: QuerySet[Any] = CURATED_MODELS[kind]._default_manager.all()  # noqa: SLF001
    if kind == Kind.FINDING:
        rows = rows.select_related("intervention")
        found = Q(outcome_measure__icontains=words)
        found |= Q(intervention__name__icontains=words)
        return rows.filter(found | Q(number=_number(words)))
    if kind == Kind.RATING:
        rows = rows.select_related("intervention")
        return rows.filter(
            Q(intervention__name__icontains=words) | Q(whose__icontains=words)
        ).order_by("intervention__name", "outcome_domain", "pk")
    if kind == Kind.STUDY:
        found = Q(citation__icontains=words) | Q(wwc_id=_number(words))
        return rows.filter(found)
    return rows.filter(Q(name__icontains=words) | Q(wwc_id=_number(words)))


def editable_fields(kind: str, record: Any) -> tuple[str, ...]:
    """Return the fields a curator may write; None stands for a new record."""
    is_published = record is not None and record.origin == Origin.WWC
    closed = PUBLISHED[kind] if is_published else frozenset()
    return tuple(name for name in FIELDS[kind] if name not in closed)


def snapshot(kind: str, record: Any) -> Values:
    """Return what a record holds now, as it would stand in a proposal."""
    return {name: _value(record, name) for name in FIELDS[kind]}


def proposals(state: str = "") -> QuerySet[Change]:
    """Return proposals, those that wait first, then the newest."""
    found = Change.objects.select_related("proposed_by__user", "reviewed_by__user")
    if state:
        found = found.filter(state=state)
    waiting = Case(
        When(state=Change.State.REVIEW, then=0),
        When(state=Change.State.DRAFT, then=1),
        default=2,
    )
    return found.order_by(waiting, "-proposed_at", "-pk")


def open_change_of(target: UUID | None) -> Change | None:
    """Return the undecided proposal about a record, if there is one."""
    if target is None:
        return None
    states = [Change.State.DRAFT, Change.State.REVIEW]
    return Change.objects.filter(target=target, state__in=states).first()


def mailed_curators() -> QuerySet[Curator]:
    """Return the curators of today who want mail."""
    return Curator.objects.filter(
        dismissed_at=None, wants_mail=True, user__is_active=True
    ).select_related("user")


def revisions_of(ref: UUID) -> QuerySet[Revision]:
    """Return what a record held before each change of it, newest first."""
    causes = "change__proposed_by__user", "change__reviewed_by__user", "load"
    return Revision.objects.filter(ref=ref).select_related(*causes).order_by("-number")


def corrected_fields() -> dict[UUID, set[str]]:
    """Return which fields of which records a curator has written."""
    found: dict[UUID, set[str]] = {}
    rows = Revision.objects.filter(change__isnull=False).values_list("ref", "before")
    for ref, before in rows:
        found.setdefault(ref, set()).update(before)
    return found


def latest_loads(limit: int = 5) -> list[Load]:
    """Return the newest runs of imports."""
    return list(Load.objects.all()[:limit])


def _value(record: Any, name: str) -> Any:
    if name in {"intervention", "study"}:
        return str(getattr(record, name).ref)
    if name == "reviewer":
        return record.review.reviewer
    if name == "standards_version" and isinstance(record, Finding):
        return record.review.standards_version
    if name == "findings":
        return sorted(record.findings.values_list("number", flat=True))
    value = getattr(record, name)
    return value.isoformat() if isinstance(value, date) else value


def _number(words: str) -> int:
    """Return the number in some words; 0, which names nothing, where there is none."""
    return int(words) if words.isdecimal() and len(words) < 10 else 0
