"""What the two import commands share."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope, scopes_disabled

from headship.core.errors import InputError
from headship.orgs import actions
from headship.orgs.models import Membership, Organization, Role
from headship.orgs.roster.sentences import spoken

SHOWN = 50


class ImportCommand(BaseCommand):
    """Read a file, print what it changes, and write it unless it is a dry run."""

    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("organization", help="the organization's address")
        parser.add_argument("path", type=Path, help="a zip, a folder or a CSV")
        parser.add_argument("--by", help="e-mail address of the administrator who acts")
        parser.add_argument(
            "--dry-run", action="store_true", help="write nothing, print the counts"
        )

    def handle(self, *, organization, path, by, dry_run, district="", **_options):
        with scopes_disabled():
            member = _administrator(organization, by)
        with scope(organization=member.organization):
            prepared = self._import(member, path, district, dry_run)
        self._print(prepared, dry_run)

    def _import(self, member, path, district, dry_run):
        try:
            return actions.import_now(
                by=member,
                kind=self.kind,
                path=path,
                lea_id=district,
                dry_run=dry_run,
            )
        except InputError as error:
            for problem in error.problems[:SHOWN]:
                self.stderr.write(problem)
            raise CommandError(f"{error} Nothing was changed.") from error

    def _print(self, prepared, dry_run):
        for kind, counts in prepared.plan.counts().items():
            words = ", ".join(f"{count} {verb}" for verb, count in counts.items())
            self.stdout.write(f"{kind}: {words}")
        for sentence, count in prepared.findings.notes.items():
            self.stdout.write(f"{count}: {spoken(sentence)}")
        self.stdout.write("Nothing was changed." if dry_run else "Written.")


def _administrator(slug, email):
    """Return the administrator in whose name the command acts."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise CommandError(f"There is no organization with the address {slug}.")
    people = Membership.objects.active().filter(
        organization=organization, role=Role.ADMINISTRATOR
    )
    if email:
        people = people.filter(email=email.lower())
    member = people.select_related("organization").order_by("pk").first()
    if member is None:
        raise CommandError(f"{organization} has no such administrator; see --by.")
    return member
