from django.core.management.base import BaseCommand
from django_scopes import scope

from headship.orgs.actions.invitations import invite_people
from headship.orgs.actions.organizations import Founder, create_organization


class Command(BaseCommand):
    help = "Create an organization and invite its first administrator by mail."

    def add_arguments(self, parser):
        for name in ("name", "slug", "given-name", "family-name", "email"):
            parser.add_argument(f"--{name}", required=True)
        parser.add_argument("--time-zone", default="America/Chicago")

    def handle(self, **options):
        by = create_organization(
            name=options["name"],
            slug=options["slug"],
            time_zone=options["time_zone"],
            founder=Founder(
                given_name=options["given_name"],
                family_name=options["family_name"],
                email=options["email"],
            ),
        )
        with scope(organization=by.organization):
            invite_people(people=[by], by=by)
        self.stdout.write(f"{by.organization} is founded; {by.email} is invited.\n")
