"""What is possible now with a scope of work."""

from django.utils.translation import gettext as _

from headship.core.errors import PolicyError
from headship.programs.models import Scope
from headship.programs.options.offers import Option
from headship.programs.options.problem import Rates


def check_has_rates(rates: Rates) -> None:
    """Refuse to cost anything while the provider has set no price."""
    if not rates.facilitator_day:
        raise PolicyError(
            _(
                "Set your rates first: without the price of a facilitator's day "
                "nothing can be costed."
            )
        )


def check_is_draft(scope: Scope) -> None:
    """Refuse to change figures that the client has."""
    if not scope.is_draft:
        raise PolicyError(
            _(
                "This scope has been proposed, so its figures are fixed. Take it back "
                "into a draft first."
            )
        )


def check_can_propose(scope: Scope, chosen: Option | None) -> None:
    """Refuse to propose nothing."""
    check_is_draft(scope)
    check_has_choice(chosen)


def check_has_choice(chosen: Option | None) -> Option:
    """Return the chosen option; refuse an empty one."""
    if chosen is None or not chosen.sessions:
        raise PolicyError(_("Choose an option with at least one session first."))
    return chosen


def check_is_proposed(scope: Scope) -> None:
    """Refuse a decision on what has not been proposed."""
    if not scope.is_proposed:
        raise PolicyError(_("Only a proposed scope can be accepted or declined."))


def check_can_take_back(scope: Scope) -> None:
    """Refuse to take back a draft, or what has become a cohort."""
    if scope.state not in {Scope.State.PROPOSED, Scope.State.DECLINED}:
        raise PolicyError(
            _("Only a proposed or declined scope can go back into a draft.")
        )
