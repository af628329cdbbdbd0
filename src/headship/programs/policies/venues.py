"""What keeps a room from being changed: the sessions that are booked in it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headship.core.errors import InputError, PolicyError
from headship.orgs.models import Organization
from headship.programs.models import Mode, Session, SessionDay, Venue
from headship.programs.queries import sessions as queries
from headship.programs.wall_clock import day_words

MOST_NAMED = 5  # Sessions in one refusal; more would hide what to do.
TOO_FEW = gettext_lazy(
    "%(session)s of %(cohort)s is booked here on %(days)s: %(expected)d people are "
    "expected, %(seats)s seats are too few. Move it to a larger room first, or give "
    "its cohort fewer seats."
)
OTHER_KIND = gettext_lazy(
    "%(session)s of %(cohort)s is booked here on %(days)s and takes place in another "
    "way. Move it to another place first."
)
OTHER_HOURS = gettext_lazy(
    "%(session)s of %(cohort)s is booked here on %(days)s and would begin at another "
    "time of day. Add the room anew, with this time zone, and move the session there."
)


def conflicts(
    venue: Venue, *, kind: str, capacity: int | None, time_zone: str
) -> dict[str, list[str]]:
    """Return what is booked in a room and would not fit any more, by field."""
    days = queries.booked_days(venue)
    is_online = kind == Mode.ONLINE
    against = {
        "kind": (OTHER_KIND, [it for it in days if is_online != venue.is_online]),
        "capacity": (TOO_FEW, [it for it in days if _is_too_small(capacity, it)]),
        "time_zone": (OTHER_HOURS, [it for it in days if _shifts(it, time_zone)]),
    }
    return {
        field: _lines(words, found, capacity)
        for field, (words, found) in against.items()
        if found
    }


def check_can_change(
    venue: Venue, *, kind: str, capacity: int | None, time_zone: str
) -> None:
    """Refuse what would turn people away, with every session that is in the way."""
    found = conflicts(venue, kind=kind, capacity=capacity, time_zone=time_zone)
    lines = [line for field in found.values() for line in field]
    if lines:
        raise InputError(" ".join(lines), lines if len(lines) > 1 else None)


def check_is_another(
    organization: Organization, name: str, room: str, besides: Venue | None = None
) -> None:
    """Refuse a room that is there already: two rows would be booked at once."""
    alike = Venue.objects.filter(organization=organization, name=name, room=room)
    if besides:
        alike = alike.exclude(pk=besides.pk)
    if alike.exists():
        raise PolicyError(
            _("There is a room of this name already. Give this one another name.")
        )


def _is_too_small(capacity: int | None, day: SessionDay) -> bool:
    return capacity is not None and day.expected > capacity  # type: ignore[attr-defined]


def _shifts(day: SessionDay, time_zone: str) -> bool:
    """Say whether a day would be at another time of day in another time zone."""
    there = day.starts_at.astimezone(ZoneInfo(time_zone))
    return there.utcoffset() != day.local_start.utcoffset()


def _lines(
    words: Promise, days: Iterable[SessionDay], capacity: int | None
) -> list[str]:
    by_session: dict[Session, list[SessionDay]] = {}
    for day in days:
        by_session.setdefault(day.session, []).append(day)
    lines = [
        str(words)
        % {
            "session": session,
            "cohort": session.cohort,
            "days": "; ".join(day_words(day.local_start) for day in found),
            "expected": found[0].expected,  # type: ignore[attr-defined]
            "seats": capacity,
        }
        for session, found in by_session.items()
    ]
    more = len(lines) - MOST_NAMED
    if more <= 0:
        return lines
    rest = ngettext(
        "%(n)d more session is booked here.",
        "%(n)d more sessions are booked here.",
        more,
    )
    return [*lines[:MOST_NAMED], rest % {"n": more}]
