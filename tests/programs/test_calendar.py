"""What reaches people's calendars: each change once, nothing twice."""

from datetime import timedelta

import pytest
import vobject
from django.utils.formats import time_format
from django_scopes import scopes_disabled

from headship.core import mail
from headship.core.clock import now
from headship.core.models import OutgoingMail
from headship.orgs.models import Role
from headship.programs.actions import calendar, participants, sessions
from headship.programs.actions.sessions import DayPlan, SessionPlan
from headship.programs.models import CalendarMessage, MakeUp, Session, Venue
from tests.factories import make_person
from tests.programs import learning


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def ana(hillside):
    return make_person(hillside, "Ana", Role.LEADER)


@pytest.fixture
def place(cohort, ana):
    return learning.enroll(cohort, ana)


@pytest.fixture
def session(cohort, place):
    made = learning.make_session(cohort, days_ago=-10, days=2)
    calendar.session_changed(made)
    return made


@pytest.fixture
def send(django_capture_on_commit_callbacks, mailoutbox):
    """Return a function that acts and returns the messages that then go out."""

    def sent(action, **arguments):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(**arguments)
        return [_event(message) for message in mailoutbox]

    return sent


def _event(message):
    [part] = [it for it in message.message().walk() if "calendar" in it["content-type"]]
    found = vobject.readOne(part.get_payload(decode=True).decode())
    assert part.get_param("method") == found.method.value
    return found


def plan(session, move_by=timedelta(), first=2, **fields):
    held = list(session.days.all())[:first]
    moved = [
        DayPlan(starts_at=it.starts_at + move_by, ends_at=it.ends_at + move_by)
        for it in held
    ]
    made = {
        "title": session.title,
        "mode": session.mode,
        "days": tuple(moved),
        "program_session": session.program_session,
    }
    return SessionPlan(**(made | fields))


def told():
    return [
        (it.member.given_name, it.day_number, it.method, it.sequence)
        for it in CalendarMessage.objects.select_related("member").order_by("pk")
    ]


def test_each_day_of_a_session_is_sent_to_each_participant(session):
    assert told() == [("Ana", 1, "request", 0), ("Ana", 2, "request", 0)]


def test_telling_again_sends_nothing(session):
    calendar.session_changed(session)

    assert len(told()) == 2
    assert OutgoingMail.objects.count() == 2


def test_a_moved_session_keeps_its_uid_and_its_sequence_rises(session, leader, send):
    before = {it.uid for it in CalendarMessage.objects.select_related("session")}

    events = send(
        sessions.reschedule_session,
        session=session,
        plan=plan(session, timedelta(days=1)),
        by=leader,
    )

    assert {it.method.value for it in events} == {"REQUEST"}
    assert {it.vevent.uid.value for it in events} == before
    assert {it.vevent.sequence.value for it in events} == {"1"}
    starts = sorted(it.vevent.dtstart.value for it in events)
    assert starts == sorted(it.starts_at for it in session.days.all())


def test_a_message_overtaken_by_a_newer_one_is_not_sent(session, leader, send):
    """The first two wait in the outbox, as when the mail server was away."""
    events = send(
        sessions.reschedule_session,
        session=session,
        plan=plan(session, timedelta(hours=1)),
        by=leader,
    )

    assert len(events) == 2
    assert OutgoingMail.objects.filter(state="sent").count() == 4


def test_a_message_that_waited_until_the_day_was_over_is_not_sent(
    session, noon, mailoutbox
):
    noon.move_to(now() + timedelta(days=30))

    mail.send_all_due()

    assert mailoutbox == []
    assert not OutgoingMail.objects.filter(state="queued").exists()


def test_a_cancelled_session_leaves_the_calendar_with_its_reason(
    session, leader, send, mailoutbox
):
    events = send(sessions.cancel_session, session=session, reason="Snow.", by=leader)

    assert [it.method.value for it in events] == ["CANCEL", "CANCEL"]
    assert {it.vevent.sequence.value for it in events} == {"1"}
    assert "Reason: Snow." in mailoutbox[0].body
    assert mailoutbox[0].subject.startswith("Cancelled: ")


def test_a_day_that_falls_away_leaves_the_calendar_alone(session, leader):
    sessions.reschedule_session(session=session, plan=plan(session, first=1), by=leader)

    assert told()[2:] == [("Ana", 1, "request", 1), ("Ana", 2, "cancel", 1)]


def test_a_new_place_is_a_change(session, leader, riverside):
    venue = Venue.objects.create(
        organization=riverside, name="Hall", time_zone="America/Denver", kind="central"
    )
    days = tuple(
        DayPlan(starts_at=it.starts_at, ends_at=it.ends_at, venue=venue)
        for it in session.days.all()
    )

    sessions.reschedule_session(
        session=session, plan=plan(session, days=days), by=leader
    )

    last = CalendarMessage.objects.order_by("pk").last()
    assert (last.sequence, last.location, last.zone) == (1, "Hall", "America/Denver")


def test_whoever_withdraws_is_told_and_can_come_back(session, place, leader, cohort):
    participants.withdraw(participant=place, by=leader)
    assert told()[2:] == [("Ana", 1, "cancel", 1), ("Ana", 2, "cancel", 1)]

    place.state = "enrolled"
    place.save()
    calendar.participant_changed(place)

    assert told()[4:] == [("Ana", 1, "request", 2), ("Ana", 2, "request", 2)]


def test_whoever_enrolls_later_gets_the_sessions_ahead_only(cohort, session, hillside):
    learning.make_session(cohort, days_ago=5)
    late = make_person(hillside, "Ben", Role.LEADER)

    calendar.participant_changed(learning.enroll(cohort, late))

    assert told()[2:] == [("Ben", 1, "request", 0), ("Ben", 2, "request", 0)]


def test_who_is_not_enrolled_gets_nothing(cohort, hillside):
    for number, state in enumerate(["applied", "invited", "waiting", "withdrawn"]):
        person = make_person(hillside, f"P{number}", Role.LEADER)
        since = now() if state == "waiting" else None
        learning.enroll(cohort, person, state=state, waiting_since=since)
    calendar.session_changed(learning.make_session(cohort, days_ago=-3))

    assert told() == []


def test_facilitators_get_the_session_too(cohort, coach):
    session = learning.make_session(cohort, days_ago=-3)
    learning.assign(session, coach)

    calendar.session_changed(session)

    assert told() == [("Coach", 1, "request", 0)]


def test_a_make_up_comes_and_goes(riverside, session, place, leader):
    other = learning.make_session(
        learning.make_cohort(riverside), days_ago=-20, title=session.title
    )
    make_up = MakeUp.objects.create(
        participant=place, missed=session, session=other, assigned_at=now()
    )
    calendar.make_up_changed(make_up)
    make_up.delete()
    calendar.make_up_changed(make_up)

    assert told()[2:] == [("Ana", 1, "request", 0), ("Ana", 1, "cancel", 1)]


def test_days_that_are_over_are_not_taken_back(session, noon, leader):
    noon.move_to(now() + timedelta(days=30))
    Session.objects.update(state="cancelled")
    session.refresh_from_db()

    calendar.session_changed(session)

    assert len(told()) == 2


def test_who_has_no_address_gets_no_mail(cohort, hillside):
    silent = make_person(hillside, "Silent", Role.LEADER, email="")
    learning.enroll(cohort, silent)

    calendar.session_changed(learning.make_session(cohort, days_ago=-3))

    assert len(told()) == 1
    assert not OutgoingMail.objects.exists()


def test_mail_speaks_the_readers_language_and_the_places_time(
    cohort, hillside, send, mailoutbox
):
    with scopes_disabled():
        learning.enroll(cohort, make_person(hillside, "Eva", Role.LEADER))
    session = learning.make_session(cohort, days_ago=-1)

    [event] = send(calendar.session_changed, session=session)

    start = session.days.get().local_start
    assert time_format(start) in mailoutbox[0].body
    assert "(America/Chicago)" in mailoutbox[0].body
    assert event.vevent.dtstart.value == start
    assert event.vevent.organizer.params["CN"] == ["Riverside"]
