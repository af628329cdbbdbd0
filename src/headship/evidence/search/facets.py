"""Properties to filter by, and how many results each value would leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]

NONE = "none"  # The value of a holder for which nothing is reported.


class Level(StrEnum):
    """Who holds a facet's values."""

    ROW = "row"
    PAIR = "pair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One property: entry ``i`` says that ``holders[i]`` has the value ``codes[i]``.

    ``groups`` numbers the distinct interventions with a value, one number per
    intervention and value, so that interventions are counted once; ``group_codes`` says
    which value each number belongs to.
    """

    key: str
    level: Level
    values: tuple[str, ...]
    holders: Ints
    codes: Ints
    groups: Ints
    group_codes: Ints
    size: int

    @classmethod
    def gather(
        cls,
        key: str,
        level: Level,
        held: Sequence[Iterable[str]],
        interventions: Ints,
    ) -> "Facet":
        """Turn the values of each holder into entries; no values count as NONE."""
        entries = [
            (holder, value)
            for holder, values in enumerate(held)
            for value in (tuple(dict.fromkeys(values)) or (NONE,))
        ]
        values = tuple(sorted({value for _, value in entries}))
        numbers = {value: number for number, value in enumerate(values)}
        holders = np.array([holder for holder, _ in entries], dtype=np.int32)
        codes = np.array([numbers[value] for _, value in entries], dtype=np.int32)
        keys = interventions[holders].astype(np.int64) * max(1, len(values)) + codes
        distinct, groups = np.unique(keys, return_inverse=True)
        return cls(
            key=key,
            level=level,
            values=values,
            holders=holders,
            codes=codes,
            groups=groups.astype(np.int32),
            group_codes=(distinct % max(1, len(values))).astype(np.int32),
            size=len(held),
        )

    def holding(self, chosen: Iterable[str]) -> Bools:
        """Return which holders have one of the values; unknown values hold nothing."""
        wanted = np.isin(self.values, list(chosen))
        found = np.zeros(self.size, dtype=bool)
        found[self.holders[wanted[self.codes]]] = True
        return found

    def count_interventions(self, hit: Bools) -> NDArray[np.int64]:
        """Count the interventions of the hit holders by value."""
        kept = self.groups[hit[self.holders]]
        is_there = np.bincount(kept, minlength=len(self.group_codes)) > 0
        found = np.bincount(self.group_codes[is_there], minlength=len(self.values))
        return found.astype(np.int64)

    def count_rows(self, hits: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count rows by value; ``hits`` says how many rows each holder stands for."""
        found = np.bincount(
            self.codes, weights=hits[self.holders], minlength=len(self.values)
        )
        return found.astype(np.int64)
