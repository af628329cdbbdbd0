"""Refuse, in the database, whatever would change a published version.

Deleting is not refused here: an organization that leaves takes its instruments along.
A later migration that rebuilds one of these tables on SQLite loses its triggers and
must make them anew; the tests of immutability say so.
"""

from django.db import migrations

REASON = "A published instrument version never changes."
VERSION = "instruments_instrumentversion"
VERSION_OF = {
    "instruments_optionset": "{row}.version_id",
    "instruments_scale": "{row}.version_id",
    "instruments_item": "{row}.version_id",
    "instruments_option": (
        "(SELECT version_id FROM instruments_optionset WHERE id = {row}.option_set_id)"
    ),
}


def guards():
    """Yield table, event and the condition under which a write is refused."""
    yield VERSION, "UPDATE", "OLD.state = 'published'"
    for table, version in VERSION_OF.items():
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"])):
            versions = ", ".join(version.format(row=row) for row in rows)
            yield table, event, (
                f"EXISTS (SELECT 1 FROM {VERSION} "
                f"WHERE state = 'published' AND id IN ({versions}))"
            )


def name(table, event):
    return f"{table}_published_{event.lower()}"


def add(apps, schema_editor):
    for table, event, refused in guards():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, event)} BEFORE {event} ON {table} "
                f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name(table, event)}() RETURNS trigger AS $$ "
                f"BEGIN IF {refused} THEN RAISE EXCEPTION '{REASON}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NEW; END $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name(table, event)} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name(table, event)}()"
            )


def remove(apps, schema_editor):
    for table, event, _refused in guards():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name(table, event)}")
        else:
            schema_editor.execute(f"DROP FUNCTION {name(table, event)}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_instruments")]
    operations = [migrations.RunPython(add, remove)]
