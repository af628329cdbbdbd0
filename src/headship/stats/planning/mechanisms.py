"""How units are assigned to conditions: the physical act that inference rests on.

Vocabulary: an *assignment* is a vector of 0 (comparison) and 1 (program), or for a
stepped start the period in which each unit begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice, product
from math import comb, prod
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, integer

Assignments = npt.NDArray[np.int64]
Codes = npt.NDArray[np.intp]


class Mechanism(Protocol):
    """What every mechanism can do."""

    @property
    def n(self) -> int:
        """Return the number of units (rows)."""
        ...

    @property
    def count(self) -> int:
        """Return how many assignments are possible."""
        ...

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return random assignments, one per row: (draws, n)."""
        ...

    def every(self) -> Iterator[Assignments]:
        """Yield all assignments in batches of rows."""
        ...

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether the mechanism could have made this assignment."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Complete:
    """Exactly ``n_treated`` of ``size`` units receive the program."""

    size: int
    n_treated: int

    def __post_init__(self) -> None:
        """Refuse a design without two conditions."""
        integer("size", self.size, minimum=2)
        integer("n_treated", self.n_treated, minimum=1)
        if self.n_treated >= self.size:
            raise ValueError(
                f"n_treated must be below the {self.size} units, got {self.n_treated}."
            )

    @property
    def n(self) -> int:
        """Return the number of units."""
        return self.size

    @property
    def count(self) -> int:
        """Return how many assignments are possible."""
        return comb(self.size, self.n_treated)

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return random assignments, one per row."""
        order = rng.random((draws, self.size)).argpartition(self.n_treated - 1, axis=1)
        result = np.zeros((draws, self.size), dtype=np.int64)
        np.put_along_axis(result, order[:, : self.n_treated], 1, axis=1)
        return result

    def every(self) -> Iterator[Assignments]:
        """Yield all assignments in batches."""
        chosen = combinations(range(self.size), self.n_treated)
        while batch := list(islice(chosen, _BATCH)):
            result = np.zeros((len(batch), self.size), dtype=np.int64)
            np.put_along_axis(result, np.array(batch), 1, axis=1)
            yield result

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether the number of treated units is right."""
        given = np.asarray(assignment)
        return given.size == self.size and int(given.sum()) == self.n_treated


@dataclass(frozen=True, slots=True, eq=False)
class Blocked:
    """Within each block, ``n_treated`` units (a number per block) get the program.

    ``n_treated`` is keyed by block label; a block may lie in one condition entirely.
    """

    blocks: ArrayLike
    n_treated: dict[Any, int]
    _codes: Codes = field(init=False, repr=False, compare=False)
    _treated: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Match the numbers to the blocks."""
        labels, codes = np.unique(np.asarray(self.blocks), return_inverse=True)
        sizes = np.bincount(codes)
        treated = []
        for label, size in zip(labels.tolist(), sizes.tolist(), strict=True):
            if label not in self.n_treated:
                raise ValueError(f"n_treated lacks block {label!r}.")
            number = integer(f"n_treated of block {label!r}", self.n_treated[label])
            if number > size:
                raise ValueError(
                    f"n_treated of block {label!r} is {number}, more than its {size}"
                    " units."
                )
            treated.append(number)
        object.__setattr__(self, "_codes", codes.astype(np.intp))
        object.__setattr__(self, "_treated", tuple(treated))

    @property
    def n(self) -> int:
        """Return the number of units."""
        return int(self._codes.size)

    @property
    def count(self) -> int:
        """Return how many assignments are possible."""
        sizes = np.bincount(self._codes).tolist()
        return prod(comb(s, t) for s, t in zip(sizes, self._treated, strict=True))

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return random assignments, one per row."""
        # Sorting by block and then by chance ranks each unit within its block.
        order = np.argsort(self._codes + rng.random((draws, self.n)), axis=1)
        codes = np.sort(self._codes)
        starts = np.searchsorted(codes, np.arange(len(self._treated)))
        rank = np.arange(self.n) - starts[codes]
        first = (rank < np.array(self._treated)[codes]).astype(np.int64)
        result = np.empty((draws, self.n), dtype=np.int64)
        np.put_along_axis(result, order, np.broadcast_to(first, result.shape), axis=1)
        return result

    def every(self) -> Iterator[Assignments]:
        """Yield all assignments in batches."""
        members = [np.flatnonzero(self._codes == b) for b in range(len(self._treated))]
        ways = [
            [
                tuple(units[list(chosen)])
                for chosen in combinations(range(units.size), t)
            ]
            for units, t in zip(members, self._treated, strict=True)
        ]
        chosen = product(*ways)
        while batch := list(islice(chosen, _BATCH)):
            flat = [[unit for part in row for unit in part] for row in batch]
            result = np.zeros((len(batch), self.n), dtype=np.int64)
            np.put_along_axis(result, np.array(flat, dtype=np.intp), 1, axis=1)
            yield result

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether the number of treated units is right in each block."""
        given = np.asarray(assignment)
        if given.size != self.n:
            return False
        treated = np.bincount(self._codes, given, len(self._treated))
        return bool((treated == np.array(self._treated)).all())


def paired(pairs: ArrayLike) -> Blocked:
    """Return the mechanism that treats one unit of each pair.

    Parameters
    ----------
    pairs
        Label of each unit's pair.

    Returns
    -------
    Blocked

    Raises
    ------
    ValueError
        If a pair does not have two units.

    Notes
    -----
    Formula: 2 to the power of the number of pairs assignments, all equally likely.
    Assumes: within each pair a coin was tossed.
    Do not use when: pairs were broken up after the assignment.

    Examples
    --------
    >>> paired([1, 1, 2, 2, 3, 3]).count
    8

    References
    ----------
    Imai, King & Nall (2009), Statistical Science 24(1).
    """
    labels, sizes = np.unique(np.asarray(pairs), return_counts=True)
    if (sizes != 2).any():
        bad = int(np.argmax(sizes != 2))
        raise ValueError(
            f"pairs must have 2 units each; {labels.tolist()[bad]!r} has {int(sizes[bad])}."
        )
    return Blocked(pairs, dict.fromkeys(labels.tolist(), 1))


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """Whole clusters are assigned by ``mechanism``; rows follow their cluster.

    The mechanism's units are the clusters in the sorted order of their labels.
    """

    clusters: ArrayLike
    mechanism: "Complete | Blocked | Stepped"
    _codes: Codes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Match the clusters to the mechanism's units."""
        labels, codes = np.unique(np.asarray(self.clusters), return_inverse=True)
        if len(labels) != self.mechanism.n:
            raise ValueError(
                f"clusters has {len(labels)} labels for a mechanism of"
                f" {self.mechanism.n} units."
            )
        object.__setattr__(self, "_codes", codes.astype(np.intp))

    @property
    def n(self) -> int:
        """Return the number of rows."""
        return int(self._codes.size)

    @property
    def count(self) -> int:
        """Return how many assignments are possible."""
        return self.mechanism.count

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return random assignments, one per row."""
        return self.mechanism.draw(draws, rng)[:, self._codes]

    def every(self) -> Iterator[Assignments]:
        """Yield all assignments in batches."""
        for batch in self.mechanism.every():
            yield batch[:, self._codes]

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether clusters are whole and the mechanism could assign them."""
        given = np.asarray(assignment)
        if given.size != self.n:
            return False
        whole = np.empty(self.mechanism.n, dtype=given.dtype)
        whole[self._codes] = given
        return bool((whole[self._codes] == given).all()) and self.mechanism.possible(
            whole
        )


@dataclass(frozen=True, slots=True, eq=False)
class Stepped:
    """Units start in waves: ``starts`` lists the start of each wave's units.

    ``starts`` holds one starting period per unit, in any order (0 for never); it is
    their arrangement over the units that is random.
    """

    starts: ArrayLike
    _starts: Assignments = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a single wave."""
        starts = np.asarray(self.starts)
        if starts.ndim != 1 or starts.size < 2 or np.unique(starts).size < 2:
            raise ValueError(
                f"starts needs at least two different starting periods, got {starts!r}."
            )
        object.__setattr__(self, "_starts", np.sort(starts.astype(np.int64)))

    @property
    def n(self) -> int:
        """Return the number of units."""
        return int(self._starts.size)

    @property
    def count(self) -> int:
        """Return how many different arrangements are possible."""
        _, sizes = np.unique(self._starts, return_counts=True)
        left, total = self.n, 1
        for size in sizes.tolist():
            total *= comb(left, size)
            left -= size
        return total

    def draw(self, draws: int, rng: np.random.Generator) -> Assignments:
        """Return random starting periods, one arrangement per row."""
        return rng.permuted(np.tile(self._starts, (draws, 1)), axis=1)

    def every(self) -> Iterator[Assignments]:
        """Yield all arrangements in batches."""
        arrangements = _arrangements(self._starts.tolist())
        while batch := list(islice(arrangements, _BATCH)):
            yield np.array(batch, dtype=np.int64)

    def possible(self, assignment: ArrayLike) -> bool:
        """Return whether the waves have the right sizes."""
        return bool(np.array_equal(np.sort(np.asarray(assignment)), self._starts))


# Rows enumerated at once: large enough to vectorize, small enough to hold.
_BATCH = 4_096


def _arrangements(items: list[int]) -> Iterator[list[int]]:
    """Yield the distinct orders of sorted items, each following the last."""
    current = list(items)
    while True:
        yield list(current)
        i = len(current) - 2
        while i >= 0 and current[i] >= current[i + 1]:
            i -= 1
        if i < 0:
            return
        j = len(current) - 1
        while current[j] <= current[i]:
            j -= 1
        current[i], current[j] = current[j], current[i]
        current[i + 1 :] = reversed(current[i + 1 :])
