"""Messages that put a day of a session into a calendar, move it or remove it."""

from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from headship.core import mail
from headship.core.clock import now
from headship.programs import ics
from headship.programs.models import CalendarMessage

SESSION_DAY = "session_day"


@mail.writer(SESSION_DAY)
def write_session_day(ref: UUID) -> mail.Message | None:
    """Write one message, unless the day is over or a newer message is on its way."""
    with scopes_disabled():
        message = (
            CalendarMessage.objects.select_related(
                "session__cohort__organization", "member"
            )
            .filter(ref=ref)
            .first()
        )
        if message is None or message.ends_at <= now():
            return None
        if _others(message).filter(sequence__gt=message.sequence).exists():
            return None
        before = _others(message).filter(method=CalendarMessage.Method.REQUEST)
        is_moved = before.filter(sequence__lt=message.sequence).exists()
    with translation.override(message.member.language), timezone.override(message.zone):
        return _write(message, is_moved=is_moved)


def _others(message: CalendarMessage):
    return CalendarMessage.objects.filter(
        session=message.session,
        member=message.member,
        day_number=message.day_number,
    )


def _write(message: CalendarMessage, *, is_moved: bool) -> mail.Message:
    is_cancelled = message.method == CalendarMessage.Method.CANCEL
    context = {
        "message": message,
        "provider": message.session.cohort.organization,
        "state": "cancelled" if is_cancelled else "moved" if is_moved else "invited",
    }
    write = ics.cancellation if is_cancelled else ics.invitation
    content = write(
        _occasion(message),
        organizer=_organizer(message),
        attendee=ics.Address(name=str(message.member), email=message.member.email),
    )
    subject = render_to_string("programs/mail/session_day_subject.txt", context)
    return mail.Message(
        subject=" ".join(subject.split()),
        text=render_to_string("programs/mail/session_day.txt", context),
        html=render_to_string("programs/mail/session_day.html", context),
        event=mail.CalendarPart(method=message.method.upper(), content=content),
    )


def _occasion(message: CalendarMessage) -> ics.Occasion:
    return ics.Occasion(
        uid=message.uid,
        sequence=message.sequence,
        starts_at=message.starts_at,
        ends_at=message.ends_at,
        zone=message.zone,
        summary=message.summary,
        changed_at=message.created_at,
        location=message.location,
        url=message.link,
    )


def _organizer(message: CalendarMessage) -> ics.Address:
    """Return the provider at the address that all mail comes from.

    Mail programs act on an event only when it comes from its organizer.
    """
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return ics.Address(name=str(message.session.cohort.organization), email=address)
