import numpy as np
import pytest
from scipy import stats

from headship.stats import measurement

NAN = float("nan")
SCALE = {"low": 1, "high": 5}


def test_mean_interval_is_the_t_interval():
    ratings = [3, 4, 4, 2, 3, 4]

    result = measurement.mean_rating(ratings, **SCALE)

    low, high = stats.t.interval(0.95, 5, np.mean(ratings), stats.sem(ratings))
    assert result.interval.lower == pytest.approx(low)
    assert result.interval.upper == pytest.approx(high)
    assert (result.n, result.dof, result.note) == (6, 5.0, "")


def test_mean_interval_stays_within_the_scale():
    result = measurement.mean_rating([5, 5, 4, 5], **SCALE)

    assert result.interval.upper == 5
    assert result.interval.lower < result.estimate


def test_equal_ratings_have_a_mean_and_no_interval():
    result = measurement.mean_rating([4.1, 4.1, 4.1], **SCALE)

    assert (result.estimate, result.sd, result.se) == (4.1, 0.0, None)
    assert result.interval is None
    assert result.note == "All ratings are equal."


def test_one_rating_has_a_mean_and_no_interval():
    result = measurement.mean_rating([NAN, 4, NAN], **SCALE)

    assert (result.estimate, result.n, result.n_missing) == (4, 1, 2)
    assert (result.sd, result.se, result.interval) == (None, None, None)
    assert result.note == "A single rating."


@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        ([NAN], "at least 1 values, got 0"),
        ([4, 6], r"between 1.0 and 5.0, got .*6.0"),
        ([[4, 3]], "one-dimensional"),
        ([4, np.inf], "finite"),
    ],
)
def test_mean_names_what_is_wrong(ratings, message):
    with pytest.raises(ValueError, match=message):
        measurement.mean_rating(ratings, **SCALE)


def test_a_scale_has_its_ends_in_order():
    with pytest.raises(ValueError, match="low must be below high"):
        measurement.mean_rating([3], low=5, high=1)


def test_difference_is_welch():
    one, two = [3, 3, 4, 2, 5], [4, 4, 5, 3, 4, 5]

    result = measurement.rating_difference(one, two, **SCALE)

    welch = stats.ttest_ind(two, one, equal_var=False)
    assert result.p_value == pytest.approx(welch.pvalue)
    assert result.dof == pytest.approx(welch.df)
    limits = welch.confidence_interval()
    assert result.interval.lower == pytest.approx(limits.low)
    assert result.interval.upper == pytest.approx(limits.high)


def test_difference_with_one_unanimous_group_says_so():
    result = measurement.rating_difference([4, 4, 4], [3, 5, 4], **SCALE)

    assert result.note == "All ratings are equal in one group."
    assert result.dof == pytest.approx(2)


@pytest.mark.parametrize(
    ("one", "two", "note"),
    [
        ([4], [3, 5], "A group has a single rating."),
        ([4, 4], [3, 3], "All ratings are equal in each group."),
    ],
)
def test_difference_without_variance_has_no_interval(one, two, note):
    result = measurement.rating_difference(one, two, **SCALE)

    assert (result.se, result.interval, result.p_value) == (None, None, None)
    assert result.note == note


def test_difference_interval_stays_within_the_possible():
    result = measurement.rating_difference([1, 2], [5, 4], **SCALE)
    assert result.interval.upper == 4


def test_paired_change_is_the_paired_t():
    before, after = [3, 3, 4, 2, NAN, 4], [4, 3, 5, 4, 5, NAN]

    result = measurement.paired_change(before, after, **SCALE)

    paired = stats.ttest_rel(after[:4], before[:4])
    assert result.p_value == pytest.approx(paired.pvalue)
    assert result.n == (4, 4)


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ([3, NAN], [4, 4], "A single rater answered twice."),
        ([3, 2], [4, 3], "All raters changed alike."),
    ],
)
def test_paired_change_without_variance_has_no_interval(before, after, note):
    result = measurement.paired_change(before, after, **SCALE)

    assert result.estimate == 1
    assert (result.interval, result.note) == (None, note)


def test_paired_change_needs_pairs():
    with pytest.raises(ValueError, match=r"shapes \(2,\) and \(1,\)"):
        measurement.paired_change([1, 2], [1], **SCALE)


def test_gap_mirrors_the_interval_of_the_others():
    others = [4, 3, 4, 3]

    gap = measurement.self_other_gap(5, others, **SCALE)

    mean = measurement.mean_rating(others, **SCALE)
    assert gap.interval.lower == 5 - mean.interval.upper
    assert gap.interval.upper == 5 - mean.interval.lower
    expected = stats.ttest_1samp(others, 5).pvalue
    assert gap.p_value == pytest.approx(expected)


def test_gap_without_uncertainty_has_no_interval():
    gap = measurement.self_other_gap(5, [4, 4], **SCALE)

    assert (gap.estimate, gap.interval) == (1, None)
    assert gap.note == "All ratings are equal."


def test_gap_refuses_a_self_rating_off_the_scale():
    with pytest.raises(ValueError, match="self_rating must lie between"):
        measurement.self_other_gap(6, [4, 4], **SCALE)
