"""Tiers of evidence under the Every Student Succeeds Act."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, integer, number, same_length
from headship.stats.effects import rules_of
from headship.stats.wwc.ratings import FindingRating
from headship.stats.wwc.verdict import Reason, Verdict

# 34 CFR 77.1: a large sample has 350 single units, or 50 groups of at least 10.
LARGE_SAMPLE = 350
LARGE_SAMPLE_GROUPS = 50
MULTIPLE_SITES = 2

# ies.ed.gov/ncee/wwc/essa: earlier reviews count for tier 3 at most.
FIRST_EDITION_FOR_TIER_1 = 2.1


class Tier(StrEnum):
    """Tiers, from strong evidence to none."""

    STRONG = "tier_1"
    MODERATE = "tier_2"
    PROMISING = "tier_3"
    RATIONALE = "tier_4"
    NONE = "none"


def essa_tier(
    rating: FindingRating,
    *,
    is_significant_positive: bool,
    n: int,
    n_sites: int | None,
    n_groups_of_ten: int = 0,
    standards: str = "5.0",
    has_negative_evidence: bool = False,
    has_rationale: bool = False,
) -> Verdict[Tier]:
    """Determine the tier a finding reaches.

    Parameters
    ----------
    rating
        The finding's rating (the study's, where findings were not rated).
    is_significant_positive
        Whether the effect is favorable and statistically significant.
    n
        People (or other single units) analyzed.
    n_sites
        Districts, localities or states; None if unknown, which counts as one.
    n_groups_of_ten
        Analyzed groups (schools, classes) of at least ten; 50 replace ``n``.
    standards
        Edition under which it was reviewed; 1.0 and 2.0 reach tier 3 at most.
    has_negative_evidence
        Whether significant negative evidence of WWC quality overrides.
    has_rationale
        Whether a logic model based on research exists and study goes on (tier 4).

    Returns
    -------
    Verdict of Tier
        The tier with all conditions looked at.

    Raises
    ------
    ValueError
        For negative counts or an unknown edition.

    Notes
    -----
    Formula: tier 1: without reservations, significant positive, large sample, several
    sites; tier 2: the same with reservations; tier 3: significant positive, meets
    standards, but too small or one site; tier 4: rationale. Tiers 1 to 3 need the
    absence of overriding negative evidence.

    Assumes: a main finding, not a subgroup. A correlational study with controls, which
    the statute admits to tier 3, has no WWC rating and is not judged here.

    Do not use when: an intervention's domain is rated under 5.0; its effectiveness
    rating is the tier (``rate_intervention``).

    Examples
    --------
    A trial of 62 and 62 schools with p = .062 has no tier.

    >>> essa_tier(
    ...     FindingRating.WITHOUT, is_significant_positive=False, n=124, n_sites=74
    ... ).rating.value
    'none'

    References
    ----------
    ESEA section 8101(21)(A); 34 CFR 77.1; ies.ed.gov/ncee/wwc/essa.
    """
    rules_of(standards)
    people = integer("n", n)
    groups = integer("n_groups_of_ten", n_groups_of_ten)
    sites = 1 if n_sites is None else integer("n_sites", n_sites)
    is_large = people >= LARGE_SAMPLE or groups >= LARGE_SAMPLE_GROUPS
    basic = (
        Reason(code="meets_standards", met=rating is not FindingRating.NOT),
        Reason(code="significant_positive", met=is_significant_positive),
        Reason(code="no_negative_evidence", met=not has_negative_evidence),
    )
    reach = (
        Reason(code="large_sample", met=is_large, value=people, limit=LARGE_SAMPLE),
        Reason(
            code="multiple_sites",
            met=sites >= MULTIPLE_SITES,
            value="unknown" if n_sites is None else sites,
            limit=MULTIPLE_SITES,
        ),
        Reason(
            code="edition_2_1_or_later",
            met=float(standards) >= FIRST_EDITION_FOR_TIER_1,
            value=standards,
        ),
    )
    without = Reason(code="without_reservations", met=rating is FindingRating.WITHOUT)
    rationale = Reason(code="rationale", met=has_rationale)
    if not all(reason.met for reason in basic):
        tier = Tier.RATIONALE if has_rationale else Tier.NONE
    elif not all(reason.met for reason in reach):
        tier = Tier.PROMISING
    else:
        tier = Tier.STRONG if without.met else Tier.MODERATE
    return Verdict(rating=tier, reasons=(*basic, *reach, without, rationale))


def essa_tiers(
    ratings: Sequence[str],
    *,
    is_significant_positive: ArrayLike,
    n: ArrayLike,
    is_multisite: ArrayLike,
    standards: Sequence[str],
) -> npt.NDArray[np.int64]:
    """Determine the tiers of many findings at once.

    Parameters
    ----------
    ratings
        Rating of each finding, as ``FindingRating`` or its value; shape (k,).
    is_significant_positive
        Flags, shape (k,).
    n
        People analyzed, shape (k,); NaN counts as small.
    is_multisite
        Flags, shape (k,).
    standards
        Edition of each review.

    Returns
    -------
    ndarray of int, shape (k,)
        1, 2 or 3; 0 for none of these.

    Raises
    ------
    ValueError
        If lengths differ, or an edition or rating is unknown.

    Notes
    -----
    Formula: as ``essa_tier`` without groups, negative evidence and tier 4.

    Assumes: main findings.

    Do not use when: reasons are to be shown; use ``essa_tier``.

    Examples
    --------
    >>> essa_tiers(
    ...     [FindingRating.WITHOUT, FindingRating.WITH],
    ...     is_significant_positive=[True, True], n=[400, 90],
    ...     is_multisite=[True, True], standards=["4.0", "4.0"],
    ... ).tolist()
    [1, 3]

    References
    ----------
    ies.ed.gov/ncee/wwc/essa.
    """
    rating = np.asarray([FindingRating(value).value for value in ratings])
    significant = np.asarray(is_significant_positive, dtype=bool)
    sites = np.asarray(is_multisite, dtype=bool)
    size = np.asarray(n, dtype=np.float64)
    editions, which = np.unique(np.asarray(standards), return_inverse=True)
    same_length(
        ratings=rating,
        is_significant_positive=significant,
        n=size,
        is_multisite=sites,
        standards=which,
    )
    recent = np.array([_is_recent(str(edition)) for edition in editions])[which]
    counted = significant & (rating != FindingRating.NOT.value)
    reaches = sites & recent & (size >= LARGE_SAMPLE)
    top = np.where(rating == FindingRating.WITHOUT.value, 1, 2)
    tiers: npt.NDArray[np.int64] = np.where(
        counted, np.where(reaches, top, 3), 0
    ).astype(np.int64)
    return tiers


def _is_recent(standards: str) -> bool:
    rules_of(standards)
    return number("standards", float(standards)) >= FIRST_EDITION_FOR_TIER_1
