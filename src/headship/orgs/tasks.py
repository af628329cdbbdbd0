"""The slow half of imports and exports, and deleting an organization."""

from django_scopes import scopes_disabled
from django_tasks import task

from headship.orgs.models import Export, ImportJob


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


@task()
def write_export(ref: str) -> str:
    """Write an export."""
    from headship.orgs.actions.exports import run_export  # noqa: PLC0415 -- leaf

    with scopes_disabled():
        exports = Export.objects.select_related("organization", "created_by")
        return run_export(export=exports.get(ref=ref)).state


@task()
def delete_organization_now(ref: str) -> int:
    """Delete an organization whose day has come; return how many rows there were."""
    from headship.orgs.actions.deletion import delete_organization  # noqa: PLC0415 -- leaf

    return sum(delete_organization(ref=ref).values())
