"""What is possible at the door and in the roster, and why not."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.programs.access import TAKES_PART
from headship.programs.doors import Verdict, judge
from headship.programs.models import Attendance, Door, Participant, SessionDay
from headship.programs.queries.attendance import day_hours

OPENS_BEFORE = timedelta(minutes=60)
CLOSES_AFTER = timedelta(minutes=60)
LEAST = Decimal("0.25")  # An hour's quarter; less is nobody's attendance.


def check_code(door: Door | None, half: str) -> Door:
    """Refuse a code that no door shows now; return the door that shows it."""
    verdict = judge(door.ref, half, now()) if door else Verdict.WRONG
    if verdict == Verdict.EXPIRED:
        raise PolicyError(
            _("This code has expired: it changes every half minute. Scan it again.")
        )
    if verdict == Verdict.AHEAD:
        raise PolicyError(
            _(
                "This code is not valid yet: the clocks of two servers differ. Wait a "
                "minute and scan again, or ask the facilitator to tick your name."
            )
        )
    if door is None or verdict == Verdict.WRONG:
        raise PolicyError(
            _("This code is not known. Type what is shown at the door now.")
        )
    return door


def check_is_open(day: SessionDay) -> None:
    """Refuse to check in when the session is cancelled, or too early or late."""
    check_takes_place(day)
    opens, closes = day.starts_at - OPENS_BEFORE, day.ends_at + CLOSES_AFTER
    if now() < opens:
        raise PolicyError(
            _("It is too early: check-in opens on %(when)s.")
            % {"when": _at(day, opens)}
        )
    if now() > closes:
        raise PolicyError(
            _(
                "It is too late: check-in closed on %(when)s. Ask the facilitator to "
                "record you."
            )
            % {"when": _at(day, closes)}
        )


def check_takes_place(day: SessionDay) -> None:
    """Refuse attendance at a session that was cancelled."""
    if day.session.is_cancelled:
        raise PolicyError(
            _("This session was cancelled, so nobody can be recorded as present.")
        )


def check_has_begun(day: SessionDay) -> None:
    """Refuse a roster for a day that lies ahead."""
    check_takes_place(day)
    if now() < day.starts_at - OPENS_BEFORE:
        raise PolicyError(
            _("The day has not begun. Attendance can be recorded from %(when)s on.")
            % {"when": _at(day, day.starts_at - OPENS_BEFORE)}
        )


def check_has_seat(participant: Participant | None, day: SessionDay) -> Participant:
    """Refuse whoever has no seat in the cohort that meets, and say where they belong."""
    if participant is None:
        raise PolicyError(
            _(
                "You are not enrolled in %(cohort)s, which meets here. If you make up a "
                "session, ask the facilitator to add you first."
            )
            % {"cohort": day.session.cohort}
        )
    if participant.state not in TAKES_PART:
        raise PolicyError(
            _("Your place in %(cohort)s is not active: %(state)s.")
            % {
                "cohort": participant.cohort,
                "state": participant.get_state_display().lower(),
            }
        )
    return participant


def check_hours(day: SessionDay, hours: Decimal, *, least: Decimal = LEAST) -> None:
    """Refuse hours that the day does not have."""
    most = day_hours(day)
    if not least <= hours <= most:
        raise PolicyError(
            _("Hours are between %(least)s and %(most)s on this day.")
            % {"least": f"{least.normalize():f}", "most": f"{most.normalize():f}"}
        )


def needs_reason(day: SessionDay) -> bool:
    """Say whether a correction is late: after the day on which people met."""
    return _today_there(day) > day.local_end.date()


def check_reason(attendance: Attendance, reason: str) -> None:
    """Refuse a late correction without a reason."""
    if needs_reason(attendance.day) and not reason.strip():
        raise PolicyError(
            _("The day is over, so say why the hours change. The reason is kept.")
        )


def _today_there(day: SessionDay) -> date:
    return now().astimezone(day.zone).date()


def _at(day: SessionDay, moment) -> str:
    return date_format(moment.astimezone(day.zone), "DATETIME_FORMAT")


def check_was_not_absent(attendance: Attendance) -> None:
    """Refuse a code from someone whom the facilitator recorded as absent."""
    if not attendance.was_there:
        raise PolicyError(
            _(
                "It is recorded that you were not there. Ask the facilitator to "
                "correct the hours."
            )
        )
