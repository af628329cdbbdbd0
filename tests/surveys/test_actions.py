from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from headship.core.clock import now, shifted
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent, OutgoingMail
from headship.surveys import actions, policies
from headship.surveys.models import Draft, Invitation, RaterGroup, Survey
from headship.surveys.models.responses import Comment, Response, Sheet
from tests.surveys.conftest import fresh, full_row, send


def test_open_survey_sends_one_mail_to_each_person(
    survey, invitations, leader, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_survey(survey=survey, by=leader)

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(
        invitation.email for invitation in invitations
    )
    assert survey.state == Survey.State.OPEN


def test_open_survey_is_refused_without_raters(survey, leader):
    with pytest.raises(PolicyError, match="Nobody is invited"):
        actions.open_survey(survey=survey, by=leader)


def test_open_survey_is_refused_after_its_closing_date(survey, invitations, leader):
    survey.closes_at = now() - timedelta(minutes=1)

    with pytest.raises(PolicyError, match="closing date has passed"):
        actions.open_survey(survey=survey, by=leader)


def test_invite_leaves_out_those_asked_before(subject, invitations, staff, leader):
    group = subject.survey.groups.get(key="teacher")

    assert actions.invite(subject=subject, group=group, members=staff, by=leader) == []


def test_raters_are_fixed_once_the_survey_is_open(open_survey, subject, staff, leader):
    subject.survey.refresh_from_db()

    with pytest.raises(PolicyError, match="fixed"):
        actions.invite(
            subject=subject,
            group=subject.survey.groups.get(key="peer"),
            members=staff,
            by=leader,
        )


def test_remove_invitation_takes_a_rater_off(invitations, leader):
    actions.remove_invitation(invitation=fresh(invitations[0]), by=leader)

    assert Invitation.objects.count() == 5


def test_draft_merges_pages_and_survives(rater):
    blank = full_row(rater, 255)

    actions.save_draft(
        invitation=rater, values={0: 3}, texts={"a.b": "one"}, blank=blank, sitting=""
    )
    draft = actions.save_draft(
        invitation=fresh(rater),
        values={1: 5},
        texts={"a.c": "two"},
        blank=blank,
        sitting="",
    )

    assert bytes(draft.answers)[:3] == bytes([3, 5, 255])
    assert draft.texts == {"a.b": "one", "a.c": "two"}


def test_send_stores_one_response_and_deletes_the_draft(rater):
    actions.save_draft(
        invitation=rater,
        values={0: 3},
        texts={},
        blank=full_row(rater, 255),
        sitting="",
    )

    send(rater, texts={"leadership-360.keep": " Keep listening. ", "x.y": "  "})

    assert Response.objects.count() == 1
    texts = [comment.text for comment in Comment.objects.all()]
    assert [text for text in texts if text] == ["Keep listening."]
    assert not Draft.objects.exists()
    assert fresh(rater).has_answered


def test_send_twice_stores_once(rater):
    send(rater)

    with pytest.raises(policies.CannotAnswerError) as refused:
        actions.send_response(
            invitation=rater, answers=full_row(rater), texts={}
        )  # A stale request, which still believes that nothing was sent.

    assert refused.value.why == "answered"
    assert Response.objects.count() == 1


def test_send_after_closing_stores_nothing(rater, open_survey, leader):
    stale = fresh(rater)
    actions.close_survey(survey=open_survey, by=leader)

    with pytest.raises(policies.CannotAnswerError) as refused:
        actions.send_response(invitation=stale, answers=full_row(stale), texts={})

    assert refused.value.why == "closed"
    assert not Response.objects.exists()
    assert not fresh(rater).has_answered


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"has_answered": True}, "answered"),
        ({"has_declined": True}, "declined"),
    ],
)
def test_a_rater_is_told_why_answering_is_over(rater, change, why):
    Invitation.objects.filter(pk=rater.pk).update(**change)

    with pytest.raises(policies.CannotAnswerError) as refused:
        policies.check_can_answer(fresh(rater))

    assert refused.value.why == why


def test_a_rater_is_told_when_it_is_too_early_or_too_late(invitations, survey, noon):
    with pytest.raises(policies.CannotAnswerError) as early:
        policies.check_can_answer(fresh(invitations[0]))
    Survey.objects.filter(pk=survey.pk).update(
        state="open", opened_at=now(), closes_at=now()
    )
    with pytest.raises(policies.CannotAnswerError) as late:
        policies.check_can_answer(fresh(invitations[0]))

    assert (early.value.why, late.value.why) == ("early", "closed")


def test_decline_deletes_the_draft_and_stops_reminders(
    rater, open_survey, leader, mailoutbox, django_capture_on_commit_callbacks
):
    actions.save_draft(
        invitation=rater,
        values={0: 3},
        texts={},
        blank=full_row(rater, 255),
        sitting="",
    )
    actions.decline(invitation=fresh(rater))

    with django_capture_on_commit_callbacks(execute=True):
        actions.remind(survey=open_survey, by=leader)

    assert not Draft.objects.exists()
    assert rater.email not in {
        mail.to[0] for mail in mailoutbox if "Still" in mail.subject
    }


def test_remind_reaches_only_those_who_have_not_answered(
    rater, open_survey, leader, mailoutbox, django_capture_on_commit_callbacks
):
    send(rater)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remind(survey=open_survey, by=leader)

    reminded = {mail.to[0] for mail in mailoutbox if "Still open" in mail.subject}
    everyone = set(Invitation.objects.values_list("email", flat=True))
    assert reminded == everyone - {rater.email}


def test_remind_is_refused_before_opening(survey, invitations, leader):
    with pytest.raises(PolicyError, match="while the survey is open"):
        actions.remind(survey=survey, by=leader)


def test_remind_is_refused_twice_a_day(open_survey, leader):
    actions.remind(survey=open_survey, by=leader)

    with shifted(timedelta(hours=19)), pytest.raises(PolicyError, match="today"):
        actions.remind(survey=open_survey, by=leader)
    with shifted(timedelta(hours=21)):
        assert actions.remind(survey=open_survey, by=leader) > 0


def test_extend_moves_the_closing_date(open_survey, leader):
    later = now() + timedelta(days=30)

    actions.extend_survey(survey=open_survey, closes_at=later, by=leader)

    open_survey.refresh_from_db()
    assert open_survey.closes_at == later


def test_a_survey_cannot_be_extended_into_the_past(open_survey, leader):
    with pytest.raises(PolicyError, match="in the future"):
        actions.extend_survey(survey=open_survey, closes_at=now(), by=leader)


def test_a_closed_survey_is_never_reopened(open_survey, leader):
    closed = actions.close_survey(survey=open_survey, by=leader)

    with pytest.raises(PolicyError, match="not reopened"):
        actions.extend_survey(
            survey=closed, closes_at=now() + timedelta(days=9), by=leader
        )


def test_close_seals_every_response_and_loses_none(open_survey, invitations, leader):
    for value, invitation in enumerate(invitations[:5], start=1):
        send(invitation, value, texts={"leadership-360.keep": f"Text {value}"})

    actions.close_survey(survey=open_survey, by=leader)

    sheet = Sheet.objects.get()
    rows = [
        bytes(sheet.answers)[start : start + sheet.width]
        for start in range(0, len(sheet.answers), sheet.width)
    ]
    assert sorted(row[0] for row in rows) == [1, 2, 3, 4, 5]
    assert sheet.n == 5
    assert set(sheet.comments["leadership-360.keep"]) == {
        f"Text {value}" for value in range(1, 6)
    }
    assert not Response.objects.exists()
    assert not Comment.objects.exists()


def test_close_is_refused_twice(open_survey, leader):
    actions.close_survey(survey=open_survey, by=leader)

    with pytest.raises(PolicyError, match="Only an open survey"):
        actions.close_survey(survey=open_survey, by=leader)


def test_a_person_asked_about_two_subjects_gets_one_mail(
    survey,
    subject,
    invitations,
    staff,
    leader,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    second = actions.add_subject(
        survey=survey, label="Bo Lund", words={"leader": "Bo Lund"}, by=leader
    )
    group = survey.groups.get(key="teacher")
    actions.invite(subject=second, group=group, members=staff[:1], by=leader)

    with django_capture_on_commit_callbacks(execute=True):
        actions.open_survey(survey=survey, by=leader)

    mine = [mail for mail in mailoutbox if mail.to == [staff[0].email]]
    assert len(mine) == 1
    assert mine[0].body.count("/r/#") == 2


def test_rater_steps_leave_no_audit_line(rater):
    before = AuditEvent.objects.count()

    actions.save_draft(
        invitation=rater,
        values={0: 1},
        texts={},
        blank=full_row(rater, 255),
        sitting="",
    )
    send(rater)

    assert AuditEvent.objects.count() == before


def test_sent_mail_forgets_its_address(
    survey, invitations, leader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.open_survey(survey=survey, by=leader)

    assert set(OutgoingMail.objects.values_list("state", "to")) == {("sent", "")}


@pytest.mark.parametrize(
    ("is_anonymous", "minimum"), [(True, 4), (False, 2), (True, 1)]
)
def test_the_database_keeps_the_minimum(survey, is_anonymous, minimum):
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterGroup.objects.create(
            survey=survey,
            key="new",
            label="New",
            perspective="peer",
            is_anonymous=is_anonymous,
            minimum=minimum,
        )


def test_the_database_keeps_the_minimum_for_texts(survey):
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(text_minimum=4)
