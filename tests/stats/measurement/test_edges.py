"""Hard data end in a documented value or an error, never in a hang or a zero."""

import numpy as np
import pytest

from headship.stats import measurement
from headship.stats.measurement import (
    _extraction,
    _ordinal_logit,
    confirmatory,
    rotation,
)

OPTIONS = {"categories": [1, 2, 3, 4, 5]}


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("identity", 0),
        ("linear", 0.75),
        ("quadratic", 1 - 1 / 16),
        ("ordinal", 0.9),
        ("radical", 0.5),
        ("ratio", 0.75),
    ],
)
def test_credit_for_neighbors_follows_the_weights(weights, expected):
    pair = np.array([[1, 2], [1, 2]])
    result = measurement.percent_agreement(pair, weights=weights, **OPTIONS)
    assert result.estimate == pytest.approx(expected)


def outcome(call):
    """Return the result, or the text of the error."""
    try:
        return call()
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("model", ["graded", "partial_credit"])
@pytest.mark.parametrize("seed", [1, 2, 4, 8])
def test_tiny_samples_of_answers_end(seed, model):
    rng = np.random.default_rng(seed)
    answers = np.clip(np.round(3 + rng.normal(size=(25, 4)) * 1.5), 1, 5)
    found = outcome(lambda: measurement.item_response(answers, model=model))
    if isinstance(found, str):
        assert found.startswith("no convergence")
    else:
        assert np.isfinite(found.log_likelihood)
        assert np.isfinite(found.discrimination).all()


@pytest.mark.parametrize("seed", range(12))
def test_tiny_samples_of_facets_end(seed):
    rng = np.random.default_rng(seed)
    facets = {"rater": np.tile(np.arange(3), 8)}
    person, ratings = np.repeat(np.arange(8), 3), rng.integers(1, 6, 24)
    found = outcome(
        lambda: measurement.many_facet_rasch(ratings, persons=person, facets=facets)
    )
    if isinstance(found, str):
        assert "never used" in found or "one end" in found
    else:
        assert np.isfinite(found.deviance)
        assert np.isfinite(found.facets["rater"].se).all()
        assert found.variance > 0


@pytest.mark.parametrize("seed", range(12))
def test_tiny_samples_of_factors_end(seed):
    sample = np.cov(np.random.default_rng(seed).normal(size=(9, 6)).T)
    factors = list("aaabbb")
    found = outcome(
        lambda: measurement.confirmatory_factors(sample, factors=factors, n=9)
    )
    assert (
        "did not converge" in found
        if isinstance(found, str)
        else (found.chi_square >= 0)
    )
    for method in ("ml", "minres"):
        options = {"n_factors": 2, "method": method}
        explored = outcome(lambda: measurement.exploratory_factors(sample, **options))  # noqa: B023 -- called at once
        assert (
            "did not converge" in explored
            if isinstance(explored, str)
            else (np.isfinite(explored.loadings).all())
        )


def test_effects_that_grow_without_limit_are_an_error():
    ratings = [0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1]
    rater = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    person = [0, 1, 2, 3] * 3
    found = outcome(
        lambda: measurement.many_facet_rasch(
            ratings, persons=person, facets={"rater": rater}
        )
    )
    assert not isinstance(found, str) or found.startswith("no convergence")


def test_an_extraction_cut_short_is_an_error(monkeypatch):
    whole = _extraction.optimize.minimize

    def cut(*given, **options):
        return whole(*given, **(options | {"options": {"maxiter": 1}}))

    monkeypatch.setattr(_extraction.optimize, "minimize", cut)
    corr = np.corrcoef(np.random.default_rng(1).normal(size=(6, 50)))
    with pytest.raises(ValueError, match="did not converge"):
        measurement.exploratory_factors(corr, n_factors=2, method="ml")


def test_a_confirmatory_search_cut_short_is_an_error(monkeypatch):
    monkeypatch.setattr(confirmatory, "MOST_STEPS", 1)
    sample = np.cov(np.random.default_rng(1).normal(size=(6, 50)))
    with pytest.raises(ValueError, match="did not converge"):
        measurement.confirmatory_factors(sample, factors=["a"] * 6, n=50)


def test_a_rotation_cut_short_is_an_error(monkeypatch):
    monkeypatch.setattr(rotation, "MOST_STEPS", 1)
    loadings = np.random.default_rng(1).uniform(-1, 1, size=(8, 3))
    with pytest.raises(ValueError, match="did not converge"):
        measurement.rotate(loadings, "oblimin")
    turned = measurement.rotate(loadings, "varimax", tolerance=1e-5).loadings
    assert np.isfinite(turned).all()


def test_varimax_of_loadings_without_a_best_turn_leaves_them():
    loadings = np.array([[1, 0], [0.7, 0.7], [0, 1], [-0.7, 0.7]])
    turned = measurement.rotate(loadings, "varimax").loadings
    np.testing.assert_allclose(np.sort((turned**2).sum(axis=1)), [0.98, 0.98, 1, 1])


def test_a_marker_without_a_loading_is_an_error():
    corr = np.full((4, 4), 0.5)
    corr[0, 1:] = corr[1:, 0] = 0
    np.fill_diagonal(corr, 1)
    with pytest.raises(ValueError, match="first item has no loading"):
        measurement.confirmatory_factors(
            corr, factors=["a"] * 4, n=100, scaling="marker"
        )


def test_more_factors_than_items_is_an_error():
    with pytest.raises(ValueError, match="n_factors must lie between 1 and 3"):
        measurement.omega_hierarchical(np.eye(4), n_factors=4)


def test_singular_correlations_have_no_lambda6():
    with pytest.raises(ValueError, match="positive definite"):
        measurement.omega_hierarchical(np.ones((4, 4)), n_factors=1)


def test_a_focal_group_at_the_mean_has_no_nonuniform_test():
    matching = np.array([-1.0, 1, -1, 1, 0, 0, 0, 0])
    answers = [1, 2, 2, 1, 1, 2, 1, 2]
    with pytest.raises(ValueError, match="does not vary"):
        measurement.ordinal_dif(answers, [0, 0, 0, 0, 1, 1, 1, 1], matching)


def test_an_ordinal_regression_cut_short_is_an_error(monkeypatch):
    monkeypatch.setattr(_ordinal_logit, "MOST_STEPS", 0)
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="did not converge"):
        measurement.ordinal_dif(
            rng.integers(0, 3, 50), np.arange(50) % 2, rng.normal(size=50)
        )


def test_an_ordinal_regression_that_cannot_ascend_is_an_error(monkeypatch):
    monkeypatch.setattr(_ordinal_logit.linalg, "solve", lambda a, b: -1e3 * b)
    rng = np.random.default_rng(0)
    score = rng.normal(size=200)
    answers = np.digitize(score + rng.normal(size=200), [-1, 0, 1])
    step = _ordinal_logit.linalg.solve(None, np.ones(1))
    assert step[0] < 0
    state = _ordinal_logit._derivatives(
        answers, score[:, None], np.array([2.0, 0.0, -2.0, 0.0]), 3
    )
    with pytest.raises(ValueError, match="did not converge"):
        _ordinal_logit._ascend(
            answers,
            score[:, None],
            np.array([2.0, 0.0, -2.0, 0.0]),
            -state.score / 1e3,
            state,
        )
