"""Who may reach what: another organization's things do not exist."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from headship.orgs.models import Export, ImportJob, Membership, School
from headship.orgs.permissions import Permission, has_permission

M = TypeVar("M", bound=Model)


def require(member: Membership, permission: Permission) -> None:
    """Refuse a member without the permission."""
    if not has_permission(member, permission):
        raise PermissionDenied


def get_for_member(
    queryset: QuerySet[M], member: Membership, permission: Permission, **lookup: Any
) -> M:
    """Return one object of the member's organization, or raise.

    Objects of other organizations do not exist for this member (404).
    An object they may see but not act on is refused (403).
    """
    found = get_object_or_404(
        queryset.filter(organization=member.organization), **lookup
    )
    require(member, permission)
    return found


def get_school(member: Membership, ref: object, permission: Permission) -> School:
    """Return one of the organization's schools with its context."""
    schools = School.objects.select_related("organization", "context")
    return get_for_member(schools, member, permission, ref=ref)


def get_person(member: Membership, ref: object, permission: Permission) -> Membership:
    """Return one of the organization's people."""
    people = Membership.objects.select_related("organization", "user", "supervisor")
    return get_for_member(people, member, permission, ref=ref)


def get_import(member: Membership, ref: object, permission: Permission) -> ImportJob:
    """Return one of the organization's imports."""
    jobs = ImportJob.objects.select_related(
        "organization", "created_by", "confirmed_by"
    )
    return get_for_member(jobs, member, permission, ref=ref)


def get_export(member: Membership, ref: object, permission: Permission) -> Export:
    """Return one of the organization's exports."""
    exports = Export.objects.select_related("organization")
    return get_for_member(exports, member, permission, ref=ref)
