"""Reading the library: what an organization keeps, and what one person may have."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from headship.core import tokens
from headship.orgs.models import Membership, Organization
from headship.orgs.permissions import Permission, has_permission
from headship.programs.access import TAKES_PART
from headship.programs.models import (
    Cohort,
    Facilitator,
    Material,
    MaterialAccess,
    MaterialLink,
    MaterialVersion,
    Participant,
    SessionFacilitator,
)

LINK_PURPOSE = "material_link"
Audience = MaterialAccess.Audience


def find_materials(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Material]:
    """Return what matches; keys: search, kind, responsibility, status, sort."""
    found: QuerySet[Material] = Material.objects.filter(organization=organization)
    if wanted.get("status") == "withdrawn":
        found = found.exclude(withdrawn_at=None)
    else:
        found = found.filter(withdrawn_at=None)
    found = _narrowed(found, wanted)
    order = "-last_added" if wanted.get("sort") == "newest" else "title"
    return _loaded(found).order_by(order, "pk")


def _narrowed(
    found: QuerySet[Material], wanted: Mapping[str, Any]
) -> QuerySet[Material]:
    for word in str(wanted.get("search") or "").split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(source__icontains=word)
        )
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("responsibility"):
        # Keys are kept as JSON text; quoted, none is part of another.
        found = found.filter(
            responsibilities__icontains=f'"{wanted["responsibility"]}"'
        )
    return found


def _loaded(found: QuerySet[Material]) -> QuerySet[Material]:
    access = MaterialAccess.objects.select_related("cohort")
    return (
        found.select_related("organization")
        .prefetch_related(Prefetch("access", queryset=access))
        .annotate(
            last_number=Max("versions__number"), last_added=Max("versions__added_at")
        )
    )


def versions(material: Material) -> QuerySet[MaterialVersion]:
    """Return a material's versions, newest first."""
    found = MaterialVersion.objects.filter(material=material)
    return found.select_related("added_by", "material__organization")


def current_version(material: Material) -> MaterialVersion | None:
    """Return what whoever has the material gets now."""
    return versions(material).first()


def links(material: Material) -> QuerySet[MaterialLink]:
    """Return the links to a material's versions, newest first."""
    found = MaterialLink.objects.filter(version__material=material)
    return found.select_related("version__material__organization", "made_by")


def code_of(link: MaterialLink) -> str:
    """Return the code of a link; only who may make links is shown it."""
    return tokens.recover(LINK_PURPOSE, link.ref, link.code_hash)


def find_link(code: str) -> MaterialLink | None:
    """Return the link that a code opens, whatever its state, in any organization."""
    with scopes_disabled():
        found: MaterialLink | None = (
            MaterialLink.objects.select_related("version__material__organization")
            .filter(code_hash=tokens.fingerprint(code))
            .first()
        )
        return found


def cohorts_of(organization: Organization) -> QuerySet[Cohort]:
    """Return the cohorts a material can be given to."""
    found = Cohort.objects.filter(organization=organization)
    return found.exclude(state=Cohort.State.CANCELLED)


def library(member: Membership, wanted: Mapping[str, Any]) -> list[Material]:
    """Return what one person may have, from every organization they learn with.

    Crosses from providers to participants: materials that are given to participants
    of the person's cohorts, or of all cohorts. Facilitators and those who see programs
    get what their own organization gives them.
    """
    with scopes_disabled():
        found = _narrowed(_readable(member), wanted)
        return list(_loaded(found).order_by("title", "pk"))


def readable_material(member: Membership, ref: UUID) -> Material | None:
    """Return one material if the person may have it; see ``library``."""
    with scopes_disabled():
        return _loaded(_readable(member)).filter(ref=ref).first()


def readable_version(material: Material) -> MaterialVersion | None:
    """Return the current version of a material that the reader may have."""
    with scopes_disabled():
        return current_version(material)


def _readable(member: Membership) -> QuerySet[Material]:
    granted = MaterialAccess.objects.filter(
        _as_participant(member) | _as_facilitator(member) | _as_viewer(member)
    )
    return Material.objects.filter(pk__in=granted.values("material"), withdrawn_at=None)


def _as_participant(member: Membership) -> Q:
    seats = Participant.objects.filter(member=member, state__in=TAKES_PART)
    return Q(audience=Audience.PARTICIPANT) & (
        Q(cohort__in=seats.values("cohort"))
        | Q(
            cohort=None,
            material__organization__in=seats.values("cohort__organization"),
        )
    )


def _as_facilitator(member: Membership) -> Q:
    led = SessionFacilitator.objects.filter(facilitator__member=member)
    ledgers = Facilitator.objects.filter(member=member, is_retired=False)
    return Q(audience=Audience.FACILITATOR) & (
        Q(cohort__in=led.values("session__cohort"))
        | Q(cohort=None, material__organization__in=ledgers.values("organization"))
    )


def _as_viewer(member: Membership) -> Q:
    if not has_permission(member, Permission.PROGRAM_VIEW):
        return Q(pk=None)
    return Q(audience=Audience.MANAGER, material__organization=member.organization_id)
