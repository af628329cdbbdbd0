"""Figures drawn on the server: a frozen description in, an SVG out.

They need no script and no stylesheet: each shape carries presentation attributes for
paper, and classes that give it the colors of the page's theme. Every text is escaped.

Vocabulary: a *series* is who or when a mark stands for (teachers, the second wave); a
*mark* is one estimate with its interval on a *rail*; a *row* is a label with its marks;
a mark is *faint* if few answers stand behind it; a value that is ``Suppressed`` is drawn
hatched.

| figure         | question it answers                                          |
|----------------|--------------------------------------------------------------|
| ``Spine``      | how do the 21 responsibilities stand, for each rater group?   |
| ``Intervals``  | how large is each estimate, and how sure is it?               |
| ``Shares``     | how are the answers spread over the scale?                    |
| ``Changes``    | what moved between two waves, and is it more than noise?      |
| ``Rates``      | who has been asked, and how many have answered?               |
| ``Forest``     | what did each study find, and what do they come to together?  |
| ``Funnel``     | do small studies say something else than large ones?          |
"""

from headship.core.charts.changes import Change, Changes, draw_changes
from headship.core.charts.forest import (
    Forest,
    ForestRow,
    ForestSummary,
    draw_forest,
)
from headship.core.charts.funnel import Funnel, FunnelPoint, draw_funnel
from headship.core.charts.intervals import Estimate, Intervals, draw_intervals
from headship.core.charts.marks import Mark, Series, Shape
from headship.core.charts.rates import Rate, Rates, draw_rates
from headship.core.charts.shares import Share, Shares, draw_shares
from headship.core.charts.spine import Size, Spine, SpineRow, draw_spine

__all__ = [
    "Change",
    "Changes",
    "Estimate",
    "Forest",
    "ForestRow",
    "ForestSummary",
    "Funnel",
    "FunnelPoint",
    "Intervals",
    "Mark",
    "Rate",
    "Rates",
    "Series",
    "Shape",
    "Share",
    "Shares",
    "Size",
    "Spine",
    "SpineRow",
    "draw_changes",
    "draw_forest",
    "draw_funnel",
    "draw_intervals",
    "draw_rates",
    "draw_shares",
    "draw_spine",
]
