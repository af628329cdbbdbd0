"""The forest and the funnel of pooled findings."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import (
    Forest,
    ForestRow,
    ForestSummary,
    Funnel,
    FunnelPoint,
    draw_forest,
    draw_funnel,
)
from headship.core.components.numbers import change
from headship.evidence.analysis.synthesis import NORMAL_95, Included, Synthesis

# A forest of more rows is not read; the rest stays in the table.
MOST_ROWS = 40
MOST_POINTS = 500
REACH = 2.5  # Effect sizes beyond this squeeze all others together.


def forest_figure(found: Synthesis) -> SafeString:
    """Draw the findings with most weight, and the means of all."""
    places = sorted(
        range(len(found.included)), key=lambda place: -found.fixed.weights[place]
    )
    shown = sorted(places[:MOST_ROWS])
    rows = tuple(
        _row(found.included[place], float(found.fixed.weights[place]))
        for place in shown
    )
    bounds = [end for row in rows for end in (row.lower, row.upper)]
    if found.prediction is not None:
        bounds += [found.prediction.lower, found.prediction.upper]
    is_wide = min(bounds) < -REACH or max(bounds) > REACH
    return draw_forest(
        Forest(
            title=_("Effect size of each finding, and of all together"),
            desc=_("%(n)d findings are drawn. Right of zero is favorable.")
            % {"n": len(rows)},
            rows=rows,
            summaries=_summaries(found),
            low=-REACH if is_wide else None,
            high=REACH if is_wide else None,
            axis=_("Effect size (right is favorable)"),
        )
    )


def _row(one: Included, weight: float) -> ForestRow:
    return ForestRow(
        label=short_label(one),
        value=one.size,
        lower=one.size - NORMAL_95 * one.se,
        upper=one.size + NORMAL_95 * one.se,
        weight=weight,
        note=change(one.size, 2),
    )


def short_label(one: Included) -> str:
    """Name a finding by its first author and year."""
    study = one.finding.study
    author = re.split(r"[,;&(]", study.citation, maxsplit=1)[0].strip()[:26]
    return f"{author} {study.year}" if study.year else author


def _summaries(found: Synthesis) -> tuple[ForestSummary, ...]:
    summaries = [
        ForestSummary(
            label=_("Fixed effects"),
            value=found.fixed.estimate,
            lower=found.fixed.interval.lower,
            upper=found.fixed.interval.upper,
            note=change(found.fixed.estimate, 2),
        )
    ]
    if found.random is not None:
        reach = None
        if found.prediction is not None:
            reach = (found.prediction.lower, found.prediction.upper)
        summaries.append(
            ForestSummary(
                label=_("Random effects"),
                value=found.random.estimate,
                lower=found.random.interval.lower,
                upper=found.random.interval.upper,
                note=change(found.random.estimate, 2),
                reach=reach,
            )
        )
    return tuple(summaries)


def funnel_figure(found: Synthesis) -> SafeString | str:
    """Draw the funnel; fewer than three findings have none."""
    if len(found.included) < 3:
        return ""
    return draw_funnel(
        Funnel(
            title=_("Effect size of each finding by its standard error"),
            desc=_("The most precise findings are on top."),
            points=tuple(
                FunnelPoint(label=short_label(one), value=one.size, se=one.se)
                for one in found.included[:MOST_POINTS]
            ),
            middle=found.fixed.estimate,
            axis=_("Effect size (right is favorable)"),
            error_axis=_("Up: more precise (smaller standard error)"),
        )
    )
