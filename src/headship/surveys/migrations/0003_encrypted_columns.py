"""Make room for encrypted texts beside those that can be read."""

from django.db import migrations

import headship.core.encryption


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_draft_sitting")]

    operations = [
        migrations.RenameField("draft", "texts", "plain_texts"),
        migrations.AddField(
            "draft",
            "texts",
            headship.core.encryption.EncryptedJSONField(default=dict),
        ),
        migrations.RenameField("comment", "text", "plain_text"),
        migrations.AddField(
            "comment",
            "text",
            headship.core.encryption.EncryptedJSONField(default=""),
        ),
    ]
