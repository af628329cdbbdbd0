"""What is possible now with a practice."""

from datetime import date

from django.utils.translation import gettext as _

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.core.files import MEGABYTE
from headship.practice.models import Evidence, Practice

MOST_FROM_A_REPORT = 3  # A leader who practices everything practices nothing.
MOST_EVIDENCE = 10  # Files and links on one practice: evidence, not an archive.
MOST_BYTES = 10 * MEGABYTE


def check_can_undertake(due_on: date, zone: str) -> None:
    """Refuse a practice that is late from the start."""
    if due_on < today(zone):
        raise PolicyError(_("The date has passed. Choose today or a later day."))


def check_room_for(already: int, more: int) -> None:
    """Refuse more than three practices from one report."""
    if already + more > MOST_FROM_A_REPORT:
        raise PolicyError(
            _("Choose at most three. Finish or drop one before you add another.")
        )


def check_is_open(practice: Practice) -> None:
    """Refuse to change what is finished."""
    if not practice.is_open:
        raise PolicyError(_("This practice is finished. Take it up again first."))


def check_is_finished(practice: Practice) -> None:
    """Refuse to take up what is not finished."""
    if practice.is_open:
        raise PolicyError(_("This practice is open already."))


def check_can_change(practice: Practice) -> None:
    """Refuse to change what is finished, or what a session has set."""
    check_is_open(practice)
    if practice.is_task:
        raise PolicyError(
            _(
                "This task was set in a session. Write down what you did instead, or ask "
                "your facilitator."
            )
        )


def check_room_for_evidence(practice: Practice) -> None:
    """Refuse more files and links than someone would read."""
    if Evidence.objects.filter(practice=practice).count() >= MOST_EVIDENCE:
        raise PolicyError(
            _("A practice holds at most %(most)d files and links. Remove one first.")
            % {"most": MOST_EVIDENCE}
        )


def check_can_share_with_cohort(practice: Practice) -> None:
    """Refuse to share with a cohort what no cohort has set."""
    if not practice.is_task:
        raise PolicyError(
            _("Only tasks of a session can be shared with facilitators and peers.")
        )
