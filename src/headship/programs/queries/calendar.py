"""What calendars should hold, what they hold, and what a feed shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from headship.core import tokens
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs.access import TAKES_PART
from headship.programs.ics import Occasion
from headship.programs.models import (
    CalendarMessage,
    Cohort,
    FeedKey,
    MakeUp,
    Participant,
    Session,
    SessionDay,
    SessionFacilitator,
)

NO_KEY = _("There is no key to revoke.")


class Place(NamedTuple):
    """One event in one person's calendar."""

    session: int
    day_number: int
    member: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one calendar should hold of one day."""

    session: Session
    member: Membership
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    location: str
    link: str

    def words(self) -> dict[str, Any]:
        """Return what a message says, by the names of its fields."""
        names = ("starts_at", "ends_at", "zone", "summary", "location", "link")
        return {name: getattr(self, name) for name in names}

    def is_told_by(self, message: CalendarMessage) -> bool:
        """Say whether a message told exactly this."""
        return all(getattr(message, name) == it for name, it in self.words().items())


def wanted_entries(
    sessions: Iterable[Session], only: Membership | None = None
) -> dict[Place, Entry]:
    """Return what should be in the calendars of everyone, or of one person."""
    found = {}
    standing = [it for it in sessions if not it.is_cancelled]
    people = _people(standing, only)
    for session in _with_days(
        Session.objects.filter(pk__in=[it.pk for it in standing])
    ):
        for number, day in enumerate(session.days.all(), start=1):
            for member in people.get(session.pk, ()):
                place = Place(session.pk, number, member.pk)
                found[place] = _entry(session, day, number, member)
    return found


def last_messages(
    sessions: Iterable[Session], only: Membership | None = None
) -> dict[Place, CalendarMessage]:
    """Return the newest message of each person and day: what their calendar holds."""
    found = CalendarMessage.objects.filter(session__in=list(sessions))
    if only:
        found = found.filter(member=only)
    newest: dict[Place, CalendarMessage] = {}
    for message in found.select_related(
        "session__cohort__organization", "member"
    ).order_by("sequence"):
        place = Place(message.session_id, message.day_number, message.member_id)
        newest[place] = message
    return newest


def sessions_ahead(cohort: Cohort) -> list[Session]:
    """Return a cohort's sessions that are not over, own and made up in by its people."""
    found = Session.objects.filter(
        Q(cohort=cohort) | Q(make_ups__participant__cohort=cohort),
        days__ends_at__gt=now(),
    )
    return list(found.select_related("cohort__organization").distinct())


def _people(
    sessions: list[Session], only: Membership | None
) -> dict[int, list[Membership]]:
    """Return who should have each session in the calendar, by the session's key."""
    cohorts: dict[int, list[Membership]] = {it.cohort_id: [] for it in sessions}
    seats = Participant.objects.filter(cohort__in=cohorts, state__in=TAKES_PART)
    for seat in _of(seats, "member", only).select_related("member"):
        cohorts[seat.cohort_id].append(seat.member)
    found = {it.pk: {m.pk: m for m in cohorts[it.cohort_id]} for it in sessions}
    guests = MakeUp.objects.filter(
        session__in=sessions, participant__state__in=TAKES_PART
    )
    for guest in _of(guests, "participant__member", only).select_related(
        "participant__member"
    ):
        member = guest.participant.member
        found[guest.session_id][member.pk] = member
    leads = SessionFacilitator.objects.filter(session__in=sessions)
    for lead in _of(leads, "facilitator__member", only).select_related(
        "facilitator__member"
    ):
        member = lead.facilitator.member
        found[lead.session_id][member.pk] = member
    return {session: list(people.values()) for session, people in found.items()}


def _of(rows: QuerySet[Any], path: str, only: Membership | None) -> QuerySet[Any]:
    rows = rows.exclude(**{f"{path}__status": Membership.Status.ARCHIVED})
    return rows.filter(**{path: only}) if only else rows


def _entry(session: Session, day: SessionDay, number: int, member: Membership) -> Entry:
    return Entry(
        session=session,
        member=member,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        zone=day.zone.key,
        summary=summary(session, number),
        location=location(day),
        link=day.venue.link if day.venue else "",
    )


def summary(session: Session, number: int) -> str:
    """Return an event's title; days are counted where a session has several."""
    title = f"{session.cohort.title}: {session.title}"
    days = len(session.days.all())
    return f"{title} ({number}/{days})"[:300] if days > 1 else title[:300]


def location(day: SessionDay) -> str:
    """Return where a day takes place, in one line."""
    if day.venue is None:
        return ""
    return ", ".join(part for part in (str(day.venue), day.venue.address) if part)


def _with_days(sessions: QuerySet[Session]) -> QuerySet[Session]:
    days = SessionDay.objects.select_related("venue", "session__cohort")
    return sessions.select_related("cohort__organization").prefetch_related(
        Prefetch("days", queryset=days.order_by("starts_at", "pk"))
    )


# Feeds.


def find_feed_key(email: str, code: str) -> FeedKey | None:
    """Return the key that a calendar program signs in with, if it still works.

    Runs outside every tenant: the key decides whose calendar is meant.
    """
    if not email or not code:
        return None
    with scopes_disabled():
        found: FeedKey | None = (
            FeedKey.objects.select_related("member__organization")
            .filter(
                key_hash=tokens.fingerprint(code),
                revoked_at=None,
                member__status=Membership.Status.ACTIVE,
                member__email__iexact=email,
            )
            .first()
        )
        return found


def feed_key_of(member: Membership) -> FeedKey | None:
    """Return the member's key that works, without the code."""
    found: FeedKey | None = FeedKey.objects.filter(
        member=member, revoked_at=None
    ).first()
    return found


def occasions_of(member: Membership, cohort: UUID | None = None) -> list[Occasion]:
    """Return the days of all sessions a member takes part in or leads.

    Crosses the wall like ``crossing.my_sessions``: dates and places, to the person.
    ``cohort`` narrows it to one; nothing of a cohort the member has no part in.
    """
    with scopes_disabled():
        seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
        cohorts = seats.values("cohort")
        made_up = MakeUp.objects.filter(participant__in=seats).values("session")
        led = SessionFacilitator.objects.filter(facilitator__member=member)
        sessions = Session.objects.filter(
            Q(cohort__in=cohorts) | Q(pk__in=made_up) | Q(pk__in=led.values("session"))
        )
        if cohort is not None:
            sessions = sessions.filter(cohort__ref=cohort)
        return _occasions(sessions)


def occasions_in(cohort: Cohort) -> list[Occasion]:
    """Return the days of all sessions of a cohort."""
    return _occasions(Session.objects.filter(cohort=cohort))


def occasion_of(session: Session) -> list[Occasion]:
    """Return the days of one session."""
    return _occasions(Session.objects.filter(pk=session.pk))


def uid(session: Session, number: int) -> str:
    """Return what calendars know a day by, for as long as there is one."""
    return f"{session.uid}-{number}@headship"


def _occasions(sessions: QuerySet[Session]) -> list[Occasion]:
    stamp = now()
    return [
        Occasion(
            uid=uid(session, number),
            sequence=session.sequence,
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            zone=day.zone.key,
            summary=summary(session, number),
            changed_at=stamp,
            location=location(day),
            url=day.venue.link if day.venue else "",
            is_cancelled=session.is_cancelled,
        )
        for session in _with_days(sessions.order_by("pk"))
        for number, day in enumerate(session.days.all(), start=1)
    ]
