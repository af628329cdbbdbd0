"""Issuing certificates to everyone who earned one, by a worker that may die.

Nothing but the certificates themselves says who is done, so a batch can be taken up
at any point and by any worker, and nobody gets two.
"""

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django_scopes import scope

from headship.core import audit
from headship.core.audit import Actor
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.actions.certificates import Signer, issue, signer_for
from headship.programs.events import Event
from headship.programs.models import CertificateBatch, Cohort, Session
from headship.programs.policies import certificates as policies
from headship.programs.queries import certificates as queries
from headship.programs.queries.certificates import Standing

State = CertificateBatch.State
AT_ONCE = 25  # Certificates per transaction: about a quarter of a second of work.


@transaction.atomic
def start_batch(
    *, cohort: Cohort, session: Session | None, by: Membership
) -> CertificateBatch:
    """Have a worker issue what everyone of a cohort has earned."""
    policies.check_can_certify(cohort, session)
    policies.check_no_batch_runs(cohort, session)
    batch = CertificateBatch.objects.create(
        cohort=cohort,
        session=session,
        created_at=now(),
        created_by=by,
        beat_at=now(),
    )
    audit.record(Event.CERTIFICATE_BATCH_STARTED, subject=batch, by=by)
    _enqueue(batch)
    return batch


@transaction.atomic
def resume_batch(*, batch: CertificateBatch, by: Membership) -> CertificateBatch:
    """Have another worker go on where the last one stopped."""
    policies.check_can_resume(batch)
    _wait_again(batch)
    audit.record(Event.CERTIFICATE_BATCH_STARTED, subject=batch, by=by)
    return batch


def resume_silent_batches() -> int:
    """Take up every batch whose worker died; return how many."""
    silent = list(queries.silent_batches())
    for batch in silent:
        with transaction.atomic():
            _wait_again(batch)
    return len(silent)


def run_batch(*, batch: CertificateBatch) -> CertificateBatch:
    """Issue what is left of a batch, unless another worker is at it."""
    claim = uuid4()
    if not _claim(batch, claim):
        return batch
    with scope(organization=batch.cohort.organization):
        try:
            _issue_all(batch, claim)
        except PolicyError as error:
            _held(batch, claim).update(
                state=State.FAILED, error=str(error)[:300], finished_at=now()
            )
    batch.refresh_from_db()
    return batch


def _issue_all(batch: CertificateBatch, claim: UUID) -> None:
    earned = [
        it for it in queries.standings(batch.cohort, batch.session) if it.is_earned
    ]
    waiting = [it for it in earned if it.is_waiting]
    looked_at = len(earned) - len(waiting)
    signer = signer_for(_actor(batch))
    _held(batch, claim).update(total_count=len(earned))
    for start in range(0, len(waiting), AT_ONCE):
        part = waiting[start : start + AT_ONCE]
        if not _beat(batch, claim, looked_at):
            return  # Another worker took it over.
        _issue_some(part, signer, batch)
        looked_at += len(part)
    _held(batch, claim).update(
        state=State.DONE, looked_at_count=looked_at, finished_at=now()
    )


@transaction.atomic
def _issue_some(part: list[Standing], signer: Signer, batch: CertificateBatch) -> None:
    for standing in part:
        issue(standing, signer, batch)


def _actor(batch: CertificateBatch) -> Actor:
    """Return who began the batch, or Headship if they are gone."""
    return batch.created_by or audit.System(organization=batch.cohort.organization)


def _claim(batch: CertificateBatch, claim: UUID) -> bool:
    """Take a batch that waits or whose worker fell silent."""
    long_ago = now() - queries.SILENT_AFTER
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, beat_at__lt=long_ago)
    taken = CertificateBatch.objects.filter(free, pk=batch.pk).update(
        state=State.RUNNING, claim=claim, beat_at=now(), error=""
    )
    return bool(taken)


def _beat(batch: CertificateBatch, claim: UUID, looked_at: int) -> bool:
    """Say that this worker is alive and how far it is; False if it was replaced."""
    return bool(_held(batch, claim).update(beat_at=now(), looked_at_count=looked_at))


def _held(batch: CertificateBatch, claim: UUID) -> QuerySet[CertificateBatch]:
    return CertificateBatch.objects.filter(pk=batch.pk, claim=claim)


def _wait_again(batch: CertificateBatch) -> None:
    batch.state, batch.claim, batch.finished_at = State.WAITING, None, None
    batch.beat_at = now()
    batch.save(update_fields=["state", "claim", "finished_at", "beat_at"])
    _enqueue(batch)


def _enqueue(batch: CertificateBatch) -> None:
    # The task imports this module.
    from headship.programs.tasks import issue_batch  # noqa: PLC0415 -- leaf

    transaction.on_commit(lambda: issue_batch.enqueue(str(batch.ref)))
