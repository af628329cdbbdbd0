"""What the figures of several studies show."""

import re

from tests.core.charts.samples import forest, funnel

from headship.core import charts


def wide(drawing):
    return drawing.split("</svg>")[0]


def test_square_of_a_heavier_study_is_larger():
    rows = [
        charts.ForestRow(label="x", value=0.1, lower=0, upper=0.2, weight=weight)
        for weight in (0.8, 0.2)
    ]

    drawn = wide(charts.draw_forest(forest(rows=tuple(rows), summaries=())))

    sides = [float(side) for side in re.findall(r'<rect[^>]* width="([\d.]+)"', drawn)]
    assert sides == [14.0, 9.0]


def test_interval_beyond_the_paper_ends_in_an_arrow():
    far = charts.ForestRow(label="x", value=0.5, lower=-9, upper=9, weight=1)
    near = charts.ForestRow(label="x", value=0.5, lower=0.4, upper=0.6, weight=1)

    arrows = [
        wide(charts.draw_forest(forest(rows=(row,), summaries=()))).count("Z")
        for row in (far, near)
    ]

    assert arrows == [2, 0]


def test_study_beyond_the_paper_has_no_square():
    gone = charts.ForestRow(label="x", value=5, lower=4, upper=6, weight=1)

    drawn = wide(charts.draw_forest(forest(rows=(gone,), summaries=())))

    assert "<rect" not in drawn


def test_reach_beyond_the_paper_has_no_stop():
    def drawn(reach):
        summary = charts.ForestSummary(
            label="All", value=0.3, lower=0.1, upper=0.5, reach=reach
        )
        plot = forest(rows=(), summaries=(summary,))
        return wide(charts.draw_forest(plot)).count("stroke-accent")

    # A diamond, a line, and a stop at each end that is on the paper.
    assert [drawn(reach) for reach in [(-0.5, 0.9), (-0.5, 9), (-9, 9)]] == [4, 3, 2]


def test_forest_finds_ends_that_hold_every_interval():
    assert forest(low=None, high=None).ends == (-5.0, 10.0)


def test_most_precise_study_is_on_top_of_the_funnel():
    drawn = wide(charts.draw_funnel(funnel()))

    heights = [float(y) for y in re.findall(r'<circle[^>]* cy="([\d.]+)"', drawn)]
    assert heights[0] < heights[1]


def test_foot_of_the_funnel_is_on_the_paper():
    low, high = funnel().ends

    assert low <= 0.3 - 1.96 * 0.4
    assert high >= 1.2
