"""What the pages of cohorts show: to the provider, to a district, to a participant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headship.core.clock import now
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission, has_permission
from headship.programs.models import (
    Certificate,
    Cohort,
    CohortDistrict,
    MakeUp,
    Participant,
    ProgramSession,
    Session,
    SessionDay,
)
from headship.programs.queries import certificates, crossing
from headship.programs.queries import cohorts as queries
from headship.programs.queries import sessions as session_queries
from headship.programs.queries.dosage import Dosage, my_dosage
from headship.programs.reports.leads import LapseRow, lapse_rows

COHORTS = [
    "cohort",
    "program",
    "state",
    "starts_on",
    "ends_on",
    "seats",
    "enrolled",
    "waiting",
    "districts",
    "sessions",
]
ROSTER = ["name", "district", "leader_role", "state", "since", "reason"]
OWN_PEOPLE = ["name", "cohort", "provider", "leader_role", "state", "since"]
CONSORTIA = [
    "cohort",
    "provider",
    "program",
    "starts_on",
    "ends_on",
    "state",
    "our_people",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One cohort in the list, with its next day."""

    cohort: Cohort
    next_day: SessionDay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPage:
    """A cohort as its provider sees it."""

    cohort: Cohort
    can_manage: bool
    taken: int
    waiting: tuple[Participant, ...]
    undecided: tuple[Participant, ...]
    districts: tuple[CohortDistrict, ...]
    sessions: tuple[Session, ...]
    not_scheduled: tuple[ProgramSession, ...]
    lapses: tuple[LapseRow, ...]
    is_full: bool

    @property
    def lapsed(self) -> frozenset[int]:
        """Return the keys of the sessions that need another lead."""
        return frozenset(it.session.pk for it in self.lapses)

    @property
    def free(self) -> int:
        return max(0, self.cohort.capacity - self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantPage:
    """One participant as the provider sees them."""

    participant: Participant
    can_manage: bool
    make_ups: tuple[MakeUp, ...]
    is_trainer_cohort: bool
    dosage: Dosage | None
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedPage:
    """A cohort as one of its districts sees it: the own people and the dates."""

    part: CohortDistrict
    people: tuple[Participant, ...]
    sessions: tuple[Session, ...]
    can_manage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """A participant's own place in a cohort."""

    place: Participant
    sessions: tuple[Session, ...]
    next_day: SessionDay | None
    is_waiting: bool


def cohort_rows(cohorts: Iterable[Cohort]) -> list[CohortRow]:
    """Return cohorts with their next days."""
    listed = list(cohorts)
    days = queries.next_days(listed, now())
    return [CohortRow(cohort=it, next_day=days.get(it.pk)) for it in listed]


def cohort_page(cohort: Cohort, viewer: Membership) -> CohortPage:
    """Return the provider's page of a cohort."""
    taken = queries.seats_taken(cohort)
    return CohortPage(
        cohort=cohort,
        can_manage=has_permission(viewer, Permission.PROGRAM_MANAGE),
        taken=taken,
        waiting=tuple(queries.waiting_list(cohort)),
        undecided=tuple(queries.undecided(cohort)),
        districts=tuple(queries.districts(cohort)),
        sessions=tuple(session_queries.sessions(cohort)),
        not_scheduled=tuple(session_queries.not_scheduled(cohort)),
        lapses=lapse_rows(Session.objects.filter(cohort=cohort)),
        is_full=taken >= cohort.capacity,
    )


def participant_page(participant: Participant, viewer: Membership) -> ParticipantPage:
    """Return the provider's page of a participant."""
    return ParticipantPage(
        participant=participant,
        can_manage=has_permission(viewer, Permission.PROGRAM_MANAGE),
        make_ups=tuple(crossing.make_ups_of(participant)),
        is_trainer_cohort=queries.trains_facilitators(participant.cohort),
        dosage=my_dosage(participant, now()) if participant.takes_part else None,
        certificates=tuple(certificates.loaded().filter(participant=participant)),
    )


def joined_page(part: CohortDistrict, viewer: Membership) -> JoinedPage:
    """Return a district's page of a cohort of another organization."""
    return JoinedPage(
        part=part,
        people=tuple(crossing.home_participants(part.district, part.cohort)),
        sessions=tuple(crossing.district_sessions(part)),
        can_manage=has_permission(viewer, Permission.PROGRAM_MANAGE),
    )


def place_pages(member: Membership) -> list[PlacePage]:
    """Return a person's places in all cohorts, with the own sessions of each."""
    sessions = crossing.my_sessions(member)
    return [
        _place_page(
            place,
            [it for it in sessions if place.takes_part and it.cohort == place.cohort],
        )
        for place in crossing.my_participations(member)
    ]


def place_page(place: Participant) -> PlacePage:
    """Return a participant's page of their cohort; dates only for who has a seat."""
    return _place_page(place, crossing.sessions_of(place) if place.takes_part else [])


def _place_page(place: Participant, sessions: list[Session]) -> PlacePage:
    ahead = [
        day
        for session in sessions
        if not session.is_cancelled
        for day in session.days.all()
        if day.ends_at >= now()
    ]
    return PlacePage(
        place=place,
        sessions=tuple(sessions),
        next_day=min(ahead, key=lambda day: day.starts_at, default=None),
        is_waiting=place.state == Participant.State.WAITING,
    )


def cohort_table(cohorts: Iterable[Any]) -> Iterable[list[object]]:
    """Yield cohorts as CSV."""
    for it in cohorts:
        dates = (it.starts_on, it.ends_on, it.capacity)
        counts = (it.enrolled_count, it.waiting_count, it.district_count)
        state = it.get_state_display()
        yield [it.title, it.program.title, state, *dates, *counts, it.session_count]


def roster_table(participants: Iterable[Participant]) -> Iterable[list[object]]:
    """Yield participants as CSV for the provider."""
    for it in participants:
        role, state = it.get_leader_role_display(), it.get_state_display()
        since = it.state_changed_at.date()
        yield [str(it.member), it.organization.name, role, state, since, it.reason]


def own_people_table(participants: Iterable[Participant]) -> Iterable[list[object]]:
    """Yield a district's own people as CSV for the district."""
    for it in participants:
        cohort = it.cohort
        role, state = it.get_leader_role_display(), it.get_state_display()
        since = it.state_changed_at.date()
        provider = cohort.organization.name
        yield [str(it.member), cohort.title, provider, role, state, since]


def consortium_table(parts: Iterable[Any]) -> Iterable[list[object]]:
    """Yield the cohorts a district joined as CSV."""
    for it in parts:
        cohort = it.cohort
        names = (cohort.title, cohort.organization.name, cohort.program.title)
        dates = (cohort.starts_on, cohort.ends_on)
        yield [*names, *dates, it.get_state_display(), it.our_count]
