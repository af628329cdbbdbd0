"""What the page that puts interventions side by side shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headship.core.charts import Estimate, Intervals, draw_intervals
from headship.evidence.analysis.compare import DomainEstimate, domain_estimates
from headship.evidence.analysis.fit import Comparison, InterventionFit
from headship.evidence.contexts.places import Place
from headship.evidence.queries.compared import (
    compared_interventions,
    main_findings,
    offered_interventions,
    verdicts_of,
)
from headship.evidence.queries.contexts import Record, records_of
from headship.evidence.reports.compare_lines import Column, Line, compared_lines

Words = str | Promise

MOST = 5
FIRST_DOMAINS = 6
NO_FIGURE = gettext_lazy("no finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainChoice:
    """One outcome domain, and how many of the interventions have a finding in it."""

    name: str
    count: int
    query: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Up to five interventions side by side."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    place: Place | None
    domains: tuple[DomainChoice, ...]
    domain: str
    figure: SafeString
    unknown: tuple[str, ...]
    left_out: int
    offered: tuple[tuple[str, str], ...]
    query: str

    @property
    def is_full(self) -> bool:
        return len(self.columns) >= MOST

    @property
    def first_domains(self) -> tuple[DomainChoice, ...]:
        """Return the domains that stand open: the first few, and the one drawn."""
        first = self.domains[:FIRST_DOMAINS]
        return first + tuple(
            one for one in self.domains if one.is_shown and one not in first
        )

    @property
    def more_domains(self) -> tuple[DomainChoice, ...]:
        return tuple(one for one in self.domains if one not in self.first_domains)

    @property
    def shown_estimates(self) -> list[tuple[str, DomainEstimate | None]]:
        """Return each intervention with its mean in the domain that is drawn."""
        return [
            (one.intervention.name, one.estimates.get(self.domain))
            for one in self.columns
        ]

    @property
    def pairs(self) -> list[tuple[Line, list[tuple[str, tuple[str, ...]]]]]:
        """Return each line with the name that belongs to each value."""
        names = [column.intervention.name for column in self.columns]
        return [
            (line, list(zip(names, line.values, strict=True))) for line in self.lines
        ]


def compare_page(
    slugs: Sequence[str], place: Place | None, *, domain: str = "", words: str = ""
) -> ComparePage:
    """Gather the interventions, in their order; more than five are left out."""
    wanted = list(dict.fromkeys(slugs))
    kept = wanted[:MOST]
    columns = _columns(kept, place)
    known = [column.intervention.slug for column in columns]
    domains = _domains(columns, domain, place)
    shown = next((one.name for one in domains if one.is_shown), "")
    return ComparePage(
        columns=columns,
        lines=tuple(compared_lines(columns, place)),
        place=place,
        domains=domains,
        domain=shown,
        figure=_figure(columns, shown) if shown else SafeString(""),
        unknown=tuple(slug for slug in kept if slug not in known),
        left_out=len(wanted) - len(kept),
        offered=tuple(
            (name, _query([*known, slug], place))
            for slug, name in offered_interventions(words, known)
        ),
        query=_query(known, place),
    )


def _query(slugs: Sequence[str], place: Place | None, **more: str) -> str:
    pairs = [("i", slug) for slug in slugs]
    if place is not None:
        pairs.append((place.parameter, place.value))
    return urlencode([*pairs, *more.items()])


def _columns(slugs: Sequence[str], place: Place | None) -> tuple[Column, ...]:
    interventions = compared_interventions(slugs)
    known = [one.slug for one in interventions]
    records = {record.pk: record for record in records_of(known)}
    findings, verdicts = main_findings(interventions), verdicts_of(interventions)
    comparison = Comparison(place.context) if place else None
    return tuple(
        Column(
            intervention=one,
            record=records[one.pk],
            verdicts=verdicts.get(one.pk, []),
            estimates=domain_estimates(findings.get(one.pk, [])),
            fit=_fit(comparison, records[one.pk]),
            without_query=_query([slug for slug in known if slug != one.slug], place),
        )
        for one in interventions
    )


def _fit(comparison: Comparison | None, record: Record) -> InterventionFit | None:
    if comparison is None or not record.samples:
        return None
    return comparison.with_intervention(record.samples)


def _domains(
    columns: Sequence[Column], wanted: str, place: Place | None
) -> tuple[DomainChoice, ...]:
    """Return the domains: those that most share first, then those of the first."""
    counted = Counter(name for column in columns for name in column.estimates)
    first = columns[0].estimates if columns else {}
    in_order = sorted(
        counted.items(), key=lambda pair: (-pair[1], pair[0] not in first, pair[0])
    )
    shown = wanted if wanted in counted else in_order[0][0] if in_order else ""
    slugs = [column.intervention.slug for column in columns]
    return tuple(
        DomainChoice(
            name=name,
            count=count,
            query=_query(slugs, place, domain=name),
            is_shown=name == shown,
        )
        for name, count in in_order
    )


def _figure(columns: Sequence[Column], domain: str) -> SafeString:
    rows = tuple(_estimate(column, column.estimates.get(domain)) for column in columns)
    return draw_intervals(
        Intervals(
            title=_("Mean effect on: %s") % domain,
            # A sign, not a placeholder; xgettext:no-python-format
            desc=_("One row for each intervention, with its 95 % interval."),
            rows=rows,
            reference=0.0,
            reference_label=_("no difference"),
            axis=_("Effect size (standard deviations); right is better"),
        )
    )


def _estimate(column: Column, found: DomainEstimate | None) -> Estimate:
    name = column.intervention.name
    if found is None:
        return Estimate(label=name, value=None, note=NO_FIGURE)
    studies = ngettext("%d study", "%d studies", found.studies) % found.studies
    return Estimate(
        label=name,
        value=found.estimate,
        lower=found.lower,
        upper=found.upper,
        note=studies,
    )


def compare_table(page: ComparePage) -> tuple[list[str], list[list[str]]]:
    """Return the page as a table: a row for each line and each domain."""
    header = ["compared", *(column.intervention.name for column in page.columns)]
    lines = [
        [str(line.label), *("; ".join(value) for value in line.values)]
        for line in page.lines
    ]
    effects = [
        [
            _("Effect on %s (95 %% interval; studies)") % one.name,
            *(_effect_cell(column.estimates.get(one.name)) for column in page.columns),
        ]
        for one in page.domains
    ]
    return header, [*lines, *effects]


def _effect_cell(found: DomainEstimate | None) -> str:
    if found is None:
        return ""
    return (
        f"{found.estimate:.3f} ({found.lower:.3f} to {found.upper:.3f}; "
        f"{found.studies})"
    )
