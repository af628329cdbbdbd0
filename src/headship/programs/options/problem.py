"""What is asked for and what may be spent: everything an option is computed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

ENOUGH_MINUTES = 90  # For one responsibility; more is deeper, not broader.
MOST_CANDIDATES = 20  # Beyond this the search takes longer than a page should.
LONGEST_SESSION = 5  # Days in a row: a working week.


class Mode(StrEnum):
    """Where people meet."""

    ON_SITE = "on_site"  # In each district; the facilitators travel.
    CENTRAL = "central"  # In one place; everybody travels.
    ONLINE = "online"  # Nobody travels.


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One session; ``minutes`` says how long it works on each responsibility.

    Of the sessions of one ``unit``, such as a short and a long one on the same topic,
    an option has at most one; they stand beside each other in the problem.
    """

    key: str
    title: str
    days: int
    minutes: Mapping[str, int]
    weeks_after_previous: int = 0
    unit: str = ""

    def replaces(self, other: "Candidate") -> bool:
        """Say whether an option cannot have both."""
        return bool(self.unit) and self.unit == other.unit and self.key != other.key

    def __post_init__(self) -> None:
        if not 1 <= self.days <= LONGEST_SESSION:
            raise ValueError(
                f"Session {self.key!r} takes {self.days} days; 1 to {LONGEST_SESSION} "
                "are possible."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in which so many days are free for learning; both ends are included."""

    name: str
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """A provider's prices in cents, and how many people one facilitator can lead."""

    facilitator_day: int = 0
    co_facilitator_day: int = 0
    preparation_day: int = 0
    trip: int = 0
    travel_day: int = 0
    participant_travel_day: int = 0
    venue_day: int = 0
    online_day: int = 0
    materials_person: int = 0
    coaching_hour: int = 0
    people_per_facilitator: int = 30


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Needs, people, time, money and the sessions to choose from, in their order.

    ``needs`` are weights of 1 or more; ``budget`` is in cents, None is no limit;
    ``least_percent`` is the smallest share of the needs worth buying; ``must`` names
    sessions that every option has, by key, or by unit if its length does not matter.
    """

    needs: Mapping[str, int]
    candidates: tuple[Candidate, ...]
    terms: tuple[Term, ...]
    rates: Rates
    group: int
    districts: int = 1
    modes: tuple[Mode, ...] = tuple(Mode)
    budget: int | None = None
    avoid: frozenset[date] = frozenset()
    must: frozenset[str] = frozenset()
    coaching_hours: int = 0
    least_percent: int = 50
    has_calendar: bool = True

    def __post_init__(self) -> None:
        if len(self.candidates) > MOST_CANDIDATES:
            raise ValueError(
                f"{len(self.candidates)} sessions are too many to compare; "
                f"choose at most {MOST_CANDIDATES}."
            )
        if not self.needs or min(self.needs.values()) < 1:
            raise ValueError("Name at least one need, with a weight of 1 or more.")
        if self.group < 1 or self.districts < 1:
            raise ValueError("A group has at least one person from one district.")

    @cached_property
    def by_key(self) -> Mapping[str, Candidate]:
        """Return the candidates by their keys."""
        return {candidate.key: candidate for candidate in self.candidates}

    def is_must(self, candidate: Candidate) -> bool:
        """Say whether every option must have this session or another of its unit."""
        return candidate.key in self.must or candidate.unit in self.must

    @property
    def most_points(self) -> int:
        """Return the points of needs that are met in full."""
        return ENOUGH_MINUTES * sum(self.needs.values())

    @property
    def least_points(self) -> int:
        """Return the fewest points worth buying; never none at all."""
        return max(1, -(-self.most_points * self.least_percent // 100))

    @property
    def days_available(self) -> int:
        return sum(term.days for term in self.terms)

    def points(self, minutes: Mapping[str, int]) -> int:
        """Return how far so many minutes on each responsibility meet the needs."""
        return sum(
            weight * min(minutes.get(key, 0), ENOUGH_MINUTES)
            for key, weight in self.needs.items()
        )

    def minutes_of(self, keys: tuple[str, ...]) -> dict[str, int]:
        """Return the minutes on each needed responsibility of sessions together."""
        chosen = [self.by_key[key] for key in keys]
        return {
            need: sum(candidate.minutes.get(need, 0) for candidate in chosen)
            for need in self.needs
        }
