"""Survival curves, medians and restricted means."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import retention


def freireich(read_shared):
    rows = read_shared("reference/survival/MASS_gehan.csv")
    treated = [row for row in rows if row["treat"] == "6-MP"]
    return [
        np.array([float(row[name]) for row in treated]) for name in ("time", "cens")
    ]


def test_remission_of_leukemia(read_shared):
    """Kaplan-Meier of the 6-MP group, printed in many textbooks."""
    curve = retention.survival_curve(*freireich(read_shared))

    left = curve.left > 0
    assert curve.time[left].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert [round(float(s), 4) for s in curve.survival[left]] == [
        0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ]  # fmt: skip
    assert round(float(curve.se[left][0]), 4) == 0.0764
    assert retention.time_quantile(curve).estimate == 23
    assert retention.time_quantile(curve).interval.upper == np.inf


def test_without_censoring_the_curve_is_the_share_remaining():
    time = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0])

    curve = retention.survival_curve(time, np.ones(8))

    shares = [(time > t).mean() for t in curve.time]
    assert curve.survival == pytest.approx(shares)
    binomial = np.sqrt(np.array(shares) * (1 - np.array(shares)) / 8)
    assert curve.se[:-1] == pytest.approx(binomial[:-1])
    assert np.isnan(curve.se[-1])
    assert np.isnan(curve.lower[-1])


def test_nobody_leaving_is_a_flat_curve():
    curve = retention.survival_curve([1.0, 2.0, 3.0], [0, 0, 0])

    assert curve.survival.tolist() == [1, 1, 1]
    assert (curve.lower.tolist(), curve.upper.tolist()) == ([1, 1, 1], [1, 1, 1])
    assert curve.se.tolist() == [0, 0, 0]
    assert retention.time_quantile(curve).estimate == np.inf


@pytest.mark.parametrize("transform", ["log", "log-log", "plain", "arcsine"])
def test_limits_enclose_the_curve_and_stay_in_bounds(transform):
    rng = np.random.default_rng(1)
    time, left = rng.exponential(size=60), rng.random(60) < 0.7

    curve = retention.survival_curve(time, left, transform=transform)

    known = np.isfinite(curve.lower)
    assert (curve.lower[known] <= curve.survival[known]).all()
    assert (curve.upper[known] >= curve.survival[known]).all()
    assert curve.lower[known].min() >= 0
    assert curve.upper[known].max() <= 1


def test_late_entry_removes_people_from_earlier_risk_sets():
    time, left, entry = [2.0, 3.0, 5.0, 6.0], [1, 1, 1, 0], [0.0, 2.0, 1.0, 3.0]

    curve = retention.survival_curve(time, left, entry=entry)

    # Entering at the very time of a leaving is too late for it.
    assert curve.at_risk.tolist() == [2, 2, 2, 1]
    assert curve.survival == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 8])


@settings(deadline=None, max_examples=40)
@given(
    data=st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=2, max_size=40)
)
def test_curve_falls_and_risk_sets_shrink(data):
    time, left = zip(*data, strict=True)

    curve = retention.survival_curve(time, left)

    assert (np.diff(curve.survival) <= 1e-15).all()
    assert (np.diff(curve.at_risk) < 0).all()
    assert curve.n == len(data)
    assert curve.n_left == sum(left)
    assert (curve.left + curve.censored).sum() == len(data)


def test_order_and_copies_do_not_matter():
    rng = np.random.default_rng(2)
    time, left = rng.integers(1, 10, 50), rng.random(50) < 0.6
    order = rng.permutation(50)

    plain = retention.survival_curve(time, left)
    shuffled = retention.survival_curve(time[order], left[order])
    doubled = retention.survival_curve(np.repeat(time, 2), np.repeat(left, 2))

    assert shuffled.survival.tolist() == plain.survival.tolist()
    assert doubled.survival == pytest.approx(plain.survival)
    assert doubled.se == pytest.approx(plain.se / np.sqrt(2), nan_ok=True)


def test_median_between_two_falls_is_halfway():
    curve = retention.survival_curve([1.0, 2.0, 4.0, 8.0], [1, 1, 1, 1])

    assert retention.time_quantile(curve).estimate == 3.0
    assert retention.time_quantile(curve, 0.25).estimate == 1.5


def test_median_where_the_curve_ends_at_it():
    curve = retention.survival_curve([1.0, 2.0, 4.0, 8.0], [1, 1, 0, 0])

    assert retention.time_quantile(curve).estimate == 2.0


def test_shares_at_given_times():
    curve = retention.survival_curve([1.0, 2.0, 4.0], [1, 1, 1])

    assert retention.survival_at(curve, [0.0, 1.0, 3.9, 4.0, 50.0]) == pytest.approx(
        [1.0, 2 / 3, 1 / 3, 0.0, 0.0]
    )


def test_restricted_mean_without_censoring_is_the_mean_of_capped_times():
    time = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0])
    curve = retention.survival_curve(time, np.ones(8))

    mean = retention.restricted_mean(curve, 5.5)

    capped = np.minimum(time, 5.5)
    assert mean.estimate == pytest.approx(capped.mean())
    assert mean.se == pytest.approx(capped.std() / np.sqrt(8))
    assert mean.estimate in mean.interval


def test_restricted_mean_beyond_the_last_leaving_is_the_mean():
    time = np.array([3.0, 1.0, 4.0])
    curve = retention.survival_curve(time, np.ones(3))

    assert retention.restricted_mean(curve, 10).estimate == pytest.approx(time.mean())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: retention.survival_curve([], []), "time needs at least 1 values"),
        (lambda: retention.survival_curve([-1.0], [1]), "time must not be negative"),
        (lambda: retention.survival_curve([1.0], [2]), "left must be 0 or 1, got 2.0"),
        (lambda: retention.survival_curve([1.0, 2.0], [1]), "Lengths differ"),
        (lambda: retention.survival_curve([np.nan], [1]), "time must be finite"),
        (
            lambda: retention.survival_curve([1.0, 2.0], [1, 1], entry=[0.0, 2.0]),
            "entry must be before time, got 2.0 and 2.0 at position 1",
        ),
        (
            lambda: retention.survival_curve([1.0], [1], transform="sqrt"),
            "transform must be one of",
        ),
    ],
)
def test_bad_durations_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda c: retention.survival_at(c, [-1.0]), "times must not be negative"),
        (
            lambda c: retention.survival_at(c, [9.0]),
            "must not exceed the last observed",
        ),
        (lambda c: retention.restricted_mean(c, 0.0), "horizon must be positive"),
        (lambda c: retention.restricted_mean(c, 9.0), "must not exceed"),
        (lambda c: retention.time_quantile(c, 1.0), "share_left must lie between"),
    ],
)
def test_questions_beyond_the_data_are_refused(ask, message):
    curve = retention.survival_curve([1.0, 2.0, 4.0], [1, 1, 0])

    with pytest.raises(ValueError, match=message):
        ask(curve)
