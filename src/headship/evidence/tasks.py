"""Work that follows a change of the library."""

from django_tasks import task


@task()
def refresh_search() -> str:
    """Make what was published findable; return the version of the search."""
    from headship.evidence.actions.catalogs import (  # noqa: PLC0415 -- leaf
        make_catalog,
    )

    return str(make_catalog().version)
