"""Who was there: one row per person and day, whoever records it and however often."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scopes_disabled

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs import doors
from headship.programs.actions import attendance as actions
from headship.programs.models import Attendance, Door, MakeUp
from headship.programs.queries import attendance as queries
from tests.factories import make_member
from tests.programs import learning

SECONDS = timedelta(seconds=1)


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def ana(hillside):
    return make_member(hillside, "Ana", "leader")


@pytest.fixture
def place(cohort, ana):
    return learning.enroll(cohort, ana)


@pytest.fixture
def day(cohort):
    """A day of eight hours, six of them work, that began half an hour ago."""
    day = learning.make_session(cohort, days_ago=0).days.get()
    day.starts_at = now() - timedelta(minutes=30)
    day.ends_at = day.starts_at + timedelta(hours=8)
    day.save()
    return day


@pytest.fixture
def door(day, leader):
    return actions.open_door(day=day, by=leader)


def code(door, **ago):
    return doors.code_at(door.ref, door.tag, now() - timedelta(**ago))


def tick(place, hours="6"):
    return actions.Tick(participant=place, hours=Decimal(hours))


def scan(door, user):
    return actions.check_in(door=actions.show_code(code=code(door)), user=user)


def test_code_at_the_door_records_the_whole_day(door, place, ana):
    kept = scan(door, ana.user)

    assert (kept.participant, kept.hours, kept.method) == (place, 6, "qr")
    assert kept.recorded_by == ana


def test_opening_a_door_again_shows_the_same_door(door, day, leader):
    assert actions.open_door(day=day, by=leader) == door
    assert AuditEvent.objects.filter(event="door_opened").count() == 1


def test_code_can_be_typed_with_hyphen_and_small_letters(door, place, ana):
    typed = doors.spell(code(door)).lower()

    assert actions.show_code(code=f" {typed} ") == door


@pytest.mark.parametrize("seconds", [0, 30, 90, 119])
def test_code_works_until_two_minutes_after_it_was_shown(door, seconds):
    shown = code(door, seconds=seconds)

    assert actions.show_code(code=shown) == door


@pytest.mark.parametrize("minutes", [2.5, 60])
def test_expired_code_is_refused_with_its_sentence(door, minutes):
    with pytest.raises(PolicyError, match=r"^This code has expired"):
        actions.show_code(code=code(door, minutes=minutes))


def test_a_servers_clock_may_be_a_step_ahead(door):
    assert actions.show_code(code=code(door, seconds=-30)) == door


@pytest.mark.parametrize("minutes", [1, 5])
def test_code_from_the_future_names_the_clocks(door, minutes):
    with pytest.raises(PolicyError, match=r"clocks of two servers differ"):
        actions.show_code(code=code(door, minutes=-minutes))


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHIJ", "x" * 200])
def test_unknown_code_is_refused_with_its_sentence(door, typed):
    with pytest.raises(PolicyError, match=r"^This code is not known"):
        actions.show_code(code=typed)


def test_a_code_opens_its_own_door_only(door, cohort, leader):
    other = actions.open_door(
        day=learning.make_session(cohort, days_ago=0).days.get(), by=leader
    )
    mixed = other.tag + code(door)[doors.HALF :]

    with pytest.raises(PolicyError, match=r"^This code is not known"):
        actions.show_code(code=mixed)


def test_nothing_in_the_table_gives_the_code_away(door):
    stored = [str(value) for value in vars(Door.objects.get()).values()]

    assert code(door)[doors.HALF :] not in "".join(stored)


def test_too_early_and_too_late_have_their_sentences(door, place, ana, noon):
    noon.move_to(door.day.starts_at - timedelta(minutes=61))
    with pytest.raises(
        PolicyError, match=r"too early: check-in opens on March 2, 2026, 10:30 AM"
    ):
        scan(door, ana.user)

    noon.move_to(door.day.ends_at + timedelta(minutes=61))
    with pytest.raises(PolicyError, match=r"too late: check-in closed on March 2"):
        scan(door, ana.user)

    assert not Attendance.objects.exists()


def test_who_is_not_enrolled_is_told_where_they_are(door, coach, cohort):
    with pytest.raises(PolicyError, match=rf"not enrolled in {cohort.title}, which"):
        scan(door, coach.user)


def test_participant_of_another_cohort_is_not_counted(door, riverside, teacher):
    learning.enroll(learning.make_cohort(riverside), teacher)

    with pytest.raises(PolicyError, match=r"^You are not enrolled"):
        scan(door, teacher.user)


def test_who_withdrew_is_told_so(door, place, ana):
    place.state = "withdrawn"
    place.save()

    with pytest.raises(PolicyError, match=r"not active: withdrawn\."):
        scan(door, ana.user)


def test_cancelled_session_takes_no_attendance(door, place, ana, leader, day):
    day.session.state = "cancelled"
    day.session.save()
    found = actions.show_code(code=code(door))

    with pytest.raises(PolicyError, match=r"^This session was cancelled"):
        actions.check_in(door=found, user=ana.user)
    with pytest.raises(PolicyError, match=r"^This session was cancelled"):
        actions.record_roster(
            day=found.day, ticks=[tick(place)], method="roster", by=leader
        )


def test_a_guest_who_makes_up_is_let_in(door, day, riverside, teacher):
    elsewhere = learning.make_cohort(riverside)
    guest = learning.enroll(elsewhere, teacher)
    missed = learning.make_session(elsewhere, days_ago=20)
    MakeUp.objects.create(
        participant=guest, missed=missed, session=day.session, assigned_at=now()
    )

    kept = scan(door, teacher.user)

    assert (kept.participant, kept.method) == (guest, "makeup")
    assert queries.hours_in(elsewhere)[guest.pk].by_session == {missed.pk: 6}


def test_scanning_twice_counts_once(door, place, ana):
    assert scan(door, ana.user) == scan(door, ana.user)

    assert AuditEvent.objects.filter(event="attendance_recorded").count() == 1


def test_roster_after_the_code_keeps_the_first_record(door, day, place, ana, leader):
    scan(door, ana.user)

    added = actions.record_roster(
        day=day, ticks=[tick(place, "3")], method="paper", by=leader
    )

    assert added == 0
    kept = Attendance.objects.get()
    assert (kept.hours, kept.method) == (6, "qr")


def test_code_after_the_roster_keeps_partial_hours(door, day, place, ana, leader):
    actions.record_roster(
        day=day, ticks=[tick(place, "2.5")], method="roster", by=leader
    )

    assert scan(door, ana.user).hours == Decimal("2.5")


def test_database_refuses_a_second_row(door, place, ana, day):
    scan(door, ana.user)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            day=day, participant=place, hours=1, method="qr", recorded_at=now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(hours=25)


@pytest.mark.parametrize("hours", ["0", "0.1", "6.01", "-1"])
def test_hours_fit_the_day(day, place, leader, hours):
    with pytest.raises(PolicyError, match=r"^Hours are between 0.25 and 6 on this day"):
        actions.record_roster(
            day=day, ticks=[tick(place, hours)], method="roster", by=leader
        )


def test_short_day_counts_as_long_as_it_is(day):
    day.ends_at = day.starts_at + timedelta(minutes=100)

    assert queries.day_hours(day) == Decimal("1.67")


def test_roster_of_a_day_ahead_is_refused(cohort, place, leader):
    day = learning.make_session(cohort, days_ago=-2).days.get()

    with pytest.raises(PolicyError, match=r"^The day has not begun"):
        actions.record_roster(day=day, ticks=[tick(place)], method="roster", by=leader)


def test_correction_on_the_day_needs_no_reason_and_is_audited(door, place, ana, leader):
    kept = scan(door, ana.user)

    actions.correct_attendance(attendance=kept, hours=Decimal(4), reason="", by=leader)

    event = AuditEvent.objects.get(event="attendance_corrected")
    assert event.details == {"before": "6.00", "after": "4", "reason": ""}


def test_late_correction_needs_a_reason(door, place, ana, leader, noon):
    kept = scan(door, ana.user)
    noon.move_to(now() + timedelta(days=1))

    with pytest.raises(PolicyError, match=r"^The day is over, so say why"):
        actions.correct_attendance(
            attendance=kept, hours=Decimal(4), reason=" ", by=leader
        )
    actions.correct_attendance(
        attendance=kept, hours=Decimal(0), reason="Left at once.", by=leader
    )

    kept.refresh_from_db()
    assert (kept.hours, kept.correction, kept.was_there) == (0, "Left at once.", False)


def test_who_was_recorded_absent_cannot_scan_it_away(door, place, ana, leader):
    kept = scan(door, ana.user)
    actions.correct_attendance(attendance=kept, hours=Decimal(0), reason="", by=leader)

    with pytest.raises(PolicyError, match=r"recorded that you were not there"):
        scan(door, ana.user)


def test_roster_lists_everyone_expected_once(day, place, cohort, riverside, teacher):
    withdrawn = make_member(riverside, "Gone", "leader")
    learning.enroll(cohort, withdrawn, state="withdrawn")
    guest = learning.enroll(learning.make_cohort(riverside), teacher)
    missed = learning.make_session(guest.cohort, days_ago=9)
    MakeUp.objects.create(
        participant=guest, missed=missed, session=day.session, assigned_at=now()
    )

    rows = queries.roster(day)

    assert [(row.participant, row.is_guest) for row in rows] == [
        (place, False),
        (guest, True),
    ]


def test_hours_add_up_over_days_and_sessions(cohort, place, leader):
    first = learning.make_session(cohort, days_ago=9, days=2)
    second = learning.make_session(cohort, days_ago=3)
    for day in [*first.days.all(), second.days.get()]:
        actions.record_roster(
            day=day, ticks=[tick(place, "5.5")], method="paper", by=leader
        )

    hours = queries.hours_in(cohort)[place.pk]

    assert hours.by_session == {first.pk: Decimal(11), second.pk: Decimal("5.5")}
    assert hours.total == Decimal("16.5")
    assert queries.offered_hours([first, second]) == {first.pk: 12, second.pk: 6}


def test_the_record_is_the_providers_although_a_district_member_scans(
    door, place, ana, hillside
):
    with scopes_disabled():
        kept = scan(door, ana.user)

    assert Attendance.objects.get() == kept
    assert AuditEvent.objects.get(event="attendance_recorded").organization_ref == (
        hillside.ref
    )
