"""A room in which people are expected is not made smaller, moved or doubled."""

from datetime import timedelta

import pytest
from django.urls import reverse

from headship.core.errors import InputError, PolicyError
from headship.programs.actions import cohorts as cohort_actions
from headship.programs.actions import sessions as actions
from headship.programs.actions.sessions import VenueText
from headship.programs.models import Venue
from tests.programs import consortium
from tests.programs.consortium import day_plan

pytestmark = pytest.mark.usefixtures("everywhere", "noon")
SMALL = (
    "1. Overview of North is booked here on March 16, 2026; March 17, 2026: 20 people "
    "are expected, 12 seats are too few. Move it to a larger room first, or give its "
    "cohort fewer seats."
)


@pytest.fixture
def room(leader):
    return consortium.make_venue(leader, room="Oak", capacity=40)


@pytest.fixture
def cohort(leader):
    return consortium.make_cohort(
        leader, consortium.make_program(leader), title="North"
    )


@pytest.fixture
def session(cohort, leader, room):
    return consortium.schedule(
        cohort, leader, day_plan(14, venue=room), day_plan(15, venue=room)
    )


def _change(room, by, /, **change):
    now = {name: getattr(room, name) for name in VenueText.__dataclass_fields__}
    return actions.change_venue(venue=room, text=VenueText(**now | change), by=by)


def _form(room, /, **change):
    names = ("name", "kind", "room", "address", "capacity", "time_zone", "link")
    return {name: getattr(room, name) for name in names} | change


def test_seats_stay_enough_for_what_is_booked(session, room, leader):
    with pytest.raises(InputError) as refused:
        _change(room, leader, capacity=12)

    assert str(refused.value) == SMALL
    assert _change(room, leader, capacity=20).capacity == 20
    assert _change(room, leader, capacity=None).capacity is None


def test_guests_are_expected_too(session, room, leader, cohort, riverside):
    other = consortium.make_cohort(leader, cohort.program, title="South")
    guest = consortium.enroll(other, leader, leader)
    missed = consortium.schedule(other, leader, day_plan(9))
    session.make_ups.create(
        participant=guest, missed=missed, assigned_at=missed.days.get().starts_at
    )

    with pytest.raises(InputError, match="21 people are expected, 20 seats"):
        _change(room, leader, capacity=20)


def test_what_is_over_or_cancelled_needs_no_seats(session, room, leader, noon):
    actions.cancel_session(session=session, reason="", by=leader)
    assert _change(room, leader, capacity=2).capacity == 2


def test_days_that_are_over_need_no_seats(session, room, leader, noon):
    noon.move_to("2026-03-17 21:00:00+00:00", tick=False)

    assert _change(room, leader, capacity=2).capacity == 2


def test_room_does_not_go_online_or_elsewhere_under_a_session(session, room, leader):
    with pytest.raises(InputError, match="takes place in another way"):
        _change(room, leader, kind="online", link="https://example.org/")
    with pytest.raises(InputError, match="would begin at another time of day"):
        _change(room, leader, time_zone="America/New_York")
    assert _change(room, leader, time_zone="US/Central").time_zone == "US/Central"


def test_many_sessions_are_not_all_named(room, leader, cohort):
    for days in range(14, 21):
        consortium.schedule(cohort, leader, day_plan(days, venue=room))

    with pytest.raises(InputError) as refused:
        _change(room, leader, capacity=5)

    assert len(refused.value.problems) == 6
    assert refused.value.problems[-1] == "2 more sessions are booked here."


def test_form_says_it_at_the_field_and_keeps_what_was_typed(
    session, room, leader, sign_in
):
    url = reverse("programs:venue_change", kwargs={"org": "riverside", "ref": room.ref})

    answer = sign_in(leader).post(url, _form(room, capacity="12", address="Main St 1"))

    form = answer.context["form"]
    assert form.errors == {"capacity": [SMALL]}
    assert form["address"].value() == "Main St 1"
    room.refresh_from_db()
    assert room.capacity == 40


def test_room_is_listed_once(room, leader, sign_in):
    browser = sign_in(leader)
    words = "There is a room of this name already"
    add = reverse("programs:venue_add", kwargs={"org": "riverside"})

    assert words in browser.post(add, _form(room)).content.decode()
    with pytest.raises(PolicyError, match=words):
        consortium.make_venue(leader, room="Oak")
    second = consortium.make_venue(leader, room="Elm")
    with pytest.raises(PolicyError, match=words):
        _change(second, leader, room="Oak")
    assert Venue.objects.count() == 2


def test_more_seats_than_a_table_holds_are_refused(room, leader, sign_in):
    add = reverse("programs:venue_add", kwargs={"org": "riverside"})

    answer = sign_in(leader).post(add, _form(room, room="Elm", capacity="99999"))

    assert "less than or equal to 10000" in answer.content.decode()


def test_cohort_does_not_outgrow_a_room_made_smaller(session, room, leader, cohort):
    _change(room, leader, capacity=20)
    plan = consortium.plan(
        title="North", capacity=21, ends_on=cohort.ends_on + timedelta(days=1)
    )

    with pytest.raises(PolicyError, match="seats 20 people; 21 would be expected"):
        cohort_actions.change_cohort(cohort=cohort, plan=plan, by=leader)
