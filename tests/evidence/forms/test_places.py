import pytest

from headship.evidence.forms.places import FiguresForm

TYPED = {"locale": "rural", "lowest_grade": "K", "highest_grade": "5", "frpl": "62.5"}


def errors(**more):
    form = FiguresForm({**TYPED, **more})
    form.is_valid()
    return {name: list(words) for name, words in form.errors.items()}


def test_typed_figures_become_an_address():
    form = FiguresForm({**TYPED, "white": "100", "enrollment": "90"})

    assert form.is_valid()
    assert form.figures.text == "loc-rural~lo-K~hi-5~n-90~ed-62.5~wh-100"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (
            {"white": "60", "hispanic": "60"},
            "native_american",
            (
                "The races add up to 120 %; together they are at most 100 %. Count who is "
                "Hispanic or Latino only there, whatever their race."
            ),
        ),
        (
            {"lowest_grade": "5", "highest_grade": "2"},
            "highest_grade",
            "The highest grade is below the lowest.",
        ),
        ({"highest_grade": ""}, "highest_grade", "Choose the highest grade too."),
        ({"lowest_grade": ""}, "lowest_grade", "Choose the lowest grade too."),
        (
            {"frpl": "101"},
            "frpl",
            "Ensure this value is less than or equal to 100.",
        ),
        (
            {"enrollment": "0"},
            "enrollment",
            "Ensure this value is greater than or equal to 1.",
        ),
    ],
)
def test_figures_that_cannot_be_are_refused_with_a_sentence(typed, field, words):
    assert errors(**typed) == {field: [words]}


def test_rounded_races_may_add_up_to_a_little_more():
    assert errors(white="60.5", hispanic="40.5") == {}


def test_at_least_one_figure_is_needed():
    form = FiguresForm(dict.fromkeys(TYPED, ""))

    assert form.non_field_errors() == [
        "Fill in at least one figure; leave the others empty."
    ]
