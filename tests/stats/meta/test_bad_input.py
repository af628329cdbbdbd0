"""Bad input raises an error that names the argument and the value."""

import numpy as np
import pytest

from headship.stats import meta

Y, V = [0.1, 0.3, 0.5, 0.2], [0.02, 0.03, 0.04, 0.05]
G = [1, 1, 2, 2]
NAN = float("nan")

CASES = [
    (lambda: meta.random_effects([0.1], [0.1]), "at least 2 studies .* got 1"),
    (lambda: meta.random_effects([], []), "effects needs at least 1 values, got 0"),
    (lambda: meta.random_effects([0.1, NAN], [0.1, 0.1]), "effects must be finite"),
    (
        lambda: meta.random_effects([0.1, 0.2], [0.1, -0.1]),
        "variances must be positive",
    ),
    (lambda: meta.random_effects([0.1, 0.2], [0.1, 0.0]), "variances must be positive"),
    (lambda: meta.random_effects(Y, V[:3]), "Lengths differ"),
    (lambda: meta.random_effects(Y, V, method="XX"), "method must be one of"),
    (lambda: meta.random_effects(Y, V, test="XX"), "test must be one of"),
    (
        lambda: meta.random_effects(Y, V, weights=[1, 1, 1, -1]),
        "weights must be positive",
    ),
    (lambda: meta.random_effects(Y, V, confidence=1), "confidence must lie between"),
    (lambda: meta.common_effect([NAN], [1]), "effects must be finite"),
    (lambda: meta.heterogeneity(Y, V, method="XX"), "method must be one of"),
    (lambda: meta.tau2_interval(Y, V, rule="XX"), "rule must be one of"),
    (
        lambda: meta.prediction_interval(
            meta.random_effects(Y[:2], V[:2]), rule="riley"
        ),
        "needs more studies, got 2",
    ),
    (lambda: meta.meta_regression(Y, V, [1, 1, 1, 1]), "collinear at column 1"),
    (
        lambda: meta.meta_regression(Y, V, [0, 0, 0, 0]),
        "column 1 of the design is zero",
    ),
    (lambda: meta.meta_regression(Y, V, [1, 2, 3]), "Lengths differ"),
    (lambda: meta.meta_regression(Y, V, np.eye(4)[:, :3]), "at least 5 studies"),
    (lambda: meta.meta_regression(Y, V, [1, 2, NAN, 4]), "moderators must be finite"),
    (lambda: meta.heterogeneity(Y, V, intercept=False), "moderators must be given"),
    (
        lambda: meta.predict(meta.meta_regression(Y, V, [1, 2, 3, 5]), [[1]]),
        "rows need 2 columns, got 1",
    ),
    (
        lambda: meta.predict(
            meta.meta_regression(Y[:3], V[:3], [1, 2, 4]), [[1, 1]], rule="riley"
        ),
        "needs more studies, got 3",
    ),
    (lambda: meta.leave_one_out(Y[:2], V[:2]), "at least 3 studies"),
    (lambda: meta.influence(Y[:2], V[:2]), "at least 3 studies"),
    (lambda: meta.cumulative(Y, V, [1, 2]), "Lengths differ"),
    (lambda: meta.egger_test(Y, [0.1] * 4), "same se: nothing to regress on"),
    (lambda: meta.egger_test(Y, V, predictor="inverse-n"), "sizes must be given"),
    (lambda: meta.egger_test(Y, V, model="XX"), "model must be one of"),
    (lambda: meta.egger_test(Y[:2], V[:2]), "at least 3 studies"),
    (lambda: meta.begg_test(Y, [0.1] * 4), "variances are all"),
    (lambda: meta.trim_and_fill(Y, [0.1] * 4), "side must be given"),
    (lambda: meta.trim_and_fill(Y, V, estimator="Q0"), "estimator must be one of"),
    (lambda: meta.fail_safe_n(Y), "variances must be given"),
    (lambda: meta.fail_safe_n(Y, rule="orwin", target=0), "target must not be 0"),
    (lambda: meta.fail_safe_n([0.1, -0.1], rule="orwin"), "target must not be 0"),
    (lambda: meta.excess_significance(Y, V, alpha=0), "alpha must lie between"),
    (lambda: meta.p_curve([1.0, 0.5, 3.0]), "at least 3 significant, got 1"),
    (lambda: meta.p_curve([3.0, 3.0, NAN]), "statistics must be finite"),
    (lambda: meta.selection_model(Y, V, steps=[0.5, 0.2]), "steps must increase"),
    (lambda: meta.selection_model(Y, V, steps=[1.0]), "steps must increase"),
    (lambda: meta.selection_model(Y, V, steps=[1e-9]), "no effect with p between 0.0"),
    (lambda: meta.three_level(Y, V, [1, 1, 1, 1]), "at least 2 clusters, got 1"),
    (lambda: meta.three_level(Y, V, [1, 2, 3, 4]), "have one effect each"),
    (
        lambda: meta.correlated_effects(Y, V, G, rho=1),
        "rho must be at least 0 and below",
    ),
    (lambda: meta.correlated_effects(Y, V, G, rho=-0.1), "rho must be at least 0"),
    (
        lambda: meta.correlated_effects(Y, V, G, rho=0, components=("up",)),
        "components must be one of",
    ),
    (
        lambda: meta.correlated_effects(Y, V, G, rho=0, components=()),
        "at least one of",
    ),
    (lambda: meta.robust_regression(Y, V, G, rho=2), "rho must lie between"),
    (
        lambda: meta.robust_regression(Y, V, [1, 2, 3, 4], model="hierarchical"),
        "have one effect each",
    ),
    (
        lambda: meta.robust_regression(Y, V, G, moderators=[1, 2, 3, 5]),
        "more clusters than coefficients, got 2 and 2",
    ),
    (lambda: meta.multivariate(Y, [np.eye(2)], G, [1, 2, 1, 2]), "one matrix for each"),
    (
        lambda: meta.multivariate(Y, [np.eye(2), -np.eye(2)], G, [1, 2, 1, 2]),
        "variances must be positive",
    ),
    (
        lambda: meta.multivariate(Y, [np.eye(2), np.ones((2, 2))], G, [1, 2, 1, 2]),
        "of study '2' are not positive definite",
    ),
    (
        lambda: meta.multivariate(Y, np.array(V), [1, 2, 3, 4], ["a", "b", "a", "b"]),
        "'a' and 'b' meet in no study",
    ),
    (
        lambda: meta.multivariate(Y, np.array(V), [1] * 4, ["a", "b"] * 2),
        "at least 2 studies, got 1",
    ),
    (lambda: meta.barebones([0.1], [20]), "at least 2 values, got 1"),
    (lambda: meta.barebones([0.1, 1.0], [20, 20]), "inside \\(-1, 1\\), got"),
    (lambda: meta.barebones([0.1, 0.2], [20, 1]), "sizes must be at least 3, got"),
    (
        lambda: meta.hunter_schmidt([0.1, 0.2], [20, 20], reliability_x=[0.9, 1.2]),
        "reliability_x must lie in \\(0, 1\\], got",
    ),
    (
        lambda: meta.hunter_schmidt([0.1, 0.2], [20, 20], restriction="direct"),
        "u_ratios must be given",
    ),
    (
        lambda: meta.hunter_schmidt([0.1, 0.2], [20, 20], u_ratios=[0.5, 0.5]),
        "u_ratios need restriction",
    ),
    (
        lambda: meta.hunter_schmidt(
            [0.1, 0.2], [20, 20], u_ratios=[0.5, -0.5], restriction="direct"
        ),
        "u_ratios must be positive",
    ),
    (
        lambda: meta.hunter_schmidt(
            [0.1, 0.2],
            [20, 20],
            reliability_x=[0.1, 0.1],
            u_ratios=[2, 2],
            restriction="indirect",
        ),
        "no reliability in the population",
    ),
    (
        lambda: meta.hunter_schmidt([0.1, 0.2], [20, 20], options={"levels": 1}),
        "options must be among",
    ),
    (
        lambda: meta.mantel_haenszel([1, -1], [1, 1], [1, 1], [1, 1]),
        "treated_yes must not be negative, got",
    ),
    (
        lambda: meta.mantel_haenszel([0, 0], [5, 5], [1, 1], [1, 1]),
        "leave no odds ratio",
    ),
    (
        lambda: meta.mantel_haenszel([0, 1], [0, 5], [1, 1], [1, 1]),
        "need people, got none at 0",
    ),
    (lambda: meta.what_would_change(Y[:2], V[:2]), "at least 3 studies"),
    (lambda: meta.what_would_change(Y, V, new_variance=-1), "new_variance must be"),
    (lambda: meta.what_would_change(Y, V, sizes=[1, 2]), "Lengths differ"),
]


@pytest.mark.parametrize(("call", "message"), CASES)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_text_is_refused_as_numbers():
    with pytest.raises(TypeError, match="effects must be numeric"):
        meta.common_effect(["a", "b"], [1, 1])


def test_components_that_were_fixed_have_no_interval():
    fit = meta.correlated_effects(Y, V, G, rho=0, components=("within",))

    with pytest.raises(ValueError, match="'between' was not estimated"):
        meta.component_interval(fit, "between")
    with pytest.raises(ValueError, match="component must be one of"):
        meta.component_interval(fit, "total")


def test_multilevel_prediction_wants_no_moderators():
    fit = meta.three_level(Y, V, G, moderators=[1, 2, 3, 5])

    with pytest.raises(ValueError, match="no moderators, got 2 coefficients"):
        meta.prediction_interval_of(fit)
