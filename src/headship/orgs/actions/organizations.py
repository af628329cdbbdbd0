"""Founding and changing an organization."""

from dataclasses import dataclass

from django.db import transaction
from django_scopes import scopes_disabled

from headship.core import audit
from headship.orgs import policies
from headship.orgs.events import Event
from headship.orgs.models import Membership, Organization, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """The first administrator, who invites everybody else."""

    given_name: str
    family_name: str
    email: str
    language: str = "en"


@transaction.atomic
def create_organization(
    *,
    name: str,
    slug: str,
    founder: Founder,
    kind: str = Organization.Kind.DISTRICT,
    time_zone: str = "America/Chicago",
) -> Membership:
    """Found an organization and return its first administrator, not yet invited."""
    organization = Organization(name=name, slug=slug, kind=kind, time_zone=time_zone)
    organization.full_clean()
    organization.save()
    with scopes_disabled():
        by = Membership.objects.create(
            organization=organization,
            given_name=founder.given_name,
            family_name=founder.family_name,
            email=founder.email.lower(),
            language=founder.language,
            role=Role.ADMINISTRATOR,
        )
    audit.record(Event.ORGANIZATION_CREATED, subject=organization, by=by)
    return by


@transaction.atomic
def change_organization(
    *, by: Membership, name: str, time_zone: str, minimum_group: int
) -> Organization:
    """Change what the organization is called, when its days begin, what it hides."""
    organization = Organization.objects.select_for_update().get(pk=by.organization_id)
    policies.check_minimum_group(organization, minimum_group)
    before = {
        "name": organization.name,
        "time_zone": organization.time_zone,
        "minimum_group": organization.minimum_group,
    }
    after = {"name": name, "time_zone": time_zone, "minimum_group": minimum_group}
    for field, value in after.items():
        setattr(organization, field, value)
    organization.full_clean()
    organization.save(update_fields=list(after))
    changed = {k: [before[k], v] for k, v in after.items() if before[k] != v}
    audit.record(
        Event.ORGANIZATION_CHANGED, subject=organization, by=by, details=changed
    )
    return organization
