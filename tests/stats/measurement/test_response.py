import numpy as np
import pytest

from headship.stats import measurement

SLOPE = np.array([0.8, 1.2, 1.8, 1.0, 1.5, 2.0])
MIDDLE = np.array([-0.5, 0.0, 0.4, 0.8, -0.8, 0.2])
STEPS = np.array([-1.5, 0.0, 1.5])


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(21)
    trait = rng.normal(size=(3000, 1, 1))
    edge = MIDDLE[:, None] + STEPS
    above = 1 / (1 + np.exp(-SLOPE[:, None] * (trait - edge)))
    drawn = (rng.random((3000, 6, 1)) < above).sum(axis=2).astype(float)
    return drawn, trait[:, 0, 0]


@pytest.fixture(scope="module")
def fit(answers):
    return measurement.item_response(answers[0])


def test_graded_model_finds_what_it_was_made_with(fit):
    z = (fit.discrimination - SLOPE) / fit.discrimination_se
    assert np.abs(z).max() < 3.5
    np.testing.assert_allclose(fit.thresholds, MIDDLE[:, None] + STEPS, atol=0.3)


def test_scores_follow_the_trait_as_reliably_as_said(answers, fit):
    correlation = np.corrcoef(fit.score, answers[1])[0, 1]
    assert correlation**2 == pytest.approx(fit.reliability, abs=0.03)
    off = (fit.score - answers[1]) / fit.score_sd
    assert off.std() == pytest.approx(1, abs=0.05)


def test_more_nodes_change_nothing(answers, fit):
    fine = measurement.item_response(answers[0][:500], n_nodes=201)
    plain = measurement.item_response(answers[0][:500])
    assert fine.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-5)
    np.testing.assert_allclose(fine.discrimination, plain.discrimination, atol=1e-4)


def test_missing_answers_cost_precision_only(answers, fit):
    holes = answers[0].copy()
    holes[np.random.default_rng(2).random(holes.shape) < 0.2] = np.nan
    holes = holes[~np.isnan(holes).all(axis=1)]
    less = measurement.item_response(holes)
    assert (less.discrimination_se > fit.discrimination_se).all()
    z = (less.discrimination - SLOPE) / less.discrimination_se
    assert np.abs(z).max() < 3.5


def test_two_categories_make_both_models_one(answers):
    binary = (answers[0] > 1).astype(float)
    graded = measurement.item_response(binary)
    credit = measurement.item_response(binary, model="partial_credit")
    assert graded.log_likelihood == pytest.approx(credit.log_likelihood, abs=1e-6)
    np.testing.assert_allclose(graded.thresholds, credit.thresholds, atol=1e-4)


def test_items_may_have_different_numbers_of_answers(answers):
    mixed = answers[0][:600].copy()
    mixed[:, 0] = mixed[:, 0] > 1
    fit = measurement.item_response(mixed, model="partial_credit")
    assert fit.categories[0] == (0.0, 1.0)
    assert np.isnan(fit.thresholds[0, 1:]).all()
    assert fit.n_parameters == 2 + 5 * 4
    information = measurement.item_information(fit, [0.0])
    assert (information > 0).all()


def test_reversed_items_have_negative_discrimination(answers):
    turned = answers[0][:800].copy()
    turned[:, 1] = 3 - turned[:, 1]
    one = measurement.item_response(turned)
    two = measurement.item_response(answers[0][:800])
    assert one.discrimination[1] == pytest.approx(-two.discrimination[1], abs=1e-4)
    assert one.log_likelihood == pytest.approx(two.log_likelihood, abs=1e-6)


def test_information_is_the_curvature_of_the_answers(fit):
    place, step = 0.3, 1e-4
    information = measurement.item_information(fit, [place])[:, 0]
    slope = fit.discrimination[:, None]
    above = lambda t: 1 / (1 + np.exp(-(slope * t + fit.intercepts)))  # noqa: E731 -- a formula

    def chance(t):
        full = np.hstack([np.ones((6, 1)), above(t), np.zeros((6, 1))])
        return -np.diff(full, axis=1)

    change = (chance(place + step) - chance(place - step)) / (2 * step)
    expected = (change**2 / chance(place)).sum(axis=1)
    np.testing.assert_allclose(information, expected, rtol=1e-5)


@pytest.mark.parametrize(
    ("answers", "options", "message"),
    [
        ([[1], [2], [3]], {}, "at least 2 items"),
        ([[1, 1], [1, 2], [1, 1]], {}, "item 0 has a single value"),
        ([[1, 1], [np.nan, np.nan], [2, 2]], {}, "person 1 answered nothing"),
        ([[1, 1], [1, 2], [2, 1]], {"model": "rasch"}, "model must be"),
        ([[1, 1], [1, 2], [2, 1]], {"n_nodes": 3}, "n_nodes"),
        ([[1, 1], [1, 2], [2, 1]], {"tolerance": 0}, "tolerance"),
    ],
)
def test_response_names_what_is_wrong(answers, options, message):
    with pytest.raises(ValueError, match=message):
        measurement.item_response(answers, **options)


def test_items_that_say_the_same_do_not_converge():
    column = np.repeat([0.0, 1.0], 30)
    answers = np.column_stack([column, column, column])
    with pytest.raises(ValueError, match="no convergence"):
        measurement.item_response(answers)
