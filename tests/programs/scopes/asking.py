"""Scopes of work: what a manager enters, and scopes in every state."""

from datetime import date

from headship.programs.actions import scopes as actions
from headship.programs.options.problem import Mode, Problem, Term
from headship.programs.options.sessions import variants
from tests.programs.options.problems import RATES

FORM = {
    "title": "Leading together",
    "client": "Hillside",
    "note": "For all principals.",
    "need_focus": "3",
    "need_culture": "2",
    "pasted_needs": "Input, order",
    "templates": ["year_one"],
    "group": "24",
    "districts": "1",
    "modes": ["on_site", "central"],
    "budget": "40000",
    "coaching_hours": "0",
    "least_percent": "40",
    "avoid": "2027-01-18",
    "term1_name": "Spring",
    "term1_first": "2027-01-11",
    "term1_last": "2027-05-21",
    "term1_days": "4",
}


def make_rates(by):
    """Set the rates of the member's organization."""
    return actions.save_rates(rates=RATES, currency="USD", by=by)


def make_problem(**changes):
    """Return a problem with the sessions of Year One."""
    fields = {
        "needs": {"focus": 3, "culture": 2},
        "candidates": tuple(it.candidate for it in variants(["year_one"])),
        "terms": (
            Term(
                name="Spring", first=date(2027, 1, 11), last=date(2027, 5, 21), days=4
            ),
        ),
        "rates": RATES,
        "group": 24,
        "modes": (Mode.ON_SITE, Mode.CENTRAL),
        "budget": 4_000_000,
        "least_percent": 40,
    }
    return Problem(**fields | changes)


def make_scope(by, title="Leading together", **changes):
    """Return a draft with its options."""
    return actions.create_scope(
        text=actions.ScopeText(title=title, client="Hillside"),
        problem=make_problem(**changes),
        currency="USD",
        by=by,
    )


def make_chosen(by):
    """Return a draft with its first option chosen."""
    return actions.choose_option(scope=make_scope(by), number=1, by=by)


def make_proposed(by):
    """Return a proposed scope."""
    return actions.propose_scope(scope=make_chosen(by), by=by)


def accept(scope, by):
    """Record the client's yes."""
    acceptance = actions.Acceptance(
        by_name="Jo Hill, superintendent",
        cohort_title="Hillside 2027",
        starts_on=date(2027, 1, 11),
        ends_on=date(2027, 5, 21),
    )
    return actions.accept_scope(scope=scope, acceptance=acceptance, by=by)
