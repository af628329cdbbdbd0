"""Which instruments a member reaches: the organization's own, and the shipped ones."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from headship.instruments.models import InstrumentVersion, Item
from headship.orgs.access import require
from headship.orgs.models import Membership, Organization
from headship.orgs.permissions import Permission


def available_to(organization: Organization) -> Q:
    """Return the filter for the organization's own things and the shipped ones."""
    return Q(organization=organization) | Q(organization=None)


def available_versions(organization: Organization) -> QuerySet[InstrumentVersion]:
    """Return every version that the organization may read."""
    versions = InstrumentVersion.objects.filter(available_to(organization))
    return versions.select_related("instrument", "organization", "published_by")


def get_version(
    member: Membership, ref: object, permission: Permission
) -> InstrumentVersion:
    """Return a version of the organization or a shipped one; others do not exist."""
    version = get_object_or_404(available_versions(member.organization), ref=ref)
    require(member, permission)
    return version


def get_item(
    member: Membership, ref: object, key: str, permission: Permission
) -> tuple[InstrumentVersion, Item]:
    """Return a version and one of its items."""
    version = get_version(member, ref, permission)
    return version, get_object_or_404(Item.objects.filter(version=version), key=key)
