"""A partial export changes only what it names."""

import pytest
from tests.orgs.oneroster_files import Export, small_district

from headship.orgs.models import Membership, Role, School

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def district(import_roster):
    import_roster(small_district())


def person(source_id):
    return Membership.objects.get(source_id=source_id)


def test_delta_leaves_who_is_missing_alone(import_roster, district, riverside):
    import_roster(Export("delta").staff("t3").org("s3", "New School"))

    assert not Membership.objects.filter(status="archived").exists()
    assert person("t3").schools.get().source_id == "s1"
    assert School.objects.filter(source_id="s3").exists()


def test_delta_archives_what_it_marks(import_roster, district, riverside):
    import_roster(
        Export("delta")
        .user("t1", status="tobedeleted")
        .org("s2", "Park Middle", status="tobedeleted")
    )

    assert person("t1").is_archived
    assert School.objects.get(source_id="s2").is_archived
    assert not person("p1").is_archived


def test_delta_adds_and_removes_a_school(import_roster, district, riverside):
    import_roster(
        Export("delta")
        .role("t1", "teacher", "s2")
        .role("t1", "teacher", "s1", status="tobedeleted")
    )

    assert [school.source_id for school in person("t1").schools.all()] == ["s2"]


def test_delta_changes_a_name_and_keeps_role_and_schools(
    import_roster, district, riverside
):
    prepared = import_roster(Export("delta").user("p1", given="Pia", family="Plum"))

    pia = person("p1")
    assert (str(pia), pia.role, pia.schools.count()) == ("Pia Plum", Role.LEADER, 1)
    (change,) = prepared.plan.changes
    assert change.as_json()["fields"] == [["family_name", "Park", "Plum"]]


def test_delta_changes_a_role_alone(import_roster, district, riverside):
    import_roster(Export("delta").role("t1", "siteAdministrator", "s1"))

    assert person("t1").role == Role.LEADER


def test_delta_user_of_unknown_role_is_not_added(import_roster, district, riverside):
    prepared = import_roster(Export("delta").user("x1"))

    assert not Membership.objects.filter(source_id="x1").exists()
    (note,) = prepared.findings.notes
    assert "partial file" in note


def test_delta_needs_a_status(problems_of, district, riverside):
    (problem,) = problems_of(Export("delta").user("t1", status=""))

    assert problem == (
        "users.csv, line 2, column status: The status is “”. "
        "In a delta file it is active or tobedeleted."
    )
