"""Read the outside data sets that the meta-analysis rows use."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Values = dict[tuple[str, str], float]


@cache
def table(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


def data(shared: Path, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one data set of the meta folder."""
    return table(shared / "reference" / "meta" / name)


def column(rows: tuple[dict[str, str], ...], name: str) -> Array:
    """Return a column as numbers, NaN where it is empty."""
    return np.array([_number(row[name]) for row in rows])


def text(rows: tuple[dict[str, str], ...], name: str) -> list[str]:
    """Return a column as text."""
    return [row[name] for row in rows]


def _number(cell: str) -> float:
    return float("nan") if cell in ("", "NA") else float(cell)


def two_by_two(shared: Path) -> tuple[Array, Array, Array, Array]:
    """Return the four cells of the BCG trials."""
    rows = data(shared, "dat.bcg.csv")
    a, b, c, d = (column(rows, name) for name in ("tpos", "tneg", "cpos", "cneg"))
    return a, b, c, d


def bcg(shared: Path, measure: str = "RR") -> tuple[Array, Array]:
    """Return log risk ratios, log odds ratios or risk differences and variances."""
    a, b, c, d = two_by_two(shared)
    n1, n2 = a + b, c + d
    if measure == "OR":
        return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
    if measure == "RD":
        return a / n1 - c / n2, a * b / n1**3 + c * d / n2**3
    return np.log(a / n1) - np.log(c / n2), 1 / a - 1 / n1 + 1 / c - 1 / n2


def effects(shared: Path, name: str) -> tuple[Array, Array]:
    """Return the columns yi and vi."""
    rows = data(shared, name)
    return column(rows, "yi"), column(rows, "vi")


def molloy(shared: Path) -> tuple[Array, Array, Array, Array]:
    """Return Fisher z and variance, correlation and sample size."""
    rows = data(shared, "dat.molloy2014.csv")
    n, r = column(rows, "ni"), column(rows, "ri")
    return np.arctanh(r), 1 / (n - 3), r, n
