from django.core.management.base import BaseCommand

from headship.evidence.actions.records import ship_evidence


class Command(BaseCommand):
    help = "Load the evidence that ships with Headship. Safe to run twice."

    def handle(self, *_args, **_options):
        done = ship_evidence()
        for what, count in sorted(done.items()):
            self.stdout.write(f"{count} {what}.")
        if not done:
            self.stdout.write("All shipped evidence is there.")
