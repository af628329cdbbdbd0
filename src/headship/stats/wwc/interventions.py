"""The rating of an intervention in one domain, edition by edition."""

from collections.abc import Sequence
from enum import StrEnum

from headship.stats._validate import one_of
from headship.stats.effects import Synthesis, rules_of
from headship.stats.wwc.synthesis import (
    EXTENT_PEOPLE,
    DomainEffect,
    DomainStudy,
    StudyEffect,
    characterize,
    domain_average,
)
from headship.stats.wwc.verdict import Reason, Verdict


class InterventionRating(StrEnum):
    """Ratings of all editions; which can occur depends on the edition."""

    POSITIVE = "positive"
    POTENTIALLY_POSITIVE = "potentially_positive"
    MIXED = "mixed"
    NO_DISCERNIBLE = "no_discernible"
    POTENTIALLY_NEGATIVE = "potentially_negative"
    NEGATIVE = "negative"
    UNCERTAIN = "uncertain"
    STRONG = "tier_1_strong"
    MODERATE = "tier_2_moderate"
    PROMISING = "tier_3_promising"


def rate_intervention(
    studies: Sequence[DomainStudy], *, standards: str = "5.0", majority: str = "more"
) -> Verdict[InterventionRating]:
    """Rate an intervention in one outcome domain.

    Parameters
    ----------
    studies
        The studies that meet standards, one averaged effect each; not empty.
    standards
        Edition of the handbook.
    majority
        Whether "more" than half or "at_least" half of the weight must come from
        studies without reservations (4.1 and 5.0; which one is meant is unsure).

    Returns
    -------
    Verdict of InterventionRating
        The rating with the counts or shares that led to it.

    Raises
    ------
    ValueError
        If there is no study, or for an unknown edition or ``majority``.

    Notes
    -----
    Formula: up to 4.0 by counting studies: *positive* two significantly positive, one
    of them strong, none negative; *potentially positive* one positive (significant or
    at least .25), none negative, indeterminate ones not more than positive ones;
    *mixed* positive and negative with negatives not in the majority, or one study with
    an effect and more indeterminate ones; *no discernible* none with an effect;
    *negative* two significantly negative, one of them strong, none positive;
    *potentially negative* negatives in the majority. Where two rules fit, the earlier
    in this list holds, after *positive* and *negative*. 4.1: the
    fixed-effects mean is significant, with most weight from studies without
    reservations (*positive*, *negative*) or not (*potentially*), else *uncertain*.
    5.0: significantly positive and at least 350 people in two sites: tier 1 or 2 by the
    weight; smaller: tier 3; significantly negative: *negative*; else *uncertain*.

    Assumes: effects are averaged within studies and positive means favorable. The
    wording of 5.0 is unsure.

    Do not use when: only one finding is to be rated (``essa_tier``).

    Examples
    --------
    One trial of 124 schools, g = .45, not significant, under edition 4.0 and now.

    >>> from headship.stats.wwc.ratings import FindingRating
    >>> study = DomainStudy(
    ...     g=0.450, se=0.239, rating=FindingRating.WITHOUT, n_people=124, n_sites=74
    ... )
    >>> rate_intervention([study], standards="4.0").rating.value
    'potentially_positive'
    >>> rate_intervention([study], standards="5.0").rating.value
    'uncertain'

    References
    ----------
    WWC Procedures Handbook 4.0 (2017), table IV.3; 4.1 (2020), table VI.2; WWC
    Handbook 5.0 (2022), chapter VI.
    """
    one_of("majority", majority, ("more", "at_least"))
    synthesis = rules_of(standards).synthesis
    if not studies:
        raise ValueError("studies must not be empty, got none.")
    if synthesis is Synthesis.VOTE:
        return _by_vote(studies)
    average = domain_average(studies)
    facts = _facts(average, majority)
    if synthesis is Synthesis.FIXED_EFFECTS:
        return Verdict(rating=_by_average(facts), reasons=facts)
    reach = _reach(studies)
    return Verdict(rating=_by_tier(facts, reach), reasons=(*facts, *reach))


def _by_vote(studies: Sequence[DomainStudy]) -> Verdict[InterventionRating]:
    labels = [characterize(s.g, is_significant=s.is_significant) for s in studies]
    strong = {label for label, s in zip(labels, studies, strict=True) if s.is_strong}
    counts = {label: labels.count(label) for label in StudyEffect}
    n_positive = sum(label.is_positive for label in labels)
    n_negative = sum(label.is_negative for label in labels)
    rating = _vote(counts, n_positive, n_negative, strong)
    reasons = tuple(
        Reason(code=f"studies_{label.value}", met=count > 0, value=count)
        for label, count in counts.items()
    )
    has_strong = Reason(code="strong_significant_study", met=_backed(labels, strong))
    return Verdict(rating=rating, reasons=(*reasons, has_strong))


def _backed(labels: list[StudyEffect], strong: set[StudyEffect]) -> bool:
    ends = {StudyEffect.SIGNIFICANT_POSITIVE, StudyEffect.SIGNIFICANT_NEGATIVE}
    return bool(ends & strong & set(labels))


def _vote(
    counts: dict[StudyEffect, int],
    n_positive: int,
    n_negative: int,
    strong: set[StudyEffect],
) -> InterventionRating:
    n_indeterminate = counts[StudyEffect.INDETERMINATE]
    up, down = StudyEffect.SIGNIFICANT_POSITIVE, StudyEffect.SIGNIFICANT_NEGATIVE
    in_order = (
        (not n_positive and not n_negative, InterventionRating.NO_DISCERNIBLE),
        (
            not n_negative and _is_proven(up, counts, strong),
            InterventionRating.POSITIVE,
        ),
        (
            not n_positive and _is_proven(down, counts, strong),
            InterventionRating.NEGATIVE,
        ),
        (n_indeterminate > n_positive + n_negative, InterventionRating.MIXED),
        (not n_negative, InterventionRating.POTENTIALLY_POSITIVE),
        (n_negative > n_positive, InterventionRating.POTENTIALLY_NEGATIVE),
        (True, InterventionRating.MIXED),
    )
    return next(rating for holds, rating in in_order if holds)


def _is_proven(
    significant: StudyEffect,
    counts: dict[StudyEffect, int],
    strong: set[StudyEffect],
) -> bool:
    return counts[significant] >= 2 and significant in strong


def _facts(average: DomainEffect, majority: str) -> tuple[Reason, Reason, Reason]:
    share = average.share_without_reservations
    is_most = share > 0.5 if majority == "more" else share >= 0.5
    return (
        Reason(
            code="significant_average",
            met=average.is_significant,
            value=float(average.effect.p_value),
            limit=0.05,
        ),
        Reason(
            code="favorable_average",
            met=bool(average.effect.estimate > 0),
            value=float(average.effect.estimate),
            limit=0.0,
        ),
        Reason(
            code="most_weight_without_reservations",
            met=is_most,
            value=share,
            limit=0.5,
        ),
    )


def _by_average(facts: tuple[Reason, Reason, Reason]) -> InterventionRating:
    significant, favorable, most = facts
    if not significant.met:
        return InterventionRating.UNCERTAIN
    if favorable.met:
        return (
            InterventionRating.POSITIVE
            if most.met
            else InterventionRating.POTENTIALLY_POSITIVE
        )
    return (
        InterventionRating.NEGATIVE
        if most.met
        else InterventionRating.POTENTIALLY_NEGATIVE
    )


def _by_tier(
    facts: tuple[Reason, Reason, Reason], reach: tuple[Reason, Reason]
) -> InterventionRating:
    significant, favorable, most = facts
    if not significant.met:
        return InterventionRating.UNCERTAIN
    if not favorable.met:
        return InterventionRating.NEGATIVE
    if not all(reason.met for reason in reach):
        return InterventionRating.PROMISING
    return InterventionRating.STRONG if most.met else InterventionRating.MODERATE


def _reach(studies: Sequence[DomainStudy]) -> tuple[Reason, Reason]:
    people = sum(study.n_people for study in studies)
    sites = sum(study.n_sites for study in studies)
    return (
        Reason(
            code="large_sample",
            met=people >= EXTENT_PEOPLE,
            value=people,
            limit=EXTENT_PEOPLE,
        ),
        Reason(code="several_sites", met=sites > 1, value=sites, limit=2),
    )
