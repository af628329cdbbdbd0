"""Two widths of one figure: labels beside the rails, or above them on a phone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from headship.core.charts.svg import join


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where labels, rails and notes stand."""

    width: float
    label_x: float
    label_width: float
    rail_start: float
    rail_end: float
    is_narrow: bool

    @property
    def note_x(self) -> float:
        return self.width

    @property
    def rail(self) -> float:
        """Return how long the rail is."""
        return self.rail_end - self.rail_start

    @property
    def kind(self) -> str:
        return "chart chart-narrow" if self.is_narrow else "chart chart-wide"


WIDE = Layout(
    width=760,
    label_x=14,
    label_width=222,
    rail_start=256,
    rail_end=660,
    is_narrow=False,
)
NARROW = Layout(
    width=326,
    label_x=14,
    label_width=300,
    rail_start=22,
    rail_end=314,
    is_narrow=True,
)


def both(draw: Callable[[Layout], SafeString]) -> SafeString:
    """Draw a figure in both widths; the page shows the one that fits."""
    return join((draw(WIDE), draw(NARROW)))
