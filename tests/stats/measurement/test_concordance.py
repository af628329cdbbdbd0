import numpy as np
import pytest
from scipy import stats

from headship.stats import measurement


def test_two_raters_make_w_a_rank_correlation():
    rng = np.random.default_rng(6)
    ratings = rng.normal(size=(15, 2))
    rho = stats.spearmanr(*ratings.T).statistic
    assert measurement.kendall_w(ratings).estimate == pytest.approx((rho + 1) / 2)


def test_w_of_all_raters_is_the_friedman_test():
    rng = np.random.default_rng(6)
    ratings = rng.integers(1, 5, size=(10, 4)).astype(float)
    result = measurement.kendall_w(ratings)
    friedman = stats.friedmanchisquare(*ratings)
    assert result.chi_square == pytest.approx(friedman.statistic)
    assert result.p_value == pytest.approx(friedman.pvalue)


def test_robinson_ignores_the_level_of_raters():
    rng = np.random.default_rng(1)
    ratings = rng.normal(size=(8, 3))
    shifted = measurement.robinson_a(ratings + np.array([0, 5, -2]))
    assert shifted == pytest.approx(measurement.robinson_a(ratings))


def test_finn_models_differ_by_the_level_of_raters():
    ratings = [[1, 2], [3, 4], [4, 5], [2, 4]]
    one = measurement.finn_coefficient(ratings, n_options=5, model="one_way")
    two = measurement.finn_coefficient(ratings, n_options=5)
    assert one.estimate < two.estimate
    assert one.p_value == pytest.approx(stats.f.sf(one.f, 1e9, one.dof), rel=1e-6)


def test_finn_of_full_agreement_is_one():
    result = measurement.finn_coefficient([[1, 1], [3, 3]], n_options=5)
    assert (result.estimate, result.f, result.p_value) == (1, np.inf, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measurement.kendall_w([[1, 1], [1, 1]]), "ties all"),
        (lambda: measurement.kendall_w([[1, 1]]), "2 subjects"),
        (lambda: measurement.robinson_a([[1, 1], [1, 1]]), "variance is 0"),
        (
            lambda: measurement.finn_coefficient([[1, 2], [1, 1]], n_options=1),
            "n_options",
        ),
        (
            lambda: measurement.finn_coefficient(
                [[1, 2], [1, 1]], n_options=3, model="x"
            ),
            "model must be",
        ),
    ],
)
def test_concordance_names_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()
