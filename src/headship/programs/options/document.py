"""Problems and options as plain values that a table can keep, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from headship.programs.options.offers import (
    Aim,
    Limit,
    Nearest,
    NothingFits,
    Option,
    option,
)
from headship.programs.options.problem import Candidate, Mode, Problem, Rates, Term

Document = dict[str, Any]


def problem_document(problem: Problem) -> Document:
    """Return a problem as plain values."""
    return {
        "needs": dict(problem.needs),
        "candidates": [asdict(it) for it in problem.candidates],
        "terms": [
            {**asdict(it), "first": str(it.first), "last": str(it.last)}
            for it in problem.terms
        ],
        "rates": asdict(problem.rates),
        "group": problem.group,
        "districts": problem.districts,
        "modes": [str(mode) for mode in problem.modes],
        "budget": problem.budget,
        "avoid": sorted(map(str, problem.avoid)),
        "must": sorted(problem.must),
        "coaching_hours": problem.coaching_hours,
        "least_percent": problem.least_percent,
    }


def read_problem(document: Mapping[str, Any]) -> Problem:
    """Return the problem that plain values describe."""
    return Problem(
        needs=document["needs"],
        candidates=tuple(Candidate(**it) for it in document["candidates"]),
        terms=tuple(_term(it) for it in document["terms"]),
        rates=read_rates(document["rates"]),
        group=document["group"],
        districts=document["districts"],
        modes=tuple(Mode(it) for it in document["modes"]),
        budget=document["budget"],
        avoid=frozenset(map(date.fromisoformat, document["avoid"])),
        must=frozenset(document["must"]),
        coaching_hours=document["coaching_hours"],
        least_percent=document["least_percent"],
    )


def read_rates(document: Mapping[str, Any]) -> Rates:
    """Return the rates that plain values describe, as far as they are still known."""
    known = {it.name for it in fields(Rates)}
    return Rates(**{key: it for key, it in document.items() if key in known})


def _term(document: Mapping[str, Any]) -> Term:
    return Term(
        name=document["name"],
        first=date.fromisoformat(document["first"]),
        last=date.fromisoformat(document["last"]),
        days=document["days"],
    )


def choice_document(chosen: Option) -> Document:
    """Return which sessions an option has, and how people meet."""
    return {
        "aims": [str(aim) for aim in chosen.aims],
        "mode": str(chosen.mode),
        "keys": list(chosen.keys),
    }


def read_choice(problem: Problem, document: Mapping[str, Any]) -> Option:
    """Return the option that plain values describe, with its price."""
    aims = tuple(Aim(it) for it in document.get("aims", ()))
    return option(problem, Mode(document["mode"]), document["keys"], aims=aims)


def nothing_document(nothing: NothingFits) -> Document:
    """Return why nothing fits as plain values."""
    return {
        "because": [str(it) for it in nothing.because],
        "nearest": [asdict(it) for it in nothing.nearest],
    }


def read_nothing(document: Mapping[str, Any]) -> NothingFits:
    """Return why nothing fits from plain values."""
    return NothingFits(
        because=tuple(Limit(it) for it in document["because"]),
        nearest=tuple(Nearest(**it) for it in document["nearest"]),
    )
