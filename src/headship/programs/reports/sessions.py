"""What the pages of sessions show."""

from collections.abc import Iterable
from dataclasses import dataclass

from headship.core.charts import Size
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs.models import (
    Block,
    MakeUp,
    Participant,
    Session,
    SessionDay,
    SessionFacilitator,
)
from headship.programs.policies.leads import Lapse, lapses, needing_a_lead
from headship.programs.queries import cohorts as cohort_queries
from headship.programs.queries import crossing
from headship.programs.queries import sessions as queries
from headship.programs.reports.programs import BlockRow, block_row
from headship.programs.reports.spine import Coverage, coverage

SESSIONS = [
    "cohort",
    "number",
    "session",
    "state",
    "starts",
    "ends",
    "time_zone",
    "venue",
    "mode",
    "lead",
]
VENUES = ["name", "room", "kind", "seats", "time_zone", "address", "link"]


Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """A session as those who run it see it."""

    session: Session
    days: tuple[SessionDay, ...]
    people: tuple[SessionFacilitator, ...]
    blocks: tuple[BlockRow, ...]
    coverage: Coverage | None
    guests: tuple[MakeUp, ...]
    expected: int
    can_manage: bool
    has_begun: bool
    lapse: Lapse | None

    @property
    def lead(self) -> SessionFacilitator | None:
        return next((it for it in self.people if it.part == "lead"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MySessionPage:
    """A session as someone who attends it sees it: no facilitator notes."""

    session: Session
    place: Participant
    days: tuple[SessionDay, ...]
    people: tuple[SessionFacilitator, ...]
    topics: tuple[Block, ...]
    is_guest: bool


def session_page(session: Session, viewer: Membership) -> SessionPage:
    """Return the page of a session for its provider and its facilitators."""
    days = tuple(session.days.select_related("venue", "session__cohort"))
    planned = session.program_session
    blocks = tuple(block_row(it) for it in planned.blocks.all()) if planned else ()
    return SessionPage(
        session=session,
        days=days,
        people=tuple(session.facilitators.select_related("facilitator__member")),
        blocks=blocks,
        coverage=coverage((it.block for it in blocks), Size.STRIP) if blocks else None,
        guests=tuple(queries.make_ups(session)),
        expected=cohort_queries.seats_taken(session.cohort),
        can_manage=has_permission(viewer, Permission.PROGRAM_MANAGE),
        has_begun=any(day.starts_at <= now() for day in days),
        lapse=lapses(Session.objects.filter(pk=session.pk), now()).get(session.pk),
    )


def my_session_page(session: Session, place: Participant) -> MySessionPage:
    """Return the page of a session for someone who attends it."""
    loaded = crossing.load_session(session)
    return MySessionPage(
        session=loaded,
        place=place,
        days=tuple(loaded.days.all()),
        people=tuple(it for it in loaded.facilitators.all() if it.part != "observer"),
        topics=tuple(crossing.topics_of(session)),
        is_guest=place.cohort_id != session.cohort_id,
    )


def session_table(sessions: Iterable[Session]) -> Iterable[list[object]]:
    """Yield sessions as CSV, one row a day, in the time of the place."""
    for session in sessions:
        lead = lead_of(session)
        for day in session.days.all():
            when = (f"{day.local_start:%Y-%m-%d %H:%M}", f"{day.local_end:%H:%M}")
            yield [
                session.cohort.title,
                session.number,
                session.title,
                session.get_state_display(),
                *when,
                str(day.zone),
                str(day.venue or ""),
                session.get_mode_display(),
                lead,
            ]


def provider_table(sessions: Iterable[Session]) -> Table:
    """Return sessions as CSV for those who run them: with what needs a lead."""
    shown = list(sessions)
    found = Session.objects.filter(pk__in=[it.pk for it in shown])
    alone = needing_a_lead(found, now())
    return [*SESSIONS, "needs_lead"], [
        [*row, "yes" if session.pk in alone else ""]
        for session in shown
        for row in session_table([session])
    ]


def lapsed(sessions: Iterable[Session]) -> frozenset[int]:
    """Return the keys of those of some sessions whose lead no longer may lead."""
    keys = [it.pk for it in sessions]
    return frozenset(lapses(Session.objects.filter(pk__in=keys), now()))


def lead_of(session: Session) -> str:
    """Return the name of who leads a session that is loaded with its people."""
    names = [
        str(it.facilitator) for it in session.facilitators.all() if it.part == "lead"
    ]
    return names[0] if names else ""


def venue_table(venues: Iterable) -> Iterable[list[object]]:
    """Yield venues as CSV."""
    for it in venues:
        kind = it.get_kind_display()
        yield [it.name, it.room, kind, it.capacity, it.time_zone, it.address, it.link]
