"""The 21 responsibilities: complete, in order, in our own words, with the right numbers."""

import math
import re

import pytest
from tests.frameworks.wording import PUBLISHERS_WORDING

from headship.frameworks.catalog import CatalogError
from headship.frameworks.certainty import Certainty
from headship.frameworks.responsibilities import (
    SPINE,
    Component,
    SecondOrderRole,
    by_component,
    get_responsibility,
    load_responsibilities,
)

EVERY = load_responsibilities()
EN_DASH = "\N{EN DASH}"
FACETS = ("what", "how", "why", "when")


def words_of(one):
    own = (one.definition, one.misreading, one.what, one.how, one.why, one.when)
    return (*own, *one.practices)


def sentence_count(text):
    return len(re.findall(r"[.?!](?= |$)", text))


def test_there_are_exactly_the_21_in_spine_order():
    assert len(EVERY) == 21
    assert tuple(one.key for one in EVERY) == SPINE


def test_spine_is_the_three_components_each_in_alphabetical_order():
    components = list(Component)
    position = [(components.index(one.component), one.name) for one in EVERY]

    assert position == sorted(position)
    assert {key.value: len(group) for key, group in by_component().items()} == {
        "focus": 7,
        "change": 7,
        "community": 7,
    }


@pytest.mark.parametrize("one", EVERY, ids=SPINE)
def test_interval_follows_from_r_studies_and_schools(one):
    """Fisher z with one standard error per synthesis, as the authors computed it."""
    evidence = one.evidence_2005
    error = 1 / math.sqrt(evidence.schools - 3 * evidence.studies)
    center = math.atanh(evidence.r)

    lower = round(math.tanh(center - 1.96 * error), 2)
    upper = round(math.tanh(center + 1.96 * error), 2)

    assert evidence.lower == pytest.approx(lower, abs=0.0101)  # their own rounding of r
    assert evidence.upper == pytest.approx(upper, abs=0.0101)


def test_numbers_are_those_recorded_from_the_publications(leadership_table):
    names = {one.name.split(" of Curr")[0].split(" in Curr")[0]: one for one in EVERY}

    for row in leadership_table:
        name = re.sub(r"^\d+ ", "", row[0]).split(" in Curr")[0].split(" of CIA")[0]
        one = names.pop(name)
        evidence = one.evidence_2005
        limits = [f"{evidence.lower:.2f}", f"{evidence.upper:.2f}"]
        assert [
            f"{evidence.r:.2f}".lstrip("0"),
            EN_DASH.join(limit.lstrip("0") for limit in limits),
            str(evidence.studies),
            f"{evidence.schools:,}",
            f"{one.evidence_2003.r:.2f}".lstrip("0"),
        ] == row[1:6], name
    assert names == {}


def test_rows_read_in_a_published_page_are_marked_apart_from_recalled_ones():
    found = {one.key for one in EVERY if one.evidence_2005.certainty is Certainty.FOUND}

    assert found == {
        "affirmation", "change_agent", "communication", "contingent_rewards",
        "culture", "discipline", "flexibility", "focus", "ideals_beliefs", "input",
        "intellectual_stimulation", "involvement_in_cia",
    }  # fmt: skip
    assert {one.evidence_2005.certainty for one in EVERY} == {
        Certainty.FOUND,
        Certainty.CONFIDENT,
    }


def test_first_order_ranks_fill_eighteen_places_with_three_ties():
    ranks = [one.first_order.rank for one in EVERY]

    assert set(ranks) == set(range(1, 19))
    assert {rank for rank in ranks if ranks.count(rank) > 1} == {8, 12, 17}


def test_first_order_ranks_from_the_first_tie_on_are_never_shown():
    shown = {one.first_order.shown_rank: one.key for one in EVERY}

    assert shown.pop(None)
    assert shown == {
        1: "monitoring_evaluating",
        2: "culture",
        3: "ideals_beliefs",
        4: "knowledge_of_cia",
        5: "involvement_in_cia",
        6: "focus",
        7: "order",
    }


def test_second_order_roles_are_seven_four_and_ten():
    roles = [one.second_order.role for one in EVERY]

    assert roles.count(SecondOrderRole.POSITIVE) == 7
    assert roles.count(SecondOrderRole.NEGATIVE) == 4
    assert roles.count(SecondOrderRole.NONE) == 10


def test_the_change_component_is_the_seven_of_second_order_change():
    positive = {
        one.key for one in EVERY if one.second_order.role is SecondOrderRole.POSITIVE
    }

    assert positive == {one.key for one in by_component()[Component.CHANGE]}


@pytest.mark.parametrize("one", EVERY, ids=SPINE)
def test_words_are_complete_sentences_of_the_right_length(one):
    assert 1 <= sentence_count(one.definition) <= 2
    for facet in FACETS:
        assert 2 <= sentence_count(getattr(one, facet)) <= 4
    for text in filter(None, words_of(one)):
        assert text[0].isupper()
        assert text.endswith(".")


def test_practices_are_three_to_five_each_and_none_is_repeated():
    practices = [practice for one in EVERY for practice in one.practices]

    assert all(3 <= len(one.practices) <= 5 for one in EVERY)
    assert len(practices) >= 66
    assert len(set(practices)) == len(practices)


@pytest.mark.parametrize("one", EVERY, ids=SPINE)
def test_words_are_our_own(one):
    text = " ".join(words_of(one)).lower()

    assert [phrase for phrase in PUBLISHERS_WORDING if phrase in text] == []


def test_discipline_says_that_it_is_not_student_behavior():
    assert get_responsibility("discipline").misreading.startswith(
        "Discipline here is not student behavior."
    )


def test_only_the_two_long_names_have_a_shorter_form():
    short = {one.key: one.short_name for one in EVERY if one.short_name != one.name}

    assert short == {
        "involvement_in_cia": "Involvement in CIA",
        "knowledge_of_cia": "Knowledge of CIA",
    }


def test_slug_is_the_key_for_addresses():
    assert get_responsibility("knowledge_of_cia").slug == "knowledge-of-cia"


def test_unknown_key_is_refused():
    with pytest.raises(KeyError, match="There is no responsibility 'charisma'"):
        get_responsibility("charisma")


SPOILED = [
    ('r = 0.24, lower', 'r = 24, lower', "evidence_2005: r must lie from -1 to 1, not 24"),
    ("lower = 0.15", "lower = 0.5", "lower must lie from -1 to 0.24, not 0.5"),
    ("schools = 465", 'schools = "465"', "schools must be a whole number, not '465'"),
    ("studies = 9,", "studies = true,", "studies must be a whole number, not True"),
    ("studies = 9, ", "", "studies is missing"),
    ("r = 0.24, lower", 'r = "x", lower', "r must be a number, not 'x'"),
    ('"marzano_2005"', '"nobody"', "source must be a key in sources.toml, not 'nobody'"),
    ('certainty = "found"', 'certainty = "so"', "certainty must be one of found, "),
    ('component = "focus"', 'component = "x"', "component must be one of focus, "),
    ('component = "focus"', 'komponent = "focus"', "komponent is not a field that is"),
    ("first_order = { rank = 14", "first_order = { rank = 22", "rank must lie from 1"),
    ('role = "none"', 'role = "none", rank = 1', "rank is for positive roles"),
    ('name = "Contingent Rewards"', "name = 3", "name must be a text, not 3"),
    ('name = "Contingent Rewards"', 'name = " "', "name must be a text, not ' '"),
    ('["Recognition by merit"]', '["A", "A"]', "also_known_as says the same thing"),
    ('["Recognition by merit"]', '"A"', "also_known_as must be a list of 0 to 5"),
    ("first_order = { rank = 14", "first_order = 14 #", "first_order must be a table"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "complaint"), SPOILED)
def test_a_slip_is_named_with_file_key_and_field(spoil, old, new, complaint):
    folder = spoil("responsibilities.toml", old, new)

    with pytest.raises(CatalogError) as caught:
        load_responsibilities(folder)

    assert str(caught.value).startswith(
        "responsibilities.toml, responsibility contingent_rewards"
    )
    assert complaint in str(caught.value)


def test_a_missing_responsibility_is_named(spoil):
    folder = spoil("responsibilities.toml", 'key = "focus"', 'key = "charisma"')

    with pytest.raises(CatalogError, match=r"missing: focus; unknown: charisma"):
        load_responsibilities(folder)


def test_the_same_responsibility_twice_is_refused(spoil):
    folder = spoil("responsibilities.toml", 'key = "focus"', 'key = "discipline"')

    with pytest.raises(CatalogError, match=r"discipline: stands here twice"):
        load_responsibilities(folder)


def test_a_file_that_is_not_toml_is_named(spoil):
    folder = spoil("responsibilities.toml", "[[responsibility]]", "[[responsibility")

    with pytest.raises(CatalogError, match=r"responsibilities.toml is not valid TOML"):
        load_responsibilities(folder)


@pytest.mark.parametrize("whole", ["responsibility = []", "responsibility = [3]"])
def test_a_list_without_tables_is_refused(tmp_path, whole):
    (tmp_path / "responsibilities.toml").write_text(whole, encoding="utf-8")

    with pytest.raises(CatalogError, match=r"responsibility must (be a list of|hold)"):
        load_responsibilities(tmp_path)
