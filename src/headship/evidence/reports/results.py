"""The results of a search: interventions with their verdicts, or single findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.evidence.analysis.fit import ContextFit
from headship.evidence.models import Design, Finding
from headship.evidence.queries.results import (
    ListedFinding,
    ListedIntervention,
    ListedVerdict,
    listed_findings,
    listed_interventions,
)
from headship.evidence.reports import telling
from headship.evidence.reports.facets import value_words
from headship.evidence.reports.p_values import p_words
from headship.evidence.reports.strips import effect_strip
from headship.evidence.search.catalog import Catalog
from headship.evidence.search.facets import NONE
from headship.evidence.search.questions import Answer
from headship.evidence.search.tallies import Tally, tally

Words = str | Promise

DOMAINS = 4  # Named in a line; the others are counted.


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionResult:
    """One intervention with what its matching findings say, nulls counted too.

    ``domains`` are only told of interventions on which nobody published a verdict.
    """

    intervention: ListedIntervention
    findings: int
    counted: str
    directions: str
    domains: tuple[Words, ...]
    more_domains: int
    strip: SafeString
    fit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingResult:
    """One finding with the effect that its filters and order go by.

    ``written`` keeps its row in lists by language.
    """

    finding: Finding
    effect: float | None
    is_recomputed: bool
    is_sure: bool | None
    written: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def certainty(self) -> Words:
        """Say whether the effect could be chance, as far as that was published."""
        if self.is_sure is None:
            return _("chance not reported")
        if self.finding.is_sure_against_p:
            return _("published as more than chance, against its p")
        return _("more than chance") if self.is_sure else _("could be chance")

    @property
    def p_words(self) -> str | None:
        """Return the p-value as journals print it; None is not reported."""
        return None if self.finding.wwc_p is None else p_words(self.finding.wwc_p)

    @property
    def design(self) -> Words:
        # The model's own words for a choice look all choices up anew for every row.
        return Design(self.finding.study.design).label


def intervention_results(
    answer: Answer, start: int, end: int, fits: Mapping[int, ContextFit]
) -> tuple[InterventionResult, ...]:
    """Return some interventions of an answer, in its order, with their fits if any."""
    groups = answer.groups(start, end)
    catalog, pks = answer.catalog, [group.pk for group in groups]
    tallies = dict(zip(pks, tally(catalog, groups), strict=True))
    return tuple(
        _intervention(catalog, one, tallies[one.pk], fits.get(one.pk))
        for one in listed_interventions(catalog.version, pks)
    )


def finding_results(answer: Answer, start: int, end: int) -> tuple[FindingResult, ...]:
    """Return some findings of an answer, in its order."""
    rows = answer.finding_order()[start:end]
    return tuple(map(_listed_result, listed_findings(answer.catalog, rows)))


def _listed_result(listed: ListedFinding) -> FindingResult:
    return replace(finding_result(listed.finding), written=listed.written)


def finding_result(finding: Finding) -> FindingResult:
    """Choose the effect to show: the published one, or else the recomputed."""
    is_recomputed = finding.wwc_effect_size is None
    effect = finding.our_effect_size if is_recomputed else finding.wwc_effect_size
    return FindingResult(
        finding=finding,
        effect=effect,
        is_recomputed=is_recomputed and effect is not None,
        is_sure=finding.is_sure,
    )


def _intervention(
    catalog: Catalog, one: ListedIntervention, found: Tally, fit: ContextFit | None
) -> InterventionResult:
    directions = _directions(found.directions)
    domains = () if one.verdicts else found.domains
    return InterventionResult(
        intervention=one,
        findings=found.findings,
        counted=_counted(found.findings, found.studies),
        directions=" · ".join(directions),
        domains=tuple(
            value_words(catalog, "domain", name) for name in domains[:DOMAINS]
        ),
        more_domains=max(0, len(domains) - DOMAINS),
        strip=effect_strip(
            found.sure, found.chance, f"{one.name}: {', '.join(directions)}"
        ),
        fit=telling.fit_line(fit) if fit else "",
    )


def has_conflict(verdicts: Sequence[ListedVerdict]) -> bool:
    """Say whether two verdicts on one kind of outcome differ."""
    said: dict[str, set[str]] = {}
    for one in verdicts:
        said.setdefault(one.outcome_domain.strip().casefold(), set()).add(one.verdict)
    return any(len(verdicts_of_domain) > 1 for verdicts_of_domain in said.values())


def _directions(counts: Mapping[str, int]) -> list[str]:
    """Count findings in four words: better and worse, could be chance, no size."""
    could_be_chance = ("better-chance", "worse-chance", "zero")
    lines = (
        (_("clearly better"), counts.get("better-sure", 0)),
        (_("could be chance"), sum(counts.get(key, 0) for key in could_be_chance)),
        (_("clearly worse"), counts.get("worse-sure", 0)),
        (_("no size reported"), counts.get(NONE, 0)),
    )
    return [f"{count} {words}" for words, count in lines if count]


def _counted(findings: int, studies: int) -> str:
    """Say from how many studies how many findings are; a page says it often."""
    found = ngettext("%(n)s finding", "%(n)s findings", findings) % {"n": findings}
    studied = ngettext("from %(n)s study", "from %(n)s studies", studies)
    return f"{found} {studied % {'n': studies}}"
