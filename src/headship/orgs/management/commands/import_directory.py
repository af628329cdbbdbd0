"""Import a school directory from a CSV or zip."""

from headship.orgs.management.importing import ImportCommand
from headship.orgs.models import ImportJob


class Command(ImportCommand):
    help = "Import a school directory (Common Core of Data) into an organization."
    kind = ImportJob.Kind.DIRECTORY

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--district", default="", help="only schools of this NCES district ID"
        )
