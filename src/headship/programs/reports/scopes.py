"""A scope of work as pages show it: options side by side, in words and money."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from headship.core.components.numbers import money
from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.programs.models import Mode, Scope
from headship.programs.models.scopes import RATE_WORDS
from headship.programs.options import document
from headship.programs.options.costs import Item, Line
from headship.programs.options.offers import (
    Aim,
    Difference,
    Limit,
    Met,
    Nearest,
    NothingFits,
    Option,
    broken_limits,
    differences,
    must_missing,
)
from headship.programs.options.problem import Problem
from headship.programs.queries import scopes as queries
from headship.programs.reports.coverage import coverage_spine

Words = str | Promise
Table = tuple[list[str], list[list[object]]]

AIM_WORDS: dict[Aim, Words] = {
    Aim.MOST: _("Meets the most needs"),
    Aim.CHEAPEST: _("Costs the least"),
    Aim.SHORTEST: _("Takes the fewest days"),
    Aim.BETWEEN: _("Between the two in price"),
    Aim.OTHER_WAY: _("In another way to meet"),
}
ITEM_RATES: dict[Item, str] = {
    Item.FACILITATOR: "facilitator_day",
    Item.CO_FACILITATOR: "co_facilitator_day",
    Item.PREPARATION: "preparation_day",
    Item.TRIP: "trip",
    Item.TRAVEL_DAY: "travel_day",
    Item.PARTICIPANT_TRAVEL: "participant_travel_day",
    Item.VENUE: "venue_day",
    Item.ONLINE: "online_day",
    Item.MATERIALS: "materials_person",
    Item.COACHING: "coaching_hour",
}
LIMIT_WORDS: dict[Limit, Words] = {
    Limit.BUDGET: _("the budget"),
    Limit.DAYS: _("the free days"),
    Limit.SESSIONS: _("the sessions to choose from"),
    Limit.MUST: _("the sessions that must be in"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One need and how far an option meets it."""

    responsibility: Responsibility
    met: Met


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One line of the price."""

    label: Words
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session of an option with its proposed days."""

    title: str
    day_count: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One option in words."""

    number: int
    option: Option
    labels: tuple[Words, ...]
    mode: Words
    sessions: tuple[SessionRow, ...]
    costs: tuple[CostRow, ...]
    needs: tuple[NeedRow, ...]
    left_out: tuple[Responsibility, ...]
    partly: tuple[Responsibility, ...]
    problems: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePage:
    """One scope with its options, or why there are none, and the chosen one."""

    scope: Scope
    problem: Problem
    needs: tuple[Responsibility, ...]
    must: tuple[str, ...]
    options: tuple[OptionView, ...]
    because: str
    nearest: tuple[str, ...]
    chosen: OptionView | None
    differences: tuple[Difference, ...]
    modes: tuple[tuple[str, Words], ...]
    spine: SafeString | None

    @property
    def currency(self) -> str:
        return self.scope.currency


def _must_titles(problem: Problem) -> Iterator[str]:
    """Yield what must be in: a session, or a session in the length that is named."""
    for it in problem.candidates:
        if it.key in problem.must:
            words = gettext("%(title)s, in %(days)d days")
            yield words % {"title": it.title, "days": it.days}
        elif problem.is_must(it):
            yield it.title


def scope_page(scope: Scope) -> ScopePage:
    """Gather everything about a scope."""
    problem = queries.problem_of(scope)
    chosen = queries.choice_of(scope)
    nothing = _nothing(scope)
    offered = [document.read_choice(problem, it) for it in scope.found["options"]]
    return ScopePage(
        scope=scope,
        problem=problem,
        needs=tuple(get_responsibility(key) for key in problem.needs),
        must=tuple(dict.fromkeys(_must_titles(problem))),
        options=tuple(
            _view(problem, it, scope, number)
            for number, it in enumerate(offered, start=1)
        ),
        because=_because(nothing),
        nearest=tuple(_nearest(it, problem, scope.currency) for it in nothing.nearest),
        chosen=_view(problem, chosen, scope, 0) if chosen else None,
        differences=differences(problem, chosen) if chosen else (),
        modes=tuple((str(mode), Mode(mode).label) for mode in problem.modes),
        spine=coverage_spine(problem, offered) if offered else None,
    )


def _nothing(scope: Scope) -> NothingFits:
    kept = scope.found.get("nothing") or {"because": [], "nearest": []}
    return document.read_nothing(kept)


def _view(problem: Problem, option: Option, scope: Scope, number: int) -> OptionView:
    days = option.days or ((),) * len(option.sessions)
    return OptionView(
        number=number,
        option=option,
        labels=tuple(AIM_WORDS[aim] for aim in option.aims),
        mode=Mode(option.mode).label,
        sessions=tuple(
            SessionRow(title=it.title, day_count=it.days, days=on)
            for it, on in zip(option.sessions, days, strict=True)
        ),
        costs=tuple(
            CostRow(label=RATE_WORDS[ITEM_RATES[line.item]], line=line)
            for line in option.lines
        ),
        needs=tuple(
            NeedRow(responsibility=get_responsibility(it.key), met=it)
            for it in option.met
        ),
        left_out=_responsibilities(option.left_out),
        partly=_responsibilities(option.partly_met),
        problems=_problems(problem, option, scope.currency),
        is_chosen=_is_chosen(scope, option),
    )


def _is_chosen(scope: Scope, option: Option) -> bool:
    kept = scope.chosen or {}
    return kept.get("mode") == str(option.mode) and kept.get("keys") == [*option.keys]


def _responsibilities(needs: Iterable[Met]) -> tuple[Responsibility, ...]:
    return tuple(get_responsibility(it.key) for it in needs)


def _problems(problem: Problem, option: Option, currency: str) -> tuple[str, ...]:
    """Say which limits an edited option breaks, and by how much."""
    broken, found = broken_limits(problem, option), []
    if Limit.BUDGET in broken and problem.budget is not None:
        over = money(option.cost - problem.budget, currency)
        found.append(gettext("It is %(over)s over the budget.") % {"over": over})
    if Limit.DAYS in broken:
        found.append(
            gettext("Its sessions find no place in the free days, in this order.")
        )
    if Limit.SHARE in broken:
        found.append(
            gettext(
                "It meets less than the %(least)d %% of the needs that were asked for."
            )
            % {"least": problem.least_percent}
        )
    found += [
        gettext("“%(title)s” must be in, and is not.") % {"title": title}
        for title in must_missing(problem, option)
    ]
    return tuple(found)


def _because(nothing: NothingFits) -> str:
    limits = [str(LIMIT_WORDS[it]) for it in nothing.because]
    if not limits:
        return ""
    if len(limits) == 1:
        return gettext("What stands in the way: %(limit)s.") % {"limit": limits[0]}
    return gettext("What stands in the way: %(first)s and %(second)s together.") % {
        "first": ", ".join(limits[:-1]),
        "second": limits[-1],
    }


def _nearest(way: Nearest, problem: Problem, currency: str) -> str:
    """Say what would make an option possible."""
    if way.budget is not None and way.days is not None:
        return gettext(
            "With a budget of %(budget)s and %(days)d free days it would fit."
        ) % {
            "budget": money(way.budget, currency),
            "days": way.days,
        }
    if way.budget is not None:
        return gettext("Raise the budget to %(budget)s.") % {
            "budget": money(way.budget, currency)
        }
    if way.is_free:
        return gettext("Or let go of the sessions that must be in.")
    if way.days is not None:
        return _days_sentence(way.days, problem)
    if way.group is not None:
        return ngettext(
            "Or bring a group of at most %(group)d person.",
            "Or bring a group of at most %(group)d people.",
            way.group,
        ) % {"group": way.group}
    return gettext("Or be content with %(percent)d %% of the needs.") % {
        "percent": way.percent or 0
    }


def _days_sentence(days: int, problem: Problem) -> str:
    if days <= problem.days_available:
        return gettext(
            "The days are enough in number, but not in a row or not far enough apart: "
            "find longer stretches, or more days to choose from."
        )
    return ngettext(
        "Find %(days)d free day in all; there are %(now)d.",
        "Find %(days)d free days in all; there are %(now)d.",
        days,
    ) % {"days": days, "now": problem.days_available}


def scope_table(scopes: Iterable[Scope]) -> Table:
    """Return scopes as a table; amounts are in whole units and cents."""
    header = ["title", "client", "state", "written_on", "people", "cost", "currency"]
    return header, [_scope_row(it) for it in scopes]


def _scope_row(scope: Scope) -> list[object]:
    chosen = queries.choice_of(scope)
    return [
        scope.title,
        scope.client,
        scope.state,
        scope.created_at.date(),
        scope.problem["group"],
        _amount(chosen.cost) if chosen else "",
        scope.currency,
    ]


def cost_table(page: ScopePage) -> Table:
    """Return the cost lines of every option, the chosen one last."""
    header = ["option", "item", "quantity", "unit_price", "total", "currency"]
    rows: list[list[object]] = []
    views = [*page.options, *([page.chosen] if page.chosen else [])]
    for view in views:
        name = str(view.number) if view.number else "chosen"
        rows += [
            [
                name,
                str(row.line.item),
                row.line.quantity,
                _amount(row.line.unit),
                _amount(row.line.total),
                page.currency,
            ]
            for row in view.costs
        ]
    return header, rows


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
