import numpy as np
import pytest

from headship.stats import measurement

NAN = float("nan")


def test_rwg_compares_with_the_null_variance():
    result = measurement.rwg([1, 2, 5, 5, NAN, 4], list("aabbbc"), null_variance=2)

    assert result.groups.tolist() == ["a", "b", "c"]
    assert result.estimate[:2].tolist() == [0.75, 1.0]
    assert np.isnan(result.estimate[2])
    assert result.n_raters.tolist() == [2, 2, 1]
    assert (result.mean, result.median) == (0.875, 0.875)


def test_rwg_is_zero_beyond_the_null_variance():
    assert measurement.rwg([1, 5], null_variance=2).estimate.tolist() == [0]


def test_rwg_without_any_group_of_two_is_nan():
    result = measurement.rwg([3, 4], ["a", "b"], null_variance=2)
    assert np.isnan([result.mean, result.median]).all()


def test_rwg_j_leaves_out_missing_answers_item_by_item():
    ratings = [[4, 5, NAN], [4, 3, NAN], [5, NAN, 2], [NAN, NAN, NAN]]

    result = measurement.rwg_j(ratings, null_variance=2)

    share = np.mean([1 / 3, 2.0]) / 2
    expected = 2 * (1 - share) / (2 * (1 - share) + share)
    assert result.estimate[0] == pytest.approx(expected)
    assert result.n_raters.tolist() == [3]


def test_rwg_j_of_complete_raters_drops_the_others():
    ratings = [[4, 5], [4, 3], [1, NAN]]

    dropped = measurement.rwg_j(ratings, null_variance=2, missing="complete")

    kept = measurement.rwg_j(ratings[:2], null_variance=2)
    assert dropped.estimate == kept.estimate
    assert dropped.n_raters.tolist() == [2]


def test_lindells_index_may_be_negative():
    ratings = [[1, 1], [5, 5]]
    result = measurement.rwg_j(ratings, null_variance=2, formula="lindell")
    assert result.estimate.tolist() == [-3.0]


def test_unanimous_raters_agree_fully():
    ratings = [[4.1, 3.3], [4.1, 3.3], [4.1, 3.3]]
    assert measurement.rwg_j(ratings, null_variance=2).estimate.tolist() == [1]
    assert measurement.awg(ratings, low=1, high=5).estimate.tolist() == [1]
    assert measurement.average_deviation(ratings).estimate[0] < 1e-15


def test_awg_is_one_at_the_end_of_the_scale():
    assert measurement.awg([5, 5, 5], low=1, high=5).estimate.tolist() == [1]


def test_awg_is_minus_one_at_most_disagreement():
    result = measurement.awg([1, 1, 5, 5], low=1, high=5)
    assert result.estimate == pytest.approx([-1])


def test_awg_is_undefined_too_near_the_end():
    result = measurement.awg([5, 5, 5, 4], low=1, high=5)
    assert np.isnan(result.estimate).all()


def test_awg_refuses_ratings_off_the_scale():
    with pytest.raises(ValueError, match=r"between 1.0 and 5.0, got .*7"):
        measurement.awg([3, 7], low=1, high=5)


def test_average_deviation_around_mean_and_median():
    ratings = [1, 1, 4, NAN]
    mean = measurement.average_deviation(ratings)
    median = measurement.average_deviation(ratings, around="median")
    assert mean.estimate == pytest.approx([4 / 3])
    assert median.estimate == pytest.approx([1.0])


def test_average_deviation_median_of_an_empty_item():
    ratings = [[1, NAN], [3, NAN]]
    result = measurement.average_deviation(ratings, around="median")
    assert result.estimate.tolist() == [1]


def test_uniform_variance_of_five_options():
    assert measurement.uniform_variance(5) == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measurement.rwg([1, 2], null_variance=0), "null_variance"),
        (lambda: measurement.rwg([[1, 2]], null_variance=2), "one-dimensional"),
        (lambda: measurement.rwg([1, 2], [1], null_variance=2), "2 labels"),
        (lambda: measurement.rwg([1, 2], [1, NAN], null_variance=2), "missing"),
        (lambda: measurement.rwg([1, 2], ["a", None], null_variance=2), "None"),
        (
            lambda: measurement.rwg_j([[1, 2]], null_variance=2, formula="x"),
            "formula",
        ),
        (
            lambda: measurement.rwg_j([[1, 2]], null_variance=2, missing="x"),
            "missing",
        ),
        (lambda: measurement.awg([1, 2], low=5, high=1), "low must be below"),
        (lambda: measurement.average_deviation([1, 2], around="mode"), "around"),
        (lambda: measurement.uniform_variance(1), "at least 2"),
    ],
)
def test_within_group_names_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()
