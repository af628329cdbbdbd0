"""What is possible now with the tasks between sessions."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.practice.queries import Log
from headship.programs.models import Participant, PracticeTask, Session


def check_can_set_task(session: Session, due_on: date) -> None:
    """Refuse a task of a session that does not take place, or one that is late."""
    if session.is_cancelled:
        raise PolicyError(
            _("This session is cancelled. Set the task in another session.")
        )
    if session.cohort.is_over:
        raise PolicyError(_("This cohort is over; nobody would do the task."))
    if due_on <= today(session.cohort.time_zone):
        raise PolicyError(_("Give people at least until tomorrow."))


def check_can_hand_out(task: PracticeTask) -> None:
    """Refuse to give someone a task whose day has come."""
    if task.due_on <= today(task.session.cohort.time_zone):
        raise PolicyError(
            _("This task's day has come; whoever joins now begins with the next.")
        )


def check_can_remove_task(given: Iterable[Log]) -> None:
    """Refuse to delete what someone has written, added or done."""
    if any(_has_begun(it) for it in given):
        raise PolicyError(
            _("Somebody has begun this task, so it stays. Set another beside it.")
        )


def _has_begun(log: Log) -> bool:
    it = log.practice
    written = it.evidence or it.reflection or it.question
    return bool(written or log.items or not it.is_open)


def check_takes_part(place: Participant) -> None:
    """Refuse figures on a program of which someone has had nothing."""
    if not place.takes_part:
        raise PolicyError(_("Hours and tasks begin to count when you have a seat."))
