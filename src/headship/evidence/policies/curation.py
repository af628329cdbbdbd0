"""What curators can do with a proposal now."""

from uuid import UUID

from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.evidence.models import Change, Curator
from headship.evidence.queries.records import open_change_of

State = Change.State


def check_can_propose(target: UUID | None) -> None:
    """Refuse a second proposal about the same record."""
    if open_change_of(target):
        raise PolicyError(
            _("There is an open proposal about this record. Decide on it first.")
        )


def check_can_write(change: Change, by: Curator) -> None:
    """Only its proposer writes a draft, and only while it is one."""
    if change.state != State.DRAFT:
        raise PolicyError(_("This proposal is no draft any more."))
    if change.proposed_by_id != by.pk:
        raise PolicyError(_("Only the curator who wrote this draft can change it."))


def check_can_submit(change: Change, by: Curator) -> None:
    """Refuse a proposal that changes nothing: it needs nobody's second look."""
    check_can_write(change, by)
    if change.payload == change.base:
        raise PolicyError(_("This proposal changes nothing."))


def check_can_withdraw(change: Change, by: Curator) -> None:
    """Refuse all but the proposer, and to take back what is decided."""
    if change.proposed_by_id != by.pk:
        raise PolicyError(_("Only the curator who proposed this can withdraw it."))
    if not change.is_open:
        raise PolicyError(_("This proposal is decided."))


def check_can_review(change: Change, by: Curator) -> None:
    """Refuse to decide twice, and the proposer's own decision."""
    if change.state != State.REVIEW:
        raise PolicyError(_("This proposal does not wait for a decision."))
    if change.proposed_by_id == by.pk:
        raise PolicyError(
            _("You proposed this. Another curator has to look at it and decide.")
        )
