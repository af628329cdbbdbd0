"""What a district pastes: names in whatever form, each found or named as unknown."""

import pytest
from django import forms
from django.utils import translation

from headship.core.naming import name_of
from headship.feedback.forms import NeedsForm
from headship.frameworks.responsibilities import SPINE, load_responsibilities
from headship.programs.forms.needs import NeedsField

INVOLVED = "Involvement in Curriculum, Instruction and Assessment"
KNOWS = "Knowledge of Curriculum, Instruction and Assessment"


@pytest.fixture
def field():
    return NeedsField(required=False)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", []),
        ("Focus, Order", ["focus", "order"]),
        (f"{INVOLVED}, {KNOWS}", ["involvement_in_cia", "knowledge_of_cia"]),
        (f"Order,{KNOWS},Focus", ["order", "knowledge_of_cia", "focus"]),
        (
            f"- Focus\r\n2. {KNOWS.lower()};order",
            ["focus", "knowledge_of_cia", "order"],
        ),
        ("Knowledge of curriculum,  instruction, and assessment", ["knowledge_of_cia"]),
        ("Focus, Culture, and Input.", ["focus", "culture", "input"]),
        ("change_agent, Knowledge of CIA", ["change_agent", "knowledge_of_cia"]),
        ("Focus, focus", ["focus"]),
    ],
)
def test_names_are_found_in_what_is_pasted(field, text, keys):
    assert field.clean(text) == keys


def test_all_that_is_unknown_is_named(field):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(f"Magic, {KNOWS}\nFocus, luck; Magic")

    assert refused.value.messages == [
        "“Magic”, “luck” are not among the 21 responsibilities."
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_name_is_known_in_every_language(field, language):
    with translation.override(language):
        line = ", ".join(name_of(it) for it in load_responsibilities())

    assert field.clean(line) == list(SPINE)


def test_what_a_group_report_hands_on_comes_back_whole(field):
    chosen = [label for _key, label in NeedsForm().fields["needs"].choices]

    assert field.clean(", ".join(chosen)) == list(SPINE)
