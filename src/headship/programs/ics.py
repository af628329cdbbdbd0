"""Session days as calendars understand them (RFC 5545 and RFC 5546).

Vocabulary: an occasion is one day of one session; its ``uid`` never changes, its
``sequence`` rises with each change, and both together let a calendar move or remove
what it already holds. A message about an invitation names exactly one occasion,
because RFC 5546 allows one UID per message.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from headship.programs.zones import rules

PRODUCT = "-//Headship//Programs//EN"
REFRESH = timedelta(hours=1)  # How often a subscribed calendar is asked to look again.
# The rules of a zone are written for whole years around what the calendar holds.
YEARS_BEFORE, YEARS_AFTER = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Someone with an e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One day of one session; instants are in UTC, ``zone`` is where it happens."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        """Return all that a reader sees, which is not when it was written."""
        return tuple(
            getattr(self, it.name) for it in fields(self) if it.name != "changed_at"
        )


def invitation(occasion: Occasion, *, organizer: Address, attendee: Address) -> bytes:
    """Write the message that puts an occasion into a calendar, or moves it there."""
    return _message("REQUEST", occasion, organizer, attendee)


def cancellation(occasion: Occasion, *, organizer: Address, attendee: Address) -> bytes:
    """Write the message that takes an occasion out of a calendar."""
    return _message("CANCEL", occasion, organizer, attendee)


def feed(occasions: Iterable[Occasion], *, name: str) -> bytes:
    """Write a calendar to subscribe to; cancelled occasions stay in it, so marked."""
    held = list(occasions)
    calendar = _calendar("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT1H"))
    for zone in sorted({occasion.zone for occasion in held}):
        calendar.add_component(_zone(zone, held))
    for occasion in held:
        calendar.add_component(_event(occasion, is_cancelled=occasion.is_cancelled))
    return bytes(calendar.to_ical())


def _message(
    method: str, occasion: Occasion, organizer: Address, attendee: Address
) -> bytes:
    event = _event(occasion, is_cancelled=method == "CANCEL")
    event.add("organizer", _address(organizer))
    invited = _address(attendee)
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
    invited.params["RSVP"] = vText("FALSE")
    event.add("attendee", invited)
    calendar = _calendar(method)
    calendar.add_component(_zone(occasion.zone, [occasion]))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(occasion: Occasion, *, is_cancelled: bool) -> Event:
    zone = ZoneInfo(occasion.zone)
    event = Event()
    event.add("uid", occasion.uid)
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", occasion.changed_at)
    event.add("last-modified", occasion.changed_at)
    event.add("dtstart", occasion.starts_at.astimezone(zone))
    event.add("dtend", occasion.ends_at.astimezone(zone))
    event.add("summary", occasion.summary)
    for name in ("description", "location", "url"):
        if value := getattr(occasion, name):
            event.add(name, value)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return event


def _address(person: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    return address


def _zone(zone: str, occasions: list[Occasion]) -> Timezone:
    days = [it.starts_at for it in occasions if it.zone == zone]
    return rules(zone, min(days).year - YEARS_BEFORE, max(days).year + YEARS_AFTER)
