"""Whoever comes after others were asked is asked too, unless they would stand out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from headship.core.clock import now, shifted
from headship.core.errors import PolicyError
from headship.core.models import OutgoingMail
from headship.programs.actions import feedback as actions
from headship.programs.queries import feedback as queries
from tests.programs import learning
from tests.programs.feedback.conftest import answer, invitations


@pytest.fixture
def opened(session, leader):
    """Return feedback on a session that goes on tomorrow."""
    session.days.create(
        starts_at=now() + timedelta(hours=20), ends_at=now() + timedelta(hours=26)
    )
    return actions.open_feedback(session=session, by=leader)


def over(opened):
    """Move the clock behind the last day, before feedback closes."""
    return shifted(opened.session.days.last().ends_at - now() + timedelta(hours=1))


def asked(feedback):
    return {it.member for it in invitations(feedback)}


def test_whoever_joins_while_the_session_lasts_is_asked_once(
    opened, cohort, hillside, leader
):
    late = learning.enroll_people(cohort, hillside, 1)[0].member

    counts = [actions.ask_latecomers(feedback=opened, by=leader) for _ in range(2)]

    assert counts == [1, 0]
    assert late in asked(opened)
    assert OutgoingMail.objects.filter(to=late.email).count() == 1


def test_the_clock_asks_latecomers(opened, cohort, riverside, everywhere):
    late = learning.enroll_people(cohort, riverside, 1)[0].member

    actions.run_due_feedback()

    assert late in asked(opened)


def test_whoever_makes_the_session_up_late_is_asked(opened, cohort, leader, riverside):
    elsewhere = learning.make_cohort(riverside, program=cohort.program)
    guest = learning.enroll_people(elsewhere, riverside, 1)[0]
    missed = learning.make_session(elsewhere)
    guest.make_ups.create(missed=missed, session=opened.session, assigned_at=now())

    actions.ask_latecomers(feedback=opened, by=leader)

    assert guest.member in asked(opened)


def test_after_the_session_only_who_was_there_is_asked(
    opened, cohort, leader, riverside
):
    there, absent, corrected = learning.enroll_people(cohort, riverside, 3)
    learning.attend(there, opened.session)
    learning.attend(corrected, opened.session, hours="0")

    with over(opened):
        actions.ask_latecomers(feedback=opened, by=leader)

    assert there.member in asked(opened)
    assert not {absent.member, corrected.member} & asked(opened)


def test_second_membership_with_one_address_is_not_asked_again(
    opened, cohort, leader, hillside
):
    first = invitations(opened)[0].member
    again = learning.enroll_people(cohort, hillside, 1)[0].member
    again.email = first.email.upper()
    again.save(update_fields=["email"])

    assert actions.ask_latecomers(feedback=opened, by=leader) == 0


def test_nobody_is_asked_once_feedback_is_closed(opened, cohort, leader, riverside):
    learning.enroll_people(cohort, riverside, 1)
    with over(opened):
        actions.close_feedback(feedback=opened, by=leader)

        with pytest.raises(PolicyError, match="is not open"):
            actions.ask_latecomers(feedback=opened, by=leader)


def test_nobody_is_asked_after_the_last_day_to_answer(
    opened, cohort, leader, riverside
):
    learning.enroll_people(cohort, riverside, 1)

    with shifted(timedelta(days=30)), pytest.raises(PolicyError, match="only while"):
        actions.ask_latecomers(feedback=opened, by=leader)


def test_page_says_why_somebody_is_not_asked_yet(
    opened, cohort, leader, riverside, sign_in
):
    answer(opened, [3, 4, 5, 4, 3, 5])
    learning.enroll_people(cohort, riverside, 1)
    actions.ask_latecomers(feedback=opened, by=leader)
    url = reverse(
        "programs:session_feedback",
        kwargs={"org": "riverside", "ref": opened.session.ref},
    )

    page = sign_in(leader).get(url).content.decode()

    assert "1 person came later and is asked as soon as" in page
    assert len(queries.latecomers(opened)) == 1
