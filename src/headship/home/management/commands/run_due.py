from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from headship.core import mail
from headship.feedback.actions import close_due_cycles
from headship.orgs.actions.imports import forget_uploads


class Command(BaseCommand):
    help = "Close cycles whose last day has passed, send due mail, forget uploads."

    def handle(self, **_options):
        with scopes_disabled():
            closed = close_due_cycles()
            forgotten = forget_uploads()
        sent = mail.send_all_due()
        self.stdout.write(
            f"Closed {closed} cycles, sent {sent} messages, forgot {forgotten} uploads.\n"
        )
