"""What was read or written of a library, kept in memory until something is published."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Generic[Key, Thing]):
    version: str
    things: dict[Key, Thing] = field(default_factory=dict)


class Shelf(Generic[Key, Thing]):
    """Things of one version of the library; a full shelf is emptied and begun anew.

    Only what anyone may see belongs here: a shelf knows no visitors.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: _Kept[Key, Thing] = _Kept(version="")

    def of(self, version: str) -> dict[Key, Thing]:
        """Return what is kept of a version, to be read and added to."""
        kept = self._kept
        if kept.version != version or len(kept.things) > self._most:
            kept = self._kept = _Kept(version=version)
        return kept.things
