"""A district agrees before its people take part."""

import pytest

from headship.core.errors import PolicyError
from headship.programs.actions import cohorts as actions
from headship.programs.actions import participants
from headship.programs.queries import crossing
from tests.factories import make_person
from tests.programs import consortium

pytestmark = pytest.mark.usefixtures("everywhere")


@pytest.fixture
def manager(db):
    return consortium.make_provider()


@pytest.fixture
def cohort(manager):
    program = consortium.make_program(manager, "district")
    return consortium.make_cohort(manager, program, capacity=3)


def test_people_join_only_after_their_district_agreed(
    cohort, manager, leader, principal
):
    part = actions.invite_district(
        cohort=cohort, district=leader.organization, by=manager
    )
    with pytest.raises(PolicyError, match="Riverside has not agreed"):
        consortium.invite(cohort, principal, manager)
    with pytest.raises(PolicyError, match="Agree to take part before"):
        participants.send_people(
            part=part, people=[principal], leader_role="principal", by=leader
        )
    assert crossing.cohorts_open_to(principal) == []
    assert crossing.people_at(cohort, [principal.email]) == {}

    actions.agree(part=part, by=leader)

    assert crossing.cohorts_open_to(principal) == [cohort]
    assert crossing.people_at(cohort, [principal.email]) == {principal.email: principal}
    assert consortium.enroll(cohort, principal, manager).is_enrolled
    assert crossing.cohorts_open_to(principal) == []


def test_only_the_district_itself_decides_and_once(cohort, manager, leader, outsider):
    part = actions.invite_district(
        cohort=cohort, district=leader.organization, by=manager
    )
    for stranger in (manager, outsider):
        with pytest.raises(PolicyError, match="Only Riverside can decide"):
            actions.agree(part=part, by=stranger)
    actions.decline_district(part=part, by=leader)
    with pytest.raises(PolicyError, match="decided already"):
        actions.agree(part=part, by=leader)


def test_district_is_invited_once_and_never_the_provider(cohort, manager, leader):
    consortium.join(cohort, leader, manager)
    with pytest.raises(PolicyError, match="Riverside is invited already"):
        actions.invite_district(cohort=cohort, district=leader.organization, by=manager)
    with pytest.raises(PolicyError, match="without an agreement"):
        actions.invite_district(
            cohort=cohort, district=manager.organization, by=manager
        )


def test_district_with_people_is_not_taken_out(cohort, manager, leader, principal):
    part = consortium.join(cohort, leader, manager)
    place = consortium.enroll(cohort, principal, manager)
    with pytest.raises(PolicyError, match="People of Riverside take part"):
        actions.remove_district(part=part, by=manager)
    participants.withdraw(participant=place, by=principal)
    actions.remove_district(part=part, by=manager)
    assert not cohort.districts.exists()


def test_district_sends_its_own_people(cohort, manager, leader, principal):
    part = consortium.join(cohort, leader, manager)
    assert principal in crossing.people_to_send(part)

    sent = participants.send_people(
        part=part, people=[principal], leader_role="principal", by=leader
    )

    assert [it.state for it in sent] == ["invited"]
    assert principal not in crossing.people_to_send(part)


def test_a_third_organization_decides_about_nobody(
    cohort, manager, leader, principal, outsider
):
    consortium.join(cohort, leader, manager)
    place = consortium.enroll(cohort, principal, manager)
    for act in (participants.withdraw, participants.decline_participant):
        with pytest.raises(PolicyError, match="Only the provider and Riverside"):
            act(participant=place, by=outsider)
    with pytest.raises(PolicyError, match="Only the provider and Riverside"):
        consortium.invite(cohort, make_person(leader.organization, "Eve"), outsider)


def test_seats_are_counted_at_the_provider_even_from_a_districts_scope(
    cohort, manager, leader, outsider
):
    """Within a district's scope the provider's rows are invisible: none seem taken."""
    from django_scopes import scope  # noqa: PLC0415 -- only here

    consortium.join(cohort, leader, manager)
    consortium.join(cohort, outsider, manager)
    for name in ("A", "B", "C"):
        consortium.enroll(cohort, make_person(outsider.organization, name), manager)
    member = make_person(leader.organization, "Late", "leader")
    place = consortium.invite(cohort, member, manager)

    with scope(organization=leader.organization):
        participants.accept_invitation(participant=place, by=member)

    assert place.state == "waiting"
