"""When a session's fidelity may be recorded, and who reads whose account."""

from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.models import (
    Block,
    FidelityCheck,
    Session,
    SessionFacilitator,
)
from headship.programs.queries import fidelity as queries


def check_can_record(
    session: Session, assignment: SessionFacilitator | None, count: int | None = None
) -> list[Block]:
    """Refuse an account that cannot be given; return the blocks it must cover."""
    if assignment is None:
        raise PolicyError(
            _("Only those who lead, help or watch a session record how it went.")
        )
    if session.is_cancelled:
        raise PolicyError(
            _("The session was cancelled, so there is nothing to record.")
        )
    first = session.days.first()
    if first is None or first.starts_at > now():
        raise PolicyError(_("The session has not begun. Record how it went afterward."))
    blocks = queries.blocks_of(session)
    if not blocks:
        raise PolicyError(_("The session was planned without blocks to compare with."))
    if count is not None and count != len(blocks):
        raise PolicyError(_("The plan of the session changed. Fill the list in again."))
    _check_is_not_compared(session, assignment)
    return blocks


def _check_is_not_compared(session: Session, assignment: SessionFacilitator) -> None:
    """Refuse changes once the other account can be read: they would not be one's own."""
    given = {check.facilitator_id for check in queries.checks_of(session)}
    if assignment.facilitator_id in given and len(given) > 1:
        raise PolicyError(
            _("Both accounts are in and stand side by side, so neither changes now.")
        )


def readable_checks(
    checks: list[FidelityCheck], reader: Membership, *, is_assigned: bool
) -> list[FidelityCheck]:
    """Return the accounts a person may read: others' only after the own is given."""
    own = [it for it in checks if it.facilitator.member_id == reader.pk]
    return checks if own or not is_assigned else []
