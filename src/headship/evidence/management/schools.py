"""``headship import schools``: the public directory that visitors compare with."""

from pathlib import Path

from django.core.management.base import CommandError

from headship.core.audit import System
from headship.core.errors import InputError
from headship.evidence.actions.schools import load_public_schools
from headship.orgs.roster.sentences import spoken

HELP = "Load public schools: Common Core of Data, Texas campuses, New York City."
SHOWN = 50


def add_arguments(parser):
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--preview", action="store_true", help="write nothing, print the counts"
    )


def run(command, *, paths, preview, **_options):
    """Load the files, or say what is wrong with them and change nothing."""
    try:
        done = load_public_schools(paths=paths, by=System(), is_preview=preview)
    except InputError as error:
        for problem in error.problems[:SHOWN]:
            command.stderr.write(problem)
        raise CommandError(str(error)) from error
    command.stdout.write(
        f"Schools: {done.new} new, {done.changed} changed, {done.unchanged} unchanged."
    )
    for sentence, count in done.notes.items():
        command.stdout.write(f"{count}: {spoken(sentence)}")
    command.stdout.write("Nothing was changed." if preview else "Written.")
