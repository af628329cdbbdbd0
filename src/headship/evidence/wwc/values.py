"""Reading single cells; what cannot be read is refused with its row and column."""

import math
import re
from datetime import date, datetime

from headship.evidence.wwc.tables import Row

BLANKS = frozenset({"", "NA", "N/A", "NR", "NULL", "nan", "."})
LARGEST_COUNT = 2_147_483_647  # What a column of the database holds.
_FLAGS = {"": None, "True": True, "False": False, "1": True, "0": False}


def number(row: Row, name: str) -> float | None:
    """Return a number, or None where nothing is reported."""
    text = row.text(name)
    if text in BLANKS:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise row.error(name, f"“{text[:40]}” is not a number.")
    return value


def between(row: Row, name: str, low: float, high: float) -> float | None:
    """Return a number within bounds."""
    value = number(row, name)
    if value is not None and not low <= value <= high:
        raise row.error(name, f"{value:g} is not between {low:g} and {high:g}.")
    return value


def whole(row: Row, name: str, low: int = 0, high: int = LARGEST_COUNT) -> int | None:
    """Return a whole number within bounds."""
    value = between(row, name, low, high)
    if value is None:
        return None
    if value != int(value):
        raise row.error(name, f"{value:g} is not a whole number.")
    return int(value)


def key(row: Row, name: str) -> int:
    """Return a number that must be there, because it names a record."""
    value = whole(row, name, 1)
    if value is None:
        raise row.error(name, "is empty, but every row needs it.")
    return value


def words(row: Row, name: str, longest: int) -> str:
    """Return a text that fits its place."""
    text = row.text(name)
    if len(text) > longest:
        raise row.error(
            name, f"has {len(text)} characters; at most {longest} are expected."
        )
    return text


def flag(row: Row, name: str) -> bool | None:
    """Return a flag written as True, False, 1 or 0."""
    text = row.text(name)
    if text not in _FLAGS:
        raise row.error(name, f"“{text[:40]}” is neither True nor False.")
    return _FLAGS[text]


def day(row: Row, name: str) -> date | None:
    """Return the day of a date such as 3/11/2020 9:41:00 AM."""
    text = row.text(name)
    if text in BLANKS:
        return None
    found = re.match(r"\d{1,2}/\d{1,2}/\d{4}\b", text)
    try:
        return datetime.strptime(found[0], "%m/%d/%Y").date()  # type: ignore[index]  # noqa: DTZ007
    except (TypeError, ValueError):
        raise row.error(
            name, f"“{text[:40]}” is not a date such as 3/11/2020."
        ) from None


def one_of(row: Row, name: str, choices: dict[str, str]) -> str:
    """Return what one of the known wordings stands for, whatever its capitals."""
    text = row.text(name)
    found = choices.get(text.casefold())
    if found is None:
        raise row.error(name, f"“{text[:60]}” is not a known value.")
    return found
