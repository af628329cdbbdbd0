import time
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.programs.options.costs import Item, cost, cost_lines, facilitators
from headship.programs.options.dates import Calendar
from headship.programs.options.nearest import nothing_fits
from headship.programs.options.offers import (
    Aim,
    Limit,
    Nearest,
    broken_limits,
    differences,
    must_missing,
    option,
    options,
)
from headship.programs.options.problem import ENOUGH_MINUTES, Mode, Problem
from headship.programs.options.search import best, by_cost, by_days, by_points
from tests.programs.options.problems import (
    FALL,
    PROBLEM,
    RATES,
    SPRING,
    YEAR,
    ask,
    problems,
    session,
)

RANKS = st.sampled_from([by_points, by_cost, by_days])
few = settings(max_examples=60, deadline=None)


def every_set(problem):
    """Return every option there is, good or not, by trying all."""
    for count in range(1, len(problem.candidates) + 1):
        for chosen in combinations(problem.candidates, count):
            if any(one.replaces(other) for one in chosen for other in chosen):
                continue
            for mode in problem.modes:
                yield option(problem, mode, [it.key for it in chosen])


@few
@given(problems(), RANKS)
def test_search_finds_what_trying_everything_finds(problem, rank):
    allowed = [it for it in every_set(problem) if not broken_limits(problem, it)]
    measures = {
        by_points: lambda it: (-it.points, it.cost, it.day_count),
        by_cost: lambda it: (it.cost, -it.points, it.day_count),
        by_days: lambda it: (it.day_count, -it.points, it.cost),
    }

    found = best(problem, rank)

    assert (found is None) == (not allowed)
    if found is not None:
        reached = option(problem, found.mode, found.keys)
        assert measures[rank](reached) == min(map(measures[rank], allowed))
        assert (found.cost, found.points) == (reached.cost, reached.points)


@few
@given(problems())
def test_no_option_is_over_a_limit(problem):
    for it in options(problem):
        assert broken_limits(problem, it) == ()
        assert problem.budget is None or it.cost <= problem.budget
        assert it.day_count <= problem.days_available
        assert it.share * 100 >= problem.least_percent


@few
@given(problems())
def test_lines_add_up_and_sessions_add_up(problem):
    for it in every_set(problem):
        assert it.cost == sum(line.quantity * line.unit for line in it.lines)
        alone = sum(
            cost(problem, it.mode, [one]) - cost(problem, it.mode, [])
            for one in it.sessions
        )
        assert it.cost == cost(problem, it.mode, []) + alone


@few
@given(problems(), st.integers(0, 2_000_000))
def test_more_money_never_buys_less(problem, more):
    before = best(problem, by_points)
    if before is None or problem.budget is None:
        return

    after = best(replace(problem, budget=problem.budget + more), by_points)

    assert after.points >= before.points


@few
@given(problems())
def test_what_would_fit_does_fit(problem):
    if best(problem, by_points):
        return
    for way in nothing_fits(problem).nearest:
        changes = {}
        if way.budget is not None:
            changes["budget"] = way.budget
        if way.days is not None:
            changes["has_calendar"] = False
        if way.group is not None:
            changes["group"] = way.group
        if way.percent is not None:
            changes["least_percent"] = way.percent
        if way.is_free:
            changes["must"] = frozenset()
        found = best(replace(problem, **changes), by_cost)
        assert found is not None
        assert (
            way.days is None
            or best(replace(problem, **changes), by_days).days <= way.days
        )


@few
@given(problems())
def test_days_proposed_are_free_days_in_order(problem):
    for it in options(problem):
        days = [day for session_days in it.days for day in session_days]
        assert days == sorted(set(days))
        assert all(day.weekday() < 5 and day not in problem.avoid for day in days)
        for term in problem.terms:
            inside = [day for day in days if term.first <= day <= term.last]
            assert len(inside) <= term.days


def test_options_are_the_same_each_time():
    assert options(PROBLEM) == options(replace(PROBLEM))


def test_options_say_what_each_is_best_at():
    found = options(ask(modes=(Mode.ON_SITE,), budget=2_600_000))

    assert [(it.aims, it.keys) for it in found] == [
        ((Aim.MOST,), ("focus", "community")),
        ((Aim.CHEAPEST, Aim.SHORTEST), ("focus",)),
    ]
    assert found[0].points > found[1].points
    assert found[0].cost > found[1].cost


def test_option_says_what_it_leaves_out():
    found = option(PROBLEM, Mode.ON_SITE, ["overview", "focus"])

    assert [(it.key, it.minutes) for it in found.met] == [
        ("focus", 160),
        ("culture", 40),
        ("input", 40),
    ]
    assert found.left_out == ()
    assert [it.key for it in found.partly_met] == ["culture", "input"]
    assert [it.key for it in option(PROBLEM, Mode.ONLINE, ["focus"]).left_out] == [
        "culture",
        "input",
    ]
    assert found.points == 3 * ENOUGH_MINUTES + 2 * 40 + 1 * 40


def lines(**changes):
    mode = changes.pop("mode")
    problem = ask(**changes)
    return {
        it.item: (it.quantity, it.unit) for it in cost_lines(problem, mode, YEAR[:2])
    }


def test_on_site_in_two_districts_is_held_twice():
    found = lines(mode=Mode.ON_SITE, districts=2, group=40)

    assert found == {
        Item.FACILITATOR: (6, 200_000),
        Item.PREPARATION: (3, 50_000),
        Item.TRIP: (4, 80_000),
        Item.TRAVEL_DAY: (6, 25_000),
        Item.MATERIALS: (80, 4_500),
    }


def test_central_place_is_paid_and_reached():
    found = lines(mode=Mode.CENTRAL, districts=2, group=40, coaching_hours=2)

    assert found == {
        Item.FACILITATOR: (3, 200_000),
        Item.CO_FACILITATOR: (3, 120_000),
        Item.PREPARATION: (3, 50_000),
        Item.TRIP: (4, 80_000),
        Item.TRAVEL_DAY: (6, 25_000),
        Item.PARTICIPANT_TRAVEL: (120, 6_000),
        Item.VENUE: (3, 90_000),
        Item.MATERIALS: (80, 4_500),
        Item.COACHING: (80, 15_000),
    }


def test_online_nobody_travels():
    assert set(lines(mode=Mode.ONLINE)) == {
        Item.FACILITATOR,
        Item.PREPARATION,
        Item.ONLINE,
        Item.MATERIALS,
    }


def test_large_group_needs_a_second_facilitator():
    assert facilitators(ask(group=30), Mode.CENTRAL) == 1
    assert facilitators(ask(group=31), Mode.CENTRAL) == 2
    assert facilitators(ask(group=31, districts=2), Mode.ON_SITE) == 1


def test_two_days_in_a_row_do_not_span_a_weekend_or_a_day_to_avoid():
    problem = ask(avoid=frozenset({date(2026, 9, 8), date(2026, 9, 10)}))

    places = Calendar(problem).places((session("long", days=2),))

    assert date.fromordinal(places[0].last) == date(2026, 9, 15)  # Monday and Tuesday.


def test_sessions_keep_their_distance():
    calendar = Calendar(PROBLEM)

    first, second = calendar.places((YEAR[0], YEAR[2]))

    assert second.last - first.last == 28


def test_session_that_does_not_fit_a_term_waits_for_the_next():
    calendar = Calendar(ask(terms=(replace(FALL, days=1), SPRING)))

    _, second = calendar.places((YEAR[0], YEAR[1]))

    assert date.fromordinal(second.last) == date(2027, 1, 12)
    assert calendar.places((YEAR[1], YEAR[3], YEAR[2])) is None


def test_too_little_money_names_the_price_and_the_group():
    found = nothing_fits(ask(budget=300_000, modes=(Mode.CENTRAL,)))

    assert found.because == (Limit.BUDGET,)
    assert next(it for it in found.nearest if it.budget).budget == min(
        it.cost
        for it in every_set(ask(modes=(Mode.CENTRAL,)))
        if it.points >= PROBLEM.least_points
    )


def test_smaller_group_is_offered_where_it_would_fit():
    cheapest = best(ask(group=10, modes=(Mode.ONLINE,)), by_cost).cost
    problem = ask(budget=cheapest, modes=(Mode.ONLINE,))

    assert [it.group for it in nothing_fits(problem).nearest if it.group] == [10]


def test_too_few_days_names_the_days():
    found = nothing_fits(ask(terms=(replace(FALL, days=0),), budget=None))

    assert found.because == (Limit.DAYS,)
    assert [it.days for it in found.nearest] == [1]


def test_too_little_of_both_names_both():
    found = nothing_fits(ask(terms=(replace(FALL, days=0),), budget=1))

    assert found.because == (Limit.BUDGET, Limit.DAYS)
    (way,) = found.nearest
    assert (way.days, way.budget) == (
        1,
        best(ask(budget=None, has_calendar=False), by_cost).cost,
    )


def test_sessions_that_teach_too_little_say_how_much_they_can():
    found = nothing_fits(ask(needs={"focus": 1, "outreach": 1}, least_percent=90))

    assert found.because == (Limit.SESSIONS,)
    assert [it.percent for it in found.nearest] == [50]


def test_sessions_that_teach_nothing_needed_leave_nothing_to_offer():
    found = nothing_fits(ask(needs={"outreach": 1}))

    assert (found.because, found.nearest) == ((Limit.SESSIONS,), ())


def test_required_session_is_in_every_option():
    found = options(ask(must=frozenset({"routines"})))

    assert found
    assert all("routines" in it.keys for it in found)


def _lengths(**changes):
    """Return a problem with a topic in two lengths that teaches nothing needed."""
    extra = (
        replace(session("culture_1", culture=60), unit="culture"),
        replace(session("culture_2", days=2, culture=60), unit="culture"),
    )
    return ask(candidates=(*YEAR, *extra), needs={"focus": 1}, **changes)


def test_unit_that_must_be_in_is_there_in_one_length():
    assert not any("culture_1" in it.keys for it in options(_lengths()))

    found = options(_lengths(must=frozenset({"culture"})))

    assert found
    assert all(len({"culture_1", "culture_2"} & {*it.keys}) == 1 for it in found)


def test_nothing_fits_names_what_must_be_in():
    problem = ask(budget=1_500_000, least_percent=30)
    assert options(problem)

    found = nothing_fits(replace(problem, must=frozenset({"change", "community"})))

    assert found.because == (Limit.BUDGET, Limit.DAYS, Limit.MUST)
    assert Nearest(is_free=True) in found.nearest


def test_edited_option_misses_what_must_be_in():
    problem = _lengths(must=frozenset({"culture"}))
    without = option(problem, Mode.ONLINE, ["routines"])

    assert Limit.MUST in broken_limits(problem, without)
    assert must_missing(problem, without) == ("Culture_1", "Culture_2")
    assert not must_missing(problem, option(problem, Mode.ONLINE, ["culture_2"]))


def test_longer_session_takes_the_place_of_the_shorter():
    short = replace(session("short", days=1, focus=60), unit="focus")
    long = replace(session("long", days=2, focus=90, input=60), unit="focus")
    problem = ask(candidates=(short, long, YEAR[0]))

    chosen = option(problem, Mode.ONLINE, ["short", "overview"])
    found = {it.session.key: it for it in differences(problem, chosen)}

    assert next(it.keys for it in options(problem)) == ("long", "overview")
    assert all({"short", "long"} - {*it.keys} for it in options(problem))
    swapped = option(problem, Mode.ONLINE, ["long", "overview"])
    assert found["long"].cost == swapped.cost - chosen.cost
    assert found["long"].days == 1


def test_difference_is_what_changing_the_option_makes():
    chosen = option(PROBLEM, Mode.ONLINE, ["overview", "focus"])

    for it in differences(PROBLEM, chosen):
        keys = {*chosen.keys} ^ {it.session.key}
        other = option(PROBLEM, Mode.ONLINE, keys)
        sign = -1 if it.is_chosen else 1
        assert chosen.cost + sign * it.cost == other.cost
        assert chosen.points + sign * it.points == other.points


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"candidates": YEAR * 5}, "too many"),
        ({"needs": {}}, "at least one need"),
        ({"needs": {"focus": 0}}, "at least one need"),
        ({"group": 0}, "at least one person"),
    ],
)
def test_impossible_problem_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        ask(**change)


def test_session_longer_than_a_week_is_refused():
    with pytest.raises(ValueError, match="1 to 5"):
        session("retreat", days=6)


def test_largest_problem_is_searched_while_a_page_waits():
    taught = ["focus", "culture", "input", "order", "optimizer", "outreach"]
    many = tuple(
        session(
            f"s{it}",
            days=1 + it % 2,
            weeks=it % 3,
            **{taught[it % 6]: 30 + 7 * it % 60, taught[it * 5 % 6]: 45},
        )
        for it in range(20)
    )
    needs = {key: 1 + it % 3 for it, key in enumerate(taught)}
    problem = Problem(
        needs=needs,
        candidates=many,
        terms=(replace(FALL, days=6), replace(SPRING, days=6)),
        rates=RATES,
        group=45,
        districts=2,
        budget=6_000_000,
    )

    began = time.perf_counter()
    found = options(problem)

    assert found
    assert time.perf_counter() - began < 5
