"""The findings of one record as a figure: each with its interval, or many as bars."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.core.charts.layouts import Layout, both
from headship.core.charts.rows import draw_ticks
from headship.core.charts.scales import Scale
from headship.core.charts.svg import LINE, box, line, picture, text
from headship.evidence.reports.results import FindingResult
from headship.evidence.search.tallies import BINS, REACH, count_bars

Words = str | Promise

MOST_ROWS = 24  # More rows than that are read as a table, and drawn as bars.
STANDARD_ERRORS = 1.96  # To the ends of a 95 % interval.
LABEL = 70
BARS = 110.0
TICKS = [-1.0, -0.5, 0.0, 0.5, 1.0]
AXIS = gettext_lazy("Effect size: worse to the left of zero, better to the right")
ROWS_NOTE = gettext_lazy(
    "An effect whose interval holds zero could be chance. Faint: a part of a sample "
    "that has its own finding."
)
BARS_NOTE = gettext_lazy(
    "Each bar counts findings. Faint bars could be chance; effects beyond 1 stand in "
    "the last bar."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsFigure:
    """A drawing with how to read it; without findings of a size there is none."""

    svg: SafeString
    note: Words


def findings_figure(results: Sequence[FindingResult]) -> FindingsFigure | None:
    """Draw findings that have a size; nothing if none has."""
    sized = [one for one in results if one.effect is not None]
    if not sized:
        return None
    if len(sized) > MOST_ROWS:
        return FindingsFigure(
            svg=both(lambda layout: _bars(sized, layout)), note=BARS_NOTE
        )
    plot = Intervals(
        # A sign, not a placeholder; xgettext:no-python-format
        title=_("Each finding with its 95 % interval"),
        rows=tuple(map(_row, sized)),
        reference=0.0,
        axis=AXIS,
    )
    return FindingsFigure(svg=draw_intervals(plot), note=ROWS_NOTE)


def _row(one: FindingResult) -> Estimate:
    effect, se = one.effect or 0.0, one.finding.our_se
    reach = None if se is None else STANDARD_ERRORS * se
    label = one.finding.outcome_measure
    return Estimate(
        label=label if len(label) <= LABEL else f"{label[: LABEL - 1]}\u2026",
        value=effect,
        lower=None if reach is None else effect - reach,
        upper=None if reach is None else effect + reach,
        is_faint=one.finding.is_subgroup,
        note="" if se is not None else _("no interval"),
    )


def _bars(sized: Sequence[FindingResult], layout: Layout) -> SafeString:
    """Draw how many findings have an effect of about which size."""
    start, end = layout.label_x, layout.width - layout.label_x
    scale = Scale(low=-REACH, high=REACH, start=start, end=end)
    (dark,), (light,) = count_bars(
        np.array([one.effect for one in sized]),
        np.array([bool(one.is_sure) for one in sized]),
        np.zeros(len(sized), dtype=np.int64),
        1,
    )
    unit, step = (
        BARS / max(map(sum, zip(dark, light, strict=True))),
        (end - start) / BINS,
    )
    parts = [line(start, BARS + LINE, end, BARS + LINE, "rule-strong")]
    for place, (sure, chance) in enumerate(zip(dark, light, strict=True)):
        x, base = start + place * step + 1, BARS + LINE
        parts.append(box(x, base - sure * unit, step - 2, sure * unit, "step-5"))
        top = base - (sure + chance) * unit
        parts.append(box(x, top, step - 2, chance * unit, "step-3"))
        if sure + chance:
            parts.append(
                text(
                    str(sure + chance),
                    x + step / 2 - 1,
                    top - 8,
                    size=12,
                    anchor="middle",
                )
            )
    foot = BARS + LINE + 12
    parts += [
        line(scale.at(0), LINE, scale.at(0), BARS + LINE, "ink-soft", 1.5),
        draw_ticks(scale, TICKS, foot),
        text(AXIS, scale.at(0), foot + LINE, ink="ink-soft", anchor="middle"),
    ]
    return picture(
        parts,
        width=layout.width,
        height=foot + 2 * LINE,
        title=_("Findings by the size of the effect"),
        kind=layout.kind,
        is_hidden=layout.is_narrow,
    )
