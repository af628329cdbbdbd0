from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0005_material_access_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="qualification",
            name="revoked_because",
            field=models.CharField(blank=True, max_length=300, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="qualification",
            name="revoked_on",
            field=models.DateField(blank=True, null=True, verbose_name="revoked on"),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_because", ""), ("revoked_on", None)
                )
                | models.Q(
                    ("revoked_on__gte", models.F("on")),
                    models.Q(("revoked_because", ""), _negated=True),
                ),
                name="revoked_qualification_says_why",
            ),
        ),
    ]
