"""Whoever comes at the very same moment: no seat is given twice, and none is lost."""

from functools import partial

import pytest

from headship.core.errors import PolicyError
from headship.programs.actions import cohorts as cohort_actions
from headship.programs.actions import participants as actions
from headship.programs.models import Participant
from tests.factories import make_person
from tests.programs import consortium
from tests.programs.together import run_together

pytestmark = [
    pytest.mark.usefixtures("everywhere"),
    pytest.mark.django_db(transaction=True),
]
NAMES = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")


@pytest.fixture
def program(leader):
    return consortium.make_program(leader, "district")


@pytest.fixture
def people(riverside):
    return [make_person(riverside, name, "leader") for name in NAMES]


def _names(cohort, state):
    found = Participant.objects.filter(cohort=cohort, state=state)
    return [it.member.given_name for it in found.order_by("waiting_since", "pk")]


def _accept(place):
    return partial(actions.accept_invitation, participant=place, by=place.member)


def test_last_seat_goes_to_one_of_those_who_take_it_at_once(
    program, people, leader, tmp_path
):
    cohort = consortium.make_cohort(leader, program, capacity=2)
    consortium.enroll(cohort, people[0], leader)
    places = [consortium.invite(cohort, it, leader) for it in people[1:]]

    outcomes = run_together(tmp_path, *map(_accept, places))

    seated = [it for it in outcomes if it.state == "enrolled"]
    assert len(seated) == 1
    assert len(_names(cohort, "enrolled")) == 2
    assert len(_names(cohort, "waiting")) == 4


def test_last_seat_goes_to_one_of_those_who_are_moved_there_at_once(
    program, people, leader, tmp_path
):
    target = consortium.make_cohort(leader, program, title="Target", capacity=1)
    homes = [
        consortium.make_cohort(leader, program, title=it.given_name) for it in people
    ]
    places = [
        consortium.enroll(cohort, member, leader)
        for cohort, member in zip(homes, people, strict=True)
    ]

    outcomes = run_together(
        tmp_path,
        *(
            partial(actions.transfer, participant=it, to=target, by=leader)
            for it in places
        ),
    )

    refused = [str(it) for it in outcomes if isinstance(it, PolicyError)]
    assert refused == ["Target is full: 1 of 1 seats are taken."] * 5
    assert len(_names(target, "enrolled")) == 1


def test_two_seats_freed_at_once_go_to_the_first_two_who_wait(
    program, people, leader, tmp_path
):
    cohort = consortium.make_cohort(leader, program, capacity=2)
    places = [consortium.enroll(cohort, it, leader) for it in people]

    outcomes = run_together(
        tmp_path,
        *(partial(actions.withdraw, participant=it, by=leader) for it in places[:2]),
    )

    assert [it.state for it in outcomes] == ["withdrawn"] * 2
    assert sorted(_names(cohort, "enrolled")) == ["Cy", "Di"]
    assert _names(cohort, "waiting") == ["Ed", "Flo"]


def test_seat_is_not_taken_and_taken_away_at_once(program, people, leader, tmp_path):
    cohort = consortium.make_cohort(leader, program, capacity=2)
    consortium.enroll(cohort, people[0], leader)
    place = consortium.invite(cohort, people[1], leader)
    smaller = consortium.plan(capacity=1)

    run_together(
        tmp_path,
        _accept(place),
        partial(cohort_actions.change_cohort, cohort=cohort, plan=smaller, by=leader),
    )

    cohort.refresh_from_db()
    assert len(_names(cohort, "enrolled")) <= cohort.capacity
