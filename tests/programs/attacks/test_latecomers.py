"""Does asking people later tell what somebody said, or lift a small group over?"""

from datetime import timedelta

import pytest

from headship.core.clock import now
from headship.programs.actions import feedback as actions
from headship.programs.models import LevelFigure
from headship.programs.reports import feedback as reports
from tests.factories import make_member
from tests.programs import learning
from tests.programs.feedback.conftest import (  # noqa: F401 -- fixtures
    answer,
    cohort,
    invitations,
    opened,
    session,
)


@pytest.fixture
def lasting(opened):  # noqa: F811
    """Return open feedback on a session whose end is moments away."""
    opened.session.days.update(ends_at=now() + timedelta(seconds=30))
    return opened


def add(feedback, people, by):
    learning.enroll_people(feedback.session.cohort, by.organization, people)
    return actions.ask_latecomers(feedback=feedback, by=by)


def close(feedback, by):
    feedback.session.days.update(ends_at=now())
    actions.close_feedback(feedback=feedback, by=by)
    return set(LevelFigure.objects.values_list("withheld", flat=True))


def test_nobody_is_asked_alone_after_everyone_answered(lasting, leader):
    answer(lasting, [3, 4, 5, 4, 3, 4, 5, 4])

    assert add(lasting, 1, leader) == 0
    assert invitations(lasting) == []


@pytest.mark.parametrize(("answered", "asked"), [(4, 1), (5, 0)])
def test_latecomer_is_one_of_as_many_as_were_promised(lasting, leader, answered, asked):
    answer(lasting, [3, 4, 5, 4, 3][:answered])

    assert add(lasting, 1, leader) == asked


def test_latecomers_who_are_enough_together_are_asked_together(lasting, leader):
    answer(lasting, [3, 4, 5, 4, 3, 4, 5, 4])

    assert [add(lasting, 4, leader), add(lasting, 1, leader)] == [0, 5]


def test_own_people_added_late_do_not_lift_one_answer_over_the_line(lasting, leader):
    answer(lasting, [1])
    add(lasting, 4, leader)
    answer(lasting, [5, 4, 5, 4])

    assert close(lasting, leader) == {"too_few"}


def test_own_people_added_late_do_not_lift_own_words_over_the_line(lasting, leader):
    secret = {"session-feedback.change_next": "The second block was read from slides."}
    answer(lasting, [3, 4, 5, 4, 3, 4, 5], secret)
    add(lasting, 4, leader)
    answer(lasting, [5, 4])
    close(lasting, leader)

    said = reports.feedback_page(lasting.session).said

    assert {str(it.texts.reason) for it in said} == {
        "too few people answered to show their own words"
    }


def test_enough_answers_of_those_asked_first_are_shown(lasting, leader):
    answer(lasting, [3, 4, 5])
    add(lasting, 1, leader)
    answer(lasting, [4, 3, 5])

    assert close(lasting, leader) == {""}


def test_promise_of_a_district_that_comes_later_holds(lasting, leader, hillside):
    hillside.minimum_group = 7
    hillside.save(update_fields=["minimum_group"])
    answer(lasting, [3, 4])
    ivy = make_member(hillside, "Ivy", "leader")
    learning.enroll(lasting.session.cohort, ivy)

    actions.ask_latecomers(feedback=lasting, by=leader)

    assert lasting.survey.groups.get().minimum == 8
