"""Worked rows the WWC published, and the rules each edition applies."""

import numpy as np
import pytest
from scipy.special import stdtr

from headship.stats import effects


def test_balanced_leadership_turnover_of_principals():
    d = effects.cox_index(0.24, 0.40, 62, 62, standards="4.0", dof="n-1")

    retained = effects.favorable(d, lower_is_better=True)
    assert retained.estimate == pytest.approx(0.450067538, abs=5e-10)
    assert retained.se == pytest.approx(0.2390915, abs=5e-8)
    assert retained.p_value == pytest.approx(0.0621433749, abs=1e-7)
    assert retained.statistic == pytest.approx(1.8824072, abs=1e-7)
    assert round(effects.improvement_index(retained.estimate)) == 17
    assert 0 in (retained.interval)
    # Individual p-values of that edition rest on N - 2 instead.
    assert effects.cox_index(
        0.24, 0.40, 62, 62, standards="4.0"
    ).p_value == pytest.approx(0.06216, abs=1e-5)


def test_dichotomous_row_of_edition_4_0_carries_omega():
    d = effects.cox_index(0.9192, 0.8326, 113, 948, standards="4.0")

    assert d.estimate == pytest.approx(0.501074847, abs=1e-8)
    assert d.p_value == pytest.approx(0.02039, abs=1e-5)
    assert round(effects.improvement_index(d.estimate)) == 19
    without = effects.cox_index(0.9192, 0.8326, 113, 948, standards="4.1")
    assert without.estimate > d.estimate
    forced = effects.cox_index(0.9192, 0.8326, 113, 948, small_sample=True)
    assert forced.estimate == d.estimate


def test_continuous_row_of_edition_1_0():
    g = effects.hedges_g(4.08, 3.77, 0.58, 0.61, 151, 151, standards="1.0")

    assert g.estimate == pytest.approx(0.519539726, abs=1e-8)
    assert round(effects.improvement_index(g.estimate)) == 20


def test_continuous_row_of_edition_4_0_has_no_omega_in_its_error():
    g = effects.hedges_g(11.2, 11.9, 3.7, 3.0, 142, 140, standards="4.0")

    assert g.estimate == pytest.approx(-0.207114, abs=1e-6)
    assert g.p_value == pytest.approx(0.08395991, abs=1e-7)
    assert round(effects.improvement_index(g.estimate)) == -8


def test_continuous_row_of_edition_4_1_has_omega_in_its_error():
    g = effects.hedges_g(8.04, 6.37, 3.51, 1.51, 31, 32, standards="4.1")

    assert g.estimate == pytest.approx(0.613930, abs=1e-6)
    assert g.p_value == pytest.approx(0.01896037, abs=1e-7)
    assert round(effects.improvement_index(g.estimate)) == 23


def test_clustered_row_of_edition_4_1():
    sd = effects.pooled_sd(2.37, 2.29, 141, 128)
    factors = effects.cluster_factors(141, 128, 20, 20, icc=0.20)

    g = effects.clustered_g((9.51 - 9.25) / sd, 141, 128, factors, standards="4.1")

    assert g.estimate == pytest.approx(0.110617, abs=1e-6)
    assert g.p_value == pytest.approx(0.5355647, abs=1e-7)
    assert round(effects.improvement_index(g.estimate)) == 4


def test_clustered_test_of_edition_4_0_is_corrected_but_not_its_size():
    factors = effects.cluster_factors(300, 300, 15, 15, icc=0.20)
    plain = effects.wwc_effect(0.25, 300, 300, standards="4.0")

    g = effects.clustered_g(0.25, 300, 300, factors, standards="4.0")

    n, rho, total = 20, 0.20, 600
    factor = ((total - 2) - 2 * (n - 1) * rho) / ((total - 2) * (1 + (n - 1) * rho))
    assert g.estimate == plain.estimate
    assert g.statistic == pytest.approx(plain.statistic * factor**0.5)
    assert g.dof == factors.dof
    again = effects.correct_for_clusters(plain, factors, standards="4.0")
    assert again.p_value == pytest.approx(g.p_value)


def test_clusters_of_one_person_change_nothing():
    factors = effects.cluster_factors(40, 40, 40, 40, icc=0.2)

    assert factors.gamma == 1
    assert factors.eta == 1


def test_no_correlation_in_clusters_leaves_the_individual_formula():
    factors = effects.cluster_factors(40, 40, 4, 4, icc=0)
    one_arm = effects.cluster_factors(40, 40, 4, icc=0, arms="treated")

    for found in (factors, one_arm):
        assert (found.gamma, found.eta) == (1, 1)
        assert found.dof == pytest.approx(78)
    g = effects.clustered_g(0.3, 40, 40, factors)
    assert g.estimate == pytest.approx(effects.wwc_effect(0.3, 40, 40).estimate)


def test_reported_error_of_a_multilevel_model_takes_no_design_effect():
    factors = effects.cluster_factors(200, 200, 10, 10, icc=0.2)

    new = effects.clustered_g(0.3, 200, 200, factors, se_of_difference=0.15)
    old = effects.clustered_g(
        0.3, 200, 200, factors, se_of_difference=0.15, standards="4.0"
    )

    omega = effects.wwc_correction(factors.dof)
    assert new.se == pytest.approx(
        omega
        * np.sqrt((0.15 * factors.gamma) ** 2 + new.estimate**2 / (2 * factors.dof))
    )
    assert old.se == pytest.approx(np.sqrt(0.15**2 + old.estimate**2 / 800))


def test_one_clustered_arm_loses_less_than_two():
    both = effects.cluster_factors(100, 100, 5, 5, icc=0.2)
    one = effects.cluster_factors(100, 100, 5, icc=0.2, arms="treated")

    assert both.eta == pytest.approx(1 + 19 * 0.2)
    assert one.eta == pytest.approx(1 + (20 * 100 / 200 - 1) * 0.2)
    assert both.dof < one.dof < 198
    assert one.gamma == pytest.approx(np.sqrt(1 - (100 + 20 - 2) * 0.2 / 198))


def test_dichotomous_outcome_of_clusters_after_4_0_gets_the_design_effect():
    d = effects.cox_index(0.6, 0.5, 300, 300)
    factors = effects.cluster_factors(300, 300, 10, 10, icc=0.1)

    corrected = effects.correct_for_clusters(d, factors)

    assert corrected.estimate == d.estimate
    assert corrected.se == pytest.approx(d.se * np.sqrt(factors.eta))
    assert corrected.method == "cox_index:clustered"


def test_paths_from_reported_statistics_agree():
    g = effects.hedges_g(8.04, 6.37, 3.51, 1.51, 31, 32)
    sd = effects.pooled_sd(3.51, 1.51, 31, 32)
    t = (8.04 - 6.37) / (sd * np.sqrt(1 / 31 + 1 / 32))

    from_t = effects.g_from_t(t, 31, 32)
    from_f = effects.g_from_f(t**2, 31, 32, sign=1)
    p = float(2 * stdtr(61, -abs(t)))
    from_p = effects.g_from_p(p, 31, 32, sign=1)
    b = effects.g_from_regression(1.67, sd * np.sqrt(1 / 31 + 1 / 32), sd, 31, 32)

    for found in (from_t, from_f, from_p, b):
        assert found.estimate == pytest.approx(g.estimate, rel=1e-9)
        assert found.se == pytest.approx(g.se, rel=1e-9)
    assert effects.g_from_f(t**2, 31, 32, sign=-1).estimate == pytest.approx(
        -g.estimate
    )


def test_covariance_analysis_shrinks_by_the_pretest_correlation():
    plain = effects.g_from_t(2.0, 50, 50)
    adjusted = effects.g_from_t(2.0, 50, 50, correlation=0.6)

    assert adjusted.estimate == pytest.approx(plain.estimate * 0.8)
    assert adjusted.se < plain.se


def test_gains_are_divided_by_the_posttest_spread():
    g = effects.gain_g(6, 4, 10, 100, 100, correlation=0.7, standards="4.0")

    omega = 1 - 3 / (4 * 200 - 9)
    assert g.estimate == pytest.approx(omega * 0.2)
    assert g.se == pytest.approx(np.sqrt(2 * 0.3 * 0.02 + g.estimate**2 / 400))
    assert effects.gain_g(6, 4, 10, 100, 100, correlation=0.7).se == pytest.approx(
        omega * g.se
    )


def test_difference_in_differences_of_clusters_uses_their_freedom():
    factors = effects.cluster_factors(100, 100, 10, 10, icc=0.2)

    plain = effects.difference_in_differences(0.3, 0.1, 100, 100)
    g = effects.difference_in_differences(0.3, 0.1, 100, 100, factors=factors)
    gain = effects.gain_g(6, 4, 10, 100, 100, factors=factors)

    assert g.estimate == pytest.approx(plain.estimate)
    assert g.dof == gain.dof == factors.dof
    square = 0.3**2 + 0.25 * 0.1**2 - 2 * 0.25 * 0.1 * 0.3
    assert g.se == pytest.approx(
        effects.wwc_correction(factors.dof)
        * np.sqrt(0.02 * factors.eta + square / (2 * factors.dof))
    )


def test_odds_ratio_path_agrees_with_the_proportions():
    d = effects.cox_index(0.3, 0.2, 300, 300)
    b, se = d.estimate * 1.65, d.se * 1.65
    z = 1.959963984540054

    found = effects.cox_from_odds_ratio(
        np.exp(b), np.exp(b - z * se), np.exp(b + z * se), 300, 300
    )
    with_omega = effects.cox_from_logit(b, se, 300, 300, standards="4.0")

    assert found.estimate == pytest.approx(d.estimate)
    assert found.se == pytest.approx(d.se)
    assert with_omega.estimate == pytest.approx(d.estimate * (1 - 3 / (2400 - 9)))


def test_continuity_correction_is_offered_for_zero_and_one():
    d = effects.cox_index(0, 0.2, 50, 50, continuity=0.5)

    assert d.estimate == pytest.approx(
        (np.log(0.5 / 50.5) - np.log(10.5 / 40.5)) / 1.65, rel=1e-12
    )


@pytest.mark.parametrize(
    ("edition", "cox_omega", "error", "lost_dof", "cluster_bias", "bh"),
    [
        ("1.0", True, "sizes_only", 1, False, True),
        ("2.0", True, "sizes_only", 1, False, True),
        ("2.1", True, "sizes_only", 1, False, True),
        ("3.0", True, "sizes_only", 1, False, True),
        ("4.0", True, "effect", 2, False, True),
        ("4.1", False, "effect_and_omega", 2, True, True),
        ("5.0", False, "effect_and_omega", 2, True, False),
    ],
)
def test_rules_of_each_edition(edition, cox_omega, error, lost_dof, cluster_bias, bh):
    rules = effects.rules_of(edition)

    assert rules.cox_omega is cox_omega
    assert rules.error == error
    assert rules.lost_dof == lost_dof
    assert rules.cluster_bias is cluster_bias
    assert rules.benjamini_hochberg is bh


def test_errors_up_to_edition_3_0_rest_on_the_group_sizes_alone():
    g = effects.hedges_g(4.08, 3.77, 0.58, 0.61, 151, 151, standards="3.0")
    d = effects.cox_index(0.3, 0.2, 100, 150, standards="3.0")

    assert g.se == pytest.approx(np.sqrt(2 / 151))
    assert g.dof == 301
    assert d.se == pytest.approx(np.sqrt(1 / 100 + 1 / 150))
    assert d.dof == 249


def test_unknown_edition_is_refused():
    with pytest.raises(ValueError, match=r"standards.*6\.0"):
        effects.rules_of("6.0")
