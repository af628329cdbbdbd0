"""What each figure of rows draws, and what it leaves out."""

import re

import pytest
from tests.core.charts.samples import changes, intervals, rates, shares

from headship.core import charts
from headship.core.suppression import Suppressed


def wide(drawing):
    return drawing.split("</svg>", 1)[0]


def test_interval_plot_holds_every_interval_and_the_reference():
    assert intervals().ends == (0.0, 0.5)


def test_interval_plot_keeps_the_ends_it_is_given():
    assert intervals(low=-1, high=1).ends == (-1, 1)


@pytest.mark.parametrize("reference", [0.0, 1.0])
def test_words_of_the_reference_stay_inside_the_picture(reference):
    plot = intervals(low=0, high=1, reference=reference, reference_label="m" * 14)

    found = re.findall(r'<text x="([\d.]+)"[^>]*>m{14}<', charts.draw_intervals(plot))

    widths = re.findall(r'viewBox="0 0 ([\d.]+) ', charts.draw_intervals(plot))
    assert len(found) == len(widths) == 2
    for x, width in zip(map(float, found), map(float, widths), strict=True):
        assert 46 <= x <= width - 46


def test_interval_plot_of_nothing_shown_still_has_a_rail():
    rows = (charts.Estimate(label="Few", value=Suppressed()),)

    assert intervals(rows=rows, reference=None).ends == (0.0, 1.0)


def test_pooled_row_is_a_diamond():
    one = charts.Estimate(label="All", value=0.2, is_summary=True)
    drawn = wide(charts.draw_intervals(intervals(rows=(one,))))

    assert ("<path" in drawn, "<circle" in drawn) == (True, False)


def test_withheld_row_says_why():
    row = charts.Estimate(label="Few", value=Suppressed("fewer than 5 answers"))

    drawn = wide(charts.draw_intervals(intervals(rows=(row,))))

    assert ">not shown: fewer than 5 answers</text>" in drawn


def test_bars_are_as_long_as_their_shares():
    rows = (charts.Share(label="All", counts=(1, 1, 2)),)
    drawn = wide(charts.draw_shares(shares(rows=rows, title="t")))

    widths = re.findall(r'width="([\d.]+)" height="20"', drawn)
    assert [float(width) + 1 for width in widths] == [101, 101, 202]


def test_bar_percentages_count_those_who_cannot_judge():
    rows = (charts.Share(label="All", counts=(0, 2, 1), apart=1),)
    drawn = wide(charts.draw_shares(shares(rows=rows, title="t")))

    assert re.findall(r">(\d+)</text>", drawn) == ["50", "25", "25"]


def test_withheld_bar_shows_no_count():
    rows = (charts.Share(label="Few", counts=Suppressed()),)
    drawn = wide(charts.draw_shares(shares(rows=rows, title="t")))

    assert not re.findall(r">\d+</text>", drawn)


@pytest.mark.parametrize("count", [1, 6])
def test_scale_of_one_or_six_steps_is_refused(count):
    with pytest.raises(ValueError, match=f"Two to five categories, not {count}"):
        shares(categories=("a",) * count)


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [(3.0, 3.5, 0.5), (None, 3.0, None), (3.0, Suppressed("x"), Suppressed("x"))],
)
def test_difference_is_only_what_both_waves_allow(before, after, difference):
    assert charts.Change(label="x", before=before, after=after).difference == difference


def test_suppressed_wave_hides_the_other_wave_too():
    rows = (charts.Change(label="x", before=2.0, after=Suppressed()),)
    drawn = wide(charts.draw_changes(changes(rows=rows)))

    assert drawn.count("<circle") == 2  # The legend's.


def test_rail_of_differences_reaches_the_widest_interval():
    rows = (charts.Change(label="x", before=2.0, after=4.0, lower=0.5, upper=3.5),)
    drawn = wide(charts.draw_changes(changes(rows=rows)))

    assert 'x2="660"' in drawn


def test_rate_below_what_is_needed_is_paler():
    few = charts.Rate(label="Few", answered=3, asked=10, needed=5)
    enough = charts.Rate(label="Enough", answered=5, asked=10, needed=5)

    assert "fill-step-3" in wide(charts.draw_rates(rates(rows=(few,))))
    assert "fill-accent" in wide(charts.draw_rates(rates(rows=(enough,))))


def test_rate_of_nobody_is_an_empty_bar():
    nobody = charts.Rate(label="Nobody", answered=0, asked=0)

    drawn = wide(charts.draw_rates(rates(rows=(nobody,))))

    assert drawn.count("<rect") == 1
