"""Sign-ins without a password, for a demonstration on this machine only.

The app that knows who people are hands in the personas; see ``register``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One person to try the product as."""

    user_ref: UUID
    name: str
    words: str


_sources: list[Callable[[], list[Persona]]] = []


def register(source: Callable[[], list[Persona]]) -> None:
    """Say who the personas are."""
    _sources[:] = [source]


def personas() -> list[Persona]:
    """Return the personas, or nobody outside the demonstration."""
    if not settings.DEMO:
        return []
    return [persona for source in _sources for persona in source()]
