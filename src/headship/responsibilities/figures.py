"""The interval plot of the 21, drawn once for each page that shows it."""

from functools import cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.frameworks.responsibilities import Responsibility, load_responsibilities

POINTER = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
LOW, HIGH = 0.0, 0.6  # Holds every interval and, at its left end, no relation at all.


def evidence_figure(here: str = "") -> SafeString:
    """Draw the intervals of all 21; ``here`` is the key of one to point out."""
    return _evidence_figure(here, get_language())


@cache
def _evidence_figure(here: str, _language: str | None) -> SafeString:
    rows = tuple(_row(one, here) for one in load_responsibilities())
    return draw_intervals(
        Intervals(
            title=_("Correlation of 21 responsibilities with student achievement"),
            desc=_("All 21 intervals overlap: each contains 0.22 to 0.26."),
            rows=rows,
            low=LOW,
            high=HIGH,
            axis=_("Correlation with student achievement (0: no relation)"),
        )
    )


def _row(one: Responsibility, here: str) -> Estimate:
    return Estimate(
        label=f"{POINTER} {one.short_name}" if one.key == here else one.short_name,
        value=one.evidence_2005.r,
        lower=one.evidence_2005.lower,
        upper=one.evidence_2005.upper,
        group=one.component.value,
    )
