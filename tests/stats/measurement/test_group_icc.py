import numpy as np
import pytest
from scipy import stats

from headship.stats import measurement

NAN = float("nan")


@pytest.fixture
def balanced():
    rng = np.random.default_rng(5)
    groups = np.repeat(np.arange(12), 4)
    return 3 + rng.normal(size=12)[groups] * 0.6 + rng.normal(size=48), groups


def test_balanced_interval_is_the_classical_f_interval(balanced):
    result = measurement.group_icc(*balanced)

    low = result.f / stats.f.ppf(0.975, *result.dof)
    high = result.f / stats.f.ppf(0.025, *result.dof)
    assert result.icc1_interval.lower == pytest.approx((low - 1) / (low + 3))
    assert result.icc1_interval.upper == pytest.approx((high - 1) / (high + 3))
    assert result.icc2_interval.lower == pytest.approx(1 - 1 / low)
    assert result.icc2_interval.upper == pytest.approx(1 - 1 / high)
    assert result.p_value == pytest.approx(stats.f.sf(result.f, *result.dof))


def test_both_group_sizes_agree_when_balanced(balanced):
    effective = measurement.group_icc(*balanced)
    mean = measurement.group_icc(*balanced, group_size="mean")
    assert effective.group_size == mean.group_size == 4
    assert effective.icc1 == mean.icc1


def test_icc2_is_the_spearman_brown_of_icc1(balanced):
    result = measurement.group_icc(*balanced)
    expected = measurement.spearman_brown(result.icc1, result.group_size)
    assert result.icc2 == pytest.approx(expected)


def test_unequal_groups_use_the_unbiased_size():
    ratings, groups = [1, 2, 3, 4, 6, 5, 5], [1, 1, 2, 2, 3, 3, 3]
    result = measurement.group_icc(ratings, groups)
    assert result.group_size == pytest.approx((7 - 17 / 7) / 2)


def test_missing_ratings_and_empty_groups_are_left_out(balanced):
    ratings, groups = balanced
    holes = np.append(ratings, [NAN, NAN])
    result = measurement.group_icc(holes, np.append(groups, [3, 99]))
    assert result == measurement.group_icc(ratings, groups)


def test_equal_group_means_give_the_lowest_values():
    result = measurement.group_icc([1, 3, 3, 1, 2, 2], [1, 1, 2, 2, 3, 3])
    assert result.icc1 == -1
    assert result.icc2 == -np.inf
    assert result.icc1_interval.lower == -1
    assert result.icc2_interval.lower == -np.inf


def test_hardly_any_variance_within_gives_an_upper_limit_of_one():
    ratings = [1, 1 + 1e-5, 5, 5, 9, 9]
    result = measurement.group_icc(ratings, [1, 1, 2, 2, 3, 3])
    assert result.icc1 == pytest.approx(1)
    assert result.icc1_interval.upper == pytest.approx(1)


@pytest.mark.parametrize(
    ("ratings", "groups", "message"),
    [
        ([1, 2, 3], [1, 1, 1], "at least 2 groups, got 1"),
        ([1, 2, 3], [1, 2, 3], "a group of at least 2"),
        ([1, 1, 3, 3], [1, 1, 2, 2], "vary within groups"),
        ([1, 2], [1, 1], "at least 3 values"),
        ([1, 2, 3], [1, 1], "one length"),
        ([1, np.inf, 3], [1, 1, 2], "finite"),
    ],
)
def test_group_icc_names_what_is_wrong(ratings, groups, message):
    with pytest.raises(ValueError, match=message):
        measurement.group_icc(ratings, groups)


def test_group_icc_refuses_an_unknown_size(balanced):
    with pytest.raises(ValueError, match="group_size must be one of"):
        measurement.group_icc(*balanced, group_size="median")
