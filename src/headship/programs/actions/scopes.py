"""From needs to costed options, to a proposal, to a cohort."""

from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from headship.core import audit
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.orgs.models import Membership
from headship.programs.actions.cohorts import CohortPlan, plan_cohort
from headship.programs.actions.programs import (
    ProgramText,
    build_program,
    offer_program,
)
from headship.programs.events import Event
from headship.programs.models import Cohort, RateCard, Scope
from headship.programs.models.programs import USUAL_DAY_MINUTES
from headship.programs.options import document
from headship.programs.options.nearest import nothing_fits
from headship.programs.options.offers import Option, option, options
from headship.programs.options.problem import Mode, Problem, Rates
from headship.programs.policies import scopes as policies
from headship.programs.queries import scopes as queries
from headship.programs.queries.candidates import variants_of
from headship.programs.shelf import FittedSession

State = Scope.State


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeText:
    """What a scope says of itself."""

    title: str
    client: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Who accepted a scope, and what the cohort is called and when it is."""

    by_name: str
    cohort_title: str
    starts_on: date
    ends_on: date


@transaction.atomic
def save_rates(*, rates: Rates, currency: str, by: Membership) -> RateCard:
    """Set an organization's rates; scopes that exist keep theirs."""
    card = queries.rate_card(by.organization)
    for field in fields(Rates):
        setattr(card, field.name, getattr(rates, field.name))
    card.currency = currency
    card.save()
    audit.record(Event.RATES_CHANGED, subject=card, by=by)
    return card


@transaction.atomic
def create_scope(
    *, text: ScopeText, problem: Problem, currency: str, by: Membership
) -> Scope:
    """Write a scope down and look for its options."""
    policies.check_has_rates(problem.rates)
    scope = Scope(
        organization=by.organization,
        currency=currency,
        created_at=now(),
        created_by=by,
    )
    _write(scope, text, problem)
    scope.save()
    audit.record(Event.SCOPE_CREATED, subject=scope, by=by)
    return scope


def _hold(scope: Scope) -> None:
    """Hold a scope and read it again: two clicks make one cohort, not two."""
    list(Scope.objects.select_for_update(of=("self",)).filter(pk=scope.pk))
    scope.refresh_from_db()


@transaction.atomic
def change_scope(
    *, scope: Scope, text: ScopeText, problem: Problem, by: Membership
) -> Scope:
    """Change what is asked for, and look for options again."""
    _hold(scope)
    policies.check_is_draft(scope)
    _write(scope, text, problem)
    return _save(scope, by)


@transaction.atomic
def use_current_rates(*, scope: Scope, by: Membership) -> Scope:
    """Cost a draft with today's rates instead of those it was made with."""
    _hold(scope)
    policies.check_is_draft(scope)
    card = queries.rate_card(scope.organization)
    problem = replace(queries.problem_of(scope), rates=card.rates)
    policies.check_has_rates(problem.rates)
    scope.currency = card.currency
    _solve(scope, problem)
    return _save(scope, by)


def _write(scope: Scope, text: ScopeText, problem: Problem) -> None:
    scope.title, scope.client, scope.note = text.title, text.client, text.note
    _solve(scope, problem)


def _solve(scope: Scope, problem: Problem) -> None:
    """Keep the problem with its options, or with why it has none."""
    found = options(problem)
    scope.problem = document.problem_document(problem)
    scope.found = {"options": [document.choice_document(it) for it in found]}
    if not found:
        nothing = nothing_fits(problem)
        scope.found["nothing"] = document.nothing_document(nothing)
    scope.chosen = _still_there(problem, scope.chosen)


def _still_there(problem: Problem, chosen: dict | None) -> dict | None:
    """Return the choice without sessions that can no longer be chosen."""
    if chosen is None:
        return None
    kept = [key for key in chosen["keys"] if key in problem.by_key]
    return {**chosen, "keys": kept, "aims": []}


@transaction.atomic
def choose_option(*, scope: Scope, number: int, by: Membership) -> Scope:
    """Go on with one of the options that were found, counted from 1."""
    _hold(scope)
    policies.check_is_draft(scope)
    offered = scope.found["options"]
    if not 1 <= number <= len(offered):
        raise PolicyError(_("This option is no longer offered. Choose another."))
    scope.chosen = offered[number - 1]
    return _save(scope, by)


@transaction.atomic
def switch_session(*, scope: Scope, key: str, by: Membership) -> Scope:
    """Put a session into the chosen option, or take it out.

    A session takes the place of the shorter or longer one on the same unit.
    """
    _hold(scope)
    problem = queries.problem_of(scope)
    if key not in problem.by_key:
        raise PolicyError(_("This session cannot be chosen here."))
    session = problem.by_key[key]
    before = _chosen(scope, problem)
    kept = {it.key for it in before.sessions if not session.replaces(it)}
    return _choose(scope, option(problem, before.mode, kept ^ {key}), by)


@transaction.atomic
def switch_mode(*, scope: Scope, mode: Mode, by: Membership) -> Scope:
    """Have people meet in another way."""
    _hold(scope)
    problem = queries.problem_of(scope)
    before = _chosen(scope, problem)
    return _choose(scope, option(problem, mode, before.keys), by)


def _chosen(scope: Scope, problem: Problem) -> Option:
    policies.check_is_draft(scope)
    return queries.choice_of(scope) or option(problem, problem.modes[0], ())


def _choose(scope: Scope, chosen: Option, by: Membership) -> Scope:
    scope.chosen = document.choice_document(chosen)
    return _save(scope, by)


def _save(scope: Scope, by: Membership) -> Scope:
    scope.save()
    audit.record(Event.SCOPE_CHANGED, subject=scope, by=by)
    return scope


@transaction.atomic
def propose_scope(*, scope: Scope, by: Membership) -> Scope:
    """Fix the figures of the chosen option, to send them to the client."""
    _hold(scope)
    policies.check_can_propose(scope, queries.choice_of(scope))
    scope.state, scope.proposed_at, scope.proposed_by = State.PROPOSED, now(), by
    scope.save(update_fields=["state", "proposed_at", "proposed_by"])
    audit.record(Event.SCOPE_PROPOSED, subject=scope, by=by)
    return scope


@transaction.atomic
def take_back_scope(*, scope: Scope, by: Membership) -> Scope:
    """Make a draft of a proposal again."""
    _hold(scope)
    policies.check_can_take_back(scope)
    scope.state, scope.decided_at, scope.decided_by = State.DRAFT, None, None
    scope.decided_by_name = scope.reason = ""
    scope.save()
    audit.record(Event.SCOPE_CHANGED, subject=scope, by=by)
    return scope


@transaction.atomic
def decline_scope(*, scope: Scope, by_name: str, reason: str, by: Membership) -> Scope:
    """Record that the client said no."""
    _hold(scope)
    policies.check_is_proposed(scope)
    scope.reason = reason
    return _decide(scope, State.DECLINED, Event.SCOPE_DECLINED, by_name, by)


@transaction.atomic
def accept_scope(*, scope: Scope, acceptance: Acceptance, by: Membership) -> Scope:
    """Record that the client said yes; make the program and its cohort."""
    _hold(scope)
    policies.check_is_proposed(scope)
    scope.cohort = _make_cohort(scope, acceptance, by)
    return _decide(scope, State.ACCEPTED, Event.SCOPE_ACCEPTED, acceptance.by_name, by)


def _decide(
    scope: Scope, state: str, event: Event, by_name: str, by: Membership
) -> Scope:
    scope.state, scope.decided_at, scope.decided_by = state, now(), by
    scope.decided_by_name = by_name
    scope.save()
    audit.record(event, subject=scope, by=by)
    return scope


def _make_cohort(scope: Scope, acceptance: Acceptance, by: Membership) -> Cohort:
    chosen = policies.check_has_choice(queries.choice_of(scope))
    fitted = _fitted(scope, chosen)
    program = build_program(
        text=ProgramText(
            title=scope.title, about=scope.note, day_minutes=_longest_day(fitted)
        ),
        sessions=fitted,
        by=by,
    )
    plan = CohortPlan(
        title=acceptance.cohort_title,
        capacity=queries.problem_of(scope).group,
        starts_on=acceptance.starts_on,
        ends_on=acceptance.ends_on,
        budget_cents=chosen.cost,
        currency=scope.currency,
    )
    return plan_cohort(program=offer_program(program=program, by=by), plan=plan, by=by)


def _longest_day(fitted: list[FittedSession]) -> int:
    """Return the minutes of a day into which every session fits."""
    return max(USUAL_DAY_MINUTES, *(-(-it.minutes // it.days) for it in fitted))


def _fitted(scope: Scope, chosen: Option) -> list[FittedSession]:
    """Return the chosen sessions with their blocks, as their programs have them now."""
    programs = {key.partition("/")[0] for key in chosen.keys}
    found = variants_of(scope.organization, programs)
    by_key = {it.key: it.fitted for it in found}
    missing = [it.title for it in chosen.sessions if it.key not in by_key]
    if missing:
        raise PolicyError(
            _(
                "The programs no longer have “%(title)s”. Take the scope back into a "
                "draft and choose again."
            )
            % {"title": missing[0]}
        )
    first, *others = [by_key[it.key] for it in chosen.sessions]
    return [replace(first, weeks_after_previous=0), *others]
