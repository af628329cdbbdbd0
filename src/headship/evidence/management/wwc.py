"""``headship import wwc``: the clearinghouse's own export of study reviews."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from headship.core.audit import System
from headship.core.clock import now
from headship.evidence.actions.loads import load_export, preview_export
from headship.evidence.wwc import SENTENCES, FormatError, Trap, read_export

HELP = (
    "Load the What Works Clearinghouse's export: its ZIP archive, CSV files or folder."
)


def add_arguments(parser):
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--edition",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day the export was written, where no file name says so",
    )
    parser.add_argument(
        "--preview", action="store_true", help="write nothing, print the counts"
    )


def run(command, *, paths, edition, preview, **_options):
    """Read the files, say what loading them does, and do it, all of it or nothing."""
    say = command.stdout.write
    started_at = now()
    try:
        export = read_export(
            paths, edition=edition, progress=lambda rows: say(f"Read {rows:,} rows.")
        )
    except FormatError as error:
        message = f"{error} Nothing was changed."
        raise CommandError(message) from error
    found = preview_export(export)
    _print(say, found)
    if preview:
        say("This was a preview. Nothing was changed.")
    elif found.changes_nothing:
        say("The library holds all of it. Nothing was changed.")
    else:
        load_export(export=export, by=System(), started_at=started_at, tell=say)
        _count_anew()
        say(f"Done in {(now() - started_at).total_seconds():.0f} seconds.")


def _count_anew():
    """Let the database plan for the tables as they now are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _print(say, found):
    for name, counts in found.counts.items():
        figures = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        say(f"{name.capitalize()}: {figures}.")
    for edition, warnings in found.warnings.items():
        say(f"What is odd about the export of {edition}:")
        for trap, count in warnings.items():
            say(f"  {count:>6,} {SENTENCES[Trap(trap)]}")
