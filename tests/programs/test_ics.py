"""What is written for calendars, read back with a second parser (vobject)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from headship.programs import ics
from headship.programs.zones import rules

PROVIDER = ics.Address(name="Partners, Learning", email="learn@partners.example")
ANA = ics.Address(name='Ana "Annie" Ruiz', email="ana@riverside.example")
SATURDAY = datetime(2026, 3, 7, 14, 30, tzinfo=UTC)  # The clocks change on Sunday.


def occasion(**fields):
    made = {
        "uid": "day-1@headship",
        "sequence": 2,
        "starts_at": SATURDAY,
        "ends_at": SATURDAY + timedelta(hours=7),
        "zone": "America/Chicago",
        "summary": "Managing change; second part, día uno",
        "changed_at": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "location": "Library, 12 Main St",
    }
    return ics.Occasion(**(made | fields))


def read(content):
    return vobject.readOne(content.decode())


def instants(content):
    """Return when each event begins, by the second parser's reading of the rules."""
    return [event.dtstart.value.astimezone(UTC) for event in read(content).vevent_list]


def test_invitation_says_who_what_when_and_which_version():
    found = read(ics.invitation(occasion(), organizer=PROVIDER, attendee=ANA))

    assert found.method.value == "REQUEST"
    event = found.vevent
    assert event.uid.value == "day-1@headship"
    assert event.sequence.value == "2"
    assert event.dtstamp.value == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert event.summary.value == "Managing change; second part, día uno"
    assert event.location.value == "Library, 12 Main St"
    assert event.status.value == "CONFIRMED"
    assert event.organizer.value == "mailto:learn@partners.example"
    assert event.attendee.value == "mailto:ana@riverside.example"
    assert event.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]


def test_a_message_names_exactly_one_event():
    for write in (ics.invitation, ics.cancellation):
        found = read(write(occasion(), organizer=PROVIDER, attendee=ANA))

        assert len(found.vevent_list) == 1


def test_cancellation_takes_the_same_event_out():
    found = read(ics.cancellation(occasion(), organizer=PROVIDER, attendee=ANA))

    assert found.method.value == "CANCEL"
    assert found.vevent.uid.value == "day-1@headship"
    assert found.vevent.status.value == "CANCELLED"
    assert found.vevent.transp.value == "TRANSPARENT"


def test_days_on_both_sides_of_a_clock_change_start_at_the_same_hour():
    days = [
        datetime(2026, 3, 7, 8, 30, tzinfo=ZoneInfo("America/Chicago")),
        datetime(2026, 3, 8, 8, 30, tzinfo=ZoneInfo("America/Chicago")),
    ]
    held = [
        occasion(
            uid=f"day-{number}@headship",
            starts_at=day.astimezone(UTC),
            ends_at=day.astimezone(UTC) + timedelta(hours=6),
        )
        for number, day in enumerate(days, start=1)
    ]

    content = ics.feed(held, name="Year One")

    events = read(content).vevent_list
    assert [event.dtstart.value.hour for event in events] == [8, 8]
    assert instants(content) == [
        datetime(2026, 3, 7, 14, 30, tzinfo=UTC),
        datetime(2026, 3, 8, 13, 30, tzinfo=UTC),
    ]


def test_a_feed_holds_two_time_zones_with_the_rules_of_each():
    denver = occasion(uid="day-2@headship", zone="America/Denver")

    content = ics.feed([occasion(), denver], name="Mine")

    found = read(content)
    assert {zone.tzid.value for zone in found.vtimezone_list} == {
        "America/Chicago",
        "America/Denver",
    }
    assert [event.dtstart.value.hour for event in found.vevent_list] == [8, 7]
    assert instants(content) == [SATURDAY, SATURDAY]


def test_a_feed_keeps_cancelled_events_so_that_they_disappear():
    content = ics.feed([replace(occasion(), is_cancelled=True)], name="Mine")

    found = read(content)
    assert found.method.value == "PUBLISH"
    assert found.vevent.status.value == "CANCELLED"


def test_an_empty_feed_is_a_calendar():
    assert read(ics.feed([], name="Mine")).contents["x-wr-calname"][0].value == "Mine"


ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Honolulu",
    "America/Anchorage",
    "Europe/London",
    "Australia/Sydney",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
]


@pytest.mark.parametrize("zone", ZONES)
def test_rules_of_a_zone_agree_with_the_zone_all_year(zone):
    hours = [
        datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(365)
    ]
    held = [
        occasion(
            uid=f"{n}@headship",
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            zone=zone,
        )
        for n, at in enumerate(hours)
    ]
    content = ics.feed(held[::5], name="All year")

    assert instants(content) == hours[::5]


def test_rules_change_at_the_hour_at_which_the_clocks_do():
    written = rules("America/Chicago", 2026, 2029).to_ical().decode()

    assert "DTSTART:20260308T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in written
    assert (
        "DTSTART:20261101T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11" in written
    )


def test_a_zone_without_a_yearly_rule_gets_its_dates():
    written = rules("Africa/Casablanca", 2026, 2028).to_ical().decode()

    assert "RRULE" not in written
    assert written.count("RDATE") == 2
