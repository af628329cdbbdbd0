"""From what a clock on the wall shows to the instant it means.

A session is planned in the time of the place where people meet. When clocks go
forward some times never come, and when they go back some come twice: the first is
refused with a sentence, of the second the earlier is meant.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from headship.core.errors import PolicyError

FIRST_YEAR, LAST_YEAR = 1990, 2199  # Calendars elsewhere may not know the others.


def instant(day: date, at: time, zone: str) -> datetime:
    """Return the instant in UTC of a time of day at a place, or refuse."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PolicyError(
            _("%(year)d cannot be the year. Check the date.") % {"year": day.year}
        )
    local = datetime.combine(day, at, ZoneInfo(zone))
    found = local.astimezone(UTC)
    shown = found.astimezone(ZoneInfo(zone))
    if shown.time().replace(tzinfo=None) != at:
        raise PolicyError(
            _(
                "%(time)s does not come on %(day)s in %(zone)s: the clocks go forward. "
                "Choose %(later)s."
            )
            % {
                "time": clock_words(at),
                "day": day_words(day),
                "zone": zone,
                "later": clock_words(shown),
            }
        )
    return found


def day_words(day: date) -> str:
    """Write a day as a sentence has it: March 8, 2026."""
    return date_format(day, "DATE_FORMAT")


def clock_words(at: datetime | time) -> str:
    """Write a time of day as a sentence has it: 9:00 AM."""
    return time_format(at, "TIME_FORMAT")


def local_words(start: datetime, end: datetime, zone: str) -> str:
    """Write a stretch of time as people at a place would say it."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    words = {
        "first_day": day_words(first),
        "last_day": day_words(last),
        "start": clock_words(first),
        "end": clock_words(last),
    }
    if first.date() == last.date():
        return _("%(first_day)s, %(start)s to %(end)s") % words
    return _("%(first_day)s, %(start)s, to %(last_day)s, %(end)s") % words
