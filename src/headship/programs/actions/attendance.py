"""Recording who was there: at the door, in the roster, from paper, and corrections.

However many of these happen for one person and day, one row counts. The database
refuses a second, and whichever record comes first is kept.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from headship.accounts.models import User
from headship.core import audit
from headship.core.clock import now
from headship.orgs.models import Membership
from headship.programs import doors
from headship.programs.access import at_provider
from headship.programs.events import Event
from headship.programs.models import Attendance, Door, Participant, SessionDay
from headship.programs.policies import attendance as policies
from headship.programs.queries import attendance as queries

Method = Attendance.Method
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # Base 32: nothing that looks alike.


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a facilitator says of one person on one day."""

    participant: Participant
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Other hours for what was recorded before."""

    attendance: Attendance
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a facilitator says of everyone on one day."""

    ticks: list[Tick]
    changes: list[Change]
    method: str
    reason: str = ""


@transaction.atomic
def open_door(*, day: SessionDay, by: Membership) -> Door:
    """Show a code at the entrance of a day; opening it again changes nothing."""
    policies.check_takes_place(day)
    found = Door.objects.filter(day=day).first()
    if found:
        return found
    door = _new_door(day, by)
    audit.record(Event.DOOR_OPENED, subject=day.session, by=by)
    return door


def _new_door(day: SessionDay, by: Membership) -> Door:
    for _attempt in range(5):  # Tags are short; two doors may draw the same.
        tag = get_random_string(doors.HALF, ALPHABET)
        try:
            with transaction.atomic():
                return Door.objects.create(
                    day=day, tag=tag, opened_at=now(), opened_by=by
                )
        except IntegrityError:
            if found := Door.objects.filter(day=day).first():
                return found
    raise RuntimeError("No free tag was found for a door.")


def show_code(*, code: str) -> Door:
    """Check a code that someone scanned or typed; return the door it belongs to."""
    tag, half = doors.split(code)
    return policies.check_code(queries.find_door(tag), half)


@transaction.atomic
def check_in(*, door: Door, user: User) -> Attendance:
    """Record the person who stands at a door as present for the whole day.

    The person acts as member of the own district; the row is the provider's.
    """
    day = door.day
    seat = policies.check_has_seat(queries.find_seat(user, day), day)
    policies.check_is_open(day)
    is_guest = seat.cohort_id != day.session.cohort_id
    with at_provider(day.session.cohort):
        kept, is_new = _keep(
            day,
            Tick(participant=seat, hours=queries.day_hours(day)),
            Method.MAKE_UP if is_guest else Method.QR,
            seat.member,
        )
    policies.check_was_not_absent(kept)
    if is_new:
        audit.record(Event.ATTENDANCE_RECORDED, subject=kept, by=seat.member)
    return kept


@transaction.atomic
def save_sheet(*, day: SessionDay, sheet: Sheet, by: Membership) -> int:
    """Record who is ticked and correct what differs, all or nothing."""
    added = record_roster(day=day, ticks=sheet.ticks, method=sheet.method, by=by)
    for change in sheet.changes:
        correct_attendance(
            attendance=change.attendance,
            hours=change.hours,
            reason=sheet.reason,
            by=by,
        )
    return added + len(sheet.changes)


@transaction.atomic
def record_roster(
    *, day: SessionDay, ticks: list[Tick], method: str, by: Membership
) -> int:
    """Record everyone who is ticked and was not recorded before; return how many."""
    policies.check_has_begun(day)
    for tick in ticks:
        policies.check_hours(day, tick.hours)
    added = 0
    for tick in ticks:
        is_guest = tick.participant.cohort_id != day.session.cohort_id
        how = Method.MAKE_UP if is_guest else method
        _kept, is_new = _keep(day, tick, how, by)
        added += is_new
    if added:
        audit.record(
            Event.ATTENDANCE_RECORDED,
            subject=day.session,
            by=by,
            details={"how": str(method), "people": added},
        )
    return added


@transaction.atomic
def correct_attendance(
    *, attendance: Attendance, hours: Decimal, reason: str, by: Membership
) -> Attendance:
    """Change recorded hours; zero says that the person was not there after all."""
    policies.check_takes_place(attendance.day)
    policies.check_hours(attendance.day, hours, least=Decimal(0))
    policies.check_reason(attendance, reason)
    before = attendance.hours
    attendance.hours, attendance.correction = hours, reason.strip()
    attendance.corrected_at, attendance.corrected_by = now(), by
    attendance.save(
        update_fields=["hours", "correction", "corrected_at", "corrected_by"]
    )
    audit.record(
        Event.ATTENDANCE_CORRECTED,
        subject=attendance,
        by=by,
        details={"before": str(before), "after": str(hours), "reason": reason.strip()},
    )
    return attendance


def _keep(
    day: SessionDay, tick: Tick, method: str, by: Membership
) -> tuple[Attendance, bool]:
    """Write a row unless there is one; return the row that counts, and if it is new."""
    fresh = Attendance(
        day=day,
        participant=tick.participant,
        hours=tick.hours,
        method=method,
        recorded_at=now(),
        recorded_by=by,
    )
    Attendance.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Attendance.objects.select_related(
        "day__session__cohort__organization", "participant__member"
    ).get(day=day, participant=tick.participant)
    return kept, kept.ref == fresh.ref
