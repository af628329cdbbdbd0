from django.conf import settings
from django.core.management.base import BaseCommand

from headship.demo.people import PASSWORD, personas


class Command(BaseCommand):
    help = "Print the address of the demonstration and one sign-in per persona."

    def handle(self, **_options):
        self.stdout.write(f"\nHeadship is at {settings.BASE_URL}\n")
        self.stdout.write("Choose a person on the sign-in page, or use:\n\n")
        for persona in personas():
            self.stdout.write(f"  {persona.name:<16} {persona.words}\n")
        self.stdout.write(
            f"\n  Or e-mail ana.ruiz@riverside.example (others alike), password {PASSWORD}\n\n"
        )
