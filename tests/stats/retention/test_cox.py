"""Proportional hazards and concordance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import retention


def data(seed=1, n=80, whole=True):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2))
    time = rng.exponential(np.exp(-0.5 * X[:, 0]))
    time = np.ceil(4 * time) if whole else time
    return time, (rng.random(n) < 0.75).astype(int), X


def log_likelihood(time, left, X, b, *, efron, entry=None):
    entry = np.zeros_like(time) - 1 if entry is None else entry
    risk, total = np.exp(X @ b), 0.0
    for t in np.unique(time[left == 1]):
        gone = (left == 1) & (time == t)
        at_risk, tied = risk[(time >= t) & (entry < t)].sum(), risk[gone].sum()
        for rank in range(gone.sum()):
            total -= np.log(at_risk - (rank / gone.sum() if efron else 0) * tied)
        total += np.log(risk[gone]).sum()
    return total


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@pytest.mark.parametrize("late", [False, True])
def test_the_maximum_is_one(ties, late):
    time, left, X = data()
    entry = np.minimum(np.arange(80) % 4, time - 1) if late else None

    fit = retention.proportional_hazards(time, left, X, ties=ties, entry=entry)

    b = np.array([e.estimate for e in fit.effects])
    options = {"efron": ties == "efron", "entry": entry}
    best = log_likelihood(time, left, X, b, **options)
    assert fit.log_likelihood == pytest.approx(best)
    assert fit.log_likelihood_null == pytest.approx(
        log_likelihood(time, left, X, 0 * b, **options)
    )
    for step in np.vstack([np.eye(2), -np.eye(2)]) * 1e-3:
        assert log_likelihood(time, left, X, b + step, **options) < best


def test_strata_have_baselines_of_their_own():
    time, left, X = data()
    strata = np.arange(80) % 2

    fit = retention.proportional_hazards(time, left, X, strata=strata)

    b = np.array([e.estimate for e in fit.effects])
    parts = [
        log_likelihood(
            time[strata == s], left[strata == s], X[strata == s], b, efron=True
        )
        for s in (0, 1)
    ]
    assert fit.log_likelihood == pytest.approx(sum(parts))


def test_a_stratum_in_which_nobody_leaves_adds_nothing():
    time, left, X = data()
    strata = np.append(np.zeros(80, int), [1, 1])
    more = np.append(time, [1.0, 2.0]), np.append(left, [0, 0])

    alone = retention.proportional_hazards(time, left, X)
    beside = retention.proportional_hazards(
        *more, np.vstack([X, [[0.1, 0.2], [0.3, 0.1]]]), strata=strata
    )
    clustered = retention.proportional_hazards(
        *more,
        np.vstack([X, [[0.1, 0.2], [0.3, 0.1]]]),
        strata=strata,
        cluster=np.arange(82),
    )

    assert beside.effects[0].estimate == pytest.approx(alone.effects[0].estimate)
    assert clustered.effects[0].estimate == pytest.approx(alone.effects[0].estimate)


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_score_residuals_are_the_change_without_a_row(ties):
    """Clusters of one: compare with the jackknife on a larger sample."""
    time, left, X = data(n=150)

    fit = retention.proportional_hazards(
        time, left, X, ties=ties, cluster=np.arange(150)
    )

    full = np.array([e.estimate for e in fit.effects])
    changes = []
    for row in range(150):
        keep = np.arange(150) != row
        without = retention.proportional_hazards(
            time[keep], left[keep], X[keep], ties=ties
        )
        changes.append(full - [e.estimate for e in without.effects])
    jackknife = np.sqrt((np.array(changes) ** 2).sum(axis=0))
    assert [e.se for e in fit.effects] == pytest.approx(jackknife, rel=0.15)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 5_000), scale=st.floats(0.01, 100.0))
def test_rescaling_a_covariate_rescales_its_effect(seed, scale):
    time, left, X = data(seed)

    plain = retention.proportional_hazards(time, left, X).effects[0]
    moved = retention.proportional_hazards(time, left, 5 + scale * X).effects[0]

    assert moved.estimate * scale == pytest.approx(plain.estimate, rel=1e-6, abs=1e-9)
    assert moved.se * scale == pytest.approx(plain.se, rel=1e-6)


def test_score_test_of_one_group_is_the_log_rank():
    time, left, X = data(whole=False)
    group = (X[:, 0] > 0).astype(float)

    fit = retention.proportional_hazards(time, left, group)
    test = retention.log_rank(time, left, group)

    twice = 2 * (fit.log_likelihood - fit.log_likelihood_null)
    assert twice == pytest.approx(test.statistic, rel=0.1)


def pairwise(time, left, score):
    good = tied = pairs = 0
    for i in range(len(time)):
        for j in range(len(time)):
            before = time[i] < time[j] or (
                time[i] == time[j] and left[i] and not left[j]
            )
            if left[i] and before:
                pairs += 1
                good += score[i] > score[j]
                tied += score[i] == score[j]
    return (good + tied / 2) / pairs


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 5_000))
def test_concordance_counts_pairs(seed):
    rng = np.random.default_rng(seed)
    time, left = rng.integers(1, 8, 25), rng.integers(0, 2, 25)
    score = rng.integers(0, 6, 25)
    left[0] = 1
    time[0], time[1] = 1, 9

    found = retention.concordance(time, left, score)

    assert found == pytest.approx(pairwise(time, left, score))


@pytest.mark.parametrize(
    ("left", "X", "options", "message"),
    [
        ([0, 0, 0, 0], [1.0, 2.0, 3.0, 5.0], {}, "nobody left"),
        ([1, 1, 1, 1], [4.0, 3.0, 2.0, 1.0], {}, "no finite maximum|separate"),
        ([1, 1, 0, 1], [1.0, 1.0, 1.0, 1.0], {}, "column 0 does not vary"),
        ([1, 1, 0, 1], [[1.0, 2], [3, 6], [2, 4], [0, 0]], {}, "collinear"),
        ([1, 1, 0, 1], [1.0, 3.0, 2.0, 1.0], {"ties": "exact"}, "ties must be one of"),
    ],
)
def test_impossible_fits_are_refused(left, X, options, message):
    with pytest.raises(ValueError, match=message):
        retention.proportional_hazards([1.0, 2.0, 3.0, 4.0], left, X, **options)


def test_concordance_without_pairs_is_refused():
    with pytest.raises(ValueError, match="no pair of people"):
        retention.concordance([1.0, 2.0], [0, 1], [1.0, 2.0])
