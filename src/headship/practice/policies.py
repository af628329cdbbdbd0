"""What is possible now with a practice."""

from datetime import date

from django.utils.translation import gettext as _

from headship.core.clock import today
from headship.core.errors import PolicyError
from headship.practice.models import Practice

MOST_FROM_A_REPORT = 3  # A leader who practices everything practices nothing.


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
