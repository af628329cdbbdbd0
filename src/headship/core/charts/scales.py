"""From a value to a place on the paper."""

from dataclasses import dataclass
from itertools import count
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A rail from ``low`` at ``start`` to ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value; beyond the rail is its end."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def whole_ticks(low: float, high: float) -> list[float]:
    """Return the whole numbers of a rating scale."""
    return [float(value) for value in range(ceil(low), floor(high) + 1)]


def round_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return about so many round numbers that lie between two values."""
    step = _round_step((high - low) / about)
    first = ceil(low / step - 1e-9)
    ticks: list[float] = []
    for place in count(first):
        if place * step > high + step * 1e-9:
            return ticks
        ticks.append(round(place * step, 10))
    return ticks


def round_range(values: list[float]) -> tuple[float, float]:
    """Return round ends that hold every value."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = _round_step((high - low) / 5)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step


def _round_step(rough: float) -> float:
    size = 10.0 ** floor(log10(rough))
    return size * next(
        factor for factor in (1, 2, 2.5, 5, 10) if rough <= factor * size
    )


def tick_words(value: float) -> str:
    """Write a tick with a real minus sign and no more digits than it needs."""
    return f"{value:g}".replace("-", "\u2212")
