"""The reference page on rosters says what the code does."""

import re
from pathlib import Path

from headship.orgs.models import Role
from headship.orgs.roster import sources, tables
from headship.orgs.roster.people_rows import ROLES, UNSTORED

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/rosters.md").read_text()


def row_of(word):
    """Return the last cell of the table row that names a OneRoster role."""
    return re.search(rf"^\|[^|\n]*`{word}`[^|\n]*\| ([^|\n]*) \|$", PAGE, re.M)[1]


def test_page_gives_each_role_its_role_here():
    assert {role: row_of(role) for role in ROLES} == {
        role: str(Role(ours).label) for role, ours in ROLES.items()
    }


def test_page_names_whoever_is_not_stored():
    assert {row_of(role) for role in UNSTORED} == {"not stored; counted"}


def test_page_gives_the_limits():
    for limit in (
        f"{sources.MAX_UPLOAD // sources.MEGABYTE} MB",
        f"{sources.MAX_UNPACKED // sources.MEGABYTE:,} MB unpacked",
        f"{sources.MAX_MEMBERS} files",
        f"{sources.MAX_RATIO} times",
        f"{tables.MAX_ROWS:,} lines",
        f"{tables.MAX_COLUMNS} columns",
    ):
        assert limit in PAGE
