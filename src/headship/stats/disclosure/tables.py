"""Complementary suppression in one- and two-way tables with published totals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Matrix, as_matrix, integer
from headship.stats.disclosure.groups import MINIMUM_GROUP
from headship.stats.disclosure.solving import (
    SearchTooLargeError,
    are_dependent,
    cell_bounds,
    exposed_sets,
    null_basis,
)

Mask = npt.NDArray[np.bool_]

Cells = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDecision:
    """Which cells of a table are hidden, and whether its totals may be shown.

    ``too_few`` and ``complementary`` are masks of the table's shape. When
    ``totals_are_safe`` is False the totals themselves describe too few people and the
    table must not be shown at all.
    """

    too_few: Mask
    complementary: Mask
    totals_are_safe: bool

    @property
    def hidden(self) -> Mask:
        """Return the mask of all cells not shown."""
        result: Mask = self.too_few | self.complementary
        return result


def suppress_table(counts: ArrayLike, *, minimum: int = MINIMUM_GROUP) -> TableDecision:
    """Hide small cells, and as many others as keep them from being solved.

    Parameters
    ----------
    counts
        People in each cell: one row per category, shape (rows, columns); a one-way
        table has one row. Row sums, column sums (with several rows) and the total are
        taken as published.
    minimum
        Smallest number of people any shown or solvable figure may describe; at least
        ``MINIMUM_GROUP``.

    Returns
    -------
    TableDecision
        Masks of cells hidden for their size and hidden to protect those. A table with
        too many small cells for an exact proof is hidden whole.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0, or ``minimum`` is below
        ``MINIMUM_GROUP``.

    Notes
    -----
    Formula: hide 0 < n < minimum; while ``exposed_sets`` of the published sums is not
    empty, or ``cell_bounds`` leaves a hidden cell one whole number only, hide the
    cheapest shown cell or rectangle of cells (fewest people) that ends this exposure.

    Assumes: empty cells are shown as empty; the attacker knows the rule and all sums.

    Do not use when: the same people stand in a second table (check both with
    ``views_are_safe``).

    Examples
    --------
    >>> suppress_table([[3, 9, 12]]).hidden.tolist()
    [[True, True, False]]

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4.
    """
    table = _whole(as_matrix("counts", counts))
    limit = integer("minimum", minimum, minimum=MINIMUM_GROUP)
    too_few = (table > 0) & (table < limit)
    try:
        hidden, is_safe = _closed(table, too_few, limit)
    except SearchTooLargeError:
        # What cannot be proven safe is not shown.
        hidden, is_safe = table > 0, False
    return TableDecision(
        too_few=too_few,
        complementary=hidden & ~too_few,
        totals_are_safe=is_safe,
    )


def _closed(table: Matrix, too_few: Mask, minimum: int) -> tuple[Mask, bool]:
    """Hide cells until nothing is exposed; say whether that was possible."""
    hidden = too_few
    while (target := _weakest(table, hidden, minimum)) is not None:
        protected = _protected(table, hidden, target)
        if protected is None:
            return hidden, False
        hidden = protected
    return hidden, True


def _whole(table: Matrix) -> Matrix:
    bad = np.argwhere((table < 0) | (table != np.floor(table)))
    if bad.size:
        row, column = bad[0]
        raise ValueError(
            f"counts must be whole numbers from 0, got {table[row, column]!r} "
            f"at row {row}, column {column}."
        )
    return table


def _weakest(table: Matrix, hidden: Mask, minimum: int) -> Cells | None:
    """Return cells that the published sums expose together, None if there are none."""
    cells = np.argwhere(hidden)
    if not len(cells):
        return None
    equations, sizes = _sums(hidden), table[hidden]
    exposed = exposed_sets(equations, sizes, minimum=minimum)
    if exposed:
        return _cells(cells[list(exposed[0])])
    bounds = cell_bounds(equations, equations @ sizes)
    lowest, highest = np.ceil(bounds[:, 0] - 1e-6), np.floor(bounds[:, 1] + 1e-6)
    pinned = np.flatnonzero(lowest >= highest)
    return _cells(cells[pinned[:1]]) if pinned.size else None


def _protected(table: Matrix, hidden: Mask, target: Cells) -> Mask | None:
    """Hide what protects ``target`` at the least cost, None if all is hidden."""
    choices = sorted(
        _choices(table, hidden, target),
        key=lambda cells: (sum(table[cell] for cell in cells), len(cells)),
    )
    masks = (_with(hidden, cells) for cells in choices)
    first = None
    for mask in masks:
        first = mask if first is None else first
        if not _is_exposed(mask, target):
            return mask
    return first


def _choices(table: Matrix, hidden: Mask, target: Cells) -> set[Cells]:
    """Return sets of shown cells that may help: single ones, and corners.

    A cell is safest in a rectangle of four hidden cells (the hypercube method).
    """
    shown = (table > 0) & ~hidden
    choices: set[Cells] = {(cell,) for cell in _cells(np.argwhere(shown))}
    for row, column in target:
        for other_row in range(table.shape[0]):
            for other_column in range(table.shape[1]):
                corners = {
                    (row, other_column),
                    (other_row, column),
                    (other_row, other_column),
                }
                if all(table[corner] > 0 for corner in corners):
                    choices.add(tuple(sorted(c for c in corners if shown[c])))
    return choices - {()}


def _is_exposed(hidden: Mask, target: Cells) -> bool:
    order = {cell: at for at, cell in enumerate(_cells(np.argwhere(hidden)))}
    positions = tuple(order[cell] for cell in target)
    return bool(are_dependent(null_basis(_sums(hidden)), [positions])[0])


def _cells(positions: npt.NDArray[np.int64]) -> Cells:
    return tuple((int(row), int(column)) for row, column in positions)


def _with(hidden: Mask, cells: Cells) -> Mask:
    result = hidden.copy()
    for cell in cells:
        result[cell] = True
    return result


def _sums(hidden: Mask) -> Matrix:
    """Return the row and column sums as equations in the hidden cells."""
    rows, columns = np.nonzero(hidden)
    sums = np.arange(hidden.shape[0])[:, None] == rows
    if hidden.shape[0] > 1:
        by_column = np.arange(hidden.shape[1])[:, None] == columns
        sums = np.vstack([sums, by_column])
    return np.asarray(sums, dtype=np.float64)
