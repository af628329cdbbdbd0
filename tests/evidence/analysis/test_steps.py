"""Each step's formula, with its numbers put in, gives its value."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, stdtr

from headship.evidence.analysis.recompute import EDITIONS, recompute_findings
from headship.evidence.analysis.steps import work_out
from tests.evidence.analysis.reported import reading, retention

INDIVIDUALS = {"clusters_treated": None, "clusters_control": None, "icc": None}
FUNCTIONS = {
    "sqrt": math.sqrt,
    "ln": math.log,
    "abs": abs,
    "min": min,
    "Phi": ndtr,
    "P": lambda t, dof: stdtr(dof, -t),
}


def value_of(step):
    """Compute a formula from the numbers beside it."""
    scope = {"__builtins__": {}} | FUNCTIONS | step.numbers
    return eval(step.formula, scope)  # noqa: S307 -- formulas of our own


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(EDITIONS),
    st.sampled_from([retention, reading]),
    st.booleans(),
    st.booleans(),
    st.integers(40, 900),
)
def test_every_formula_gives_its_value(edition, make, is_clustered, is_lower, n):
    grouped = {"clusters_treated": 9, "clusters_control": 11, "icc": 0.15}
    reported = make(
        n_treated=n,
        n_control=n + 7,
        lower_is_better=is_lower,
        standards=edition,
        **(grouped if is_clustered else INDIVIDUALS),
    )

    worked = work_out(reported, edition)

    for step in worked.steps:
        assert value_of(step) == pytest.approx(step.value, rel=1e-9), step.key
    [found] = recompute_findings([reported])
    by_symbol = {step.symbol: step.value for step in worked.steps}
    assert by_symbol["g"] == pytest.approx(found.size)
    assert by_symbol["SE"] == pytest.approx(found.se)
    assert by_symbol["df"] == pytest.approx(found.dof)
    assert by_symbol["p"] == pytest.approx(found.p_value)
    assert by_symbol["II"] == pytest.approx(found.improvement_index)


def test_steps_of_balanced_leadership_name_each_part():
    worked = work_out(retention(), "4.0")

    assert [step.key for step in worked.steps] == [
        "people",
        "log_odds",
        "cox",
        "omega",
        "size",
        "favorable",
        "cox_error",
        "dof",
        "statistic",
        "p_value",
        "index",
    ]
    assert worked.kind == "dichotomous"


def test_today_the_size_has_no_small_sample_factor():
    worked = work_out(retention(), "5.0")

    assert "omega" not in [step.key for step in worked.steps]
    assert worked.size == pytest.approx(0.4528572, abs=1e-6)


def test_percentages_become_shares_in_a_step_of_their_own():
    worked = work_out(retention(mean_treated=24, mean_control=40), "4.0")

    assert [step.formula for step in worked.steps if step.key == "share"] == [
        "y_i / 100",
        "y_c / 100",
    ]


@pytest.mark.parametrize(
    ("changes", "problem", "keys"),
    [
        ({"mean_control": None}, "no_means", []),
        ({"mean_control": 0}, "share_of_0_or_1", []),
    ],
)
def test_way_ends_where_a_number_is_missing(changes, problem, keys):
    worked = work_out(retention(**changes), "4.0")

    assert worked.problem == problem
    assert [step.key for step in worked.steps] == keys
    assert worked.size is None
