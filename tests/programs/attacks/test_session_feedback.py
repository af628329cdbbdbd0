"""Can anyone learn what one participant said of a session?"""

import re

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from headship.core.models import AuditEvent
from headship.programs.actions import feedback as actions
from headship.programs.models import LevelFigure
from headship.programs.reports import feedback as reports
from headship.programs.reports import health
from headship.surveys.models import RaterGroup
from tests.factories import make_member
from tests.programs import learning
from tests.programs.feedback.conftest import (  # noqa: F401 -- fixtures
    answer,
    cohort,
    facilitator,
    invitations,
    opened,
    session,
)

SECRET = "The second block was read from slides."
TEXTS = {"session-feedback.change_next": SECRET}


def pages(browser, session, org="riverside"):  # noqa: F811 -- the fixture
    """Return everything that a browser gets of a session's feedback."""
    found = []
    for name, ref in (
        ("session_feedback", session.ref),
        ("session_feedback_csv", session.ref),
        ("cohort_feedback", session.cohort.ref),
        ("cohort_feedback_csv", session.cohort.ref),
    ):
        url = reverse(f"programs:{name}", kwargs={"org": org, "ref": ref})
        response = browser.get(url)
        found.append((response.status_code, response.getvalue().decode()))
    return found


def test_answers_of_four_are_nowhere(opened, session, leader, sign_in):  # noqa: F811
    answer(opened, [1, 2, 1, 2], TEXTS)
    actions.close_feedback(feedback=opened, by=leader)

    shown = pages(sign_in(leader), session)

    assert {status for status, _page in shown} == {200}
    for _status, page in shown:
        assert SECRET not in page
        assert not re.search(r"[>,]1\.50?[<,]", page)


def test_words_of_seven_are_nowhere(opened, session, leader, sign_in):  # noqa: F811
    answer(opened, [3, 4, 5, 4, 3, 4, 5], TEXTS)
    actions.close_feedback(feedback=opened, by=leader)

    for _status, page in pages(sign_in(leader), session):
        assert SECRET not in page


def test_no_page_and_no_log_says_who_answered(opened, session, leader, sign_in):  # noqa: F811
    names = {it.name for it in invitations(opened)}
    before = AuditEvent.objects.count()
    answer(opened, [3, 4, 5, 4, 3, 5])

    assert AuditEvent.objects.count() == before
    actions.close_feedback(feedback=opened, by=leader)
    for _status, page in pages(sign_in(leader), session):
        assert [name for name in names if name in page] == []


def test_districts_and_roles_cannot_be_told_apart(opened):  # noqa: F811
    groups = RaterGroup.objects.filter(survey=opened.survey)

    assert list(groups.values_list("key", flat=True)) == ["participant"]


def test_withheld_session_is_in_no_mean_over_sessions(
    opened,  # noqa: F811
    session,  # noqa: F811
    cohort,  # noqa: F811
    leader,
    riverside,
):
    answer(opened, [5, 4, 5, 4, 5])
    actions.close_feedback(feedback=opened, by=leader)
    other = learning.make_session(cohort, days_ago=0.5)
    second = actions.open_feedback(session=other, by=leader)
    answer(second, [1, 1, 2])
    actions.close_feedback(feedback=second, by=leader)

    total = health.health_page(riverside, {}, by="cohort").total

    first = LevelFigure.objects.get(session=session, level="reaction")
    assert total.levels["reaction"] == (first.mean, 1)
    assert [str(it.label) for it in reports.cohort_feedback_page(cohort).plots] == [
        "Reaction",
        "Learning",
        "Organizational support",
    ]


def test_a_late_answer_changes_nothing(opened, session, leader):  # noqa: F811
    answer(opened, [3, 4, 5, 4, 3])
    waiting = invitations(opened)[0]
    actions.close_feedback(feedback=opened, by=leader)
    before = list(LevelFigure.objects.values_list("mean", "n"))

    with pytest.raises(Exception, match="closed"):
        answer_one(waiting)

    assert list(LevelFigure.objects.values_list("mean", "n")) == before


def answer_one(invitation):
    from headship.surveys.actions import send_response  # noqa: PLC0415 -- one use

    invitation.survey.refresh_from_db()
    send_response(invitation=invitation, answers=b"\x05" * 16, texts={})


@pytest.mark.parametrize("role", ["facilitator", "leader", "staff", "coach"])
def test_whoever_does_not_lead_the_session_finds_nothing(
    opened,  # noqa: F811
    session,  # noqa: F811
    riverside,
    sign_in,
    role,
):
    stranger = make_member(riverside, "Stranger", role)

    shown = pages(sign_in(stranger), session)

    assert {status for status, _page in shown} <= {403, 404}


def test_participants_district_finds_nothing(
    opened,  # noqa: F811
    session,  # noqa: F811
    outsider,
    hillside,
    sign_in,
):
    own = learning.enroll(session.cohort, make_member(hillside, "Ivy", "leader"))

    for member in (outsider, own.member):
        browser = sign_in(member)
        theirs = pages(browser, session, "hillside")
        ours = pages(browser, session)
        assert {status for status, _page in theirs + ours} <= {403, 404}


def test_participant_answers_from_the_own_district(
    session,  # noqa: F811
    cohort,  # noqa: F811
    leader,
    hillside,
    sign_in,
):
    ivy = make_member(hillside, "Ivy", "leader")
    learning.enroll(cohort, ivy)
    feedback = actions.open_feedback(session=session, by=leader)
    with scopes_disabled():
        mine = feedback.survey.invitations.get(member=ivy)
    browser = sign_in(ivy)

    home = browser.get("/o/hillside/").content.decode()
    response = browser.post(f"/o/hillside/questionnaires/{mine.ref}/answer/")

    assert "Give feedback for Meeting 1" in home
    assert response.url == "/r/welcome/"
    welcome = browser.get(response.url).content.decode()
    assert "Feedback for Meeting 1" in welcome
    assert "never for an appraisal" not in welcome
