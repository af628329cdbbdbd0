"""Delete uploads that nobody has confirmed within a day; for cron, safe to repeat."""

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from headship.orgs import actions


class Command(BaseCommand):
    help = "Delete uploads that nobody has confirmed within a day."

    def handle(self, **_options):
        with scopes_disabled():
            self.stdout.write(f"{actions.forget_uploads()} uploads deleted.")
