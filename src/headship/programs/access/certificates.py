"""Certificates: the provider's, and a person's own from across the wall."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_scopes import scopes_disabled

from headship.orgs.access import require
from headship.orgs.models import Membership
from headship.orgs.permissions import Permission
from headship.programs.models import Certificate, CertificateBatch


def get_certificate(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> Certificate:
    """Return a certificate that the organization issued."""
    found: Certificate = get_object_or_404(
        _certificates().filter(participant__cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def get_my_certificate(member: Membership, ref: object) -> Certificate:
    """Return one of the member's own certificates, from any organization.

    Crosses the wall for the member's own row only; anyone else's does not exist.
    """
    require(member, Permission.LEARNING_TAKE_PART)
    with scopes_disabled():
        return get_object_or_404(
            _certificates().filter(participant__member=member), ref=ref
        )


def get_certificate_batch(
    member: Membership, ref: object, permission: Permission = Permission.PROGRAM_MANAGE
) -> CertificateBatch:
    """Return a batch of certificates of one of the organization's cohorts."""
    found: CertificateBatch = get_object_or_404(
        CertificateBatch.objects.select_related(
            "cohort__organization", "cohort__program", "session", "created_by"
        ).filter(cohort__organization=member.organization),
        ref=ref,
    )
    require(member, permission)
    return found


def _certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(
        "participant__member",
        "participant__organization",
        "participant__cohort__organization",
        "participant__cohort__program",
        "session",
        "key",
    )
