import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from headship.stats import meta

R = np.array([0.2, 0.3, 0.15, 0.4, 0.25])
N = np.array([80, 120, 60, 200, 100])


def test_perfect_measures_need_no_correction():
    found = meta.hunter_schmidt(R, N)

    assert found.true_score.mean == pytest.approx(found.barebones.mean)
    assert found.true_score.residual == pytest.approx(found.barebones.residual)
    assert found.n == 560


def test_correction_divides_by_the_root_reliabilities():
    found = meta.hunter_schmidt(R, N, reliability_x=[0.8] * 5, reliability_y=[0.5] * 5)

    assert found.true_score.mean == pytest.approx(found.barebones.mean / np.sqrt(0.4))
    assert found.operational_x.mean == pytest.approx(found.barebones.mean / 0.5**0.5)
    assert found.operational_y.mean == pytest.approx(found.barebones.mean / 0.8**0.5)


@pytest.mark.parametrize("restriction", ["direct", "indirect"])
def test_no_restriction_is_a_ratio_of_one(restriction):
    plain = meta.hunter_schmidt(R, N, reliability_x=[0.8] * 5)

    ours = meta.hunter_schmidt(
        R, N, reliability_x=[0.8] * 5, u_ratios=[1.0] * 5, restriction=restriction
    )

    assert ours.true_score.mean == pytest.approx(plain.true_score.mean)
    assert ours.true_score.residual == pytest.approx(plain.true_score.residual)


def test_direct_restriction_is_thorndikes_case_two():
    # A correlation of .3 in a sample with half the spread.
    u, r = 0.5, 0.3

    found = meta.hunter_schmidt(
        [r, r], [100, 100], u_ratios=[u, u], restriction="direct", correct_bias=False
    )

    expected = r / u / np.sqrt(1 + r**2 * (1 / u**2 - 1))
    assert found.true_score.mean == pytest.approx(expected)


@pytest.mark.parametrize("restriction", ["direct", "indirect"])
def test_zero_correlations_stay_zero_with_finite_weight(restriction):
    found = meta.hunter_schmidt(
        [0.0, 0.0, 0.1],
        [100, 100, 100],
        reliability_x=[0.8] * 3,
        u_ratios=[0.7] * 3,
        restriction=restriction,
    )

    assert 0 < found.true_score.mean < 0.15
    assert np.isfinite(found.true_score.error)


@settings(max_examples=30, deadline=None)
@given(u=st.floats(0.4, 1.0), rel=st.floats(0.5, 1.0), rho=st.floats(-0.8, 0.8))
def test_indirect_restriction_is_undone_exactly(u, rel, rho):
    ut = np.sqrt(rel * u**2 / (1 + rel * u**2 - u**2))
    seen = ut * rho / np.sqrt((ut**2 - 1) * rho**2 + 1) * np.sqrt(rel)

    found = meta.hunter_schmidt(
        [seen, seen],
        [100, 200],
        reliability_x=[rel] * 2,
        u_ratios=[u] * 2,
        restriction="indirect",
        correct_bias=False,
    )

    assert_allclose(found.true_score.mean, rho, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("method", ["interactive", "taylor"])
def test_one_reliability_for_all_makes_no_artifact_variance(method):
    found = meta.artifact_distributions(
        R, N, reliability_x=[0.64], sizes_x=[100], method=method
    )

    assert found.observed.artifact == 0
    assert found.true_score.mean == pytest.approx(found.barebones.mean / 0.8)


@pytest.mark.parametrize("method", ["interactive", "taylor"])
def test_varied_reliabilities_explain_variance(method):
    found = meta.artifact_distributions(
        R,
        N,
        reliability_x=[0.4, 0.9, 0.5, 0.95, 0.8],
        reliability_y=[0.5, 0.9, 0.9],
        sizes_y=[500, 500, 500],
        method=method,
    )

    assert found.observed.artifact > 0
    assert found.observed.residual < found.barebones.residual


def test_interactive_and_taylor_agree_when_artifacts_vary_little():
    reliabilities = [0.70, 0.74, 0.78, 0.82, 0.86]
    sizes = [100_000] * 5
    found = [
        meta.artifact_distributions(
            R,
            N,
            reliability_x=reliabilities,
            sizes_x=sizes,
            method=method,
            options={"decimals": 6},
        )
        for method in ("interactive", "taylor")
    ]

    assert_allclose(found[0].observed.artifact, found[1].observed.artifact, rtol=0.01)


def test_normal_quantiles_and_biased_variances_are_hunters_own():
    ours = meta.barebones(R, N, unbiased=False, quantile="normal", correct_bias=False)
    mean = np.average(R, weights=N)

    assert ours.mean == pytest.approx(mean)
    assert ours.variance == pytest.approx(np.average((R - mean) ** 2, weights=N))
    half = 1.959963984540054 * np.sqrt(ours.variance / 5)
    assert ours.interval.upper == pytest.approx(mean + half)


def test_negative_residual_variance_is_kept_and_its_root_is_zero():
    found = meta.barebones([0.2, 0.21, 0.2], [30, 30, 30])

    assert found.residual < 0
    assert found.sd_residual == 0
    assert found.credibility.lower == pytest.approx(found.mean)


@settings(max_examples=20, deadline=None)
@given(u=st.floats(0.4, 1.0), rel=st.floats(0.5, 1.0), rho=st.floats(0.05, 0.8))
def test_direct_restriction_with_parallel_forms_is_undone_exactly(u, rel, rho):
    def restricted(r):
        return u * r / np.sqrt(1 + (u**2 - 1) * r**2)

    seen, seen_rel = restricted(rho * np.sqrt(rel)), rel * u**2 / (1 + rel * (u**2 - 1))

    found = meta.hunter_schmidt(
        [seen, seen],
        [100, 200],
        reliability_x=[seen_rel] * 2,
        u_ratios=[u] * 2,
        restriction="direct",
        correct_bias=False,
        options={"reliability_kind": "alternate"},
    )

    assert_allclose(found.true_score.mean, rho, rtol=1e-8)
