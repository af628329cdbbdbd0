"""Mail that is retried and never sent twice.

An action queues a message by kind and reference; the words, and any secret link in
them, are made only when it is sent and are never stored.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction

from headship.core.clock import now
from headship.core.models import OutgoingMail

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
FIRST_RETRY = timedelta(minutes=2)  # Doubles with each attempt, to about an hour.
WORKER_LOST_AFTER = timedelta(minutes=15)
# What a mail server says when it does not take a message.
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)

State = OutgoingMail.State


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPart:
    """What a mail program does to the reader's calendar: ``method`` as in RFC 5546."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The words of one message."""

    subject: str
    text: str
    html: str = ""
    event: CalendarPart | None = None


Writer = Callable[[UUID], Message | None]
_writers: dict[str, Writer] = {}


def writer(kind: str) -> Callable[[Writer], Writer]:
    """Register the function that writes messages of a kind.

    It receives the subject's reference and returns None if nothing is to be said
    any more, for example because the person has answered meanwhile.
    """

    def register(function: Writer) -> Writer:
        _writers[kind] = function
        return function

    return register


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One message to queue: ``once_key`` makes a second one impossible."""

    kind: str
    subject_ref: UUID
    to: str
    once_key: str
    organization_ref: UUID | None = None


def queue(envelopes: list[Envelope]) -> int:
    """Queue messages, leaving out those queued before; return how many are new."""
    # The task imports this module to send.
    from headship.core.tasks import send_due  # noqa: PLC0415 -- leaf

    keys = [envelope.once_key for envelope in envelopes]
    queued = set(
        OutgoingMail.objects.filter(once_key__in=keys).values_list(
            "once_key", flat=True
        )
    )
    fresh = [envelope for envelope in envelopes if envelope.once_key not in queued]
    OutgoingMail.objects.bulk_create(
        [OutgoingMail(**_row(envelope)) for envelope in fresh], ignore_conflicts=True
    )
    transaction.on_commit(send_due.enqueue)
    return len(fresh)


def send_all_due() -> int:
    """Send what is due, one message at a time; return how many went out."""
    _set_aside_lost()
    due = OutgoingMail.objects.filter(
        state=State.QUEUED, next_attempt_at__lte=now()
    ).values_list("pk", flat=True)
    return sum(send(pk) for pk in list(due))


def send(pk: int) -> bool:
    """Send one message if this worker is the one to claim it."""
    claimed = OutgoingMail.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.SENDING, next_attempt_at=now() + WORKER_LOST_AFTER
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        message = _writers[mail.kind](mail.subject_ref)
    except Exception as error:
        # Nothing has been said yet, and others must not wait for this one's bug.
        logger.exception("A message of kind %s could not be written.", mail.kind)
        return _retry_later(mail, error)
    if message is None:
        return _finish(mail, sent=False)
    return _deliver(mail, message)


def _row(envelope: Envelope) -> dict[str, object]:
    return {
        "kind": envelope.kind,
        "subject_ref": envelope.subject_ref,
        "to": envelope.to,
        "once_key": envelope.once_key,
        "organization_ref": envelope.organization_ref,
        "next_attempt_at": now(),
    }


def _deliver(mail: OutgoingMail, message: Message) -> bool:
    """Hand a message over; try again only if the server certainly has not taken it."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # Nothing has been said yet.
        return _retry_later(mail, error)
    try:
        _written(mail.to, message, connection).send()
    except REFUSED as error:
        return _retry_later(mail, error)
    except OSError as error:  # The line broke; the server may have taken it.
        return _set_aside(mail, error)
    finally:
        connection.close()
    return _finish(mail, sent=True)


def _written(to: str, message: Message, connection: Any) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject, message.text, to=[to], connection=connection
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.event:
        # An alternative, not an attachment: that is what makes the event move.
        kind = f"text/calendar; method={message.event.method}"
        mail.attach_alternative(message.event.content.decode(), kind)
    return mail


def _finish(mail: OutgoingMail, *, sent: bool) -> bool:
    mail.state, mail.to, mail.last_error = State.SENT, "", ""
    mail.attempts += sent
    mail.save(update_fields=["state", "to", "last_error", "attempts"])
    return sent


def _retry_later(mail: OutgoingMail, error: Exception) -> bool:
    mail.attempts += 1
    mail.state = State.FAILED if mail.attempts >= MAX_ATTEMPTS else State.QUEUED
    mail.next_attempt_at = now() + FIRST_RETRY * 2 ** (mail.attempts - 1)
    mail.last_error = _words(error)
    mail.save(update_fields=["attempts", "state", "next_attempt_at", "last_error"])
    if mail.state == State.QUEUED:
        _come_back(mail.next_attempt_at)
    return False


def _come_back(at: datetime) -> None:
    """Ask for another look at what is due; nothing else would start it."""
    # The task imports this module to send.
    from headship.core.tasks import send_due  # noqa: PLC0415 -- leaf

    if send_due.get_backend().supports_defer:
        send_due.using(run_after=at).enqueue()


def _set_aside(mail: OutgoingMail, error: OSError) -> bool:
    mail.attempts += 1
    mail.state, mail.last_error = State.UNCERTAIN, _words(error)
    mail.save(update_fields=["attempts", "state", "last_error"])
    return False


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _set_aside_lost() -> None:
    OutgoingMail.objects.filter(state=State.SENDING, next_attempt_at__lt=now()).update(
        state=State.UNCERTAIN
    )
