"""From an upload to a preview, from a preview to the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import ngettext
from django_scopes import scope

from headship.core import audit
from headship.core.clock import now, today
from headship.core.errors import InputError, PolicyError
from headship.orgs import policies
from headship.orgs.events import Event
from headship.orgs.models import ImportJob, Membership, Organization
from headship.orgs.roster import uploads
from headship.orgs.roster.applying import apply_plan
from headship.orgs.roster.preparing import Prepared, prepare

State = ImportJob.State
EVENTS = {
    ImportJob.Kind.ROSTER.value: Event.ROSTER_IMPORTED,
    ImportJob.Kind.DIRECTORY.value: Event.DIRECTORY_IMPORTED,
}


@transaction.atomic
def start_import(
    *, by: Membership, kind: str, upload: UploadedFile, lea_id: str = ""
) -> ImportJob:
    """Keep an upload and have a worker read it; nothing is changed yet."""
    # The task imports this module.
    from headship.orgs.tasks import read_upload  # noqa: PLC0415 -- leaf

    forget_uploads()
    job = ImportJob.objects.create(
        organization=by.organization,
        kind=kind,
        filename=Path(upload.name or "upload").name[:200],
        folder=uploads.store(upload),
        lea_id=lea_id,
        created_at=now(),
        created_by=by,
    )
    transaction.on_commit(lambda: read_upload.enqueue(str(job.ref)))
    return job


def prepare_import(*, job: ImportJob) -> ImportJob:
    """Read an upload and keep what it would change, or what is wrong with it."""
    if not _claim(job, State.WAITING, State.READING):
        return job
    with _failing_openly(job), scope(organization=job.organization):
        prepared = _prepare(job)
        _keep_preview(job, prepared)
    return job


def _claim(job: ImportJob, before: str, after: str) -> bool:
    """Move a job on if no other worker has done so."""
    claimed = ImportJob.objects.filter(pk=job.pk, state=before).update(state=after)
    job.refresh_from_db()
    return bool(claimed)


def _prepare(job: ImportJob) -> Prepared:
    return prepare(
        job.organization,
        job.kind,
        uploads.upload_path(job.folder),
        today=today(job.organization.time_zone),
        shown_as=job.filename,
        lea_id=job.lea_id,
    )


def _keep_preview(job: ImportJob, prepared: Prepared) -> None:
    findings = prepared.findings
    job.state = State.REFUSED if findings else State.READY
    job.counts = prepared.plan.counts()
    job.notes = dict(findings.notes)
    job.problems = [problem.as_row() for problem in findings]
    job.problem_count = findings.problem_count
    job.fingerprint = prepared.plan.fingerprint()
    job.save()
    uploads.write_plan(job.folder, (c.as_json() for c in prepared.plan.changes))


@transaction.atomic
def confirm_import(
    *, job: ImportJob, by: Membership, fingerprint: str, is_sure: bool = False
) -> ImportJob:
    """Have a worker write exactly what the preview with this fingerprint shows."""
    from headship.orgs.tasks import write_import  # noqa: PLC0415 -- leaf

    policies.check_can_confirm(job, fingerprint)
    policies.check_archives_knowingly(job, is_sure=is_sure)
    job.confirmed_by, job.was_replanned = by, False
    job.save(update_fields=["confirmed_by", "was_replanned"])
    _claim(job, State.READY, State.APPLYING)
    transaction.on_commit(lambda: write_import.enqueue(str(job.ref)))
    return job


def apply_import(*, job: ImportJob) -> ImportJob:
    """Write a confirmed import; if the tables changed meanwhile, show a new preview."""
    if job.state != State.APPLYING:
        return job
    with _failing_openly(job), scope(organization=job.organization):
        _apply_if_unchanged(job)
    if job.state == State.APPLIED:
        uploads.forget(job.folder)
    return job


@transaction.atomic
def _apply_if_unchanged(job: ImportJob) -> None:
    _lock(job.organization)
    prepared = _prepare(job)
    if prepared.findings or prepared.plan.fingerprint() != job.fingerprint:
        job.was_replanned = True
        _keep_preview(job, prepared)
        return
    if job.confirmed_by is None:
        raise PolicyError("Whoever confirmed this import is gone; upload it again.")
    _write(prepared, job.kind, job.filename, by=job.confirmed_by)
    job.state, job.finished_at = State.APPLIED, now()
    job.save(update_fields=["state", "finished_at"])


def _lock(organization: Organization) -> None:
    """Let one import at a time read and write an organization's people."""
    Organization.objects.select_for_update().get(pk=organization.pk)


def _write(prepared: Prepared, kind: str, filename: str, *, by: Membership) -> None:
    apply_plan(by.organization, prepared.plan)
    audit.record(
        EVENTS[kind],
        subject=by.organization,
        by=by,
        details={"file": filename, **prepared.plan.counts()},
    )


@transaction.atomic
def import_now(
    *, by: Membership, kind: str, path: Path, lea_id: str = "", dry_run: bool = False
) -> Prepared:
    """Read a file and write it at once; nothing is written if anything is wrong."""
    organization = by.organization
    _lock(organization)
    prepared = prepare(
        organization, kind, path, today=today(organization.time_zone), lea_id=lea_id
    )
    if prepared.findings:
        raise InputError(
            ngettext(
                "%(file)s has %(count)d problem.",
                "%(file)s has %(count)d problems.",
                prepared.findings.problem_count,
            )
            % {"file": path.name, "count": prepared.findings.problem_count},
            [str(problem) for problem in prepared.findings],
        )
    if not dry_run:
        _write(prepared, kind, path.name, by=by)
    return prepared


@transaction.atomic
def discard_import(*, job: ImportJob, by: Membership) -> ImportJob:
    """Delete an upload without importing it."""
    policies.check_can_discard(job)
    job.state, job.finished_at = State.DISCARDED, now()
    job.save(update_fields=["state", "finished_at"])
    audit.record(Event.IMPORT_DISCARDED, subject=job, by=by)
    transaction.on_commit(lambda: uploads.forget(job.folder))
    return job


def forget_uploads() -> int:
    """Delete the uploads of yesterday and before; return how many there were."""
    ImportJob.objects.filter(
        state__in=[State.WAITING, State.READY],
        created_at__lt=now() - uploads.KEPT,
    ).update(state=State.DISCARDED, finished_at=now())
    return uploads.forget_old()


@contextmanager
def _failing_openly(job: ImportJob) -> Iterator[None]:
    """Mark a job as broken when Headship fails, and let the error be logged."""
    try:
        yield
    except Exception:
        ImportJob.objects.filter(pk=job.pk).update(
            state=State.BROKEN, finished_at=now()
        )
        raise
