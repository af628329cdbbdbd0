"""Program health as a page and as tables; the figures say what each word means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.orgs.models import Organization
from headship.programs.models import Level
from headship.programs.queries.health import sessions_to_watch
from headship.programs.reports.health_figures import (
    Health,
    Watched,
    by_district,
    together,
    watch,
)
from headship.programs.reports.health_plots import plots
from headship.programs.reports.leads import LapseRow, lapse_rows

Table = tuple[list[str], list[list[object]]]


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
    watched = watch(organization, wanted)
    total = together(_("All together"), watched.rows)
    rows = _rows(watched, by)
    return HealthPage(
        total=total,
        rows=rows,
        lapses=lapse_rows(sessions_to_watch(organization, wanted)),
        plots=plots(rows, total),
        level_labels=tuple(level.label for level in Level),
    )


def _rows(watched: Watched, by: str) -> tuple[Health, ...]:
    rows = by_district(watched) if by == "district" else watched.rows
    order = ORDERS[watched.wanted.get("sort") or "attendance"]
    return tuple(sorted(rows, key=order))  # type: ignore[arg-type,type-var]


def health_tables(
    organization: Organization, wanted: Mapping[str, str], kinds: Iterable[str]
) -> dict[str, Table]:
    """Return the tables by cohort, by district or both; all is counted once."""
    watched = watch(organization, wanted)
    return {by: _table(_rows(watched, by), by) for by in kinds}


def _table(rows: Iterable[Health], by: str) -> Table:
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
        for it in rows
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _amount(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
