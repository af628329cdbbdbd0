"""Linear and logistic regression with cluster-robust standard errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import impact
from headship.stats.impact import RandomTerm


def clustered(seed=1, clusters=14, size=6):
    rng = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(clusters), size)
    x = rng.normal(size=cluster.size)
    treated = (cluster % 2).astype(float)
    y = 0.5 * treated + x + rng.normal(size=clusters)[cluster]
    y += rng.normal(size=cluster.size)
    return y, np.column_stack([np.ones(cluster.size), treated, x]), cluster


def dense_cr2(y, X, cluster):
    """Follow Bell and McCaffrey literally, with one matrix per cluster."""
    M = np.linalg.inv(X.T @ X)
    e = y - X @ (M @ X.T @ y)
    meat = np.zeros_like(M)
    for label in np.unique(cluster):
        rows = cluster == label
        leverage = np.eye(rows.sum()) - X[rows] @ M @ X[rows].T
        values, vectors = np.linalg.eigh(leverage)
        root = np.where(values > 1e-12, np.maximum(values, 1e-12) ** -0.5, 0.0)
        score = X[rows].T @ (vectors * root) @ vectors.T @ e[rows]
        meat += np.outer(score, score)
    return M @ meat @ M


def test_linear_model_follows_the_definition():
    y, X, cluster = clustered()

    fit = impact.linear_model(y, X, cluster=cluster)

    assert [c.estimate for c in fit.coefficients] == pytest.approx(
        np.linalg.lstsq(X, y, rcond=None)[0]
    )
    assert fit.covariance == pytest.approx(dense_cr2(y, X, cluster), rel=1e-9)
    assert fit.n_clusters == 14
    assert fit.deviance == pytest.approx(fit.residual * (84 - 3))


def test_without_clusters_each_row_is_its_own():
    y, X, _ = clustered()

    fit = impact.linear_model(y, X)

    M = np.linalg.inv(X.T @ X)
    e = y - X @ (M @ X.T @ y)
    leverage = np.einsum("ij,jk,ik->i", X, M, X)
    hc2 = M @ (X.T * (e**2 / (1 - leverage))) @ X @ M
    assert fit.covariance == pytest.approx(hc2, rel=1e-9)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S", "CR2"])
def test_absorbing_effects_equals_their_columns(kind):
    y, X, cluster = clustered(clusters=8)
    x = X[:, 2:]
    dummies = np.equal.outer(cluster, np.arange(8)).astype(float)

    absorbed = impact.linear_model(y, x, cluster=cluster, absorb=cluster, kind=kind)
    full = impact.linear_model(
        y, np.column_stack([x, dummies]), cluster=cluster, kind=kind
    )

    assert absorbed.coefficients[0].estimate == pytest.approx(
        full.coefficients[0].estimate
    )
    assert absorbed.coefficients[0].se == pytest.approx(full.coefficients[0].se)
    assert absorbed.residual == pytest.approx(full.residual)


def test_absorbed_effects_that_cross_clusters_are_refused():
    y, X, cluster = clustered()
    year = np.tile(np.arange(6), 14)

    with pytest.raises(ValueError, match="absorb must lie within the clusters"):
        impact.linear_model(y, X[:, 2:], cluster=cluster, absorb=year)

    fit = impact.linear_model(y, X[:, 2:], cluster=cluster, absorb=year, kind="CR1")
    assert fit.coefficients[0].estimate == pytest.approx(1.0, abs=0.6)


def test_absorbing_everything_leaves_no_freedom():
    with pytest.raises(ValueError, match="leave 0 residual degrees of freedom"):
        impact.linear_model(
            [1.0, 2.0, 4.0, 5.0, 9.0],
            [[0.0], [1.0], [0.0], [2.0], [3.0]],
            absorb=[0, 0, 1, 2, 3],
            cluster=[0, 0, 1, 2, 3],
            kind="CR0",
        )


def test_logistic_intercept_is_the_log_odds():
    y = np.array([1.0] * 30 + [0.0] * 10)

    fit = impact.logistic_model(y, np.ones((40, 1)), kind="model")

    assert fit.coefficients[0].estimate == pytest.approx(np.log(3))
    assert fit.coefficients[0].se == pytest.approx(np.sqrt(1 / 30 + 1 / 10))
    assert fit.coefficients[0].dof == np.inf
    assert fit.deviance == pytest.approx(-2 * (30 * np.log(0.75) + 10 * np.log(0.25)))


def test_cloglog_intercept_is_the_log_hazard():
    y = np.array([1.0] * 30 + [0.0] * 10)

    fit = impact.logistic_model(y, np.ones((40, 1)), link="cloglog", kind="model")

    assert fit.coefficients[0].estimate == pytest.approx(np.log(-np.log(0.25)))


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_symmetric_and_target_forms_agree_without_correction(link):
    y, X, cluster = clustered(clusters=40)
    stayed = (y > 0).astype(float)

    forms = [
        impact.logistic_model(stayed, X, cluster=cluster, link=link, form=form)
        for form in ("target", "symmetric")
    ]
    plain = impact.logistic_model(stayed, X, cluster=cluster, link=link, kind="CR0")

    assert forms[0].coefficients[1].se == pytest.approx(
        forms[1].coefficients[1].se, rel=0.02
    )
    assert plain.coefficients[1].se < forms[0].coefficients[1].se


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.001, 1000.0))
def test_rescaling_a_predictor_rescales_its_effect(seed, scale):
    y, X, cluster = clustered(seed)
    scaled = X * [1.0, 1.0, scale]

    plain = impact.linear_model(y, X, cluster=cluster).coefficients[2]
    moved = impact.linear_model(y, scaled, cluster=cluster).coefficients[2]

    assert moved.estimate * scale == pytest.approx(plain.estimate, rel=1e-7)
    assert moved.se * scale == pytest.approx(plain.se, rel=1e-7)
    assert moved.dof == pytest.approx(plain.dof, rel=1e-7)


def test_robust_mixed_model_of_balanced_clusters_equals_least_squares():
    y, X, cluster = clustered()
    terms = [RandomTerm(name="cluster", groups=cluster)]

    mixed = impact.robust_mixed_model(y, X[:, :2], terms)
    plain = impact.linear_model(y, X[:, :2], cluster=cluster)

    assert mixed.coefficients[1].estimate == pytest.approx(
        plain.coefficients[1].estimate
    )
    assert mixed.coefficients[1].se == pytest.approx(plain.coefficients[1].se)
    assert mixed.coefficients[1].dof == pytest.approx(plain.coefficients[1].dof)


def test_robust_mixed_model_refuses_crossed_groupings():
    y, X, cluster = clustered()
    terms = [
        RandomTerm(name="cluster", groups=cluster),
        RandomTerm(name="rater", groups=np.tile(np.arange(6), 14)),
    ]

    with pytest.raises(ValueError, match="terms must nest"):
        impact.robust_mixed_model(y, X, terms)


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ([0, 0, 0, 1, 1, 1], "outcome is separated"),
        ([0, 0, 0, 0, 0, 0], "outcome is always 0.0"),
        ([0, 1, 2, 1, 0, 1], "outcome must be 0 or 1, got 2.0 at position 2"),
    ],
)
@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_outcomes_without_a_maximum_are_refused(outcome, message, link):
    design = [[1.0, x] for x in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)]

    with pytest.raises(ValueError, match=message):
        impact.logistic_model(outcome, design, link=link)


@pytest.mark.parametrize(
    ("design", "message"),
    [
        ([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]], "design is singular"),
        ([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]], "all-zero column 1"),
        (np.eye(3), "3 columns for 3 rows"),
    ],
)
def test_unusable_designs_are_refused(design, message):
    with pytest.raises(ValueError, match=message):
        impact.logistic_model([0, 1, 0], design)
    with pytest.raises(ValueError, match="design"):
        impact.linear_model([0, 1, 0], design)


def test_one_cluster_is_refused():
    y, X, cluster = clustered()

    with pytest.raises(ValueError, match="at least 2 clusters, got 1"):
        impact.linear_model(y, X, cluster=np.zeros_like(cluster))
