"""Laying records over those of the library: what is new, what changes, what stays."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Model

from headship.core.clock import now
from headship.evidence.models import (
    Change,
    Finding,
    Intervention,
    Load,
    Origin,
    Rating,
    Review,
    Revision,
    Study,
)

Record = dict[str, Any]

# Rows per statement: SQLite takes 32,766 values, and a finding has about 45.
BATCH = 500

BLANK: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How one kind of record is recognized and laid over.

    ``references`` are fields that hold another record's public number. ``fillable``
    are fields that an older edition may still fill where they are blank; None is all.
    """

    model: type[Model]
    kind: Revision.Kind
    key: Callable[[Any], Any]
    references: Mapping[str, str] = field(default_factory=dict)
    fillable: frozenset[str] | None = frozenset()


def _wwc_id(record: Any) -> Any:
    return record.wwc_id


SHAPES = {
    "interventions": Shape(
        model=Intervention,
        kind=Revision.Kind.INTERVENTION,
        key=_wwc_id,
        fillable=None,
    ),
    "studies": Shape(model=Study, kind=Revision.Kind.STUDY, key=_wwc_id),
    "reviews": Shape(
        model=Review,
        kind=Revision.Kind.REVIEW,
        key=_wwc_id,
        references={"study": "studies"},
    ),
    "findings": Shape(
        model=Finding,
        kind=Revision.Kind.FINDING,
        key=lambda finding: finding.number,
        references={"intervention": "interventions", "review": "reviews"},
        fillable=frozenset({"comparison"}),
    ),
    "ratings": Shape(
        model=Rating,
        kind=Revision.Kind.RATING,
        key=lambda rating: (
            rating.intervention_id,
            rating.outcome_domain.casefold(),
            rating.whose,
            rating.protocol,
        ),
        references={"intervention": "interventions"},
    ),
}


@dataclass(slots=True, kw_only=True)
class Plan:
    """What laying records over the library does to one kind."""

    new: dict[Any, Record] = field(default_factory=dict)
    changed: list[tuple[Any, Record]] = field(default_factory=list)
    renewed: dict[date, list[Any]] = field(default_factory=dict)
    unchanged: int = 0
    refused: int = 0

    @property
    def changes(self) -> bool:
        return bool(self.new or self.changed or self.renewed)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "refused": self.refused,
        }


def plan(
    shape: Shape,
    known: Mapping[Any, Any],
    incoming: Mapping[Any, Record],
    numbers: Mapping[str, Mapping[int, int]],
    corrected: Mapping[Any, Container[str]] = MappingProxyType({}),
) -> Plan:
    """Compare records with those known; nothing is written.

    ``numbers`` holds the public number of each referenced record by primary key.
    Fields that a curator has written, ``corrected`` by the record's ref, stay.
    """
    found = Plan()
    for key, record in incoming.items():
        existing = known.get(key)
        if existing is None:
            found.new[key] = record
            continue
        kept = corrected.get(existing.ref, ())
        theirs = {name: it for name, it in record.items() if name not in kept}
        after = _after(shape, existing, theirs, numbers)
        if after:
            found.changed.append((existing, after))
            continue
        found.unchanged += 1
        if _is_renewed(existing, record):
            found.renewed.setdefault(record["edition"], []).append(existing)
    return found


def _after(
    shape: Shape,
    existing: Any,
    record: Record,
    numbers: Mapping[str, Mapping[int, int]],
) -> Record:
    """Return the fields that change, with what they become."""
    is_older = existing.edition and record["edition"] < existing.edition
    only_blanks = existing.origin == Origin.CURATED or is_older
    after = {}
    for name, value in record.items():
        if name == "edition":
            continue
        before = current(shape, existing, name, numbers)
        if before == value:
            continue
        if only_blanks and not _fills(shape, existing, name, before, value):
            continue
        if shape.fillable is None and value in BLANK:
            continue
        after[name] = value
    if after and not is_older and existing.origin != Origin.CURATED:
        after["edition"] = record["edition"]
    return after


def _fills(shape: Shape, existing: Any, name: str, before: Any, value: Any) -> bool:
    is_open = (
        shape.fillable is None
        or name in shape.fillable
        or existing.origin == Origin.CURATED
    )
    return is_open and before in BLANK and value not in BLANK


def _is_renewed(existing: Any, record: Record) -> bool:
    return bool(existing.edition and record["edition"] > existing.edition)


def current(
    shape: Shape,
    existing: Any,
    name: str,
    numbers: Mapping[str, Mapping[int, int]],
) -> Any:
    """Return a field of a stored record, a reference as its public number."""
    if name in shape.references:
        return numbers[shape.references[name]].get(getattr(existing, f"{name}_id"))
    return getattr(existing, name)


def write_revisions(
    kind: Revision.Kind,
    before: Sequence[tuple[Any, Record]],
    *,
    load: Load | None = None,
    change: Change | None = None,
) -> None:
    """Keep what fields of records held before a load or a curator's change."""
    refs = [record.ref for record, _ in before]
    counts: dict[Any, int] = {}
    for chunk in batches(refs):
        counts |= dict(
            Revision.objects.filter(ref__in=chunk)
            .order_by()
            .values_list("ref")
            .annotate(count=Count("pk"))
        )
    at = now()
    Revision.objects.bulk_create(
        [
            Revision(
                kind=kind,
                ref=record.ref,
                number=counts.get(record.ref, 0) + 1,
                before={name: _plain(value) for name, value in values.items()},
                load=load,
                change=change,
                at=at,
            )
            for record, values in before
        ],
        batch_size=BATCH,
    )


def write_changed(
    model: type[Model], records: Sequence[Any], names: Iterable[str]
) -> None:
    """Write some fields of stored records, many in one statement."""
    model._default_manager.bulk_create(  # noqa: SLF001 -- Django's public name for it
        records,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=sorted(set(names)),
    )


def batches(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Cut a list into pieces that fit one statement."""
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
