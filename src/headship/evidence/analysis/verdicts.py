"""From a finding's figures to verdicts: significance, tier, the study and the program.

Vocabulary: a finding's *family* are the main findings of one review in one outcome
domain, which are corrected for multiplicity together; its *domain* are the main
findings on the same program and kind of outcome that meet standards, in all studies.
A figure *rests on* the numbers (it was recomputed) or on the publication, where the
numbers that were exported do not lead to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from headship.evidence.analysis.agreement import Agreement
from headship.evidence.analysis.recompute import (
    Recomputed,
    edition_of,
    findings_of,
    recompute_findings,
    reported_of,
)
from headship.evidence.models import Finding, StudyRating
from headship.stats import wwc
from headship.stats.effects import Synthesis, improvement_index, rules_of
from headship.stats.effects.result import critical_value

Reason = wwc.Reason
Tier = wwc.Tier

# A published p-value this near rests on the same formula, give or take one degree of
# freedom.
SAME_P = 0.001
EXACT_P = 1e-6

RATINGS = {
    StudyRating.WITHOUT: wwc.FindingRating.WITHOUT,
    StudyRating.WITH: wwc.FindingRating.WITH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A finding as verdicts use it, positive meaning favorable.

    ``is_size_ours`` and ``is_p_ours`` tell whether the figure rests on the numbers.
    """

    finding: Finding
    size: float | None
    se: float | None
    p_value: float | None
    is_size_ours: bool
    is_p_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """Whether a finding is significant, and against what its p-value was held.

    ``rank`` and ``family`` are 1 where nothing is corrected.
    """

    is_significant: bool
    p_value: float | None
    threshold: float
    rank: int
    family: int
    is_corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyInDomain:
    """One study's average in the domain."""

    findings: tuple[Weighed, ...]
    size: float
    se: float | None
    effect: wwc.StudyEffect
    rating: wwc.FindingRating
    n_people: int
    n_sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What one edition makes of a finding.

    ``rating`` is None where no study of the domain can be weighed; ``left_out`` counts
    studies without a standard error where an average needs one.
    """

    standards: str
    weighed: Weighed
    significance: Significance
    study: StudyInDomain | None
    studies: tuple[StudyInDomain, ...]
    left_out: int
    tier: wwc.Verdict[wwc.Tier]
    rating: wwc.Verdict[wwc.InterventionRating] | None


def rating_of(finding: Finding) -> wwc.FindingRating:
    """Return a finding's rating, or its review's where findings were not rated."""
    rated = StudyRating(finding.wwc_rating)
    if rated is StudyRating.UNKNOWN:
        rated = StudyRating(finding.review.rating)
    return RATINGS.get(rated, wwc.FindingRating.NOT)


def rests_on(finding: Finding) -> str:
    """Tell how a published p-value stands to ours: same, lost_dof, near or other.

    ``lost_dof`` is the p-value with N - 1 degrees of freedom instead of N - 2. Both
    p-values must be known.
    """
    distance = abs((finding.our_p or 0) - (finding.wwc_p or 0))
    if distance < EXACT_P:
        return "same"
    found = wwc.evaluate(findings_of([reported_of(finding)]), lost_dof=1)
    if abs(float(found.p_value[0]) - (finding.wwc_p or 0)) < EXACT_P:
        return "lost_dof"
    return "near" if distance < SAME_P else "other"


def improvement_of(weighed: Weighed) -> float:
    """Return the improvement index of a size that is known."""
    return float(improvement_index(weighed.size or 0.0))


def verdicts(finding: Finding, related: Sequence[Finding], standards: str) -> Verdicts:
    """Judge a finding under an edition, with the other main findings of its domain.

    ``related`` may hold the finding itself; reviews and studies must be loaded.
    """
    edition = edition_of(standards)
    together = [finding, *(one for one in related if one.pk != finding.pk)]
    weighed = weigh(together, edition)
    flags = _significance(weighed, edition)
    own = weighed[0]
    studies = _studies(weighed, flags, finding)
    counted = [study for study in studies if _can_count(study, edition)]
    return Verdicts(
        standards=edition,
        weighed=own,
        significance=flags[finding.pk],
        study=next((study for study in studies if own in study.findings), None),
        studies=tuple(studies),
        left_out=len(studies) - len(counted),
        tier=_tier(own, flags[finding.pk], edition),
        rating=_rating(counted, edition),
    )


def weigh(findings: Sequence[Finding], standards: str) -> list[Weighed]:
    """Return each finding's figures under an edition, or the published ones.

    A published size or p-value that does not follow from the exported numbers stays as
    it is: no edition's formula replaces an analysis of the study's own.
    """
    reported = [reported_of(finding) for finding in findings]
    own = recompute_findings(reported)
    asked = recompute_findings([replace(one, standards=standards) for one in reported])
    return [_weigh(*row) for row in zip(findings, own, asked, strict=True)]


def _weigh(finding: Finding, own: Recomputed, asked: Recomputed) -> Weighed:
    published, p = finding.wwc_effect_size, finding.wwc_p
    is_same = own.agreement in {Agreement.REPRODUCED, Agreement.SIGN_FLIPPED}
    has_formula = is_same and own.reason == ""
    is_size_ours = asked.size is not None and (published is None or has_formula)
    size = asked.size if is_size_ours else published
    if size is None:
        size = _implied_size(finding)
    elif is_size_ours and _is_turned(own, finding):
        size = -size
    is_p_ours = asked.p_value is not None and (
        p is None or (own.p_value is not None and abs(own.p_value - p) < SAME_P)
    )
    p_value = asked.p_value if is_p_ours else p
    return Weighed(
        finding=finding,
        size=size,
        se=asked.se or _implied_error(size, p_value, finding),
        p_value=p_value,
        is_size_ours=is_size_ours,
        is_p_ours=is_p_ours,
    )


def _is_turned(own: Recomputed, finding: Finding) -> bool:
    """Tell whether the publication counts the other direction as favorable."""
    if finding.wwc_effect_size is not None:
        return own.agreement == Agreement.SIGN_FLIPPED
    return (finding.wwc_improvement_index or 0) * (own.size or 0) < 0


def _implied_size(finding: Finding) -> float | None:
    """Return the size behind a published improvement index, which is rounded."""
    index = finding.wwc_improvement_index
    if index is None or abs(index) >= 50:
        return None
    return NormalDist().inv_cdf((index + 50) / 100)


def _implied_error(
    size: float | None, p_value: float | None, finding: Finding
) -> float | None:
    """Return the error with which a size has its p-value, where both are published."""
    people = finding.n_total or (finding.n_treated or 0) + (finding.n_control or 0)
    if not size or p_value is None or not 0 < p_value < 1 or people <= 2:
        return None
    dof = min(people - 2, wwc.PUBLISHED_DOF_CAP)
    return abs(size) / float(critical_value(np.asarray(dof), 1 - p_value))


def _significance(
    weighed: Sequence[Weighed], standards: str
) -> Mapping[int, Significance]:
    """Return significance by finding, corrected within families of main findings."""
    is_corrected = rules_of(standards).benjamini_hochberg
    found = {one.finding.pk: _alone(one) for one in weighed}
    main = [one for one in weighed if _is_in_family(one)]
    if not is_corrected or not main:
        return found
    p_values = [one.p_value or 0.0 for one in main]
    groups = [(one.finding.review_id, one.finding.outcome_domain) for one in main]
    corrected = wwc.benjamini_hochberg(p_values, groups=groups)
    for one, group, flag, limit in zip(
        main, groups, corrected.is_significant, corrected.threshold, strict=True
    ):
        family = groups.count(group)
        found[one.finding.pk] = Significance(
            is_significant=bool(flag),
            p_value=one.p_value,
            threshold=float(limit),
            rank=round(float(limit) * family / wwc.ALPHA),
            family=family,
            is_corrected=True,
        )
    return found


def _is_in_family(one: Weighed) -> bool:
    return one.p_value is not None and not one.finding.is_subgroup


def _alone(one: Weighed) -> Significance:
    return Significance(
        is_significant=(
            bool(one.finding.wwc_is_significant)
            if one.p_value is None
            else one.p_value < wwc.ALPHA
        ),
        p_value=one.p_value,
        threshold=wwc.ALPHA,
        rank=1,
        family=1,
        is_corrected=False,
    )


def _studies(
    weighed: Sequence[Weighed], flags: Mapping[int, Significance], finding: Finding
) -> list[StudyInDomain]:
    """Average the main findings of each study, by one review of each."""
    by_study: dict[int, list[Weighed]] = {}
    for one in weighed:
        meets = rating_of(one.finding) is not wwc.FindingRating.NOT
        if meets and not one.finding.is_subgroup and one.size is not None:
            by_study.setdefault(one.finding.study_id, []).append(one)
    return [
        _average([one for one in members if one.finding.review_id == review], flags)
        for members in by_study.values()
        for review in [_review(members, finding)]
    ]


def _review(members: Sequence[Weighed], finding: Finding) -> int:
    """Choose whose review counts for a study: the finding's own, else the newest."""
    reviews = {one.finding.review_id: one.finding.review for one in members}
    if finding.review_id in reviews:
        return finding.review_id
    return max(reviews, key=lambda key: (str(reviews[key].reviewed_on or ""), key))


def _average(
    members: Sequence[Weighed], flags: Mapping[int, Significance]
) -> StudyInDomain:
    sizes = [one.size for one in members if one.size is not None]
    errors = [one.se for one in members if one.se is not None]
    mean = float(np.mean(sizes))
    se = None
    if len(errors) == len(sizes):
        se = float(wwc.study_average(sizes, errors).se)
    found = [(flags[one.finding.pk].is_significant, one.size or 0.0) for one in members]
    is_up = any(flag and size > 0 for flag, size in found)
    is_down = any(flag and size < 0 for flag, size in found)
    is_significant = (mean > 0 and is_up and not is_down) or (
        mean < 0 and is_down and not is_up
    )
    return StudyInDomain(
        findings=tuple(members),
        size=mean,
        se=se,
        effect=wwc.characterize(mean, is_significant=is_significant),
        rating=wwc.rate_study([rating_of(one.finding) for one in members]),
        n_people=max(_people(one.finding) for one in members),
        n_sites=_sites(members[0].finding) or 1,
    )


def _can_count(study: StudyInDomain, standards: str) -> bool:
    needs_error = rules_of(standards).synthesis is not Synthesis.VOTE
    return study.se is not None or not needs_error


def _rating(
    studies: Sequence[StudyInDomain], standards: str
) -> wwc.Verdict[wwc.InterventionRating] | None:
    if not studies:
        return None
    significant = {
        wwc.StudyEffect.SIGNIFICANT_POSITIVE,
        wwc.StudyEffect.SIGNIFICANT_NEGATIVE,
    }
    return wwc.rate_intervention(
        [
            wwc.DomainStudy(
                g=study.size,
                se=study.se or 1.0,
                rating=study.rating,
                is_significant=study.effect in significant,
                n_people=study.n_people,
                n_sites=study.n_sites,
            )
            for study in studies
        ],
        standards=standards,
    )


def _tier(
    one: Weighed, significance: Significance, standards: str
) -> wwc.Verdict[wwc.Tier]:
    is_positive = one.size is not None and one.size > 0
    return wwc.essa_tier(
        rating_of(one.finding),
        is_significant_positive=is_positive and significance.is_significant,
        n=_people(one.finding),
        n_sites=_sites(one.finding),
        standards=standards,
    )


def _people(finding: Finding) -> int:
    return finding.n_total or (finding.n_treated or 0) + (finding.n_control or 0)


def _sites(finding: Finding) -> int | None:
    """Return 2 for several sites, 1 for one, None where it was not reported."""
    for context in (finding.review.context, finding.study.context):
        is_multisite = context.get("multisite")
        if is_multisite is not None:
            return 2 if is_multisite else 1
    return None
