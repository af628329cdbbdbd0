"""Reading scopes of work and rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headship.orgs.models import Organization
from headship.programs.models import Cohort, RateCard, Scope
from headship.programs.options.document import read_choice, read_problem, read_rates
from headship.programs.options.offers import Option
from headship.programs.options.problem import Problem, Rates


def rate_card(organization: Organization) -> RateCard:
    """Return an organization's rates; an unsaved card of zeros if it has none yet."""
    found: RateCard | None = RateCard.objects.filter(organization=organization).first()
    return found or RateCard(organization=organization)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What a cohort's sessions cost by the scope of work that was accepted."""

    scope: UUID
    title: str
    rates: Rates


def agreed_rates(cohorts: QuerySet[Cohort]) -> dict[int, Agreed]:
    """Return by a cohort's key what was agreed for it; others have no scope."""
    rows = Scope.objects.filter(
        cohort__in=cohorts.order_by().values("pk"), state=Scope.State.ACCEPTED
    ).values_list("cohort", "ref", "title", "problem__rates")
    return {
        cohort: Agreed(scope=ref, title=title, rates=read_rates(rates))
        for cohort, ref, title, rates in rows
    }


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
