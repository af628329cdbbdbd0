"""Adding, changing, archiving and restoring schools."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headship.core import audit
from headship.orgs import policies
from headship.orgs.events import Event
from headship.orgs.models import Membership, School, SchoolContext


@transaction.atomic
def create_school(
    *, by: Membership, values: Mapping[str, Any], context: Mapping[str, Any]
) -> School:
    """Add a school with what is known of the place it is in."""
    school = School.objects.create(organization=by.organization, **values)
    SchoolContext.objects.create(school=school, **context)
    audit.record(Event.SCHOOL_CREATED, subject=school, by=by)
    return school


@transaction.atomic
def change_school(
    *,
    school: School,
    by: Membership,
    values: Mapping[str, Any],
    context: Mapping[str, Any],
) -> School:
    """Change a school and its context."""
    known, _ = SchoolContext.objects.get_or_create(school=school)
    changed = [*_set(school, values), *_set(known, context)]
    audit.record(
        Event.SCHOOL_CHANGED, subject=school, by=by, details={"fields": changed}
    )
    return school


def _set(record: School | SchoolContext, values: Mapping[str, Any]) -> list[str]:
    """Save the values that differ and return their names."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    if changed:
        record.save(update_fields=changed)
    return changed


@transaction.atomic
def archive_school(*, school: School, by: Membership) -> School:
    """Take a school out of use; nothing of it is deleted."""
    policies.check_can_archive_school(school)
    school.status = School.Status.ARCHIVED
    school.save(update_fields=["status"])
    audit.record(Event.SCHOOL_ARCHIVED, subject=school, by=by)
    return school


@transaction.atomic
def restore_school(*, school: School, by: Membership) -> School:
    """Bring a school back into use."""
    policies.check_can_restore_school(school)
    school.status = School.Status.ACTIVE
    school.save(update_fields=["status"])
    audit.record(Event.SCHOOL_RESTORED, subject=school, by=by)
    return school
