import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats.disclosure import cell_bounds, exposed_sets, solvable_cells


def test_cells_of_a_square_of_four_are_not_solvable():
    corners = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]

    assert not solvable_cells(corners).any()


def test_one_of_three_cells_is_solvable_through_two_sums():
    assert solvable_cells([[1, 1, 1], [1, 1, 0]]).tolist() == [False, False, True]


def test_nothing_is_solvable_without_published_sums():
    assert solvable_cells(np.empty((0, 2))).tolist() == [False, False]


def test_weighted_sums_are_solved_as_well():
    assert solvable_cells([[1, 1], [1, 2]]).all()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_solvable_agrees_with_the_rank_definition(seed):
    rng = np.random.default_rng(seed)
    published = rng.integers(0, 2, size=(3, 5)).astype(float)

    rank = np.linalg.matrix_rank(published)
    expected = [
        np.linalg.matrix_rank(np.vstack([published, unit])) == rank
        for unit in np.eye(5)
    ]

    assert solvable_cells(published).tolist() == expected


def test_exposed_set_is_the_smallest_one():
    # The first cell alone follows; sets that contain it add nothing.
    assert exposed_sets([[1, 0], [0, 1]], [1, 9], minimum=5) == ((0,),)


def test_difference_of_two_people_is_an_exposure():
    # Two sums over the same ten people and one person each.
    assert exposed_sets([[1, 1, 0], [1, 0, 1]], [10, 1, 1], minimum=5) == ((1, 2),)


def test_exposed_sets_of_nothing_published_is_empty():
    assert exposed_sets(np.empty((0, 2)), [1, 1], minimum=5) == ()


def test_more_small_cells_than_free_dimensions_are_exposed():
    assert exposed_sets([[1, 1, 0], [0, 1, 1]], [1, 1, 1], minimum=5) == (
        (0, 1),
        (0, 2),
        (1, 2),
    )


@pytest.mark.parametrize("sizes", [[1], [0, 1], [1.5, 1]])
def test_broken_sizes_are_refused(sizes):
    with pytest.raises(ValueError, match="sizes"):
        exposed_sets([[1, 1]], sizes, minimum=5)


def test_search_that_would_take_minutes_is_refused():
    with pytest.raises(ValueError, match="too many"):
        exposed_sets(np.ones((1, 200)), np.ones(200), minimum=5)


def test_bounds_narrow_what_algebra_leaves_open():
    bounds = cell_bounds([[1, 1, 0], [0, 1, 1]], [2, 9])

    assert bounds.tolist() == [[0, 2], [0, 2], [7, 9]]


def test_bounds_can_be_open_or_limited():
    assert cell_bounds([[1, -1]], [0]).tolist() == [[0, np.inf], [0, np.inf]]
    assert cell_bounds([[1, -1]], [0], upper=4).tolist() == [[0, 4], [0, 4]]


def test_bounds_of_impossible_totals_are_refused():
    with pytest.raises(ValueError, match="totals fit no cells"):
        cell_bounds([[1, 1]], [-1])


def test_bounds_need_one_total_per_equation():
    with pytest.raises(ValueError, match="one per equation"):
        cell_bounds([[1, 1]], [1, 2])
