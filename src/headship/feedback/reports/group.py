"""The report about a school's or a district's leaders together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headship.core.charts import Mark, Spine, SpineRow, draw_spine
from headship.core.naming import name_of
from headship.core.suppression import Suppressed
from headship.feedback import analysis, policies, queries
from headship.feedback.models import Cycle, Participant
from headship.feedback.reports import words
from headship.frameworks.responsibilities import Responsibility, load_responsibilities
from headship.orgs.models import School
from headship.surveys.analysis import UnitFigures
from headship.surveys.queries import response_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """A school that can be chosen, or the reason why it is not shown."""

    school: School
    leader_count: int
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One responsibility; a mean or a reason for each rater group, in order."""

    responsibility: Responsibility
    means: tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """Leaders together; never fewer than three."""

    cycle: Cycle
    school: School | None
    choices: tuple[UnitChoice, ...]
    leader_count: int
    groups: tuple[tuple[str, str, int | Suppressed], ...]
    hidden: tuple[tuple[str, Suppressed], ...]
    rows: tuple[GroupRow, ...]
    spine: SafeString | None
    is_shown: bool


def group_report(cycle: Cycle, school_ref: object | None) -> GroupReport:
    """Gather the report on all leaders of a cycle, or on those of one school."""
    schools = queries.leaders_by_school(cycle)
    count = cycle.participants.count()
    shown = policies.schools_shown(
        {it.pk: len(who) for it, who in schools.items()}, count
    )
    choices = tuple(
        UnitChoice(school=it, leader_count=len(who), is_shown=it.pk in shown)
        for it, who in schools.items()
    )
    school = next((it for it in schools if str(it.ref) == str(school_ref)), None)
    units = {it: who for it, who in schools.items() if it.pk in shown}
    count = count if school is None else len(schools[school])
    if count < policies.MINIMUM_LEADERS or (school and school not in units):
        return _withheld(cycle, school, choices)
    return _report(cycle, school, units, choices, count)


def _report(
    cycle: Cycle,
    school: School | None,
    units: Mapping[School, Sequence[Participant]],
    choices: tuple[UnitChoice, ...],
    count: int,
) -> GroupReport:
    chosen = None if school is None else list(units).index(school)
    figures = analysis.unit_figures(cycle, list(units.values()), chosen)
    titles = words.group_titles(cycle.survey)
    keys = [key for key in titles if key not in figures.suppressed]
    counts: Mapping[str, int | Suppressed] = figures.n_raters
    if school is not None:
        counts = response_counts(cycle.survey, [it.subject for it in units[school]])
    return GroupReport(
        cycle=cycle,
        school=school,
        choices=choices,
        leader_count=count,
        groups=tuple((key, titles[key], counts[key]) for key in keys),
        hidden=tuple((titles[key], why) for key, why in figures.suppressed.items()),
        rows=tuple(
            GroupRow(
                responsibility=it,
                means=tuple(figures.scales[it.key][key] for key in keys),
            )
            for it in load_responsibilities()
        ),
        spine=_spine(cycle, school, figures, keys),
        is_shown=True,
    )


def _withheld(
    cycle: Cycle, school: School | None, choices: tuple[UnitChoice, ...]
) -> GroupReport:
    return GroupReport(
        cycle=cycle,
        school=school,
        choices=choices,
        leader_count=0,
        groups=(),
        hidden=(),
        rows=(),
        spine=None,
        is_shown=False,
    )


def _spine(
    cycle: Cycle, school: School | None, figures: UnitFigures, keys: list[str]
) -> SafeString:
    return draw_spine(
        Spine(
            title=_("The 21 responsibilities: leaders of %(unit)s")
            % {"unit": school or cycle.organization},
            # A sign, not a placeholder; xgettext:no-python-format
            desc=_("Marks are means of leaders' means; lines are 95 % intervals."),
            rows=tuple(
                SpineRow(
                    key=it.key,
                    label=name_of(it),
                    group=it.component.value,
                    marks=tuple(
                        _mark(key, figures.scales[it.key][key]) for key in keys
                    ),
                )
                for it in load_responsibilities()
            ),
            series=words.group_series(cycle.survey.groups.all(), figures.suppressed),
            groups=words.COMPONENT_LABELS,
            ends=words.ENDS,
        )
    )


def _mark(key: str, mean) -> Mark:
    if isinstance(mean, Suppressed):
        return Mark(series=key, value=mean)
    interval = mean.interval
    return Mark(
        series=key,
        value=mean.estimate,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
    )


def group_table(page: GroupReport) -> tuple[list[str], list[list[object]]]:
    """Return the group report as a table of numbers and reasons."""
    header = ["responsibility", "component"]
    for key, _title, _n in page.groups:
        header += [f"{key}_mean", f"{key}_lower", f"{key}_upper", f"{key}_leaders"]
    rows = [
        [row.responsibility.name, row.responsibility.component.value]
        + [cell for mean in row.means for cell in _cells(mean)]
        for row in page.rows
    ]
    return header, rows


def _cells(mean) -> list[object]:
    if isinstance(mean, Suppressed):
        return [str(mean), "", "", ""]
    interval = mean.interval
    return [
        round(mean.estimate, 2),
        round(interval.lower, 2) if interval else "",
        round(interval.upper, 2) if interval else "",
        mean.n,
    ]
