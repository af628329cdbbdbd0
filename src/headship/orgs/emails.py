"""The words of the mail that orgs sends."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scopes_disabled

from headship.core import mail, tokens
from headship.core.clock import now
from headship.orgs.models import AccountInvitation

ACCOUNT_INVITATION = "account_invitation"


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
