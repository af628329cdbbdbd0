"""What the lists find, and that they never look into another organization."""

import pytest
from tests.factories import make_person, make_school

from headship.orgs import actions, queries

EMPTY: dict = {}


@pytest.fixture
def two_districts(riverside, hillside, everywhere):
    """Return Riverside, beside a district with the same names."""
    for organization in (riverside, hillside):
        school = make_school(organization, "Lincoln")
        make_person(organization, "Ann", "leader", schools=[school])
    return riverside


@pytest.mark.parametrize(
    "find",
    [
        lambda org: queries.find_people(org, EMPTY),
        lambda org: queries.find_schools(org, EMPTY),
        queries.active_schools,
        queries.possible_supervisors,
        queries.uninvited_people,
        queries.all_people,
    ],
)
def test_query_stays_in_its_organization_without_scopes(two_districts, find):
    found = list(find(two_districts))

    assert [each.organization for each in found] == [two_districts]


def test_role_counts_stay_in_their_organization(two_districts):
    assert queries.role_counts(two_districts) == {"leader": 1}


def test_events_stay_in_their_organization(leader, outsider, everywhere):
    for by in (leader, outsider):
        actions.create_school(by=by, values={"name": "New"}, context={})

    (event,) = queries.find_events(leader.organization, EMPTY)

    assert event.actor_ref == leader.ref


def test_people_are_found_by_words_role_school_status_and_account(
    leader, teacher, principal, school, riverside
):
    old = make_person(riverside, "Old", status="archived")

    def names(**wanted):
        return {p.given_name for p in queries.find_people(riverside, wanted)}

    assert names(search="teach doe") == {"Teacher"}
    assert names(search="PRINCIPAL@river") == {"Principal"}
    assert names(role="leader") == {"Principal"}
    assert names(school=school) == {"Teacher", "Principal"}
    assert names(status="archived") == {old.given_name}
    assert names(account="no") == set()
    assert names(role="leader", search="teacher") == set()


def test_people_are_sorted_by_name_or_role(leader, teacher, principal, riverside):
    def names(sort):
        people = queries.find_people(riverside, {"sort": sort})
        return [person.given_name for person in people]

    assert names("name") == ["Leader", "Principal", "Supervisor", "Teacher"]
    assert names("role") == ["Leader", "Principal", "Teacher", "Supervisor"]


def test_schools_are_found_by_words_and_locale(riverside):
    town = make_school(riverside, "Lake School", city="Oakdale", nces_id="480000100001")
    town.context.locale = 32
    town.context.save()
    make_school(riverside, "Hill School")

    def names(**wanted):
        return [school.name for school in queries.find_schools(riverside, wanted)]

    assert names(search="oak") == names(search="4800001") == ["Lake School"]
    assert names(locale="31") == ["Lake School"]
    assert names(locale="41") == []
    assert names() == ["Hill School", "Lake School"]


def test_uninvited_are_those_with_address_and_neither_account_nor_open_invitation(
    leader, teacher, riverside, noon
):
    make_person(riverside, "Silent", email="")
    make_person(riverside, "Gone", status="archived")
    invited = make_person(riverside, "Invited")
    waiting = make_person(riverside, "Waiting")
    actions.invite_people(people=[invited], by=leader)
    assert list(queries.uninvited_people(riverside)) == [waiting]

    noon.move_to("2026-03-17T18:00:00Z")

    assert set(queries.uninvited_people(riverside)) == {invited, waiting}


def test_events_are_found_by_person_event_and_day(leader, teacher, riverside, noon):
    actions.archive_person(person=teacher, by=leader)
    noon.move_to("2026-03-05T18:00:00Z")
    actions.restore_person(person=teacher, by=leader)

    def events(**wanted):
        return [event.event for event in queries.find_events(riverside, wanted)]

    assert events() == ["person_restored", "person_archived"]
    assert events(search="leader") == events(search="teacher") == events()
    assert events(search="nobody") == []
    assert events(event="person_archived") == ["person_archived"]
    assert events(until="2026-03-02") == ["person_archived"]
    assert events(since="2026-03-03") == ["person_restored"]
