"""How far a finding can be trusted: the WWC's three ratings."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from headship.stats._validate import between, one_of
from headship.stats.wwc.baseline import Baseline
from headship.stats.wwc.boundary import AttritionLevel, AttritionVerdict
from headship.stats.wwc.verdict import Reason, Verdict

# WWC Standards Handbook 4.1, chapter on outcomes: least acceptable reliability.
RELIABILITY = {
    "internal_consistency": 0.50,
    "test_retest": 0.40,
    "inter_rater": 0.50,
}


class FindingRating(StrEnum):
    """The three ratings of a finding."""

    WITHOUT = "meets_without_reservations"
    WITH = "meets_with_reservations"
    NOT = "does_not_meet"


class Inference(StrEnum):
    """Whom the effect of a cluster trial is about."""

    INDIVIDUALS = "individuals"
    CLUSTERS = "clusters"
    NONE = "none"


class Outcome(StrEnum):
    """Whether an outcome measure may be reviewed."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


def check_outcome(
    *,
    has_face_validity: bool,
    reliability: Mapping[str, float] | None = None,
    is_standardized: bool = False,
    is_overaligned: bool = False,
    is_same_in_groups: bool = True,
) -> Verdict[Outcome]:
    """Judge whether an outcome measure meets the requirements.

    Parameters
    ----------
    has_face_validity
        Whether the measure shows what it claims to.
    reliability
        Known coefficients: "internal_consistency", "test_retest", "inter_rater".
    is_standardized
        Standardized tests and administrative records count as reliable.
    is_overaligned
        Whether it tests the program's own materials.
    is_same_in_groups
        Whether both groups were measured the same way at the same time.

    Returns
    -------
    Verdict of Outcome
        Eligible if all conditions hold; one adequate coefficient suffices.

    Raises
    ------
    ValueError
        For an unknown kind of reliability or a coefficient outside -1 to 1.

    Notes
    -----
    Formula: internal consistency >= .50, test-retest >= .40, inter-rater >= .50.

    Assumes: coefficients come from a sample like the study's.

    Do not use when: the measure is an index made for the product's own reports.

    Examples
    --------
    >>> check_outcome(
    ...     has_face_validity=True, reliability={"internal_consistency": 0.71}
    ... ).rating.value
    'eligible'

    References
    ----------
    WWC Standards Handbook 4.1 (2020), chapter II; WWC Handbook 5.0 (2022), chapter III.
    """
    coefficients = reliability or {}
    reasons = [
        Reason(code="face_validity", met=has_face_validity),
        Reason(code="not_overaligned", met=not is_overaligned),
        Reason(code="same_in_groups", met=is_same_in_groups),
    ]
    shown = [_reliable(kind, value) for kind, value in coefficients.items()]
    is_reliable = is_standardized or any(reason.met for reason in shown)
    reasons.append(Reason(code="reliable", met=is_reliable))
    is_eligible = all(reason.met for reason in reasons)
    return Verdict(
        rating=Outcome.ELIGIBLE if is_eligible else Outcome.INELIGIBLE,
        reasons=(*reasons, *shown),
    )


def _reliable(kind: str, value: float) -> Reason:
    one_of("reliability", kind, list(RELIABILITY))
    coefficient = between(f"reliability[{kind!r}]", value, -1, 1 + 1e-12)
    limit = RELIABILITY[kind]
    return Reason(
        code="reliability",
        subject=kind,
        met=coefficient >= limit,
        value=coefficient,
        limit=limit,
    )


def rate_finding(
    *,
    is_randomized: bool,
    attrition: AttritionVerdict | None = None,
    baseline: Verdict[Baseline] | None = None,
    is_compromised: bool = False,
    confounds: Sequence[str] = (),
    outcome: Verdict[Outcome] | None = None,
) -> Verdict[FindingRating]:
    """Rate a finding of a study that assigned or compared individuals.

    Parameters
    ----------
    is_randomized
        Whether units were assigned at random.
    attrition
        From ``attrition``; None if unknown, which counts as high.
    baseline
        From ``baseline_equivalence``; None if unknown, which counts as not satisfied.
    is_compromised
        Whether random assignment was broken (people moved, groups changed after).
    confounds
        What cannot be told from the program: one school per arm, another program
        always alongside, other measures or times per arm.
    outcome
        From ``check_outcome``; None if it was judged elsewhere.

    Returns
    -------
    Verdict of FindingRating
        The rating with all conditions looked at.

    Raises
    ------
    TypeError
        If ``confounds`` is one string instead of several.

    Notes
    -----
    Formula: randomized, intact, low attrition, no confound: without reservations. Else
    with baseline equivalence: with reservations. Else does not meet.

    Assumes: one contrast, one outcome, one time.

    Do not use when: clusters were assigned and people analyzed (``rate_cluster_trial``).

    Examples
    --------
    >>> from headship.stats.wwc.boundary import attrition
    >>> rate_finding(
    ...     is_randomized=True, attrition=attrition(63, 62, 63, 62)
    ... ).rating.value
    'meets_without_reservations'

    References
    ----------
    WWC Standards Handbook 4.1 (2020), figure II.1; WWC Handbook 5.0 (2022), chapter IV.
    """
    gate = _gate(confounds, outcome)
    design = (
        Reason(code="randomized", met=is_randomized),
        Reason(code="assignment_intact", met=not is_compromised),
        _attrition_reason("low_attrition", attrition),
    )
    alike = _baseline_reason(baseline)
    if not all(reason.met for reason in gate):
        rating = FindingRating.NOT
    elif all(reason.met for reason in design):
        rating = FindingRating.WITHOUT
    elif alike.met:
        rating = FindingRating.WITH
    else:
        rating = FindingRating.NOT
    return Verdict(rating=rating, reasons=(*gate, *design, alike))


def rate_cluster_trial(
    *,
    cluster_attrition: AttritionVerdict | None,
    individual_attrition: AttritionVerdict | None,
    are_joiners_harmless: bool,
    baseline: Verdict[Baseline] | None = None,
    is_compromised: bool = False,
    confounds: Sequence[str] = (),
    outcome: Verdict[Outcome] | None = None,
    represents_clusters: bool = False,
) -> tuple[Verdict[FindingRating], Inference]:
    """Rate a finding of a trial that assigned schools or classes.

    Parameters
    ----------
    cluster_attrition
        Attrition of clusters; None if unknown, which counts as high.
    individual_attrition
        Non-response of people in the remaining clusters, judged by the same table.
    are_joiners_harmless
        Whether people who joined clusters after assignment are left out of the
        analysis, or could not be influenced by the assignment.
    baseline
        Baseline equivalence of the analyzed people.
    is_compromised, confounds, outcome
        As for ``rate_finding``.
    represents_clusters
        Whether the analyzed people represent their clusters, so that an effect on
        clusters can be read from them.

    Returns
    -------
    Verdict of FindingRating
        The rating with all conditions looked at.
    Inference
        Whether the effect is about individuals or about clusters.

    Raises
    ------
    TypeError
        If ``confounds`` is one string instead of several.

    Notes
    -----
    Formula: intact, low cluster attrition, no harmful joiners, low individual
    non-response: without reservations, about individuals. Else baseline equivalence of
    individuals: with reservations, about individuals. Else, if people represent their
    clusters and cluster attrition is low: with reservations, about clusters. Else does
    not meet.

    Assumes: clusters were assigned at random.

    Do not use when: each cluster is one analyzed unit (a principal per school): use
    ``rate_finding``.

    Examples
    --------
    >>> from headship.stats.wwc.boundary import judge_attrition
    >>> verdict, inference = rate_cluster_trial(
    ...     cluster_attrition=judge_attrition(5, 1),
    ...     individual_attrition=judge_attrition(12, 3),
    ...     are_joiners_harmless=True,
    ... )
    >>> verdict.rating.value, inference.value
    ('meets_without_reservations', 'individuals')

    References
    ----------
    WWC Standards Handbook 4.1 (2020), figure II.3 (rating of the cluster reading with
    reservations is the reading of the outline; unsure in detail).
    """
    gate = _gate(confounds, outcome)
    intact = Reason(code="assignment_intact", met=not is_compromised)
    clusters = _attrition_reason("low_cluster_attrition", cluster_attrition)
    people = (
        Reason(code="joiners_harmless", met=are_joiners_harmless),
        _attrition_reason("low_individual_attrition", individual_attrition),
    )
    alike = _baseline_reason(baseline)
    represents = Reason(code="represents_clusters", met=represents_clusters)
    reasons = (*gate, intact, clusters, *people, alike, represents)
    verdict = (FindingRating.NOT, Inference.NONE)
    if all(reason.met for reason in gate):
        if all(reason.met for reason in (intact, clusters, *people)):
            verdict = (FindingRating.WITHOUT, Inference.INDIVIDUALS)
        elif alike.met:
            verdict = (FindingRating.WITH, Inference.INDIVIDUALS)
        elif intact.met and clusters.met and represents.met:
            verdict = (FindingRating.WITH, Inference.CLUSTERS)
    return Verdict(rating=verdict[0], reasons=reasons), verdict[1]


def rate_study(ratings: Sequence[FindingRating]) -> FindingRating:
    """Rate a study by its best finding.

    Parameters
    ----------
    ratings
        Ratings of the study's findings; not empty.

    Returns
    -------
    FindingRating
        The best of them.

    Raises
    ------
    ValueError
        If there is no finding.

    Notes
    -----
    Formula: without reservations before with reservations before does not meet.

    Assumes: findings were rated one by one (from edition 4.0 on).

    Do not use when: one finding is quoted; quote its own rating.

    Examples
    --------
    >>> rate_study([FindingRating.NOT, FindingRating.WITH]).value
    'meets_with_reservations'

    References
    ----------
    WWC Procedures Handbook 4.1 (2020), chapter IV.
    """
    best = next((rating for rating in FindingRating if rating in ratings), None)
    if best is None:
        raise ValueError("ratings must not be empty, got none.")
    return best


def _gate(
    confounds: Sequence[str], outcome: Verdict[Outcome] | None
) -> tuple[Reason, ...]:
    if isinstance(confounds, str):
        raise TypeError(f"confounds must be several strings, got {confounds!r}.")
    named = tuple(Reason(code="no_confound", met=False, subject=c) for c in confounds)
    reasons = named or (Reason(code="no_confound", met=True),)
    if outcome is None:
        return reasons
    is_eligible = outcome.rating is Outcome.ELIGIBLE
    return (*reasons, Reason(code="outcome_eligible", met=is_eligible))


def _attrition_reason(code: str, verdict: AttritionVerdict | None) -> Reason:
    if verdict is None:
        return Reason(code=code, met=False, value="unknown")
    return Reason(
        code=code,
        met=verdict.rating is AttritionLevel.LOW,
        value=verdict.differential,
        limit=verdict.allowed,
    )


def _baseline_reason(verdict: Verdict[Baseline] | None) -> Reason:
    rating = Baseline.UNKNOWN if verdict is None else verdict.rating
    return Reason(
        code="baseline_equivalence", met=rating.is_satisfied, value=rating.value
    )
