import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from headship.stats import meta, robust
from headship.stats._clusters import as_clusters
from headship.stats.meta import _joint
from headship.stats.meta._studies import as_studies


def _clustered(seed, between=0.1, within=0.05):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 6, 12)
    g = np.repeat(np.arange(12), sizes)
    v = rng.uniform(0.02, 0.1, len(g))
    y = 0.2 + rng.normal(0, np.sqrt(between), 12)[g]
    return y + rng.normal(0, np.sqrt(within + v)), v, g


def _dense(y, v, g, *, rho, at):
    """Return the restricted log-likelihood from full matrices."""
    between, within = at
    same = g[:, None] == g[None, :]
    d = np.sqrt(v)
    V = np.where(np.eye(len(y)), 1, rho * same) * np.outer(d, d)
    S = V + between * same + within * np.eye(len(y))
    X = np.ones((len(y), 1)) / np.sqrt(len(y))
    W = np.linalg.inv(S)
    A = X.T @ W @ X
    e = y - X @ np.linalg.solve(A, X.T @ W @ y)
    return -0.5 * (
        (len(y) - 1) * np.log(2 * np.pi)
        + np.linalg.slogdet(S)[1]
        + np.linalg.slogdet(A)[1]
        + e @ W @ e
    )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), rho=st.sampled_from([0.0, 0.3, 0.8]))
def test_block_likelihood_is_that_of_full_matrices_and_a_maximum(seed, rho):
    y, v, g = _clustered(seed)

    fit = meta.correlated_effects(y, v, g, rho=rho)

    at = (fit.between, fit.within)
    best = _dense(y, v, g, rho=rho, at=at)
    assert fit.log_likelihood == pytest.approx(best, rel=1e-9, abs=1e-9)
    for step in ((1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)):
        moved = np.maximum(0, np.add(at, step))
        assert _dense(y, v, g, rho=rho, at=moved) <= best + 1e-9


def test_no_variance_at_all_is_found_at_both_bounds():
    v = np.full(12, 0.1)
    y = 0.3 + np.tile([-0.05, 0.05], 6)

    fit = meta.three_level(y, v, np.repeat(np.arange(6), 2))

    assert (fit.between, fit.within) == (0, 0)
    assert fit.estimate[0] == pytest.approx(0.3)
    interval = meta.component_interval(fit, "between")
    assert interval.lower == 0 < interval.upper


def test_one_level_of_a_multilevel_model_is_random_effects():
    y, v, g = _clustered(2)

    fit = meta.correlated_effects(y, v, g, rho=0, components=("within",))

    pooled = meta.random_effects(y, v)
    assert fit.within == pytest.approx(pooled.tau2, rel=1e-8)
    assert fit.estimate[0] == pytest.approx(pooled.estimate, rel=1e-9)
    assert fit.between == 0


def test_correlated_model_without_within_variance():
    y, v, g = _clustered(3)

    fit = meta.correlated_effects(y, v, g, rho=0.5, components=("between",))

    assert fit.within == 0 < fit.between
    best = _dense(y, v, g, rho=0.5, at=(fit.between, 0))
    assert _dense(y, v, g, rho=0.5, at=(fit.between * 1.01, 0)) < best


def test_shares_of_heterogeneity_add_to_less_than_one():
    fit = meta.three_level(*_clustered(4))

    assert 0 < fit.i2_between + fit.i2_within < 1
    assert fit.q_dof == fit.n - 1


@pytest.mark.parametrize("rule", ["normal", "t"])
def test_multilevel_prediction_is_wider_than_the_interval(rule):
    fit = meta.three_level(*_clustered(5), test="t")

    found = meta.prediction_interval_of(fit, rule=rule)

    assert found.lower < fit.lower[0] < fit.upper[0] < found.upper


def test_component_intervals_hold_the_estimates():
    fit = meta.three_level(*_clustered(6, between=0.3, within=0.2))

    for name in ("between", "within"):
        found = meta.component_interval(fit, name, confidence=0.9)
        assert getattr(fit, name) in found
        assert found.confidence == 0.9


def test_robust_regression_of_single_effects_uses_one_weight_each():
    y, v, _ = _clustered(7)
    labels = np.arange(len(y))

    fit = meta.robust_regression(y, v, labels, small_sample=False)

    moment = meta.random_effects(y, v, method="DL")
    assert fit.tau2 == pytest.approx(moment.tau2)
    assert fit.tests.estimate[0] == pytest.approx(moment.estimate)
    assert fit.omega2 is None


def test_robust_regression_of_equal_effects_has_no_variance():
    fit = meta.robust_regression([0.3] * 6, [0.1] * 6, [1, 1, 2, 2, 3, 3])

    assert (fit.tau2, fit.i2) == (0, 0)


def test_rho_moves_tau2_only_a_little():
    y, v, g = _clustered(8)

    low, high = (meta.robust_regression(y, v, g, rho=rho) for rho in (0, 1))

    assert low.tau2 <= high.tau2
    assert low.tests.estimate[0] == pytest.approx(high.tests.estimate[0], abs=0.02)


def _outcomes(seed, k=20):
    rng = np.random.default_rng(seed)
    g = np.repeat(np.arange(k), 2)
    true = rng.multivariate_normal([0.2, 0.5], [[0.1, 0.05], [0.05, 0.08]], k)
    blocks = [np.array([[0.02, 0.01], [0.01, 0.03]])] * k
    noise = rng.multivariate_normal([0, 0], blocks[0], k)
    return (true + noise).ravel(), blocks, g, np.tile(["math", "reading"], k)


def test_multivariate_without_correlation_is_two_meta_analyses():
    y, blocks, g, o = _outcomes(1)
    v = np.tile([0.02, 0.03], 20)

    fit = meta.multivariate(y, v, g, o, structure="diagonal", method="ML")

    for i, name in enumerate(("math", "reading")):
        alone = meta.random_effects(y[o == name], v[o == name], method="ML")
        assert fit.estimate[i] == pytest.approx(alone.estimate, rel=1e-6)
        assert fit.G[i, i] == pytest.approx(alone.tau2, rel=1e-5)
    assert fit.correlation[0, 1] == 0
    assert blocks[0].shape == (2, 2)


def test_multivariate_with_singular_true_covariance_stays_on_the_edge():
    rng = np.random.default_rng(3)
    g, o = np.repeat(np.arange(12), 2), np.tile(["a", "b"], 12)
    shared = np.repeat(rng.normal(0, 0.5, 12), 2)
    y = shared + rng.normal(0, 0.02, 24)

    fit = meta.multivariate(y, np.full(24, 0.01), g, o)

    assert np.linalg.eigvalsh(fit.G).min() >= -1e-12
    assert fit.correlation[0, 1] == pytest.approx(1, abs=1e-6)


def test_multivariate_takes_a_design_and_robust_tests():
    y, blocks, g, o = _outcomes(2)
    X = np.column_stack([np.ones(40), o == "reading"])

    fit = meta.multivariate(y, blocks, g, o, moderators=X)
    means = meta.multivariate(y, blocks, g, o)
    tests = meta.robust_tests(fit).tests

    assert_allclose(fit.estimate @ [1, 1], means.estimate[1], rtol=1e-6)
    assert tests.dof[1] < 20
    assert (
        robust.wald_test(
            meta.robust_tests(means).robust, means.estimate, np.eye(2)
        ).p_value
        < 0.01
    )


def test_labels_may_be_text():
    y, v, g = _clustered(9)

    numbers = meta.three_level(y, v, g)
    words = meta.three_level(y, v, [f"study {i:02d}" for i in g])

    assert words.estimate == pytest.approx(numbers.estimate)


def test_polish_keeps_the_start_where_newton_would_fall():
    y, blocks, g, o = _outcomes(4)
    codes = (o == "reading").astype(int)
    studies = as_studies(
        y, np.tile([0.02, 0.03], 20), np.eye(2)[codes], intercept=False
    )
    joint = _joint.Joint.of(
        studies, as_clusters("g", g, 40), blocks, codes, diagonal=False
    )
    start = np.array([50.0, -40.0, 3.0])

    polished = _joint._polish(joint, start, restricted=True)

    before, after = (
        _joint.evaluate(joint, x, restricted=True).value for x in (start, polished)
    )
    assert after >= before
