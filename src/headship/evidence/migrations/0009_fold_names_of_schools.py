"""Fold what public schools are searched by, for schools loaded before."""

import unicodedata

from django.db import migrations

APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018\u02bb\u02bc\u00b4`"))
BATCH = 500


def fold(text):
    spread = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(one for one in spread if not unicodedata.combining(one))


def fill(apps, _schema_editor):
    schools = apps.get_model("evidence", "PublicSchool").objects
    named = schools.only("name", "district", "city", "nces_id")
    several = []
    for school in named.iterator(chunk_size=BATCH):
        school.folded_name = fold(school.name)
        school.folded_place = fold(f"{school.district} {school.city} {school.nces_id}")
        several.append(school)
    schools.bulk_update(several, ["folded_name", "folded_place"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_folded_names_of_schools")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
