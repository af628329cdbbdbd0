import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from headship.stats import meta
from headship.stats.meta._studies import as_studies


def _funnel(seed, k=15, slope=0.0):
    rng = np.random.default_rng(seed)
    v = rng.uniform(0.005, 0.3, k)
    return rng.normal(0.2 + slope * np.sqrt(v), np.sqrt(v)), v


def test_egger_slope_is_the_intercept_on_precision():
    y, v = _funnel(1, slope=1.0)
    s = np.sqrt(v)

    ours = meta.egger_test(y, v)

    line = stats.linregress(1 / s, y / s)
    assert ours.slope == pytest.approx(line.intercept)
    assert ours.statistic == pytest.approx(line.intercept / line.intercept_stderr)


@pytest.mark.parametrize("ties", [False, True])
def test_begg_is_kendalls_tau(ties):
    y, v = _funnel(2)
    v = np.round(v, 1) + 0.05 if ties else v
    mean = np.sum(y / v) / np.sum(1 / v)

    ours = meta.begg_test(y, v)

    theirs = stats.kendalltau(
        (y - mean) / np.sqrt(v - 1 / np.sum(1 / v)),
        v,
        method="asymptotic" if ties else "exact",
    )
    assert ours.tau == pytest.approx(theirs.statistic)
    assert ours.p_value == pytest.approx(theirs.pvalue)
    assert ours.method == ("normal" if ties else "exact")


def test_begg_normal_approximation_is_close_to_the_exact_at_its_limit():
    y, v = _funnel(3, k=200)
    exact = meta.begg_test(y, v)

    longer = meta.begg_test(np.append(y, 0.2), np.append(v, 0.1))

    assert (exact.method, longer.method) == ("exact", "normal")
    assert longer.p_value == pytest.approx(exact.p_value, abs=0.05)


@pytest.mark.parametrize("model", ["lm", "mixed"])
def test_pet_peese_picks_by_the_one_sided_test_of_pet(model):
    none = meta.pet_peese(*_funnel(4, slope=2.0), model=model)
    real = meta.pet_peese(
        [0.5, 0.52, 0.49, 0.6], [0.001, 0.002, 0.004, 0.05], model=model
    )

    assert (none.chosen, real.chosen) == ("PET", "PEESE")
    assert none.pet_p_value > 0.05 > real.pet_p_value
    assert none.estimate == none.pet.limit
    assert real.estimate == real.peese.limit


def test_trim_and_fill_restores_symmetry():
    v = np.array([0.01, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2])
    y = 0.2 + np.array([0.0, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5])

    filled = meta.trim_and_fill(y, v, method="common", side="left")

    assert filled.n_missing > 0
    assert filled.pooled.estimate < meta.common_effect(y, v).estimate
    assert len(filled.effects) == len(y) + filled.n_missing


def test_trim_and_fill_sides_mirror_each_other():
    y, v = _funnel(6, slope=1.5)

    left = meta.trim_and_fill(y, v, method="DL", side="left")
    right = meta.trim_and_fill(-y, v, method="DL", side="right")

    assert left.n_missing == right.n_missing
    assert left.pooled.estimate == pytest.approx(-right.pooled.estimate)
    assert meta.trim_and_fill(y, v, method="DL").side == "left"
    assert meta.trim_and_fill(-y, v, method="common").side == "right"


def test_fail_safe_n_undoes_the_result():
    y, v = [0.3, 0.4, 0.2, 0.5], [0.01, 0.02, 0.01, 0.03]
    n = meta.fail_safe_n(y, v).n
    z = np.sum(np.array(y) / np.sqrt(v))

    assert z / np.sqrt(4 + n) <= stats.norm.ppf(0.95) < z / np.sqrt(4 + n - 1)


def test_fail_safe_n_of_nothing_is_zero():
    assert meta.fail_safe_n([0.01, -0.02], [1.0, 1.0]).n == 0


def test_orwin_counts_to_the_target():
    found = meta.fail_safe_n([0.4, 0.6], rule="orwin", target=0.1)

    assert (found.n, found.target, found.p_value) == (8, 0.1, None)
    assert meta.fail_safe_n([-0.4, -0.6], rule="orwin", target=0.1).n == 8


def test_excess_significance_sees_too_many_hits():
    rng = np.random.default_rng(7)
    v = np.full(20, 0.05)
    honest = rng.normal(0.2, np.sqrt(v))

    assert meta.excess_significance(honest, v).p_value > 0.1
    assert meta.excess_significance(honest - 0.2, v, test="chi2").p_value > 0.1
    # All results just significant although power is about one half.
    assert meta.excess_significance(np.full(20, 0.45), v).p_value < 0.01


def test_p_curve_of_uniform_p_values_is_flat():
    z = stats.norm.isf(np.linspace(0.001, 0.049, 25) / 2)

    found = meta.p_curve(z, flat_half="exact")

    assert not found.has_evidential_value
    assert found.lacks_evidential_value
    assert found.power < 0.1
    assert found.power_interval.lower == 0.05


def test_p_curve_of_strong_results_is_skewed():
    found = meta.p_curve(np.linspace(6, 9, 10))

    assert found.has_evidential_value
    assert not found.lacks_evidential_value
    assert (found.power, found.power_interval.upper) == (0.99, 0.99)


def test_p_curve_without_a_half_says_so():
    found = meta.p_curve([2.0, 2.05, 2.1, 1.0])

    assert found.n_half == 0
    assert (found.skew.z_half, found.skew.p_half) == (None, None)
    assert not found.has_evidential_value


@settings(max_examples=10, deadline=None)
@given(power=st.floats(0.3, 0.9), seed=st.integers(0, 1000))
def test_p_curve_power_is_near_the_truth(power, seed):
    rng = np.random.default_rng(seed)
    shift = stats.norm.isf(0.025) - stats.norm.isf(power)
    z = np.abs(rng.normal(shift, 1, 3000))

    assert meta.p_curve(z).power == pytest.approx(power, abs=0.06)


def _selected(seed, n=400, keep=0.3):
    rng = np.random.default_rng(seed)
    v = rng.uniform(0.01, 0.15, n)
    y = rng.normal(0.15, np.sqrt(v + 0.03))
    seen = (y / np.sqrt(v) > 1.96) | (rng.uniform(size=n) < keep)
    return y[seen], v[seen]


def test_selection_model_undoes_selection():
    y, v = _selected(11)

    fit = meta.selection_model(y, v)

    assert fit.unadjusted[0] - 0.15 > 0.05
    assert abs(fit.estimate[0] - 0.15) < 2.5 * fit.se[0]
    assert fit.lr_p_value < 0.01
    assert fit.counts.sum() == fit.n
    assert fit.interval().lower < fit.estimate[0] < fit.interval().upper


def test_selection_directions_mirror_each_other():
    y, v = _selected(12)

    up = meta.selection_model(y, v)
    down = meta.selection_model(-y, v, alternative="less")

    assert_allclose(up.estimate, -down.estimate)
    assert_allclose(up.weights, down.weights)


def test_selection_with_moderators_estimates_the_slope():
    y, v = _selected(13)
    x = np.random.default_rng(1).normal(size=len(y))

    fit = meta.selection_model(y + 0.3 * x, v, x)

    assert fit.estimate[1] == pytest.approx(0.3, abs=0.1)


def test_selection_model_without_heterogeneity_says_so():
    v = np.linspace(0.01, 0.2, 40)
    y = 0.3 + np.tile([-1, 1], 20) * 0.3 * np.sqrt(v)

    fit = meta.selection_model(y, v, steps=[0.05])

    assert (fit.tau2, fit.tau2_se) == (0, None)
    assert np.isfinite(fit.se).all()


def test_selection_steps_may_end_at_one():
    y, v = _selected(14)

    assert_allclose(
        meta.selection_model(y, v, steps=[0.025, 1]).weights,
        meta.selection_model(y, v).weights,
    )


def _model():
    module = sys.modules["headship.stats.meta.selection"]
    studies = as_studies(*_selected(15))
    return module, module._Model.of(studies, np.array([0.025]), 1.0)


def test_a_bad_start_is_not_polished_into_the_impossible():
    module, model = _model()
    start = np.array([30.0, 5.0, 1e-6])

    polished = module._polish(model, start)

    assert polished[2] > 0
    assert model.evaluate(polished)[0] >= model.evaluate(start)[0]


def test_a_point_that_is_no_maximum_has_no_covariance():
    module, model = _model()

    with pytest.raises(ValueError, match="without a proper maximum"):
        module._covariance(model, np.array([30.0, 5.0, 40.0]), np.ones(3, dtype=bool))
