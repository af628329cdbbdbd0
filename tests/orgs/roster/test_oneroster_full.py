"""A complete export makes schools and staff, and archives who is gone."""

import pytest
from tests.factories import make_member, make_person, make_school
from tests.orgs.oneroster_files import Export, small_district

from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.models import AccountInvitation, Membership, Role, School
from headship.orgs.roster.sentences import spoken

pytestmark = pytest.mark.usefixtures("noon")


def person(source_id):
    return Membership.objects.get(source_id=source_id)


def counts(prepared, kind="person"):
    return {verb: n for verb, n in prepared.plan.counts()[kind].items() if n}


def test_export_creates_schools_and_staff(import_roster, riverside):
    prepared = import_roster(small_district())

    assert counts(prepared) == {"create": 3}
    assert counts(prepared, "school") == {"create": 2}
    lincoln = School.objects.get(source_id="s1")
    assert (lincoln.name, lincoln.nces_id) == ("Lincoln Elementary", "480000100001")
    pia = person("p1")
    assert (str(pia), pia.email, pia.role) == (
        "Pia Park",
        "p1@district.example",
        Role.LEADER,
    )
    assert [school.name for school in pia.schools.all()] == ["Lincoln Elementary"]


def test_second_import_of_the_same_file_changes_nothing(import_roster, riverside):
    import_roster(small_district())

    prepared = import_roster(small_district())

    assert counts(prepared) == {"unchanged": 3}
    assert counts(prepared, "school") == {"unchanged": 2}


def test_whoever_is_missing_is_archived_and_never_deleted(import_roster, riverside):
    import_roster(small_district())
    smaller = (
        Export().org("s1", "Lincoln Elementary").staff("t1", given="Tom", family="Toll")
    )

    prepared = import_roster(smaller)

    assert counts(prepared) == {"archive": 2, "unchanged": 1}
    assert counts(prepared, "school") == {"archive": 1, "unchanged": 1}
    assert person("p1").is_archived
    assert School.objects.get(source_id="s2").is_archived
    assert Membership.objects.filter(source_id__in=["p1", "t1", "t2"]).count() == 3


def test_whoever_comes_back_is_restored(import_roster, riverside):
    import_roster(small_district())
    import_roster(Export().org("s1", "Lincoln Elementary").staff("t1"))

    prepared = import_roster(small_district())

    assert counts(prepared)["restore"] == 2
    assert not person("p1").is_archived


def test_people_added_by_hand_are_left_alone(import_roster, riverside, teacher):
    prepared = import_roster(small_district())

    teacher.refresh_from_db()
    assert not teacher.is_archived
    assert "archive" not in counts(prepared)


def test_person_added_by_hand_is_found_by_address(import_roster, riverside):
    made = make_person(riverside, "Pia", Role.SUPERVISOR, email="p1@district.example")

    import_roster(small_district())

    made.refresh_from_db()
    assert (made.source_id, made.family_name) == ("p1", "Park")
    assert made.role == Role.SUPERVISOR


def test_school_added_by_hand_is_found_by_nces_id_or_name(import_roster, riverside):
    first = make_school(riverside, "Lincoln", nces_id="480000100001")
    second = make_school(riverside, "PARK MIDDLE")

    import_roster(small_district())

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.source_id, first.name) == ("s1", "Lincoln Elementary")
    assert (second.source_id, School.objects.count()) == ("s2", 2)


def test_new_roster_id_is_followed_by_master_id(import_roster, riverside):
    import_roster(small_district().staff("old", userMasterIdentifier="m1"))
    before = person("old").pk

    import_roster(small_district().staff("new", userMasterIdentifier="m1"))

    assert person("new").pk == before


def test_role_given_by_hand_outlives_imports(import_roster, riverside):
    import_roster(small_district())
    Membership.objects.filter(source_id="t1").update(role=Role.COACH)

    import_roster(small_district())

    assert person("t1").role == Role.COACH


def test_role_follows_the_roster_when_the_roster_changes(import_roster, riverside):
    import_roster(small_district())
    promoted = small_district()
    promoted.tables["roles"][1]["role"] = "principal"

    import_roster(promoted)

    assert person("t1").role == Role.LEADER


def test_roster_never_makes_or_archives_an_administrator(import_roster, riverside):
    import_roster(small_district().staff("a1", "districtAdministrator", "d1"))
    assert person("a1").role == Role.VIEWER
    Membership.objects.filter(source_id="a1").update(role=Role.ADMINISTRATOR)

    prepared = import_roster(small_district())

    assert not person("a1").is_archived
    assert "archive" not in counts(prepared)


def test_primary_role_wins_over_a_higher_secondary_one(import_roster, riverside):
    import_roster(
        small_district()
        .staff("x1", "teacher")
        .role("x1", "principal", "s2", roleType="secondary")
    )

    assert person("x1").role == Role.STAFF
    assert person("x1").schools.count() == 2


def test_roles_apply_between_their_dates(import_roster, riverside):
    export = (
        small_district()
        .user("past")
        .role("past", "teacher", "s1", endDate="2026-03-01")
        .user("now")
        .role("now", "teacher", "s1", beginDate="2026-03-02", endDate="2026-03-02")
        .user("soon")
        .role("soon", "teacher", "s1", beginDate="2026-03-03")
    )

    import_roster(export)

    found = Membership.objects.filter(source_id__in=["past", "now", "soon"])
    assert [member.source_id for member in found] == ["now"]


def test_disabled_users_are_archived_and_not_added(import_roster, riverside):
    import_roster(small_district())
    export = small_district().staff("x1", enabledUser="false")
    export.tables["users"][0]["enabledUser"] = "false"

    prepared = import_roster(export)

    assert person("p1").is_archived
    assert not Membership.objects.filter(source_id="x1").exists()
    notes = prepared.findings.notes
    assert notes["People whose account is not enabled were not added."] == 1


def test_students_and_families_are_counted_and_never_stored(import_roster, riverside):
    export = small_district().student("st1")
    for key, role in (("g1", "guardian"), ("r1", "parent"), ("r2", "relative")):
        export.staff(key, role)

    prepared = import_roster(export)

    assert Membership.objects.exclude(source_id="").count() == 3
    notes = prepared.findings.notes
    assert notes["Students, families and others were not stored."] == 4


def test_people_trade_addresses(import_roster, riverside):
    import_roster(small_district())
    export = small_district()
    first, second = export.tables["users"][:2]
    first["email"], second["email"] = second["email"], first["email"]

    import_roster(export)

    assert person("p1").email == "t1@district.example"
    assert person("t1").email == "p1@district.example"


def test_schools_of_a_person_by_hand_are_kept(import_roster, riverside):
    import_roster(small_district())
    by_hand = make_school(riverside, "Evening School")
    person("t1").schools.add(by_hand)
    export = small_district()
    export.tables["roles"][1]["orgSourcedId"] = "s2"

    import_roster(export)

    names = {school.name for school in person("t1").schools.all()}
    assert names == {"Evening School", "Park Middle"}


def test_links_to_a_lost_address_or_person_stop_working(
    import_roster, riverside, leader
):
    import_roster(small_district())
    people = Membership.objects.filter(source_id__in=["p1", "t1", "t2"])
    actions.invite_people(people=people, by=leader)
    export = small_district()
    export.tables["users"][0]["email"] = "new@district.example"
    del export.tables["users"][2], export.tables["roles"][2]

    import_roster(export)

    invited = AccountInvitation.objects.values_list("member__source_id", flat=True)
    assert list(invited) == ["t1"]


def test_disabled_administrator_is_kept(import_roster, riverside):
    import_roster(small_district().staff("a1"))
    Membership.objects.filter(source_id="a1").update(role=Role.ADMINISTRATOR)

    import_roster(small_district().staff("a1", "principal", enabledUser="false"))

    assert not person("a1").is_archived
    assert (person("a1").role, person("a1").source_role) == ("administrator", "leader")


def test_who_is_archived_already_stays_so(import_roster, riverside):
    import_roster(small_district())
    smaller = Export().org("s1", "Lincoln Elementary").staff("t1")
    import_roster(smaller)

    prepared = import_roster(smaller)

    assert counts(prepared) == {"unchanged": 3}
    assert counts(prepared, "school") == {"unchanged": 2}


def test_roles_unknown_here_are_counted(import_roster, riverside):
    prepared = import_roster(small_district().staff("x1", "ext:busDriver"))

    assert not Membership.objects.filter(source_id="x1").exists()
    notes = {spoken(note): count for note, count in prepared.findings.notes.items()}
    assert notes["The role “ext:busDriver” is not used here."] == 1


def test_import_is_audited_once_with_its_counts(import_roster, riverside, leader):
    import_roster(small_district())

    event = AuditEvent.objects.get()
    assert (event.event, event.actor_ref) == ("roster_imported", leader.ref)
    assert event.details["person"]["create"] == 3


def test_dry_run_writes_nothing(import_roster, riverside):
    prepared = import_roster(small_district(), dry_run=True)

    assert counts(prepared) == {"create": 3}
    assert not School.objects.exists()
    assert not AuditEvent.objects.exists()


def test_another_organization_is_never_touched(
    import_roster, riverside, hillside, everywhere
):
    theirs = make_member(hillside, "Pia", email="p1@district.example", source_id="p1")

    import_roster(small_district())

    theirs.refresh_from_db()
    assert theirs.family_name == "Doe"
    assert Membership.objects.filter(source_id="p1").count() == 2
