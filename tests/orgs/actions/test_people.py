import pytest
from tests.factories import make_member, make_person, make_school

from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.models import AccountInvitation, Membership, Role


def test_create_person_adds_them_with_schools_and_says_so(leader, school):
    person = actions.create_person(
        by=leader,
        values={"given_name": "Bo", "family_name": "Ray", "role": Role.STAFF},
        schools=[school],
    )

    assert (person.organization, list(person.schools.all())) == (
        leader.organization,
        [school],
    )
    event = AuditEvent.objects.get()
    assert (event.event, event.actor_ref, event.subject_ref) == (
        "person_created",
        leader.ref,
        person.ref,
    )


def test_change_person_records_the_fields_and_no_values(leader, teacher):
    actions.change_person(
        person=teacher, by=leader, values={"title": "Dean", "role": Role.STAFF}
    )

    teacher.refresh_from_db()
    assert teacher.title == "Dean"
    assert AuditEvent.objects.get().details == {"fields": ["title"]}


def test_change_person_keeps_schools_that_are_not_spoken_of(leader, teacher, school):
    actions.change_person(person=teacher, by=leader, values={"title": "Dean"})

    assert list(teacher.schools.all()) == [school]


def test_new_address_withdraws_the_invitation_to_the_old_one(leader, riverside):
    person = make_person(riverside, "Bo")
    actions.invite_people(people=[person], by=leader)

    actions.change_person(person=person, by=leader, values={"email": "new@x.example"})

    assert not AccountInvitation.objects.exists()


def test_archive_and_restore_person(leader, teacher):
    actions.archive_person(person=teacher, by=leader)
    assert Membership.objects.get(pk=teacher.pk).is_archived

    actions.restore_person(person=teacher, by=leader)
    assert not Membership.objects.get(pk=teacher.pk).is_archived
    events = list(AuditEvent.objects.values_list("event", flat=True))
    assert events == ["person_restored", "person_archived"]


def test_archived_member_no_longer_enters(leader, teacher, sign_in):
    browser = sign_in(teacher)
    assert browser.get("/o/riverside/people/").status_code == 403

    actions.archive_person(person=teacher, by=leader)

    assert browser.get("/o/riverside/people/").status_code == 404


def test_nobody_archives_themselves(leader, riverside):
    make_member(riverside, "Second", Role.ADMINISTRATOR)

    with pytest.raises(PolicyError, match="cannot archive yourself"):
        actions.archive_person(person=leader, by=leader)


def test_archived_person_is_not_archived_again(leader, teacher):
    actions.archive_person(person=teacher, by=leader)

    with pytest.raises(PolicyError, match="already"):
        actions.archive_person(person=teacher, by=leader)


def test_active_person_is_not_restored(leader, teacher):
    with pytest.raises(PolicyError, match="not in the archive"):
        actions.restore_person(person=teacher, by=leader)


def test_last_administrator_keeps_the_role(leader):
    with pytest.raises(PolicyError, match="only administrator"):
        actions.change_person(person=leader, by=leader, values={"role": Role.VIEWER})


def test_last_administrator_is_not_archived_by_another_role(leader, coach):
    with pytest.raises(PolicyError, match="only administrator"):
        actions.archive_person(person=leader, by=coach)


def test_one_of_two_administrators_may_step_down(leader, riverside):
    make_member(riverside, "Second", Role.ADMINISTRATOR)

    actions.change_person(person=leader, by=leader, values={"role": Role.VIEWER})

    assert Membership.objects.get(pk=leader.pk).role == Role.VIEWER


def test_administrator_without_account_does_not_count(leader, riverside):
    make_person(riverside, "Second", Role.ADMINISTRATOR)

    with pytest.raises(PolicyError, match="only administrator"):
        actions.change_person(person=leader, by=leader, values={"role": Role.VIEWER})


def test_nobody_supervises_themselves_in_a_circle(leader, principal, supervisor):
    with pytest.raises(PolicyError, match="circle"):
        actions.change_person(
            person=supervisor, by=leader, values={"supervisor": principal}
        )


def test_archived_person_does_not_supervise(leader, teacher, supervisor):
    actions.archive_person(person=supervisor, by=leader)

    with pytest.raises(PolicyError, match="in the archive"):
        actions.change_person(
            person=teacher, by=leader, values={"supervisor": supervisor}
        )


def test_schools_are_archived_restored_and_changed(leader, school):
    actions.archive_school(school=school, by=leader)
    with pytest.raises(PolicyError, match="already"):
        actions.archive_school(school=school, by=leader)
    actions.restore_school(school=school, by=leader)
    with pytest.raises(PolicyError, match="not in the archive"):
        actions.restore_school(school=school, by=leader)
    actions.change_school(
        school=school, by=leader, values={"city": "Lake"}, context={"enrollment": 0}
    )

    school.refresh_from_db()
    assert (school.city, school.context.enrollment, school.is_archived) == (
        "Lake",
        0,
        False,
    )
    assert AuditEvent.objects.first().details == {"fields": ["city", "enrollment"]}


def test_school_without_context_gets_one(leader, riverside):
    school = make_school(riverside, "Bare")
    school.context.delete()
    school.refresh_from_db()

    actions.change_school(
        school=school, by=leader, values={}, context={"enrollment": 12}
    )

    assert type(school).objects.get(pk=school.pk).context.enrollment == 12


def test_minimum_group_is_raised_and_never_lowered(leader, riverside):
    settings = {"name": "Riverside Schools", "time_zone": "America/Denver"}
    actions.change_organization(by=leader, minimum_group=8, **settings)

    with pytest.raises(PolicyError, match="never lowered"):
        actions.change_organization(by=leader, minimum_group=7, **settings)

    riverside.refresh_from_db()
    assert (riverside.name, riverside.minimum_group) == ("Riverside Schools", 8)
    assert AuditEvent.objects.get().details["minimum_group"] == [5, 8]


def test_founding_an_organization_names_its_administrator(db, everywhere):
    by = actions.create_organization(
        name="Lakeside",
        slug="lakeside",
        founder=actions.Founder(
            given_name="Ada", family_name="Ng", email="Ada@Lakeside.example"
        ),
    )

    assert (by.role, by.email) == (Role.ADMINISTRATOR, "ada@lakeside.example")
    assert AuditEvent.objects.get().organization_ref == by.organization.ref
