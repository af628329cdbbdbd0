"""The slow work of programs."""

from django_scopes import scopes_disabled
from django_tasks import task

from headship.programs.models import CertificateBatch


@task()
def issue_batch(ref: str) -> str:
    """Issue what is left of a batch of certificates."""
    from headship.programs.actions import certificate_batches  # noqa: PLC0415 -- leaf

    with scopes_disabled():
        batches = CertificateBatch.objects.select_related(
            "cohort__organization", "cohort__program", "session", "created_by"
        )
        return certificate_batches.run_batch(batch=batches.get(ref=ref)).state
