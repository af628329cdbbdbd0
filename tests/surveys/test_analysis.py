"""Figures computed by hand on small examples."""

import numpy as np
import pytest

from headship.core.suppression import Suppressed
from headship.instruments.answers import NOT_ANSWERED, NOT_JUDGED
from headship.surveys import analysis
from headship.surveys.analysis import Threshold, sheets
from headship.surveys.analysis.figures import TOO_FEW_JUDGED
from tests.feedback import rounds

SCALE = "visibility"
MAGNITUDE = Threshold(
    scale="change_magnitude", score=2.5, item="against_values", answer=4
)


@pytest.fixture
def figures(leader, supervisor):
    """Return figures: self 5, supervisor 2, teachers 2 3 4 4 5 3, peers 3 4 3 4 3."""
    [part] = rounds.closed_round(
        leader,
        [
            {
                "self": [5],
                "supervisor": [2],
                "teacher": [2, 3, 4, 4, 5, 3],
                "peer": [3, 4, 3, 4, 3],
                "boss": supervisor,
            }
        ],
    )
    return analysis.subject_figures(part.subject)


def test_mean_and_interval_of_a_group(figures):
    mean = figures.scales[SCALE]["teacher"].mean

    # 21 / 6; the interval by t with 5 degrees of freedom: 2.5706 · 1.0488 / √6.
    assert mean.estimate == pytest.approx(3.5)
    assert mean.interval.lower == pytest.approx(3.5 - 1.1007, abs=2e-3)
    assert mean.interval.upper == pytest.approx(3.5 + 1.1007, abs=2e-3)
    assert mean.n == 6


def test_gap_is_self_minus_the_group(figures):
    assert figures.scales[SCALE]["teacher"].gap.estimate == pytest.approx(1.5)
    assert figures.scales[SCALE]["supervisor"].gap.estimate == pytest.approx(3)
    assert figures.scales[SCALE]["self"].gap is None


def test_distribution_counts_raters(figures):
    spread = figures.scales[SCALE]["teacher"].distribution

    assert spread == {1: 0, 2: 1, 3: 2, 4: 2, 5: 1}


def test_raters_who_answer_all_alike_make_nothing_stand_out(figures):
    standing = figures.scales[SCALE]["teacher"].standing

    assert standing.estimate == pytest.approx(0)


def test_groups_have_cells_in_the_order_of_the_survey(figures):
    assert [cell.key for cell in figures.cells] == [
        "self",
        "supervisor",
        "teacher",
        "peer",
    ]
    assert figures.cell_of("peer").n == 5
    assert figures.cell_of("nobody") is None
    assert figures.suppressed == {}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([4, 5, 3], 4.0),
        ([4, 5, NOT_JUDGED], 4.5),
        ([4, NOT_JUDGED, NOT_ANSWERED], np.nan),  # One of three: too little.
        ([NOT_JUDGED] * 3, np.nan),
    ],
)
def test_score_needs_half_of_the_statements(answers, expected):
    matrix = sheets.to_matrix(bytes(answers), 3)

    np.testing.assert_equal(sheets.scores(matrix, (0, 1, 2)), [expected])


def test_scale_that_too_few_judge_is_not_shown(leader):
    blind = dict.fromkeys(range(200), NOT_JUDGED)
    [part] = rounds.closed_round(leader, [{"teacher": [blind, blind, 3, 4, 3, 4]}])

    figures = analysis.subject_figures(part.subject)

    assert figures.scales[SCALE]["teacher"] == TOO_FEW_JUDGED
    assert figures.cells[0].n == 6


def test_standing_is_the_scale_less_the_same_raters_mean(leader):
    """The first scale gets 5 and 4, all else 3."""
    places = None
    cycle_first = {}

    def high(value):
        return dict.fromkeys(range(200), 3) | dict.fromkeys(places, value) | cycle_first

    probe = rounds.closed_round(leader, [{}])[0]
    scales = sheets.scales_of(probe.subject.survey)
    places = scales[SCALE].columns
    rated = [it for it in scales.values() if it.high == scales[SCALE].high]
    count = sum(len(it.columns) for it in rated)
    values = [5, 4, 5, 4, 5]
    [part] = rounds.closed_round(
        leader, [{"teacher": [high(value) for value in values]}]
    )

    standing = analysis.subject_figures(part.subject).scales[SCALE]["teacher"].standing

    share = len(places) / count
    expected = np.mean([value - (3 + (value - 3) * share) for value in values])
    assert standing.estimate == pytest.approx(expected)
    assert standing.interval.lower > 0


def test_share_that_sees_second_order_change(leader):
    """Three of six give 3 or more of 4 to the screen."""
    [part] = rounds.closed_round(
        leader, [{"teacher": [1, 2, 2, 3, 4, 4], "initiative": "Weekly planning"}]
    )

    share = analysis.shares_at_least(part.subject, MAGNITUDE)["teacher"]

    assert (share.lower, share.upper, share.is_coded) == (0.5, 0.5, False)


def test_share_of_all_is_blurred(leader):
    [part] = rounds.closed_round(
        leader, [{"teacher": [3, 4, 3, 4, 4], "initiative": "Weekly planning"}]
    )

    share = analysis.shares_at_least(part.subject, MAGNITUDE)["teacher"]

    assert (share.lower, share.upper, share.is_coded) == (0.8, 1.0, True)


def test_share_of_a_named_rater_is_plain(leader):
    [part] = rounds.closed_round(leader, [{"self": [4], "initiative": "Planning"}])

    share = analysis.shares_at_least(part.subject, MAGNITUDE)["self"]

    assert (share.lower, share.upper, share.is_coded) == (1, 1, False)


def test_share_without_an_initiative_is_not_shown(leader):
    [part] = rounds.closed_round(leader, [{"teacher": rounds.varied(3, 6)}])

    assert isinstance(
        analysis.shares_at_least(part.subject, MAGNITUDE)["teacher"], Suppressed
    )


def test_unit_mean_counts_each_leader_once(leader):
    parts = rounds.closed_round(
        leader,
        [
            {"teacher": [1, 2, 1, 2, 1, 2, 1, 2]},  # 1.5 of eight
            {"teacher": [3, 4, 3, 4, 3]},  # 3.4 of five
            {"teacher": [4, 5, 4, 5, 4]},  # 4.4 of five
        ],
    )

    figures = analysis.unit_figures(parts[0].subject.survey)

    assert figures.scales[SCALE]["teacher"].estimate == pytest.approx(3.1)
    assert figures.n_raters == {"teacher": 18}
    assert set(figures.suppressed) == {"self", "supervisor", "peer"}
    assert figures.n_subjects == 3


def test_quality_of_raters_who_agree_on_nothing_and_of_those_who_agree(leader):
    parts = rounds.closed_round(
        leader,
        [
            {"teacher": [1, 5, 1, 5, 1, 5]},
            {"teacher": [3, 3, 4, 3, 3, 3]},
            {"teacher": [4, 4, 5, 4, 4, 4]},
        ],
    )

    split, united = [
        analysis.scale_qualities(part.subject, "teacher")[0] for part in parts[:2]
    ]

    assert split.agreement == pytest.approx(0)  # Their variance exceeds chance.
    assert united.agreement > 0.9
    assert split.n_raters == united.n_raters == 18
    assert united.alpha.estimate == pytest.approx(1)  # All statements alike.


def test_error_belongs_to_as_many_raters_as_a_subject_has(leader):
    """A mean of five varies twice as much as one of twenty, whatever others have."""
    few, many, _other = rounds.closed_round(
        leader,
        [
            {"teacher": rounds.varied(2, 5)},
            {"teacher": rounds.varied(3, 20)},
            {"teacher": rounds.varied(4, 10)},
        ],
    )

    of_few, of_many = [
        analysis.scale_qualities(part.subject, "teacher")[0] for part in (few, many)
    ]

    assert of_few.measurement_error == pytest.approx(2 * of_many.measurement_error)
    assert of_few.detectable_change == pytest.approx(2 * of_many.detectable_change)
    assert of_few.groups == of_many.groups


def test_gaps_are_as_strict_as_standings(figures):
    """One of 21 comparisons at 95 % would look clear by chance."""
    figure = figures.scales[SCALE]["teacher"]

    assert figure.gap.interval.confidence == 0.99
    assert figure.mean.interval.confidence == 0.95
