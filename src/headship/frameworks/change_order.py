"""First- and second-order change: telling them apart, and what each calls for.

Vocabulary: a *contrast* is one of the four questions whose answers range from
first-order to second-order; *leaning on* a responsibility means doing more of it in
person; one that *seems to suffer* feels worse to staff while the change is under way.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headship.frameworks.catalog import DATA, CatalogError, Entry, read_catalog
from headship.frameworks.certainty import Certainty
from headship.frameworks.research import Source, cited
from headship.frameworks.responsibilities import (
    Responsibility,
    SecondOrderRole,
    load_responsibilities,
)

FILE = "change_order.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A question that tells first- from second-order change."""

    key: str
    question: str
    first_order: str
    second_order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRule:
    """When a person's answers count as second-order, and a group's as mixed."""

    certainty: Certainty
    lowest: int
    highest: int
    second_order_mean: float
    values_alone: int
    mixed_share: float

    @property
    def second_order_share(self) -> float:
        """The share of a group from which on the group sees second-order change."""
        return 1 - self.mixed_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One of the two orders of change and what it asks of a leader."""

    key: str
    name: str
    summary: str
    calls_for: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeanOn:
    """A responsibility that second-order change needs more of, and why."""

    responsibility: Responsibility
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeemsToSuffer:
    """A responsibility that feels worse meanwhile, and whom to share it with."""

    responsibility: Responsibility
    feels_like: str
    share_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrder:
    """Everything the product knows about the order of a change."""

    source: Source
    intro: str
    screen: ScreenRule
    contrasts: tuple[Contrast, ...]
    first: Order
    second: Order
    lean_on: tuple[LeanOn, ...]
    seems_to_suffer: tuple[SeemsToSuffer, ...]


@cache
def load_change_order(folder: Path = DATA) -> ChangeOrder:
    """Return the contrasts, the two orders and the two lists."""
    top = read_catalog(FILE, folder)
    top.allow_only(
        "source", "intro", "screen", "contrast", "order", "lean_on", "seems_to_suffer"
    )
    first, second = _orders(top)
    known = {one.key: one for one in load_responsibilities(folder)}
    return ChangeOrder(
        source=cited(top, folder),
        intro=top.text("intro"),
        screen=_screen(top.entry("screen")),
        contrasts=tuple(_contrast(one) for one in top.entries("contrast", name="key")),
        first=first,
        second=second,
        lean_on=_lean_on(top, known),
        seems_to_suffer=_seems_to_suffer(top, known),
    )


def _orders(top: Entry) -> tuple[Order, Order]:
    orders = tuple(_order(entry) for entry in top.entries("order", name="key"))
    if tuple(order.key for order in orders) != ("first", "second"):
        raise CatalogError(f"{FILE}, order: key must be first, then second.")
    return orders[0], orders[1]


def _order(entry: Entry) -> Order:
    entry.allow_only(*Order.__dataclass_fields__)
    return Order(
        key=entry.text("key"),
        name=entry.text("name"),
        summary=entry.text("summary"),
        calls_for=entry.text("calls_for"),
        advice=entry.texts("advice", least=1, most=5),
    )


def _contrast(entry: Entry) -> Contrast:
    entry.allow_only(*Contrast.__dataclass_fields__)
    return Contrast(
        key=entry.text("key"),
        question=entry.text("question"),
        first_order=entry.text("first_order"),
        second_order=entry.text("second_order"),
    )


def _screen(entry: Entry) -> ScreenRule:
    entry.allow_only(*ScreenRule.__dataclass_fields__)
    lowest = entry.count("lowest", most=9)
    highest = entry.count("highest", most=9)
    if lowest >= highest:
        raise entry.error("highest", f"must be above lowest, not {highest}")
    return ScreenRule(
        certainty=entry.choice("certainty", Certainty),
        lowest=lowest,
        highest=highest,
        second_order_mean=entry.number("second_order_mean", low=lowest, high=highest),
        values_alone=entry.count("values_alone", most=highest),
        mixed_share=entry.number("mixed_share", low=0, high=0.5),
    )


def _lean_on(top: Entry, known: dict[str, Responsibility]) -> tuple[LeanOn, ...]:
    entries = top.entries("lean_on", name="responsibility")
    ranks = {one.second_order.rank: key for key, one in known.items()}
    expected = [ranks[rank] for rank in sorted(rank for rank in ranks if rank)]
    keys = [entry.text("responsibility") for entry in entries]
    if keys != expected:
        raise _disagreement("lean_on", expected, keys)
    return tuple(
        LeanOn(
            responsibility=known[entry.text("responsibility")],
            because=entry.text("because"),
        )
        for entry in entries
    )


def _seems_to_suffer(
    top: Entry, known: dict[str, Responsibility]
) -> tuple[SeemsToSuffer, ...]:
    entries = top.entries("seems_to_suffer", name="responsibility")
    negative = SecondOrderRole.NEGATIVE
    expected = {key for key, one in known.items() if one.second_order.role is negative}
    keys = [entry.text("responsibility") for entry in entries]
    if set(keys) != expected:
        raise _disagreement("seems_to_suffer", sorted(expected), keys)
    return tuple(
        SeemsToSuffer(
            responsibility=known[entry.text("responsibility")],
            feels_like=entry.text("feels_like"),
            share_with=entry.text("share_with"),
        )
        for entry in entries
    )


def _disagreement(field: str, expected: list[str], keys: list[str]) -> CatalogError:
    return CatalogError(
        f"{FILE}, {field}: responsibility must name {', '.join(expected)}, "
        f"as responsibilities.toml says, not {', '.join(keys)}."
    )
