"""What the findings of each intervention in a list come to, counted for all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headship.evidence.search.catalog import Catalog
from headship.evidence.search.facets import Facet
from headship.evidence.search.questions import Group

BINS = 21  # Bars of effects; odd, so that one stands on zero.
REACH = 1.0  # Effects beyond are counted in the first and the last bar.


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One intervention's findings among the results.

    ``directions`` counts by the values of the facet of effects; ``sure`` and ``chance``
    count by the size of the effect, those beyond chance and those that could be it.
    """

    findings: int
    studies: int
    directions: dict[str, int]
    domains: tuple[str, ...]
    sure: list[int]
    chance: list[int]


def tally(catalog: Catalog, groups: Sequence[Group]) -> list[Tally]:
    """Count the findings of some groups; domains are named the commonest first."""
    if not groups:
        return []
    columns, size = catalog.columns, len(groups)
    rows = np.concatenate([group.rows for group in groups])
    owners = np.repeat(np.arange(size), [len(group.rows) for group in groups])
    is_finding = columns.finding[rows] > 0
    rows, owners = rows[is_finding], owners[is_finding]
    pairs = np.unique(columns.pair[rows].astype(np.int64) * size + owners)
    studies = np.bincount(pairs % size, minlength=size).tolist()
    sure, chance = count_bars(
        columns.effect[rows], columns.is_significant[rows], owners, size
    )
    directions = _by_value(catalog.facets.get("effect"), rows, owners, size)
    domains = _by_value(catalog.facets.get("domain"), rows, owners, size)
    findings = np.bincount(owners, minlength=size).tolist()
    return [
        Tally(
            findings=findings[place],
            studies=studies[place],
            directions=directions[place],
            domains=tuple(
                sorted(domains[place], key=domains[place].__getitem__, reverse=True)
            ),
            sure=sure[place],
            chance=chance[place],
        )
        for place in range(size)
    ]


def count_bars(
    effects: NDArray[np.floating],
    is_sure: NDArray[np.bool_],
    owners: NDArray[np.integer],
    size: int,
) -> tuple[list[list[int]], list[list[int]]]:
    """Count effects by owner and bar: those beyond chance, and those that could be it."""
    is_known = ~np.isnan(effects)
    share = (effects[is_known].clip(-REACH, REACH) + REACH) / (2 * REACH)
    bins = np.minimum(BINS - 1, (share * BINS).astype(np.int64))
    keys = (owners[is_known] + size * ~is_sure[is_known]) * BINS + bins
    counts = np.bincount(keys, minlength=2 * size * BINS).reshape(2, size, BINS)
    return counts[0].tolist(), counts[1].tolist()


def _by_value(
    facet: Facet | None, rows: NDArray[np.intp], owners: NDArray[np.intp], size: int
) -> list[dict[str, int]]:
    """Count rows by owner and value of a facet of which each row has one value."""
    if facet is None:
        return [{} for _ in range(size)]
    keys, counts = np.unique(
        owners * len(facet.values) + facet.codes[rows], return_counts=True
    )
    found: list[dict[str, int]] = [{} for _ in range(size)]
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        owner, code = divmod(key, len(facet.values))
        found[owner][facet.values[code]] = count
    return found
