"""Encrypt drafts, and the answers of surveys that are open."""

from django.db import migrations

from headship.core.encryption import decrypt, encrypt


def forwards(apps, _schema_editor):
    for draft in _rows(apps, "Draft"):
        draft.answers, draft.texts = encrypt(bytes(draft.answers)), draft.plain_texts
        draft.save(update_fields=["answers", "texts"])
    for response in _rows(apps, "Response"):
        response.answers = encrypt(bytes(response.answers))
        response.save(update_fields=["answers"])
    for comment in _rows(apps, "Comment"):
        comment.text = comment.plain_text
        comment.save(update_fields=["text"])


def backwards(apps, _schema_editor):
    for draft in _rows(apps, "Draft"):
        draft.answers, draft.plain_texts = decrypt(bytes(draft.answers)), draft.texts
        draft.save(update_fields=["answers", "plain_texts"])
    for response in _rows(apps, "Response"):
        response.answers = decrypt(bytes(response.answers))
        response.save(update_fields=["answers"])
    for comment in _rows(apps, "Comment"):
        comment.plain_text = comment.text
        comment.save(update_fields=["plain_text"])


def _rows(apps, name):
    return list(apps.get_model("surveys", name).objects.all())


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_encrypted_columns")]

    operations = [migrations.RunPython(forwards, backwards)]
