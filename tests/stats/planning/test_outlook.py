"""What the standards would say of a study that goes as planned."""

import pytest

from headship.stats import planning


def test_expected_losses_are_judged_by_the_table():
    low = planning.expected_attrition(63, 63, loss_treated=0.10, loss_control=0.15)
    high = planning.expected_attrition(63, 63, loss_treated=0.10, loss_control=0.25)

    assert (low.n_treated, low.n_control) == (57, 54)
    assert low.verdict.rating.value == "low"
    assert high.verdict.rating.value == "high"
    assert high.verdict.differential == pytest.approx(100 * (16 / 63 - 6 / 63))
    assert abs(high.bias) > 0.05 > abs(low.bias)


def test_the_boundary_is_the_callers_choice():
    cautious, optimistic = (
        planning.expected_attrition(
            100, 100, loss_treated=0.20, loss_control=0.28, boundary=boundary
        )
        for boundary in ("cautious", "optimistic")
    )

    assert cautious.verdict.rating.value == "high"
    assert optimistic.verdict.rating.value == "low"


def test_no_loss_has_no_modeled_bias():
    found = planning.expected_attrition(50, 50, loss_treated=0.0, loss_control=0.1)

    assert found.bias is None


@pytest.mark.parametrize(
    ("loss", "n", "n_sites", "tier"),
    [
        (0.10, 400, 3, "tier_1"),
        (0.60, 400, 3, "tier_2"),
        (0.10, 124, 3, "tier_3"),
        (0.10, 400, 1, "tier_3"),
    ],
)
def test_reachable_tier(loss, n, n_sites, tier):
    outlook = planning.expected_attrition(
        200, 200, loss_treated=loss, loss_control=loss
    )

    verdict = planning.reachable_tier(outlook, n=n, n_sites=n_sites)

    assert verdict.rating.value == tier


def test_fifty_groups_replace_the_people():
    outlook = planning.expected_attrition(63, 63, loss_treated=0.1, loss_control=0.1)

    verdict = planning.reachable_tier(outlook, n=113, n_sites=40, n_groups_of_ten=113)

    assert verdict.rating.value == "tier_1"


@pytest.mark.parametrize(
    ("n", "loss", "message"),
    [
        (0, 0.1, "n_treated must be a whole number of at least 1"),
        (50, 1.0, r"loss_treated must lie in \[0, 1\)"),
        (1, 0.9, "leaves none of 1 units"),
    ],
)
def test_bad_expectations_are_named(n, loss, message):
    with pytest.raises(ValueError, match=message):
        planning.expected_attrition(n, 50, loss_treated=loss, loss_control=0.1)
