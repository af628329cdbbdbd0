"""The results of a search: interventions with their verdicts, or single findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from headship.core.components.numbers import score
from headship.evidence.analysis.fit import ContextFit
from headship.evidence.models import Finding, Intervention, Rating
from headship.evidence.queries.results import found_findings, listed_interventions
from headship.evidence.reports import telling
from headship.evidence.reports.facets import value_words
from headship.evidence.reports.strips import effect_strip
from headship.evidence.search.facets import NONE
from headship.evidence.search.questions import Answer, Group

Words = str | Promise
Places = NDArray[np.intp]

DOMAINS = 4  # Named in a line; the others are counted.
VERDICTS = 3
LEAST_P = 0.001  # Below that no journal prints digits.


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionResult:
    """One intervention with what its matching findings say, nulls counted too."""

    intervention: Intervention
    verdicts: tuple[Rating, ...]
    more_verdicts: int
    has_conflict: bool
    findings: int
    studies: int
    counted: str
    directions: tuple[tuple[str, Words, int], ...]
    domains: tuple[Words, ...]
    more_domains: int
    strip: SafeString
    fit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingResult:
    """One finding with the effect that its filters and order go by."""

    finding: Finding
    effect: float | None
    is_recomputed: bool
    is_sure: bool | None

    @property
    def p_words(self) -> str | None:
        """Return the p-value as journals print it; None is not reported."""
        p = self.finding.wwc_p
        if p is None:
            return None
        return f"< {score(LEAST_P, 3)}" if p < LEAST_P else str(score(p, 3))


def intervention_results(
    answer: Answer, start: int, end: int, fits: Mapping[int, ContextFit]
) -> tuple[InterventionResult, ...]:
    """Return some interventions of an answer, in its order, with their fits if any."""
    groups = {group.pk: group for group in answer.groups(start, end)}
    return tuple(
        _intervention(answer, one, groups[one.pk], fits.get(one.pk))
        for one in listed_interventions(answer.catalog.version, list(groups))
    )


def finding_results(answer: Answer, start: int, end: int) -> tuple[FindingResult, ...]:
    """Return some findings of an answer, in its order."""
    rows = answer.finding_order()[start:end]
    return tuple(map(finding_result, found_findings(answer.catalog, rows)))


def finding_result(finding: Finding) -> FindingResult:
    """Choose the effect to show: the published one, or else the recomputed."""
    is_recomputed = finding.wwc_effect_size is None
    effect = finding.our_effect_size if is_recomputed else finding.wwc_effect_size
    return FindingResult(
        finding=finding,
        effect=effect,
        is_recomputed=is_recomputed and effect is not None,
        is_sure=finding.wwc_is_significant,
    )


def _intervention(
    answer: Answer, one: Intervention, group: Group, fit: ContextFit | None
) -> InterventionResult:
    columns = answer.catalog.columns
    rows = group.rows[columns.finding[group.rows] > 0]
    pairs = set(columns.pair[rows].tolist())
    verdicts = list(one.ratings.all())
    domains = _domains(answer, rows)
    counts = _directions(answer, rows)
    return InterventionResult(
        intervention=one,
        verdicts=tuple(verdicts[:VERDICTS]),
        more_verdicts=max(0, len(verdicts) - VERDICTS),
        has_conflict=has_conflict(verdicts),
        findings=len(rows),
        studies=len(pairs),
        counted=_counted(len(rows), len(pairs)),
        directions=counts,
        domains=domains[:DOMAINS],
        more_domains=max(0, len(domains) - DOMAINS),
        strip=effect_strip(
            columns.effect[rows],
            columns.is_significant[rows],
            _strip_title(one, counts),
        ),
        fit=telling.fit_line(fit) if fit else "",
    )


def has_conflict(verdicts: Sequence[Rating]) -> bool:
    """Say whether two verdicts on one kind of outcome differ."""
    said: dict[str, set[str]] = {}
    for one in verdicts:
        said.setdefault(one.outcome_domain.strip().casefold(), set()).add(one.verdict)
    return any(len(verdicts_of_domain) > 1 for verdicts_of_domain in said.values())


def _domains(answer: Answer, rows: Places) -> tuple[Words, ...]:
    facet = answer.catalog.facets.get("domain")
    if facet is None or not len(rows):
        return ()
    return tuple(
        value_words(answer.catalog, "domain", value) for value in facet.values_of(rows)
    )


def _directions(answer: Answer, rows: Places) -> tuple[tuple[str, Words, int], ...]:
    """Count findings in five words: better and worse, sure or not, no size."""
    facet = answer.catalog.facets.get("effect")
    if facet is None or not len(rows):
        return ()
    found = Counter(facet.values[code] for code in facet.codes[rows].tolist())
    could_be_chance = found["better-chance"] + found["worse-chance"] + found["zero"]
    lines = (
        ("better", _("clearly better"), found["better-sure"]),
        ("chance", _("could be chance"), could_be_chance),
        ("worse", _("clearly worse"), found["worse-sure"]),
        ("none", _("no size reported"), found[NONE]),
    )
    return tuple(line for line in lines if line[2])


def _counted(findings: int, studies: int) -> str:
    """Say from how many studies how many findings are; a page says it often."""
    found = ngettext("%(n)s finding", "%(n)s findings", findings) % {"n": findings}
    studied = ngettext("from %(n)s study", "from %(n)s studies", studies)
    return f"{found} {studied % {'n': studies}}"


def _strip_title(one: Intervention, counts: tuple[tuple[str, Words, int], ...]) -> str:
    said = ", ".join(f"{count} {words}" for _key, words, count in counts)
    return f"{one.name}: {said}"
