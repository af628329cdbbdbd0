import doctest
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headship.stats import similarity
from headship.stats.similarity import (
    Affinity,
    Generalizability,
    affinity,
    differences,
    fit,
)

few = settings(deadline=None, max_examples=50)
WEIGHTS = st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any)


def shares(weights, *, known=1.0):
    total = sum(weights)
    return {f"c{i}": known * weight / total for i, weight in enumerate(weights)}


@few
@given(WEIGHTS, WEIGHTS)
def test_affinity_is_symmetric_bounded_and_one_for_equals(p, q):
    found = similarity.categorical_affinity(shares(p), shares(q))
    turned = similarity.categorical_affinity(shares(q), shares(p))

    assert found.estimate == pytest.approx(turned.estimate)
    assert 0 <= found.estimate <= 1
    assert found.estimate == pytest.approx(
        sum(
            math.sqrt(x * y)
            for x, y in zip(shares(p).values(), shares(q).values(), strict=True)
        )
    )
    same = similarity.categorical_affinity(shares(p), shares(p))
    assert same.estimate == pytest.approx(1)
    assert same.hellinger == pytest.approx(0, abs=1e-7)


@few
@given(WEIGHTS, WEIGHTS, st.permutations(["x", "y", "z"]))
def test_names_of_categories_do_not_matter(p, q, names):
    def renamed(weights):
        return dict(zip(names, shares(weights).values(), strict=True))

    found = similarity.categorical_affinity(renamed(p), renamed(q))

    expected = similarity.categorical_affinity(shares(p), shares(q))
    assert found.estimate == pytest.approx(expected.estimate)
    assert found.coverage == pytest.approx(expected.coverage)


@few
@given(WEIGHTS, WEIGHTS, st.floats(0.05, 0.95), st.floats(0.1, 1))
def test_splitting_a_category_both_report_changes_nothing(p, q, part, known):
    def split(weights):
        whole = shares(weights, known=known)
        return whole | {"c0": part * whole["c0"], "c9": (1 - part) * whole["c0"]}

    found = similarity.categorical_affinity(split(p), split(q))

    expected = similarity.categorical_affinity(
        shares(p, known=known), shares(q, known=known)
    )
    if expected.estimate is None:
        assert found.estimate is None
    else:
        assert found.estimate == pytest.approx(expected.estimate)
    assert found.lower == pytest.approx(expected.lower)
    assert found.upper == pytest.approx(expected.upper)
    assert found.coverage == pytest.approx(expected.coverage)


@few
@given(st.integers(0, 2**32 - 1))
def test_bounds_hold_whatever_the_unknown_shares_are(seed):
    rng = np.random.default_rng(seed)
    names = list("abcde")
    p, q = rng.dirichlet(np.full(5, 0.7)), rng.dirichlet(np.full(5, 0.7))
    seen_p, seen_q = rng.random(5) < 0.6, rng.random(5) < 0.6

    found = similarity.categorical_affinity(
        {n: x for n, x, seen in zip(names, p, seen_p, strict=True) if seen},
        {n: x for n, x, seen in zip(names, q, seen_q, strict=True) if seen},
    )

    truth = float(np.sqrt(p * q).sum())
    assert found.lower - 1e-9 <= truth <= found.upper + 1e-9
    assert found.coverage <= 1


def test_upper_bound_is_reached_on_both_branches():
    # Unreported parts can be made proportional: everything may be equal.
    open_end = similarity.categorical_affinity({"a": 0.5}, {"a": 0.5})
    assert (open_end.lower, open_end.upper) == (0.5, 1.0)
    # All is reported, on different categories: nothing is left to agree.
    closed = similarity.categorical_affinity({"a": 1.0}, {"b": 1.0})
    assert (closed.lower, closed.upper, closed.estimate) == (0.0, 0.0, None)
    # One side's remainder may lie in what the other reports.
    half = similarity.categorical_affinity({"a": 0.9}, {"b": 0.6, "c": 0.3})
    assert half.upper == pytest.approx(2 * math.sqrt(0.9 * 0.1))


def test_unknown_is_not_zero():
    unknown = similarity.categorical_affinity(
        {"rural": 0.5, "town": 0.5}, {"rural": 0.5, "town": None}
    )
    zero = similarity.categorical_affinity(
        {"rural": 0.5, "town": 0.5}, {"rural": 1.0, "town": 0.0}
    )

    assert unknown.coverage == 0.5
    assert unknown.estimate == pytest.approx(1)
    assert zero.coverage == 1
    assert zero.estimate == pytest.approx(math.sqrt(0.5))
    nothing = similarity.categorical_affinity({}, {"rural": 1.0})
    assert nothing.estimate is None
    assert nothing.hellinger is None
    assert (nothing.lower, nothing.upper, nothing.coverage) == (0, 1, 0)


def test_rounded_percents_are_scaled():
    found = similarity.categorical_affinity(
        {"a": 0.34, "b": 0.34, "c": 0.33}, {"a": 0.34, "b": 0.34, "c": 0.33}
    )

    assert found.estimate == pytest.approx(1)
    assert found.coverage == pytest.approx(1)


@few
@given(
    st.floats(-100, 100), st.floats(0.1, 10), st.floats(-100, 100), st.floats(0.1, 10)
)
def test_normal_affinity_agrees_with_integration(m, s, n, t):
    assume(abs(m - n) < 20)
    x = np.linspace(min(m, n) - 80, max(m, n) + 80, 40_001)

    def density(mean, sd):
        return np.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * math.sqrt(2 * math.pi))

    expected = np.trapezoid(np.sqrt(density(m, s) * density(n, t)), x)

    assert similarity.normal_affinity(m, s, n, t) == pytest.approx(expected, abs=1e-6)


def test_normal_affinity_survives_extreme_scales():
    assert similarity.normal_affinity(0, 1e-200, 0, 1e-200) == pytest.approx(1)
    assert similarity.normal_affinity(0, 1e200, 0, 1e200) == pytest.approx(1)


@few
@given(st.floats(-50, 50), st.floats(0.5, 9), st.floats(-50, 50), st.floats(-9, 9))
def test_mean_difference_ignores_scale_and_shift(m, s, n, shift):
    found = similarity.mean_difference(m, s, n, s)

    assert found == pytest.approx((m - n) / s)
    scaled = similarity.mean_difference(3 * m + shift, 3 * s, 3 * n + shift, 3 * s)
    assert scaled == pytest.approx(found, abs=1e-9)


@few
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_share_difference_turns_with_sides_and_with_the_property(p, q):
    found = similarity.share_difference(p, q)

    assert similarity.share_difference(q, p) == pytest.approx(-found)
    assert similarity.share_difference(1 - p, 1 - q) == pytest.approx(-found, abs=1e-9)


def test_share_difference_of_equal_ends_is_zero():
    assert similarity.share_difference(1, 1) == 0
    assert similarity.share_difference(0, 0) == 0
    assert similarity.share_difference(0.5, 0) == pytest.approx(0.5 / math.sqrt(0.125))


def test_fit_weighs_dimensions_by_what_is_known():
    full = Affinity(estimate=0.8, lower=0.8, upper=0.8, coverage=1.0)
    half = Affinity(estimate=1.0, lower=0.5, upper=1.0, coverage=0.5)
    none = Affinity(estimate=None, lower=0.0, upper=1.0, coverage=0.0)

    fit = similarity.combined_fit({"a": full, "b": half, "c": none})

    assert fit.estimate == pytest.approx((0.8 + 0.5) / 1.5)
    assert fit.coverage == pytest.approx(0.5)
    assert fit.lower == pytest.approx(1.3 / 3)
    assert fit.upper == pytest.approx(2.8 / 3)
    weighted = similarity.combined_fit({"a": full, "b": half}, weights={"a": 3, "b": 0})
    assert weighted.estimate == pytest.approx(0.8)
    unknown = similarity.combined_fit({"c": none})
    assert unknown.estimate is None
    assert similarity.generalizability(unknown) is Generalizability.UNKNOWN


@pytest.mark.parametrize(
    ("estimate", "word"),
    [
        (0.95, "very_high"),
        (0.90, "very_high"),
        (0.80, "high"),
        (0.50, "medium"),
        (0.49, "low"),
    ],
)
def test_words_of_tipton(estimate, word):
    fit = Affinity(estimate=estimate, lower=0.0, upper=1.0, coverage=0.6)

    assert similarity.generalizability(fit) == word
    assert similarity.generalizability(fit, least_coverage=0.7) == "unknown"


def test_counts_with_an_unknown_one_give_no_shares():
    assert similarity.shares_of({"a": 3, "b": None}) == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: similarity.categorical_affinity({"a": -0.1}, {}), r"first\['a'\]"),
        (lambda: similarity.categorical_affinity({}, {"a": 1.1}), r"second\['a'\]"),
        (
            lambda: similarity.categorical_affinity({"a": 0.9, "b": 0.2}, {}),
            "first must add",
        ),
        (lambda: similarity.categorical_affinity({"a": math.nan}, {}), "first"),
        (lambda: similarity.normal_affinity(0, 0, 0, 1), "sd_first"),
        (lambda: similarity.normal_affinity(0, 1, math.inf, 1), "mean_second"),
        (lambda: similarity.mean_difference(0, 0, 1, 0), "both zero"),
        (lambda: similarity.mean_difference(0, -1, 1, 2), "negative"),
        (lambda: similarity.share_difference(0, 1), "no spread"),
        (lambda: similarity.share_difference(2, 1), "first"),
        (lambda: similarity.combined_fit({}), "weights"),
        (
            lambda: similarity.combined_fit(
                {"a": Affinity(estimate=1.0, lower=1.0, upper=1.0, coverage=1.0)},
                weights={"a": 0},
            ),
            "sum of weights",
        ),
        (
            lambda: similarity.combined_fit(
                {"a": Affinity(estimate=1.0, lower=1.0, upper=1.0, coverage=1.0)},
                weights={"a": -1},
            ),
            "negative",
        ),
        (
            lambda: similarity.combined_fit(
                {"a": Affinity(estimate=1.0, lower=1.0, upper=1.0, coverage=1.0)},
                weights={"b": 1},
            ),
            "weights must name",
        ),
        (
            lambda: similarity.generalizability(
                Affinity(estimate=1.0, lower=1.0, upper=1.0, coverage=1.0),
                least_coverage=2,
            ),
            "least_coverage",
        ),
        (lambda: similarity.shares_of({"a": -1}), "counts"),
        (lambda: similarity.shares_of({"a": 0}), "people"),
    ],
)
def test_broken_input_is_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()


@pytest.mark.parametrize("module", [affinity, differences, fit])
def test_examples_in_docstrings_run(module):
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0
