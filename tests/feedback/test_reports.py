"""Pages of feedback as values, without a browser."""

import pytest
from django.urls import reverse
from django.utils import translation

from headship.core.naming import name_of
from headship.feedback import actions, analysis
from headship.feedback.reports.change import change_page
from headship.feedback.reports.cycle import cycle_page
from headship.feedback.reports.group import group_report
from headship.feedback.reports.leader import leader_report
from headship.feedback.reports.next_step import next_step_page
from headship.feedback.reports.tables import change_table, report_table, technical_table
from headship.feedback.reports.technical import RATE_SEVERAL, technical_page
from headship.practice.models import Practice
from headship.stats.measurement import RatingDifference
from headship.stats.results import Interval
from headship.surveys.analysis import sheets
from tests.feedback import rounds

HELPS = "leadership-360.helps_most"


@pytest.fixture
def clear(leader, principal):
    """Return a part whose teachers clearly see visibility above and order below."""
    probe = rounds.make_cycle(leader)
    scales = sheets.scales_of(probe.survey)

    def view(value):
        answers = dict.fromkeys(range(200), value)
        answers |= dict.fromkeys(scales["visibility"].columns, 5)
        return answers | dict.fromkeys(scales["order"].columns, 1)

    values = [view(3), view(4), view(3), view(4), {**view(3), 0: 4}, view(4)]
    for index, value in enumerate(values):
        value[scales["visibility"].columns[0]] = 5 - index % 2
        value[scales["order"].columns[0]] = 1 + index % 2
    [part] = rounds.closed_round(
        leader, [{"member": principal, "self": [5], "teacher": values}]
    )
    return part


def test_what_stands_out_is_named_first(clear, principal):
    page = leader_report(clear, viewer=principal)

    assert [it.responsibility.key for it in page.strengths] == ["visibility"]
    assert [it.responsibility.key for it in page.growth] == ["order"]
    assert page.finding == "Teachers and staff see you strongest in Visibility."
    assert page.gaps[0].responsibility.key == "order"
    assert page.gaps[0].own == 5


def test_ties_are_no_strengths(closed, principal):
    page = leader_report(closed, viewer=principal)

    assert page.strengths == page.growth == ()


def test_report_without_colleagues_says_so(leader):
    [part] = rounds.closed_round(leader, [{"self": [4]}])

    page = leader_report(part, viewer=part.member)

    assert page.finding == "Too few colleagues answered to show what they said."
    assert page.distribution is None
    assert [cell.key for cell in page.cells] == ["self"]


def test_readers_are_shown_to_the_leader_only(closed, principal, coach):
    actions.share_report(participant=closed, reader=coach, by=principal)

    assert leader_report(closed, viewer=principal).readers == (coach,)
    assert leader_report(closed, viewer=coach).readers == ()


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ([1, 1, 2, 1, 1, 2], "first"),
        ([1, 2, 1, 4, 4, 4], "mixed"),
        ([4, 4, 3, 4, 4, 4], "second"),
    ],
)
def test_order_of_change_is_what_most_see(leader, values, order):
    [part] = rounds.closed_round(
        leader, [{"teacher": values, "initiative": "Team planning"}]
    )

    assert analysis.orders_seen(part)["teacher"].order == order


def test_report_without_an_initiative_has_no_order(closed):
    assert analysis.orders_seen(closed) == {}


def test_next_steps_are_suggested_from_growth_and_gaps(clear):
    page = next_step_page(clear)

    assert page.suggestions[0].responsibility.key == "order"
    assert page.suggestions[0].is_growth
    assert len(page.suggested) <= 3
    assert page.undertaken == ()


def test_technical_page_warns_of_few(closed):
    page = technical_page(closed)

    assert [caution[:14] for caution in page.cautions] == [
        "Only 6 people ",
        "Only 1 leaders",
    ]


def test_tables_have_a_row_for_each_responsibility(closed, principal):
    report = leader_report(closed, viewer=principal)
    header, rows = report_table(report)
    figures = dict(zip(header, rows[2], strict=True))

    assert len(rows) == 21 * 3
    assert (figures["group"], figures["n"]) == ("Teachers and staff", 6)
    assert figures["mean"] == 3.667
    assert len(technical_table(technical_page(closed))[1]) == 21


def test_cycle_page_warns_of_a_group_too_small(cycle, leader, principal, staff):
    rounds.add_leader(cycle, leader, principal, teachers=staff[:2])

    [row] = cycle_page(cycle, leader).leaders

    assert row.warning == "2 teachers are asked; fewer than 5 answers are not shown."


def test_cycle_page_says_why_not(cycle, leader, viewer):
    page = cycle_page(cycle, viewer)

    assert "at least one leader" in page.cannot_open
    assert "while the survey is open" in page.cannot_remind
    assert not page.can_manage


# Through the browser


def test_leader_reads_prints_and_downloads_the_report(closed, principal, sign_in):
    browser = sign_in(principal)
    parts = {"org": "riverside", "ref": closed.ref}

    pages = {
        name: browser.get(reverse(f"feedback:{name}", kwargs=parts))
        for name in ("report_detail", "report_pdf", "report_technical", "report_change")
    }

    assert {page.status_code for page in pages.values()} == {200}
    assert pages["report_pdf"].content.startswith(b"%PDF")
    assert "3.7" in pages["report_detail"].content.decode()


def test_report_before_closing_is_refused_with_a_reason(opened, principal, sign_in):
    url = reverse(
        "feedback:report_detail", kwargs={"org": "riverside", "ref": opened.ref}
    )

    response = sign_in(principal).get(url)

    assert response.status_code == 409
    assert "when the cycle has closed" in response.content.decode()


def test_leader_undertakes_a_practice_from_the_report(closed, principal, sign_in, noon):
    url = reverse("feedback:next_step", kwargs={"org": "riverside", "ref": closed.ref})
    form = {
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        "form-0-responsibility": "order",
        "form-0-what": "Walk the halls.",
        "form-0-due_on": "2090-01-01",
        "form-1-due_on": "2090-01-01",
        "form-2-due_on": "2090-01-01",
    }
    browser = sign_in(principal)

    empty = browser.post(url, {**form, "form-0-what": ""})
    lost = browser.post(url, {**form, "form-0-responsibility": ""})
    browser.post(url, form)

    assert empty.context["forms"].non_form_errors()
    assert "responsibility" in lost.context["forms"].errors[0]
    assert Practice.objects.get().origin_ref == closed.ref


def test_administrator_runs_a_cycle_through_its_pages(
    leader, principal, teacher, sign_in, noon
):
    rounds.ship_instruments()
    browser = sign_in(leader)
    form = {"name": "Spring", "closes_on": "2026-03-20", "minimum": "5", "purpose": ""}
    detail = browser.post("/o/riverside/feedback/cycles/new/", form).url

    browser.post(f"{detail}leaders/", {"leaders": [principal.pk], "ask_staff": "on"})
    opened = browser.post(f"{detail}open/", follow=True)
    browser.post(f"{detail}extend/", {"closes_on": "2026-03-30"})
    late = browser.post(f"{detail}extend/", {"closes_on": "2026-03-01"})
    part = browser.get(detail, headers={"HX-Request": "true", "HX-Target": "rates"})
    browser.post(f"{detail}close/")

    assert "is open" in opened.content.decode()
    assert late.context["form"].errors["closes_on"]
    assert b"<html" not in part.content
    assert b'id="rates"' in part.content
    assert "Closed on" in browser.get(detail).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("closes_on", "2020-01-01"), ("minimum", "4"), ("minimum", "x")],
)
def test_cycle_form_says_what_is_wrong(leader, sign_in, noon, field, value):
    form = {"name": "Spring", "closes_on": "2026-03-20", "minimum": "5", field: value}

    response = sign_in(leader).post("/o/riverside/feedback/cycles/new/", form)

    assert set(response.context["form"].errors) == {field}


def test_change_table_is_empty_without_an_earlier_report(closed, principal):
    page = change_page(closed, viewer=principal)

    assert (page.earlier, page.rows, page.clear_count) == (None, None, 0)
    assert change_table(page)[1] == []


def test_technical_page_says_that_people_rated_several(leader, riverside):
    """Anonymous answers of one person about two leaders count as two people's."""
    cycle = rounds.make_cycle(leader)
    staff = rounds.make_people(riverside, 5)
    both = [*staff[1:], *rounds.make_people(riverside, 1)]
    parts = [
        rounds.add_leader(cycle, leader, boss, teachers=asked)
        for boss, asked in zip(
            rounds.make_people(riverside, 3, "leader"),
            (staff, both, rounds.make_people(riverside, 5)),
            strict=True,
        )
    ]
    rounds.open_cycle(cycle, leader)
    for part in parts:
        rounds.answer(part, "teacher", rounds.varied(3, 5))
    rounds.close_cycle(cycle, leader)

    pages = [technical_page(rounds.reload(part)) for part in parts]

    assert [RATE_SEVERAL in page.cautions for page in pages] == [True, True, False]


def test_picture_of_a_group_speaks_the_readers_language(leader):
    parts = rounds.closed_round(leader, [{"teacher": rounds.varied(3, 5)}] * 3)

    with translation.override("es"):
        page = group_report(parts[0].cycle, None)
        names = [str(name_of(row.responsibility)) for row in page.rows]

    assert names[1] != page.rows[1].responsibility.name
    assert [name for name in names if name not in page.spine] == []


def test_groups_too_small_to_stand_alone_are_named_before_opening(leader, riverside):
    cycle = rounds.make_cycle(leader)
    bosses = rounds.make_people(riverside, 3, "leader")
    for boss, teachers, peers in zip(bosses, (4, 5, 5), (5, 2, 0), strict=True):
        rounds.add_leader(
            cycle,
            leader,
            boss,
            teachers=rounds.make_people(riverside, teachers),
            peers=rounds.make_people(riverside, peers),
        )

    warnings = {
        row.participant.member: row.warning for row in cycle_page(cycle, leader).leaders
    }

    assert [warnings[boss] for boss in bosses] == [
        "4 teachers are asked; fewer than 5 answers are not shown.",
        "2 peers are asked; fewer than 5 answers are joined with those of teachers.",
        "",
    ]


def test_what_is_opened_is_said_before(cycle, leader, principal, riverside, sign_in):
    paper = rounds.make_people(riverside, 2, email="")
    rounds.add_leader(
        cycle, leader, principal, teachers=[*paper, *rounds.make_people(riverside, 4)]
    )
    url = reverse("feedback:cycle_open", kwargs={"org": "riverside", "ref": cycle.ref})

    text = sign_in(leader).get(url).content.decode()

    assert str(principal) in text
    assert "2 people have no e-mail address" in text
    assert "Teachers and staff: anonymous; shown from 5 answers on." in text
    assert "Answered" not in text  # Nobody could have.


@pytest.mark.parametrize(
    ("lower", "upper", "clear"),
    [
        (0.05, 0.4, True),
        (0.04, 0.4, False),  # Would be printed as 0.0 to 0.4.
        (-0.4, -0.05, True),
        (-0.4, -0.04, False),
        (-0.1, 0.1, False),
    ],
)
def test_what_is_printed_as_zero_does_not_stand_out(lower, upper, clear):
    difference = RatingDifference(
        estimate=(lower + upper) / 2,
        se=0.1,
        interval=Interval(lower=lower, upper=upper, confidence=0.99),
        n=(9, 9),
        dof=8.0,
        p_value=0.01,
        note="",
        method="made up",
    )

    assert analysis.is_clear(difference) is clear
