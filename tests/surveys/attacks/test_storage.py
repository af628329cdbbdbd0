"""Can someone who sees the tables tell who said what?"""

import datetime as dt
import uuid

import pytest
from django.db import connection, models

from headship.core.models import AuditEvent, OutgoingMail
from headship.surveys import actions
from headship.surveys.models import Draft, Invitation, Survey
from headship.surveys.models.responses import Comment, Response, Sheet
from tests.feedback.rounds import make_people
from tests.surveys.conftest import fresh, full_row, send

KEEP = "leadership-360.helps_most"
PEOPLE = {"Invitation", "Draft", "Membership", "User"}


def rows_of(sheet):
    data = bytes(sheet.answers)
    return [data[at : at + sheet.width] for at in range(0, len(data), sheet.width)]


def physical_order(table, column):
    """Return a column in the order in which the rows lie in the table."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" ORDER BY {place}')  # noqa: S608
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.parametrize("model", [Response, Comment, Sheet])
def test_nothing_said_points_to_a_person_or_a_moment(model):
    fields = model._meta.get_fields()
    related = {f.related_model.__name__ for f in fields if f.is_relation}
    moments = [f.name for f in fields if isinstance(f, models.DateField)]

    assert related == {"Survey", "Subject", "RaterGroup"}
    assert moments == []


@pytest.mark.parametrize("model", [Response, Comment, Sheet])
def test_nothing_points_to_what_was_said(model):
    assert [f for f in model._meta.get_fields() if f.auto_created] == []


@pytest.mark.parametrize("model", [Invitation, Draft])
def test_nobody_asked_has_a_time(model):
    moments = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField | models.TimeField)
    ]

    assert moments == []


def test_random_keys_have_no_order_of_insertion(open_survey, invitations):
    for value, invitation in enumerate(invitations[:5], start=1):
        send(invitation, value)

    versions = {row.pk.version for row in Response.objects.all()}

    assert versions == {4}  # Versions 1, 6 and 7 begin with the time.


def test_sealed_rows_are_not_in_the_order_they_came(survey, subject, leader):
    """By chance alone forty rows keep their order less than once in 10^20 times."""
    people = make_people(leader.organization, 40)
    group = survey.groups.get(key="teacher")
    asked = actions.invite(subject=subject, group=group, members=people, by=leader)
    opened = actions.open_survey(survey=survey, by=leader)
    sent = [1 + number % 5 for number in range(40)]
    for value, invitation in zip(sent, asked, strict=True):
        send(invitation, value, texts={KEEP: f"Said {value}"})
    actions.close_survey(survey=opened, by=leader)

    sheet = Sheet.objects.get()
    kept = [row[0] for row in rows_of(sheet)]
    said = [int(text[-1]) for text in sheet.comments[KEEP]]

    assert sorted(kept) == sorted(sent)
    assert kept != sent
    assert kept != sent[::-1]
    assert said not in (sent, sent[::-1], kept)


def test_closing_leaves_no_row_that_came_one_by_one(open_survey, invitations, leader):
    for invitation in invitations:
        send(invitation, 3, texts={KEEP: "Distinctive"})
    before = physical_order("surveys_response", "id")

    actions.close_survey(survey=open_survey, by=leader)

    assert len(before) == 6
    assert physical_order("surveys_response", "id") == []
    assert physical_order("surveys_comment", "id") == []
    assert len(physical_order("surveys_sheet", "id")) == 1


def test_a_comment_is_not_beside_the_ratings_of_its_writer(open_survey, invitations):
    send(invitations[0], 2, texts={KEEP: "Distinctive"})

    response = Response.objects.get()
    comment = next(it for it in Comment.objects.all() if it.text == "Distinctive")

    assert response.pk != comment.pk
    assert b"Distinctive" not in bytes(response.answers)
    assert "answers" not in {f.name for f in Comment._meta.get_fields()}


def test_draft_is_deleted_in_the_transaction_that_stores_the_response(
    rater, monkeypatch
):
    actions.save_draft(
        invitation=rater,
        values={0: 3},
        texts={},
        blank=full_row(rater, 255),
        sitting="",
    )

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(models.QuerySet, "delete", fail)
        with pytest.raises(RuntimeError):
            send(rater)

    assert Draft.objects.count() == 1
    assert not Response.objects.exists()
    assert not fresh(rater).has_answered


def test_draft_that_arrives_after_the_response_is_refused(rater):
    """Autosave and sending race; a draft that came late would name its response."""
    stale = fresh(rater)
    send(rater)

    with pytest.raises(actions.policies.CannotAnswerError):
        actions.save_draft(
            invitation=stale,
            values={0: 3},
            texts={},
            blank=full_row(stale, 255),
            sitting="",
        )

    assert not Draft.objects.exists()


def test_closing_deletes_the_drafts_of_those_who_never_sent(
    open_survey, invitations, leader
):
    invitation = fresh(invitations[0])
    actions.save_draft(
        invitation=invitation,
        values={0: 3},
        texts={KEEP: "Unsent"},
        blank=full_row(invitation, 255),
        sitting="",
    )

    actions.close_survey(survey=open_survey, by=leader)

    assert not Draft.objects.exists()
    assert not Sheet.objects.exists()


def test_answering_changes_nothing_of_a_person_but_one_flag(
    open_survey, invitations, leader, django_capture_on_commit_callbacks
):
    invitation = invitations[0]
    before = Invitation.objects.filter(pk=invitation.pk).values().get()
    mails = list(OutgoingMail.objects.order_by("pk").values())
    events = AuditEvent.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        send(invitation, 1, texts={KEEP: "Distinctive"})

    after = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert after == {**before, "has_answered": True}
    assert list(OutgoingMail.objects.order_by("pk").values()) == mails
    assert AuditEvent.objects.count() == events


def test_audit_log_has_neither_answers_nor_who_answered(
    open_survey, invitations, leader, noon
):
    for invitation in invitations[:5]:
        send(invitation, 1, texts={KEEP: "Distinctive words"})
    actions.remind(survey=open_survey, by=leader)
    actions.close_survey(survey=open_survey, by=leader)

    text = str(list(AuditEvent.objects.values()))

    assert "Distinctive" not in text
    assert [one.name for one in invitations if one.name in text] == []
    assert [one for one in invitations if str(one.ref) in text] == []
    reminded = AuditEvent.objects.get(event="raters_reminded")
    assert reminded.details == {}  # A count beside the rates would tell who is left.
    closed = AuditEvent.objects.get(event="survey_closed")
    assert closed.details == {}  # So would all answers, less the rates that are shown.


def test_a_raised_minimum_holds_for_surveys_not_open_yet(survey, invitations, leader):
    leader.organization.minimum_group = 9
    leader.organization.save(update_fields=["minimum_group"])
    survey.organization.refresh_from_db()

    actions.open_survey(survey=survey, by=leader)

    minimums = dict(survey.groups.values_list("key", "minimum"))
    assert minimums == {"self": 1, "supervisor": 1, "teacher": 9, "peer": 9}


def test_a_raised_minimum_leaves_promises_already_made(open_survey, leader):
    leader.organization.minimum_group = 9
    leader.organization.save(update_fields=["minimum_group"])

    assert open_survey.groups.get(key="teacher").minimum == 5


def test_survey_keeps_no_time_of_answers(open_survey, invitations, noon):
    before = Survey.objects.filter(pk=open_survey.pk).values().get()
    noon.move_to(dt.datetime(2026, 3, 2, 18, 30, tzinfo=dt.UTC))

    send(invitations[0])

    assert Survey.objects.filter(pk=open_survey.pk).values().get() == before


def test_keys_of_responses_differ_from_those_of_people(rater):
    send(rater)

    assert Response.objects.get().pk not in {rater.ref, uuid.UUID(int=0)}
