"""What a district reads of feedback on a cohort that another organization runs."""

import pytest
from django.urls import reverse

from headship.programs.actions import feedback as actions
from headship.surveys.models import Survey
from tests.factories import make_member
from tests.programs.feedback.conftest import answer

WORDS = {"session-feedback.change_next": "The second block was read from slides."}


@pytest.fixture
def closed(opened, leader):
    answer(opened, [3, 4, 5, 4, 3, 5, 4, 4], WORDS)
    return actions.close_feedback(feedback=opened, by=leader)


def pages(browser, feedback, org="hillside"):
    """Return the page and the spreadsheet as a browser of the district gets them."""
    kwargs = {"org": org, "ref": feedback.session.cohort.ref}
    names = ("joined_feedback", "joined_feedback_csv")
    found = [browser.get(reverse(f"programs:{it}", kwargs=kwargs)) for it in names]
    return [(it.status_code, it.getvalue().decode()) for it in found]


@pytest.mark.parametrize("role", ["supervisor", "viewer", "manager", "administrator"])
def test_district_reads_the_figures_of_all(closed, hillside, sign_in, role):
    (_, page), (_, table) = pages(sign_in(make_member(hillside, "Sue", role)), closed)

    assert "<b>4.0</b>" in page
    assert table.splitlines()[1].startswith("1,Meeting 1,reaction,,4.0,")


def test_district_reads_no_own_words_and_no_number_of_answers(
    closed, hillside, sign_in
):
    found = pages(sign_in(make_member(hillside, "Sue", "supervisor")), closed)

    for _status, page in found:
        assert "read from slides" not in page
        assert "n = " not in page
        assert "Riverside" not in page.replace("Riverside, ", "")
    assert ",8," not in found[1][1]


@pytest.mark.parametrize("role", ["leader", "coach", "facilitator", "staff"])
def test_district_people_who_see_no_programs_are_refused(
    closed, hillside, sign_in, role
):
    stranger = make_member(hillside, "Stranger", role)

    assert [it for it, _ in pages(sign_in(stranger), closed)] == [403, 403]


def test_figures_withheld_from_the_provider_are_withheld_from_districts(
    opened, hillside, leader, sign_in
):
    answer(opened, [1, 2, 1, 2])
    actions.close_feedback(feedback=opened, by=leader)

    (_, page), (_, table) = pages(
        sign_in(make_member(hillside, "Sue", "viewer")), opened
    )

    assert "too few answers to stay anonymous" in page
    assert ",reaction,,,,,not shown: too few answers" in table


def test_nothing_is_read_before_closing(opened, hillside, sign_in):
    answer(opened, [3, 4, 5, 4, 3, 5])

    (_, page), _table = pages(sign_in(make_member(hillside, "Sue", "viewer")), opened)

    assert "not closed yet" in page
    assert "<b>" not in page


def test_district_that_has_not_agreed_reads_nothing(closed, cohort, hillside, sign_in):
    cohort.districts.update(state="invited", decided_at=None)

    (_, page), (_, table) = pages(
        sign_in(make_member(hillside, "Sue", "supervisor")), closed
    )

    assert "Meeting 1" not in page
    assert len(table.splitlines()) == 1


def test_district_that_was_removed_finds_nothing(closed, cohort, hillside, sign_in):
    cohort.districts.all().delete()
    browser = sign_in(make_member(hillside, "Sue", "supervisor"))

    assert [it for it, _ in pages(browser, closed)] == [404, 404]


def test_another_district_finds_nothing(closed, riverside, hillside, sign_in):
    browser = sign_in(make_member(hillside, "Sue", "supervisor"))

    assert [it for it, _ in pages(browser, closed, "riverside")] == [404, 404]


def test_participants_are_told_who_reads_the_figures(opened):
    assert "Districts that take part see the same figures" in (
        Survey.objects.get(pk=opened.survey_id).purpose
    )
