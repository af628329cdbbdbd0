from datetime import UTC, datetime

import pytest

from headship.surveys import actions, emails
from headship.surveys.models import Invitation, Subject
from tests.surveys.conftest import code, fresh, send


def test_invitation_names_sender_subject_and_link(rater):
    message = emails.write_invitation(rater.ref)

    assert message.subject == "Your view is asked for: Spring 360"
    assert f"/r/#{code(rater)}" in message.text
    assert f"/r/#{code(rater)}" in message.html
    assert "Ana Ruiz" in message.text
    assert message.text.startswith(f"Dear {rater.name},")


def test_reminder_says_that_it_is_still_open(rater):
    assert emails.write_reminder(rater.ref).subject == "Still open: Spring 360"


@pytest.mark.parametrize("write", [emails.write_invitation, emails.write_reminder])
def test_message_is_in_the_language_of_the_rater(rater, open_survey, write):
    open_survey.closes_at = datetime(2030, 6, 5, 18, tzinfo=UTC)
    open_survey.save(update_fields=["closes_at"])
    english = write(rater.ref)
    Invitation.objects.filter(pk=rater.pk).update(language="es")

    spanish = write(rater.ref)

    assert "June" in english.text
    assert "junio" in spanish.text


def test_markup_in_a_title_is_text_in_the_message(rater, open_survey):
    open_survey.title = "Spring & <b>Fall</b>"
    open_survey.save(update_fields=["title"])

    message = emails.write_invitation(rater.ref)

    assert message.subject == "Your view is asked for: Spring & <b>Fall</b>"
    assert "<b>Fall" not in message.html


def test_nothing_is_written_to_those_who_answered_or_declined(rater, invitations):
    send(rater)
    actions.decline(invitation=fresh(invitations[1]))

    assert emails.write_reminder(rater.ref) is None
    assert emails.write_reminder(invitations[1].ref) is None


def test_nothing_is_written_after_closing(rater, open_survey, leader):
    actions.close_survey(survey=open_survey, by=leader)

    assert emails.write_reminder(rater.ref) is None


def test_nothing_is_written_to_those_taken_off(rater):
    ref = rater.ref
    rater.delete()

    assert emails.write_invitation(ref) is None


def test_code_is_known_under_the_key_before(rater, settings):
    secret = code(rater)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, since this one was replaced yesterday"

    assert emails.code_of(fresh(rater)) == secret


@pytest.mark.parametrize("write", [emails.write_invitation, emails.write_reminder])
def test_message_about_anything_but_a_leader_does_not_speak_of_one(rater, write):
    assert "how a leader works" in write(rater.ref).text
    Subject.objects.filter(pk=rater.subject_id).update(words={})

    message = write(rater.ref)

    assert "leader" not in message.text + message.html
