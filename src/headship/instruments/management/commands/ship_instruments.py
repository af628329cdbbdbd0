from django.core.management.base import BaseCommand

from headship.instruments.actions import ship_instruments


class Command(BaseCommand):
    help = "Load the questionnaires that ship with Headship. Safe to run twice."

    def handle(self, *_args, **_options):
        shipped = ship_instruments()
        for version in shipped:
            self.stdout.write(f"Published {version}.")
        if not shipped:
            self.stdout.write("All shipped questionnaires are there.")
