import numpy as np
import pytest

from headship.stats import measurement

LOADING = np.array([0.8, 0.7, 0.6, 0.5, 0.9, 0.7, 0.6])
FACTORS = list("aaaabbb")


@pytest.fixture
def covariance():
    between = np.where(np.equal.outer(FACTORS, FACTORS), 1, 0.5)
    implied = np.outer(LOADING, LOADING) * between
    np.fill_diagonal(implied, 1)
    sd = np.array([1, 2, 3, 1, 1, 0.5, 10])
    return implied * np.outer(sd, sd)


def test_an_exact_model_is_found(covariance):
    fit = measurement.confirmatory_factors(covariance, factors=FACTORS, n=300)

    np.testing.assert_allclose(fit.standardized, LOADING, atol=1e-6)
    assert fit.factors.tolist() == ["a", "b"]
    assert fit.factor_cov[0, 1] == pytest.approx(0.5)
    assert fit.chi_square == pytest.approx(0, abs=1e-8)
    assert (fit.dof, fit.cfi, fit.rmsea, fit.improper) == (13, 1, 0, False)
    assert fit.rmsea_interval.lower == 0
    assert fit.srmr == pytest.approx(0, abs=1e-7)


def test_scaling_leaves_the_fit_alone(covariance):
    rng = np.random.default_rng(0)
    root = np.linalg.cholesky(covariance)
    sample = np.cov((rng.normal(size=(250, 7)) @ root.T).T)

    unit = measurement.confirmatory_factors(sample, factors=FACTORS, n=250)
    marker = measurement.confirmatory_factors(
        sample, factors=FACTORS, n=250, scaling="marker"
    )

    assert marker.chi_square == pytest.approx(unit.chi_square)
    np.testing.assert_allclose(marker.standardized, unit.standardized, atol=1e-6)
    assert marker.loadings[[0, 4]].tolist() == [1, 1]
    assert marker.loadings_se[[0, 4]].tolist() == [0, 0]
    assert unit.factor_cov_se[0, 0] == 0
    np.testing.assert_allclose(marker.residuals_se, unit.residuals_se, rtol=1e-5)


def test_the_wrong_model_fits_worse(covariance):
    one = measurement.confirmatory_factors(covariance, factors=["x"] * 7, n=300)
    assert one.p_value < 0.001
    assert one.cfi < 0.95
    assert one.rmsea in one.rmsea_interval


def test_one_factor_agrees_with_the_exploratory_one(covariance):
    corr, _ = covariance / np.sqrt(np.outer(*[np.diag(covariance)] * 2)), None
    confirmed = measurement.confirmatory_factors(corr, factors=["x"] * 7, n=200)
    explored = measurement.exploratory_factors(corr, n_factors=1, method="ml")
    np.testing.assert_allclose(
        confirmed.standardized, explored.loadings[:, 0], atol=1e-5
    )


def test_a_reversed_item_gets_a_negative_loading(covariance):
    turn = np.array([1, 1, -1, 1, 1, 1, 1])
    fit = measurement.confirmatory_factors(
        covariance * np.outer(turn, turn), factors=FACTORS, n=300
    )
    assert fit.standardized[2] == pytest.approx(-0.6, abs=1e-6)


def test_three_items_leave_no_degrees_of_freedom():
    corr = [[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]]
    fit = measurement.confirmatory_factors(corr, factors=[1, 1, 1], n=100)
    assert fit.dof == 0
    assert (fit.p_value, fit.tli, fit.rmsea, fit.rmsea_interval) == (None,) * 4


def test_a_negative_residual_is_named_improper():
    corr = [[1, 0.9, 0.8], [0.9, 1, 0.6], [0.8, 0.6, 1]]
    fit = measurement.confirmatory_factors(corr, factors=[1, 1, 1], n=100)
    assert fit.improper
    assert fit.residuals.min() < 0


@pytest.mark.parametrize(
    ("matrix", "options", "message"),
    [
        (np.eye(3), {"factors": [1, 1]}, "factors must hold 3"),
        (np.eye(3), {"factors": [1, 1, 2]}, "2 has one"),
        (np.eye(2), {"factors": [1, 1]}, "4 parameters"),
        (np.ones((3, 3)), {"factors": [1, 1, 1]}, "positive definite"),
        (np.eye(3), {"factors": [1, 1, 1], "scaling": "x"}, "scaling"),
        (np.eye(3), {"factors": [1, 1, 1], "n": 2}, "n must be"),
    ],
)
def test_confirmatory_names_what_is_wrong(matrix, options, message):
    with pytest.raises(ValueError, match=message):
        measurement.confirmatory_factors(matrix, **({"n": 50} | options))
