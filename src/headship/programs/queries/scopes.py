"""Reading scopes of work and rates."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from headship.orgs.models import Organization
from headship.programs.models import RateCard, Scope
from headship.programs.options.document import read_choice, read_problem
from headship.programs.options.offers import Option
from headship.programs.options.problem import Problem


def rate_card(organization: Organization) -> RateCard:
    """Return an organization's rates; an unsaved card of zeros if it has none yet."""
    found: RateCard | None = RateCard.objects.filter(organization=organization).first()
    return found or RateCard(organization=organization)


def find_scopes(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Scope]:
    """Return the scopes that match, newest first; keys: search, state."""
    found = Scope.objects.filter(organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(Q(title__icontains=word) | Q(client__icontains=word))
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    return found.select_related("organization", "created_by", "cohort")


def problem_of(scope: Scope) -> Problem:
    """Return what a scope is computed from."""
    return read_problem(scope.problem)


def choice_of(scope: Scope) -> Option | None:
    """Return the chosen option with its price, if one is chosen."""
    if scope.chosen is None:
        return None
    return read_choice(problem_of(scope), scope.chosen)
