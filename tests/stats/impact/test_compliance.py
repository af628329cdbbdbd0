"""The effect on compliers."""

import numpy as np
import pytest

from headship.stats import impact


def trial(seed=1, n=200, take_up=0.7):
    rng = np.random.default_rng(seed)
    assigned = np.tile([0.0, 1.0], n // 2)
    eager = rng.random(n)
    received = assigned * (eager < take_up)
    x = rng.normal(size=n)
    outcome = 2.0 * received + eager + x + 0.5 * rng.normal(size=n)
    return outcome, assigned, received, x


def test_effect_is_offer_over_take_up():
    outcome, assigned, received, _ = trial()

    found = impact.complier_effect(outcome, assigned, received)

    ratio = found.offer.estimate / found.take_up.estimate
    assert found.effect.estimate == pytest.approx(ratio)
    assert found.take_up.estimate == pytest.approx(received[assigned == 1].mean())
    assert found.effect.interval.lower < 2.0 < found.effect.interval.upper


def test_full_compliance_is_the_offer():
    outcome, assigned, _, _ = trial()

    found = impact.complier_effect(outcome, assigned, assigned)

    assert found.effect.estimate == pytest.approx(found.offer.estimate)
    assert found.effect.se == pytest.approx(found.offer.se)
    assert found.strength > 1e6


def test_weak_robust_interval_excludes_exactly_what_its_test_rejects():
    outcome, assigned, received, x = trial()
    cluster = np.repeat(np.arange(20), 10)

    found = impact.complier_effect(
        outcome, assigned, received, covariates=x, cluster=cluster
    )

    design = np.column_stack([assigned, np.ones(200), x])
    for end in (found.weak_robust.lower, found.weak_robust.upper):
        at_end = impact.linear_model(outcome - end * received, design, cluster=cluster)
        assert at_end.coefficients[0].p_value == pytest.approx(0.05, rel=1e-6)
    assert found.n_clusters == 20
    assert (
        found.effect.se < impact.complier_effect(outcome, assigned, received).effect.se
    )


def test_weak_take_up_has_no_bounded_interval():
    outcome, assigned, received, _ = trial(take_up=0.02)

    found = impact.complier_effect(outcome, assigned, received)

    assert found.strength < 4
    assert found.weak_robust is None


@pytest.mark.parametrize(
    ("assigned", "received", "message"),
    [
        ([1, 1, 1, 1], [1, 0, 1, 0], "assigned is always 1.0"),
        ([1, 1, 0, 0], [1, 0, 1, 0], "received does not respond"),
        ([1, 1, 0], [1, 0, 1], "Lengths differ"),
    ],
)
def test_bad_input_is_named(assigned, received, message):
    with pytest.raises(ValueError, match=message):
        impact.complier_effect([1.0, 2.0, 3.0, 5.0], assigned, received)


def test_covariate_that_is_the_assignment_is_refused():
    outcome, assigned, received, _ = trial()

    with pytest.raises(ValueError, match="design is singular"):
        impact.complier_effect(outcome, assigned, received, covariates=assigned)
