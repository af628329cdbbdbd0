"""Difference in differences with a staggered start."""

import numpy as np
import pytest

from headship.stats import impact


def panel(seed=1, units=60, periods=5, *, effect=1.0):
    rng = np.random.default_rng(seed)
    start = rng.choice([0, 3, 4], size=units)
    x = rng.normal(size=units) + 0.5 * (start > 0)
    unit, period = (
        np.repeat(np.arange(units), periods),
        np.tile(np.arange(1, periods + 1), units),
    )
    begun = (start[unit] > 0) & (period >= start[unit])
    y = rng.normal(size=units)[unit] + 0.3 * period + effect * begun
    y = y + 0.4 * x[unit] * period + 0.2 * rng.normal(size=unit.size)
    return y, unit, period, start[unit], x[unit]


def by_hand(y, period, start, effect):
    group, t, base = effect.group, effect.period, effect.base

    def change(rows):
        return y[rows & (period == t)].mean() - y[rows & (period == base)].mean()

    return change(start == group) - change(start == 0)


def test_effects_are_differences_of_mean_changes():
    y, unit, period, start, _ = panel()

    found = impact.group_time_effects(y, unit, period, start)

    assert [(e.group, e.period, e.base) for e in found.effects] == [
        (3, 2, 1), (3, 3, 2), (3, 4, 2), (3, 5, 2),
        (4, 2, 1), (4, 3, 2), (4, 4, 3), (4, 5, 3),
    ]  # fmt: skip
    for e in found.effects:
        expected = by_hand(y, period, start, e)
        assert e.effect.estimate == pytest.approx(expected)
        assert e.n_treated == (start == e.group).sum() / 5
        assert e.n_control == (start == 0).sum() / 5


def test_standard_error_is_that_of_two_independent_means():
    y, unit, period, start, _ = panel()

    e = impact.group_time_effects(y, unit, period, start).effects[1]

    change = y[period == e.period] - y[period == e.base]
    group = start[period == 1]
    treated, control = change[group == e.group], change[group == 0]
    expected = np.sqrt(treated.var() / treated.size + control.var() / control.size)
    assert e.effect.se == pytest.approx(expected, rel=1e-9)
    assert e.effect.dof == np.inf


def test_universal_base_compares_with_the_last_period_before_the_start():
    y, unit, period, start, _ = panel()

    found = impact.group_time_effects(y, unit, period, start, base="universal")

    assert {e.base for e in found.effects if e.group == 4} == {3}
    assert (4, 3) not in [(e.group, e.period) for e in found.effects]


def test_anticipation_moves_the_base_back():
    y, unit, period, start, _ = panel()

    found = impact.group_time_effects(y, unit, period, start, anticipation=1)

    bases = {(e.group, e.period): e.base for e in found.effects}
    assert bases[4, 5] == 2
    assert bases[3, 3] == 1


def test_not_yet_treated_join_the_comparison():
    y, unit, period, start, _ = panel()

    found = impact.group_time_effects(y, unit, period, start, control="not-yet")

    sizes = {(e.group, e.period): e.n_control for e in found.effects}
    never, later = (start == 0).sum() / 5, (start == 4).sum() / 5
    assert sizes[3, 3] == never + later
    assert sizes[3, 4] == never


def test_covariates_remove_a_trend_they_explain():
    y, unit, period, start, x = panel(units=400)

    plain = impact.group_time_effects(y, unit, period, start)
    adjusted = impact.group_time_effects(y, unit, period, start, covariates=x)

    raw = impact.aggregate_effects(plain).overall
    corrected = impact.aggregate_effects(adjusted).overall
    assert abs(corrected.estimate - 1.0) < 3 * corrected.se
    assert abs(raw.estimate - 1.0) > 3 * raw.se
    assert corrected.se < raw.se


def test_clusters_widen_the_error_of_shared_shocks():
    y, unit, period, start, _ = panel()
    copies = np.concatenate([unit, unit + 1000])
    doubled = [np.concatenate([v, v]) for v in (y, period, start, unit)]

    alone = impact.group_time_effects(y, unit, period, start).effects[1].effect
    wide = impact.group_time_effects(
        doubled[0], copies, doubled[1], doubled[2], cluster=doubled[3]
    )

    assert wide.effects[1].effect.se == pytest.approx(alone.se)


def test_aggregations_weight_by_group_size():
    y, unit, period, start, _ = panel()
    found = impact.group_time_effects(y, unit, period, start)
    att = {(e.group, e.period): e.effect.estimate for e in found.effects}
    n3, n4 = (start == 3).sum(), (start == 4).sum()

    simple = impact.aggregate_effects(found)
    event = impact.aggregate_effects(found, "event")
    group = impact.aggregate_effects(found, "group")
    calendar = impact.aggregate_effects(found, "period")

    at_start = (n3 * att[3, 3] + n4 * att[4, 4]) / (n3 + n4)
    assert dict(zip(event.labels, event.parts, strict=True))[
        0
    ].estimate == pytest.approx(at_start)
    assert event.labels == (-2, -1, 0, 1, 2)
    since = [
        p.estimate for e, p in zip(event.labels, event.parts, strict=True) if e >= 0
    ]
    assert event.overall.estimate == pytest.approx(np.mean(since))
    expected = n3 * (att[3, 3] + att[3, 4] + att[3, 5]) + n4 * (att[4, 4] + att[4, 5])
    assert simple.overall.estimate == pytest.approx(expected / (3 * n3 + 2 * n4))
    assert simple.parts == ()
    own = [np.mean([att[3, t] for t in (3, 4, 5)]), np.mean([att[4, 4], att[4, 5]])]
    assert group.overall.estimate == pytest.approx(
        (n3 * own[0] + n4 * own[1]) / (n3 + n4)
    )
    assert calendar.labels == (3, 4, 5)


def test_published_aggregates_of_county_employment(read_shared):
    """Callaway & Sant'Anna's package vignette prints these for mpdta."""
    rows = read_shared("reference/impact/did_mpdta.csv")
    columns = [
        np.array([float(row[name]) for row in rows])
        for name in ("lemp", "countyreal", "year", "first.treat", "lpop")
    ]

    plain = impact.group_time_effects(*columns[:4])
    adjusted = impact.group_time_effects(*columns[:4], covariates=columns[4])

    event = impact.aggregate_effects(plain, "event")
    assert round(event.overall.estimate, 4) == -0.0772
    assert round(event.overall.se, 3) == 0.020
    assert [round(e.effect.estimate, 4) for e in adjusted.effects] == [
        -0.0145, -0.0764, -0.1404, -0.1069,
        -0.0005, -0.0062, 0.0010, -0.0413,
        0.0267, -0.0046, -0.0284, -0.0288,
    ]  # fmt: skip


def test_always_treated_units_are_left_out_and_counted():
    y, unit, period, start, _ = panel()
    start = np.where(unit < 4, 1, start)

    found = impact.group_time_effects(y, unit, period, start)

    assert found.n_always == 4
    assert found.n == 56


def test_a_group_without_an_earlier_period_to_compare_is_skipped():
    y, unit, period, start, _ = panel()

    found = impact.group_time_effects(y, unit, period, start, anticipation=2)

    assert {e.group for e in found.effects} == {4}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"period": np.tile([1, 1, 3, 4, 5], 60)}, "is seen 2 times in period 1.0"),
        ({"period": np.ones(300)}, "at least 2 periods, got 1"),
        ({"start": np.zeros(300)}, "no start after the first period"),
        ({"start": np.tile([0, 0, 0, 3, 3], 60)}, "first_treated changes within"),
        ({"start": np.full(300, 3)}, "no comparison units for group 3.0"),
        ({"covariates": np.ones(3)}, "covariates has 3 rows for 300"),
        ({"control": "all"}, "control must be one of"),
        ({"base": "first"}, "base must be one of"),
        ({"anticipation": -1}, "anticipation must be a whole number"),
        ({"cluster": np.arange(300)}, "cluster changes within a unit"),
    ],
)
def test_bad_panels_are_named(change, message):
    y, unit, period, start, _ = panel()
    given = {"period": period, "start": start} | change

    with pytest.raises(ValueError, match=message):
        impact.group_time_effects(
            y, unit, given.pop("period"), given.pop("start"), **given
        )


def test_groups_without_overlap_are_refused():
    y, unit, period, start, x = panel(units=400)
    split = 1e3 * (start > 0) + 500 * (x > 0)

    with pytest.raises(ValueError, match=r"separated|do not overlap"):
        impact.group_time_effects(y, unit, period, start, covariates=split)


def test_covariates_constant_among_the_comparison_are_refused():
    y, unit, period, start, x = panel()
    only_treated = np.where(start > 0, (x > 0).astype(float), 0.0)

    with pytest.raises(ValueError, match=r"collinear|separated|overlap"):
        impact.group_time_effects(y, unit, period, start, covariates=only_treated)


def test_aggregating_without_a_start_is_refused():
    y, unit, period, start, _ = panel()
    keep = period < 3

    found = impact.group_time_effects(y[keep], unit[keep], period[keep], start[keep])

    with pytest.raises(ValueError, match="no period since a start"):
        impact.aggregate_effects(found)


def test_a_comparison_unit_that_looks_treated_is_refused():
    units = 400
    x = np.linspace(-8, 8, units)
    treated = x + np.sin(7 * np.arange(units)) > 0
    treated[np.argmin(np.abs(x - 4))] = False
    unit, period = np.repeat(np.arange(units), 2), np.tile([1, 2], units)
    y = np.random.default_rng(1).normal(size=2 * units)

    with pytest.raises(ValueError, match="the groups do not overlap"):
        impact.group_time_effects(
            y, unit, period, 2.0 * treated[unit], covariates=x[unit]
        )
