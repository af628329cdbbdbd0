"""Inviting people to an account, and opening it."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django_scopes import scope

from headship.accounts.models import User
from headship.core import audit, mail, tokens
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs import policies
from headship.orgs.emails import ACCOUNT_INVITATION
from headship.orgs.events import Event
from headship.orgs.models import AccountInvitation, Membership

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite_people(*, people: Iterable[Membership], by: Membership) -> int:
    """Send each person a new link to an account; an earlier link stops working.

    Whoever cannot be invited is passed over, unless that leaves nobody.
    """
    chosen = list(people)
    invited = [person for person in chosen if not policies.why_not_invite(person)]
    if not invited:
        raise PolicyError(
            "\n".join(policies.why_not_invite(person) for person in chosen[:5])
        )
    mail.queue([_envelope(_invite(person)) for person in invited])
    for person in invited:
        audit.record(Event.PERSON_INVITED, subject=person, by=by)
    return len(invited)


def _invite(person: Membership) -> AccountInvitation:
    ref = uuid.uuid4()
    code = tokens.derive(ACCOUNT_INVITATION, ref)
    invitation, _ = AccountInvitation.objects.update_or_create(
        member=person,
        defaults={
            "ref": ref,
            "code_hash": tokens.fingerprint(code),
            "expires_at": now() + VALID_FOR,
            "used_at": None,
        },
    )
    return invitation


def _envelope(invitation: AccountInvitation) -> mail.Envelope:
    return mail.Envelope(
        kind=ACCOUNT_INVITATION,
        subject_ref=invitation.ref,
        to=invitation.member.email,
        once_key=f"{ACCOUNT_INVITATION}:{invitation.ref}",
        organization_ref=invitation.member.organization.ref,
    )


@transaction.atomic
def open_account(
    *, invitation: AccountInvitation, name: str = "", password: str = ""
) -> User:
    """Use an invitation once: open an account, or join with the one they have."""
    policies.check_invitation_is_open(invitation)
    member = invitation.member
    # Whoever holds a code has no organization yet, so no scope is open.
    with scope(organization=member.organization):
        _use(invitation)
        member.user = _find_or_create_user(member, name, password)
        member.save(update_fields=["user"])
    audit.record(Event.ACCOUNT_OPENED, subject=member, by=member)
    return member.user


def _use(invitation: AccountInvitation) -> None:
    """Mark an invitation as used, unless another window has done so."""
    unused = AccountInvitation.objects.filter(pk=invitation.pk, used_at=None)
    if not unused.update(used_at=now()):
        invitation.refresh_from_db(fields=["used_at"])
        policies.check_invitation_is_open(invitation)


def _find_or_create_user(member: Membership, name: str, password: str) -> User:
    user = User.objects.filter(email=member.email.lower()).first()
    if user is not None:
        return user
    user = User.objects.create_user(
        member.email, password, name=name or str(member), language=member.language
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user
