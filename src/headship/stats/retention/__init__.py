"""Retention: who stays, for how long, and what makes a difference."""

from headship.stats.retention.comparison import LogRank, log_rank
from headship.stats.retention.cox import CoxModel, concordance, proportional_hazards
from headship.stats.retention.curves import (
    RestrictedMean,
    SurvivalCurve,
    TimeEstimate,
    restricted_mean,
    survival_at,
    survival_curve,
    time_quantile,
)
from headship.stats.retention.hazards import (
    HazardEffect,
    HazardModel,
    LifeTable,
    PersonYears,
    discrete_hazard,
    life_table,
    person_years,
)
from headship.stats.retention.intervals import interval_hazard

__all__ = [
    "CoxModel",
    "HazardEffect",
    "HazardModel",
    "LifeTable",
    "LogRank",
    "PersonYears",
    "RestrictedMean",
    "SurvivalCurve",
    "TimeEstimate",
    "concordance",
    "discrete_hazard",
    "interval_hazard",
    "life_table",
    "log_rank",
    "person_years",
    "proportional_hazards",
    "restricted_mean",
    "survival_at",
    "survival_curve",
    "time_quantile",
]
