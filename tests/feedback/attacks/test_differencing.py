"""Can one person's answers be worked out by comparing two figures?"""

import dataclasses

import pytest

from headship.core.errors import PolicyError
from headship.core.suppression import Suppressed
from headship.feedback import actions, analysis, policies, queries
from headship.feedback.reports.change import change_page
from headship.feedback.reports.leader import leader_report
from headship.feedback.reports.technical import technical_page
from headship.instruments.answers import NOT_JUDGED
from headship.surveys import analysis as surveys
from headship.surveys.queries import get_questionnaire
from tests.feedback import rounds

SCALE = "visibility"
FIVE = [3, 4, 3, 4, 4]


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


def test_no_single_statement_has_a_figure(closed):
    """Of six raters one judges two of three statements.

    The scale's sum less the statements' sums would be what this one said.
    """
    figures = analysis.subject_figures(closed)

    assert {it.name for it in dataclasses.fields(figures)} == {
        "cells",
        "suppressed",
        "scales",
        "comments",
    }
