import numpy as np
import pytest

from headship.stats import measurement
from headship.stats.measurement import _facet_model

SEVERITY = np.array([-0.8, -0.2, 0.3, 0.7])
DIFFICULTY = np.array([-0.6, 0.0, 0.5])
STEPS = np.array([-1.0, 0.1, 0.9])


def rate(seed, n_persons=250, sd=1.0):
    rng = np.random.default_rng(seed)
    person, rater, item = (
        x.ravel()
        for x in np.meshgrid(np.arange(n_persons), range(4), range(3), indexing="ij")
    )
    place = rng.normal(size=n_persons) * sd
    level = place[person] - SEVERITY[rater] - DIFFICULTY[item]
    exponent = np.cumsum(
        np.column_stack([np.zeros(len(level)), level[:, None] - STEPS]), axis=1
    )
    chance = np.exp(exponent) / np.exp(exponent).sum(axis=1, keepdims=True)
    ratings = (rng.random((len(level), 1)) > np.cumsum(chance, axis=1)).sum(axis=1)
    return ratings.astype(float) + 1, person, {"item": item, "rater": rater}, place


@pytest.fixture(scope="module")
def data():
    return rate(3)


@pytest.fixture(scope="module")
def fit(data):
    ratings, person, facets, _ = data
    return measurement.many_facet_rasch(ratings, persons=person, facets=facets)


def test_effects_are_those_the_ratings_were_made_with(fit):
    rater, item = fit.facets["rater"], fit.facets["item"]
    assert rater.estimate.sum() == pytest.approx(0, abs=1e-10)
    assert fit.steps.sum() == pytest.approx(0, abs=1e-10)
    assert np.abs((rater.estimate - SEVERITY) / rater.se).max() < 3
    assert np.abs((item.estimate - DIFFICULTY) / item.se).max() < 3
    assert np.abs((fit.steps[0] - STEPS) / fit.steps_se[0]).max() < 3
    assert fit.variance == pytest.approx(1, abs=0.25)
    assert fit.categories == (1, 2, 3, 4)
    assert rater.n.tolist() == [750] * 4


def test_scores_follow_the_places_as_reliably_as_said(data, fit):
    correlation = np.corrcoef(fit.score, data[3])[0, 1]
    assert correlation**2 == pytest.approx(fit.reliability, abs=0.05)


def test_ratings_by_the_model_have_mean_squares_near_one(fit):
    for effects in fit.facets.values():
        np.testing.assert_allclose(effects.infit, 1, atol=0.15)
        np.testing.assert_allclose(effects.outfit, 1, atol=0.2)


def test_an_erratic_rater_stands_out(data):
    ratings, person, facets, _ = data
    noisy = ratings.copy()
    noisy[facets["rater"] == 2] = np.random.default_rng(1).integers(1, 5, 750)
    fit = measurement.many_facet_rasch(noisy, persons=person, facets=facets)
    assert fit.facets["rater"].infit.argmax() == 2


def test_observed_errors_match_the_spread_over_samples():
    estimates, errors = [], []
    for seed in range(30):
        ratings, person, facets, _ = rate(seed, n_persons=60)
        fit = measurement.many_facet_rasch(ratings, persons=person, facets=facets)
        estimates.append(
            [*fit.facets["item"].estimate, *fit.facets["rater"].estimate, *fit.steps[0]]
        )
        errors.append(
            [*fit.facets["item"].se, *fit.facets["rater"].se, *fit.steps_se[0]]
        )
    ratio = np.std(estimates, axis=0, ddof=1) / np.mean(errors, axis=0)
    assert ratio.mean() == pytest.approx(1, abs=0.15)


def test_complete_data_errors_are_smaller(data, fit):
    ratings, person, facets, _ = data
    simple = measurement.many_facet_rasch(
        ratings, persons=person, facets=facets, standard_errors="complete_data"
    )
    assert (simple.facets["item"].se < fit.facets["item"].se).all()
    assert simple.deviance == fit.deviance


def test_a_sparse_design_gives_the_same_as_a_full_table(data, monkeypatch):
    ratings, person, facets, _ = data
    keep = np.random.default_rng(0).random(len(ratings)) < 0.5
    facets = {name: labels[keep] for name, labels in facets.items()}
    given = {"persons": person[keep], "facets": facets}
    dense = measurement.many_facet_rasch(ratings[keep], **given)
    monkeypatch.setattr(_facet_model, "DENSE", 2.0)
    monkeypatch.setattr(_facet_model, "CELLS_AT_ONCE", 1000)
    sparse = measurement.many_facet_rasch(ratings[keep], **given)
    assert sparse.deviance == pytest.approx(dense.deviance)
    np.testing.assert_allclose(
        sparse.facets["rater"].se, dense.facets["rater"].se, rtol=1e-6
    )
    np.testing.assert_allclose(sparse.score, dense.score, atol=1e-8)


def test_the_grid_does_not_matter_when_fine_enough(data, fit):
    ratings, person, facets, _ = data
    fine = measurement.many_facet_rasch(
        ratings, persons=person, facets=facets, grid=(9.0, 401)
    )
    assert fine.deviance == pytest.approx(fit.deviance, abs=1e-5)


def test_missing_ratings_are_left_out(data):
    ratings, person, facets, _ = data
    holes = ratings.copy()
    holes[::5] = np.nan
    known = ~np.isnan(holes)
    one = measurement.many_facet_rasch(holes, persons=person, facets=facets)
    two = measurement.many_facet_rasch(
        ratings[known],
        persons=person[known],
        facets={name: labels[known] for name, labels in facets.items()},
    )
    assert one.deviance == two.deviance
    assert one.n == known.sum()


def test_steps_by_item_fit_at_least_as_well(data, fit):
    ratings, person, facets, _ = data
    own = measurement.many_facet_rasch(
        ratings, persons=person, facets=facets, steps_by="item"
    )
    assert own.deviance < fit.deviance
    assert own.n_parameters == fit.n_parameters + 4
    assert own.steps.shape == (3, 3)
    assert own.step_levels.tolist() == [0, 1, 2]


def test_two_answers_leave_one_step_of_zero(data):
    ratings, person, facets, _ = data
    one_rater = facets["rater"] == 0
    fit = measurement.many_facet_rasch(
        ratings[one_rater] > 2,
        persons=person[one_rater],
        facets={"item": facets["item"][one_rater]},
    )
    assert fit.categories == (0, 1)
    assert fit.steps.tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"facets": {}}, "at least one facet"),
        ({"steps_by": "topic"}, "steps_by must be one of"),
        ({"persons": [1, 2]}, "persons must hold 3000 labels"),
        ({"ratings": np.full(3000, 2.5)}, "whole numbers, got 2.5"),
        ({"ratings": np.full(3000, 2)}, "all are 2"),
        ({"ratings": np.ones((3, 2))}, "one-dimensional"),
        ({"ratings": np.tile([1, 4], 1500)}, "answer 2 is never used"),
        ({"grid": (0, 21)}, "grid must be positive"),
        ({"grid": (6, 3)}, "grid must be a whole number"),
        ({"tolerance": -1}, "tolerance"),
        ({"standard_errors": "none"}, "standard_errors"),
    ],
)
def test_facets_name_what_is_wrong(data, change, message):
    ratings, person, facets, _ = data
    given = {"ratings": ratings, "persons": person, "facets": facets} | change
    with pytest.raises(ValueError, match=message):
        measurement.many_facet_rasch(given.pop("ratings"), **given)


def test_a_rater_at_one_end_is_named(data):
    ratings, person, facets, _ = data
    stuck = np.where(facets["rater"] == 1, 4, ratings)
    with pytest.raises(ValueError, match="rater 1 has all ratings at one end"):
        measurement.many_facet_rasch(stuck, persons=person, facets=facets)


def test_a_facet_told_twice_is_refused(data):
    ratings, person, facets, _ = data
    twice = facets | {"again": facets["rater"]}
    with pytest.raises(ValueError, match="cannot be told apart"):
        measurement.many_facet_rasch(ratings, persons=person, facets=twice)


def test_too_many_levels_are_refused(data):
    ratings, person, _, _ = data
    facets = {"a": np.arange(3000), "b": np.arange(3000)}
    with pytest.raises(ValueError, match="more than 4000 levels"):
        measurement.many_facet_rasch(ratings, persons=person, facets=facets)
