"""The library, for those who manage it."""

from django.shortcuts import get_object_or_404

from headship.orgs.access import get_for_member, require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.programs.models import Material, MaterialLink, MaterialVersion


def get_material(member: Membership, ref: object) -> Material:
    """Return one of the organization's materials, to manage it."""
    materials = Material.objects.select_related("organization")
    return get_for_member(materials, member, Permission.PROGRAM_MANAGE, ref=ref)


def get_material_version(member: Membership, ref: object) -> MaterialVersion:
    """Return one version of the organization's materials, to manage it."""
    found: MaterialVersion = get_object_or_404(
        MaterialVersion.objects.select_related("material__organization").filter(
            material__organization=member.organization
        ),
        ref=ref,
    )
    require(member, Permission.PROGRAM_MANAGE)
    return found


def get_material_link(member: Membership, ref: object) -> MaterialLink:
    """Return one link to the organization's materials, to manage it."""
    found: MaterialLink = get_object_or_404(
        MaterialLink.objects.select_related("version__material__organization").filter(
            version__material__organization=member.organization
        ),
        ref=ref,
    )
    require(member, Permission.PROGRAM_MANAGE)
    return found
