"""One line of the start page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from headship.orgs.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to do, until when, and how long it takes.

    ``is_on`` says that the date is the day of it, not the last day.
    """

    text: str
    url: str
    due: date | None = None
    is_on: bool = False
    minutes: int | None = None
    is_post: bool = False


def to(member: Membership, name: str, **parts: object) -> str:
    """Return the address of a page in the member's organization."""
    return reverse(name, kwargs={"org": member.organization.slug, **parts})


def local(instant: datetime) -> date:
    """Return the day of an instant where the organization is."""
    return timezone.localdate(instant)
