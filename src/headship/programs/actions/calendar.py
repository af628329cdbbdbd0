"""What has to reach people's own calendars when sessions or seats change.

The places that change something call these, each once, inside the action's
transaction and after the rows are written. They do not say what changed: what each
calendar should hold is compared with the last message that went to it, and only the
difference is sent. So calling twice sends nothing twice.
"""

from collections.abc import Iterable

from django.db import transaction

from headship.core import audit, mail, tokens
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.access import at_provider
from headship.programs.emails.calendar import SESSION_DAY
from headship.programs.events import Event
from headship.programs.models import (
    CalendarMessage,
    FeedKey,
    MakeUp,
    Participant,
    Session,
)
from headship.programs.queries import calendar as queries
from headship.programs.queries.calendar import Entry, Place

KEY_PURPOSE = "calendar_feed"
Method = CalendarMessage.Method


def session_changed(session: Session) -> None:
    """Tell everyone of a session that was scheduled, moved, staffed or cancelled."""
    with at_provider(session.cohort):
        _bring_up_to_date([session])


def participant_changed(participant: Participant) -> None:
    """Tell a person who got a seat or left: all sessions ahead come or go."""
    with at_provider(participant.cohort):
        ahead = queries.sessions_ahead(participant.cohort)
        _bring_up_to_date(ahead, only=participant.member)


def make_up_changed(make_up: MakeUp) -> None:
    """Tell a person whose make-up was assigned or removed."""
    with at_provider(make_up.session.cohort):
        _bring_up_to_date([make_up.session], only=make_up.participant.member)


def _bring_up_to_date(
    sessions: Iterable[Session], only: Membership | None = None
) -> None:
    wanted = queries.wanted_entries(sessions, only)
    held = queries.last_messages(sessions, only)
    messages = [
        message
        for place in sorted({*wanted, *held})
        if (message := _difference(place, wanted.get(place), held.get(place)))
    ]
    CalendarMessage.objects.bulk_create(messages)
    mail.queue([_envelope(message) for message in messages if message.member.email])


def _difference(
    place: Place, wanted: Entry | None, last: CalendarMessage | None
) -> CalendarMessage | None:
    """Return the message that makes one calendar hold what it should, if any."""
    is_held = last is not None and last.method == Method.REQUEST
    if wanted is None:
        return _cancel(last) if last and is_held and last.ends_at > now() else None
    if wanted.ends_at <= now() or (last and is_held and wanted.is_told_by(last)):
        return None
    sequence = max(wanted.session.sequence, last.sequence + 1 if last else 0)
    return CalendarMessage(
        method=Method.REQUEST,
        sequence=sequence,
        day_number=place.day_number,
        created_at=now(),
        session=wanted.session,
        member=wanted.member,
        **wanted.words(),
    )


def _cancel(last: CalendarMessage) -> CalendarMessage:
    session = last.session
    same = ("day_number", "starts_at", "ends_at", "zone", "summary", "location", "link")
    return CalendarMessage(
        method=Method.CANCEL,
        sequence=max(session.sequence, last.sequence + 1),
        reason=session.cancelled_because,
        created_at=now(),
        session=session,
        member=last.member,
        **{name: getattr(last, name) for name in same},
    )


def _envelope(message: CalendarMessage) -> mail.Envelope:
    return mail.Envelope(
        kind=SESSION_DAY,
        subject_ref=message.ref,
        to=message.member.email,
        once_key=f"{SESSION_DAY}:{message.ref}",
        organization_ref=message.session.cohort.organization.ref,
    )


@transaction.atomic
def make_feed_key(*, by: Membership) -> str:
    """Make a key for a person's calendar program; it is told once, here.

    A key made before stops working.
    """
    _revoke(by)
    key = FeedKey(member=by, created_at=now())
    code = tokens.derive(KEY_PURPOSE, key.ref)
    key.key_hash = tokens.fingerprint(code)
    key.save()
    audit.record(Event.FEED_KEY_MADE, subject=by, by=by)
    return code


@transaction.atomic
def revoke_feed_key(*, by: Membership) -> None:
    """End a person's calendar subscription."""
    if not _revoke(by):
        raise PolicyError(queries.NO_KEY)
    audit.record(Event.FEED_KEY_REVOKED, subject=by, by=by)


def _revoke(member: Membership) -> int:
    return FeedKey.objects.filter(member=member, revoked_at=None).update(
        revoked_at=now()
    )
