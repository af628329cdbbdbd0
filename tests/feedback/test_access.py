"""The filters stand by themselves, also where no scope helps them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from headship.feedback import access, actions
from headship.orgs.permissions import Permission
from tests.factories import make_member
from tests.feedback import rounds

VIEW, MANAGE = Permission.CYCLE_VIEW, Permission.CYCLE_MANAGE
pytestmark = pytest.mark.usefixtures("everywhere")


@pytest.fixture
def nomination(participant, leader, principal, riverside):
    actions.open_nominations(cycle=participant.cycle, by=leader)
    people = rounds.make_people(riverside, 1)
    [made] = actions.nominate(
        participant=rounds.reload(participant),
        nominees=people,
        group="peer",
        by=principal,
    )
    return made


def test_cycle_of_another_organization_does_not_exist(cycle, leader, outsider):
    assert access.get_cycle(leader, cycle.ref, VIEW) == cycle
    with pytest.raises(Http404):
        access.get_cycle(outsider, cycle.ref, VIEW)


def test_participant_is_for_those_who_manage(participant, leader, viewer, outsider):
    assert access.get_participant(leader, participant.ref, MANAGE) == participant
    with pytest.raises(PermissionDenied):
        access.get_participant(viewer, participant.ref, MANAGE)
    with pytest.raises(Http404):
        access.get_participant(outsider, participant.ref, MANAGE)


def test_review_is_the_leaders_own(participant, principal, riverside, supervisor):
    colleague = make_member(riverside, "Colleague", "leader")

    assert access.get_own_review(principal, participant.ref) == participant
    with pytest.raises(Http404):
        access.get_own_review(colleague, participant.ref)
    with pytest.raises(PermissionDenied):
        access.get_own_review(supervisor, participant.ref)


def test_report_is_the_leaders_or_shared(closed, principal, supervisor, leader, coach):
    actions.share_report(participant=closed, reader=coach, by=principal)

    assert access.get_report(principal, closed.ref) == closed
    assert access.get_report(coach, closed.ref) == closed
    for other in (supervisor, leader):
        with pytest.raises(Http404):
            access.get_report(other, closed.ref)


def test_share_counts_in_its_organization_only(closed, principal, coach, hillside):
    actions.share_report(participant=closed, reader=coach, by=principal)
    coach.organization = hillside

    with pytest.raises(Http404):
        access.get_report(coach, closed.ref)


def test_nomination_is_decided_by_the_supervisor(
    nomination, supervisor, principal, riverside, outsider
):
    other = make_member(riverside, "Othersupervisor", "supervisor")

    assert access.get_nomination(supervisor, nomination.ref) == nomination
    for refused in (other, principal):
        with pytest.raises(PermissionDenied):
            access.get_nomination(refused, nomination.ref)
    with pytest.raises(Http404):
        access.get_nomination(outsider, nomination.ref)
