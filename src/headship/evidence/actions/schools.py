"""Loading the public directory of schools."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.audit import Actor
from headship.core.clock import now
from headship.core.errors import InputError
from headship.evidence.directories.entries import FOLDED, Entry
from headship.evidence.directories.reading import Directory, read_directories
from headship.evidence.events import Event
from headship.evidence.models import Load, PublicSchool

LAYOUT = "schools"
BATCH = 500
SHIPPED = Path(__file__).resolve().parents[1] / "directories" / "shipped.csv"
INVENTED = "Invented for the demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolLoad:
    """What loading did, or would do: schools by what happens to them, and notes."""

    new: int
    changed: int
    unchanged: int
    notes: Counter[str]
    load: Load | None = None


@dataclass(slots=True)
class _Plan:
    """Rows to write, and how many need nothing."""

    new: list[PublicSchool] = field(default_factory=list)
    changed: list[PublicSchool] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def load_public_schools(
    *, paths: Sequence[Path], by: Actor, is_preview: bool = False
) -> SchoolLoad:
    """Add and update the schools of directory files, all of them or none.

    Schools that the files do not name are kept. A preview writes nothing.
    """
    started = now()
    directory = _checked(read_directories(paths))
    return _load(paths, directory, started, by=by, is_preview=is_preview)


@transaction.atomic
def ship_public_schools(*, by: Actor) -> SchoolLoad:
    """Add the few invented schools that the demonstration compares with."""
    started = now()
    directory = _checked(read_directories([SHIPPED]))
    directory.entries = [replace(one, source=INVENTED) for one in directory.entries]
    return _load([SHIPPED], directory, started, by=by)


def _load(
    paths: Sequence[Path],
    directory: Directory,
    started: datetime,
    *,
    by: Actor,
    is_preview: bool = False,
) -> SchoolLoad:
    plan = _compare(directory.entries)
    if is_preview or not (plan.new or plan.changed):
        return _told(plan, directory)
    _write(plan)
    load = _recorded(paths, plan, directory, started)
    audit.record(Event.PUBLIC_SCHOOLS_LOADED, subject=load, by=by, details=load.counts)
    return _told(plan, directory, load)


def _checked(directory: Directory) -> Directory:
    findings = directory.findings
    if findings:
        message = _("The files cannot be loaded as they are; nothing was changed.")
        raise InputError(message, [str(problem) for problem in findings])
    if not directory.entries:
        raise InputError(_("The files name no school."))
    return directory


def _compare(entries: Iterable[Entry]) -> _Plan:
    known = {school.nces_id: school for school in PublicSchool.objects.all()}
    plan = _Plan()
    for entry in entries:
        school = known.get(entry.nces_id)
        if school is None:
            plan.new.append(PublicSchool(**entry.values))
        elif _differs(school, entry):
            plan.changed.append(school)
        else:
            plan.unchanged += 1
    return plan


def _differs(school: PublicSchool, entry: Entry) -> bool:
    """Bring a school up to date in memory, and say whether that changed it."""
    changed = {
        name: value
        for name, value in entry.values.items()
        if getattr(school, name) != value
    }
    for name, value in changed.items():
        setattr(school, name, value)
    return bool(changed)


def _write(plan: _Plan) -> None:
    PublicSchool.objects.bulk_create(plan.new, batch_size=BATCH)
    told = [one.name for one in fields(Entry) if one.name != "nces_id"]
    PublicSchool.objects.bulk_update(plan.changed, [*told, *FOLDED], batch_size=BATCH)


def _recorded(
    paths: Sequence[Path], plan: _Plan, directory: Directory, started: datetime
) -> Load:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return Load.objects.create(
        layout=LAYOUT,
        files=[path.name for path in paths],
        sha256=digest.hexdigest(),
        counts={
            LAYOUT: {
                "new": len(plan.new),
                "changed": len(plan.changed),
                "unchanged": plan.unchanged,
            }
        },
        warnings={LAYOUT: dict(directory.findings.notes)},
        started_at=started,
        finished_at=now(),
    )


def _told(plan: _Plan, directory: Directory, load: Load | None = None) -> SchoolLoad:
    return SchoolLoad(
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        notes=directory.findings.notes,
        load=load,
    )
