from decimal import Decimal

import pytest

from headship.evidence.contexts import Dimension, Figures, FiguresError, read_figures

TYPED = Figures(
    locale="rural",
    lowest_grade="K",
    highest_grade="5",
    enrollment=240,
    percents={"frpl": Decimal("62.50"), "white": Decimal("90"), "female": Decimal("0")},
)


def test_figures_survive_the_address():
    assert TYPED.text == "loc-rural~lo-K~hi-5~n-240~ed-62.5~f-0~wh-90"
    assert read_figures(TYPED.text).text == TYPED.text
    assert read_figures(TYPED.text).context == read_figures(TYPED.text).context


def test_what_is_left_out_is_unknown():
    context = TYPED.context

    assert context.get(Dimension.ENGLISH) is None
    assert context.get(Dimension.RACE).known == {"white": 0.9}
    assert context.get(Dimension.RACE).unknown == pytest.approx(0.1)
    assert context.get(Dimension.GENDER).known == {"female": 0.0, "male": 1.0}
    assert context.get(Dimension.SIZE).known == {"below_500": 1.0}
    assert len(context.get(Dimension.GRADES).shares) == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("loc-moon", "“moon” is not one of city, suburb, town, rural."),
        ("ed-101", "“101” does not lie from 0 to 100."),
        ("ed-NaN", "“NaN” is not a percentage."),
        ("ed-many", "“many” is not a percentage."),
        ("wh-60~bl-60", "The races add up to 120 percent."),
        ("lo-5~hi-2", "The grades 5 to 2 are no range."),
        ("lo-5", "The grades 5 to ? are no range."),
        ("n-0", "“0” is not a number of students."),
        ("n-²", "“²” is not a number of students."),
        ("ed-1~ed-2", "A figure is given twice."),
        ("x-1", "“x-1” is not a figure."),
        ("x" * 301, "The figures are longer than 300 letters."),
    ],
)
def test_an_address_that_cannot_be_read_says_why(text, words):
    with pytest.raises(FiguresError, match="^" + words.replace("?", r"\?") + "$"):
        read_figures(text)
