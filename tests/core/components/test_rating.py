import pytest
from django import forms
from tests.core.components.pages import parse


class RatingForm(forms.Form):
    item = forms.ChoiceField(
        label="Listens <first>.",
        choices=[("", "—"), ("1", "Never"), ("5", "Always"), ("x", "I can't judge")],
        widget=forms.RadioSelect,
    )


@pytest.fixture
def rated(render):
    def page(data=None):
        return parse(render("{% rating_item form.item 7 %}", form=RatingForm(data)))

    return page


def test_rating_is_a_fieldset_whose_legend_is_the_statement(rated):
    assert rated().text("legend") == "7Listens <first>."


def test_each_answer_is_a_radio_button_with_its_words(rated):
    page = rated()

    assert [i.get("type") for i in page.tags("input")] == ["radio"] * 3
    assert [label.text for label in page.tags("label")] == [
        "1Never",
        "5Always",
        "I can't judge",
    ]


def test_cannot_judge_stands_apart_from_the_scale(rated):
    page = rated()

    scale = next(tag for tag in page.all if "rating-scale" in tag.classes)
    assert scale.text == "1Never 5Always"


def test_given_answer_is_checked(rated):
    page = rated({"item": "5"})

    assert [i.get("value") for i in page.tags("input") if i.has("checked")] == ["5"]


def test_missing_answer_is_told_with_the_statement(rated):
    page = rated({})

    described = page.first("fieldset").get("aria-describedby")
    assert page.text(f"#{described}") == "This field is required."
