"""Variance components of crossed, nested and unbalanced data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import impact


def balanced(rng, persons=12, raters=5):
    person = np.repeat(np.arange(persons), raters)
    rater = np.tile(np.arange(raters), persons)
    effects = rng.normal(size=persons)[person] + 0.7 * rng.normal(size=raters)[rater]
    return effects + 0.5 * rng.normal(size=person.size), person, rater


def mean_squares(scores):
    n, k = scores.shape
    grand = scores.mean()
    rows, columns = scores.mean(axis=1), scores.mean(axis=0)
    rest = scores - rows[:, None] - columns + grand
    return (
        k * ((rows - grand) ** 2).sum() / (n - 1),
        n * ((columns - grand) ** 2).sum() / (k - 1),
        (rest**2).sum() / ((n - 1) * (k - 1)),
    )


def test_balanced_components_equal_expected_mean_squares():
    y, person, rater = balanced(np.random.default_rng(3))
    of_persons, of_raters, error = mean_squares(y.reshape(12, 5))

    fit = impact.variance_components(y, {"person": person, "rater": rater})

    assert fit.components["person"] == pytest.approx((of_persons - error) / 5, rel=1e-7)
    assert fit.components["rater"] == pytest.approx((of_raters - error) / 12, rel=1e-7)
    assert fit.residual == pytest.approx(error, rel=1e-8)
    assert fit.mean == pytest.approx(y.mean(), rel=1e-12)
    assert not fit.singular


def test_nested_components_equal_expected_mean_squares():
    rng = np.random.default_rng(5)
    school = np.repeat(np.arange(10), 12)
    room = np.repeat(np.arange(30), 4)
    y = rng.normal(size=10)[school] + rng.normal(size=30)[room] + rng.normal(size=120)
    cells = y.reshape(10, 3, 4)
    rooms, schools = cells.mean(axis=2), cells.mean(axis=(1, 2))
    error = ((cells - rooms[:, :, None]) ** 2).sum() / 90
    of_rooms = 4 * ((rooms - schools[:, None]) ** 2).sum() / 20
    of_schools = 12 * ((schools - y.mean()) ** 2).sum() / 9

    fit = impact.variance_components(y, {"school": school, "room": room})

    assert fit.components["school"] == pytest.approx(
        (of_schools - of_rooms) / 12, rel=1e-6
    )
    assert fit.components["room"] == pytest.approx((of_rooms - error) / 4, rel=1e-6)


def test_likelihood_equals_the_dense_formula():
    y, person, rater = balanced(np.random.default_rng(8), persons=20, raters=6)
    keep = np.random.default_rng(9).random(y.size) < 0.8

    direct = impact.variance_components(
        y[keep], {"person": person[keep]}, covariates=rater[keep]
    )
    design = np.column_stack([np.ones(keep.sum()), rater[keep]])
    whole = np.linalg.slogdet
    components = direct.components["person"], direct.residual
    Z = np.equal.outer(person[keep], np.arange(20)).astype(float)
    V = components[0] * Z @ Z.T + components[1] * np.eye(keep.sum())
    information = design.T @ np.linalg.solve(V, design)
    b = np.linalg.solve(information, design.T @ np.linalg.solve(V, y[keep]))
    e = y[keep] - design @ b
    df = keep.sum() - 2
    expected = -0.5 * (
        df * np.log(2 * np.pi)
        + whole(V)[1]
        + whole(information)[1]
        + e @ np.linalg.solve(V, e)
    )

    assert direct.log_likelihood == pytest.approx(expected, rel=1e-10)


def test_standard_error_of_a_balanced_component_matches_the_formula():
    y, person, _ = balanced(np.random.default_rng(3), persons=40)
    scores = y.reshape(40, 5)
    between = 5 * scores.mean(axis=1).var(ddof=1)
    within = scores.var(axis=1, ddof=1).mean()

    fit = impact.variance_components(y, {"person": person}, standard_errors=True)

    expected = np.sqrt(2 * between**2 / 39 + 2 * within**2 / 160) / 5
    assert fit.se["person"] == pytest.approx(expected, rel=1e-5)
    assert fit.se["residual"] == pytest.approx(within * np.sqrt(2 / 160), rel=1e-5)


def test_a_component_without_variation_is_exactly_zero():
    y = np.tile([1.0, 2.0, 3.0, 4.0], 6)
    group = np.repeat(np.arange(6), 4)

    fit = impact.variance_components(y, {"group": group}, standard_errors=True)

    assert fit.components == {"group": 0.0}
    assert fit.residual == pytest.approx(y.var(ddof=1))
    assert fit.singular
    assert np.isnan(fit.se["group"])


def test_a_small_component_is_not_lost_at_the_bound():
    """The deviance is flat in the factor at zero; the search must still leave it."""
    rng = np.random.default_rng(17)
    item = np.tile(np.arange(8), 150)
    person = np.repeat(np.arange(150), 8)
    y = 2.0 * rng.normal(size=150)[person] + rng.normal(size=1200)
    y += 0.12 * np.linspace(-1, 1, 8)[item]

    fit = impact.variance_components(y, {"person": person, "item": item})
    of_persons, of_items, error = mean_squares(y.reshape(150, 8))

    assert of_items > error
    assert fit.components["item"] == pytest.approx((of_items - error) / 150, rel=1e-5)
    assert fit.components["person"] == pytest.approx((of_persons - error) / 8, rel=1e-6)


@settings(deadline=None, max_examples=8)
@given(
    seed=st.integers(0, 10_000),
    shift=st.floats(-1e3, 1e3),
    scale=st.floats(0.01, 100.0),
)
def test_components_ignore_shift_and_follow_scale(seed, shift, scale):
    y, person, rater = balanced(np.random.default_rng(seed))
    factors = {"person": person, "rater": rater}

    plain = impact.variance_components(y, factors)
    moved = impact.variance_components(shift + scale * y, factors)

    for name, value in plain.components.items():
        assert moved.components[name] / scale**2 == pytest.approx(
            value, rel=1e-4, abs=1e-7
        )


def test_maximum_likelihood_is_smaller_than_restricted():
    y, person, _ = balanced(np.random.default_rng(3))

    restricted = impact.variance_components(y, {"person": person})
    full = impact.variance_components(y, {"person": person}, method="ML")

    assert full.components["person"] < restricted.components["person"]


@pytest.mark.parametrize(
    ("outcome", "factors", "message"),
    [
        ([1.0, 2.0, np.nan, 4.0], {"a": [0, 0, 1, 1]}, "outcome must be finite"),
        ([1.0, 1.0, 1.0, 1.0], {"a": [0, 0, 1, 1]}, "outcome is constant at 1.0"),
        ([1.0, 2.0, 3.0, 4.0], {"a": [0, 0, 0, 0]}, "needs at least 2 levels, got 1"),
        ([1.0, 2.0, 3.0, 4.0], {"a": [0, 1, 2, 3]}, "4 levels for 4 rows"),
        ([1.0, 2.0, 3.0, 4.0], {"a": [0, 1, 2]}, "3 labels for 4 rows"),
        ([1.0, 2.0, 3.0, 4.0], {"a": [0, 1, np.nan, 1]}, "missing label"),
        ([1.0, 2.0, 3.0, 4.0], {"a": ["x", None, "y", "y"]}, "missing label"),
        ([1.0, 2.0, 3.0, 4.0], {"a": [[0, 1], [0, 1]]}, "vector of labels"),
        ([1.0, 2.0, 3.0, 4.0], {}, "at least one random term"),
        ([1.0, 2.0], {"a": [0, 1]}, "at least 3 values, got 2"),
    ],
)
def test_bad_input_is_named(outcome, factors, message):
    with pytest.raises(ValueError, match=message):
        impact.variance_components(outcome, factors)


def test_covariates_of_another_length_are_refused():
    with pytest.raises(ValueError, match="covariates has 2 rows for 4"):
        impact.variance_components(
            [1.0, 2.0, 3.0, 5.0], {"a": [0, 0, 1, 1]}, covariates=[1.0, 2.0]
        )


def test_too_many_crossed_effects_are_refused():
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 6000, 13_000), rng.integers(0, 6000, 13_000)

    with pytest.raises(ValueError, match="at most 5000 can be fitted"):
        impact.variance_components(rng.normal(size=13_000), {"a": a, "b": b})


def test_cross_labels_each_combination_once():
    labels = impact.cross([5, 5, 9, 9, 9], ["x", "y", "x", "x", "y"])

    assert labels.tolist() == [0, 1, 2, 2, 3]


def test_cross_of_sparse_numbers_sorts_them():
    assert impact.cross([10**9, 0, 10**9]).tolist() == [1, 0, 1]


def test_cross_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one factor"):
        impact.cross()
