"""How much bias would change the inference."""

import numpy as np
import pytest

from headship.stats import impact


def test_significant_estimate_at_its_threshold_is_no_longer_robust():
    found = impact.bias_to_change(0.5, 0.1, n=80, n_covariates=2)

    moved = impact.bias_to_change(found.threshold, 0.1, n=80, n_covariates=2)

    assert found.is_significant
    assert found.dof == 76
    assert moved.bias_share == pytest.approx(0.0, abs=1e-12)
    assert moved.n_replaced == 0


def test_confounder_moves_t_to_its_critical_value():
    """Partial out a confounder of that correlation and look at the t that is left."""
    found = impact.bias_to_change(0.5, 0.1, n=80)
    r = 5.0 / np.sqrt(25.0 + found.dof)
    c2 = found.confounder**2
    partial = (r - c2) / (1 - c2)

    left = partial / np.sqrt(1 - partial**2) * np.sqrt(found.dof)

    assert left * 0.1 == pytest.approx(found.threshold)


def test_insignificant_estimate_says_how_far_it_fell_short():
    found = impact.bias_to_change(-0.1, 0.1, n=80)

    assert not found.is_significant
    assert found.threshold < -0.1
    assert found.bias_share == pytest.approx(1 - 0.1 / abs(found.threshold))
    assert 0 < found.confounder < 1


def test_one_tail_needs_less():
    two = impact.bias_to_change(0.5, 0.1, n=80)
    one = impact.bias_to_change(0.5, 0.1, n=80, tails=1)

    assert one.bias_share > two.bias_share


def test_degrees_of_freedom_may_be_given():
    assert impact.bias_to_change(0.5, 0.1, n=80, dof=12.5).dof == 12.5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"se": 0.0}, "se must be positive"),
        ({"n": 1}, "n must be a whole number of at least 2"),
        ({"n": 3, "n_covariates": 1}, "no degrees of freedom"),
        ({"tails": 3}, "tails must be 1 or 2"),
        ({"alpha": 0.0}, "alpha must lie between"),
        ({"estimate": np.nan}, "estimate must be a finite number"),
    ],
)
def test_bad_input_is_named(options, message):
    given = {"estimate": 0.5, "se": 0.1, "n": 50} | options

    with pytest.raises(ValueError, match=message):
        impact.bias_to_change(given.pop("estimate"), given.pop("se"), **given)


@pytest.mark.parametrize(
    ("estimate", "options", "expected"),
    [
        (3.9, {}, 7.26),
        (1 / 3.9, {}, 7.26),
        (0.80, {}, 1.81),
        (1.0, {}, 1.0),
        (0.0, {"scale": "smd"}, 1.0),
        (4.0, {"scale": "odds ratio"}, 3.41),
        (4.0, {"scale": "odds ratio", "is_rare": True}, 7.46),
        (1.0, {"scale": "hazard ratio"}, 1.0),
    ],
)
def test_e_value_of_an_estimate(estimate, options, expected):
    assert impact.e_value(estimate, **options).estimate == pytest.approx(
        expected, abs=0.006
    )


def test_e_value_of_hazard_ratio_follows_the_conversion():
    found = impact.e_value(2.0, scale="hazard ratio")

    root = np.sqrt(2.0)
    assert found.risk_ratio == pytest.approx((1 - 0.5**root) / (1 - 0.5 ** (1 / root)))


def test_e_value_of_an_interval_that_holds_the_null_is_one():
    assert impact.e_value(0.9, lower=0.7, upper=1.1).limit == 1.0
    assert impact.e_value(0.8, lower=0.7, upper=0.9).limit == pytest.approx(
        impact.e_value(0.9).estimate
    )
    assert np.isnan(impact.e_value(0.9).limit)


@pytest.mark.parametrize(
    ("estimate", "options", "message"),
    [
        (-1.0, {}, "estimate must be positive"),
        (2.0, {"lower": 1.0}, "must be given together"),
        (2.0, {"lower": 2.5, "upper": 3.0}, "must enclose 2.0"),
        (2.0, {"scale": "ratio"}, "scale must be one of"),
    ],
)
def test_bad_e_value_input_is_named(estimate, options, message):
    with pytest.raises(ValueError, match=message):
        impact.e_value(estimate, **options)
