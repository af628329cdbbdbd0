"""Program health: seats, attendance, dosage, practice, feedback and cost.

Vocabulary: *offered* hours are those of sessions that have begun, times the people who
take part; *attendance* is hours attended of hours offered; *dosage* is hours attended
of all that the program plans; *practice* is tasks done of tasks due.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.charts import (
    Estimate,
    Intervals,
    Rate,
    Rates,
    draw_intervals,
    draw_rates,
)
from headship.core.clock import now
from headship.orgs.models import Organization
from headship.programs.models import Cohort, Level
from headship.programs.options.problem import Rates as Prices
from headship.programs.queries import health as queries
from headship.programs.queries.health import Counts, Meetings, Place
from headship.programs.queries.scopes import Agreed, agreed_rates, rate_card
from headship.programs.reports.leads import LapseRow, lapse_rows

Table = tuple[list[str], list[list[object]]]
MOST_DRAWN = 12  # Rows of a plot; the table beside it has all.
LOW, HIGH = 1.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The figures of one cohort, one district or all together."""

    label: str
    cohort: Cohort | None = None
    people: int = 0
    capacity: int = 0
    waiting: int = 0
    sessions: int = 0
    held: int = 0
    attended: Decimal = Decimal()
    offered: Decimal = Decimal()
    planned: Decimal = Decimal()
    tasks_done: int = 0
    tasks_due: int = 0
    currency: str
    cost_cents: int | None = 0
    budget_cents: int | None = None
    agreed: Agreed | None = None
    levels: Mapping[str, tuple[float, int]]

    @property
    def attendance(self) -> float | None:
        return float(self.attended / self.offered) if self.offered else None

    @property
    def dosage(self) -> float | None:
        return float(self.attended / self.planned) if self.planned else None

    @property
    def practice(self) -> float | None:
        return self.tasks_done / self.tasks_due if self.tasks_due else None

    @property
    def spent(self) -> float | None:
        """Return the share of the budget that the sessions held so far have cost."""
        if self.cost_cents is None or not self.budget_cents:
            return None
        return self.cost_cents / self.budget_cents

    @property
    def rates(self) -> str | None:
        """Say by which rates one cohort was priced."""
        if self.cohort is None:
            return None
        return "agreed" if self.agreed else "today"

    @property
    def reached(self) -> tuple[tuple[str, float, int] | None, ...]:
        """Return label, mean and number of sessions for each of Guskey's levels."""
        return tuple(
            (str(level.label), *self.levels[level]) if level in self.levels else None
            for level in Level
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage:
    """All cohorts together, then one by one or district by district."""

    total: Health
    rows: tuple[Health, ...]
    lapses: tuple[LapseRow, ...]
    plots: tuple[tuple[str, str, SafeString], ...]
    level_labels: tuple[str | Promise, ...]


ORDERS = {
    "attendance": lambda it: (it.attendance is None, it.attendance or 0.0, it.label),
    "practice": lambda it: (it.practice is None, it.practice or 0.0, it.label),
    "spent": lambda it: (it.spent is None, -(it.spent or 0.0), it.label),
    "people": lambda it: (-it.people, it.label),
    "name": lambda it: it.label,
}


def health_page(
    organization: Organization, wanted: Mapping[str, str], *, by: str
) -> HealthPage:
    """Gather the overview; ``by`` is cohort or district."""
    cohorts = list(queries.cohorts_to_watch(organization, wanted))
    counts = queries.count(queries.cohorts_to_watch(organization, wanted), now())
    agreed = agreed_rates(queries.cohorts_to_watch(organization, wanted))
    rows = _by_cohort(cohorts, counts, agreed, rate_card(organization).rates)
    total = _together(_("All together"), rows)
    if by == "district":
        found = queries.cohorts_to_watch(organization, wanted)
        rows = _by_district(cohorts, counts, rows, queries.count_by_home(found, now()))
    order = ORDERS[wanted.get("sort") or "attendance"]
    rows = sorted(rows, key=order)  # type: ignore[arg-type,type-var]
    return HealthPage(
        total=total,
        rows=tuple(rows),
        lapses=lapse_rows(queries.sessions_to_watch(organization, wanted)),
        plots=_plots(rows, total),
        level_labels=tuple(level.label for level in Level),
    )


def health_table(page: HealthPage, *, by: str) -> Table:
    """Return the rows for a spreadsheet, numbers unrounded."""
    header = [
        by,
        *("program", "people", "seats", "waiting", "sessions_held", "sessions"),
        *("hours_attended", "hours_offered", "hours_planned", "attendance", "dosage"),
        *("tasks_done", "tasks_due", "practice", "cost", "budget", "currency"),
        *("rates", "scope"),
        *(f"{level.value}_{part}" for level in Level for part in ("mean", "sessions")),
    ]
    return header, [
        [
            it.label,
            it.cohort.program.title if it.cohort else None,
            it.people,
            it.capacity or None,
            it.waiting,
            it.held,
            it.sessions,
            it.attended,
            round(it.offered, 2),
            round(it.planned, 2),
            _rounded(it.attendance),
            _rounded(it.dosage),
            it.tasks_done,
            it.tasks_due,
            _rounded(it.practice),
            _amount(it.cost_cents),
            _amount(it.budget_cents),
            it.currency,
            it.rates,
            it.agreed.title if it.agreed else None,
            *(
                cell
                for level in Level
                for cell in (
                    (round(it.levels[level][0], 3), it.levels[level][1])
                    if level in it.levels
                    else (None, None)
                )
            ),
        ]
        for it in page.rows
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _amount(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


def _by_cohort(
    cohorts: Iterable[Cohort],
    counts: Counts,
    agreed: Mapping[int, Agreed],
    today: Prices,
) -> list[Health]:
    """Price each cohort by what was agreed for it; today's rates where nothing was."""
    people = _by_first(counts.seats)
    rows = []
    for it in cohorts:
        meetings = counts.meetings.get(it.pk, Meetings())
        seats, scope = people[it.pk], agreed.get(it.pk)
        row = Health(
            label=it.title,
            cohort=it,
            people=seats,
            capacity=it.capacity,
            waiting=counts.waiting.get(it.pk, 0),
            sessions=len(meetings.sessions),
            held=len(meetings.held),
            attended=counts.attended.get(it.pk, Decimal()),
            offered=meetings.hours_held * seats,
            planned=meetings.hours * seats,
            tasks_done=counts.done.get(it.pk, 0),
            tasks_due=counts.tasks.get(it.pk, 0) * seats,
            currency=it.currency,
            cost_cents=_cost(meetings, scope.rates if scope else today, seats),
            budget_cents=it.budget_cents,
            agreed=scope,
            levels=counts.levels.get(it.pk, {}),
        )
        rows.append(row)
    return rows


def _by_first(counts: Mapping[Place, int]) -> dict[int, int]:
    """Add counts up over the districts of each cohort."""
    found: dict[int, int] = defaultdict(int)
    for (cohort, _home), n in counts.items():
        found[cohort] += n
    return found


def _by_district(
    cohorts: Sequence[Cohort],
    counts: Counts,
    rows: Sequence[Health],
    by_home: tuple[Mapping[int, Decimal], Mapping[int, int]],
) -> list[Health]:
    """Add each district's part of its cohorts; cost and budget go by heads.

    Feedback has no district: all participants of a session are one group.
    """
    of_cohort = {it.pk: row for it, row in zip(cohorts, rows, strict=True)}
    names = _names({home for _cohort, home in counts.seats})
    parts: dict[int, list[Health]] = defaultdict(list)
    for (cohort, home), people in counts.seats.items():
        parts[home].append(_district_part(of_cohort[cohort], people))
    hours, done = by_home
    return [
        replace(
            _together(names[home], found),
            attended=hours.get(home, Decimal()),
            tasks_done=done.get(home, 0),
        )
        for home, found in parts.items()
    ]


def _district_part(whole: Health, people: int) -> Health:
    part = Decimal(people) / whole.people
    budget = whole.budget_cents
    return Health(
        label=whole.label,
        people=people,
        sessions=whole.sessions,
        held=whole.held,
        offered=whole.offered * part,
        planned=whole.planned * part,
        tasks_due=int(whole.tasks_due * part),
        currency=whole.currency,
        cost_cents=round((whole.cost_cents or 0) * part),
        budget_cents=None if budget is None else round(budget * part),
        levels={},
    )


def _together(label: str, rows: Sequence[Health]) -> Health:
    budgets = [it.budget_cents for it in rows if it.budget_cents is not None]
    currencies = {it.currency for it in rows}
    is_one = len(currencies) < 2  # Dollars and euros cannot be added up.
    return Health(
        label=label,
        people=sum(it.people for it in rows),
        capacity=sum(it.capacity for it in rows),
        waiting=sum(it.waiting for it in rows),
        sessions=sum(it.sessions for it in rows),
        held=sum(it.held for it in rows),
        attended=sum((it.attended for it in rows), Decimal()),
        offered=sum((it.offered for it in rows), Decimal()),
        planned=sum((it.planned for it in rows), Decimal()),
        tasks_done=sum(it.tasks_done for it in rows),
        tasks_due=sum(it.tasks_due for it in rows),
        currency="".join(currencies) if is_one else "",
        cost_cents=sum(it.cost_cents or 0 for it in rows) if is_one else None,
        budget_cents=sum(budgets) if budgets and is_one else None,
        levels=_mean_levels(rows),
    )


def _mean_levels(rows: Sequence[Health]) -> dict[str, tuple[float, int]]:
    """Average session means that are shown themselves, each counting the same."""
    found: dict[str, tuple[float, int]] = {}
    for level in Level:
        shown = [it.levels[level] for it in rows if level in it.levels]
        n = sum(count for _mean, count in shown)
        if n:
            found[level] = sum(mean * count for mean, count in shown) / n, n
    return found


def _names(keys: set[int]) -> dict[int, str]:
    return dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))


def _cost(meetings: Meetings, prices: Prices, people: int) -> int:
    """Price what has been held."""
    days = sum(meetings.days.values())
    return (
        meetings.lead_days * prices.facilitator_day
        + meetings.co_days * prices.co_facilitator_day
        + days * prices.preparation_day
        + meetings.trips * prices.trip
        + meetings.travel_days * prices.travel_day
        + meetings.days["central"] * people * prices.participant_travel_day
        + meetings.days["central"] * prices.venue_day
        + meetings.days["online"] * prices.online_day
        + len(meetings.held) * people * prices.materials_person
    )


def _plots(
    rows: Sequence[Health], total: Health
) -> tuple[tuple[str, str, SafeString], ...]:
    """Draw the first rows, in the order of the table, and the levels of all."""
    first = rows[:MOST_DRAWN]
    plots = [
        (
            "attendance",
            _("Attendance: hours attended of those offered so far"),
            _rates(
                [
                    (it.label, float(it.attended), float(it.offered), it.attendance)
                    for it in first
                ]
            ),
        ),
        (
            "practice",
            _("Practice: tasks done of those due"),
            _rates(
                [(it.label, it.tasks_done, it.tasks_due, it.practice) for it in first]
            ),
        ),
        (
            "cost",
            _("Cost so far against budget"),
            _rates(
                [
                    (it.label, it.cost_cents or 0, it.budget_cents or 0, it.spent)
                    for it in first
                ]
            ),
        ),
        (
            "levels",
            _("Feedback: mean over sessions, at four levels"),
            _level_plot(total),
        ),
    ]
    return tuple((key, title, svg) for key, title, svg in plots if svg)


def _rates(rows: list[tuple[str, float, float, float | None]]) -> SafeString:
    known = [it for it in rows if it[3] is not None]
    if not known:
        return SafeString()
    return draw_rates(
        Rates(
            title=_("Share by row"),
            rows=tuple(
                Rate(
                    label=label,
                    answered=round(part),
                    asked=max(1, round(whole)),
                    note=f"{100 * (share or 0):.0f}\u00a0%",
                )
                for label, part, whole, share in known
            ),
        )
    )


def _sessions(reached: tuple[float, int] | None) -> str:
    if reached is None:
        return ""
    words = ngettext("%(n)d session", "%(n)d sessions", reached[1])
    return words % {"n": reached[1]}


def _level_plot(total: Health) -> SafeString:
    if not total.levels:
        return SafeString()
    return draw_intervals(
        Intervals(
            title=_("Feedback levels"),
            rows=tuple(
                Estimate(
                    label=level.label,
                    value=total.levels[level][0] if level in total.levels else None,
                    note=_sessions(total.levels.get(level)),
                )
                for level in Level
            ),
            low=LOW,
            high=HIGH,
        )
    )
