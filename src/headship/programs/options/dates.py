"""When sessions can be: the earliest free days, in order, term by term.

Leaving a session out never makes another one later, so a set of sessions that finds no
place need not be extended.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from headship.programs.options.problem import (
    LONGEST_SESSION,
    Candidate,
    Problem,
    Term,
)

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sessions so far end: term, days used in it, last day."""

    term: int = 0
    used: int = 0
    last: int = 0  # An ordinal; 0 is before every session.

    def leaves_as_much(self, other: "Place") -> bool:
        """Say whether whatever can follow the other can follow this as well."""
        if self.term != other.term:
            return self.term < other.term
        return self.used <= other.used and self.last <= other.last


class Calendar:
    """The free days of a problem's terms."""

    def __init__(self, problem: Problem) -> None:
        self.terms = tuple(sorted(problem.terms, key=lambda term: term.first))
        self._starts = [
            {
                days: _starts(term, problem, days)
                for days in range(1, LONGEST_SESSION + 1)
            }
            for term in self.terms
        ]

    def place_after(self, place: Place, session: Candidate) -> Place | None:
        """Return where one more session ends, or None if no free days are left."""
        gap = session.weeks_after_previous * 7 if place.last else 0
        earliest = place.last + max(1, gap)
        for index in range(place.term, len(self.terms)):
            used = place.used if index == place.term else 0
            if used + session.days > self.terms[index].days:
                continue
            starts = self._starts[index][session.days]
            found = bisect_left(starts, earliest)
            if found < len(starts):
                last = starts[found] + session.days - 1
                return Place(index, used + session.days, last)
        return None

    def places(self, sessions: tuple[Candidate, ...]) -> tuple[Place, ...] | None:
        """Return where each of some sessions ends, or None if one finds no place."""
        found, place = [], Place()
        for session in sessions:
            after = self.place_after(place, session)
            if after is None:
                return None
            found.append(after)
            place = after
        return tuple(found)


def _starts(term: Term, problem: Problem, days: int) -> list[int]:
    """Return the days of a term on which so many free days in a row begin."""
    length = (term.last - term.first).days + 1
    free = {
        day.toordinal()
        for day in (term.first + timedelta(days=number) for number in range(length))
        if day.weekday() < SATURDAY and day not in problem.avoid
    }
    return sorted(
        day for day in free if all(day + more in free for more in range(days))
    )


def days_of(place: Place, session: Candidate) -> tuple[date, ...]:
    """Return the days of a session that ends at a place."""
    first = place.last - session.days + 1
    return tuple(date.fromordinal(first + more) for more in range(session.days))
