import pytest

from headship.core.charts.marks import (
    Mark,
    Series,
    Shape,
    draw_legend,
    draw_mark,
    draw_shape,
)
from headship.core.charts.scales import Scale
from headship.core.suppression import Suppressed

RAIL = Scale(low=1, high=5, start=0, end=400)


def test_shapes_differ_without_color():
    drawn = {draw_shape(shape, 10, 10) for shape in Shape}

    assert len(drawn) == len(Shape)


def test_mark_stands_at_its_value_with_its_interval():
    drawn = draw_mark(
        Mark(series="s", value=3.0, lower=2.0, upper=4.0), Shape.CIRCLE, RAIL, 10
    )

    assert 'cx="200" cy="10"' in drawn
    assert 'x1="100" y1="10" x2="300" y2="10"' in drawn


def test_faint_mark_is_paler_and_its_interval_dashed():
    mark = Mark(series="s", value=3.0, lower=2.0, upper=4.0, is_faint=True)

    drawn = draw_mark(mark, Shape.CIRCLE, RAIL, 10)

    assert 'opacity="0.45"' in drawn
    assert 'stroke-dasharray="3 2"' in drawn


def test_suppressed_mark_is_hatched_and_tells_no_place():
    drawn = draw_mark(Mark(series="s", value=Suppressed()), Shape.CIRCLE, RAIL, 10)

    assert "circle" not in drawn
    assert drawn.count("M") > 10  # One stroke each.


def test_mark_without_answers_draws_nothing():
    assert draw_mark(Mark(series="s", value=None), Shape.CIRCLE, RAIL, 10) == ""


@pytest.mark.parametrize("ends", [{"lower": 2.0}, {"upper": 4.0}, {}])
def test_half_an_interval_is_not_drawn(ends):
    drawn = draw_mark(Mark(series="s", value=3.0, **ends), Shape.CIRCLE, RAIL, 10)

    assert "<line" not in drawn


def test_legend_takes_another_line_where_it_is_narrow():
    series = tuple(Series(key=str(n), label="A long label") for n in range(4))

    _, wide = draw_legend(series, 0, 0, 800)
    _, narrow = draw_legend(series, 0, 0, 200)

    assert narrow > wide
