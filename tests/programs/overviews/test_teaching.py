from datetime import timedelta

import pytest

from headship.core.clock import today
from headship.programs.models import Facilitator, SessionDay, Venue
from headship.programs.reports import teaching
from tests.factories import make_member
from tests.programs import learning
from tests.programs.overviews.test_health import set_task


@pytest.fixture
def fay(riverside):
    return make_member(riverside, "Fay", "facilitator")


@pytest.fixture
def cohort(riverside):
    cohort = learning.make_cohort(riverside, title="Alpha", capacity=10)
    cohort.people = learning.enroll_people(cohort, riverside, 3)
    return cohort


@pytest.fixture
def coming(cohort, fay):
    session = learning.make_session(cohort, days_ago=-9)
    learning.assign(session, fay)
    return session


def card(member):
    (found,) = teaching.teaching_page(member).cards
    return found


def lacking(member):
    return [it.words for it in card(member).checks if not it.is_met]


def test_session_says_what_it_lacks(coming, fay):
    lead, place = lacking(fay)

    assert lead.startswith("Fay Doe may not lead this session. Missing: facilitator")
    assert place == "1 day has no place yet."
    assert not card(fay).is_ready


def test_session_without_a_lead_is_not_ready(coming, fay):
    coming.facilitators.update(part="observer")

    assert "Nobody leads it yet." in lacking(fay)


def test_room_that_is_too_small_is_told(coming, fay, riverside):
    room = Venue.objects.create(
        organization=riverside,
        name="Den",
        time_zone="America/Chicago",
        kind="central",
        capacity=2,
    )
    SessionDay.objects.update(venue=room)

    assert "3 people, but the room seats 2." in lacking(fay)


def test_session_with_everything_is_ready(coming, fay, riverside):
    room = Venue.objects.create(
        organization=riverside,
        name="Hall",
        time_zone="America/Chicago",
        kind="central",
    )
    SessionDay.objects.update(venue=room)
    ledger = Facilitator.objects.get(member=fay)
    for kind, name in (("training", ""), ("practice_teaching", "Edna Lowe")):
        ledger.qualifications.create(
            kind=kind, on=today() - timedelta(days=9), observer_name=name
        )

    assert lacking(fay) == []
    assert card(fay).is_ready


def test_practice_to_discuss_counts_who_has_done_it(coming, cohort, fay, everywhere):
    set_task(coming, cohort.people[:2])

    (task,) = card(fay).tasks

    assert (task.done, task.people) == (2, 3)


def test_sessions_of_others_and_cancelled_ones_are_not_there(coming, fay, teacher):
    assert teaching.teaching_page(teacher).cards == ()
    coming.state = "cancelled"
    coming.save(update_fields=["state"])
    assert teaching.teaching_page(fay).cards == ()


def test_accounts_are_owed_for_two_weeks(cohort, fay):
    learning.assign(learning.make_session(cohort, days_ago=3), fay)
    learning.assign(learning.make_session(cohort, days_ago=30), fay)

    assert [it.number for it in teaching.teaching_page(fay).owed] == [1]


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "expired on"), (89, "ends soon, on"), (91, "holds until"), (None, "holds")],
)
def test_ledger_says_what_holds(coming, fay, days, words):
    day = None if days is None else today() + timedelta(days=days)
    Facilitator.objects.get(member=fay).qualifications.create(
        kind="training", on=today() - timedelta(days=90), expires_on=day
    )

    (line,) = teaching.teaching_page(fay).ledger

    assert line.state.startswith(words)


def test_table_says_what_the_next_session_lacks(coming, fay):
    header, rows = teaching.teaching_table(teaching.teaching_page(fay))

    assert header[0] == "cohort"
    assert rows[0][:3] == ["Alpha", 3, "Meeting 1"]
    assert rows[0][5] == "no"
    assert "1 day has no place yet." in rows[0][6]
