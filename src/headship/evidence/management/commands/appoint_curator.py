"""``headship appoint-curator``: who may write in the evidence library."""

from django.core.management.base import BaseCommand, CommandError

from headship.accounts.models import User
from headship.core.audit import System
from headship.evidence.actions.curation import appoint_curator, dismiss_curator
from headship.evidence.models import Curator


class Command(BaseCommand):
    help = "Let a person with an account curate the evidence library, or no longer."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--dismiss", action="store_true", help="end the person's appointment"
        )

    def handle(self, *, email, dismiss, **_options):
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(
                f"Nobody has an account with the address {email}. "
                "The person signs in once first."
            )
        if dismiss:
            curator = Curator.objects.filter(user=user, dismissed_at=None).first()
            if curator is None:
                raise CommandError(f"{user} is no curator.")
            dismiss_curator(curator=curator, by=System())
            self.stdout.write(f"{user} is no longer a curator.")
            return
        appoint_curator(user=user, by=System())
        self.stdout.write(f"{user} is a curator. The pages are at /evidence/curate/.")
