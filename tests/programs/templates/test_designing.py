"""Designing a program: from a template to an offer."""

import pytest
from django.db import IntegrityError, transaction

from headship.core.errors import InputError, PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import programs as actions
from headship.programs.actions.programs import BlockText, ProgramText, SessionText
from headship.programs.models import Block, Program
from headship.programs.policies import programs as policies
from headship.programs.reports.spine import coverage
from headship.programs.shelf import Shape
from tests.programs import consortium

TASK = "Visit four classrooms and leave a note each time."


@pytest.fixture
def draft(riverside, leader):
    return actions.start_program(
        template_key="year_one", shape=Shape(sessions=4, days=1), by=leader
    )


def _titles(program):
    return [[it.title for it in s.blocks.all()] for s in program.sessions.all()]


def test_program_start_copies_the_template(draft):
    sessions = list(draft.sessions.all())

    assert draft.template_key == "year_one"
    assert [it.areas for it in sessions] == [
        ["overview"],
        ["change"],
        ["focus"],
        ["community"],
    ]
    assert sum(len(it.blocks.all()) for it in sessions) == 17
    assert AuditEvent.objects.get().event == "program_started"


def test_program_start_refuses_more_than_the_template_holds(riverside, leader):
    with pytest.raises(PolicyError, match="content for 1 to 4 sessions"):
        actions.start_program(
            template_key="district", shape=Shape(sessions=5, days=1), by=leader
        )
    with pytest.raises(PolicyError, match="takes 1 to 1 days"):
        actions.start_program(
            template_key="district", shape=Shape(sessions=1, days=2), by=leader
        )


def test_block_moves_within_and_across_sessions(draft, leader):
    first = draft.sessions.first()
    last = first.blocks.last()

    actions.move_block(block=last, step=-1, by=leader)
    assert list(first.blocks.all())[-2] == last
    actions.move_block(block=last, step=1, by=leader)
    actions.move_block(block=last, step=1, by=leader)

    moved = Block.objects.get(pk=last.pk)
    assert (moved.session.position, moved.position) == (2, 1)
    assert [it.position for it in first.blocks.all()] == [1, 2, 3, 4]


def test_block_at_the_very_end_stays(draft, leader):
    last = draft.sessions.last().blocks.last()
    before = _titles(draft)

    actions.move_block(block=last, step=1, by=leader)

    assert _titles(draft) == before


def test_session_is_added_changed_moved_and_removed(draft, leader):
    text = SessionText(title="Extra", areas=("focus",), days=2)
    extra = actions.add_session(program=draft, text=text, by=leader)
    actions.move_session(session=extra, step=-1, by=leader)
    text = SessionText(title="Focus again", areas=("focus",), days=1)
    actions.change_session(session=extra, text=text, by=leader)
    actions.remove_session(session=draft.sessions.first(), by=leader)

    assert [(it.position, it.title) for it in draft.sessions.all()] == [
        (1, "Managing change"),
        (2, "The focus of leadership"),
        (3, "Focus again"),
        (4, "A purposeful community"),
    ]


def test_block_is_changed_and_removed(draft, leader):
    block = draft.sessions.first().blocks.first()
    text = BlockText(title="Short", minutes=30, responsibilities=("order",))
    actions.change_block(block=block, text=text, by=leader)

    changed = Block.objects.get(pk=block.pk)
    assert (changed.minutes, changed.responsibilities) == (30, ["order"])
    actions.remove_block(block=changed, by=leader)
    assert [it.position for it in draft.sessions.first().blocks.all()] == [1, 2, 3, 4]


def test_offer_says_everything_that_is_missing(riverside, leader):
    program = actions.create_program(
        text=ProgramText(title="Ours", day_minutes=60), by=leader
    )
    assert policies.gaps(program) == ["It has no session yet."]
    session = actions.add_session(
        program=program, text=SessionText(title="A"), by=leader
    )
    assert policies.gaps(program) == [
        "“A” has no block yet.",
        "“A” names no content area, so nobody could qualify for it.",
    ]
    block = BlockText(title="B", minutes=90)
    actions.add_block(session=session, text=block, by=leader)

    with pytest.raises(InputError) as refused:
        actions.offer_program(program=program, by=leader)

    assert refused.value.problems == [
        "“A” is 30 minutes longer than its days.",
        "“A” names no content area, so nobody could qualify for it.",
        "“B” names no responsibility.",
        "“B” has no practice task.",
    ]


def test_offered_program_is_fixed_but_can_be_copied(draft, leader):
    actions.offer_program(program=draft, by=leader)
    with pytest.raises(PolicyError, match="it is fixed"):
        actions.remove_session(session=draft.sessions.first(), by=leader)

    original = _titles(draft)
    copy = actions.copy_program(program=draft, title="Second edition", by=leader)

    assert copy.is_draft
    assert _titles(copy) == _titles(draft) == original
    actions.retire_program(program=draft, by=leader)
    with pytest.raises(PolicyError, match="Offer the program first"):
        consortium.make_cohort(leader, draft)


def test_retiring_a_draft_is_refused(draft, leader):
    with pytest.raises(PolicyError, match="Only an offered program"):
        actions.retire_program(program=draft, by=leader)


def test_a_program_holds_so_many_sessions(draft, leader, monkeypatch):
    monkeypatch.setattr(policies, "MOST_SESSIONS", 4)
    with pytest.raises(PolicyError, match="at most 4 sessions"):
        actions.add_session(program=draft, text=SessionText(title="5"), by=leader)


def test_change_of_the_text_is_recorded(draft, leader):
    text = ProgramText(title="Renamed", audience="Principals", day_minutes=300)
    actions.change_program(program=draft, text=text, by=leader)

    assert Program.objects.get().title == "Renamed"
    assert AuditEvent.objects.order_by("pk").last().event == "program_changed"


def test_database_refuses_impossible_minutes(draft):
    for table, fields in (
        (Block, {"minutes": 601}),
        (Program, {"day_minutes": 30}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(**fields)


def test_coverage_shares_a_blocks_time_and_names_what_is_missing():
    shown = coverage(
        [
            Block(minutes=60, responsibilities=["order", "focus"]),
            Block(minutes=30, responsibilities=["order"]),
        ]
    )
    rows = {row.responsibility.key: row for row in shown.rows}

    assert (rows["order"].minutes, rows["order"].blocks) == (60, 2)
    assert (rows["focus"].minutes, rows["focus"].blocks) == (30, 1)
    assert sum(row.minutes for row in shown.rows) == 90
    assert shown.finding == "2 of the 21 responsibilities are met."


def test_coverage_names_the_few_that_are_missing():
    from headship.frameworks.responsibilities import SPINE  # noqa: PLC0415 -- data

    some = [key for key in SPINE if key not in {"order", "culture"}]
    shown = coverage([Block(minutes=60, responsibilities=some)])

    assert shown.finding == "Not met: Order, Culture."
