"""Whatever is wrong is named with file, line and column, and nothing is imported."""

import pytest
from tests.factories import make_person, make_school
from tests.orgs.oneroster_files import Export, small_district

from headship.orgs.models import Membership, School

pytestmark = pytest.mark.usefixtures("noon")


def changed(table, line, **cells):
    """Return the small district with one row changed; lines count the header."""
    export = small_district()
    export.tables[table][line - 2].update(cells)
    return export


@pytest.mark.parametrize(
    ("export", "problem"),
    [
        (changed("users", 3, givenName=""), "users.csv, line 3, column givenName"),
        (changed("users", 3, familyName="x" * 101), "users.csv, line 3, column family"),
        (changed("users", 4, email="no address"), "users.csv, line 4, column email"),
        (changed("users", 4, email="P1@district.example"), "already on line 2"),
        (changed("users", 3, enabledUser="yes"), "users.csv, line 3, column enabledU"),
        (changed("users", 3, sourcedId="p1"), "“p1” is already on line 2"),
        (changed("users", 3, userMasterIdentifier="x" * 256), "column userMasterId"),
        (changed("users", 3, email="x" * 250 + "@x.example"), "users.csv, line 3"),
        (changed("users", 3, sourcedId=""), "users.csv, line 3, column sourcedId"),
        (
            changed("roles", 2, orgSourcedId="s9"),
            "roles.csv, line 2, column orgSourced",
        ),
        (changed("roles", 2, roleType="main"), "roles.csv, line 2, column roleType"),
        (changed("roles", 2, endDate="3/1/2026"), "roles.csv, line 2, column endDate"),
        (changed("roles", 2, endDate="2026-13-45"), "“2026-13-45” is not a date."),
        (changed("users", 3, givenName="A\u202eB"), "not to be seen"),
        (changed("users", 3, familyName="C\aD"), "not to be seen"),
        (changed("orgs", 3, name=""), "orgs.csv, line 3, column name"),
        (small_district().role("u9", "teacher", "s1"), "No line of users.csv has"),
        (changed("orgs", 4, identifier="480000100001"), "has the NCES ID"),
    ],
)
def test_bad_row_is_named_and_nothing_is_imported(
    problems_of, riverside, export, problem
):
    assert problem in "\n".join(problems_of(export))

    assert not School.objects.exists()
    assert not Membership.objects.exclude(source_id="").exists()


def test_address_of_someone_added_by_hand_with_other_roster_id_is_refused(
    problems_of, import_roster, riverside
):
    import_roster(small_district())
    make_person(riverside, "Taken", email="taken@district.example")

    (problem,) = problems_of(changed("users", 2, email="taken@district.example"))

    assert "Taken Doe has this address here already." in problem


def test_two_lines_for_one_school_are_refused(problems_of, riverside):
    make_school(riverside, "Lincoln", nces_id="480000100001", source_id="s2")

    (problem,) = problems_of(small_district())

    assert "both mean Lincoln here" in problem


def test_two_lines_for_one_person_are_refused(problems_of, riverside):
    make_person(riverside, "Pia", email="p1@district.example", master_id="m1")

    (problem,) = problems_of(changed("users", 3, userMasterIdentifier="m1"))

    assert "both mean Pia Doe here" in problem


def test_version_1_1_is_refused(problems_of, riverside):
    export = small_district()
    export.version = "1.1"

    (problem,) = problems_of(export)

    assert "“1.1”, not 1.2" in problem


def test_missing_manifest_is_refused(problems_of, riverside, monkeypatch):
    monkeypatch.setattr(Export, "files", lambda _self: {"users.csv": b"a\n"})

    (problem,) = problems_of(small_district())

    assert "no manifest.csv" in problem


def test_file_that_the_manifest_promises_is_missed(problems_of, riverside):
    export = small_district()
    export.tables["roles"] = []
    export.modes["roles"] = "bulk"

    (problem,) = problems_of(export)

    assert "promises roles.csv" in problem


def test_mode_must_be_known(problems_of, riverside):
    export = small_district()
    export.modes["users"] = "all"

    assert "file.users is “all”" in "\n".join(problems_of(export))


def test_manifest_with_nothing_to_read_is_refused(problems_of, riverside):
    assert "all absent" in "\n".join(problems_of(Export()))


def test_file_that_the_manifest_calls_absent_is_not_read(import_roster, riverside):
    export = small_district()
    export.row("demographics", sourcedId="p1", sex="neither")
    export.modes["demographics"] = "absent"

    import_roster(export)

    assert Membership.objects.exclude(source_id="").count() == 3


@pytest.mark.parametrize("table", ["users", "orgs"])
def test_a_column_that_is_missing_is_the_only_problem(
    problems_of, riverside, table, monkeypatch
):
    """Every line of another file would seem to mean somebody who is not there."""
    name = f"{table}.csv"
    files = small_district().files()
    files[name] = files[name].replace(b"sourcedId", b"number", 1)
    monkeypatch.setattr(Export, "files", lambda _self: files)

    (problem,) = problems_of(small_district())

    assert f"{name}, line 1, column sourcedId: The column is missing." in problem
