import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from headship.stats import effects
from headship.stats.effects.tetrachoric import binormal_below

few = settings(deadline=None, max_examples=40)
sizes = st.integers(2, 400)
means = st.floats(-100, 100)
spreads = st.floats(0.1, 50)
shares = st.floats(0.02, 0.98)


@few
@given(
    st.tuples(means, means, spreads, spreads, sizes, sizes), st.floats(-9, 9), spreads
)
def test_g_ignores_the_scale_and_turns_with_the_groups(groups, b, c):
    m1, m2, s1, s2, n1, n2 = groups
    g = effects.hedges_g(m1, m2, s1, s2, n1, n2)

    scaled = effects.hedges_g(b + c * m1, b + c * m2, c * s1, c * s2, n1, n2)
    turned = effects.hedges_g(m2, m1, s2, s1, n2, n1)

    assert scaled.estimate == pytest.approx(g.estimate, rel=1e-6, abs=1e-9)
    assert scaled.se == pytest.approx(g.se, rel=1e-6)
    assert turned.estimate == pytest.approx(-g.estimate)
    assert turned.p_value == pytest.approx(g.p_value)
    assert 0 <= g.p_value <= 1


@few
@given(shares, shares, st.integers(10, 900), st.integers(10, 900))
def test_cox_index_turns_with_groups_and_with_the_outcome(p, q, n1, n2):
    d = effects.cox_index(p, q, n1, n2)

    assert effects.cox_index(q, p, n2, n1).estimate == pytest.approx(
        -d.estimate, abs=1e-12
    )
    assert effects.cox_index(1 - p, 1 - q, n1, n2).estimate == pytest.approx(
        -d.estimate, abs=1e-9
    )
    assert d.se > 0


@few
@given(st.floats(2.01, 1e5))
def test_both_small_sample_factors_agree_to_a_thousandth_above_ten(dof):
    exact, omega = effects.exact_correction(dof), effects.wwc_correction(dof)

    assert 0 < exact < 1
    if dof > 10:
        assert exact == pytest.approx(omega, abs=1e-3)


@few
@given(st.integers(20, 500), st.integers(2, 10), st.floats(0, 0.9))
def test_clustering_never_helps(n, clusters, icc):
    factors = effects.cluster_factors(n, n, clusters, clusters, icc=icc)

    assert 0 < factors.gamma <= 1
    assert factors.eta >= 1
    assert factors.dof <= 2 * n - 2 + 1e-6
    plain = effects.wwc_effect(0.3, n, n)
    clustered = effects.clustered_g(0.3, n, n, factors)
    assert clustered.estimate <= plain.estimate + 1e-12


@few
@given(st.floats(-0.95, 0.95), st.integers(20, 900), st.integers(1, 5))
def test_correlation_interval_holds_r_and_widens_with_studies(r, n, k):
    one = effects.correlation_interval(r, n)
    many = effects.correlation_interval(r, n, n_studies=k)

    assert r in one
    assert many.upper - many.lower >= one.upper - one.lower
    assert -1 < many.lower < many.upper < 1


@few
@given(*[st.floats(-3, 3)] * 2, st.floats(-0.95, 0.95))
def test_binormal_probability_agrees_with_integration(h, k, r):
    expected = multivariate_normal.cdf([h, k], mean=[0, 0], cov=[[1, r], [r, 1]])

    assert binormal_below(h, k, r) == pytest.approx(expected, abs=1e-7)


def test_binormal_probability_at_the_axes():
    assert binormal_below(0, 0, 0.5) == pytest.approx(1 / 3)
    for h, k in ((0, 1.2), (0, -1.2), (1.2, 0), (-1.2, 0)):
        expected = multivariate_normal.cdf([h, k], cov=[[1, 0.4], [0.4, 1]])
        assert binormal_below(h, k, 0.4) == pytest.approx(expected, abs=1e-9)


def test_tetrachoric_reproduces_the_table_it_came_from():
    below = binormal_below(0.3, -0.5, 0.45)
    row, column = binormal_below(0.3, 8.3, 0), binormal_below(8.3, -0.5, 0)
    table = np.array([below, row - below, column - below, 1 - row - column + below])

    assert effects.tetrachoric(*(1e6 * table)).estimate == pytest.approx(0.45, abs=1e-9)


def test_scalars_give_scalars_and_arrays_arrays():
    one = effects.hedges_g(3, 2, 1, 1, 20, 20)
    many = effects.hedges_g([3, 4], 2, 1, 1, 20, [20, 30])

    assert isinstance(one.estimate, float)
    assert one.variance == pytest.approx(one.se**2)
    assert many.estimate.shape == many.se.shape == many.dof.shape == (2,)
    assert many.interval.lower.shape == (2,)
    assert many.estimate[0] == one.estimate


def test_large_sample_interval_is_normal():
    z = effects.fisher_z(0.5, 103)

    assert z.interval.upper - z.estimate == pytest.approx(0.1959963984540054)
    assert z.p_value < 1e-6


def test_direction_flips_only_where_lower_is_better():
    g = effects.hedges_g(3, 2, 1, 1, 20, 20)

    assert effects.favorable(g, lower_is_better=False) is g
    assert effects.favorable(g, lower_is_better=True).estimate == -g.estimate


def test_log_ratio_of_means_has_its_delta_variance():
    ratio = effects.raw_difference(20.0, 10.0, 4.0, 3.0, 25, 36, log_ratio=True)

    assert ratio.estimate == pytest.approx(np.log(2))
    assert ratio.variance == pytest.approx(16 / (25 * 400) + 9 / (36 * 100))


def test_d_and_r_convert():
    assert effects.r_from_d(0.52) == pytest.approx(0.2516, abs=1e-4)
    assert effects.r_from_d([0, 1e9]) == pytest.approx([0, 1])
