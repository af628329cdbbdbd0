"""Leaving by school year."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import retention


def leaders(seed=1, n=400, effect=-0.7, districts=25):
    rng = np.random.default_rng(seed)
    district = rng.integers(0, districts, n)
    treated = (district % 2).astype(float)
    left_in = np.zeros(n, dtype=int)
    for year in range(1, 6):
        hazard = 1 / (1 + np.exp(1.6 - 0.1 * year - effect * treated))
        leaves = (left_in == 0) & (rng.random(n) < hazard)
        left_in[leaves] = year
    years = np.where(left_in > 0, left_in, 5)
    return years, (left_in > 0).astype(int), treated, district


def test_special_educators(read_shared):
    """Singer & Willett (2003), table 10.1: hazards of leaving teaching."""
    rows = read_shared("reference/survival/alda_teachers.csv")
    years, censor = (np.array([int(r[k]) for r in rows]) for k in ("years", "censor"))

    table = retention.life_table(years, 1 - censor)

    assert table.at_risk[:3].tolist() == [3941, 3485, 3101]
    assert [round(float(h), 4) for h in table.hazard[:4]] == [
        0.1157, 0.1102, 0.1158, 0.1076,
    ]  # fmt: skip


def test_life_table_is_the_survival_curve_at_whole_years():
    years, left, _, _ = leaders()

    table = retention.life_table(years, left)
    curve = retention.survival_curve(years, left)

    assert table.survival == pytest.approx(curve.survival)
    assert table.se_survival == pytest.approx(curve.se)
    assert table.left.tolist() == curve.left.tolist()
    assert table.se_hazard == pytest.approx(
        np.sqrt(table.hazard * (1 - table.hazard) / table.at_risk)
    )


def test_late_entry_joins_the_risk_set_later():
    table = retention.life_table([3, 3, 2], [1, 0, 1], entry=[0, 2, 1])

    assert table.at_risk.tolist() == [1, 2, 2]
    assert table.left.tolist() == [0, 1, 1]


def test_a_year_without_anyone_at_risk_has_no_hazard():
    table = retention.life_table([1, 4], [1, 0], entry=[0, 2])

    assert table.at_risk.tolist() == [1, 0, 1, 1]
    assert np.isnan(table.hazard[1])
    assert table.survival.tolist() == [0, 0, 0, 0]


@settings(deadline=None, max_examples=40)
@given(
    spells=st.lists(
        st.tuples(st.integers(0, 4), st.integers(1, 5), st.booleans()), min_size=1
    )
)
def test_person_years_add_up_to_the_life_table(spells):
    entry = np.array([s[0] for s in spells])
    years = entry + np.array([s[1] for s in spells])
    left = np.array([s[2] for s in spells])

    rows = retention.person_years(years, left, entry=entry)
    table = retention.life_table(years, left, entry=entry)

    counts = np.bincount(rows.year, minlength=years.max() + 1)[1:]
    gone = np.bincount(rows.year, rows.left, years.max() + 1)[1:]
    assert counts.tolist() == table.at_risk.tolist()
    assert gone.tolist() == table.left.tolist()


def test_hazard_model_without_covariates_is_the_life_table():
    years, left, _, _ = leaders()
    rows = retention.person_years(years, left)

    fit = retention.discrete_hazard(rows.left, rows.year)

    table = retention.life_table(years, left)
    logits = np.log(table.hazard / (1 - table.hazard))
    assert [e.estimate for e in fit.effects] == pytest.approx(logits)
    assert [e.name for e in fit.effects] == ["1", "2", "3", "4", "5"]
    n, h = table.at_risk, table.hazard
    assert [e.se for e in fit.effects] == pytest.approx(1 / np.sqrt(n * h * (1 - h)))
    likelihood = (table.left * np.log(h) + (n - table.left) * np.log(1 - h)).sum()
    assert fit.deviance == pytest.approx(-2 * likelihood)
    assert fit.aic == pytest.approx(fit.deviance + 10)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR2"])
def test_clusters_change_the_error_not_the_estimate(kind):
    years, left, treated, district = leaders()
    rows = retention.person_years(years, left)
    x = treated[rows.person]

    plain = retention.discrete_hazard(rows.left, rows.year, x)
    robust = retention.discrete_hazard(
        rows.left, rows.year, x, cluster=district[rows.person], kind=kind
    )

    assert robust.effects[-1].estimate == pytest.approx(plain.effects[-1].estimate)
    assert robust.effects[-1].se != pytest.approx(plain.effects[-1].se, rel=1e-3)
    assert robust.n_clusters == 25
    assert robust.effects[-1].dof <= 24
    assert plain.effects[-1].dof == np.inf


def test_ratio_and_interval_belong_to_the_estimate():
    years, left, treated, _ = leaders()
    rows = retention.person_years(years, left)

    fit = retention.discrete_hazard(
        rows.left, rows.year, treated[rows.person], names=("program",), link="cloglog"
    )

    effect = fit.effects[-1]
    assert effect.name == "program"
    assert effect.ratio == pytest.approx(np.exp(effect.estimate))
    assert effect.estimate in effect.interval
    assert effect.statistic == pytest.approx(effect.estimate / effect.se)
    assert 0 < effect.p_value < 0.01


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: retention.life_table([1.5], [1]), "years must be whole, got 1.5"),
        (lambda: retention.life_table([0], [1]), "years must be at least 1, got 0"),
        (lambda: retention.person_years([0], [1]), "years must be at least 1, got 0"),
        (
            lambda: retention.life_table([2], [1], entry=[0.5]),
            "entry must be whole, got 0.5",
        ),
        (
            lambda: retention.discrete_hazard([0, 1, 0, 0], [1, 1, 2, 2]),
            "year 2: 0 of 2 leave",
        ),
        (
            lambda: retention.discrete_hazard([0, 1, 1, 1], [1, 1, 2, 2]),
            "year 2: 2 of 2 leave",
        ),
        (
            lambda: retention.discrete_hazard(
                [0, 1, 0, 1, 0, 1], [1] * 6, [0.0, 1.0, 0.0, 1.0, 0.0, 1.0]
            ),
            "separated",
        ),
        (
            lambda: retention.discrete_hazard(
                [0, 1, 0, 1], [1, 1, 1, 1], [0, 1, 1, 0], names=("a", "b")
            ),
            "names has 2 names for 1 covariates",
        ),
        (
            lambda: retention.discrete_hazard([0, 1], [1, 1], kind="CR2"),
            "cluster is needed for kind 'CR2'",
        ),
        (
            lambda: retention.discrete_hazard([0, 1], [1, 1], link="probit"),
            "link must be one of",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
