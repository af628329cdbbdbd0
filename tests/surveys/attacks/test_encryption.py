"""Is what is said readable for whoever has the database without the secret key?"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headship.core.encryption import (
    BLOCK_BYTES,
    EncryptedJSONField,
    UnknownKeyError,
    decrypt,
    encrypt,
)
from headship.surveys import actions
from headship.surveys.models import Draft
from headship.surveys.models.responses import Comment, Response, Sheet
from tests.surveys.conftest import full_row, send

KEEP, CHANGE = "leadership-360.helps_most", "leadership-360.do_differently"
SAID = "Distinctive words"


def stored(table, column):
    """Return a column as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608
        return [bytes(value) for (value,) in cursor.fetchall()]


def test_draft_is_not_readable_in_the_database(rater):
    """A backup would say what a person, by name, was about to send."""
    blank = full_row(rater, 255)
    actions.save_draft(
        invitation=rater,
        values={0: 3, 1: 5},
        texts={KEEP: SAID},
        blank=blank,
        sitting="",
    )

    answers, texts = (
        stored("surveys_draft", "answers"),
        stored("surveys_draft", "texts"),
    )
    draft = Draft.objects.get()

    assert bytes([3, 5, 255]) not in answers[0]
    assert SAID.encode() not in texts[0]
    assert (draft.answers[:3], draft.texts) == (bytes([3, 5, 255]), {KEEP: SAID})


def test_response_is_not_readable_in_the_database(rater):
    send(rater, 2, texts={KEEP: SAID})

    [answers] = stored("surveys_response", "answers")

    assert bytes([2, 2, 2]) not in answers
    assert Response.objects.get().answers == full_row(rater, 2)
    assert [it for it in stored("surveys_comment", "text") if SAID.encode() in it] == []
    assert SAID in [it.text for it in Comment.objects.all()]


def test_nobody_is_told_by_what_they_leave_out(open_survey, invitations):
    """Of two raters one writes much to one question, the other nothing at all."""
    send(invitations[0], texts={KEEP: "Much to say. " * 30})
    first = sorted(map(len, stored("surveys_comment", "text")))
    Comment.objects.all().delete()
    send(invitations[1])

    assert sorted(map(len, stored("surveys_comment", "text"))) == first
    assert len(first) == 2


def test_what_was_left_out_is_no_own_word(open_survey, invitations, leader):
    for invitation in invitations:
        send(invitation, 3, texts={KEEP: SAID})

    actions.close_survey(survey=open_survey, by=leader)

    assert Sheet.objects.get().comments == {KEEP: [SAID] * 6}


def test_equal_values_differ_when_stored():
    assert encrypt(b"same") != encrypt(b"same")


@pytest.mark.parametrize("length", [0, 1, 400, 500])
def test_texts_fill_whole_blocks(length):
    field = EncryptedJSONField()

    packed = field.pack("x" * length)

    assert len(packed) == BLOCK_BYTES
    assert field.unpack(packed) == "x" * length


def test_value_outlives_a_change_of_key(settings):
    kept = encrypt(b"said")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, since this one was replaced yesterday"

    assert decrypt(kept) == b"said"


def test_value_under_a_lost_key_says_what_to_do(settings):
    kept = encrypt(b"said")
    settings.SECRET_KEY = "another key, since this one was lost yesterday"

    with pytest.raises(UnknownKeyError, match="SECRET_KEY_FALLBACKS"):
        decrypt(kept)


def test_survey_under_a_lost_key_stays_open(rater, open_survey, leader, settings):
    send(rater, 3)
    settings.SECRET_KEY = "another key, since this one was lost yesterday"

    with pytest.raises(UnknownKeyError):
        actions.close_survey(survey=open_survey, by=leader)

    open_survey.refresh_from_db()
    assert open_survey.state == "open"
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_migration_encrypts_what_is_open_and_back(rater, invitations):
    send(invitations[1], 2, texts={KEEP: SAID})
    actions.save_draft(
        invitation=rater,
        values={0: 3},
        texts={KEEP: "Begun"},
        blank=full_row(rater, 255),
        sitting="",
    )
    expected = everything()

    migrate("0002_draft_sitting")
    assert bytes([2, 2, 2]) in stored("surveys_response", "answers")[0]
    assert stored("surveys_draft", "answers")[0][:2] == bytes([3, 255])
    migrate("0005_nothing_said_is_plain")

    assert bytes([2, 2, 2]) not in stored("surveys_response", "answers")[0]
    assert everything() == expected


def everything():
    """Return all that is said, as the product reads it."""
    draft = Draft.objects.get()
    comments = sorted(it.text for it in Comment.objects.all())
    return draft.answers, draft.texts, Response.objects.get().answers, comments


def migrate(name):
    MigrationExecutor(connection).migrate([("surveys", name)])
