"""Drop the texts that can be read; from here on answers are read by their keys."""

from django.db import migrations, models

import headship.core.encryption


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_encrypt_what_is_open")]

    operations = [
        migrations.AlterField(
            "draft", "plain_texts", models.JSONField(default=dict)
        ),
        migrations.AlterField("comment", "plain_text", models.TextField(default="")),
        migrations.RemoveField("draft", "plain_texts"),
        migrations.RemoveField("comment", "plain_text"),
        migrations.AlterField(
            "draft", "answers", headship.core.encryption.EncryptedBytesField()
        ),
        migrations.AlterField(
            "response", "answers", headship.core.encryption.EncryptedBytesField()
        ),
        migrations.AlterField(
            "comment", "text", headship.core.encryption.EncryptedJSONField()
        ),
    ]
