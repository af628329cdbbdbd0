import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import wwc


def test_table_equals_the_published_one(read_shared):
    rows = read_shared("data/wwc/wwc_attrition_boundary_v4_1_table_II_1.csv")

    table = wwc.attrition_table()

    assert len(rows) == 66
    for row in rows:
        overall = int(row["overall_attrition_pct"])
        for boundary in ("cautious", "optimistic"):
            text = row[f"max_differential_{boundary}_pct"]
            assert table[boundary].get(overall) == (float(text) if text else None)


def test_table_agrees_with_a_second_transcription(read_shared):
    rows = read_shared("reference/impact/wwc_attrition_boundary_v4.csv")

    table = wwc.attrition_table()["cautious"]

    shared_rows = {int(row["overall_pct"]): row for row in rows}
    for overall, row in shared_rows.items():
        assert table[overall] == float(row["differential_cautious_pct"])


def test_table_lacks_the_shifted_row_of_a_public_implementation():
    # There, the optimistic column is one row late from 13 percent on.
    optimistic = wwc.attrition_table()["optimistic"]

    assert (optimistic[13], optimistic[20], optimistic[57]) == (10.8, 10.0, 2.1)
    assert optimistic[20] != 10.2
    assert optimistic[57] != 2.3


def test_table_lacks_the_invented_steps_of_a_public_implementation():
    # There: 10 percent allows 5 or 7 points, 40 percent 0 or 1.
    assert wwc.allowed_differential(10) == 6.3
    assert wwc.allowed_differential(10, boundary="optimistic") == 10.9
    assert wwc.allowed_differential(40) == 2.6
    assert wwc.allowed_differential(40, boundary="optimistic") == 6.0


def test_less_than_twenty_and_five_is_not_the_rule():
    # A rule of thumb in circulation calls 20 and 5 points the limit.
    assert wwc.judge_attrition(30, 4.0).rating is wwc.AttritionLevel.LOW
    assert wwc.judge_attrition(10, 6.0).rating is wwc.AttritionLevel.LOW


@pytest.mark.parametrize(
    ("overall", "differential", "boundary", "rating"),
    [
        (0, 5.7, "cautious", "low"),
        (0, 5.8, "cautious", "high"),
        (57, 0.0, "cautious", "low"),
        (57, 0.1, "cautious", "high"),
        (58, 0.0, "cautious", "high"),
        (65, 0.3, "optimistic", "low"),
        (66, 0.0, "optimistic", "high"),
        (19.5, 5.4, "cautious", "low"),
        (19.5, 5.5, "cautious", "high"),
        (19.4, 5.5, "cautious", "low"),
    ],
)
def test_boundary_at_its_edges(overall, differential, boundary, rating):
    verdict = wwc.judge_attrition(overall, differential, boundary=boundary)

    assert verdict.rating == rating
    assert verdict.reasons[-1].met == (rating == "low")
    assert verdict.reasons[-1].value == differential


def test_trial_of_mcrel_has_low_attrition():
    verdict = wwc.attrition(63, 62, 63, 62)

    assert verdict.overall == pytest.approx(100 * 2 / 126)
    assert verdict.differential == 0
    assert verdict.allowed == 5.9
    assert verdict.boundary == "cautious"


def test_interpolation_lies_between_the_rows():
    assert wwc.allowed_differential(20.5, interpolate=True) == pytest.approx(5.35)
    assert wwc.allowed_differential(20, interpolate=True) == 5.4
    assert wwc.allowed_differential(57.5, interpolate=True) is None


@pytest.mark.parametrize("boundary", ["cautious", "optimistic"])
def test_model_gives_about_the_tolerated_bias_along_the_table(boundary):
    table = wwc.attrition_table()[boundary]

    for overall, differential in table.items():
        if overall - differential / 2 > 0:
            bias = wwc.attrition_bias(overall, differential, boundary=boundary)
            assert bias == pytest.approx(wwc.TOLERATED_BIAS, abs=0.002), overall


@settings(deadline=None, max_examples=30)
@given(st.integers(10, 500), st.integers(10, 500), st.data())
def test_verdict_does_not_depend_on_the_order_of_groups(n1, n2, data):
    a = data.draw(st.integers(0, n1))
    b = data.draw(st.integers(0, n2))

    one, two = wwc.attrition(n1, a, n2, b), wwc.attrition(n2, b, n1, a)

    assert one.rating == two.rating
    assert one.overall == pytest.approx(100 * (1 - (a + b) / (n1 + n2)))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: wwc.attrition(0, 0, 9, 9), "n_assigned_treated"),
        (lambda: wwc.attrition(9, 10, 9, 9), "n_analyzed_treated"),
        (lambda: wwc.attrition(9, 9, 9, -1), "n_analyzed_control"),
        (lambda: wwc.judge_attrition(101, 0), "overall"),
        (lambda: wwc.judge_attrition(5, -1), "differential"),
        (lambda: wwc.judge_attrition(np.nan, 1), "overall"),
        (lambda: wwc.judge_attrition(5, 1, boundary="lenient"), "boundary"),
        (lambda: wwc.allowed_differential(-1), "overall"),
        (lambda: wwc.attrition_bias(0, 0), "both groups"),
        (lambda: wwc.attrition_bias(5, 20), "both groups"),
    ],
)
def test_broken_rates_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()
