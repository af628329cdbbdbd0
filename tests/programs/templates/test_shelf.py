"""What ships is complete, fits its days, and is in nobody else's words."""

import re

import pytest

from headship.frameworks.responsibilities import SPINE
from headship.programs import shelf
from headship.programs.models import Area
from headship.programs.shelf import Shape, reading

MARKS = re.compile(
    r"McREL|Balanced Leadership|Power Walkthrough|What Matters Most|Curiosity Works"
    r"|Simply Better|Leadership That Works|touchstone|Marzano",
    re.IGNORECASE,
)
TEMPLATES = list(shelf.templates().values())
CASES = list(shelf.cases().values())
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda it: it.key)
each_case = pytest.mark.parametrize("case", CASES, ids=lambda it: it.key)


def test_the_five_programs_and_both_years_together_are_on_the_shelf():
    assert [it.key for it in TEMPLATES] == list(shelf.ORDER)


@pytest.mark.parametrize("key", ["year_one", "year_two"])
def test_each_year_meets_every_responsibility(key):
    met = {
        it for block in shelf.templates()[key].blocks for it in block.responsibilities
    }

    assert met == set(SPINE)


def test_year_one_has_the_four_topics_in_order():
    topics = [unit.areas[0] for unit in shelf.templates()["year_one"].units]

    assert topics == [Area.OVERVIEW, Area.CHANGE, Area.FOCUS, Area.COMMUNITY]


@each_template
def test_every_block_is_complete(template):
    for block in template.blocks:
        assert block.responsibilities, block.title
        assert len(block.objectives) >= 2, block.title
        assert block.materials, block.title
        assert len(block.activity) > 100, block.title
        assert len(block.facilitator_notes) > 60, block.title
        assert 40 < len(block.practice_task) <= 300, block.title
        assert block.case_key in {"", *shelf.cases()}, block.title


@each_template
def test_no_two_blocks_share_a_title_or_a_task(template):
    titles = [block.title for block in template.blocks]
    tasks = [block.practice_task for block in template.blocks]

    assert len(set(titles)) == len(titles)
    assert len(set(tasks)) == len(tasks)


@each_template
def test_each_day_of_a_topic_fits_six_hours(template):
    for unit in template.units:
        for day in (1, 2):
            minutes = sum(it.minutes for it in unit.blocks if it.day == day)
            assert minutes in {0, 360}, (unit.title, day)


@each_template
def test_the_usual_shape_fits_its_days(template):
    usual = template.usual
    for session in shelf.fit(template, usual).sessions:
        assert 0 < session.minutes <= usual.days * usual.day_minutes


@pytest.mark.parametrize(
    ("key", "shape", "left_out"),
    [
        ("year_one", Shape(sessions=4, days=1), 16),
        ("year_one", Shape(sessions=1, days=1), 29),
        ("year_one", Shape(sessions=4, days=2), 0),
        ("year_one", Shape(sessions=1, days=2), 25),
        ("year_two", Shape(sessions=2, days=1), 24),
        ("year_two", Shape(sessions=6, days=2), 0),
        ("two_years", Shape(sessions=10, days=2), 0),
        ("district", Shape(sessions=1, days=1), 9),
    ],
)
def test_days_and_two_day_sessions_can_both_be_had(key, shape, left_out):
    fitted = shelf.fit(shelf.templates()[key], shape)

    assert len(fitted.sessions) == shape.sessions
    assert {session.days for session in fitted.sessions} == {shape.days}
    assert len(fitted.left_out) == left_out


def test_every_topic_is_met_even_in_one_day():
    template = shelf.templates()["year_one"]
    session = shelf.fit(template, Shape(sessions=1, days=1)).sessions[0]

    topics = {block.key.rpartition(".")[0] for block in session.blocks}
    assert topics == {f"year_one.{unit.key}" for unit in template.units}
    assert session.areas == template.areas


def test_a_topic_that_takes_two_sessions_is_numbered():
    template = shelf.templates()["year_one"]
    titles = [
        it.title for it in shelf.fit(template, Shape(sessions=8, days=1)).sessions
    ]

    assert titles[:2] == [f"Overview: 21 things leaders do ({n})" for n in (1, 2)]


def test_the_first_session_waits_for_nothing():
    fitted = shelf.fit(shelf.templates()["year_one"], Shape(sessions=3, days=1))

    assert [it.weeks_after_previous for it in fitted.sessions] == [0, 4, 4]


@each_case
def test_a_case_can_be_worked(case):
    assert len(case.situation) > 450
    assert len(case.figures) >= 3
    assert 2 <= len(case.decisions) <= 3
    assert len(case.questions) >= 4
    assert set(case.responsibilities) <= set(SPINE)
    for decision in case.decisions:
        assert len(decision.options) >= 2
        assert all(len(option.leads_to) > 20 for option in decision.options)


def test_there_are_at_least_six_cases_and_all_are_used():
    used = {block.case_key for it in TEMPLATES for block in it.blocks} - {""}

    assert len(CASES) >= 6
    assert used == {case.key for case in CASES}


FILES = [shelf.SHIPPED / f"{key}.toml" for key in shelf.ORDER]
FILES += sorted((shelf.SHIPPED / "cases").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_mark_of_a_publisher_is_used(path):
    assert MARKS.findall(path.read_text(encoding="utf-8")) == []


def test_no_sentence_is_taken_from_the_outside_texts(shared):
    theirs = " ".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((shared / "seeds").glob("*.txt"))
    )
    taken = _runs(theirs)
    for path in FILES:
        common = _runs(path.read_text(encoding="utf-8")) & taken
        assert common == set(), path.name


def _runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_an_unknown_responsibility_is_refused():
    raw = {"title": "T", "responsibilities": ["charisma"]}

    with pytest.raises(shelf.ShelfError, match="charisma"):
        reading._block("unit", 0, raw)
