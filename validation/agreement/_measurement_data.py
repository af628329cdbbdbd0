"""Read the outside data sets that the measurement rows use."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Values = dict[tuple[str, str], float]


@cache
def table(shared: Path, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one data set of the psych folder."""
    path = shared / "reference" / "psych" / name
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


def numbers(shared: Path, name: str, columns: Sequence[str] | None = None) -> Array:
    """Return columns as numbers, all but a leading label by default."""
    rows = table(shared, name)
    if columns is None:
        columns = [c for c in rows[0] if c not in {"row", "subject"}]
    return np.array([[_number(row[c]) for c in columns] for row in rows])


def labels(shared: Path, name: str, column: str) -> npt.NDArray[np.str_]:
    """Return one column as text."""
    return np.array([row[column] for row in table(shared, name)])


def long(
    shared: Path, name: str, items: Sequence[str], keys: Mapping[str, str]
) -> tuple[Array, dict[str, npt.NDArray[np.str_]]]:
    """Return ratings below each other, with the item and the keys of each."""
    rows = table(shared, name)
    ratings = numbers(shared, name, items).ravel()
    facets = {"item": np.tile(np.array(items), len(rows))}
    for facet, column in keys.items():
        facets[facet] = np.repeat(labels(shared, name, column), len(items))
    return ratings, facets


def _number(text: str) -> float:
    return float(text) if text not in {"", "NA"} else float("nan")
