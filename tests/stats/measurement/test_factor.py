import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import measurement

PATTERN = np.array(
    [[0.8, 0], [0.7, 0], [0.6, 0], [0.5, 0], [0, 0.8], [0, 0.7], [0, 0.6], [0, 0.4]]
)
PHI = np.array([[1, 0.4], [0.4, 1]])


@pytest.fixture
def corr():
    fitted = PATTERN @ PHI @ PATTERN.T
    np.fill_diagonal(fitted, 1)
    return fitted


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_exact_correlations_give_back_their_factors(corr, method):
    result = measurement.exploratory_factors(
        corr, n_factors=2, method=method, rotation="oblimin", n=500
    )

    np.testing.assert_allclose(result.loadings, PATTERN, atol=1e-5)
    np.testing.assert_allclose(result.phi, PHI, atol=1e-5)
    assert result.chi_square == pytest.approx(0, abs=1e-6)
    assert result.rmsea == 0
    assert result.tli > 1
    assert result.rmsr < 1e-5
    assert result.explained.sum() == pytest.approx(1 - result.uniqueness.mean())


@pytest.mark.parametrize("rotation", ["none", "varimax", "promax", "oblimin"])
def test_rotation_leaves_the_fit_alone(corr, rotation):
    plain = measurement.exploratory_factors(corr, n_factors=2, rotation="none")
    turned = measurement.exploratory_factors(corr, n_factors=2, rotation=rotation)

    fitted = turned.loadings @ turned.phi @ turned.loadings.T
    np.testing.assert_allclose(fitted, plain.loadings @ plain.loadings.T, atol=1e-8)
    np.testing.assert_allclose(np.diag(turned.phi), 1, atol=1e-8)


def test_covariances_give_the_same_as_correlations(corr):
    sd = np.arange(1, 9)
    one = measurement.exploratory_factors(corr * np.outer(sd, sd), n_factors=2)
    two = measurement.exploratory_factors(corr, n_factors=2)
    np.testing.assert_allclose(one.loadings, two.loadings, atol=1e-8)


def test_fit_needs_the_number_of_persons(corr):
    result = measurement.exploratory_factors(corr, n_factors=1)
    assert result.chi_square is None
    assert (result.p_value, result.rmsea, result.tli, result.bic) == (None,) * 4


def test_a_just_identified_model_has_no_test():
    corr = [[1, 0.5, 0.4], [0.5, 1, 0.3], [0.4, 0.3, 1]]
    result = measurement.exploratory_factors(corr, n_factors=1, n=100)
    assert (result.dof, result.p_value, result.rmsea, result.tli) == (
        0,
        None,
        None,
        None,
    )
    assert result.chi_square == pytest.approx(0, abs=1e-8)


def test_a_tiny_sample_has_no_fit(corr):
    result = measurement.exploratory_factors(corr, n_factors=2, n=5)
    assert result.chi_square is None


def test_a_singular_matrix_has_minres_loadings_but_no_discrepancy():
    corr = np.ones((4, 4))
    corr[3, :3] = corr[:3, 3] = 0.5
    result = measurement.exploratory_factors(corr, n_factors=1, n=100)
    assert result.objective == np.inf
    assert result.chi_square is None
    with pytest.raises(ValueError, match="positive definite"):
        measurement.exploratory_factors(corr, n_factors=1, method="ml")


def test_varimax_leaves_a_saddle():
    loadings = [[0.6, 0.6], [0.5, 0.5], [0.6, -0.6], [0.5, -0.5]]
    turned = measurement.rotate(loadings, "varimax").loadings
    assert np.abs(turned).min() < 1e-12
    oblique = measurement.rotate(loadings, "oblimin").loadings
    assert np.abs(oblique).min() < 1e-9


def test_varimax_may_stop_as_early_as_r():
    rng = np.random.default_rng(2)
    loadings = rng.uniform(-1, 1, size=(9, 3))
    best = measurement.rotate(loadings, "varimax").loadings
    early = measurement.rotate(loadings, "varimax", tolerance=1e-5).loadings
    np.testing.assert_allclose(best, early, atol=0.02)
    unit = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    criterion = [((x / unit) ** 2).var(axis=0).sum() for x in (best, early)]
    assert criterion[0] >= criterion[1]


@given(st.integers(0, 1000))
@settings(deadline=None, max_examples=20)
def test_the_start_does_not_change_varimax(seed):
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    one = measurement.rotate(PATTERN @ turn + 0.05, "varimax").loadings
    two = measurement.rotate((PATTERN @ turn + 0.05) @ turn.T, "varimax").loadings
    np.testing.assert_allclose(np.abs(one), np.abs(two), atol=1e-6)


def test_parallel_analysis_counts_the_factors_made():
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(400, 2)) @ np.linalg.cholesky(PHI).T
    answers = np.round(scores @ PATTERN.T + rng.normal(size=(400, 8)) * 0.6, 1)
    answers[rng.random(answers.shape) < 0.05] = np.nan
    for basis in ("factors", "components"):
        result = measurement.parallel_analysis(answers, rng=rng, draws=40, basis=basis)
        assert result.n_factors == 2
        assert (np.diff(result.eigenvalues) <= 0).all()


def test_parallel_analysis_of_noise_finds_nothing():
    rng = np.random.default_rng(6)
    result = measurement.parallel_analysis(rng.normal(size=(300, 6)), rng=rng, draws=60)
    assert result.n_factors == 0


def test_parallel_analysis_counts_all_that_rise_above():
    rng = np.random.default_rng(5)
    pair = rng.normal(size=(50, 2))
    result = measurement.parallel_analysis(pair, rng=rng, quantile=0.02)
    assert result.n_factors == 2


def test_item_correlations_are_numpys_when_complete():
    answers = np.random.default_rng(1).normal(size=(20, 3))
    corr, n = measurement.item_correlations(answers)
    np.testing.assert_allclose(corr, np.corrcoef(answers.T), atol=1e-12)
    assert (n == 20).all()


def test_adequacy_of_two_items_is_one_half():
    result = measurement.sampling_adequacy([[1, 0.3], [0.3, 1]])
    assert result.overall == pytest.approx(0.5)


def test_adequacy_of_an_item_apart_is_unknown():
    corr = [[1, 0.3, 0], [0.3, 1, 0], [0, 0, 1]]
    items = measurement.sampling_adequacy(corr).items
    assert items[0] == pytest.approx(0.5)
    assert np.isnan(items[2])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: measurement.exploratory_factors(np.eye(4), n_factors=0), "n_factors"),
        (
            lambda: measurement.exploratory_factors(np.eye(4), n_factors=3),
            "fewer than 3",
        ),
        (
            lambda: measurement.exploratory_factors(np.eye(2), n_factors=1),
            "fewer than 1",
        ),
        (
            lambda: measurement.exploratory_factors(
                np.eye(4), n_factors=1, method="pca"
            ),
            "method must be",
        ),
        (
            lambda: measurement.exploratory_factors(
                np.eye(4), n_factors=1, rotation="x"
            ),
            "rotation must be",
        ),
        (lambda: measurement.rotate([[1, 0], [0, 0]], "varimax"), "item 1 has no"),
        (
            lambda: measurement.rotate([[1, 0], [0, 1]], "varimax", tolerance=0),
            "tolerance",
        ),
        (lambda: measurement.sampling_adequacy(np.eye(3)), "other than 0"),
        (lambda: measurement.sampling_adequacy(np.ones((3, 3))), "positive definite"),
        (lambda: measurement.sphericity_test(np.eye(8), n=4), "too small for 8"),
        (
            lambda: measurement.parallel_analysis(
                np.eye(4), rng=np.random.default_rng(0), draws=1
            ),
            "draws",
        ),
    ],
)
def test_factor_names_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()
