"""When a time zone's clocks change, written for calendars (VTIMEZONE).

Calendar programs read a yearly rule most reliably, so a rule is written where the
zone's own data follow one in every year asked for; other zones get their dates.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Observance = TimezoneStandard | TimezoneDaylight
FOREVER_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 -- local time, as VTIMEZONE has it


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the clocks; ``at`` is what the clock showed when it came."""

    at: datetime
    offset_before: timedelta
    offset_after: timedelta
    name: str
    is_daylight: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.offset_before, self.offset_after, self.name, self.is_daylight


@lru_cache(maxsize=256)
def rules(zone: str, first_year: int, last_year: int) -> Timezone:
    """Return a zone's rules for whole years, first and last included."""
    changes = _changes(ZoneInfo(zone), first_year, last_year)
    component = Timezone()
    component.add("tzid", zone)
    if not changes or changes[0].at.year > first_year:
        component.add_component(_constant(ZoneInfo(zone), first_year))
    by_kind = sorted(changes, key=lambda change: (change.kind, change.at))
    for _kind, alike in groupby(by_kind, key=lambda change: change.kind):
        component.add_component(_observance(list(alike), last_year - first_year + 1))
    return component


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[Change]:
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    return [
        _change(zone, before, after)
        for before, after in pairwise(days)
        if _offset(zone, before) != _offset(zone, after)
    ]


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Change:
    """Close in on the second between two instants at which the clocks change."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    local, offset = after.astimezone(zone), _offset(zone, before)
    return Change(
        at=(after + offset).replace(tzinfo=None),
        offset_before=offset,
        offset_after=_offset(zone, after),
        name=local.tzname() or "",
        is_daylight=bool(local.dst()),
    )


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _constant(zone: ZoneInfo, year: int) -> Observance:
    """Return the observance that holds before the first change, or always."""
    local = datetime(year, 1, 1, 12, tzinfo=zone)
    offset = local.utcoffset() or timedelta()
    change = Change(FOREVER_AGO, offset, offset, local.tzname() or "", False)
    return _observance([change], years=0)


def _observance(changes: list[Change], years: int) -> Observance:
    first = changes[0]
    component = TimezoneDaylight() if first.is_daylight else TimezoneStandard()
    component.add("dtstart", first.at)
    component.add("tzoffsetfrom", first.offset_before)
    component.add("tzoffsetto", first.offset_after)
    component.add("tzname", first.name)
    rule = _yearly_rule(changes) if len(changes) == years else None
    if rule:
        component.add("rrule", vRecur(rule))
    elif len(changes) > 1:
        component.add("rdate", [change.at for change in changes[1:]])
    return component


def _yearly_rule(changes: list[Change]) -> dict[str, object] | None:
    """Return the rule that all changes follow, such as the second Sunday of March."""
    same = {(it.at.month, it.at.weekday(), it.at.time()) for it in changes}
    if len(same) > 1:
        return None
    first = changes[0].at
    for position in (-1, (first.day - 1) // 7 + 1):
        if all(position in _positions(change.at) for change in changes):
            day = f"{position}{DAYS[first.weekday()]}"
            return {"freq": "YEARLY", "bymonth": first.month, "byday": day}
    return None


def _positions(day: datetime) -> set[int]:
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return {(day.day - 1) // 7 + 1} | ({-1} if is_last else set())
