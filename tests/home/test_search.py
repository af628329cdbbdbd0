"""One field finds what the member may see, in every room."""

from headship.core.clock import today
from headship.home.search import search
from tests.factories import make_member, make_school
from tests.feedback import rounds
from tests.home.test_home import undertake


def names(member, words):
    return {
        kind.title: [it.name for it in kind.found]
        for kind in search(member, words).kinds
    }


def test_nothing_is_found_without_words(leader):
    assert search(leader, "  ").kinds == ()


def test_people_schools_and_cycles_are_found_by_part_of_a_name(leader, riverside):
    make_member(riverside, "Oakes", "coach")
    make_school(riverside, name="Oak Grove")
    rounds.make_cycle(leader, name="Fall at Oak Grove")

    found = names(leader, "oak")

    assert found["People"] == ["Oakes Doe"]
    assert found["Schools"] == ["Oak Grove"]
    assert found["360 cycles"] == ["Fall at Oak Grove"]


def test_another_organization_is_not_searched(leader, hillside):
    make_member(hillside, "Zebulon", "coach")

    assert names(leader, "Zebulon") == {}


def test_practices_are_ones_own(leader, coach):
    undertake(coach, "Visit the kiln", today())

    assert names(coach, "kiln") == {"My practices": ["Visit the kiln"]}
    assert names(leader, "kiln") == {}


def test_teacher_finds_no_colleagues(teacher, principal):
    assert names(teacher, "Principal") == {}


def test_responsibility_is_found_by_its_name(teacher):
    assert names(teacher, "visib") == {"Responsibilities": ["Visibility"]}
