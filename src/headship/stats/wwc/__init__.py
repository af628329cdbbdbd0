"""The rules of the What Works Clearinghouse, edition by edition, with their reasons."""

from headship.stats.wwc.baseline import (
    ADJUSTABLE,
    CORRELATION_FOR_DIFFERENCES,
    EQUIVALENT,
    Baseline,
    baseline_equivalence,
)
from headship.stats.wwc.boundary import (
    TOLERATED_BIAS,
    AttritionLevel,
    AttritionVerdict,
    allowed_differential,
    attrition,
    attrition_bias,
    attrition_table,
    judge_attrition,
)
from headship.stats.wwc.designs import rate_discontinuity, rate_single_case
from headship.stats.wwc.export import EXPORT_NUMBERS, read_findings, read_ratings
from headship.stats.wwc.findings import (
    PUBLISHED_DOF_CAP,
    Evaluation,
    Findings,
    Problem,
    evaluate,
)
from headship.stats.wwc.interventions import InterventionRating, rate_intervention
from headship.stats.wwc.multiplicity import ALPHA, Significance, benjamini_hochberg
from headship.stats.wwc.ratings import (
    RELIABILITY,
    FindingRating,
    Inference,
    Outcome,
    check_outcome,
    rate_cluster_trial,
    rate_finding,
    rate_study,
)
from headship.stats.wwc.synthesis import (
    CORRELATION_WITHIN_STUDY,
    SUBSTANTIVELY_IMPORTANT,
    DomainEffect,
    DomainStudy,
    Extent,
    StudyEffect,
    characterize,
    domain_average,
    extent_of_evidence,
    study_average,
)
from headship.stats.wwc.tiers import LARGE_SAMPLE, Tier, essa_tier, essa_tiers
from headship.stats.wwc.verdict import Reason, Verdict

__all__ = [
    "ADJUSTABLE",
    "ALPHA",
    "CORRELATION_FOR_DIFFERENCES",
    "CORRELATION_WITHIN_STUDY",
    "EQUIVALENT",
    "EXPORT_NUMBERS",
    "LARGE_SAMPLE",
    "PUBLISHED_DOF_CAP",
    "RELIABILITY",
    "SUBSTANTIVELY_IMPORTANT",
    "TOLERATED_BIAS",
    "AttritionLevel",
    "AttritionVerdict",
    "Baseline",
    "DomainEffect",
    "DomainStudy",
    "Evaluation",
    "Extent",
    "FindingRating",
    "Findings",
    "Inference",
    "InterventionRating",
    "Outcome",
    "Problem",
    "Reason",
    "Significance",
    "StudyEffect",
    "Tier",
    "Verdict",
    "allowed_differential",
    "attrition",
    "attrition_bias",
    "attrition_table",
    "baseline_equivalence",
    "benjamini_hochberg",
    "characterize",
    "check_outcome",
    "domain_average",
    "essa_tier",
    "essa_tiers",
    "evaluate",
    "extent_of_evidence",
    "judge_attrition",
    "rate_cluster_trial",
    "rate_discontinuity",
    "rate_finding",
    "rate_intervention",
    "rate_single_case",
    "rate_study",
    "read_findings",
    "read_ratings",
    "study_average",
]
