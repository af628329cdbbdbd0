"""Showing that something was done."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django_scopes import scopes_disabled

from headship.core import audit, files
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.practice import policies
from headship.practice.events import Event
from headship.practice.models import Evidence, Practice

AREA = "evidence"


@transaction.atomic
def add_file(
    *, practice: Practice, upload: UploadedFile, label: str, by: Membership
) -> Evidence:
    """Keep a file as evidence; only those with whom the practice is shared get it."""
    policies.check_room_for_evidence(practice)
    files.check(upload, most_bytes=policies.MOST_BYTES)
    kept = files.keep(upload, AREA)
    return _add(
        practice,
        by,
        kind=Evidence.Kind.FILE,
        label=label or kept.filename,
        stored=kept.stored,
        filename=kept.filename,
        size=kept.size,
    )


@transaction.atomic
def add_link(*, practice: Practice, url: str, label: str, by: Membership) -> Evidence:
    """Add a link as evidence."""
    policies.check_room_for_evidence(practice)
    label = label or url[:200]
    return _add(practice, by, kind=Evidence.Kind.LINK, label=label, url=url)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Membership) -> Practice:
    """Remove a file or a link; the file itself goes when the change is certain."""
    practice, stored = evidence.practice, evidence.stored
    evidence.delete()
    audit.record(Event.EVIDENCE_REMOVED, subject=practice, by=by)
    transaction.on_commit(lambda: files.forget(stored))
    return practice


def forget_lost_files() -> int:
    """Delete files of evidence that is no more; return how many.

    Looks across all organizations, whatever the scope: within one, the files of the
    others would seem lost.
    """
    with scopes_disabled():
        named = set(Evidence.objects.values_list("stored", flat=True))
    return files.forget_lost(AREA, named)


def _add(practice: Practice, by: Membership, **fields: Any) -> Evidence:
    evidence: Evidence = Evidence.objects.create(
        practice=practice, added_at=now(), **fields
    )
    audit.record(Event.EVIDENCE_ADDED, subject=practice, by=by)
    return evidence
