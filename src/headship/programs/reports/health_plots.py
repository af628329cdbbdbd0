"""The plots of program health: the first rows of its table, and the levels of all."""

from collections.abc import Sequence

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
from headship.programs.models import Level
from headship.programs.reports.health_figures import Health

MOST_DRAWN = 12  # Rows of a plot; the table beside it has all.
LOW, HIGH = 1.0, 5.0


def plots(
    rows: Sequence[Health], total: Health
) -> tuple[tuple[str, str, SafeString], ...]:
    """Draw the first rows, in the order of the table, and the levels of all."""
    first = rows[:MOST_DRAWN]
    drawn = [
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
    return tuple((key, title, svg) for key, title, svg in drawn if svg)


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
