"""Mechanisms, re-randomization, blocks and balance."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import impact, planning
from headship.stats.planning import (
    Blocked,
    Clustered,
    Complete,
    Rerandomized,
    Stepped,
    paired,
)


def rng(seed=1):
    return np.random.default_rng(seed)


MECHANISMS = [
    Complete(6, 2),
    Blocked(["a", "b", "a", "b", "b"], {"a": 1, "b": 2}),
    paired([3, 3, 1, 1, 2, 2]),
    Clustered([1, 1, 2, 3, 3, 4], Complete(4, 2)),
    Stepped([1, 2, 2, 3]),
    Clustered([1, 1, 2, 3], Stepped([0, 2, 3])),
    Rerandomized(Complete(6, 3), [[1], [2], [3], [4], [5], [7]], 0.5),
]


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda m: type(m).__name__)
def test_draws_are_the_listed_assignments_equally_often(mechanism):
    listed = np.concatenate(list(mechanism.every()))
    drawn = Counter(map(tuple, mechanism.draw(6_000, rng()).tolist()))

    assert len({tuple(row) for row in listed.tolist()}) == len(listed)
    assert set(drawn) == set(map(tuple, listed.tolist()))
    expected = 6_000 / len(listed)
    # Five standard deviations of a binomial count.
    assert max(abs(n - expected) for n in drawn.values()) < 5 * np.sqrt(expected)


@pytest.mark.parametrize("mechanism", MECHANISMS[:-1], ids=lambda m: type(m).__name__)
def test_count_is_the_number_listed(mechanism):
    assert mechanism.count == sum(len(batch) for batch in mechanism.every())


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda m: type(m).__name__)
def test_only_own_assignments_are_possible(mechanism):
    drawn = mechanism.draw(1, rng())[0]

    assert mechanism.possible(drawn)
    assert not mechanism.possible(np.zeros(mechanism.n))
    assert not mechanism.possible(drawn[:-1])


def test_split_clusters_are_impossible():
    mechanism = Clustered([1, 1, 2, 2], Complete(2, 1))

    assert not mechanism.possible([1, 0, 1, 0])


def test_listing_more_than_one_batch():
    mechanism = Complete(16, 8)

    batches = [len(batch) for batch in mechanism.every()]

    assert sum(batches) == 12_870
    assert len(batches) > 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Complete(1, 1), "size must be a whole number of at least 2"),
        (lambda: Complete(4, 4), "n_treated must be below the 4 units"),
        (lambda: Complete(4, 0), "n_treated must be a whole number of at least 1"),
        (lambda: Blocked([1, 1, 2], {1: 1}), "n_treated lacks block 2"),
        (lambda: Blocked([1, 1], {1: 3}), "more than its 2 units"),
        (lambda: paired([1, 1, 2]), "2 has 1"),
        (lambda: Clustered([1, 2, 3], Complete(4, 2)), "3 labels for a mechanism of 4"),
        (lambda: Stepped([2, 2]), "at least two different starting periods"),
        (lambda: Rerandomized(Complete(4, 2), [[1], [2]]), "2 rows for 4 units"),
        (lambda: Rerandomized(Complete(2, 1), [[1], [2]], 0.0), "acceptance must lie"),
    ],
)
def test_impossible_mechanisms_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_assignment_repeats_with_its_seed():
    first, again, other = (
        planning.assign(Complete(40, 20), rng=rng(seed)) for seed in (7, 7, 8)
    )

    assert first.tolist() == again.tolist() != other.tolist()
    assert first.sum() == 20


def test_rerandomization_bounds_the_distance():
    X = rng(3).normal(size=(40, 3))
    mechanism = Rerandomized(Complete(40, 20), X, 0.01)

    drawn = mechanism.draw(50, rng())

    reports = [planning.balance_report(w, X, ["a", "b", "c"]) for w in drawn]
    assert drawn.shape == (50, 40)
    assert max(report.distance for report in reports) <= mechanism.max_distance
    # The threshold is the 1 % quantile of chi-squared with 3 degrees of freedom.
    assert mechanism.max_distance == pytest.approx(0.1148, abs=1e-4)


def test_hopeless_rerandomization_stops():
    X = [[0.0], [0.0], [0.0], [100.0]]

    with pytest.raises(ValueError, match="admits none of"):
        Rerandomized(Complete(4, 2), X, 1e-6).draw(1, rng())


def test_rerandomized_inference_is_sharper():
    generator = rng(5)
    x = generator.normal(size=40)
    mechanism = Rerandomized(Complete(40, 20), x[:, None], 0.02)
    w = planning.assign(mechanism, rng=generator)
    y = 3.0 * x + w + 0.3 * generator.normal(size=40)

    plain = impact.randomization_test(y, w, Complete(40, 20), rng=rng(), draws=2_000)
    aware = impact.randomization_test(y, w, mechanism, rng=rng(), draws=2_000)

    assert aware.se < plain.se / 3


def test_pairs_are_the_neighbors_on_a_line():
    blocks = planning.matched_blocks([[1.0], [1.1], [5.0], [5.2], [9.0], [9.3]])

    assert blocks[0] == blocks[1]
    assert blocks[2] == blocks[3]
    assert blocks[4] == blocks[5]
    assert len(set(blocks.tolist())) == 3


@settings(deadline=None, max_examples=30)
@given(n=st.integers(4, 60), size=st.integers(2, 4), seed=st.integers(0, 999))
def test_blocks_have_their_size_and_one_the_rest(n, size, seed):
    blocks = planning.matched_blocks(rng(seed).normal(size=(n, 2)), size=size)

    counts = sorted(np.bincount(blocks).tolist())
    assert counts[:-1] == [size] * (len(counts) - 1)
    assert size <= counts[-1] < 2 * size
    assert sum(counts) == n


@pytest.mark.parametrize(
    ("X", "size", "message"),
    [
        ([[1.0], [2.0]], 1, "size must be a whole number of at least 2"),
        ([[1.0], [2.0]], 3, "size must be at most the 2 units"),
        ([[1.0], [1.0]], 2, "column 0 does not vary"),
    ],
)
def test_impossible_blocks_are_refused(X, size, message):
    with pytest.raises(ValueError, match=message):
        planning.matched_blocks(X, size=size)


def test_balance_of_each_covariate_and_of_all():
    generator = rng(2)
    X = generator.normal(size=(30, 2))
    w = np.tile([1, 0], 15)

    report = planning.balance_report(w, X, ["size", "score"])

    a, b = X[w == 1], X[w == 0]
    gap = a.mean(axis=0) - b.mean(axis=0)
    pooled = np.sqrt((a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1)) / 2)
    expected = (1 - 3 / (4 * 30 - 9)) * gap / pooled
    assert [c.difference for c in report.covariates] == pytest.approx(expected)
    assert abs(report.largest) == pytest.approx(np.abs(expected).max())
    assert report.covariates[0].variance_ratio == pytest.approx(
        a[:, 0].var() / b[:, 0].var()
    )
    S = np.cov(X.T)
    assert report.distance == pytest.approx(7.5 * gap @ np.linalg.solve(S, gap))
    assert report.dof == 2
    assert 0 < report.p_value < 1


def test_repeated_covariates_count_once():
    x = rng(2).normal(size=20)
    w = np.tile([1, 0], 10)

    once = planning.balance_report(w, x[:, None], ["x"])
    twice = planning.balance_report(w, np.column_stack([x, 2 * x]), ["x", "again"])

    assert twice.dof == 1
    assert twice.distance == pytest.approx(once.distance)


def test_a_covariate_constant_in_one_condition_has_no_ratio():
    report = planning.balance_report([1, 1, 0, 0], [[1], [2], [3], [3]], ["x"])

    assert report.covariates[0].variance_ratio == np.inf


@pytest.mark.parametrize(
    ("w", "names", "message"),
    [
        ([1, 0, 0, 0], ["x"], "2 units in each condition, got 1"),
        ([1, 1, 2, 0], ["x"], "treated must be 0 or 1, got 2.0"),
        ([1, 1, 0, 0], ["x", "y"], "names has 2 names for 1"),
        ([1, 0, 1], ["x"], "Lengths differ"),
    ],
)
def test_bad_balance_input_is_named(w, names, message):
    with pytest.raises(ValueError, match=message):
        planning.balance_report(w, [[1.0], [2.0], [3.0], [5.0]], names)


def test_covariate_that_only_separates_the_conditions_is_refused():
    with pytest.raises(ValueError, match="'x' does not vary within"):
        planning.balance_report([1, 1, 0, 0], [[1.0], [1.0], [2.0], [2.0]], ["x"])
