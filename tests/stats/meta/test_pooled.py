import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from headship.stats import meta

METHODS = ["DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM", "PMM"]


def _studies(seed, k=8, tau=0.3):
    rng = np.random.default_rng(seed)
    v = rng.uniform(0.01, 0.2, k)
    return rng.normal(0.2, np.sqrt(v + tau**2)), v


def test_common_effect_of_one_study_is_that_study():
    pooled = meta.common_effect([0.3], [0.04])

    assert (pooled.estimate, pooled.se) == pytest.approx((0.3, 0.2))
    assert (pooled.heterogeneity.q, pooled.heterogeneity.p_value) == (0, 1)


def test_textbook_common_effect():
    # Borenstein et al. (2009), chapter 14: six studies, fixed 0.41, random 0.36.
    y = [0.095, 0.277, 0.367, 0.664, 0.462, 0.185]
    v = [0.033, 0.031, 0.050, 0.011, 0.043, 0.023]

    fixed = meta.common_effect(y, v)
    random = meta.random_effects(y, v, method="DL")

    assert (round(fixed.estimate, 2), round(fixed.se, 2)) == (0.41, 0.06)
    # Printed 0.037 from unrounded data; these are the printed, rounded ones.
    assert (round(random.estimate, 2), round(random.tau2, 2)) == (0.36, 0.04)


@pytest.mark.parametrize("method", METHODS)
def test_equal_effects_have_no_heterogeneity(method):
    pooled = meta.random_effects([0.3] * 4, [0.01, 0.02, 0.03, 0.04], method=method)

    assert pooled.tau2 == 0
    assert pooled.heterogeneity.i2_q == 0
    assert pooled.estimate == pytest.approx(0.3)


def test_equal_effects_have_a_zero_hartung_knapp_error():
    pooled = meta.random_effects([0.0] * 3, [0.1] * 3, test="hartung-knapp")

    assert (pooled.se, pooled.statistic, pooled.p_value) == (0, 0, 1)


def test_bound_keeps_hartung_knapp_from_shrinking():
    y, v = [0.30, 0.31, 0.29], [0.04, 0.04, 0.04]
    free = meta.random_effects(y, v, test="hartung-knapp")
    bounded = meta.random_effects(y, v, test="hartung-knapp-bounded")

    assert free.se < bounded.se
    assert bounded.se == pytest.approx(meta.random_effects(y, v).se)


def test_own_weights_change_the_mean_but_not_tau2():
    y, v = _studies(1)
    plain = meta.random_effects(y, v)
    own = meta.random_effects(y, v, weights=np.arange(1, 9))

    assert own.tau2 == plain.tau2
    assert own.estimate == pytest.approx(np.average(y, weights=np.arange(1, 9)))
    assert own.se > plain.se


def test_likelihood_climbs_to_the_higher_of_two_maxima():
    # Seven studies of very unequal size have more than one maximum.
    for seed in range(60):
        rng = np.random.default_rng(seed)
        v = np.exp(rng.uniform(-8, 3, 7))
        y = rng.normal(0, np.sqrt(v) * np.exp(rng.uniform(-2, 2)))

        best = meta.random_effects(y, v, method="ML")

        for tau2 in np.append(0, np.geomspace(1e-6, 100, 200)):
            w = 1 / (v + tau2)
            m = w @ y / w.sum()
            value = -0.5 * np.sum(np.log(2 * np.pi / w) + w * (y - m) ** 2)
            assert value <= best.log_likelihood + 1e-6


def test_variance_estimate_that_needs_bisection_converges():
    rng = np.random.default_rng(9)
    k = rng.integers(2, 8)
    v = np.exp(rng.uniform(-8, 3, k))
    y = rng.normal(0, np.sqrt(v) * np.exp(rng.uniform(-2, 2)))

    assert meta.random_effects(y, v).tau2 >= 0


def test_q_profile_of_too_similar_effects_is_the_point_zero():
    interval = meta.tau2_interval([0.3, 0.3001, 0.3002], [1.0, 1.0, 1.0]).tau2

    assert (interval.lower, interval.upper) == (0, 0)


@pytest.mark.parametrize("rule", ["q-profile", "profile-reml", "profile-ml"])
def test_intervals_of_tau2_hold_the_estimate(rule):
    y, v = _studies(3)
    method = "ML" if rule == "profile-ml" else "REML"

    found = meta.tau2_interval(y, v, rule=rule)

    assert meta.random_effects(y, v, method=method).tau2 in found.tau2
    assert found.i2.upper < 1 < found.h2.lower + 1


def test_profile_interval_of_a_zero_estimate_starts_at_zero():
    found = meta.tau2_interval([0.3, 0.31, 0.29, 0.3], [0.1] * 4, rule="profile-reml")

    assert found.tau2.lower == 0
    assert found.tau2.upper > 0


def test_prediction_interval_conventions_are_ordered():
    pooled = meta.random_effects(*_studies(4))
    wide, mid, narrow = (
        meta.prediction_interval(pooled, rule=rule) for rule in ("riley", "t", "normal")
    )

    assert wide.lower < mid.lower < narrow.lower < pooled.interval.lower
    assert meta.prediction_interval(pooled, confidence=0.8).confidence == 0.8


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shift=st.floats(-5, 5),
    scale=st.floats(0.1, 10),
    method=st.sampled_from(METHODS),
)
def test_pooling_follows_shift_and_scale(seed, shift, scale, method):
    y, v = _studies(seed)
    plain = meta.random_effects(y, v, method=method)

    moved = meta.random_effects(scale * y + shift, scale**2 * v, method=method)

    assert_allclose(
        moved.estimate, scale * plain.estimate + shift, rtol=1e-6, atol=1e-9
    )
    assert_allclose(moved.tau2, scale**2 * plain.tau2, rtol=1e-5, atol=1e-9)
    assert_allclose(moved.heterogeneity.q, plain.heterogeneity.q, rtol=1e-6)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_pooling_does_not_depend_on_order(seed):
    y, v = _studies(seed)
    order = np.random.default_rng(seed + 1).permutation(len(y))

    first, second = (meta.random_effects(y, v), meta.random_effects(y[order], v[order]))

    assert_allclose(first.estimate, second.estimate, rtol=1e-9, atol=1e-12)
    assert_allclose(first.weights[order], second.weights, rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(1e-3, 1e3))
def test_regression_does_not_depend_on_the_units_of_a_moderator(seed, factor):
    y, v = _studies(seed, k=10)
    x = np.random.default_rng(seed).normal(2000, 10, 10)

    plain = meta.meta_regression(y, v, x)
    scaled = meta.meta_regression(y, v, x * factor)

    assert_allclose(
        scaled.estimate[1] * factor, plain.estimate[1], rtol=1e-5, atol=1e-9
    )
    assert_allclose(scaled.tau2, plain.tau2, rtol=1e-5, atol=1e-10)
    assert_allclose(scaled.moderators.p_value, plain.moderators.p_value, rtol=1e-5)


def test_regression_on_a_constant_is_pooling():
    y, v = _studies(5)

    fit = meta.meta_regression(y, v, np.ones(8), intercept=False)

    assert fit.estimate[0] == pytest.approx(meta.random_effects(y, v).estimate)
    assert fit.r2 is None
    assert fit.moderators.dof_numerator == 1


def test_common_effect_regression_has_no_between_variance():
    y, v = _studies(6)

    fit = meta.meta_regression(y, v, np.arange(8), method="common")

    assert (fit.tau2, fit.tau2_se, fit.r2) == (0, None, None)


def test_r2_is_undefined_without_heterogeneity():
    fit = meta.meta_regression([0.3, 0.31, 0.3, 0.32], [0.1] * 4, [1, 2, 3, 5])

    assert fit.r2 is None


def test_predictions_at_observed_rows_reproduce_the_line():
    y, v = _studies(7)
    fit = meta.meta_regression(y, v, np.arange(8.0), test="hartung-knapp")

    found = meta.predict(fit, [[1, 0], [1, 7]], rule="riley", confidence=0.9)

    assert_allclose(found.estimate, [fit.estimate[0], fit.estimate @ [1, 7]])
    assert (found.prediction_lower < found.lower).all()
    assert found.confidence == 0.9


@pytest.mark.parametrize("method", ["REML", "PM"])
@pytest.mark.parametrize(
    "test", ["normal", "t", "hartung-knapp", "hartung-knapp-bounded"]
)
def test_leave_one_out_is_pooling_without_each(method, test):
    y, v = _studies(8)
    rest = np.arange(8) != 3

    refits = meta.leave_one_out(y, v, method=method, test=test, confidence=0.9)

    one = meta.random_effects(
        y[rest], v[rest], method=method, test=test, confidence=0.9
    )
    assert refits.estimate[3] == pytest.approx(one.estimate, rel=1e-9)
    assert refits.se[3] == pytest.approx(one.se, rel=1e-9)
    assert refits.p_value[3] == pytest.approx(one.p_value, rel=1e-7)
    assert refits.lower[3] == pytest.approx(one.interval.lower, rel=1e-9)
    assert refits.upper[3] == pytest.approx(one.interval.upper, rel=1e-9)
    assert refits.q[3] == pytest.approx(one.heterogeneity.q, rel=1e-9)
    assert refits.i2[3] == pytest.approx(one.heterogeneity.i2_tau2, rel=1e-7)


def test_leave_one_out_of_a_fixed_effects_mean():
    y, v = _studies(8)
    rest = np.arange(8) != 3

    refits = meta.leave_one_out(y, v, method="common")

    one = meta.common_effect(y[rest], v[rest])
    assert refits.estimate[3] == pytest.approx(one.estimate, rel=1e-12)
    assert refits.p_value[3] == pytest.approx(one.p_value, rel=1e-9)
    assert refits.i2[3] == pytest.approx(one.heterogeneity.i2_q, abs=1e-12)


@pytest.mark.parametrize("tau", [0.3, 0.02])
@pytest.mark.parametrize("method", ["ML", "REML"])
def test_leave_one_out_of_many_studies_is_done_at_once(method, tau):
    y, v = _studies(11, k=110, tau=tau)

    refits = meta.leave_one_out(y, v, method=method)

    for i in (0, 50, 109):
        rest = np.arange(110) != i
        one = meta.random_effects(y[rest], v[rest], method=method)
        assert refits.tau2[i] == pytest.approx(one.tau2, rel=1e-8, abs=1e-12)
        assert refits.estimate[i] == pytest.approx(one.estimate, rel=1e-9)


def test_cumulative_ends_with_all_studies():
    y, v = _studies(9)

    refits = meta.cumulative(y, v, np.arange(8)[::-1])

    assert refits.n == 7
    assert refits.estimate[-1] == pytest.approx(meta.random_effects(y, v).estimate)


def test_influence_marks_a_study_that_cannot_be_spared():
    y, v = _studies(10, k=6)
    x = np.array([[0, 0, 0, 0, 0, 1]]).T

    found = meta.influence(y, v, x)

    assert found.is_estimable.tolist() == [True] * 5 + [False]
    assert np.isnan(found.rstudent[5])
    assert found.is_influential[5]


def test_mantel_haenszel_of_one_table_is_its_odds_ratio():
    found = meta.mantel_haenszel([12], [88], [5], [95], continuity=False)

    assert found.estimate == pytest.approx(np.log(12 * 95 / (88 * 5)))
    assert found.se == pytest.approx(np.sqrt(1 / 12 + 1 / 88 + 1 / 5 + 1 / 95))
    assert found.q == pytest.approx(0)


def test_mantel_haenszel_takes_tables_with_a_zero():
    found = meta.mantel_haenszel([0, 4, 6], [50, 46, 44], [2, 5, 9], [48, 45, 41])

    assert found.interval.lower < found.estimate < 0
    assert np.isfinite(found.q)
