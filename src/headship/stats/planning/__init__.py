"""Planning an evaluation: assignment, power and minimum detectable effects."""

from headship.stats.planning.assignment import Rerandomized, assign, matched_blocks
from headship.stats.planning.balance import Balance, BalanceReport, balance_report
from headship.stats.planning.binary import (
    DetectableDifference,
    detectable_difference,
    difference_power,
    required_people,
)
from headship.stats.planning.designs import (
    blocked_cluster_design,
    blocked_individual_design,
    cluster_design,
    design_effect,
    individual_design,
    moderator_design,
)
from headship.stats.planning.mechanisms import (
    Blocked,
    Clustered,
    Complete,
    Mechanism,
    Stepped,
    paired,
)
from headship.stats.planning.outlook import (
    AttritionOutlook,
    expected_attrition,
    reachable_tier,
)
from headship.stats.planning.power import (
    DetectableEffect,
    minimum_detectable_effect,
    required_size,
    statistical_power,
)
from headship.stats.planning.study import StudyDesign

__all__ = [
    "AttritionOutlook",
    "Balance",
    "BalanceReport",
    "Blocked",
    "Clustered",
    "Complete",
    "DetectableDifference",
    "DetectableEffect",
    "Mechanism",
    "Rerandomized",
    "Stepped",
    "StudyDesign",
    "assign",
    "balance_report",
    "blocked_cluster_design",
    "blocked_individual_design",
    "cluster_design",
    "design_effect",
    "detectable_difference",
    "difference_power",
    "expected_attrition",
    "individual_design",
    "matched_blocks",
    "minimum_detectable_effect",
    "moderator_design",
    "paired",
    "reachable_tier",
    "required_people",
    "required_size",
    "statistical_power",
]
