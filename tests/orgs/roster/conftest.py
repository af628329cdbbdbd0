import pytest

from headship.core.errors import InputError
from headship.orgs import actions
from headship.orgs.models import ImportJob


@pytest.fixture
def import_roster(leader, tmp_path):
    """Return a function that imports an export in the leader's name."""
    numbers = iter(range(100))

    def run(export, **options):
        path = export.zip(tmp_path / f"{next(numbers)}.zip")
        return actions.import_now(
            by=leader, kind=ImportJob.Kind.ROSTER, path=path, **options
        )

    return run


@pytest.fixture
def problems_of(import_roster):
    """Return a function that gives the problems an export is refused for."""

    def run(export):
        with pytest.raises(InputError) as refusal:
            import_roster(export)
        return refusal.value.problems

    return run


@pytest.fixture
def import_directory(leader, tmp_path):
    """Return a function that imports the lines of a directory."""
    numbers = iter(range(100))

    def run(*lines, **options):
        path = tmp_path / f"directory{next(numbers)}.csv"
        path.write_text("\n".join(lines))
        return actions.import_now(
            by=leader, kind=ImportJob.Kind.DIRECTORY, path=path, **options
        )

    return run
