"""Leaving known only within school years."""

import numpy as np
import pytest

from headship.stats import retention


def leaders(seed=1, n=300, effect=-0.8):
    rng = np.random.default_rng(seed)
    x = (np.arange(n) % 2).astype(float)
    gone = np.zeros(n, dtype=int)
    for year in range(1, 6):
        leaves = (gone == 0) & (rng.random(n) < 1 - np.exp(-np.exp(-1.3 + effect * x)))
        gone[leaves] = year
    return np.where(gone > 0, gone - 1, 5), gone, x


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_known_years_are_the_person_year_model(link):
    there, gone, x = leaders()
    rows = retention.person_years(np.where(gone > 0, gone, 5), gone > 0)

    direct = retention.interval_hazard(there, gone, x, link=link)
    spread = retention.discrete_hazard(rows.left, rows.year, x[rows.person], link=link)

    ours = [(e.name, e.estimate) for e in direct.effects]
    theirs = [(e.name, e.estimate) for e in spread.effects]
    assert [name for name, _ in ours] == [name for name, _ in theirs]
    assert [b for _, b in ours] == pytest.approx([b for _, b in theirs], rel=1e-6)
    assert direct.deviance == pytest.approx(spread.deviance)
    if link == "logit":  # There the expected and observed information agree.
        assert [e.se for e in direct.effects] == pytest.approx(
            [e.se for e in spread.effects], rel=1e-6
        )


def test_late_entry_is_the_person_year_model_too():
    there, gone, x = leaders()
    entry = np.arange(300) % 3
    seen = np.where(gone > 0, gone, 5) > entry
    there, gone, x, entry = there[seen], gone[seen], x[seen], entry[seen]
    rows = retention.person_years(np.where(gone > 0, gone, 5), gone > 0, entry=entry)

    direct = retention.interval_hazard(there, gone, x, entry=entry, link="logit")
    spread = retention.discrete_hazard(rows.left, rows.year, x[rows.person])

    assert [e.estimate for e in direct.effects] == pytest.approx(
        [e.estimate for e in spread.effects], rel=1e-6
    )


def test_skipped_rosters_widen_the_error_but_not_the_estimate():
    there, gone, x = leaders(n=2_000)
    # Half of the people are looked up in odd years only.
    odd = np.arange(2_000) % 4 < 2
    seen_there = np.where(odd & (there % 2 == 0) & (there > 0), there - 1, there)
    seen_gone = np.where(odd & (gone % 2 == 0) & (gone > 0), gone + 1, gone)

    exact = retention.interval_hazard(there, gone, x)
    coarse = retention.interval_hazard(seen_there, seen_gone, x)

    assert coarse.effects[-1].estimate == pytest.approx(
        exact.effects[-1].estimate, abs=2 * exact.effects[-1].se
    )
    assert coarse.effects[1].se > exact.effects[1].se
    assert coarse.n_left == exact.n_left


def test_clusters_of_one_are_the_plain_sandwich():
    there, gone, x = leaders()

    plain = retention.interval_hazard(there, gone, x)
    robust = retention.interval_hazard(there, gone, x, cluster=np.arange(300))
    pairs = retention.interval_hazard(there, gone, x, cluster=np.arange(300) // 2)

    assert robust.effects[-1].se == pytest.approx(plain.effects[-1].se, rel=0.1)
    assert robust.effects[-1].dof == 299
    assert pairs.n_clusters == 150


@pytest.mark.parametrize(
    ("there", "gone", "options", "message"),
    [
        ([1, 2], [1, 0], {}, "first_gone 1 at position 0 does not fit with 1"),
        ([1, 2], [2, 3], {"entry": [2, 0]}, "last_there 1 at position 0"),
        ([1.5, 2], [2, 3], {}, "last_there must be whole years from 0, got 1.5"),
        ([-1, 2], [2, 3], {}, "last_there must be whole years from 0, got -1.0"),
        ([0, 2, 2], [1, 3, 0], {}, "nobody can have left in year 2"),
        ([0, 0, 2, 2], [2, 2, 0, 0], {}, "do not tell some years' chances apart"),
        ([0, 0, 1, 1], [1, 1, 2, 2], {}, "no finite maximum"),
        (
            [0, 1, 1, 0],
            [1, 0, 0, 1],
            {"covariates": [1.0, 1.0, 1.0, 1.0]},
            "covariates column 0 does not vary",
        ),
        (
            [0, 1, 1, 0],
            [1, 0, 0, 1],
            {"covariates": [1.0, 2.0, 1.5, 1.2], "cluster": [0, 0, 0, 0]},
            "at least 2 clusters, got 1|no finite maximum",
        ),
        ([0, 1], [1, 0], {"link": "probit"}, "link must be one of"),
    ],
)
def test_bad_rosters_are_named(there, gone, options, message):
    with pytest.raises(ValueError, match=message):
        retention.interval_hazard(there, gone, **options)


def test_one_cluster_is_refused():
    there, gone, x = leaders()

    with pytest.raises(ValueError, match="at least 2 clusters, got 1"):
        retention.interval_hazard(there, gone, x, cluster=np.zeros(300, int))
