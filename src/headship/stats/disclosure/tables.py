"""Complementary suppression in one- and two-way tables with published totals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Matrix, as_matrix, integer
from headship.stats.disclosure.groups import MINIMUM_GROUP
from headship.stats.disclosure.solving import cell_bounds, exposed_sets

Mask = npt.NDArray[np.bool_]


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
        Masks of cells hidden for their size and hidden to protect those.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0, ``minimum`` is below
        ``MINIMUM_GROUP``, or the table has too many small cells for an exact proof.

    Notes
    -----
    Formula: hide 0 < n < minimum; while ``exposed_sets`` of the published sums is not
    empty, or ``cell_bounds`` leaves a hidden cell one whole number only, hide the
    shown cell that leaves the fewest exposures (then the smallest one).

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
    hidden = too_few.copy()
    while not _is_safe(table, hidden, limit):
        candidates = np.argwhere((table > 0) & ~hidden)
        if not len(candidates):
            return TableDecision(
                too_few=too_few, complementary=hidden & ~too_few, totals_are_safe=False
            )
        hidden = min(
            (_with(hidden, row, column) for row, column in candidates),
            key=lambda mask: (_n_exposures(table, mask, limit), table[mask].sum()),
        )
    return TableDecision(
        too_few=too_few, complementary=hidden & ~too_few, totals_are_safe=True
    )


def _whole(table: Matrix) -> Matrix:
    bad = np.argwhere((table < 0) | (table != np.floor(table)))
    if bad.size:
        row, column = bad[0]
        raise ValueError(
            f"counts must be whole numbers from 0, got {table[row, column]!r} "
            f"at row {row}, column {column}."
        )
    return table


def _with(hidden: Mask, row: int, column: int) -> Mask:
    result = hidden.copy()
    result[row, column] = True
    return result


def _n_exposures(table: Matrix, hidden: Mask, minimum: int) -> int:
    return len(exposed_sets(_sums(hidden), table[hidden], minimum=minimum))


def _is_safe(table: Matrix, hidden: Mask, minimum: int) -> bool:
    if not hidden.any():
        return True
    if _n_exposures(table, hidden, minimum):
        return False
    equations = _sums(hidden)
    bounds = cell_bounds(equations, equations @ table[hidden])
    lowest, highest = np.ceil(bounds[:, 0] - 1e-6), np.floor(bounds[:, 1] + 1e-6)
    return bool((lowest < highest).all())


def _sums(hidden: Mask) -> Matrix:
    """Return the row and column sums as equations in the hidden cells."""
    rows, columns = np.nonzero(hidden)
    sums = np.arange(hidden.shape[0])[:, None] == rows
    if hidden.shape[0] > 1:
        by_column = np.arange(hidden.shape[1])[:, None] == columns
        sums = np.vstack([sums, by_column])
    return np.asarray(sums, dtype=np.float64)
