"""Linear mixed models."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import impact
from headship.stats.impact import RandomTerm


def trial(seed=1, schools=12, size=5, *, slope=0.0):
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(schools), size)
    treated = (school % 2).astype(float)
    x = rng.normal(size=school.size)
    y = 0.4 * treated + 0.5 * x + rng.normal(size=schools)[school]
    y += slope * rng.normal(size=schools)[school] * x + rng.normal(size=school.size)
    return y, np.column_stack([np.ones(school.size), treated, x]), school, x


def dense_deviance(y, X, Zs, variances, residual):
    V = residual * np.eye(y.size)
    for Z, covariance in zip(Zs, variances, strict=True):
        blocks = np.kron(np.eye(Z.shape[1] // len(covariance)), covariance)
        V += Z @ blocks @ Z.T
    information = X.T @ np.linalg.solve(V, X)
    b = np.linalg.solve(information, X.T @ np.linalg.solve(V, y))
    e = y - X @ b
    dof = y.size - X.shape[1]
    log_dets = np.linalg.slogdet(V)[1] + np.linalg.slogdet(information)[1]
    return dof * np.log(2 * np.pi) + log_dets + e @ np.linalg.solve(V, e)


def expanded(codes, columns):
    levels, q = codes.max() + 1, columns.shape[1]
    Z = np.zeros((codes.size, levels * q))
    for row, code in enumerate(codes):
        Z[row, code * q : (code + 1) * q] = columns[row]
    return Z


def test_balanced_trial_is_a_t_test_of_school_means():
    y, X, school, _ = trial()
    means = y.reshape(12, 5).mean(axis=1)
    treated, control = means[1::2], means[::2]
    pooled = (treated.var(ddof=1) + control.var(ddof=1)) / 2

    fit = impact.mixed_model(y, X[:, :2], [RandomTerm(name="school", groups=school)])

    effect = fit.coefficients[1]
    assert effect.estimate == pytest.approx(treated.mean() - control.mean())
    assert effect.se == pytest.approx(np.sqrt(pooled * 2 / 6), rel=1e-7)
    assert effect.dof == pytest.approx(10, rel=1e-5)


@pytest.mark.parametrize("correlated", [True, False])
def test_random_slopes_report_the_likelihood_of_their_variances(correlated):
    y, X, school, x = trial(slope=0.8)
    term = RandomTerm(name="school", groups=school, slopes=x, correlated=correlated)

    fit = impact.mixed_model(y, X, [term])

    Z = expanded(school, np.column_stack([np.ones_like(x), x]))
    covariance = fit.components["school"]
    assert (covariance[0, 1] == 0) is not correlated
    assert fit.criterion == pytest.approx(
        dense_deviance(y, X, [Z], [covariance], fit.residual), rel=1e-11
    )


def test_crossed_random_slopes_report_the_likelihood_of_their_variances():
    rng = np.random.default_rng(6)
    a, b = rng.integers(0, 15, 160), rng.integers(0, 9, 160)
    x = rng.normal(size=160)
    y = rng.normal(size=15)[a] + rng.normal(size=9)[b] + rng.normal(size=15)[a] * x
    y += 0.6 * rng.normal(size=9)[b] * x + 0.5 * rng.normal(size=160)
    X = np.column_stack([np.ones(160), x])
    terms = [RandomTerm(name=n, groups=g, slopes=x) for n, g in (("a", a), ("b", b))]

    fit = impact.mixed_model(y, X, terms)
    adjusted = impact.mixed_model(y, X, terms, dof="kenward-roger")

    Zs = [expanded(g, X) for g in (a, b)]
    covariances = [fit.components["a"], fit.components["b"]]
    best = dense_deviance(y, X, Zs, covariances, fit.residual)
    assert fit.criterion == pytest.approx(best, rel=1e-11)
    nearby = [c * (1 + d) for c, d in zip(covariances, (1e-3, -1e-3), strict=True)]
    assert dense_deviance(y, X, Zs, nearby, fit.residual) > best
    assert adjusted.coefficients[1].dof == pytest.approx(
        fit.coefficients[1].dof, rel=0.1
    )


def test_three_levels_are_nested_whatever_their_order():
    rng = np.random.default_rng(2)
    room = np.repeat(np.arange(24), 5)
    school = room // 4
    y = rng.normal(size=6)[school] + rng.normal(size=24)[room] + rng.normal(size=120)
    X = np.column_stack([np.ones(120), (school % 2).astype(float)])
    terms = [
        RandomTerm(name="room", groups=room),
        RandomTerm(name="school", groups=school),
    ]

    fit = impact.mixed_model(y, X, terms)
    turned = impact.mixed_model(y, X, terms[::-1])

    Zs = [expanded(codes, np.ones((120, 1))) for codes in (room, school)]
    covariances = [fit.components["room"], fit.components["school"]]
    assert fit.criterion == pytest.approx(
        dense_deviance(y, X, Zs, covariances, fit.residual), rel=1e-11
    )
    assert turned.criterion == pytest.approx(fit.criterion, rel=1e-12)
    assert fit.n_levels == {"room": 24, "school": 6}


def test_no_variation_between_schools_is_ordinary_least_squares():
    y = np.tile([1.0, 2.0, 4.0, 7.0], 6)
    school = np.repeat(np.arange(6), 4)
    X = np.column_stack([np.ones(24), np.tile([0.0, 1.0, 0.0, 1.0], 6)])

    fit = impact.mixed_model(y, X, [RandomTerm(name="school", groups=school)])

    b, residual = np.linalg.lstsq(X, y, rcond=None)[:2]
    assert fit.singular
    assert [c.estimate for c in fit.coefficients] == pytest.approx(b)
    assert fit.residual == pytest.approx(residual[0] / 22)
    assert fit.coefficients[1].dof == pytest.approx(22, rel=1e-4)


@pytest.mark.parametrize(("rule", "expected"), [("residual", 57.0), ("normal", np.inf)])
def test_simple_degrees_of_freedom(rule, expected):
    y, X, school, _ = trial()

    fit = impact.mixed_model(
        y, X, [RandomTerm(name="school", groups=school)], dof=rule, confidence=0.9
    )

    effect = fit.coefficients[1]
    assert effect.dof == expected
    assert effect.interval.confidence == 0.9
    assert effect.estimate in effect.interval


@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000), shift=st.floats(-100, 100))
def test_effects_ignore_a_shift_of_the_outcome(seed, shift):
    y, X, school, _ = trial(seed)
    terms = [RandomTerm(name="school", groups=school)]

    plain = impact.mixed_model(y, X, terms).coefficients
    moved = impact.mixed_model(y + shift, X, terms).coefficients

    assert moved[0].estimate - shift == pytest.approx(plain[0].estimate, abs=1e-7)
    assert moved[1].estimate == pytest.approx(plain[1].estimate, abs=1e-7)
    assert moved[1].dof == pytest.approx(plain[1].dof, rel=1e-4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"method": "MLE"}, "method must be one of"),
        ({"dof": "kr"}, "dof must be one of"),
        ({"confidence": 1.5}, "confidence must lie between"),
        ({"dof": "kenward-roger", "method": "ML"}, 'needs method "REML"'),
        ({"design": np.ones((60, 2))}, "design is singular: column 1"),
        ({"design": np.zeros((60, 1))}, "all-zero column 0"),
        ({"design": np.ones((59, 1))}, "Lengths differ"),
        ({"design": np.eye(60)}, "60 columns for 60 rows"),
    ],
)
def test_bad_arguments_are_named(change, message):
    y, X, school, _ = trial()
    given = {"design": X} | change

    with pytest.raises(ValueError, match=message):
        impact.mixed_model(
            y, given.pop("design"), [RandomTerm(name="school", groups=school)], **given
        )


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ([RandomTerm(name="s", groups=[0, 1] * 30)] * 2, "distinct names"),
        (
            [RandomTerm(name="s", groups=[0, 1] * 30, intercept=False)],
            "neither an intercept nor slopes",
        ),
        (
            [RandomTerm(name="s", groups=[0, 1] * 30, slopes=[1.0, 2.0])],
            "slopes of 's' has 2 rows, expected 60",
        ),
    ],
)
def test_bad_terms_are_named(terms, message):
    y, X, _, _ = trial()

    with pytest.raises(ValueError, match=message):
        impact.mixed_model(y, X, terms)


def test_kenward_roger_refuses_a_system_too_large_to_hold():
    rng = np.random.default_rng(4)
    group = np.repeat(np.arange(3_100), 2)
    y = rng.normal(size=6_200) + rng.normal(size=3_100)[group]

    with pytest.raises(ValueError, match='use "satterthwaite"'):
        impact.mixed_model(
            y,
            np.ones((6_200, 1)),
            [RandomTerm(name="g", groups=group)],
            dof="kenward-roger",
        )


def test_the_units_of_a_slope_do_not_matter():
    y, X, school, x = trial(slope=0.8)

    fits = [
        impact.mixed_model(
            y, X, [RandomTerm(name="school", groups=school, slopes=x * unit)]
        )
        for unit in (1.0, 1e5)
    ]

    assert fits[1].criterion == pytest.approx(fits[0].criterion, rel=1e-9)
    assert fits[1].components["school"][1, 1] * 1e10 == pytest.approx(
        fits[0].components["school"][1, 1], rel=1e-5
    )
    assert fits[1].components["school"][0, 1] * 1e5 == pytest.approx(
        fits[0].components["school"][0, 1], rel=1e-4
    )


@pytest.mark.parametrize("slopes", [None, [0.0, 1.0, 2.0] * 4])
def test_no_variation_within_schools_is_refused(slopes):
    school = np.repeat(np.arange(4), 3)
    y = np.array([1.0, 2.0, 4.0, 9.0])[school]
    if slopes is not None:
        y = y + np.array([1.0, 3.0, 2.0, 5.0])[school] * np.array(slopes)

    with pytest.raises(ValueError, match="the residual variance is zero"):
        impact.mixed_model(
            y,
            np.ones((12, 1)),
            [RandomTerm(name="school", groups=school, slopes=slopes)],
        )


def test_outcome_explained_by_the_design_is_refused():
    x = np.arange(12.0)

    with pytest.raises(ValueError, match="fitted exactly by the design"):
        impact.mixed_model(
            3.0 * x,
            np.column_stack([np.ones(12), x]),
            [RandomTerm(name="school", groups=np.repeat(np.arange(4), 3))],
        )


def test_slope_of_zeros_is_refused():
    y, X, school, _ = trial()

    with pytest.raises(ValueError, match="a column of zeros"):
        impact.mixed_model(
            y, X, [RandomTerm(name="s", groups=school, slopes=np.zeros(60))]
        )
