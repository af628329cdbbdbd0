"""Loading an export of the clearinghouse: planned first, written at once or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from headship.core import audit
from headship.core.clock import now
from headship.evidence.actions.catalogs import make_catalog
from headship.evidence.actions.merging import (
    BATCH,
    SHAPES,
    Plan,
    Record,
    batches,
    current,
    plan,
    write_changed,
    write_revisions,
)
from headship.evidence.actions.recomputing import COMPUTED, set_computed
from headship.evidence.events import Event
from headship.evidence.models import (
    Finding,
    Intervention,
    Load,
    Origin,
    Rating,
    Review,
    Study,
)
from headship.evidence.queries.records import corrected_fields
from headship.evidence.wwc import Export, Trap

Tell = Callable[[str], None]
Numbers = dict[str, dict[int, int]]

NUMBERED = {"interventions": Intervention, "studies": Study, "reviews": Review}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a load would do: counts by kind of record, and the export's oddities."""

    counts: dict[str, dict[str, int]]
    warnings: dict[str, dict[str, int]]
    changes_nothing: bool


def preview_export(export: Export) -> Preview:
    """Tell what loading an export would do; write nothing."""
    merge = _Merge(export)
    plans = {name: merge.plan(name) for name in SHAPES}
    return Preview(
        counts={name: one.counts for name, one in plans.items()},
        warnings=_warnings(export),
        changes_nothing=not any(one.changes for one in plans.values()),
    )


@transaction.atomic
def load_export(
    *,
    export: Export,
    by: audit.Actor,
    started_at: datetime,
    tell: Tell = lambda _line: None,
) -> Load:
    """Lay an export over the library, and keep what its records said before."""
    load = Load.objects.create(
        edition=export.edition,
        layout=export.layout,
        files=export.files,
        sha256=export.sha256,
        started_at=started_at,
        finished_at=now(),
    )
    merge = _Merge(export)
    counts = {}
    for name in SHAPES:
        planned = merge.plan(name)
        merge.write(name, planned, load)
        counts[name] = planned.counts
        tell(f"Wrote {name}: {_words(planned.counts)}.")
    linked = merge.link_ratings()
    load.counts, load.warnings = counts, _warnings(export)
    load.finished_at = now()
    load.save(update_fields=["counts", "warnings", "finished_at"])
    audit.record(Event.EXPORT_LOADED, subject=load, by=by, details=counts)
    if linked or any(it["new"] or it["changed"] for it in counts.values()):
        make_catalog()
        tell("Made the search anew.")
    return load


def _words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _warnings(export: Export) -> dict[str, dict[str, int]]:
    editions = export.older_traps | {export.edition: export.traps}
    return {
        day.isoformat(): {trap.value: traps[trap] for trap in Trap if traps[trap]}
        for day, traps in sorted(editions.items())
    }


class _Merge:
    """One export against the library as it is now."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.corrected = corrected_fields()
        self.numbers: Numbers = {name: _numbers(NUMBERED[name]) for name in NUMBERED}

    def plan(self, name: str) -> Plan:
        incoming, refused = self._incoming(name)
        shape = SHAPES[name]
        rows = shape.model._default_manager.all()  # noqa: SLF001
        known = {shape.key(row): row for row in rows}
        found = plan(shape, known, incoming, self.numbers, self.corrected)
        found.refused = refused
        return found

    def write(self, name: str, planned: Plan, load: Load) -> None:
        """Write what was planned for one kind; its references are written before."""
        shape = SHAPES[name]
        before = [
            (row, {it: current(shape, row, it, self.numbers) for it in after})
            for row, after in planned.changed
        ]
        write_revisions(shape.kind, before, load=load)
        pks = _pks(self.numbers)
        for row, after in planned.changed:
            _set(row, self._resolved(name, after, pks))
        created = [
            shape.model(origin=Origin.WWC, **self._resolved(name, record, pks))
            for record in planned.new.values()
        ]
        changed = [row for row, _ in planned.changed]
        names = {it for _, after in planned.changed for it in after}
        if name == "interventions":
            _set_slugs(created)
        if name == "findings":
            self._finish_findings([*created, *changed])
            names |= {*COMPUTED, "study"}
        if changed:
            write_changed(shape.model, changed, names)
        manager = shape.model._default_manager  # noqa: SLF001
        manager.bulk_create(created, batch_size=BATCH)
        for edition, rows in planned.renewed.items():
            for chunk in batches([row.pk for row in rows]):
                manager.filter(pk__in=chunk).update(edition=edition)
        if name in NUMBERED:
            self.numbers[name] = _numbers(NUMBERED[name])

    def link_ratings(self) -> int:
        """Tie verdicts to the findings they rest on; return how many ties are new."""
        pks = dict(Finding.objects.values_list("number", "pk"))
        known = {SHAPES["ratings"].key(row): row.pk for row in Rating.objects.all()}
        through = Rating.findings.through
        tied = set(through.objects.values_list("rating_id", "finding_id"))
        wanted = {
            (known[key], pks[number])
            for key, record in self._ratings().items()
            for number in self.export.ratings[record["wwc_key"]].get("findings", ())
            if key in known and number in pks
        }
        through.objects.bulk_create(
            [
                through(rating_id=rating, finding_id=finding)
                for rating, finding in sorted(wanted - tied)
            ],
            batch_size=BATCH,
        )
        return len(wanted - tied)

    def _incoming(self, name: str) -> tuple[dict[Any, Record], int]:
        if name == "interventions":
            return self._interventions(), 0
        if name == "findings":
            return self._findings()
        if name == "ratings":
            found = self._ratings()
            return {key: _without(it, "wwc_key") for key, it in found.items()}, 0
        return getattr(self.export, name), 0

    def _interventions(self) -> dict[int, Record]:
        """Leave out what only findings name that are known elsewhere, or refused."""
        here = set(Finding.objects.values_list("number", flat=True))
        loaded, _refused = self._findings()
        named = {
            it["intervention"] for number, it in loaded.items() if number not in here
        }
        known = {*self.numbers["interventions"].values()}
        spare = self.export.named_only - named - known
        return {
            number: record
            for number, record in self.export.interventions.items()
            if number not in spare
        }

    def _findings(self) -> tuple[dict[int, Record], int]:
        """Leave out findings whose review, and so whose study, nobody knows."""
        reviews = {*self.numbers["reviews"].values(), *self.export.reviews}
        found = {
            number: record
            for number, record in self.export.findings.items()
            if record["review"] in reviews
        }
        refused = len(self.export.findings) - len(found)
        self.export.traps[Trap.NO_STUDY] = refused
        return found, refused

    def _ratings(self) -> dict[Any, Record]:
        """Key verdicts by the intervention's row, as the library does."""
        pks = _pks(self.numbers)["interventions"]
        return {
            (pks.get(key[0], f"new {key[0]}"), *key[1:]): _without(record, "findings")
            | {"wwc_key": key}
            for key, record in self.export.ratings.items()
        }

    def _resolved(
        self, name: str, record: Record, pks: Mapping[str, Mapping[int, int]]
    ) -> Record:
        """Put primary keys in the place of public numbers."""
        references = SHAPES[name].references
        return {
            f"{it}_id" if it in references else it: (
                pks[references[it]][value] if it in references else value
            )
            for it, value in record.items()
        }

    def _finish_findings(self, findings: list[Any]) -> None:
        """Set each finding's study, and the figures Headship computes."""
        reviews = Review.objects.in_bulk()
        for finding in findings:
            finding.review = reviews[finding.review_id]
            finding.study_id = finding.review.study_id
        set_computed(findings)


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def _numbers(model: Any) -> dict[int, int]:
    """Return the public number of each row that has one, by primary key."""
    rows = model.objects.exclude(wwc_id=None)
    return dict(rows.values_list("pk", "wwc_id"))


def _pks(numbers: Numbers) -> Numbers:
    return {
        name: {number: pk for pk, number in each.items()}
        for name, each in numbers.items()
    }


def _set(row: Any, values: Record) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _set_slugs(interventions: Iterable[Any]) -> None:
    """Give each intervention an address of its own that people can read."""
    taken = set(Intervention.objects.values_list("slug", flat=True))
    for one in interventions:
        one.slug = free_slug(one.name, taken, one.wwc_id)
        taken.add(one.slug)


def free_slug(name: str, taken: set[str], number: int | None) -> str:
    """Return a readable address that is not taken."""
    slug = slugify(name)[:100].strip("-") or "intervention"
    if slug not in taken:
        return slug
    endings = [str(number)] if number else []
    endings += [str(count) for count in range(2, 1000)]
    return next(f"{slug}-{it}" for it in endings if f"{slug}-{it}" not in taken)
