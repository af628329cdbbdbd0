"""The one place that asks what time it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """Return the present instant in UTC."""
    return timezone.now()


def today(zone: str = "UTC") -> date:
    """Return today's date in a time zone such as ``America/Chicago``."""
    return now().astimezone(ZoneInfo(zone)).date()
