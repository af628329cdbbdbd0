"""Planning for a yes/no outcome."""

import pytest

from headship.stats import planning


@pytest.mark.parametrize(
    ("arm", "points"), [(62, 22.1), (100, 18.0), (200, 13.1), (400, 9.4)]
)
def test_detectable_gain_in_retention(arm, points):
    """From a base of 60 % retained, computed independently."""
    found = planning.detectable_difference(0.60, arm, arm)

    assert round(100 * found.estimate, 1) == points
    assert found.reached == pytest.approx(0.60 + found.estimate)


def test_a_decrease_mirrors_an_increase():
    up = planning.detectable_difference(0.40, 80, 60)
    down = planning.detectable_difference(0.60, 80, 60, direction="decrease")

    assert down.estimate == pytest.approx(-up.estimate)


def test_power_at_the_detectable_difference_is_the_wanted_one():
    found = planning.detectable_difference(0.60, 62, 62, power=0.9)

    power = planning.difference_power(0.60, found.reached, 62, 62)

    assert power == pytest.approx(0.9, abs=1e-6)


def test_one_tail_detects_less():
    one = planning.detectable_difference(0.60, 62, 62, tails=1)

    assert one.estimate < planning.detectable_difference(0.60, 62, 62).estimate
    assert planning.difference_power(
        0.60, one.reached, 62, 62, tails=1
    ) == pytest.approx(0.8)


def test_clustering_needs_as_many_more_people():
    plain = planning.required_people(0.60, 0.76)
    inflated = planning.required_people(0.60, 0.76, design_effect=2.0)

    assert plain == (130, 130)
    assert inflated[0] in (259, 260)


def test_required_people_reach_the_power():
    n1, n0 = planning.required_people(0.3, 0.5, ratio=2.0)

    assert n0 == 2 * n1
    assert planning.difference_power(0.3, 0.5, n1, n0) >= 0.8
    assert planning.difference_power(0.3, 0.5, n1 - 1, n0 - 2) < 0.8


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: planning.detectable_difference(1.0, 50, 50), "base must lie between"),
        (lambda: planning.detectable_difference(0.5, 0, 50), "n_treated must be pos"),
        (lambda: planning.detectable_difference(0.9, 8, 8), "no detectable increase"),
        (
            lambda: planning.detectable_difference(0.5, 50, 50, direction="both"),
            "direction must be",
        ),
        (
            lambda: planning.detectable_difference(0.5, 50, 50, power=0.01),
            "reached without any effect",
        ),
        (
            lambda: planning.detectable_difference(0.5, 50, 50, tails=0),
            "tails must be 1 or 2",
        ),
        (lambda: planning.required_people(0.5, 0.5), "reached must differ from base"),
        (lambda: planning.difference_power(0.5, 1.5, 50, 50), "reached must lie"),
    ],
)
def test_bad_questions_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
