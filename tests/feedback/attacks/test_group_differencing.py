"""Can one leader's figures be worked out by comparing those of groups?"""

import numpy as np
import pytest

from headship.core.suppression import Suppressed
from headship.feedback.reports.group import group_report
from headship.stats.disclosure import views_are_safe
from headship.surveys.queries import response_rates_by_subject
from tests.factories import make_school
from tests.feedback import rounds

SCALE = "visibility"
FIVE = [3, 4, 3, 4, 4]


@pytest.fixture
def schools(riverside):
    return [make_school(riverside, name) for name in ("North", "South")]


def shown(page, key=SCALE):
    """Return the figures of a group report by rater group."""
    row = next(row for row in page.rows if row.responsibility.key == key)
    return dict(zip([group for group, _, _ in page.groups], row.means, strict=True))


def is_shown(page, group="teacher"):
    return page.is_shown and not isinstance(
        shown(page).get(group, Suppressed()), Suppressed
    )


# Group reports against leaders' reports


def test_two_leaders_are_no_group(leader):
    parts = rounds.closed_round(leader, [{"teacher": FIVE}] * 2)

    assert not group_report(parts[0].cycle, None).is_shown


def test_group_figure_needs_three_leaders_with_answers(leader):
    """Three take part, but only one was rated by teachers."""
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "self": [3]}, {"self": [4]}, {"self": [5]}]
    )

    page = group_report(parts[0].cycle, None)

    assert isinstance(shown(page)["teacher"], Suppressed)
    assert shown(page)["self"].estimate == pytest.approx(4)


def test_group_figure_leaves_out_a_leader_whose_own_report_is_silent(leader):
    """Whoever was given the other reports could subtract them."""
    values = [FIVE, [4, 5, 4, 5, 4], [2, 3, 2, 3, 2], [1]]
    parts = rounds.closed_round(leader, [{"teacher": it} for it in values])

    mean = shown(group_report(parts[0].cycle, None))["teacher"]

    assert mean.n == 3
    assert mean.estimate == pytest.approx(np.mean([np.mean(it) for it in values[:3]]))


def test_hidden_leaders_count_where_they_are_a_group_themselves(leader):
    values = [FIVE, [2, 3], [4, 4], [1]]
    parts = rounds.closed_round(leader, [{"teacher": it} for it in values])

    mean = shown(group_report(parts[0].cycle, None))["teacher"]

    assert mean.n == 4
    assert mean.estimate == pytest.approx((3.6 + 2.5 + 4 + 1) / 4)


def test_group_figure_of_answers_all_alike_is_not_shown(leader):
    parts = rounds.closed_round(leader, [{"self": [5]}] * 3)

    page = group_report(parts[0].cycle, None)

    assert isinstance(shown(page)["self"], Suppressed)


# A school against the whole


def whole_and_schools(parts, schools):
    cycle = parts[0].cycle
    return [group_report(cycle, None), *(group_report(cycle, it.ref) for it in schools)]


def test_schools_of_three_stand_beside_the_whole(leader, schools):
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "school": it} for it in schools for _ in range(3)]
    )

    assert [is_shown(page) for page in whole_and_schools(parts, schools)] == [True] * 3


def test_one_leader_elsewhere_does_not_follow_from_the_rest(leader, schools, school):
    """Whole less North less South would be the one leader at Lincoln."""
    places = [*[schools[0]] * 3, *[schools[1]] * 3, school]
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "school": it} for it in places]
    )

    pages = whole_and_schools(parts, schools)

    assert [is_shown(page) for page in pages] == [True, True, False]
    assert not is_shown(group_report(parts[0].cycle, school.ref))


def test_a_leader_without_a_school_does_not_follow_from_the_rest(leader, schools):
    places = [*[schools[0]] * 3, *[schools[1]] * 3, None]
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "school": it} for it in places]
    )

    pages = whole_and_schools(parts, schools)

    assert [is_shown(page) for page in pages] == [True, True, False]


def test_the_only_rated_leader_of_a_school_does_not_follow(leader, schools):
    """Both schools have three leaders, but teachers rated only one at South."""
    places = [
        *[{"teacher": FIVE, "school": schools[0]}] * 3,
        {"teacher": [1, 2, 1, 2, 1], "school": schools[1]},
        *[{"self": [4], "school": schools[1]}] * 2,
    ]
    parts = rounds.closed_round(leader, places)

    whole, north, south = whole_and_schools(parts, schools)

    assert shown(whole)["teacher"].n == 4
    assert not is_shown(north)  # Beside the whole it would show South's one leader.
    assert not is_shown(south)


def test_moving_a_leader_after_closing_changes_no_figure(leader, schools):
    places = [*[schools[0]] * 4, *[schools[1]] * 4]
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "school": it} for it in places]
    )
    before = group_report(parts[0].cycle, schools[0].ref)

    parts[0].member.schools.set([schools[1]])

    after = group_report(parts[0].cycle, schools[0].ref)
    assert (before.leader_count, before.rows) == (after.leader_count, after.rows)
    assert before.leader_count == 4


def test_an_unknown_school_shows_no_other_group(leader, schools):
    parts = rounds.closed_round(leader, [{"teacher": FIVE}] * 3)

    whole = group_report(parts[0].cycle, None)

    for guess in ("", "x", str(schools[0].ref), str(parts[0].ref)):
        assert group_report(parts[0].cycle, guess).rows == whole.rows


def test_every_difference_of_group_figures_describes_enough(leader, schools, riverside):
    """Solve all combinations of what a random cycle shows, by linear algebra."""
    rng = np.random.default_rng(7)
    third = make_school(riverside, "East")
    plans = [
        {
            "teacher": rounds.varied(2 + index % 3, int(size)),
            "school": [*schools, third, None][index % 4],
        }
        for index, size in enumerate(rng.integers(1, 8, size=14))
    ]
    parts = rounds.closed_round(leader, plans)
    raters = [len(plan["teacher"]) for plan in plans]
    views = {}
    for place in (None, *schools, third):
        page = group_report(parts[0].cycle, place.ref if place else None)
        if is_shown(page):
            views[str(place)] = people_behind(page, parts, plans, place)

    assert "None" in views
    assert views_are_safe(views)
    assert sum(raters) >= max(len(it) for it in views.values())


def people_behind(page, parts, plans, place):
    """Return the raters whose answers make up a figure, and check that they do."""
    inside = [
        index
        for index, it in enumerate(plans)
        if place is None or it["school"] == place
    ]
    loud = [index for index in inside if len(plans[index]["teacher"]) >= 5]
    mean = shown(page)["teacher"]
    chosen = inside if mean.n == len(inside) else loud
    expected = np.mean([np.mean(plans[index]["teacher"]) for index in chosen])
    assert mean.estimate == pytest.approx(expected)
    return {(i, n) for i in chosen for n in range(len(plans[i]["teacher"]))}


# Who has answered


def test_number_of_raters_of_a_school_does_not_name_one(leader, schools, riverside):
    """Beside the rates of its other leaders it would say whether the one peer sent."""
    cycle = rounds.make_cycle(leader)
    bosses = [
        rounds.make_people(riverside, 1, "leader", schools=[it])[0]
        for it in (*[schools[0]] * 3, *[schools[1]] * 3)
    ]
    parts = [
        rounds.add_leader(
            cycle, leader, boss, peers=rounds.make_people(riverside, how_many)
        )
        for boss, how_many in zip(bosses, (6, 7, 1, 6, 6, 6), strict=True)
    ]
    rounds.open_cycle(cycle, leader)
    for part in parts:
        asked = len(rounds.raters(part, "peer"))
        rounds.answer(part, "peer", rounds.varied(3, asked))
    cycle = rounds.close_cycle(cycle, leader)

    whole, north, south = (
        {key: n for key, _title, n in group_report(cycle, ref).groups}
        for ref in (None, *(it.ref for it in schools))
    )

    rates = response_rates_by_subject(cycle.survey)[parts[2].subject.ref]
    assert isinstance(
        next(it.answered for it in rates if it.group == "peer"), Suppressed
    )
    assert whole == {"peer": 32}
    assert isinstance(north["peer"], Suppressed)  # Of 14, the others' rates show 13.
    assert set(south) == {"peer"}


def test_number_of_raters_of_a_school_is_the_sum_of_rates(leader, schools):
    parts = rounds.closed_round(
        leader, [{"teacher": FIVE, "school": it} for it in schools for _ in range(3)]
    )

    page = group_report(parts[0].cycle, schools[0].ref)

    assert [(key, n) for key, _title, n in page.groups] == [("teacher", 15)]
