"""Templates and the designer in the browser."""

import pytest
from django.urls import reverse

from headship.programs.models import Block, Program
from tests.programs import consortium


@pytest.fixture
def browser(leader, sign_in):
    return sign_in(leader)


def url(name, **parts):
    return reverse(f"programs:{name}", kwargs={"org": "riverside", **parts})


SHAPE = {"sessions": 2, "days": 2, "weeks_between": 6, "day_minutes": 360}


def test_template_shows_what_a_shape_leaves_out(riverside, browser):
    page = browser.get(url("template_detail", key="year_one"), SHAPE | {"days": 1})

    assert "25 blocks are left out" in page.content.decode()
    assert page.context["form"]["title"].value().startswith("Year One")


def test_program_starts_from_a_template_in_the_chosen_shape(riverside, browser):
    data = SHAPE | {"title": "Ours"}
    answer = browser.post(url("template_start", key="year_one"), data)

    program = Program.objects.get()
    assert answer.url == program.get_absolute_url()
    assert [(it.days, it.weeks_after_previous) for it in program.sessions.all()] == [
        (2, 0),
        (2, 6),
    ]


def test_shape_beyond_the_template_is_an_error_of_its_field(riverside, browser):
    data = SHAPE | {"days": 3}
    answer = browser.post(url("template_start", key="year_one"), data)

    assert "content for at most 2" in answer.content.decode()
    assert not Program.objects.exists()


def test_unknown_template_and_case_do_not_exist(riverside, browser):
    assert browser.get(url("template_detail", key="nothing")).status_code == 404
    assert browser.get(url("case_detail", key="nothing")).status_code == 404


def test_case_keeps_what_follows_behind_the_options(riverside, browser):
    shown = browser.get(url("case_detail", key="timetable")).content.decode()
    assert shown.count('<details class="decision-option">') == 8


def test_block_is_written_in_the_browser(riverside, leader, browser):
    from headship.programs.actions.programs import (  # noqa: PLC0415 -- only here
        ProgramText,
        SessionText,
        add_session,
        create_program,
    )

    program = create_program(text=ProgramText(title="Ours"), by=leader)
    session = add_session(
        program=program, text=SessionText(title="A", areas=("focus",)), by=leader
    )
    data = {
        "title": "Look closely",
        "minutes": 45,
        "objectives": "See.\r\n\r\nSay.",
        "practice_task": "Visit two classrooms.",
        "practice_weeks": 2,
        "responsibilities": ["visibility", "focus"],
    }
    browser.post(url("block_add", ref=session.ref), data)

    block = Block.objects.get()
    assert block.objectives == ["See.", "Say."]
    assert set(block.responsibilities) == {"focus", "visibility"}
    page = browser.get(url("program_detail", ref=program.ref)).content.decode()
    assert "2 of the 21 responsibilities are met." in page
    browser.post(url("program_offer", ref=program.ref))
    assert Program.objects.get().is_offered


def test_outline_and_coverage_are_tables(riverside, leader, browser):
    program = consortium.make_program(leader, "district")
    outline = browser.get(url("program_outline_csv", ref=program.ref))
    coverage = browser.get(url("program_coverage_csv", ref=program.ref))

    lines = outline.getvalue().decode().splitlines()
    assert len(lines) == 1 + 12
    assert "How many goals do schools hear?" in lines[1]
    assert len(coverage.getvalue().decode().splitlines()) == 1 + 21


def test_programs_are_found_by_word_and_state(riverside, leader, browser):
    consortium.make_program(leader, "district")
    found = browser.get(url("program_list"), {"search": "goals", "state": "offered"})
    none = browser.get(url("program_list"), {"state": "retired"})

    assert "District program" in found.content.decode()
    assert "No program matches" in none.content.decode()
