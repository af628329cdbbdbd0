"""Which findings to pool: a domain with the default rule, or numbers."""

from collections.abc import Iterable

from django.http import QueryDict

LONGEST = 120


def read_numbers(values: Iterable[str]) -> list[int]:
    """Return finding numbers from ``f=1&f=2`` or ``f=1,2``; the rest is skipped."""
    parts = (part.strip() for value in values for part in value.split(","))
    numbers = (int(part) for part in parts if part.isascii() and part.isdigit())
    return list(dict.fromkeys(number for number in numbers if number < 2**31))


class SynthesisForm:
    """The choice that an address carries; nothing of it can be wrong, only empty."""

    def __init__(self, data: QueryDict) -> None:
        self.domain = data.get("domain", "")[:LONGEST]
        self.intervention = data.get("intervention", "")[:LONGEST]
        self.numbers = read_numbers(data.getlist("f"))
