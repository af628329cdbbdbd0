"""What is next for each person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from headship.feedback import actions as feedback
from headship.home import queries
from headship.practice import actions as practice
from tests.factories import make_member
from tests.feedback import rounds


@pytest.fixture
def cycle(leader):
    return rounds.make_cycle(leader)


@pytest.fixture
def part(cycle, leader, principal, teacher):
    return rounds.add_leader(cycle, leader, principal, teachers=[teacher])


@pytest.fixture
def opened(part, leader):
    rounds.open_cycle(part.cycle, leader)
    return rounds.reload(part)


def texts(member):
    return [line.text for line in queries.next_for(member).lines]


def undertake(member, what, due_on):
    plan = practice.Plan(responsibility_key="focus", what=what, due_on=due_on)
    return practice.undertake(plan=plan, by=member)


def test_member_with_nothing_to_do_is_told_so(coach, sign_in):
    assert queries.next_for(coach) == queries.Home(lines=(), more=0)
    assert sign_in(coach).get("/o/riverside/").status_code == 200


def test_rater_is_led_to_the_questionnaire_until_it_is_answered(opened, teacher):
    before = queries.next_for(teacher).lines

    rounds.answer(opened, "teacher", [3])

    assert [line.text for line in before] == ["Give feedback for Principal Doe"]
    assert before[0].is_post
    assert texts(teacher) == []


def test_leader_rates_themselves(opened, principal):
    assert texts(principal) == ["Rate your own leadership"]


def test_leader_nominates_while_it_is_time(part, principal, leader):
    feedback.open_nominations(cycle=part.cycle, by=leader)

    assert texts(principal) == ["Name your initiative and nominate raters"]


def test_leader_reads_the_report_until_a_practice_is_undertaken(
    opened, leader, principal
):
    rounds.answer(opened, "self", [3])
    rounds.close_cycle(opened.cycle, leader)
    before = texts(principal)
    plan = practice.Plan(
        responsibility_key="focus", what="Walk.", due_on=date(2090, 1, 1)
    )
    practice.undertake_from_report(plans=[plan], report=opened.ref, by=principal)

    assert before == ["Read your report and choose what to practice: Spring"]
    assert texts(principal) == ["Walk."]


def test_supervisor_is_told_how_many_nominations_wait(
    part, leader, principal, supervisor, riverside
):
    feedback.open_nominations(cycle=part.cycle, by=leader)
    feedback.nominate(
        participant=rounds.reload(part),
        nominees=rounds.make_people(riverside, 2),
        group="peer",
        by=principal,
    )

    assert texts(supervisor) == ["Decide on 2 nominated raters"]


def test_administrator_watches_cycles(cycle, leader):
    assert texts(leader) == ["Finish preparing: Spring"]


def test_most_urgent_comes_first_and_seven_at_most(principal, noon):
    first = date(2026, 3, 10)
    for number in range(9, 0, -1):
        undertake(principal, f"P{number}", first + timedelta(days=number))

    home = queries.next_for(principal)

    assert [line.text for line in home.lines] == [f"P{n}" for n in range(1, 8)]


def test_start_page_welcomes_visitors(client, db):
    assert client.get("/").status_code == 200


def test_start_page_takes_a_member_home(principal, sign_in):
    assert sign_in(principal).get("/").url == "/o/riverside/"


def test_start_page_lets_a_member_of_two_choose(
    principal, hillside, sign_in, everywhere
):
    other = make_member(hillside, "Twin", "leader")
    other.user.delete()
    type(other).objects.filter(pk=other.pk).update(user=principal.user)

    response = sign_in(principal).get("/")

    assert response.url == reverse("orgs:organization_list")
