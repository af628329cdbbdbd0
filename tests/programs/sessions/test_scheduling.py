"""What keeps a session from being scheduled, and what moving one means."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from headship.core.errors import InputError, PolicyError
from headship.core.models import AuditEvent
from headship.programs import wall_clock
from headship.programs.actions import facilitators as facilitator_actions
from headship.programs.actions import sessions as actions
from headship.programs.actions.attendance import Tick, record_roster
from headship.programs.actions.sessions import DayPlan, SessionPlan, VenueText
from headship.programs.models import SessionDay
from headship.programs.policies.sessions import conflicts
from headship.programs.queries import sessions as queries
from tests.programs import consortium, learning
from tests.programs.consortium import day_plan, session_plan

pytestmark = pytest.mark.usefixtures("everywhere", "noon")


@pytest.fixture
def program(leader):
    return consortium.make_program(leader)


@pytest.fixture
def cohort(leader, program):
    return consortium.make_cohort(leader, program, title="North")


@pytest.fixture
def other(leader, program):
    return consortium.make_cohort(leader, program, title="South")


@pytest.fixture
def fay(leader):
    return consortium.make_facilitator(leader)


def test_session_is_scheduled_over_two_days(cohort, leader, fay):
    room = consortium.make_venue(leader)
    session = consortium.schedule(
        cohort, leader, day_plan(14, venue=room), day_plan(15, venue=room), lead=fay
    )

    days = list(session.days.all())
    assert (session.number, session.sequence, len(days)) == (1, 0, 2)
    assert days[0].starts_at == datetime(2026, 3, 16, 14, tzinfo=UTC)
    assert f"{days[0].local_start:%H:%M %Z}" == "09:00 CDT"
    assert [it.part for it in session.facilitators.all()] == ["lead"]
    assert AuditEvent.objects.filter(event="session_scheduled").count() == 1


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ([], "A session needs at least one day."),
        ([(14, 16, 9)], "A day ends before it starts."),
        ([(14, 6, 21)], "longer than 14 hours"),
        ([(14, 9, 16), (14, 15, 17)], "Two days of this session overlap."),
        ([(-2, 9, 16)], "The first day has passed already."),
    ],
    ids=["none", "backwards", "long", "overlapping", "past"],
)
def test_days_must_make_sense(cohort, leader, days, reason):
    plan = SessionPlan(
        title="Overview", mode="central", days=tuple(day_plan(*day) for day in days)
    )
    with pytest.raises(InputError, match=reason):
        actions.schedule_session(cohort=cohort, plan=plan, by=leader)


def test_unqualified_lead_is_refused_by_name_and_reason(cohort, program, leader):
    fred = consortium.make_facilitator(leader, "Fred", areas=("overview",))
    planned = program.sessions.get(position=2)

    with pytest.raises(InputError) as refused:
        consortium.schedule(cohort, leader, lead=fred, program_session=planned)

    assert str(refused.value) == (
        "Fred Doe may not lead this session. Missing: content area “Managing change”."
    )


def test_lead_whose_line_ends_before_the_last_day_is_refused(cohort, leader):
    fred = consortium.make_facilitator(leader, "Fred", expires_on=date(2026, 3, 16))
    assert consortium.schedule(cohort, leader, day_plan(14), lead=fred).pk
    with pytest.raises(InputError, match=r"valid until March 16, 2026"):
        consortium.schedule(cohort, leader, day_plan(20), lead=fred)


def test_trainee_may_co_lead_but_not_lead(cohort, leader, coach):
    trainee = facilitator_actions.add_facilitator(
        member=coach, reach="trainee", by=leader
    )
    with pytest.raises(InputError, match="still in training and may co-lead"):
        consortium.schedule(cohort, leader, lead=trainee)
    assert consortium.schedule(cohort, leader, co_leads=(trainee,)).pk


def test_facilitator_is_not_in_two_places(cohort, other, leader, fay):
    consortium.schedule(cohort, leader, day_plan(14), lead=fay)

    with pytest.raises(InputError) as refused:
        consortium.schedule(other, leader, day_plan(14, 15, 18), observers=(fay,))

    assert str(refused.value) == (
        "Fay Doe is booked then: 1. Overview of North, March 16, 2026, 9:00 AM to 4:00 PM."
    )
    assert consortium.schedule(other, leader, day_plan(14, 16, 18), lead=fay).pk


def test_time_zones_are_compared_as_instants(cohort, other, leader, fay):
    """Nine to noon in New York is over when nine in Los Angeles begins."""
    east = consortium.make_venue(leader, "East", time_zone="America/New_York")
    west = consortium.make_venue(leader, "West", time_zone="America/Los_Angeles")
    in_east = day_plan(14, 9, 12, east, "America/New_York")
    consortium.schedule(cohort, leader, in_east, lead=fay)

    in_west = day_plan(14, 9, 12, west, "America/Los_Angeles")
    assert consortium.schedule(other, leader, in_west, lead=fay).pk
    third = consortium.make_cohort(leader, cohort.program, title="Third")
    overlapping = day_plan(14, 8, 10, west, "America/Los_Angeles")
    with pytest.raises(InputError, match=r"9:00 AM to 12:00 PM"):
        consortium.schedule(third, leader, overlapping, lead=fay)


def test_booking_elsewhere_is_not_told(cohort, leader, outsider, fay):
    """A local facilitator's own district is nobody else's business."""
    from headship.programs.models import Facilitator  # noqa: PLC0415 -- only here

    theirs = consortium.make_cohort(outsider, consortium.make_program(outsider))
    twin = Facilitator.objects.create(
        organization=outsider.organization, member=fay.member
    )
    consortium.schedule(theirs, outsider, co_leads=(twin,))

    with pytest.raises(InputError) as refused:
        consortium.schedule(cohort, leader, lead=fay)
    assert str(refused.value) == "Fay Doe is booked then by another organization."


def test_absent_facilitator_is_refused(cohort, leader, fay):
    facilitator_actions.add_absence(
        facilitator=fay,
        starts_at=datetime(2026, 3, 16, 20, tzinfo=UTC),
        ends_at=datetime(2026, 3, 18, 5, tzinfo=UTC),
        by=leader,
    )
    with pytest.raises(InputError) as refused:
        consortium.schedule(cohort, leader, lead=fay)
    assert str(refused.value) == (
        "Fay Doe is away then: March 16, 2026, 3:00 PM, to March 18, 2026, 12:00 AM."
    )
    assert consortium.schedule(cohort, leader, day_plan(14, 9, 15), lead=fay).pk


def test_room_is_booked_once(cohort, other, leader):
    room = consortium.make_venue(leader)
    consortium.schedule(cohort, leader, day_plan(venue=room))
    with pytest.raises(
        InputError, match=r"Learning Center is taken then: 1\. Overview"
    ):
        consortium.schedule(other, leader, day_plan(start=15, end=18, venue=room))


def test_room_must_hold_all_seats(cohort, leader):
    small = consortium.make_venue(leader, "Attic", capacity=19)
    with pytest.raises(InputError, match="Attic seats 19 people; 20 are expected"):
        consortium.schedule(cohort, leader, day_plan(venue=small))


def test_room_must_fit_how_the_session_takes_place(cohort, leader):
    room = consortium.make_venue(leader)
    with pytest.raises(InputError, match="does not fit how the session takes place"):
        consortium.schedule(cohort, leader, day_plan(venue=room), mode="online")


def test_cohort_meets_once_at_a_time(cohort, leader):
    consortium.schedule(cohort, leader)
    with pytest.raises(InputError, match=r"meets then already: 1\. Overview"):
        consortium.schedule(cohort, leader)


def test_all_reasons_are_told_at_once(cohort, other, leader, fay):
    room = consortium.make_venue(leader)
    consortium.schedule(cohort, leader, day_plan(venue=room), lead=fay)
    found = conflicts(session_plan(day_plan(venue=room), lead=fay), other)
    assert len(found) == 2


def test_one_person_has_one_part(cohort, leader, fay):
    with pytest.raises(InputError, match="chosen for two parts"):
        consortium.schedule(cohort, leader, lead=fay, co_leads=(fay,))


def test_strangers_do_not_lead(cohort, leader, outsider):
    theirs = consortium.make_facilitator(outsider, "Tom")
    with pytest.raises(InputError, match="Tom Doe is not one of this cohort's"):
        consortium.schedule(cohort, leader, lead=theirs)


def test_moving_keeps_the_days_and_raises_the_sequence(cohort, leader, fay):
    session = consortium.schedule(cohort, leader, day_plan(14), day_plan(15), lead=fay)
    refs = [day.ref for day in session.days.all()]

    plan = session_plan(day_plan(20), title="Overview, moved")
    moved = actions.reschedule_session(session=session, plan=plan, by=leader)

    assert (moved.sequence, moved.uid) == (1, session.uid)
    assert [day.ref for day in moved.days.all()] == refs[:1]
    assert not moved.facilitators.exists()
    plan = session_plan(day_plan(20), day_plan(21), day_plan(22), lead=fay)
    actions.reschedule_session(session=moved, plan=plan, by=leader)
    assert moved.days.first().ref == refs[0]
    assert (moved.sequence, moved.days.count()) == (2, 3)


def test_a_day_that_has_begun_stays(cohort, leader, noon):
    session = consortium.schedule(cohort, leader, day_plan(14), day_plan(16))
    first, second = session.days.all()
    noon.move_to(first.starts_at + timedelta(hours=1), tick=False)

    with pytest.raises(PolicyError, match="has begun cannot be moved"):
        actions.reschedule_session(
            session=session, plan=session_plan(day_plan(9)), by=leader
        )
    with pytest.raises(PolicyError, match="The session has begun"):
        actions.cancel_session(session=session, reason="", by=leader)
    kept = DayPlan(starts_at=first.starts_at, ends_at=first.ends_at)
    plan = session_plan(kept, day_plan(5))
    actions.reschedule_session(session=session, plan=plan, by=leader)
    assert SessionDay.objects.get(pk=second.pk).starts_at > second.starts_at


def test_a_day_to_which_people_came_early_stays(cohort, leader, principal, noon):
    session = consortium.schedule(cohort, leader, day_plan(14), day_plan(16))
    first, second = session.days.all()
    noon.move_to(second.starts_at - timedelta(minutes=30), tick=False)
    tick = Tick(participant=learning.enroll(cohort, principal), hours=Decimal(1))
    record_roster(day=second, ticks=[tick], method="roster", by=leader)
    kept = DayPlan(starts_at=first.starts_at, ends_at=first.ends_at)

    for plan in (session_plan(kept), session_plan(kept, day_plan(5))):
        with pytest.raises(PolicyError, match="recorded as present already"):
            actions.reschedule_session(session=session, plan=plan, by=leader)

    assert second.attendances.count() == 1


def test_cancelled_session_frees_room_and_people(cohort, other, leader, fay):
    room = consortium.make_venue(leader)
    session = consortium.schedule(cohort, leader, day_plan(venue=room), lead=fay)

    actions.cancel_session(session=session, reason="Snow", by=leader)

    assert (session.sequence, session.cancelled_because) == (1, "Snow")
    assert consortium.schedule(other, leader, day_plan(venue=room), lead=fay).pk
    with pytest.raises(PolicyError, match="This session is cancelled"):
        actions.cancel_session(session=session, reason="", by=leader)


def test_session_is_held_after_it_began(cohort, leader, noon):
    session = consortium.schedule(cohort, leader)
    with pytest.raises(PolicyError, match="Not every day has begun"):
        actions.hold_session(session=session, by=leader)
    noon.move_to(session.days.get().ends_at, tick=False)
    actions.hold_session(session=session, by=leader)
    with pytest.raises(PolicyError, match="has been held"):
        actions.hold_session(session=session, by=leader)


def test_changed_room_reaches_calendars(cohort, leader):
    room = consortium.make_venue(leader)
    session = consortium.schedule(cohort, leader, day_plan(venue=room))
    text = VenueText(name="Annex", kind="central", time_zone="America/Chicago")
    actions.change_venue(venue=room, text=text, by=leader)
    session.refresh_from_db()
    assert session.sequence == 1


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 7), time(9), datetime(2026, 3, 7, 15, tzinfo=UTC)),
        (date(2026, 3, 9), time(9), datetime(2026, 3, 9, 14, tzinfo=UTC)),
        (date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
    ids=["standard", "daylight", "twice: the earlier"],
)
def test_wall_clock_is_turned_into_the_instant_it_means(day, at, utc):
    assert wall_clock.instant(day, at, "America/Chicago") == utc


def test_time_that_never_comes_is_refused():
    with pytest.raises(PolicyError) as refused:
        wall_clock.instant(date(2026, 3, 8), time(2, 30), "America/Chicago")
    assert str(refused.value) == (
        "2:30 AM does not come on March 8, 2026 in America/Chicago: "
        "the clocks go forward. Choose 3:30 AM."
    )


def test_weekly_nine_stays_nine_across_the_change(cohort, leader):
    days = [day_plan(ahead) for ahead in (3, 10)]  # March 5 and 12, 2026.
    session = consortium.schedule(cohort, leader, *days)
    shown = [f"{day.local_start:%m-%d %H:%M %Z}" for day in session.days.all()]
    assert shown == ["03-05 09:00 CST", "03-12 09:00 CDT"]


def test_list_begins_with_what_is_next(riverside):
    cohort = learning.make_cohort(riverside)
    old, newer, soon, later, begun = (
        learning.make_session(cohort, days_ago=it, days=days)
        for it, days in ((40, 1), (9, 2), (-3, 1), (-30, 1), (1, 3))
    )

    found = list(queries.find_sessions(riverside, {}))

    assert found == [begun, soon, later, newer, old]
