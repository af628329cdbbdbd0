import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats.disclosure import exposed_sets, solvable_cells, suppress_table


def published_sums(hidden):
    rows, columns = np.nonzero(hidden)
    return np.array(
        [rows == row for row in range(hidden.shape[0])]
        + [columns == column for column in range(hidden.shape[1])],
        dtype=float,
    )


def test_table_without_small_cells_is_shown_whole():
    decision = suppress_table([[5, 9], [0, 7]])

    assert not decision.hidden.any()
    assert decision.totals_are_safe


def test_one_way_table_hides_the_smallest_second_cell():
    decision = suppress_table([[20, 2, 8, 12]])

    assert decision.too_few.tolist() == [[False, True, False, False]]
    assert decision.complementary.tolist() == [[False, False, True, False]]


def test_two_small_cells_with_a_small_sum_take_a_third():
    decision = suppress_table([[2, 2, 8, 12]])

    assert decision.hidden.tolist() == [[True, True, True, False]]


def test_two_way_table_hides_a_closed_pattern():
    table = np.array([[2, 10, 11], [12, 6, 13], [14, 15, 16]])

    decision = suppress_table(table)

    assert decision.totals_are_safe
    assert decision.too_few.sum() == 1
    assert not solvable_cells(published_sums(decision.hidden)).any()
    assert decision.hidden.sum() == 4


def test_one_small_cell_of_a_large_table_costs_three_others():
    table = np.random.default_rng(0).integers(10, 20, (30, 4)).astype(float)
    table[7, 2] = 3

    decision = suppress_table(table)

    assert decision.too_few.sum() == 1
    assert decision.complementary.sum() == 3
    assert not solvable_cells(published_sums(decision.hidden)).any()


def test_table_without_any_rectangle_hides_single_cells():
    table = np.array([[3, 0, 9], [0, 8, 7], [9, 9, 0]])

    decision = suppress_table(table)

    assert decision.hidden[0, 0]
    assert decision.totals_are_safe
    assert not solvable_cells(published_sums(decision.hidden)).any()


def test_table_in_which_everyone_is_too_few_must_not_be_shown():
    decision = suppress_table([[1, 2]])

    assert decision.hidden.all()
    assert not decision.totals_are_safe


def test_column_whose_total_is_too_few_forbids_the_table():
    decision = suppress_table([[3, 0, 7], [0, 8, 9]])

    assert not decision.totals_are_safe


def test_empty_cells_protect_nothing_and_stay_shown():
    table = np.array([[3, 0, 7], [6, 8, 9]])

    decision = suppress_table(table)

    assert decision.totals_are_safe
    assert not decision.hidden[0, 1]
    assert decision.hidden.tolist() == [[True, False, True], [True, False, True]]


def test_table_that_cannot_be_proven_safe_is_hidden_whole():
    decision = suppress_table(np.ones((12, 12)))

    assert decision.hidden.all()
    assert not decision.totals_are_safe


@pytest.mark.parametrize("table", [[[-1, 5]], [[2.5, 5]], [[np.nan, 5]], [1, 2]])
def test_broken_tables_are_refused(table):
    with pytest.raises(ValueError, match="counts"):
        suppress_table(table)


def test_minimum_is_never_lowered():
    with pytest.raises(ValueError, match="minimum"):
        suppress_table([[3, 4]], minimum=3)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4
    )
)
def test_no_hidden_cell_can_be_solved(rows):
    table = np.array(rows, dtype=float)

    decision = suppress_table(table)

    small = (table > 0) & (table < 5)
    assert (decision.hidden & small).sum() == small.sum()
    if decision.totals_are_safe and decision.hidden.any():
        sums = published_sums(decision.hidden)
        assert not solvable_cells(sums).any()
        assert exposed_sets(sums, table[decision.hidden], minimum=5) == ()
