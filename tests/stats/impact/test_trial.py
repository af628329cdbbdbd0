"""The impact estimate of a cluster trial."""

import numpy as np
import pytest

from headship.stats import impact


def trial(seed=1, schools=16, rooms=3, size=5):
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(schools), rooms * size)
    room = np.tile(np.repeat(np.arange(rooms), size), schools)
    treated = (school % 2).astype(float)
    x = rng.normal(size=school.size)
    outcome = 0.5 * treated + 0.7 * x + 0.6 * rng.normal(size=schools)[school]
    outcome += 0.5 * rng.normal(size=(schools, rooms))[school, room]
    return outcome + rng.normal(size=school.size), treated, school, room, x


def test_effect_is_the_first_coefficient_of_the_model():
    outcome, treated, school, _, x = trial()

    found = impact.cluster_trial(outcome, treated, school, covariates=x)

    arms = [outcome[treated == w] for w in (0, 1)]
    pooled = np.sqrt(np.mean([arm.var(ddof=1) for arm in arms]))
    assert found.effect == found.model.coefficients[0]
    assert found.pooled_sd == pytest.approx(pooled)
    assert found.standardized == pytest.approx(found.effect.estimate / pooled)
    assert (found.n_clusters, found.n_clusters_treated) == (16, 8)
    assert 0 < found.icc < 1
    assert np.isnan(found.icc_middle)


def test_classrooms_between_have_their_own_share():
    outcome, treated, school, room, x = trial()

    found = impact.cluster_trial(outcome, treated, school, middle=room, covariates=x)

    assert found.model.n_levels == {"cluster": 16, "middle": 48}
    assert 0 < found.icc_middle < 1


@pytest.mark.parametrize("errors", ["kenward-roger", "robust"])
def test_other_errors_keep_the_estimate(errors):
    outcome, treated, school, _, _ = trial()

    plain = impact.cluster_trial(outcome, treated, school)
    other = impact.cluster_trial(outcome, treated, school, errors=errors)

    assert other.effect.estimate == pytest.approx(plain.effect.estimate)
    assert other.effect.se == pytest.approx(plain.effect.se, rel=1e-6)


def test_blocks_are_fixed_effects():
    outcome, treated, school, _, _ = trial()
    blocks = school // 4

    found = impact.cluster_trial(
        outcome + 10.0 * blocks, treated, school, blocks=blocks
    )

    assert len(found.model.coefficients) == 2 + 3
    assert found.effect.se < 0.6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"treated": [0, 1, 1, 1] * 2}, "treated changes within the cluster of row"),
        ({"treated": [0, 0, 2, 2, 0, 0, 1, 1]}, "treated must be 0 or 1, got 2.0"),
        ({"treated": [0, 0, 0, 0, 0, 0, 1, 1]}, "at least 2 clusters in each"),
        ({"outcome": [1, 1, 1, 1, 1, 1, 1, 1]}, "outcome is constant"),
        ({"outcome": [1, 1, 2, 2, 1, 1, 2, 2]}, "fitted exactly"),
        ({"errors": "ols"}, "errors must be one of"),
    ],
)
def test_bad_trials_are_named(change, message):
    given = {
        "outcome": [1.0, 2.0, 3.0, 5.0, 8.0, 9.0, 4.0, 7.0],
        "treated": [0, 0, 1, 1, 0, 0, 1, 1],
    } | change
    cluster = np.repeat(np.arange(4), 2)

    with pytest.raises(ValueError, match=message):
        impact.cluster_trial(
            given.pop("outcome"), given.pop("treated"), cluster, **given
        )
