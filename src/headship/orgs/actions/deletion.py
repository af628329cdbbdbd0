"""Deleting an organization: announced a month ahead, then all at once."""

from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from headship.accounts.actions import delete_users
from headship.core import audit, erasing, files, holdings, mail
from headship.core.clock import now, today
from headship.core.errors import PolicyError
from headship.core.models import OutgoingMail
from headship.orgs import policies, queries
from headship.orgs.emails import DELETION_CANCELLED, DELETION_SCHEDULED
from headship.orgs.events import Event
from headship.orgs.models import Membership, Organization
from headship.orgs.roster import uploads


@transaction.atomic
def schedule_deletion(*, by: Membership, reason: str = "") -> Organization:
    """Announce that the organization is deleted in a month, to every administrator."""
    organization = _lock(by)
    policies.check_can_schedule_deletion(organization)
    organization.deletes_on = today(organization.time_zone) + policies.DELETION_NOTICE
    organization.save(update_fields=["deletes_on"])
    details = {"on": organization.deletes_on.isoformat(), "reason": reason}
    audit.record(Event.DELETION_SCHEDULED, subject=organization, by=by, details=details)
    _tell_administrators(organization, DELETION_SCHEDULED)
    return organization


@transaction.atomic
def cancel_deletion(*, by: Membership) -> Organization:
    """Keep an organization that was to be deleted."""
    organization = _lock(by)
    policies.check_can_cancel_deletion(organization)
    organization.deletes_on = None
    organization.save(update_fields=["deletes_on"])
    audit.record(Event.DELETION_CANCELLED, subject=organization, by=by)
    _tell_administrators(organization, DELETION_CANCELLED)
    return organization


def _lock(by: Membership) -> Organization:
    return Organization.objects.select_for_update().get(pk=by.organization_id)


def _tell_administrators(organization: Organization, kind: str) -> None:
    when = f"{now():%Y%m%d%H%M%S%f}"
    mail.queue(
        [
            mail.Envelope(
                kind=kind,
                subject_ref=it.ref,
                to=it.email,
                once_key=f"{kind}:{it.ref}:{when}",
                organization_ref=organization.ref,
            )
            for it in queries.administrators(organization).exclude(email="")
        ]
    )


def delete_due() -> int:
    """Have a worker delete each organization whose day has come; return how many."""
    # The task imports this module.
    from headship.orgs.tasks import delete_organization_now  # noqa: PLC0415 -- leaf

    due = [it for it in queries.announced_deletions() if policies.is_deletion_due(it)]
    for it in due:
        delete_organization_now.enqueue(str(it.ref))
    return len(due)


@transaction.atomic
def delete_organization(*, ref: UUID | str) -> dict[str, int]:
    """Delete an organization whose day has come; return the rows there were, by table.

    All or nothing, and safe to run twice. What cannot go now goes another day.
    """
    found = Organization.objects.select_for_update().filter(ref=ref).first()
    if found is None or not policies.is_deletion_due(found):
        return {}
    with scopes_disabled():
        try:
            policies.check_can_delete(found)
        except PolicyError:
            return {}  # The page that announces the deletion says why.
        return _delete(found)


def _delete(organization: Organization) -> dict[str, int]:
    kept = holdings.kept_files(organization)
    folders = list(
        queries.recent_imports(organization).values_list("folder", flat=True)
    )
    _forget_mail(organization)
    users = delete_users(queries.users_only_here(organization))
    counts = {**erasing.erase(organization), "accounts/user": users}
    audit.record(
        Event.ORGANIZATION_DELETED,
        subject=organization,
        by=audit.System(),
        details=counts,
    )
    transaction.on_commit(lambda: _forget_files(kept, folders))
    return counts


def _forget_mail(organization: Organization) -> None:
    """Delete what others have under way to people who are in no other organization."""
    OutgoingMail.objects.filter(
        to__in=queries.addresses_only_here(organization)
    ).delete()


def _forget_files(kept: list[str], folders: list[str]) -> None:
    for stored in kept:
        files.forget(stored)
    for folder in folders:
        uploads.forget(folder)
