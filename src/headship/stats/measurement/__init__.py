"""How well ratings measure: reliability, agreement and the models behind them."""

from headship.stats.measurement.group_icc import GroupReliability, group_icc
from headship.stats.measurement.omega import omega_total
from headship.stats.measurement.ratings import (
    MeanRating,
    RatingDifference,
    mean_rating,
    paired_change,
    rating_difference,
    self_other_gap,
)
from headship.stats.measurement.reliability import (
    ItemAnalysis,
    Reliability,
    alpha_from_covariance,
    coefficient_alpha,
    item_analysis,
    minimal_detectable_change,
    spearman_brown,
    standard_error_of_measurement,
)
from headship.stats.measurement.scales import ScaleMeasurement, measure_scales
from headship.stats.measurement.within_group import (
    GroupAgreement,
    average_deviation,
    awg,
    rwg,
    rwg_j,
    uniform_variance,
)

__all__ = [
    "GroupAgreement",
    "GroupReliability",
    "ItemAnalysis",
    "MeanRating",
    "RatingDifference",
    "Reliability",
    "ScaleMeasurement",
    "alpha_from_covariance",
    "average_deviation",
    "awg",
    "coefficient_alpha",
    "group_icc",
    "item_analysis",
    "mean_rating",
    "measure_scales",
    "minimal_detectable_change",
    "omega_total",
    "paired_change",
    "rating_difference",
    "rwg",
    "rwg_j",
    "self_other_gap",
    "spearman_brown",
    "standard_error_of_measurement",
    "uniform_variance",
]
