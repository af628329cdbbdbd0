"""Taking an organization's data along, written by a worker that may die."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import override
from django_scopes import scope

from headship.core import archives, audit, files, holdings
from headship.core.clock import now
from headship.orgs import policies
from headship.orgs.events import Event
from headship.orgs.models import Export, Membership
from headship.orgs.models.exports import KEPT

State = Export.State
AREA = "exports"
# A worker says that it is alive after each table; none takes as long as this.
SILENT_AFTER = timedelta(minutes=15)
# No worker ran for so long, or the task is lost; an export that waits holds up others.
UNTAKEN_AFTER = timedelta(days=1)


@transaction.atomic
def request_export(*, by: Membership) -> Export:
    """Have a worker write all that the organization may take along."""
    # The task imports this module.
    from headship.orgs.tasks import write_export  # noqa: PLC0415 -- leaf

    policies.check_can_export(by.organization)
    export = Export.objects.create(
        organization=by.organization, created_at=now(), created_by=by, beat_at=now()
    )
    audit.record(Event.EXPORT_REQUESTED, subject=export, by=by)
    transaction.on_commit(lambda: write_export.enqueue(str(export.ref)))
    return export


@transaction.atomic
def download_export(*, export: Export, by: Membership) -> Export:
    """Record that somebody takes the file, before they get it."""
    policies.check_can_download(export)
    audit.record(Event.EXPORT_DOWNLOADED, subject=export, by=by)
    return export


def run_export(*, export: Export) -> Export:
    """Write an export, unless another worker has it."""
    claim, stored = uuid4(), files.new_name(AREA)
    waiting = Export.objects.filter(pk=export.pk, state=State.WAITING)
    if not waiting.update(
        state=State.RUNNING, claim=claim, beat_at=now(), stored=stored
    ):
        return export
    with scope(organization=export.organization), override(_language(export)):
        try:
            _write(export, claim, stored)
        except Exception:
            _held(export, claim).update(state=State.FAILED, finished_at=now())
            files.forget(stored)
            raise
    export.refresh_from_db()
    return export


def _write(export: Export, claim: UUID, stored: str) -> None:
    parts = archives.parts_of_organization(export.organization)
    _held(export, claim).update(tables_total=len(parts))
    with files.open_new(stored) as out:
        count = archives.write(
            out,
            export.organization,
            parts,
            holdings.figures(export.organization),
            beat=lambda done: _beat(export, claim, done),
        )
        size = out.tell()
    done = _held(export, claim).update(
        state=State.DONE,
        tables_done=F("tables_total"),
        row_count=count,
        size=size,
        finished_at=now(),
    )
    if not done:  # It was given up for dead meanwhile.
        files.forget(stored)


def _beat(export: Export, claim: UUID, done: int) -> None:
    _held(export, claim).update(beat_at=now(), tables_done=done)


def _held(export: Export, claim: UUID) -> QuerySet[Export]:
    return Export.objects.filter(pk=export.pk, claim=claim, state=State.RUNNING)


def _language(export: Export) -> str:
    return export.created_by.language if export.created_by else "en"


def fail_silent_exports() -> int:
    """Say of exports that no worker writes any more that they stopped; return how many."""
    silent = Export.objects.filter(
        Q(state=State.RUNNING, beat_at__lt=now() - SILENT_AFTER)
        | Q(state=State.WAITING, beat_at__lt=now() - UNTAKEN_AFTER)
    )
    return _drop(silent, state=State.FAILED, finished_at=now())


def forget_exports() -> int:
    """Delete the files of exports that are a week old; return how many."""
    old = Export.objects.filter(state=State.DONE, finished_at__lte=now() - KEPT)
    return _drop(old, state=State.GONE)


@transaction.atomic
def _drop(exports: QuerySet[Export], **values: Any) -> int:
    """Let exports go, and their files once that is certain."""
    found = list(exports.values_list("pk", "stored"))
    dropped = Export.objects.filter(pk__in=[pk for pk, _ in found])
    dropped.update(claim=None, stored="", size=0, row_count=0, **values)
    for _, stored in found:
        transaction.on_commit(partial(files.forget, stored))
    return len(found)
