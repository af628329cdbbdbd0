"""The slow half of an import."""

from django_scopes import scopes_disabled
from django_tasks import task

from headship.orgs.models import ImportJob


@task()
def read_upload(ref: str) -> str:
    """Read an upload and prepare its preview."""
    from headship.orgs.actions import prepare_import  # noqa: PLC0415 -- leaf

    with scopes_disabled():
        job = ImportJob.objects.select_related("organization").get(ref=ref)
        return prepare_import(job=job).state


@task()
def write_import(ref: str) -> str:
    """Write a confirmed import."""
    from headship.orgs.actions import apply_import  # noqa: PLC0415 -- leaf

    with scopes_disabled():
        jobs = ImportJob.objects.select_related("organization", "confirmed_by")
        return apply_import(job=jobs.get(ref=ref)).state
