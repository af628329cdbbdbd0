"""Attack published tables by enumerating every table that fits what was published.

Run: ``python -m validation.disclosure.attack``. Two attackers: one knows the figures,
one also knows the suppression rule and discards tables for which the rule would have
published something else. Exits with 1 if a hidden small cell is pinned to one value.
"""

import sys
from collections.abc import Iterator

import numpy as np

from headship.stats.disclosure import suppress_table

SEED = 20261122
TABLES = 150
MINIMUM = 5


def consistent(table: np.ndarray, hidden: np.ndarray) -> Iterator[np.ndarray]:
    """Yield every table of whole numbers with the shown cells and all totals."""
    cells = np.argwhere(hidden)
    # The columns of a one-way table are its cells, and these are not published.
    columns = table.sum(0) if len(table) > 1 else np.full(table.shape[1], table.sum())
    yield from _fill(table.copy(), table.sum(1), columns, cells, 0)


def _fill(
    guess: np.ndarray,
    rows: np.ndarray,
    columns: np.ndarray,
    cells: np.ndarray,
    at: int,
) -> Iterator[np.ndarray]:
    if at == len(cells):
        fits_columns = len(rows) == 1 or (guess.sum(0) == columns).all()
        if fits_columns and (guess.sum(1) == rows).all():
            yield guess.copy()
        return
    row, column = cells[at]
    # A hidden cell is not empty: empty cells are always shown.
    for value in range(1, int(min(rows[row], columns[column])) + 1):
        guess[row, column] = value
        yield from _fill(guess, rows, columns, cells, at + 1)


def attack(table: np.ndarray) -> tuple[int, int, int]:
    """Return hidden small cells, and how many each attacker pins."""
    decision = suppress_table(table, minimum=MINIMUM)
    hidden = decision.hidden
    if not hidden.any() or not decision.totals_are_safe:
        return 0, 0, 0
    fitting = list(consistent(table, hidden))
    alike = [
        other
        for other in fitting
        if (suppress_table(other, minimum=MINIMUM).hidden == hidden).all()
    ]
    small = np.argwhere(decision.too_few)
    return len(small), _pinned(fitting, small), _pinned(alike, small)


def _pinned(tables: list[np.ndarray], small: np.ndarray) -> int:
    return sum(len({int(t[row, column]) for t in tables}) < 2 for row, column in small)


def main() -> int:
    """Print how often each attacker pins a hidden small cell."""
    rng = np.random.default_rng(SEED)
    totals = np.zeros(3, dtype=int)
    n_tables = n_hidden = 0
    while n_tables < TABLES:
        shape = (1, 4) if n_tables % 3 == 0 else (2, 3)
        table = rng.integers(0, 10, shape).astype(float)
        if suppress_table(table, minimum=MINIMUM).hidden.sum() > 5:
            continue
        totals += attack(table)
        n_tables += 1
        n_hidden += int(suppress_table(table, minimum=MINIMUM).hidden.sum())
    print(f"tables {n_tables}, hidden cells {n_hidden}, small ones {totals[0]}")
    print(f"pinned from the figures: {totals[1]}")
    print(f"pinned by knowing the rule as well: {totals[2]}")
    return int(totals[1])


if __name__ == "__main__":
    sys.exit(min(main(), 1))
