"""Import OneRoster 1.2 files from a zip or folder."""

from headship.orgs.management.importing import ImportCommand
from headship.orgs.models import ImportJob


class Command(ImportCommand):
    help = "Import OneRoster 1.2 files (a zip or a folder) into an organization."
    kind = ImportJob.Kind.ROSTER
