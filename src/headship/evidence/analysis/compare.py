"""What an intervention's findings say on average, domain by domain.

The rule: main findings of studies that meet standards; within a study and domain their
simple mean, so that a study counts once however much it measured; over studies the
fixed-effects mean. That is the clearinghouse's way, and it assumes one true effect.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headship.evidence.analysis.synthesis import Included, include
from headship.evidence.analysis.verdicts import RATINGS
from headship.evidence.models import Finding, StudyRating
from headship.stats import wwc


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEstimate:
    """The mean effect in one domain with its 95 % interval.

    ``left_out`` findings report no size or no error.
    """

    domain: str
    estimate: float
    lower: float
    upper: float
    studies: int
    findings: int
    left_out: int


def domain_estimates(findings: Iterable[Finding]) -> dict[str, DomainEstimate]:
    """Average the findings of one intervention in each domain that allows it.

    The findings are main ones of studies that meet standards, with study and review.
    """
    by_domain: dict[str, list[Finding]] = {}
    for finding in findings:
        by_domain.setdefault(finding.outcome_domain, []).append(finding)
    found = (_estimate(domain, rows) for domain, rows in sorted(by_domain.items()))
    return {one.domain: one for one in found if one is not None}


def _estimate(domain: str, findings: Sequence[Finding]) -> DomainEstimate | None:
    included, left_out = include(findings)
    if not included:
        return None
    by_study: dict[int, list[Included]] = {}
    for one in included:
        by_study.setdefault(one.finding.study_id, []).append(one)
    studies = [_study(rows) for rows in by_study.values()]
    effect = wwc.domain_average(studies).effect
    return DomainEstimate(
        domain=domain,
        estimate=float(effect.estimate),
        lower=float(effect.interval.lower),
        upper=float(effect.interval.upper),
        studies=len(studies),
        findings=len(included),
        left_out=len(left_out),
    )


def _study(rows: Sequence[Included]) -> wwc.DomainStudy:
    average = wwc.study_average([one.size for one in rows], [one.se for one in rows])
    rating = StudyRating(rows[0].finding.review.rating)
    return wwc.DomainStudy(
        g=float(average.estimate), se=float(average.se), rating=RATINGS[rating]
    )
