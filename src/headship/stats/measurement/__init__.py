"""How well ratings measure: reliability, agreement and the models behind them."""

from headship.stats.measurement._chance import Agreement
from headship.stats.measurement.agreement import (
    brennan_prediger,
    gwet_ac,
    percent_agreement,
    ratings_of_table,
)
from headship.stats.measurement.concordance import (
    Concordance,
    FinnCoefficient,
    finn_coefficient,
    kendall_w,
    robinson_a,
)
from headship.stats.measurement.group_icc import GroupReliability, group_icc
from headship.stats.measurement.icc import IntraclassCorrelation, icc
from headship.stats.measurement.kappa import (
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    light_kappa,
)
from headship.stats.measurement.krippendorff import (
    KrippendorffAlpha,
    krippendorff_alpha,
)
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
    "Agreement",
    "Concordance",
    "FinnCoefficient",
    "GroupAgreement",
    "GroupReliability",
    "IntraclassCorrelation",
    "ItemAnalysis",
    "KrippendorffAlpha",
    "MeanRating",
    "RatingDifference",
    "Reliability",
    "ScaleMeasurement",
    "alpha_from_covariance",
    "average_deviation",
    "awg",
    "brennan_prediger",
    "coefficient_alpha",
    "cohen_kappa",
    "conger_kappa",
    "finn_coefficient",
    "fleiss_kappa",
    "group_icc",
    "gwet_ac",
    "icc",
    "item_analysis",
    "kendall_w",
    "krippendorff_alpha",
    "light_kappa",
    "mean_rating",
    "measure_scales",
    "minimal_detectable_change",
    "omega_total",
    "paired_change",
    "percent_agreement",
    "rating_difference",
    "ratings_of_table",
    "robinson_a",
    "rwg",
    "rwg_j",
    "self_other_gap",
    "spearman_brown",
    "standard_error_of_measurement",
    "uniform_variance",
]
