"""Randomization inference re-enacts the assignment."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import impact
from headship.stats.planning import Blocked, Clustered, Complete, Stepped, paired


def rng(seed=1):
    return np.random.default_rng(seed)


def test_lady_tasting_tea():
    """Fisher's eight cups: all four told right has probability 1 in 70."""
    cups = [1, 0, 0, 1, 1, 0, 0, 1]

    test = impact.randomization_test(cups, cups, Complete(8, 4), alternative="greater")

    assert (test.n_extreme, test.n_draws, test.exact) == (1, 70, True)
    assert test.p_value == pytest.approx(1 / 70)


@pytest.mark.parametrize(("alternative", "share"), [("greater", 1 / 20), ("less", 1.0)])
def test_one_sided_alternatives(alternative, share):
    test = impact.randomization_test(
        [9, 8, 7, 3, 2, 1], [1, 1, 1, 0, 0, 0], Complete(6, 3), alternative=alternative
    )

    assert test.p_value == pytest.approx(share)
    assert test.interval is None


def test_exact_and_drawn_agree():
    outcome, treated = rng().normal(size=12), np.tile([1, 0], 6)
    listed = impact.randomization_test(outcome, treated, Complete(12, 6))
    large = Complete(24, 12)
    twice = np.concatenate([outcome, outcome])

    drawn = impact.randomization_test(
        twice, np.tile([1, 0], 12), large, rng=rng(), draws=20_000
    )

    assert listed.exact
    assert not drawn.exact
    assert drawn.n_draws == 20_000
    # The variance of a difference of means over assignments is known exactly.
    expected = np.sqrt(twice.var(ddof=1) * (1 / 12 + 1 / 12))
    assert drawn.se == pytest.approx(expected, rel=0.02)
    assert listed.se == pytest.approx(np.sqrt(outcome.var(ddof=1) / 3), rel=1e-9)


def test_interval_holds_what_is_not_rejected():
    outcome = np.array([9.1, 8.3, 7.2, 6.1, 3.3, 2.4, 1.5, 0.6])
    treated = np.array([1, 1, 1, 1, 0, 0, 0, 0])
    mechanism = Complete(8, 4)

    test = impact.randomization_test(outcome, treated, mechanism, confidence=0.9)

    def p_value(effect):
        moved = outcome - effect * treated
        return impact.randomization_test(moved, treated, mechanism).p_value

    inside = 1e-6
    assert p_value(test.interval.lower + inside) > 0.1
    assert p_value(test.interval.upper - inside) > 0.1
    assert p_value(test.interval.lower - inside) <= 0.1
    assert p_value(test.interval.upper + inside) <= 0.1
    assert test.estimate in test.interval


def test_interval_is_unbounded_where_nothing_can_be_rejected():
    test = impact.randomization_test([3.0, 1.0], [1, 0], Complete(2, 1))

    assert test.p_value == 1.0
    assert (test.interval.lower, test.interval.upper) == (-np.inf, np.inf)


def test_paired_differences_flip_signs():
    gaps = np.array([3.0, 1.0, 2.0, -1.0])
    outcome = np.column_stack([gaps, np.zeros(4)]).ravel()
    pairs, first = np.repeat(np.arange(4), 2), np.tile([1, 0], 4)

    test = impact.randomization_test(outcome, first, paired(pairs))

    assert test.n_draws == 16
    assert test.estimate == pytest.approx(gaps.mean())
    # A sum of 5 or more: all signs kept, or either 1 flipped; and their mirrors.
    assert test.n_extreme == 6


def test_within_blocks_weights_blocks_by_size():
    blocks = np.array([0, 0, 0, 0, 1, 1])
    treated = np.array([1, 1, 0, 0, 1, 0])
    outcome = np.array([5.0, 7.0, 1.0, 3.0, 20.0, 10.0])
    mechanism = Blocked(blocks, {0: 2, 1: 1})

    test = impact.randomization_test(
        outcome, treated, mechanism, statistic="within blocks", blocks=blocks
    )

    assert test.estimate == pytest.approx((4 * 4 + 2 * 10) / 6)
    assert test.n_draws == 12


def test_a_block_in_one_condition_has_no_weight():
    blocks = np.array([0, 0, 0, 1, 1])
    mechanism = Blocked(blocks, {0: 1, 1: 2})

    test = impact.randomization_test(
        [4.0, 1.0, 1.0, 50.0, 60.0],
        [1, 0, 0, 1, 1],
        mechanism,
        statistic="within blocks",
        blocks=blocks,
    )

    assert test.estimate == pytest.approx(3.0)


def test_clusters_move_as_one():
    cluster = np.repeat([10, 20, 30, 40], 3)
    treated = np.isin(cluster, [10, 30]).astype(int)
    outcome = rng().normal(size=12) + 5.0 * treated

    test = impact.randomization_test(
        outcome, treated, Clustered(cluster, Complete(4, 2))
    )

    assert test.n_draws == 6
    assert test.p_value == pytest.approx(2 / 6)


def test_studentized_statistic_is_welch():
    outcome = np.array([3.0, 4.0, 8.0, 1.0, 2.0, 2.5])
    treated = np.array([1, 1, 1, 0, 0, 0])
    a, b = outcome[:3], outcome[3:]

    test = impact.randomization_test(
        outcome, treated, Complete(6, 3), statistic="studentized"
    )

    welch = (a.mean() - b.mean()) / np.sqrt(a.var(ddof=1) / 3 + b.var(ddof=1) / 3)
    assert test.estimate == pytest.approx(welch)
    assert test.interval is None


def test_rank_statistic_ignores_the_scale():
    outcome = rng().normal(size=10)
    treated = np.tile([1, 0], 5)

    plain = impact.randomization_test(
        outcome, treated, Complete(10, 5), statistic="rank"
    )
    bent = impact.randomization_test(
        np.exp(outcome), treated, Complete(10, 5), statistic="rank"
    )

    assert plain.p_value == bent.p_value


def test_covariates_sharpen_the_test():
    generator = rng(3)
    x = 5.0 * generator.normal(size=40)
    treated = np.tile([1, 0], 20)
    outcome = x + 1.0 * treated + 0.3 * generator.normal(size=40)
    mechanism = Complete(40, 20)

    raw = impact.randomization_test(outcome, treated, mechanism, rng=rng())
    adjusted = impact.randomization_test(
        outcome, treated, mechanism, rng=rng(), covariates=x
    )

    assert adjusted.se < raw.se / 3
    assert adjusted.p_value < 0.001 < raw.p_value


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), shift=st.floats(-50, 50))
def test_p_value_ignores_shift_and_sign(seed, shift):
    outcome = rng(seed).normal(size=8)
    treated = np.tile([1, 0], 4)
    mechanism = Complete(8, 4)

    plain = impact.randomization_test(outcome, treated, mechanism).p_value

    assert impact.randomization_test(
        shift - outcome, treated, mechanism
    ).p_value == pytest.approx(plain)


def test_same_seed_same_answer():
    outcome, treated = rng().normal(size=60), np.tile([1, 0], 30)

    tests = [
        impact.randomization_test(
            outcome, treated, Complete(60, 30), rng=rng(7), draws=500
        )
        for _ in range(2)
    ]

    assert tests[0] == tests[1]


def two_way_coefficient(Y, starts):
    units, periods = Y.shape
    on = (starts[:, None] > 0) & (np.arange(1, periods + 1) >= starts[:, None])
    unit = np.kron(np.eye(units), np.ones((periods, 1)))
    time = np.kron(np.ones((units, 1)), np.eye(periods)[:, 1:])
    X = np.column_stack([on.ravel().astype(float), unit, time])
    return np.linalg.lstsq(X, Y.ravel(), rcond=None)[0][0]


def test_stepped_wedge_estimate_is_the_two_way_regression():
    starts = np.array([2, 2, 3, 3, 4, 0])
    Y = rng().normal(size=(6, 4)) + 2.0 * (np.arange(1, 5) >= 3)

    test = impact.stepped_wedge_test(Y, starts, Stepped(starts))

    assert test.estimate == pytest.approx(two_way_coefficient(Y, starts))
    assert test.n_draws == 180
    assert test.exact


def test_stepped_wedge_interval_moves_with_the_effect():
    starts = np.array([2, 2, 3, 3, 4, 4, 0, 0])
    on = (starts[:, None] > 0) & (np.arange(1, 5) >= starts[:, None])
    Y = rng(2).normal(size=(8, 4))

    plain = impact.stepped_wedge_test(Y, starts, Stepped(starts))
    moved = impact.stepped_wedge_test(Y + 3.0 * on, starts, Stepped(starts))

    assert moved.interval.lower == pytest.approx(plain.interval.lower + 3, abs=1e-3)
    assert moved.interval.upper == pytest.approx(plain.interval.upper + 3, abs=1e-3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"treated": [1, 1, 1, 1, 0, 0]}, "4 of 6 treated"),
        ({"treated": [2, 1, 0, 0, 0, 0]}, "treated must be 0 or 1, got 2.0"),
        ({"mechanism": Complete(7, 3)}, "mechanism assigns 7 units, outcome has 6"),
        ({"statistic": "median"}, "statistic must be one of"),
        ({"alternative": "both"}, "alternative must be one of"),
        ({"draws": 0}, "draws must be a whole number of at least 1"),
        ({"statistic": "within blocks"}, "blocks is needed"),
        ({"outcome": [1, 2, 3, 4, 5, np.nan]}, "outcome must be finite"),
        ({"outcome": [1.0] * 6, "statistic": "studentized"}, "does not vary"),
    ],
)
def test_bad_input_is_named(change, message):
    given = {
        "outcome": [9, 8, 7, 3, 2, 1],
        "treated": [1, 1, 1, 0, 0, 0],
        "mechanism": Complete(6, 3),
    } | change

    with pytest.raises(ValueError, match=message):
        impact.randomization_test(
            given.pop("outcome"), given.pop("treated"), given.pop("mechanism"), **given
        )


def test_studentizing_needs_two_in_each_condition():
    with pytest.raises(ValueError, match="2 units in each condition"):
        impact.randomization_test(
            [1.0, 2.0, 4.0], [1, 0, 0], Complete(3, 1), statistic="studentized"
        )


def test_drawing_needs_a_generator():
    with pytest.raises(ValueError, match="rng is needed"):
        impact.randomization_test(
            np.arange(60.0), np.tile([1, 0], 30), Complete(60, 30)
        )


@pytest.mark.parametrize(
    ("starts", "message"),
    [
        ([2, 2, 2, 5], "whole periods from 0 to 3"),
        ([2, 2, 2, 3], "could not come from the mechanism"),
    ],
)
def test_bad_starts_are_named(starts, message):
    with pytest.raises(ValueError, match=message):
        impact.stepped_wedge_test(np.eye(4, 3), starts, Stepped([2, 2, 3, 3]))


def test_starts_without_contrast_are_refused():
    with pytest.raises(ValueError, match="no contrast"):
        impact.stepped_wedge_test(np.eye(4, 3), [1, 1, 0, 0], Stepped([1, 1, 0, 0]))
