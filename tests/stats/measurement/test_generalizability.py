import numpy as np
import pytest

from headship.stats import measurement


@pytest.fixture(scope="module")
def ratings():
    rng = np.random.default_rng(9)
    leader, rater, item = (
        x.ravel() for x in np.meshgrid(np.arange(80), range(6), range(5), indexing="ij")
    )
    score = (
        rng.normal(size=80)[leader]
        + rng.normal(size=6)[rater] * 0.5
        + rng.normal(size=(80, 6))[leader, rater] * 0.7
        + rng.normal(size=5)[item] * 0.4
        + rng.normal(size=len(leader)) * 0.8
    )
    return score, {"leader": leader, "rater": rater, "item": item}


EFFECTS = ["leader", "rater", "item", "leader:rater"]


def by_mean_squares(score):
    table = score.reshape(80, 6, 5)
    grand = table.mean()
    leader, rater, item = (table.mean(axis=a) - grand for a in ((1, 2), (0, 2), (0, 1)))
    both = table.mean(axis=2) - grand - leader[:, None] - rater
    rest = (
        table - grand - leader[:, None, None] - rater[:, None] - item - both[..., None]
    )
    residual = (rest**2).sum() / (80 * 6 * 5 - 80 * 6 - 4)
    ms_both = 5 * (both**2).sum() / (79 * 5)
    ms_leader = 30 * (leader**2).sum() / 79
    ms_item = 480 * (item**2).sum() / 4
    return {
        "leader": (ms_leader - ms_both) / 30,
        "rater": (5 * 80 * (rater**2).sum() / 5 - ms_both) / 400,
        "item": (ms_item - residual) / 480,
        "leader:rater": (ms_both - residual) / 5,
        "residual": residual,
    }


def test_balanced_components_are_those_of_mean_squares(ratings):
    study = measurement.generalizability_study(
        *ratings, effects=EFFECTS, standard_errors=True
    )

    expected = by_mean_squares(ratings[0])
    assert list(study.components) == [*EFFECTS, "residual"]
    for name, value in expected.items():
        assert study.components[name] == pytest.approx(value, rel=1e-4)
    assert sum(study.shares.values()) == pytest.approx(1)
    assert study.n == 2400
    assert not study.singular
    assert study.se["residual"] > 0


def test_missing_ratings_are_left_out(ratings):
    score, facets = ratings
    holes = score.copy()
    holes[np.random.default_rng(1).random(len(score)) < 0.3] = np.nan
    study = measurement.generalizability_study(holes, facets, effects=EFFECTS)
    assert study.n == np.isfinite(holes).sum()
    full = by_mean_squares(score)
    assert study.components["leader"] == pytest.approx(full["leader"], rel=0.1)


def test_consistency_of_one_facet_is_the_icc():
    rng = np.random.default_rng(2)
    table = rng.normal(size=(40, 1)) + rng.normal(size=(40, 4)) + [0, 1, 2, 3]
    leader, rater = np.repeat(np.arange(40), 4), np.tile(np.arange(4), 40)
    study = measurement.generalizability_study(
        table.ravel(), {"leader": leader, "rater": rater}, effects=["leader", "rater"]
    )
    result = measurement.decision_study(study, of="leader", conditions={"rater": 4})
    consistency = measurement.icc(table, form="3,k").estimate
    agreement = measurement.icc(table, form="2,k").estimate
    assert result.generalizability == pytest.approx(consistency, rel=1e-5)
    assert result.dependability == pytest.approx(agreement, rel=1e-5)


def test_fixed_items_belong_to_the_universe(ratings):
    study = measurement.generalizability_study(*ratings, effects=EFFECTS)
    numbers = {"rater": 3, "item": 5}
    random = measurement.decision_study(study, of="leader", conditions=numbers)
    fixed = measurement.decision_study(
        study, of="leader", conditions=numbers, fixed=["item"]
    )
    item = study.components["item"] / 5
    assert fixed.absolute_error == pytest.approx(random.absolute_error - item)
    assert fixed.universe == random.universe


def test_fixed_interactions_with_the_object_are_universe():
    study = measurement.GeneralizabilityStudy(
        components={"p": 1.0, "p:i": 0.5, "residual": 0.8},
        se={},
        shares={},
        facets=("p", "i", "r"),
        mean=0,
        log_likelihood=0,
        n=1,
        singular=False,
        method="published",
    )
    result = measurement.decision_study(
        study, of="p", conditions={"i": 2, "r": 4}, fixed=["i"]
    )
    assert result.universe == 1.25
    assert result.relative_error == pytest.approx(0.1)


def test_endless_conditions_leave_no_error(ratings):
    study = measurement.generalizability_study(*ratings, effects=EFFECTS)
    result = measurement.decision_study(
        study, of="leader", conditions={"rater": np.inf, "item": np.inf}
    )
    assert (result.generalizability, result.dependability) == (1, 1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"effects": []}, "at least one effect"),
        ({"effects": "leader"}, "at least one effect"),
        ({"effects": ["leader", "school"]}, "unknown facet 'school'"),
        ({"effects": ["leader:rater", "rater:leader"]}, "named twice"),
        ({"facets": {"leader": [1, 2]}}, "leader must hold 2400"),
        ({"facets": {"a:b": [1]}}, "must not be named 'a:b'"),
        ({"facets": {"residual": [1]}}, "must not be named"),
    ],
)
def test_study_names_what_is_wrong(ratings, change, message):
    given = {"effects": EFFECTS, "facets": ratings[1]} | change
    with pytest.raises(ValueError, match=message):
        measurement.generalizability_study(
            ratings[0], given["facets"], effects=given["effects"]
        )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"of": "school"}, "of must be one of"),
        ({"of": "item"}, "no component of 'item'"),
        ({"conditions": {"rater": 3}}, "lacks a number for 'item'"),
        ({"conditions": {"rater": 0, "item": 3}}, "rater must be positive"),
        ({"conditions": {"leader": 3}}, "conditions and fixed must be one of"),
        ({"fixed": ["leader"]}, "conditions and fixed must be one of"),
        ({"components": {"leader": 0.0, "residual": 0.0}}, "all zero"),
    ],
)
def test_decision_names_what_is_wrong(change, message):
    components = change.pop("components", {"leader": 1.0, "residual": 1.0})
    study = measurement.GeneralizabilityStudy(
        components=components,
        se={},
        shares={},
        facets=("leader", "rater", "item"),
        mean=0,
        log_likelihood=0,
        n=9,
        singular=False,
        method="published",
    )
    given = {"of": "leader", "conditions": {"rater": 3, "item": 3}} | change
    with pytest.raises(ValueError, match=message):
        measurement.decision_study(study, **given)
