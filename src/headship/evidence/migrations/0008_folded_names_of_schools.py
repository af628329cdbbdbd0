from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0007_names_of_claims")]

    operations = [
        migrations.AddField(
            model_name="publicschool",
            name=name,
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        )
        for name in ("folded_name", "folded_place")
    ]
