"""Keeping the facilitators' ledger, and training new ones."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django_scopes import scopes_disabled

from headship.core import audit
from headship.core.clock import today
from headship.orgs.models import Membership
from headship.programs.events import Event
from headship.programs.models import (
    Facilitator,
    Participant,
    Qualification,
    Unavailable,
)
from headship.programs.policies import facilitators as policies

Reach = Facilitator.Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationText:
    """One line for the ledger; ``observer`` or ``outside`` for practice teaching."""

    kind: str
    on: date
    content: str = ""
    expires_on: date | None = None
    observer: Facilitator | None = None
    outside: str = ""
    note: str = ""


@transaction.atomic
def add_facilitator(
    *, member: Membership, by: Membership, reach: str = Reach.FIELD
) -> Facilitator:
    """Open a ledger for one of the organization's own people."""
    policies.check_can_add(by.organization, member)
    facilitator = Facilitator.objects.create(
        organization=by.organization, member=member, reach=reach
    )
    audit.record(Event.FACILITATOR_ADDED, subject=facilitator, by=by)
    return facilitator


@transaction.atomic
def set_mentor(
    *, facilitator: Facilitator, mentor: Facilitator | None, by: Membership
) -> Facilitator:
    """Pair a facilitator with an experienced one, or end the pairing."""
    if mentor is not None:
        policies.check_mentor(facilitator, mentor, _today(by))
    facilitator.mentor = mentor
    facilitator.save(update_fields=["mentor"])
    details = {"mentor": str(mentor) if mentor else ""}
    audit.record(Event.FACILITATOR_CHANGED, subject=facilitator, by=by, details=details)
    return facilitator


@transaction.atomic
def retire_facilitator(*, facilitator: Facilitator, by: Membership) -> Facilitator:
    """Take someone off the list of who can lead; the ledger stays."""
    return _set_retired(facilitator, True, by)


@transaction.atomic
def return_facilitator(*, facilitator: Facilitator, by: Membership) -> Facilitator:
    """Put someone on the list of who can lead again."""
    return _set_retired(facilitator, False, by)


def _set_retired(
    facilitator: Facilitator, is_retired: bool, by: Membership
) -> Facilitator:
    facilitator.is_retired = is_retired
    facilitator.save(update_fields=["is_retired"])
    details = {"retired": is_retired}
    audit.record(Event.FACILITATOR_CHANGED, subject=facilitator, by=by, details=details)
    return facilitator


@transaction.atomic
def add_qualification(
    *, facilitator: Facilitator, text: QualificationText, by: Membership
) -> Qualification:
    """Write one line into a ledger."""
    policies.check_qualification(
        facilitator=facilitator,
        kind=text.kind,
        content=text.content,
        on=text.on,
        expires_on=text.expires_on,
    )
    if text.kind == Qualification.Kind.PRACTICE_TEACHING:
        policies.check_observer(facilitator, text.observer, text.outside, text.on)
    line = _write_line(facilitator, text)
    audit.record(
        Event.QUALIFICATION_ADDED,
        subject=facilitator,
        by=by,
        details={"what": line.words},
    )
    return line


def _write_line(facilitator: Facilitator, text: QualificationText) -> Qualification:
    is_teaching = text.kind == Qualification.Kind.PRACTICE_TEACHING
    observer = text.observer if is_teaching else None
    name = str(observer) if observer else text.outside
    return Qualification.objects.create(
        facilitator=facilitator,
        kind=text.kind,
        content=text.content,
        observed_by=observer,
        observer_name=name if is_teaching else "",
        on=text.on,
        expires_on=text.expires_on,
        note=text.note,
    )


@transaction.atomic
def remove_qualification(*, line: Qualification, by: Membership) -> None:
    """Strike a line that was written by mistake."""
    facilitator = line.facilitator
    audit.record(
        Event.QUALIFICATION_REMOVED,
        subject=facilitator,
        by=by,
        details={"what": line.words, "on": line.on.isoformat()},
    )
    line.delete()


@transaction.atomic
def revoke_qualification(
    *, line: Qualification, on: date, reason: str, by: Membership
) -> Qualification:
    """End a line before its time; what was led while it held stays as it is."""
    policies.check_can_revoke(line, on)
    line.revoked_on, line.revoked_because = on, reason
    line.save(update_fields=["revoked_on", "revoked_because"])
    audit.record(
        Event.QUALIFICATION_REVOKED,
        subject=line.facilitator,
        by=by,
        details={"what": line.words, "on": on.isoformat()},
    )
    return line


@transaction.atomic
def add_absence(
    *, facilitator: Facilitator, starts_at: datetime, ends_at: datetime, by: Membership
) -> Unavailable:
    """Record when a facilitator cannot work."""
    policies.check_absence(starts_at, ends_at)
    absence = Unavailable.objects.create(
        facilitator=facilitator, starts_at=starts_at, ends_at=ends_at
    )
    audit.record(Event.ABSENCE_ADDED, subject=facilitator, by=by)
    return absence


@transaction.atomic
def remove_absence(*, absence: Unavailable, by: Membership) -> None:
    """Strike an absence."""
    audit.record(Event.ABSENCE_REMOVED, subject=absence.facilitator, by=by)
    absence.delete()


@transaction.atomic
def begin_training(*, participant: Participant, by: Membership) -> Facilitator:
    """Open a trainee's ledger for someone of a training-of-trainers cohort."""
    policies.check_can_train(participant)
    trainee = Facilitator.objects.create(
        organization=by.organization, member=participant.member, reach=Reach.TRAINEE
    )
    audit.record(Event.TRAINEE_ADDED, subject=trainee, by=by)
    return trainee


@transaction.atomic
def end_training(*, trainee: Facilitator, by: Membership) -> Facilitator:
    """Let a trainee of the own organization lead, once the gate is passed."""
    policies.check_can_graduate(trainee, _today(by))
    trainee.reach = Reach.FIELD
    trainee.save(update_fields=["reach"])
    audit.record(Event.FACILITATOR_ADMITTED, subject=trainee, by=by)
    return trainee


@transaction.atomic
def admit_local_facilitator(*, trainee: Facilitator, by: Membership) -> Facilitator:
    """Let a trained person lead at home, once the gate is passed.

    Crosses the wall: opens a ledger in the person's own district with copies of the
    lines that hold today. There they lead for their own district only.
    """
    policies.check_can_admit(trainee, _today(by))
    held = [it for it in trainee.qualifications.all() if it.holds_on(_today(by))]
    with scopes_disabled():
        local, _created = Facilitator.objects.get_or_create(
            organization=trainee.member.organization,
            member=trainee.member,
            defaults={"reach": Reach.LOCAL},
        )
        Facilitator.objects.filter(pk=local.pk).update(trained_as=trainee)
        Qualification.objects.bulk_create(_copied(line, local) for line in held)
    audit.record(Event.FACILITATOR_ADMITTED, subject=trainee, by=by)
    return local


def _copied(line: Qualification, facilitator: Facilitator) -> Qualification:
    return Qualification(
        facilitator=facilitator,
        kind=line.kind,
        content=line.content,
        observed_by=None,
        observer_name=line.observer_name,
        on=line.on,
        expires_on=line.expires_on,
        note=str(line.facilitator.organization),
    )


def _today(by: Membership) -> date:
    return today(by.organization.time_zone)
