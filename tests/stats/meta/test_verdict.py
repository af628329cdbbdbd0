import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import meta

Y, V = [0.3, 0.25, 0.4, 0.2, 0.1], [0.01, 0.02, 0.03, 0.01, 0.04]


def _with(y, v, *, method="REML", test="normal"):
    return meta.random_effects([*Y, y], [*V, v], method=method, test=test)


@pytest.mark.parametrize("method", ["REML", "DL"])
def test_the_needed_effect_lands_on_the_edge_of_significance(method):
    found = meta.what_would_change(Y, V, method=method)

    lose, reverse = found.effects
    at = _with(lose.effect, lose.variance, method=method)
    assert found.verdict == "positive"
    assert at.p_value == pytest.approx(0.05, abs=1e-6)
    assert _with(reverse.effect, 0.02, method=method).estimate == pytest.approx(
        0, abs=1e-6
    )
    assert reverse.effect < lose.effect < found.pooled.estimate


def test_the_needed_size_lands_on_the_edge_of_significance():
    found = meta.what_would_change(
        Y, V, sizes=[400, 200, 133, 400, 100], new_effect=-0.2
    )

    size = found.size
    assert _with(-0.2, size.variance).p_value == pytest.approx(0.05, abs=1e-6)
    assert size.n == pytest.approx(4 / size.variance, rel=0.01)
    assert size.change == "lose significance"


def test_negative_verdicts_mirror_positive_ones():
    up = meta.what_would_change(Y, V)
    down = meta.what_would_change(-np.array(Y), V)

    assert (up.verdict, down.verdict) == ("positive", "negative")
    assert down.effects[0].effect == pytest.approx(-up.effects[0].effect)


def test_an_inconclusive_verdict_asks_for_both_directions():
    found = meta.what_would_change([0.1, -0.05, 0.15], [0.02] * 3, method="common")

    assert found.verdict == "inconclusive"
    assert [need.change for need in found.effects] == [
        "become positive",
        "become negative",
    ]
    positive, negative = (need.effect for need in found.effects)
    assert negative < found.pooled.estimate < positive
    assert found.size.change == "become significant"
    assert found.size.effect == found.pooled.estimate
    assert found.size.n is None


def test_what_no_single_study_can_do_is_none():
    found = meta.what_would_change([0.1, -0.1, 0.2], [0.05] * 3)

    assert [need.effect for need in found.effects] == [None, None]
    assert meta.what_would_change(Y, V).size.variance is None


def test_a_tiny_contrary_study_can_be_enough():
    # Barely significant: already the smallest study considered changes it.
    y, v = [0.2, 0.2, 0.2], [0.0312, 0.0312, 0.0312]
    p = meta.common_effect(y, v).p_value
    found = meta.what_would_change(
        y, v, method="common", alpha=p + 1e-9, new_effect=-1e4
    )

    assert found.verdict == "positive"
    assert found.size.variance == pytest.approx(0.0312 * 1e6)


def test_removals_name_the_studies_the_verdict_hangs_on():
    y, v = [0.9, 0.05, 0.1, 0.0], [0.02, 0.05, 0.05, 0.05]

    found = meta.what_would_change(y, v, method="common")

    assert found.verdict == "positive"
    assert found.removals == (0,)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_nearer_effects_do_not_change_the_verdict(seed):
    rng = np.random.default_rng(seed)
    y, v = rng.normal(0.4, 0.1, 6), rng.uniform(0.01, 0.03, 6)
    found = meta.what_would_change(y, v, method="common")
    need = found.effects[0]

    half = (found.pooled.estimate + need.effect) / 2
    pooled = meta.common_effect([*y, half], [*v, need.variance])

    assert pooled.p_value < 0.05
