"""Records as lists show them, kept in memory until something is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MOST = 2000  # Records kept; one is 3 to 4 kB.

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Generic[Record]):
    """The records of one version of the library that lists have shown."""

    version: str
    by_pk: dict[int, Record] = field(default_factory=dict)


class Shelf(Generic[Record]):
    """Records of one kind; ``read`` fetches those that are missing."""

    def __init__(self, read: Callable[[Sequence[int]], dict[int, Record]]) -> None:
        self._read = read
        self._kept: _Kept[Record] = _Kept(version="")

    def take(self, version: str, pks: Sequence[int]) -> list[Record]:
        """Return records in the order given; one that is gone is left out."""
        kept = self._kept
        if kept.version != version or len(kept.by_pk) > MOST:
            kept = self._kept = _Kept(version=version)
        missing = [pk for pk in pks if pk not in kept.by_pk]
        if missing:
            kept.by_pk.update(self._read(missing))
        return [kept.by_pk[pk] for pk in pks if pk in kept.by_pk]
