from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scopes_disabled

from headship.core.clock import now, shifted
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import feedback as actions
from headship.programs.models import LevelFigure, Session, SessionFeedback
from headship.programs.reports import feedback as reports
from headship.surveys.models import Survey
from tests.programs import learning
from tests.programs.feedback.conftest import answer, invitations

VARIED = [3, 4, 5, 4, 3, 5]


@pytest.fixture
def closed(opened, leader):
    answer(opened, VARIED)
    return actions.close_feedback(feedback=opened, by=leader)


def shown(session):
    return {
        it.level: it.mean if not it.withheld else it.withheld
        for it in LevelFigure.objects.filter(session=session)
    }


def test_everyone_who_takes_part_is_asked_once_whatever_the_district(
    opened, cohort, hillside
):
    asked = invitations(opened)

    assert len(asked) == 8
    assert {it.member.organization for it in asked} == {cohort.organization, hillside}
    assert {it.group.key for it in asked} == {"participant"}
    assert opened.survey.state == Survey.State.OPEN


def test_people_who_left_are_not_asked(session, cohort, leader):
    cohort.participants.update(state="withdrawn")
    learning.enroll_people(cohort, cohort.organization, 1)

    feedback = actions.open_feedback(session=session, by=leader)

    assert len(invitations(feedback)) == 1


def test_whoever_makes_the_session_up_is_asked_too(session, cohort, leader, riverside):
    elsewhere = learning.make_cohort(riverside, program=cohort.program)
    guest = learning.enroll_people(elsewhere, riverside, 1)[0]
    missed = learning.make_session(elsewhere)
    guest.make_ups.create(missed=missed, session=session, assigned_at=now())

    feedback = actions.open_feedback(session=session, by=leader)

    assert guest.member in {it.member for it in invitations(feedback)}


def test_one_address_is_asked_once(session, cohort, leader, riverside, hillside):
    first, second = (
        learning.enroll_people(cohort, organization, 1)[0].member
        for organization in (riverside, hillside)
    )
    second.email = first.email.upper()
    second.save(update_fields=["email"])

    feedback = actions.open_feedback(session=session, by=leader)

    asked = [it for it in invitations(feedback) if it.email.lower() == first.email]
    assert len(asked) == 1


def test_the_highest_promise_of_any_district_holds(session, hillside, leader):
    hillside.minimum_group = 7
    hillside.save(update_fields=["minimum_group"])

    feedback = actions.open_feedback(session=session, by=leader)

    assert feedback.survey.groups.get().minimum == 7


def test_feedback_is_refused_before_the_session_begins(cohort, leader):
    ahead = learning.make_session(cohort, days_ago=-2)

    with pytest.raises(PolicyError, match="Feedback opens when the session begins"):
        actions.open_feedback(session=ahead, by=leader)


def test_feedback_is_refused_twice(opened, session, leader):
    with pytest.raises(PolicyError, match="has been opened already"):
        actions.open_feedback(session=session, by=leader)


def test_feedback_is_refused_on_a_cancelled_session(session, leader):
    session.state = Session.State.CANCELLED

    with pytest.raises(PolicyError, match="was cancelled"):
        actions.open_feedback(session=session, by=leader)


def test_feedback_is_refused_without_people(session, cohort, leader):
    cohort.participants.all().delete()

    with pytest.raises(PolicyError, match="Nobody takes part yet"):
        actions.open_feedback(session=session, by=leader)


def test_feedback_stays_open_while_the_session_lasts(cohort, leader):
    session = learning.make_session(cohort, days_ago=1, days=3)
    feedback = actions.open_feedback(session=session, by=leader)

    with pytest.raises(PolicyError, match="not over yet"):
        actions.close_feedback(feedback=feedback, by=leader)


def test_closing_stores_a_figure_for_each_level_asked_on_the_day(closed, session):
    assert shown(session) == {
        "reaction": 4.0,
        "learning": 4.0,
        "organizational_support": 4.0,
    }
    assert {it.n for it in LevelFigure.objects.all()} == {6}


def test_use_belongs_to_the_session_before(closed, session, cohort, leader):
    following = learning.make_session(cohort, days_ago=0.5)
    feedback = actions.open_feedback(session=following, by=leader)
    answer(feedback, [2, 3, 2, 3, 2])
    actions.close_feedback(feedback=feedback, by=leader)

    assert shown(session)["use"] == 2.4
    assert "use" not in shown(following)


def test_questions_about_use_name_the_session_before(closed, cohort, leader):
    following = learning.make_session(cohort, days_ago=0.5)
    feedback = actions.open_feedback(session=following, by=leader)

    assert feedback.previous == closed.session
    assert feedback.survey.subjects.get().words == {"session": "Meeting 1"}


def test_too_few_answers_are_withheld_at_every_level(opened, session, leader):
    answer(opened, [1, 2, 1, 2])

    actions.close_feedback(feedback=opened, by=leader)

    assert set(shown(session).values()) == {"too_few"}


def test_answers_all_alike_are_withheld(opened, session, leader):
    answer(opened, [5] * 6)

    actions.close_feedback(feedback=opened, by=leader)

    assert set(shown(session).values()) == {"too_alike"}


def test_no_answers_say_so(opened, session, leader):
    actions.close_feedback(feedback=opened, by=leader)

    assert set(shown(session).values()) == {"no_answers"}


def test_page_says_what_is_missing_and_why(closed, session, cohort):
    ahead = learning.make_session(cohort, days_ago=-20)

    words = {it.key: it.words for it in reports.feedback_page(session).levels}

    assert words["use"] == f"asked at “{ahead.title}”"
    assert words["student_outcomes"].startswith("not measured by a session")
    assert words["reaction"] == ""


def test_last_session_has_nobody_to_ask_about_use(closed, session):
    words = {it.key: it.words for it in reports.feedback_page(session).levels}

    assert words["use"] == "not measured: no session follows"


def test_nothing_is_read_before_closing(opened, session):
    answer(opened, VARIED, {"session-feedback.helped_most": "The case of the bells."})

    page = reports.feedback_page(session)

    assert (page.levels, page.chart, page.said) == ((), None, ())


def test_own_words_need_eight_answers(opened, session, leader):
    texts = {"session-feedback.helped_most": "The case of the bells."}
    answer(opened, [*VARIED, 4], texts)
    actions.close_feedback(feedback=opened, by=leader)

    (first, *_rest) = reports.feedback_page(session).said

    assert str(first.texts.reason) == (
        "too few people answered to show their own words"
    )


def test_own_words_are_shown_from_eight_answers_on(opened, session, leader):
    texts = {"session-feedback.helped_most": "The case of the bells."}
    answer(opened, [*VARIED, 4, 3], texts)
    actions.close_feedback(feedback=opened, by=leader)

    (first, *_rest) = reports.feedback_page(session).said

    assert first.question == "What in this session helped you most?"
    assert set(first.texts) == {"The case of the bells."}


def test_cohort_page_shows_levels_by_session(closed, cohort, session):
    later = learning.make_session(cohort, days_ago=-20)

    page = reports.cohort_feedback_page(cohort)

    assert [row.session for row in page.rows] == [session, later]
    first = {it.key: it for it in page.rows[0].levels}
    assert first["learning"].value == 4.0
    assert first["use"].words == f"asked at “{later.title}”"
    assert {it.words for it in page.rows[1].levels[:3]} == {"not closed yet"}
    assert [str(it.label) for it in page.plots] == [
        "Reaction",
        "Learning",
        "Organizational support",
    ]


def test_table_has_numbers_or_a_reason(closed, session):
    header, rows = reports.feedback_table(session)

    assert header[:4] == ["session", "title", "level", "n"]
    assert rows[0][:5] == [1, "Meeting 1", "reaction", 6, 4.0]
    assert rows[4][2:] == [
        "student_outcomes",
        *[None] * 4,
        "not measured by a session; see the evaluation",
    ]


def test_clock_opens_reminds_and_closes(session, everywhere):
    assert actions.run_due_feedback() == (1, 0)
    assert actions.run_due_feedback() == (0, 0)
    feedback = SessionFeedback.objects.get()

    with shifted(timedelta(days=8)):
        assert actions.run_due_feedback() == (0, 0)
    feedback.survey.refresh_from_db()
    assert feedback.survey.reminded_at is not None

    with shifted(timedelta(days=16)):
        assert actions.run_due_feedback() == (0, 1)
    assert LevelFigure.objects.count() == 3
    assert AuditEvent.objects.filter(event="feedback_closed").count() == 1


def test_clock_leaves_old_cancelled_and_empty_sessions_alone(cohort, riverside):
    learning.make_session(cohort, days_ago=30)
    learning.make_session(cohort, state=Session.State.CANCELLED)
    learning.make_session(cohort, days_ago=-1)
    learning.make_session(learning.make_cohort(riverside))

    with scopes_disabled():
        assert actions.run_due_feedback() == (0, 0)


def test_a_figure_is_shown_or_withheld_never_both(closed):
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelFigure.objects.update(withheld="too_few")


def test_promise_holds_for_whoever_makes_the_session_up(
    session, cohort, leader, riverside, hillside
):
    elsewhere = learning.make_cohort(riverside, program=cohort.program)
    guest = learning.enroll_people(elsewhere, hillside, 1)[0]
    missed = learning.make_session(elsewhere)
    guest.make_ups.create(missed=missed, session=session, assigned_at=now())
    cohort.participants.filter(organization=hillside).delete()
    hillside.minimum_group = 9
    hillside.save(update_fields=["minimum_group"])

    feedback = actions.open_feedback(session=session, by=leader)

    assert feedback.survey.groups.get().minimum == 9


def test_cohort_without_sessions_has_an_empty_page(cohort):
    assert reports.cohort_feedback_page(cohort).rows == ()
