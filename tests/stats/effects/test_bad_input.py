import numpy as np
import pytest

from headship.stats import effects

NAN = float("nan")
MEANS = (8.0, 6.0, 3.5, 1.5, 31, 32)


def changed(position, value):
    values = list(MEANS)
    values[position] = value
    return values


@pytest.mark.parametrize(
    ("position", "value", "word"),
    [
        (0, NAN, "mean_treated"),
        (1, np.inf, "mean_control"),
        (2, -1, "sd_treated"),
        (3, NAN, "sd_control"),
        (4, 0, "n_treated"),
        (5, -3, "n_control"),
    ],
)
@pytest.mark.parametrize(
    "function",
    [
        effects.hedges_g,
        effects.standardized_difference,
        effects.heteroscedastic_difference,
        effects.raw_difference,
    ],
)
def test_broken_group_is_named(function, position, value, word):
    with pytest.raises(ValueError, match=word):
        function(*changed(position, value))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: effects.hedges_g(8, 6, 0, 0, 31, 32), "pooled sd"),
        (lambda: effects.hedges_g(8, 6, 1, 1, 1, 1), "exceed 2"),
        (lambda: effects.hedges_g(8, 6, 1, 1, 9, 9, r_squared=1), "r_squared"),
        (lambda: effects.wwc_effect(NAN, 9, 9), "difference"),
        (
            lambda: effects.wwc_effect(0.1, 9, 9, variance_of_difference=-1),
            "variance_of_difference",
        ),
        (lambda: effects.hedges_g_of_scores([1], [1, 2]), "treated"),
        (lambda: effects.hedges_g_of_scores([1, 1], [1, 1]), "pooled sd"),
        (lambda: effects.hedges_g_of_scores([1, NAN], [1, 2]), "treated"),
        (
            lambda: effects.standardized_difference(*MEANS, variance="AV"),
            "variance",
        ),
        (lambda: effects.heteroscedastic_difference(1, 2, 0, 0, 5, 5), "variance"),
        (
            lambda: effects.raw_difference(-1, 2, 1, 1, 5, 5, log_ratio=True),
            "mean_treated",
        ),
        (lambda: effects.exact_correction(1), "dof"),
        (lambda: effects.wwc_correction([5, 0.5]), r"dof.*\(1,\)"),
        (lambda: effects.g_from_t(NAN, 9, 9), "t must"),
        (lambda: effects.g_from_t(1, 9, 9, correlation=1), "correlation"),
        (lambda: effects.g_from_f(-1, 9, 9, sign=1), "f must"),
        (lambda: effects.g_from_f(1, 9, 9, sign=0), "sign"),
        (lambda: effects.g_from_p(0, 9, 9, sign=1), "p must"),
        (lambda: effects.g_from_p(1.1, 9, 9, sign=1), "p must"),
        (lambda: effects.g_from_regression(1, 0, 1, 9, 9), "se must"),
        (lambda: effects.g_from_regression(1, 1, 0, 9, 9), "sd must"),
        (lambda: effects.cox_index(0, 0.5, 9, 9), "p_treated"),
        (lambda: effects.cox_index(0.5, 1, 9, 9), "p_control"),
        (lambda: effects.cox_index(0.5, 0.5, 9, 9, dof="n"), "dof"),
        (lambda: effects.cox_index(0.5, 1.1, 9, 9, continuity=0.5), "p_control"),
        (lambda: effects.cox_index(0.5, 1, 9, 9, continuity=0), "continuity"),
        (lambda: effects.cox_from_logit(0.1, -1, 9, 9), "se must"),
        (lambda: effects.cox_from_odds_ratio(3, 1, 2, 9, 9), "inside"),
        (lambda: effects.cluster_factors(9, 9, 3, 3, icc=1.1), "icc"),
        (lambda: effects.cluster_factors(9, 9, 3, 3, icc=-0.1), "icc"),
        (lambda: effects.cluster_factors(9, 9, 0, 3, icc=0.1), "clusters_treated"),
        (lambda: effects.cluster_factors(9, 9, 3, 0, icc=0.1), "clusters_control"),
        (lambda: effects.cluster_factors(9, 9, 30, 30, icc=0.1), "per cluster"),
        (
            lambda: effects.cluster_factors(9, 9, 30, icc=0.1, arms="treated"),
            "per cluster",
        ),
        (lambda: effects.cluster_factors(9, 9, 3, 3, icc=0.1, arms="no"), "arms"),
        (lambda: effects.cluster_factors(50, 50, 1, 1, icc=0.1), "at least 3"),
        (
            lambda: effects.cluster_factors(50, 50, 1, icc=0.1, arms="treated"),
            "clusters_treated",
        ),
        (lambda: effects.gain_g(1, 2, 0, 9, 9), "sd_post"),
        (
            lambda: effects.difference_in_differences(1, 2, 9, 9, correlation=2),
            "correlation",
        ),
        (
            lambda: effects.change_in_raw_units(1, 2, 1, 2, correlation=0.5),
            "n must",
        ),
        (
            lambda: effects.change_in_change_units(1, 2, 1, 0, 9, correlation=0.5),
            "sd_pre",
        ),
        (lambda: effects.correlation(1, 30), "r must"),
        (lambda: effects.correlation(0.5, 4, unbiased=True), "n must"),
        (lambda: effects.fisher_z(0.5, 3), "n must"),
        (lambda: effects.correlation_interval(0.3, 30, n_studies=10), "n - 3"),
        (lambda: effects.correlation_interval(0.3, 30, confidence=1), "confidence"),
        (lambda: effects.r_from_d(NAN), "d must"),
        (lambda: effects.log_odds_ratio(-1, 2, 3, 4), "a must"),
        (lambda: effects.log_odds_ratio(0, 0, 3, 4), r"a \+ b"),
        (lambda: effects.log_odds_ratio(1, 2, 0, 0), r"c \+ d"),
        (lambda: effects.log_odds_ratio(0, 2, 3, 4, add=0), "add"),
        (lambda: effects.log_odds_ratio(0, 2, 3, 4, add=-1), "add"),
        (lambda: effects.log_odds_ratio(1, 2, 3, 4, scale="z"), "scale"),
        (lambda: effects.risk_difference(0, 5, 0, 5, add=0), "variance"),
        (lambda: effects.phi_coefficient(0, 5, 0, 5), "outcome share"),
        (lambda: effects.phi_coefficient(5, 0, 5, 0), "without outcome"),
        (lambda: effects.tetrachoric(0, 5, 1, 5, add=0), "add"),
        (lambda: effects.peto_odds_ratio(0, 5, 0, 5), r"a \+ c"),
        (lambda: effects.peto_odds_ratio(5, 0, 5, 0), r"b \+ d"),
        (lambda: effects.log_rate_ratio(0, 5, 2, 5, add=0), "events_treated"),
        (lambda: effects.log_rate_ratio(1, 5, 0, 5, add=0), "events_control"),
        (lambda: effects.log_rate_ratio(1, 0, 2, 5), "time_treated"),
        (lambda: effects.improvement_index(NAN), "g must"),
    ],
)
def test_impossible_argument_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


@pytest.mark.parametrize("value", ["a lot", [[1], [2, 3]]])
def test_what_is_not_a_number_is_a_type_error(value):
    with pytest.raises(TypeError, match="mean_treated"):
        effects.hedges_g(*changed(0, value))


def test_direction_of_something_else_is_a_type_error():
    with pytest.raises(TypeError, match="EffectSize"):
        effects.favorable(0.3, lower_is_better=True)
