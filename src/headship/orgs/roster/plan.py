"""What applying a roster would change, decided before anything is written."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any


class Kind(StrEnum):
    SCHOOL = auto()
    PERSON = auto()


class Verb(StrEnum):
    CREATE = auto()
    CHANGE = auto()
    ARCHIVE = auto()
    RESTORE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record before and after; ``pk`` is empty for one that is new.

    Fields of a school's context are named ``context.…``; a person's schools are the
    field ``schools``, a sorted tuple of roster IDs.
    """

    kind: Kind
    verb: Verb
    key: str
    label: str
    pk: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    line: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the change in a form that can be stored and shown."""
        return {
            "kind": self.kind.value,
            "verb": self.verb.value,
            "key": self.key,
            "label": self.label,
            "pk": self.pk,
            "line": self.line,
            "reason": self.reason,
            "fields": [
                [name, _plain(self.before.get(name)), _plain(value)]
                for name, value in sorted(self.after.items())
            ],
        }


@dataclass(slots=True)
class Plan:
    """Every change of one import, and how many records stay as they are."""

    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[Kind] = field(default_factory=Counter)

    def of(self, kind: Kind, *verbs: Verb) -> Iterator[Change]:
        """Yield the changes of one kind, of these verbs only if any are named."""
        return (
            change
            for change in self.changes
            if change.kind == kind and (not verbs or change.verb in verbs)
        )

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many records of each kind are created, changed and so on."""
        counted = Counter((change.kind, change.verb) for change in self.changes)
        return {
            kind.value: {
                **{verb.value: counted[kind, verb] for verb in Verb},
                "unchanged": self.unchanged[kind],
            }
            for kind in Kind
        }

    def fingerprint(self) -> str:
        """Return a hash that differs if any change would differ."""
        rows = sorted(
            json.dumps(change.as_json(), sort_keys=True) for change in self.changes
        )
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        return not self.changes


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)


def difference(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that differ, as they were and as they will be."""
    changed = [name for name in after if before.get(name) != after[name]]
    return (
        {name: before.get(name) for name in changed},
        {name: after[name] for name in changed},
    )
