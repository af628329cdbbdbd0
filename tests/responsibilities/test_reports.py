"""What the public pages show, without HTTP."""

import pytest

from headship.frameworks.certainty import Certainty
from headship.frameworks.responsibilities import Component, load_responsibilities
from headship.responsibilities import reports

EVERY = load_responsibilities()


def test_list_page_groups_all_21_in_spine_order():
    page = reports.list_page()

    listed = [one for group in page.groups for one in group.responsibilities]
    assert listed == list(EVERY)
    assert [str(group.name) for group in page.groups] == [
        "Focus",
        "Change",
        "Community",
    ]
    assert [row.responsibility for row in page.rows] == list(EVERY)


def test_list_page_says_how_sure_each_row_is():
    words = {
        str(row.responsibility.key): str(row.certainty)
        for row in reports.list_page().rows
    }

    assert words["culture"] == "read in a published source"
    assert words["visibility"] == "recalled, not yet checked against the publication"


def test_every_certainty_that_may_be_shown_has_words_and_no_other():
    shown = {certainty for certainty in Certainty if certainty.may_be_shown}

    assert set(reports.CERTAINTY_WORDS) == shown


def test_every_component_has_a_name_and_a_purpose():
    assert set(reports.COMPONENT_NAMES) == set(Component)
    assert set(reports.COMPONENT_PURPOSES) == set(Component)


def test_detail_page_knows_its_neighbors():
    page = reports.detail_page("change-agent")

    assert page.previous.key == "resources"
    assert page.next.key == "flexibility"
    assert (page.position, page.total) == (8, 21)


def test_detail_pages_end_at_both_ends_of_the_spine():
    assert reports.detail_page("contingent-rewards").previous is None
    assert reports.detail_page("visibility").next is None


def test_detail_page_of_an_unknown_slug_is_none():
    assert reports.detail_page("charisma") is None


def test_detail_page_tells_the_correlation_in_schools():
    """r = .25, .16 to .34: 58 of 100 schools, 55 to 61."""
    in_schools = reports.detail_page("change-agent").in_schools

    assert in_schools.expected == pytest.approx(58.04, abs=0.01)
    assert in_schools.lower == pytest.approx(55.11, abs=0.01)
    assert in_schools.upper == pytest.approx(61.04, abs=0.01)


def test_detail_page_gives_the_role_in_second_order_change():
    optimizer = reports.detail_page("optimizer")
    culture = reports.detail_page("culture")
    focus = reports.detail_page("focus")

    assert (bool(optimizer.lean_on), bool(optimizer.seems_to_suffer)) == (True, False)
    assert (bool(culture.lean_on), bool(culture.seems_to_suffer)) == (False, True)
    assert (bool(focus.lean_on), bool(focus.seems_to_suffer)) == (False, False)


def test_facets_come_as_what_how_why_when():
    page = reports.detail_page("input")

    assert [key for key, _title, _text in page.facets] == ["what", "how", "why", "when"]
    assert page.facets[1][2] == page.responsibility.how


def test_evidence_table_leaves_unsure_ranks_empty():
    header, rows = reports.evidence_table()

    ranks = {row[0]: row[header.index("first_order_rank")] for row in rows}
    assert len(rows) == 21
    assert {name: rank for name, rank in ranks.items() if rank} == {
        "Monitoring/Evaluating": 1,
        "Culture": 2,
        "Ideals/Beliefs": 3,
        "Knowledge of Curriculum, Instruction and Assessment": 4,
        "Involvement in Curriculum, Instruction and Assessment": 5,
        "Focus": 6,
        "Order": 7,
    }


def test_change_order_page_gives_first_then_second():
    page = reports.change_order_page()

    assert [order.key for order in page.orders] == ["first", "second"]
    assert str(page.certainty) == "Headship's own proposal"
