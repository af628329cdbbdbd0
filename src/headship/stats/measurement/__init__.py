"""How well ratings measure: reliability, agreement and the models behind them."""

from headship.stats.measurement._chance import Agreement
from headship.stats.measurement.adequacy import (
    SamplingAdequacy,
    SphericityTest,
    sampling_adequacy,
    sphericity_test,
)
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
from headship.stats.measurement.confirmatory import (
    ConfirmatoryFit,
    confirmatory_factors,
)
from headship.stats.measurement.dif import (
    MantelDif,
    MantelHaenszelDif,
    OrdinalDif,
    mantel_dif,
    mantel_haenszel_dif,
    ordinal_dif,
)
from headship.stats.measurement.facets import FacetEffects, FacetFit, many_facet_rasch
from headship.stats.measurement.factor import (
    FactorSolution,
    ParallelAnalysis,
    exploratory_factors,
    item_correlations,
    parallel_analysis,
)
from headship.stats.measurement.generalizability import (
    DecisionStudy,
    GeneralizabilityStudy,
    decision_study,
    generalizability_study,
)
from headship.stats.measurement.group_icc import GroupReliability, group_icc
from headship.stats.measurement.hierarchical import (
    HierarchicalOmega,
    omega_hierarchical,
)
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
from headship.stats.measurement.response import (
    ItemResponseFit,
    item_information,
    item_response,
)
from headship.stats.measurement.rotation import Rotated, rotate
from headship.stats.measurement.scales import ScaleMeasurement, measure_scales
from headship.stats.measurement.self_other import (
    Coefficient,
    ResponseSurface,
    rating_patterns,
    response_surface,
)
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
    "Coefficient",
    "Concordance",
    "ConfirmatoryFit",
    "DecisionStudy",
    "FacetEffects",
    "FacetFit",
    "FactorSolution",
    "FinnCoefficient",
    "GeneralizabilityStudy",
    "GroupAgreement",
    "GroupReliability",
    "HierarchicalOmega",
    "IntraclassCorrelation",
    "ItemAnalysis",
    "ItemResponseFit",
    "KrippendorffAlpha",
    "MantelDif",
    "MantelHaenszelDif",
    "MeanRating",
    "OrdinalDif",
    "ParallelAnalysis",
    "RatingDifference",
    "Reliability",
    "ResponseSurface",
    "Rotated",
    "SamplingAdequacy",
    "ScaleMeasurement",
    "SphericityTest",
    "alpha_from_covariance",
    "average_deviation",
    "awg",
    "brennan_prediger",
    "coefficient_alpha",
    "cohen_kappa",
    "confirmatory_factors",
    "conger_kappa",
    "decision_study",
    "exploratory_factors",
    "finn_coefficient",
    "fleiss_kappa",
    "generalizability_study",
    "group_icc",
    "gwet_ac",
    "icc",
    "item_analysis",
    "item_correlations",
    "item_information",
    "item_response",
    "kendall_w",
    "krippendorff_alpha",
    "light_kappa",
    "mantel_dif",
    "mantel_haenszel_dif",
    "many_facet_rasch",
    "mean_rating",
    "measure_scales",
    "minimal_detectable_change",
    "omega_hierarchical",
    "omega_total",
    "ordinal_dif",
    "paired_change",
    "parallel_analysis",
    "percent_agreement",
    "rating_difference",
    "rating_patterns",
    "ratings_of_table",
    "response_surface",
    "robinson_a",
    "rotate",
    "rwg",
    "rwg_j",
    "sampling_adequacy",
    "self_other_gap",
    "spearman_brown",
    "sphericity_test",
    "standard_error_of_measurement",
    "uniform_variance",
]
