"""The figures of program health: seats, attendance, dosage, practice, feedback and cost.

Vocabulary: *offered* hours are those of sessions that have begun, times the people who
take part; *attendance* is hours attended of hours offered; *dosage* is hours attended
of all that the program plans; *practice* is tasks done of tasks due.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from headship.core.clock import now
from headship.orgs.models import Organization
from headship.programs.models import Cohort, Level
from headship.programs.options.problem import Rates
from headship.programs.queries import health as queries
from headship.programs.queries.health import Counts, Meetings, Place
from headship.programs.queries.scopes import Agreed, agreed_rates, rate_card


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
class Watched:
    """Some cohorts with what was counted of them, one row each, in one order."""

    organization: Organization
    wanted: Mapping[str, str]
    cohorts: tuple[Cohort, ...]
    counts: Counts
    rows: tuple[Health, ...]


def watch(organization: Organization, wanted: Mapping[str, str]) -> Watched:
    """Count and price the cohorts that a manager looks at."""
    found = queries.cohorts_to_watch(organization, wanted)
    cohorts = tuple(found)
    counts = queries.count(found, now())
    today = rate_card(organization).rates
    return Watched(
        organization=organization,
        wanted=wanted,
        cohorts=cohorts,
        counts=counts,
        rows=tuple(_by_cohort(cohorts, counts, agreed_rates(found), today)),
    )


def _by_cohort(
    cohorts: Iterable[Cohort],
    counts: Counts,
    agreed: Mapping[int, Agreed],
    today: Rates,
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


def by_district(watched: Watched) -> list[Health]:
    """Add each district's part of its cohorts; cost and budget go by heads.

    Feedback has no district: all participants of a session are one group.
    """
    pairs = zip(watched.cohorts, watched.rows, strict=True)
    of_cohort = {it.pk: row for it, row in pairs}
    seats = watched.counts.seats
    names = _names({home for _cohort, home in seats})
    parts: dict[int, list[Health]] = defaultdict(list)
    for (cohort, home), people in seats.items():
        parts[home].append(_district_part(of_cohort[cohort], people))
    found = queries.cohorts_to_watch(watched.organization, watched.wanted)
    hours, done = queries.count_by_home(found, now())
    return [
        replace(
            together(names[home], of_home),
            attended=hours.get(home, Decimal()),
            tasks_done=done.get(home, 0),
        )
        for home, of_home in parts.items()
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


def together(label: str, rows: Sequence[Health]) -> Health:
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


def _cost(meetings: Meetings, prices: Rates, people: int) -> int:
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
