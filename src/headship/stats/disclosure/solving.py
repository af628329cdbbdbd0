"""What an attacker can solve from published sums, by linear algebra."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import optimize
from headship.stats._validate import ArrayLike, Matrix, as_matrix, as_vector, integer

# Published sums have coefficients 0 and 1, so null-space entries are far above this
# or are rounding noise.
_ZERO = 1e-9

# Beyond this many candidate sets the exact search would take minutes.
_MAX_SETS = 200_000

# Sets examined at once; bounds the memory.
_CHUNK = 10_000


class SearchTooLargeError(ValueError):
    """So many small cells that an exact proof would take minutes."""


def solvable_cells(published: ArrayLike) -> npt.NDArray[np.bool_]:
    """Say which hidden cells follow exactly from the published sums.

    Parameters
    ----------
    published
        Equations x cells: coefficient of each hidden cell in each published sum, after
        the shown cells were subtracted (1 where the sum contains the cell).

    Returns
    -------
    ndarray of bool, shape (cells,)
        True where the cell's value is determined.

    Raises
    ------
    ValueError
        If ``published`` is not a finite matrix.

    Notes
    -----
    Formula: cell j is determined if and only if the unit vector e_j lies in the row
    space of the coefficients, that is, if row j of a null-space basis is zero.

    Assumes: the attacker knows all published sums exactly and nothing else. Bounds
    (counts are not negative) can say more: see ``cell_bounds``.

    Do not use when: figures are rounded and rounding itself protects.

    Examples
    --------
    Two hidden cells in one row are not solvable; a second sum gives them away.

    >>> solvable_cells([[1, 1]]).tolist()
    [False, False]
    >>> solvable_cells([[1, 1], [0, 1]]).tolist()
    [True, True]

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4.
    """
    matrix = as_matrix("published", published, min_rows=0)
    basis = null_basis(matrix)
    result: npt.NDArray[np.bool_] = np.abs(basis).max(axis=1, initial=0.0) < _ZERO
    return result


def exposed_sets(
    published: ArrayLike, sizes: ArrayLike, *, minimum: int
) -> tuple[tuple[int, ...], ...]:
    """Find sets of cells with fewer people than the minimum that a sum isolates.

    Parameters
    ----------
    published
        Equations x cells, as in ``solvable_cells``.
    sizes
        People in each cell, shape (cells,).
    minimum
        Smallest number of people that any solvable figure may describe.

    Returns
    -------
    tuple of tuples of int
        Smallest sets of cell positions for which some combination of the published
        sums contains these cells only; empty when nothing is exposed.

    Raises
    ------
    ValueError
        If shapes differ, or a size is not a whole number above zero.
    SearchTooLargeError
        If there are too many small cells for an exact search (over 200,000 sets).

    Notes
    -----
    Formula: with N a null-space basis of the coefficients, a combination supported on
    the set T exists if and only if the rows N_T are linearly dependent.

    Assumes: the attacker may add and subtract the published sums with any weights.

    Do not use when: a cell is empty; leave it out first.

    Examples
    --------
    The row sum of two hidden cells with one and two people describes three people.

    >>> exposed_sets([[1, 1]], [1, 2], minimum=5)
    ((0, 1),)
    >>> exposed_sets([[1, 1]], [1, 4], minimum=5)
    ()

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4.
    """
    matrix = as_matrix("published", published, min_rows=0)
    weights = _sizes(sizes, matrix.shape[1])
    limit = integer("minimum", minimum, minimum=1)
    basis = null_basis(matrix)
    exposed: list[tuple[int, ...]] = []
    for candidates in _small_sets(weights, limit):
        found = [
            candidates[i] for i in np.flatnonzero(are_dependent(basis, candidates))
        ]
        smaller = [set(cells) for cells in exposed]
        exposed += [c for c in found if not any(part <= set(c) for part in smaller)]
    return tuple(exposed)


def cell_bounds(
    published: ArrayLike,
    totals: ArrayLike,
    *,
    lower: float = 0.0,
    upper: float = math.inf,
) -> Matrix:
    """Bound each hidden cell, given the published sums and known limits.

    Parameters
    ----------
    published
        Equations x cells, as in ``solvable_cells``.
    totals
        What the hidden cells of each equation add up to, shape (equations,).
    lower, upper
        Limits every cell is known to keep.

    Returns
    -------
    ndarray, shape (cells, 2)
        Smallest and largest value each cell can have; equal when it is determined.

    Raises
    ------
    ValueError
        If shapes differ, or no values within the limits fit the totals.

    Notes
    -----
    Formula: minimize and maximize x_j subject to A x = b, lower <= x <= upper, by
    linear programming; whole-number cells lie within the rounded-in bounds.

    Assumes: totals are exact.

    Do not use when: there are thousands of hidden cells (two linear programs each).

    Examples
    --------
    >>> cell_bounds([[1, 1], [0, 1]], [5, 5]).tolist()
    [[0.0, 0.0], [5.0, 5.0]]

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4.
    """
    matrix = as_matrix("published", published)
    right = as_vector("totals", totals)
    if right.size != matrix.shape[0]:
        raise ValueError(
            f"totals needs {matrix.shape[0]} values, one per equation, got {right.size}."
        )
    bounds = np.empty((matrix.shape[1], 2))
    for cell in range(matrix.shape[1]):
        for side, sign in enumerate((1.0, -1.0)):
            goal = np.zeros(matrix.shape[1])
            goal[cell] = sign
            found = optimize.linprog(
                goal, A_eq=matrix, b_eq=right, bounds=(lower, upper)
            )
            if found.status == 3:
                bounds[cell, side] = -sign * math.inf
            elif found.status == 0:
                bounds[cell, side] = sign * found.fun + 0.0  # no negative zero
            else:
                raise ValueError(f"totals fit no cells within bounds, got {totals!r}.")
    return bounds


def null_basis(matrix: Matrix) -> Matrix:
    """Return a basis of the null space, one row per cell."""
    if not matrix.shape[0] or not matrix.shape[1]:
        return np.eye(matrix.shape[1])
    _, singular, rows = np.linalg.svd(matrix)
    rank = int((singular > _ZERO * singular[0]).sum())
    return rows[rank:].T


def _sizes(sizes: ArrayLike, n_cells: int) -> list[int]:
    array = as_vector("sizes", sizes, min_size=0)
    if array.size != n_cells:
        raise ValueError(f"sizes needs {n_cells} values, got {array.size}.")
    return [
        integer(f"sizes[{i}]", size, minimum=1) for i, size in enumerate(array.tolist())
    ]


def _small_sets(sizes: list[int], minimum: int) -> list[list[tuple[int, ...]]]:
    """Return sets of cells with fewer than ``minimum`` people, by number of cells."""
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    found: dict[int, list[tuple[int, ...]]] = {}
    for n_sets, cells in enumerate(_extended((), order, sizes, minimum - 1)):
        if n_sets >= _MAX_SETS:
            raise SearchTooLargeError(
                f"sizes has too many cells below {minimum} to search exactly: "
                f"more than {_MAX_SETS} sets."
            )
        found.setdefault(len(cells), []).append(tuple(sorted(cells)))
    return [sorted(found[length]) for length in sorted(found)]


def _extended(
    chosen: tuple[int, ...], order: list[int], sizes: list[int], left: int
) -> Iterator[tuple[int, ...]]:
    for at, cell in enumerate(order):
        if sizes[cell] > left:
            return  # the order is by size: all further cells are too large as well
        yield (*chosen, cell)
        yield from _extended(
            (*chosen, cell), order[at + 1 :], sizes, left - sizes[cell]
        )


def are_dependent(
    basis: Matrix, candidates: list[tuple[int, ...]]
) -> npt.NDArray[np.bool_]:
    """Say for which sets the rows of the basis are linearly dependent."""
    length = len(candidates[0])
    if basis.shape[1] < length:
        return np.ones(len(candidates), dtype=bool)
    smallest = [
        np.linalg.svd(basis[np.array(part)], compute_uv=False)[:, -1]
        for part in _chunks(candidates)
    ]
    result: npt.NDArray[np.bool_] = np.concatenate(smallest) < _ZERO
    return result


def _chunks(
    candidates: list[tuple[int, ...]],
) -> Iterator[list[tuple[int, ...]]]:
    for start in range(0, len(candidates), _CHUNK):
        yield candidates[start : start + _CHUNK]
