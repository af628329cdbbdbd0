"""Writing a reviewed proposal into the library."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.evidence.actions.loads import free_slug
from headship.evidence.actions.merging import write_revisions
from headship.evidence.actions.recomputing import set_computed
from headship.evidence.models import (
    CURATED_MODELS,
    FIRST_CURATED_NUMBER,
    Change,
    Finding,
    Intervention,
    Origin,
    Rating,
    Review,
    Revision,
    Study,
)
from headship.evidence.queries.records import snapshot

Values = dict[str, Any]


def publish(change: Change) -> Any:
    """Create or change the record; refuse if it has changed since the proposal."""
    model: Any = CURATED_MODELS[change.kind]
    if change.target is None:
        record = model(origin=Origin.CURATED)
        _WRITERS[change.kind](record, change.payload)
        change.target = record.ref
        change.save(update_fields=["target"])
        return record
    record = model.objects.select_for_update(of=("self",)).get(ref=change.target)
    held = snapshot(change.kind, record)
    wanted = {
        name: value
        for name, value in change.payload.items()
        if value != change.base[name]
    }
    before = {name: held[name] for name in wanted}
    if any(before[name] != change.base[name] for name in wanted):
        raise PolicyError(
            _("The record has changed since this was proposed. Decline it, and say so.")
        )
    write_revisions(Revision.Kind(change.kind), [(record, before)], change=change)
    _WRITERS[change.kind](record, wanted)
    return record


def _write_intervention(record: Intervention, values: Values) -> None:
    _set(record, values)
    if not record.pk:
        taken = set(Intervention.objects.values_list("slug", flat=True))
        record.slug = free_slug(record.name, taken, None)
        record.state = Intervention.State.PUBLISHED
    record.save()


def _write_study(record: Study, values: Values) -> None:
    _set(record, values)
    record.save()


def _write_finding(record: Finding, values: Values) -> None:
    """Set the figures, the review they come from, and what Headship computes."""
    own = dict(values)
    asked: Values = {
        name: own.pop(name)
        for name in ("study", "reviewer", "standards_version")
        if name in own
    }
    if "intervention" in own:
        own["intervention"] = Intervention.objects.get(ref=own["intervention"])
    _set(record, own)
    if asked:
        _set_review(record, asked)
    record.subgroup = record.sample if record.is_subgroup else ""
    if not record.pk:
        record.number = _next_number()
    set_computed([record])
    record.save()


def _set_review(record: Finding, asked: Values) -> None:
    held = record.review if record.pk else None
    study = Study.objects.get(ref=asked["study"]) if "study" in asked else record.study
    review, _is_new = Review.objects.get_or_create(
        study=study,
        origin=Origin.CURATED,
        reviewer=asked.get("reviewer") or (held.reviewer if held else ""),
        standards_version=asked.get(
            "standards_version", held.standards_version if held else ""
        ),
        defaults={"design": study.design, "context": study.context},
    )
    record.study, record.review = study, review


def _next_number() -> int:
    numbers = Finding.objects.filter(number__gte=FIRST_CURATED_NUMBER)
    highest = numbers.aggregate(highest=Max("number"))["highest"]
    return (highest or FIRST_CURATED_NUMBER) + 1


def _write_rating(record: Rating, values: Values) -> None:
    own = dict(values)
    numbers = own.pop("findings", None)
    if "intervention" in own:
        own["intervention"] = Intervention.objects.get(ref=own["intervention"])
    if own.get("rated_on"):
        own["rated_on"] = date.fromisoformat(own["rated_on"])
    _set(record, own)
    record.save()
    if numbers is not None:
        record.findings.set(Finding.objects.filter(number__in=numbers))


def _set(record: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(record, name, value)


_WRITERS: dict[str, Callable[[Any, Values], None]] = {
    Change.Kind.INTERVENTION: _write_intervention,
    Change.Kind.STUDY: _write_study,
    Change.Kind.FINDING: _write_finding,
    Change.Kind.RATING: _write_rating,
}
