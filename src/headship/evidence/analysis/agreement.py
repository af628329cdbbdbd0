"""How far a published effect size follows from what was published with it.

Vocabulary: a size is *reproduced* if the rule of the finding's own edition, or a named
neighbor of it, gives it to five decimals; *sign flipped* if only its sign is the other
one, as where less of the outcome is better and the export does not say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from headship.evidence.models import Finding

Agreement = Finding.Agreement

Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.str_]

# Published sizes have nine digits; a formula that is not the one used is further off.
SAME = 1e-5

# Means with two decimals leave a size about this uncertain.
ROUNDED = 0.005


class Formula(StrEnum):
    """The rule that gives the published size; the edition's own has no name."""

    OWN = ""
    WITHOUT_CLUSTER_FACTORS = "without_cluster_factors"
    DEFAULT_ICC = "default_icc"
    COX_WITHOUT_OMEGA = "cox_without_omega"
    WITHOUT_OMEGA = "without_omega"
    SHARE_WITH_SPREAD = "share_with_spread"


class Difference(StrEnum):
    """The likely reason why no rule gives the published size."""

    ROUNDING = "rounding"
    STUDY_SIZE = "study_size"
    CLUSTERS = "clusters"
    SHARES_ADJUSTED = "shares_adjusted"
    MEANS_ADJUSTED = "means_adjusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about why sizes may differ; arrays of one length."""

    published: Vector
    of_study: Vector
    is_dichotomous: Mask
    is_clustered: Mask
    problem: Codes


def is_same(found: Vector, published: Vector) -> Mask:
    """Tell where two sizes agree whatever their signs."""
    with np.errstate(invalid="ignore"):
        same: Mask = np.abs(np.abs(found) - np.abs(published)) < SAME
    return same


def judge(
    own: Vector, neighbors: Mapping[Formula, Vector], evidence: Evidence
) -> tuple[list[str], list[str]]:
    """Return each finding's agreement and its reason.

    ``own`` are the sizes by the edition's rule, ``neighbors`` those by other named
    rules, in the order in which they are believed; the first that fits is named.
    """
    published = evidence.published
    fits = [is_same(sizes, published) for sizes in (own, *neighbors.values())]
    names = [Formula.OWN.value, *(name.value for name in neighbors)]
    formula = np.select(fits, names, default="")
    size = np.select(fits, [own, *neighbors.values()], default=np.nan)
    with np.errstate(invalid="ignore"):
        flipped = np.abs(size - published) >= SAME
    reproduced = np.logical_or.reduce(fits)
    known, computed = np.isfinite(published), np.isfinite(own)
    agreement = np.select(
        [~known, reproduced & flipped, reproduced, computed],
        [
            Agreement.NOT_PUBLISHED.value,
            Agreement.SIGN_FLIPPED.value,
            Agreement.REPRODUCED.value,
            Agreement.DIFFERS.value,
        ],
        default=Agreement.NOT_RECOMPUTABLE.value,
    )
    reason = np.select(
        [known & reproduced, known & computed],
        [formula, _differences(own, evidence)],
        default=evidence.problem,
    )
    return agreement.tolist(), reason.tolist()


def _differences(own: Vector, evidence: Evidence) -> Codes:
    published, of_study = evidence.published, evidence.of_study
    with np.errstate(invalid="ignore"):
        near = np.abs(np.abs(own) - np.abs(published)) < ROUNDED
        taken = np.abs(np.abs(of_study) - np.abs(published)) < ROUNDED
    return np.select(
        [near, taken, evidence.is_clustered, evidence.is_dichotomous],
        [
            Difference.ROUNDING.value,
            Difference.STUDY_SIZE.value,
            Difference.CLUSTERS.value,
            Difference.SHARES_ADJUSTED.value,
        ],
        default=Difference.MEANS_ADJUSTED.value,
    )
