"""The order of change: four contrasts, seven to lean on, four that seem to suffer."""

import pytest
from tests.frameworks.wording import PUBLISHERS_WORDING

from headship.frameworks.catalog import CatalogError
from headship.frameworks.certainty import Certainty
from headship.frameworks.change_order import load_change_order

CHANGE = load_change_order()


def test_the_four_contrasts_run_from_first_to_second_order():
    assert [one.key for one in CHANGE.contrasts] == [
        "break_with_past",
        "against_norms",
        "against_values",
        "new_skills",
    ]
    assert all(one.question.endswith("?") for one in CHANGE.contrasts)


def test_the_seven_to_lean_on_come_strongest_first():
    assert [one.responsibility.key for one in CHANGE.lean_on] == [
        "knowledge_of_cia",
        "optimizer",
        "intellectual_stimulation",
        "change_agent",
        "monitoring_evaluating",
        "flexibility",
        "ideals_beliefs",
    ]


def test_the_four_that_seem_to_suffer_each_say_whom_to_share_with():
    four = {one.responsibility.key: one.share_with for one in CHANGE.seems_to_suffer}

    assert set(four) == {"culture", "communication", "order", "input"}
    assert all(four.values())


def test_the_screening_rule_is_marked_as_a_proposal():
    assert CHANGE.screen.certainty is Certainty.PROPOSAL
    assert (CHANGE.screen.lowest, CHANGE.screen.highest) == (1, 4)
    assert CHANGE.screen.second_order_mean == 2.5
    assert (CHANGE.screen.mixed_share, CHANGE.screen.second_order_share) == (0.25, 0.75)


def test_words_are_our_own():
    orders = [CHANGE.first, CHANGE.second]
    text = " ".join(
        [CHANGE.intro]
        + [
            f"{one.question} {one.first_order} {one.second_order}"
            for one in CHANGE.contrasts
        ]
        + [f"{one.summary} {one.calls_for} {' '.join(one.advice)}" for one in orders]
        + [one.because for one in CHANGE.lean_on]
        + [f"{one.feels_like} {one.share_with}" for one in CHANGE.seems_to_suffer]
    ).lower()

    assert [phrase for phrase in PUBLISHERS_WORDING if phrase in text] == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('responsibility = "optimizer"', 'responsibility = "order"', "lean_on: responsibility must name knowledge_of_cia, optimizer"),
        ('responsibility = "culture"', 'responsibility = "focus"', "seems_to_suffer: responsibility must name communication, culture"),
        ('key = "first"', 'key = "zeroth"', "order: key must be first, then second"),
        ("highest = 4", "highest = 1", "screen: highest must be above lowest, not 1"),
    ],
)  # fmt: skip
def test_a_disagreement_is_named(spoil, old, new, complaint):
    folder = spoil("change_order.toml", old, new)

    with pytest.raises(CatalogError) as caught:
        load_change_order(folder)

    assert complaint in str(caught.value)
