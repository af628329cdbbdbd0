"""The record of one intervention: what it is, what was found, for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.evidence.contexts.dimensions import CATEGORY_WORDS, Dimension
from headship.evidence.models import Finding, Intervention, Rating, Study
from headship.evidence.queries.interventions import (
    findings_on,
    studies_on,
    verdicts_on,
)
from headship.evidence.reports.briefs import Brief, brief_of
from headship.evidence.reports.finding_figures import FindingsFigure, findings_figure
from headship.evidence.reports.results import FindingResult, finding_result
from headship.evidence.reports.samples import Sample, sample_of

Words = str | Promise

FINDINGS = 25  # To a page.
STUDIES = 10  # Shown at once; the others are behind a click.
NUMBERS = 6  # Findings named beside a verdict; the table has the rest.


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field of the record; None is not reported, an empty list is reported none."""

    key: str
    label: Words
    text: str = ""
    listed: tuple[Words, ...] | None = None

    @property
    def is_reported(self) -> bool:
        return bool(self.text) or self.listed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One rating with the findings it rests on."""

    rating: Rating
    numbers: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainVerdicts:
    """All verdicts on one kind of outcome; they may differ."""

    domain: str
    verdicts: tuple[Verdict, ...]

    @property
    def differ(self) -> bool:
        return len({one.rating.verdict for one in self.verdicts}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionPage:
    """Everything on the page of an intervention."""

    intervention: Intervention
    details: tuple[Detail, ...]
    practical: tuple[Detail, ...]
    verdicts: tuple[DomainVerdicts, ...]
    findings: tuple[FindingResult, ...]
    pages: Page
    finding_count: int
    benefit_count: int
    chance_count: int
    harm_count: int
    unsure_count: int
    without_size_count: int
    studies: tuple[Study, ...]
    brief: Brief
    sample: Sample
    figure: FindingsFigure | None
    poolable: tuple[str, ...]

    @property
    def more_studies(self) -> int:
        return max(0, len(self.studies) - STUDIES)

    @property
    def verdicts_differ(self) -> bool:
        return any(one.differ for one in self.verdicts)


def intervention_page(one: Intervention, number: str | None = None) -> InterventionPage:
    """Gather the record; ``number`` is the page of its table of findings."""
    findings, studies = findings_on(one), studies_on(one)
    results = [finding_result(finding) for finding in findings]
    pages = Paginator(results, FINDINGS).get_page(number)
    sized = [result for result in results if result.effect is not None]
    clear = [result for result in sized if result.is_sure]
    chance = [result for result in sized if result.is_sure is False]
    benefits = sum((result.effect or 0) > 0 for result in clear)
    return InterventionPage(
        intervention=one,
        details=_details(one),
        practical=_practical(one),
        verdicts=_verdicts(verdicts_on(one)),
        findings=tuple(pages),
        pages=pages,
        finding_count=len(results),
        benefit_count=benefits,
        harm_count=len(clear) - benefits,
        chance_count=len(chance),
        unsure_count=len(sized) - len(clear) - len(chance),
        without_size_count=len(results) - len(sized),
        studies=tuple(studies),
        brief=brief_of(findings, studies),
        sample=sample_of(studies),
        figure=findings_figure(results),
        poolable=_poolable(findings),
    )


def _poolable(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the kinds of outcome that more than one study looked at."""
    studies: dict[str, set[int]] = {}
    for one in findings:
        if one.wwc_effect_size is not None:
            studies.setdefault(one.outcome_domain, set()).add(one.study_id)
    return tuple(domain for domain, found in studies.items() if len(found) > 1)


def _details(one: Intervention) -> tuple[Detail, ...]:
    grades = CATEGORY_WORDS[Dimension.GRADES]
    named = None if one.grades is None else [grades.get(g, g) for g in one.grades]
    return (
        _listed("focus_areas", _("Focus areas"), one.focus_areas),
        _listed("programs", _("Programs and services"), one.programs),
        _listed("delivery_methods", _("Delivery methods"), one.delivery_methods),
        _listed("disability_support", _("Disability support"), one.disability_support),
        _listed("target_groups", _("Target groups"), one.target_groups),
        _listed("grades", _("Grades"), named),
    )


def _listed(key: str, label: Words, values: Iterable[Words] | None) -> Detail:
    return Detail(
        key=key, label=label, listed=None if values is None else tuple(values)
    )


def _practical(one: Intervention) -> tuple[Detail, ...]:
    fields = (
        ("duration", _("Duration")),
        ("sessions", _("Sessions")),
        ("personnel", _("Personnel")),
        ("cost", _("Cost")),
        ("materials", _("Materials")),
        ("implementation", _("Implementation notes")),
    )
    return tuple(
        Detail(key=key, label=label, text=getattr(one, key)) for key, label in fields
    )


def _verdicts(ratings: Sequence[Rating]) -> tuple[DomainVerdicts, ...]:
    by_domain = groupby(ratings, key=lambda rating: rating.outcome_domain)
    return tuple(
        DomainVerdicts(domain=domain, verdicts=tuple(map(_verdict, found)))
        for domain, found in by_domain
    )


def _verdict(rating: Rating) -> Verdict:
    findings: list[Finding] = list(rating.findings.all())
    numbers = tuple(finding.number for finding in findings[:NUMBERS])
    return Verdict(rating=rating, numbers=numbers, more=len(findings) - len(numbers))
