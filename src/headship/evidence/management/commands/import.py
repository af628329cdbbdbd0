"""``headship import KIND FILE…``: bring published data into the evidence library."""

# ruff: noqa: N999 -- the word that people type

from django.core.management.base import BaseCommand

from headship.evidence.management import schools, wwc

KINDS = {"schools": schools, "wwc": wwc}


class Command(BaseCommand):
    help = "Import published data into the evidence library."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        for name, kind in KINDS.items():
            kind.add_arguments(kinds.add_parser(name, help=kind.HELP))

    def handle(self, *, kind, **options):
        KINDS[kind].run(self, **options)
