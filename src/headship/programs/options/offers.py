"""From a problem to options side by side, or to what would make one possible."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from headship.programs.options.costs import Line, cost_lines
from headship.programs.options.dates import Calendar, days_of
from headship.programs.options.problem import ENOUGH_MINUTES, Candidate, Mode, Problem
from headship.programs.options.search import Found, best, by_cost, by_days, by_points

MOST_OPTIONS = 3


class Aim(StrEnum):
    """What an option is best at."""

    MOST = "most"  # Meets the most needs within the limits.
    CHEAPEST = "cheapest"  # Costs the least that is worth buying.
    SHORTEST = "shortest"  # Takes the fewest days that are worth buying.
    BETWEEN = "between"  # Meets the most for half the difference in price.
    OTHER_WAY = "other_way"  # Meets the most in another way to meet.


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How far one need is met."""

    key: str
    weight: int
    minutes: int

    @property
    def share(self) -> float:
        return min(self.minutes, ENOUGH_MINUTES) / ENOUGH_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Some sessions with their price, their days and what they do for the needs.

    ``days`` has the proposed days of each session, or nothing if they find no place.
    """

    aims: tuple[Aim, ...]
    mode: Mode
    sessions: tuple[Candidate, ...]
    days: tuple[tuple[date, ...], ...]
    lines: tuple[Line, ...]
    met: tuple[Met, ...]
    points: int
    most_points: int

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(session.key for session in self.sessions)

    @property
    def cost(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def day_count(self) -> int:
        return sum(session.days for session in self.sessions)

    @property
    def share(self) -> float:
        return self.points / self.most_points

    @property
    def left_out(self) -> tuple[Met, ...]:
        return tuple(need for need in self.met if not need.minutes)

    @property
    def partly_met(self) -> tuple[Met, ...]:
        return tuple(need for need in self.met if 0 < need.minutes < ENOUGH_MINUTES)


class Limit(StrEnum):
    """What stands in the way, or would have to give way."""

    BUDGET = "budget"
    DAYS = "days"
    GROUP = "group"
    SHARE = "share"
    SESSIONS = "sessions"
    MUST = "must"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """A change of one limit, or of two, after which something fits."""

    budget: int | None = None
    days: int | None = None
    group: int | None = None
    percent: int | None = None
    is_free: bool = False  # No session must be in.


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFits:
    """Which limits stand in the way, and the nearest problem that has an option."""

    because: tuple[Limit, ...]
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one session adds to an option; where it would replace another, the rest."""

    session: Candidate
    is_chosen: bool
    cost: int
    days: int
    points: int
    most_points: int

    @property
    def share(self) -> float:
        return self.points / self.most_points


def options(problem: Problem) -> tuple[Option, ...]:
    """Return up to three options within every limit, each best at something."""
    most = best(problem, by_points)
    if most is None:
        return ()
    found = [(Aim.MOST, most)]
    found += [(Aim.CHEAPEST, it) for it in _some(best(problem, by_cost))]
    found += [(Aim.SHORTEST, it) for it in _some(best(problem, by_days))]
    merged = _merge(found)
    if len(merged) < MOST_OPTIONS:
        merged = _merge([*found, *_others(problem, [it for _, it in found])])
    return tuple(option(problem, it.mode, it.keys, aims=aims) for it, aims in merged)[
        :MOST_OPTIONS
    ]


def _some(found: Found | None) -> list[Found]:
    return [] if found is None else [found]


def _others(problem: Problem, found: list[Found]) -> list[tuple[Aim, Found]]:
    """Look for more that is worth comparing: a price between, another way to meet."""
    most, cheapest = found[0], found[1]
    between = replace_problem(problem, budget=(most.cost + cheapest.cost) // 2)
    others = [(Aim.BETWEEN, it) for it in _some(best(between, by_points))]
    modes = tuple(mode for mode in problem.modes if mode is not most.mode)
    if modes:
        elsewhere = replace_problem(problem, modes=modes)
        others += [(Aim.OTHER_WAY, it) for it in _some(best(elsewhere, by_points))]
    return others


def _merge(
    found: Iterable[tuple[Aim, Found]],
) -> list[tuple[Found, tuple[Aim, ...]]]:
    merged: dict[tuple[Mode, tuple[str, ...]], tuple[Found, tuple[Aim, ...]]] = {}
    for aim, it in found:
        _, aims = merged.get((it.mode, it.keys), (it, ()))
        is_more = aim in {Aim.BETWEEN, Aim.OTHER_WAY} and aims
        merged[it.mode, it.keys] = (it, aims if is_more else (*aims, aim))
    return list(merged.values())


def replace_problem(problem: Problem, **changes: object) -> Problem:
    """Return the problem with other limits."""
    return replace(problem, **changes)  # type: ignore[arg-type]


def option(
    problem: Problem, mode: Mode, keys: Iterable[str], aims: tuple[Aim, ...] = ()
) -> Option:
    """Price some sessions, whether or not they keep to the limits."""
    wanted = set(keys)
    sessions = tuple(it for it in problem.candidates if it.key in wanted)
    minutes = problem.minutes_of(tuple(it.key for it in sessions))
    places = Calendar(problem).places(sessions) or ()
    return Option(
        aims=aims,
        mode=mode,
        sessions=sessions,
        days=tuple(map(days_of, places, sessions)) if places else (),
        lines=cost_lines(problem, mode, sessions),
        met=tuple(
            Met(key=key, weight=weight, minutes=minutes[key])
            for key, weight in problem.needs.items()
        ),
        points=problem.points(minutes),
        most_points=problem.most_points,
    )


def broken_limits(problem: Problem, chosen: Option) -> tuple[Limit, ...]:
    """Return the limits that an option does not keep to."""
    broken = []
    if problem.budget is not None and chosen.cost > problem.budget:
        broken.append(Limit.BUDGET)
    if chosen.sessions and not chosen.days:
        broken.append(Limit.DAYS)
    if chosen.points < problem.least_points:
        broken.append(Limit.SHARE)
    if must_missing(problem, chosen):
        broken.append(Limit.MUST)
    return tuple(broken)


def must_missing(problem: Problem, chosen: Option) -> tuple[str, ...]:
    """Return the titles of sessions that must be in and are not."""
    present = {*chosen.keys, *(it.unit for it in chosen.sessions)}
    return tuple(
        dict.fromkeys(
            it.title
            for it in problem.candidates
            if not {it.key, it.unit} & problem.must <= present
        )
    )


def differences(problem: Problem, chosen: Option) -> tuple[Difference, ...]:
    """Return what each session adds to an option, or would add to it."""
    return tuple(_difference(problem, chosen, it) for it in problem.candidates)


def _difference(problem: Problem, chosen: Option, session: Candidate) -> Difference:
    is_chosen = session.key in chosen.keys
    kept = {it.key for it in chosen.sessions if not session.replaces(it)}
    other = option(problem, chosen.mode, kept ^ {session.key})
    sign = -1 if is_chosen else 1
    return Difference(
        session=session,
        is_chosen=is_chosen,
        cost=sign * (other.cost - chosen.cost),
        days=sign * (other.day_count - chosen.day_count),
        points=sign * (other.points - chosen.points),
        most_points=problem.most_points,
    )
