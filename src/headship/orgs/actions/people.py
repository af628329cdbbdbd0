"""Adding, changing, archiving and restoring people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from headship.core import audit
from headship.orgs import policies
from headship.orgs.events import Event
from headship.orgs.models import AccountInvitation, Membership, Role, School

Status = Membership.Status


@transaction.atomic
def create_person(
    *, by: Membership, values: Mapping[str, Any], schools: Iterable[School] = ()
) -> Membership:
    """Add a person without an account."""
    policies.check_supervisor(None, values.get("supervisor"))
    person = Membership.objects.create(organization=by.organization, **values)
    person.schools.set(schools)
    audit.record(Event.PERSON_CREATED, subject=person, by=by)
    return person


@transaction.atomic
def change_person(
    *,
    person: Membership,
    by: Membership,
    values: Mapping[str, Any],
    schools: Iterable[School] | None = None,
) -> Membership:
    """Change a person, and their schools if any are given."""
    policies.check_supervisor(person, values.get("supervisor"))
    if values.get("role", person.role) != Role.ADMINISTRATOR:
        policies.check_administrator_remains(person)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    if "email" in changed:
        _withdraw_invitation(person)
    for name in changed:
        setattr(person, name, values[name])
    person.save(update_fields=changed)
    if schools is not None:
        person.schools.set(schools)
        changed.append("schools")
    audit.record(
        Event.PERSON_CHANGED, subject=person, by=by, details={"fields": changed}
    )
    return person


def _withdraw_invitation(person: Membership) -> None:
    """Forget a link that was sent to the address the person no longer has."""
    AccountInvitation.objects.filter(member=person, used_at=None).delete()


@transaction.atomic
def archive_person(*, person: Membership, by: Membership) -> Membership:
    """Take a person out of the organization; nothing of theirs is deleted."""
    policies.check_can_archive_person(person, by)
    _withdraw_invitation(person)
    person.status = Status.ARCHIVED
    person.save(update_fields=["status"])
    audit.record(Event.PERSON_ARCHIVED, subject=person, by=by)
    return person


@transaction.atomic
def restore_person(*, person: Membership, by: Membership) -> Membership:
    """Bring a person back into the organization."""
    policies.check_can_restore_person(person)
    person.status = Status.ACTIVE
    person.save(update_fields=["status"])
    audit.record(Event.PERSON_RESTORED, subject=person, by=by)
    return person
