"""The form of a row of the permission table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One page: its URL's name, its method, and the permission that opens it.

    ``permission`` is None where every member may. ``target`` makes what the address
    names and returns the address's parts: ``lambda get: {"ref": get("teacher").ref}``,
    where ``get`` returns a fixture by name. ``data`` is what a POST sends.
    ``grow`` belongs to list pages: it adds that many more items, and the page must
    then take no more queries than before.
    """

    name: str
    method: str
    permission: Any
    target: Callable[[Callable[[str], Any]], dict[str, Any]] = field(
        default=lambda _get: {}
    )
    data: dict[str, Any] = field(default_factory=dict)
    grow: Callable[[Callable[[str], Any], int], None] | None = None

    def __str__(self):
        return f"{self.method} {self.name}"
