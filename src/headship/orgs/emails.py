"""The words of the mail that orgs sends."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scopes_disabled

from headship.core import mail, tokens
from headship.core.clock import now
from headship.core.models import AuditEvent
from headship.orgs.events import Event
from headship.orgs.models import AccountInvitation, Membership, Role

ACCOUNT_INVITATION = "account_invitation"
DELETION_SCHEDULED = "deletion_scheduled"
DELETION_CANCELLED = "deletion_cancelled"


@mail.writer(ACCOUNT_INVITATION)
def write_account_invitation(ref: UUID) -> mail.Message | None:
    """Write an invitation, or nothing if it has been used, replaced or has expired."""
    with scopes_disabled():
        invitation = (
            AccountInvitation.objects.select_related("member__organization")
            .filter(ref=ref, used_at=None, expires_at__gt=now())
            .exclude(member__status="archived")
            .first()
        )
    if invitation is None:
        return None
    code = tokens.recover(ACCOUNT_INVITATION, ref, invitation.code_hash)
    words = {
        "person": invitation.member,
        "organization": invitation.member.organization,
        "site_name": settings.SITE_NAME,
        "link": f"{settings.BASE_URL}/join/#{code}",
        "join_page": f"{settings.BASE_URL}/join/",
        "code": tokens.spell(code),
        "expires_on": invitation.expires_at,
    }
    with override(invitation.member.language):
        return mail.Message(
            subject=_("Your account at %(organization)s") % words,
            text=render_to_string("orgs/mail/account_invitation.txt", words),
            html=render_to_string("orgs/mail/account_invitation.html", words),
        )


@mail.writer(DELETION_SCHEDULED)
def write_deletion_scheduled(ref: UUID) -> mail.Message | None:
    """Write that the organization will be deleted, unless that was cancelled."""
    member = _administrator(ref)
    if member is None or member.organization.deletes_on is None:
        return None
    with override(member.language):
        words = _about_deletion(member, Event.DELETION_SCHEDULED)
        return mail.Message(
            subject=_("%(organization)s will be deleted on %(day)s")
            % {**words, "day": date_format(member.organization.deletes_on)},
            text=render_to_string("orgs/mail/deletion_scheduled.txt", words),
        )


@mail.writer(DELETION_CANCELLED)
def write_deletion_cancelled(ref: UUID) -> mail.Message | None:
    """Write that the organization stays, unless its deletion was announced again."""
    member = _administrator(ref)
    if member is None or member.organization.deletes_on is not None:
        return None
    with override(member.language):
        words = _about_deletion(member, Event.DELETION_CANCELLED)
        return mail.Message(
            subject=_("%(organization)s will not be deleted") % words,
            text=render_to_string("orgs/mail/deletion_cancelled.txt", words),
        )


def _administrator(ref: UUID) -> Membership | None:
    with scopes_disabled():
        people = Membership.objects.active().select_related("organization")
        return people.filter(ref=ref, role=Role.ADMINISTRATOR).first()


def _about_deletion(member: Membership, event: Event) -> dict[str, Any]:
    """Return who did what and why, as the audit log has it."""
    organization = member.organization
    events = AuditEvent.objects.for_organization(organization.ref)
    said = events.filter(event=event).first()
    page = reverse("orgs:export_list", args=[organization.slug])
    return {
        "person": member,
        "organization": organization,
        "day": organization.deletes_on,
        "who": said.actor_label if said else "Headship",
        "reason": said.details.get("reason", "") if said else "",
        "site_name": settings.SITE_NAME,
        "link": f"{settings.BASE_URL}{page}",
    }
