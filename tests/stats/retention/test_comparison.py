"""The log-rank family."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import retention


def data(seed=1, n=60, groups=2):
    rng = np.random.default_rng(seed)
    time = rng.integers(1, 12, n).astype(float)
    return time, rng.random(n) < 0.7, rng.integers(0, groups, n)


def by_definition(time, left, group, rho=0.0, entry=None):
    entry = np.zeros_like(time) if entry is None else entry
    labels = np.unique(group)
    observed, expected = np.zeros(len(labels)), np.zeros(len(labels))
    variance, share = np.zeros((len(labels), len(labels))), 1.0
    for t in np.unique(time[left]):
        risk, gone = (entry < t) & (time >= t), left & (time == t)
        n, d = risk.sum(), gone.sum()
        p = np.array([(risk & (group == g)).sum() for g in labels]) / n
        w = share**rho
        observed += w * np.array([(gone & (group == g)).sum() for g in labels])
        expected += w * d * p
        if n > 1:
            variance += w**2 * d * (n - d) / (n - 1) * (np.diag(p) - np.outer(p, p))
        share *= 1 - d / n
    return observed, expected, variance


def test_remission_of_leukemia(read_shared):
    """The textbook statistic is 16.79 on 1 degree of freedom."""
    rows = read_shared("reference/survival/MASS_gehan.csv")
    time, left = (np.array([float(r[k]) for r in rows]) for k in ("time", "cens"))

    test = retention.log_rank(time, left, [row["treat"] for row in rows])

    assert round(test.statistic, 2) == 16.79
    assert test.groups == ("6-MP", "control")
    assert test.n_by_group == (21, 21)


@pytest.mark.parametrize("rho", [0.0, 1.0, 0.5])
@pytest.mark.parametrize("groups", [2, 3])
def test_sums_follow_the_definition(rho, groups):
    time, left, group = data(groups=groups)

    test = retention.log_rank(time, left, group, rho=rho)

    observed, expected, variance = by_definition(time, left, group, rho)
    assert test.observed == pytest.approx(observed)
    assert test.expected == pytest.approx(expected)
    assert test.variance == pytest.approx(variance)
    gap = (observed - expected)[:-1]
    assert test.statistic == pytest.approx(
        gap @ np.linalg.solve(variance[:-1, :-1], gap)
    )
    assert test.dof == groups - 1


def test_late_entry_follows_the_definition():
    time, left, group = data()
    entry = np.random.default_rng(4).integers(0, 6, time.size).astype(float)
    keep = entry < time

    test = retention.log_rank(time[keep], left[keep], group[keep], entry=entry[keep])

    observed, expected, _ = by_definition(
        time[keep], left[keep], group[keep], entry=entry[keep]
    )
    assert test.observed == pytest.approx(observed)
    assert test.expected == pytest.approx(expected)


def test_strata_add_up():
    parts = [data(seed) for seed in (1, 2)]
    sums = [by_definition(*part) for part in parts]
    time, left, group = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )

    test = retention.log_rank(
        time, left, group, strata=np.repeat(["north", "south"], 60)
    )

    assert test.expected == pytest.approx(sums[0][1] + sums[1][1])
    assert test.variance == pytest.approx(sums[0][2] + sums[1][2])


def test_a_stratum_in_which_nobody_leaves_adds_nothing():
    time, left, group = data()
    more = [np.concatenate([a, b]) for a, b in ((time, [3.0, 4.0]), (left, [0, 0]))]

    alone = retention.log_rank(time, left, group)
    beside = retention.log_rank(
        *more, np.append(group, [0, 1]), strata=np.append(np.zeros(60, int), [1, 1])
    )

    assert beside.statistic == pytest.approx(alone.statistic)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 5_000), power=st.floats(0.2, 3.0))
def test_only_the_order_of_times_matters(seed, power):
    time, left, group = data(seed)

    plain = retention.log_rank(time, left, group)
    bent = retention.log_rank(time**power, left, 1 - group)

    assert bent.statistic == pytest.approx(plain.statistic)
    assert bent.p_value == pytest.approx(plain.p_value)


@pytest.mark.parametrize(
    ("left", "group", "message"),
    [
        ([1, 1, 0, 1], [0, 0, 0, 0], "group needs at least 2 groups, got 1"),
        ([0, 0, 0, 0], [0, 0, 1, 1], "nobody left"),
        ([1, 1, 1, 1], [0, 1], "one label for each of 4"),
        ([1, 1, 1, 1], [0, 1, np.nan, 1], "group contains a missing label"),
        ([0, 0, 0, 1], [0, 0, 0, 1], "never at risk together"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused(left, group, message):
    with pytest.raises(ValueError, match=message):
        retention.log_rank([1.0, 2.0, 3.0, 4.0], left, group)
