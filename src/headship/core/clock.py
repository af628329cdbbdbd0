"""The one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """Return the present instant in UTC."""
    return timezone.now() + _shift.get()


def today(zone: str = "UTC") -> date:
    """Return today's date in a time zone such as ``America/Chicago``."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Act as if it were another time, so that a demonstration can have a past."""
    token = _shift.set(_shift.get() + by)
    try:
        yield
    finally:
        _shift.reset(token)
