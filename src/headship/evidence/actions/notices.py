"""Telling curators by mail what waits for them, and what became of theirs."""

from collections.abc import Iterable

from django.db import transaction

from headship.core import audit, mail
from headship.evidence.emails import CURATOR_NOTICE
from headship.evidence.events import Event
from headship.evidence.models import Change, Curator, Notice
from headship.evidence.queries.records import mailed_curators


def tell_reviewers(change: Change) -> None:
    """Queue a mail to every curator who may decide on a proposal."""
    _tell(change, mailed_curators().exclude(pk=change.proposed_by_id))


def tell_proposer(change: Change) -> None:
    """Queue a mail to whoever proposed what has been decided."""
    _tell(change, mailed_curators().filter(pk=change.proposed_by_id))


@transaction.atomic
def choose_mail(*, wants: bool, by: Curator) -> None:
    """Keep whether a curator wants mail."""
    by.wants_mail = wants
    by.save(update_fields=["wants_mail"])
    audit.record(
        Event.CURATOR_MAIL_CHOSEN, subject=by, by=by, details={"wants_mail": wants}
    )


def _tell(change: Change, curators: Iterable[Curator]) -> None:
    notices = Notice.objects.bulk_create(
        [Notice(change=change, curator=one) for one in curators]
    )
    mail.queue(
        [
            mail.Envelope(
                kind=CURATOR_NOTICE,
                subject_ref=one.ref,
                to=one.curator.user.email,
                once_key=f"{CURATOR_NOTICE}:{one.ref}",
            )
            for one in notices
        ]
    )
