"""Can one person's answers be worked out by comparing two figures?"""

import numpy as np
import pytest

from headship.core.errors import PolicyError
from headship.core.suppression import Suppressed
from headship.feedback import actions, analysis, policies, queries
from headship.feedback.reports.change import change_page
from headship.feedback.reports.group import group_report
from headship.feedback.reports.leader import leader_report
from headship.feedback.reports.technical import technical_page
from headship.instruments.answers import NOT_JUDGED
from headship.stats.disclosure import views_are_safe
from headship.surveys import analysis as surveys
from headship.surveys.queries import get_questionnaire, response_rates_by_subject
from tests.factories import make_school
from tests.feedback import rounds

SCALE = "visibility"
FIVE = [3, 4, 3, 4, 4]


@pytest.fixture
def schools(riverside):
    return [make_school(riverside, name) for name in ("North", "South")]


def judging(invitation, scale, values):
    """Return answers of 3 throughout, but to a scale these; None cannot judge."""
    questionnaire = get_questionnaire(invitation, "en")
    places = [
        item.position
        for page in questionnaire.pages
        for item in page.items
        if item.scale == scale
    ]
    chosen = dict.fromkeys(questionnaire.values, 3)
    chosen |= {
        place: NOT_JUDGED if value is None else value
        for place, value in zip(places, values, strict=True)
    }
    return chosen


def shown(page, key=SCALE):
    """Return the figures of a group report by rater group."""
    row = next(row for row in page.rows if row.responsibility.key == key)
    return dict(zip([group for group, _, _ in page.groups], row.means, strict=True))


def is_shown(page, group="teacher"):
    return page.is_shown and not isinstance(
        shown(page).get(group, Suppressed()), Suppressed
    )


# Early and late reports


def test_there_is_no_report_before_closing(answered, principal):
    with pytest.raises(PolicyError, match="when the cycle has closed"):
        policies.check_can_read(answered)

    figures = analysis.subject_figures(answered)
    assert figures.cells == ()


def test_a_closed_cycle_takes_no_late_answer(closed, leader):
    with pytest.raises(PolicyError, match="not reopened"):
        actions.extend_cycle(
            cycle=closed.cycle, closes_at=closed.cycle.survey.closes_at, by=leader
        )


def test_a_report_says_the_same_each_time(closed, principal):
    first = leader_report(closed, viewer=principal)
    second = leader_report(rounds.reload(closed), viewer=principal)

    assert first.rows == second.rows


def test_raters_cannot_be_taken_off_after_opening(opened, leader):
    """A report with and without one rater would show what this one said."""
    with pytest.raises(PolicyError, match="fixed"):
        actions.remove_rater(
            participant=opened,
            invitation=rounds.raters(opened, "teacher")[0],
            by=leader,
        )


# Within one report


def test_four_raters_are_not_shown(leader):
    [part] = rounds.closed_round(leader, [{"teacher": [1, 5, 5, 5]}])

    figures = analysis.subject_figures(part)

    assert figures.cells == ()
    assert set(figures.suppressed) == {"self", "supervisor", "teacher", "peer"}


def test_small_groups_are_merged_and_neither_is_shown_alone(leader):
    [part] = rounds.closed_round(leader, [{"teacher": FIVE, "peer": [1, 1]}])

    figures = analysis.subject_figures(part)

    assert [cell.groups for cell in figures.cells] == [("teacher", "peer")]
    assert figures.cells[0].n == 7


def test_mean_and_spread_describe_the_same_people(riverside, leader):
    """Five judge all of a scale and a sixth one statement of it.

    Counting that answer in the spread but not in the mean would read it out.
    """
    cycle = rounds.make_cycle(leader)
    boss = rounds.make_people(riverside, 1, "leader")[0]
    staff = rounds.make_people(riverside, 6)
    part = rounds.add_leader(cycle, leader, boss, teachers=staff)
    rounds.open_cycle(cycle, leader)
    asked = rounds.raters(part, "teacher")
    width = len(surveys.sheets.scales_of(cycle.survey)[SCALE].columns)
    lone = [1] + [None] * (width - 1)
    said = [[4] * width, [4] * width, [3] * width, [5] * width, [3] * width, lone]
    rounds.answer(
        part,
        "teacher",
        [judging(it, SCALE, row) for it, row in zip(asked, said, strict=True)],
    )
    rounds.close_cycle(cycle, leader)

    figure = analysis.subject_figures(rounds.reload(part)).scales[SCALE]["teacher"]

    assert figure.mean.n == sum(figure.distribution.values()) == 5
    assert figure.distribution == {1: 0, 2: 0, 3: 2, 4: 2, 5: 1}
    assert figure.not_judged == 1


@pytest.mark.parametrize("value", [1, 4, 5])
def test_answers_all_alike_are_not_shown(leader, value):
    """A mean over people who all said the same is what each of them said."""
    [part] = rounds.closed_round(leader, [{"teacher": [value] * 6}])

    figures = analysis.subject_figures(part)

    assert figures.scales[SCALE]["teacher"] == surveys.figures.TOO_ALIKE


def test_self_and_supervisor_are_shown_as_promised(leader, supervisor):
    [part] = rounds.closed_round(
        leader, [{"self": [5], "supervisor": [2], "boss": supervisor}]
    )

    figures = analysis.subject_figures(part)

    assert figures.scales[SCALE]["self"].mean.estimate == 5
    assert figures.scales[SCALE]["supervisor"].mean.estimate == 2


def test_a_raised_minimum_holds_for_every_figure(leader):
    [part] = rounds.closed_round(
        leader, [{"teacher": rounds.varied(3, 7)}], minimums={"teacher": 8}
    )

    assert analysis.subject_figures(part).cells == ()
    assert all(row.quality.n_raters == 0 for row in technical_page(part).rows)


def test_own_words_need_eight_people(leader):
    texts = {"leadership-360.helps_most": "Distinctive"}
    seven, eight = rounds.closed_round(
        leader,
        [
            {"teacher": rounds.varied(3, 7), "texts": texts},
            {"teacher": rounds.varied(3, 8), "texts": texts},
        ],
    )

    few = analysis.subject_figures(seven).comments["leadership-360.helps_most"]
    many = analysis.subject_figures(eight).comments["leadership-360.helps_most"]

    assert isinstance(few["teacher"], Suppressed)
    assert many["teacher"] == ("Distinctive",) * 8


# The technical page


def test_technical_page_is_silent_where_the_report_is(leader):
    [part] = rounds.closed_round(leader, [{"teacher": [1, 5, 4, 2]}])

    rows = technical_page(part).rows

    assert {row.quality.n_raters for row in rows} == {0}
    assert {row.quality.alpha for row in rows} == {None}
    assert {row.quality.agreement for row in rows} == {None}


def test_technical_page_has_no_agreement_of_a_merged_group(leader):
    merged, *_others = rounds.closed_round(
        leader,
        [{"teacher": FIVE, "peer": [1, 1]}, *[{"teacher": FIVE} for _ in range(3)]],
    )

    rows = technical_page(merged).rows

    assert {row.quality.agreement for row in rows} == {None}
    assert {row.quality.n_subjects for row in rows} == {3}  # Not the merged one.


def test_one_of_two_leaders_learns_nothing_of_the_other(leader):
    """With two leaders the spread of their means is the distance between them."""
    mine, _other = rounds.closed_round(
        leader, [{"teacher": [4, 5, 4, 5, 4]}, {"teacher": [1, 2, 1, 2, 1]}]
    )

    for row in technical_page(mine).rows:
        assert row.quality.groups is None
        assert row.quality.measurement_error is None
        assert (row.quality.n_subjects, row.quality.n_raters) == (1, 5)


def test_three_leaders_are_compared(leader):
    parts = rounds.closed_round(
        leader, [{"teacher": rounds.varied(base, 6)} for base in (2, 3, 4)]
    )

    quality = technical_page(parts[0]).rows[0].quality

    assert (quality.n_subjects, quality.n_raters) == (3, 18)
    assert quality.groups is not None
    assert quality.measurement_error is not None


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


# One wave against the next


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"teacher": [1, 2, 3, 4]}, {"teacher": FIVE}),
        ({"teacher": FIVE}, {"teacher": [1, 2, 3, 4]}),
        ({"teacher": FIVE, "peer": [1]}, {"teacher": FIVE}),
        ({"teacher": FIVE}, {"teacher": FIVE, "peer": [1]}),
    ],
)
def test_change_is_silent_where_either_report_is(leader, noon, first, second):
    """Also where a report has merged the group: its share would follow."""
    _before, now = two_waves_days_apart(leader, noon, first, second)

    page = change_page(now, viewer=now.member)

    assert page.earlier is not None
    assert page.rows is None


def two_waves_days_apart(leader, noon, first, second):
    [before] = rounds.closed_round(leader, [first], "First")
    noon.shift(86_400)
    [now] = rounds.closed_round(leader, [{**second, "member": before.member}], "Second")
    return before, now


def test_change_is_shown_where_both_reports_are(leader, noon):
    _before, now = two_waves_days_apart(
        leader, noon, {"teacher": [2, 3, 2, 3, 2]}, {"teacher": [4, 5, 4, 5, 4]}
    )

    _responsibility, change = change_page(now, viewer=now.member).rows[0]

    assert (change.before, change.now) == (pytest.approx(2.4), pytest.approx(4.4))


def test_change_hides_answers_all_alike(leader, noon):
    _before, now = two_waves_days_apart(
        leader, noon, {"teacher": [5] * 5}, {"teacher": FIVE}
    )

    _responsibility, change = change_page(now, viewer=now.member).rows[0]

    assert isinstance(change, Suppressed)


def test_a_shared_report_does_not_show_the_one_before(leader, noon, coach):
    """What was shared is this report; the earlier means stand in another."""
    before, now = two_waves_days_apart(
        leader, noon, {"teacher": FIVE}, {"teacher": [4, 5, 4, 5, 4]}
    )
    actions.share_report(participant=now, reader=coach, by=now.member)

    assert change_page(now, viewer=coach).rows is None
    assert queries.earlier_review(now, coach) is None
    actions.share_report(participant=before, reader=coach, by=now.member)
    assert change_page(now, viewer=coach).rows is not None


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
