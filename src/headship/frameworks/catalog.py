"""Read a catalog file and check it field by field.

Vocabulary: a *catalog* is one TOML file in ``data/``; an *entry* is one of its tables.
Every complaint names the file, the entry and the field, because the person who reads it
is editing that file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

DATA = Path(__file__).parent / "data"

Choice = TypeVar("Choice", bound=StrEnum)


class CatalogError(ValueError):
    """A catalog file says something it must not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a catalog; ``label`` says which, for complaints."""

    file: str
    label: str
    values: Mapping[str, Any]

    def error(self, field: str, problem: str) -> CatalogError:
        """Return the complaint about ``field``, ready to raise."""
        return CatalogError(f"{self.file}, {self.label}: {field} {problem}.")

    def allow_only(self, *fields: str) -> None:
        """Refuse fields that nothing reads: most often a misspelling."""
        for field in self.values:
            if field not in fields:
                raise self.error(field, "is not a field that is read here")

    def text(self, field: str) -> str:
        """Return a text on one line; line breaks in the file carry no meaning."""
        return self._one_line(field, self._required(field))

    def optional_text(self, field: str) -> str:
        """Return a text, or an empty string where the field is left out."""
        return self.text(field) if field in self.values else ""

    def texts(self, field: str, *, least: int = 0, most: int) -> tuple[str, ...]:
        """Return a list of ``least`` to ``most`` different texts."""
        value = self._required(field)
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise self.error(field, f"must be a list of {least} to {most} texts")
        texts = tuple(self._one_line(field, item) for item in value)
        if len(set(texts)) < len(texts):
            raise self.error(field, "says the same thing twice")
        return texts

    def number(self, field: str, *, low: float, high: float) -> float:
        """Return a number from ``low`` to ``high``."""
        value = self._required(field)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(field, f"must be a number, not {value!r}")
        if not low <= value <= high:
            raise self.error(field, f"must lie from {low} to {high}, not {value}")
        return float(value)

    def count(self, field: str, *, most: int) -> int:
        """Return a whole number from 1 to ``most``."""
        value = self._required(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(field, f"must be a whole number, not {value!r}")
        if not 1 <= value <= most:
            raise self.error(field, f"must lie from 1 to {most}, not {value}")
        return value

    def choice(self, field: str, choices: type[Choice]) -> Choice:
        """Return the member of ``choices`` that the field names."""
        value = self._required(field)
        try:
            return choices(value)
        except ValueError:
            options = ", ".join(choices)
            raise self.error(
                field, f"must be one of {options}, not {value!r}"
            ) from None

    def entry(self, field: str) -> "Entry":
        """Return a table inside this one."""
        value = self._required(field)
        if not isinstance(value, dict):
            raise self.error(field, f"must be a table, not {value!r}")
        return Entry(self.file, f"{self.label}, {field}", value)

    def entries(self, field: str, *, name: str) -> tuple["Entry", ...]:
        """Return the tables of a list, labeled by their ``name`` field; each once."""
        value = self._required(field)
        if not isinstance(value, list) or not value:
            raise self.error(field, "must be a list of tables")
        found = tuple(self._labeled(field, name, item) for item in value)
        labels = [entry.label for entry in found]
        for label in labels:
            if labels.count(label) > 1:
                raise CatalogError(f"{self.file}, {label}: stands here twice.")
        return found

    def _labeled(self, field: str, name: str, item: object) -> "Entry":
        if not isinstance(item, dict):
            raise self.error(field, f"must hold tables only, not {item!r}")
        named = Entry(self.file, f"a {field}", item).text(name)
        return Entry(self.file, f"{field} {named}", item)

    def _required(self, field: str) -> Any:
        if field not in self.values:
            raise self.error(field, "is missing")
        return self.values[field]

    def _one_line(self, field: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, f"must be a text, not {value!r}")
        return " ".join(value.split())


def read_catalog(file: str, folder: Path = DATA) -> Entry:
    """Return the whole of ``file`` as one entry."""
    try:
        values = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{file} is not valid TOML: {error}.") from error
    return Entry(file, "top level", values)
