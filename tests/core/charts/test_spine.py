import re

from tests.core.charts.samples import SERIES, spine

from headship.core import charts
from headship.core.styleguide import NAMES
from headship.core.suppression import Suppressed


def whole_spine(value=3.0):
    return spine(
        title="t",
        rows=tuple(
            charts.SpineRow(
                key=label,
                label=label,
                group=group,
                marks=(charts.Mark(series="self", value=value),),
            )
            for group, label in NAMES
        ),
        series=SERIES[:1],
    )


def heights(svg, tag="circle", name="cy"):
    return [float(y) for y in re.findall(rf'<{tag}[^>]* {name}="([\d.]+)"', svg)]


def test_small_sizes_keep_the_rows_in_proportion():
    strip = heights(charts.draw_spine(whole_spine(), charts.Size.STRIP))
    other = heights(charts.draw_spine(whole_spine(4.5), charts.Size.STRIP))

    assert len(strip) == 21
    assert strip == other


def test_rows_of_a_size_stand_where_they_stand_whatever_they_hold():
    empty = spine(rows=whole_spine().rows[:1] + whole_spine(None).rows[1:])

    drawn = heights(charts.draw_spine(empty, charts.Size.SPARK))

    full = heights(charts.draw_spine(whole_spine(), charts.Size.SPARK))
    assert drawn == full[:1]


def test_components_are_named_once_each_in_their_hue():
    wide, _ = charts.draw_spine(whole_spine()).split("</svg>", 1)

    headings = re.findall(
        r'class="fill-(focus|change|community)"[^>]*>(\w+)</text>', wide
    )
    assert [word.lower() for _, word in headings] == [hue for hue, _ in headings]


def test_legend_explains_hatching_only_where_there_is_some():
    assert "not shown" in charts.draw_spine(spine(rows=(withheld_row(),), desc=""))
    assert "not shown" not in charts.draw_spine(whole_spine())


def withheld_row():
    marks = (
        charts.Mark(series="self", value=4.0),
        charts.Mark(series="teachers", value=Suppressed()),
    )
    return charts.SpineRow(key="o", label="Order", group="focus", marks=marks)


def test_small_row_shows_what_may_be_shown():
    drawn = charts.draw_spine(spine(rows=(withheld_row(),)), charts.Size.SPARK)

    assert "<circle" in drawn
    assert "stroke-hatch" not in drawn


def test_small_row_is_hatched_if_nothing_may_be_shown():
    row = charts.SpineRow(
        key="o",
        label="Order",
        group="focus",
        marks=(charts.Mark(series="self", value=Suppressed()),),
    )

    drawn = charts.draw_spine(spine(rows=(row,)), charts.Size.SPARK)

    assert "stroke-hatch" in drawn


def test_range_of_differences_has_round_ticks():
    assert spine(low=-1, high=1).ticks == [-1.0, -0.5, 0.0, 0.5, 1.0]
