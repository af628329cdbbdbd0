"""Branch and bound over sets of sessions, exact and in a fixed order.

Points have diminishing returns, so what a set of sessions can add is at most the sum of
what each adds alone. Taking the best of those by the unit of money or time, the last
one in part, bounds what is still possible; a branch that cannot win is left, and so is
one that has come no further than another for more.
"""

from collections.abc import Callable
from dataclasses import dataclass

from headship.programs.options.costs import cost
from headship.programs.options.dates import Calendar, Place
from headship.programs.options.problem import (
    ENOUGH_MINUTES,
    Candidate,
    Mode,
    Problem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One set of sessions, with what it costs and how far it meets the needs."""

    mode: Mode
    keys: tuple[str, ...]
    cost: int
    days: int
    points: int


Minutes = tuple[int, ...]  # On each need, in the order of the needs.
Rank = Callable[[Found], tuple[object, ...]]


def by_points(found: Found) -> tuple[object, ...]:
    """Rank by needs met; then by money, days and order."""
    return (-found.points, found.cost, found.days, found.keys)


def by_cost(found: Found) -> tuple[object, ...]:
    """Rank by money; then by needs met, days and order."""
    return (found.cost, -found.points, found.days, found.keys)


def by_days(found: Found) -> tuple[object, ...]:
    """Rank by days; then by needs met, money and order."""
    return (found.days, -found.points, found.cost, found.keys)


def best(problem: Problem, rank: Rank) -> Found | None:
    """Return the best set of sessions within every limit, over the ways to meet."""
    modes = sorted(
        problem.modes, key=lambda mode: cost(problem, mode, problem.candidates)
    )  # A good answer found early spares much of the rest.
    winner: Found | None = None
    for mode in modes:
        winner = _Search(problem, mode, rank, winner).run()
    return winner


class _Search:
    """One search: a way to meet, what is best, and what another way has found."""

    def __init__(
        self, problem: Problem, mode: Mode, rank: Rank, winner: Found | None
    ) -> None:
        self.problem, self.mode, self.rank = problem, mode, rank
        self.calendar = Calendar(problem) if problem.has_calendar else None
        self.fixed = cost(problem, mode, ())
        self.prices = [
            cost(problem, mode, (it,)) - self.fixed for it in problem.candidates
        ]
        self.days = [it.days for it in problem.candidates]
        self.weights = tuple(problem.needs.values())
        self.minutes = [
            tuple(it.minutes.get(need, 0) for need in problem.needs)
            for it in problem.candidates
        ]
        self.winner = winner
        self.seen: dict[tuple[int, bool, Minutes], list[tuple[int, int, Place]]] = {}

    def run(self) -> Found | None:
        """Return the best set of sessions, or None if no set is within the limits."""
        start = Found(mode=self.mode, keys=(), cost=self.fixed, days=0, points=0)
        if self._is_affordable(start.cost):
            self._visit(0, start, (0,) * len(self.weights), Place())
        return self.winner

    def _visit(self, index: int, so_far: Found, taught: Minutes, place: Place) -> None:
        if index == len(self.problem.candidates):
            self._offer(so_far)
            return
        is_replaced = self._is_replaced(index, so_far)
        if self._is_beaten((index, is_replaced, taught), so_far, place):
            return
        if self._is_hopeless(index, so_far, taught):
            return
        session = self.problem.candidates[index]
        after = None if is_replaced else self._place_after(place, session)
        if after is not None and self._is_affordable(so_far.cost + self.prices[index]):
            more = self._taught_with(index, taught)
            self._visit(index + 1, self._with(so_far, index, more), more, after)
        if self._may_be_left(index, is_replaced):
            self._visit(index + 1, so_far, taught, place)

    def _may_be_left(self, index: int, is_replaced: bool) -> bool:
        """Say whether a set may go without a session; of a must unit it has one."""
        session, must = self.problem.candidates[index], self.problem.must
        if session.key in must:
            return False
        if session.unit not in must or is_replaced:
            return True
        following = self.problem.candidates[index + 1 : index + 2]
        return any(it.unit == session.unit for it in following)

    def _with(self, so_far: Found, index: int, taught: Minutes) -> Found:
        return Found(
            mode=self.mode,
            keys=(*so_far.keys, self.problem.candidates[index].key),
            cost=so_far.cost + self.prices[index],
            days=so_far.days + self.days[index],
            points=self._points(taught),
        )

    def _taught_with(self, index: int, taught: Minutes) -> Minutes:
        """Return the minutes on each need with one session more, as far as they count."""
        return tuple(
            min(ENOUGH_MINUTES, before + more)
            for before, more in zip(taught, self.minutes[index], strict=True)
        )

    def _points(self, taught: Minutes) -> int:
        return sum(map(int.__mul__, self.weights, taught))

    def _place_after(self, place: Place, session: Candidate) -> Place | None:
        if self.calendar is None:
            return place
        return self.calendar.place_after(place, session)

    def _is_affordable(self, price: int) -> bool:
        return self.problem.budget is None or price <= self.problem.budget

    def _offer(self, found: Found) -> None:
        if not found.keys or found.points < self.problem.least_points:
            return
        if self.winner is None or self.rank(found) < self.rank(self.winner):
            self.winner = found

    def _is_replaced(self, index: int, so_far: Found) -> bool:
        """Say whether the set has another session of the same unit already."""
        if not so_far.keys:
            return False
        last = self.problem.by_key[so_far.keys[-1]]
        return last.replaces(self.problem.candidates[index])

    def _is_beaten(
        self, state: tuple[int, bool, Minutes], so_far: Found, place: Place
    ) -> bool:
        """Say whether another set taught the same, for no more, and ended no later."""
        others = self.seen.setdefault(state, [])
        if any(
            price <= so_far.cost and days <= so_far.days and end.leaves_as_much(place)
            for price, days, end in others
        ):
            return True
        others.append((so_far.cost, so_far.days, place))
        return False

    def _is_hopeless(self, index: int, so_far: Found, taught: Minutes) -> bool:
        """Say whether no set beyond this one can reach the least, or win."""
        gains = [
            self._points(self._taught_with(it, taught)) - so_far.points
            for it in range(index, len(self.prices))
        ]
        prices, days = self.prices[index:], self.days[index:]
        reach = so_far.points + self._reach(so_far, gains, prices, days)
        if reach < self.problem.least_points:
            return True
        if self.winner is None:
            return False
        missing = self._target() - so_far.points
        dream = Found(
            mode=self.mode,
            keys=(),
            cost=so_far.cost + least_for(gains, prices, missing),
            days=so_far.days + least_for(gains, days, missing),
            points=reach,
        )
        return self.rank(dream) > self.rank(self.winner)

    def _target(self) -> int:
        """Return the points below which nothing wins."""
        least = self.problem.least_points
        if self.winner is not None and self.rank is by_points:
            return max(least, self.winner.points)
        return least

    def _reach(
        self, so_far: Found, gains: list[int], prices: list[int], days: list[int]
    ) -> int:
        """Return a bound on the points that money and days can still add."""
        most = sum(gains)
        if self.problem.budget is not None:
            left = self.problem.budget - so_far.cost
            most = min(most, most_for(gains, prices, left))
        if self.calendar is not None:
            left = self.problem.days_available - so_far.days
            most = min(most, most_for(gains, days, left))
        return most


def most_for(gains: list[int], prices: list[int], left: int) -> int:
    """Return a bound on what can be gained for so much, the last gain in part."""
    total = 0
    for gain, price in _by_worth(gains, prices):
        if price > left:
            return total + gain * left // price
        total, left = total + gain, left - price
    return total


def least_for(gains: list[int], prices: list[int], missing: int) -> int:
    """Return a bound on what it takes to gain so much, the last gain in part."""
    total = 0
    for gain, price in _by_worth(gains, prices):
        if missing <= gain:
            return total + -(-price * max(missing, 0) // gain)
        total, missing = total + price, missing - gain
    return total


def _by_worth(gains: list[int], prices: list[int]) -> list[tuple[int, int]]:
    """Return what adds something, the most for its price first."""
    pairs = [pair for pair in zip(gains, prices, strict=True) if pair[0] > 0]
    return sorted(pairs, key=lambda pair: pair[1] / pair[0])
