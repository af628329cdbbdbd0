"""Why nothing fits, and the nearest that would."""

from dataclasses import replace

from headship.programs.options.offers import Limit, Nearest, NothingFits
from headship.programs.options.problem import Problem
from headship.programs.options.search import best, by_cost, by_days, by_points

NAMED = {Limit.BUDGET, Limit.DAYS, Limit.MUST}


def nothing_fits(problem: Problem) -> NothingFits:
    """Explain a problem that has no option."""
    ways = [_budget(problem), _days(problem), _group(problem), _share(problem)]
    found = [way for way in (*ways, _must(problem)) if way is not None]
    if not any(way.budget or way.days for _, way in found):
        found += [it for it in (_budget_and_days(problem),) if it is not None]
    stands = tuple(dict.fromkeys(limit for limits, _ in found for limit in limits))
    because = tuple(it for it in stands if it in NAMED)
    return NothingFits(
        because=because or (Limit.SESSIONS,), nearest=tuple(way for _, way in found)
    )


Way = tuple[tuple[Limit, ...], Nearest]


def _budget(problem: Problem) -> Way | None:
    """Return the least money for which something worth buying fits the days."""
    if problem.budget is None:
        return None
    found = best(replace(problem, budget=None), by_cost)
    if found is None:
        return None
    return (Limit.BUDGET,), Nearest(budget=found.cost)


def _days(problem: Problem) -> Way | None:
    """Return the fewest days, whenever they are, that the money would fill."""
    found = best(replace(problem, has_calendar=False), by_days)
    if found is None:
        return None
    return (Limit.DAYS,), Nearest(days=found.days)


def _group(problem: Problem) -> Way | None:
    """Return the largest smaller group for which something fits."""
    if problem.budget is None or not _fits(problem, 1):
        return None
    low, high = 1, problem.group
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(problem, middle) else (low, middle)
    return (Limit.GROUP,), Nearest(group=low)


def _fits(problem: Problem, group: int) -> bool:
    return group < problem.group and (
        best(replace(problem, group=group), by_cost) is not None
    )


def _share(problem: Problem) -> Way | None:
    """Return the share of the needs that all limits allow, in whole percent."""
    found = best(replace(problem, least_percent=0), by_points)
    if found is None:
        return None
    percent = 100 * found.points // problem.most_points
    return ((Limit.SHARE,), Nearest(percent=percent)) if percent else None


def _must(problem: Problem) -> Way | None:
    """Return that something fits if no session must be in."""
    free = replace(problem, must=frozenset())
    if not problem.must or best(free, by_points) is None:
        return None
    return (Limit.MUST,), Nearest(is_free=True)


def _budget_and_days(problem: Problem) -> Way | None:
    """Return the cheapest that is worth buying, with its days."""
    found = best(replace(problem, has_calendar=False, budget=None), by_cost)
    if found is None:
        return None
    limits = (Limit.BUDGET, Limit.DAYS)
    return limits, Nearest(budget=found.cost, days=found.days)
