"""Meta-analysis: pooling, regression, dependence, bias, artifacts."""

from headship.stats.meta.artifacts import (
    HunterSchmidt,
    artifact_distributions,
    hunter_schmidt,
)
from headship.stats.meta.asymmetry import (
    FunnelTest,
    PetPeese,
    RankTest,
    begg_test,
    egger_test,
    pet_peese,
)
from headship.stats.meta.correlations import Correlation, barebones
from headship.stats.meta.dependent import RobustRegression, robust_regression
from headship.stats.meta.diagnostics import (
    Influence,
    Refits,
    Shrunken,
    cumulative,
    influence,
    leave_one_out,
    shrunken_effects,
)
from headship.stats.meta.missing import (
    ExcessSignificance,
    FailSafeN,
    TrimFill,
    excess_significance,
    fail_safe_n,
    trim_and_fill,
)
from headship.stats.meta.multilevel import (
    MultilevelFit,
    correlated_effects,
    three_level,
)
from headship.stats.meta.multivariate import MultivariateFit, multivariate
from headship.stats.meta.pcurve import PCurve, Shape, p_curve
from headship.stats.meta.pooled import (
    PooledEffect,
    common_effect,
    prediction_interval,
    random_effects,
)
from headship.stats.meta.regression import (
    MetaRegression,
    Omnibus,
    Predicted,
    meta_regression,
    predict,
)
from headship.stats.meta.selection import SelectionModel, selection_model
from headship.stats.meta.tables import PooledOdds, mantel_haenszel
from headship.stats.meta.uncertainty import (
    RobustTests,
    component_interval,
    prediction_interval_of,
    robust_tests,
)
from headship.stats.meta.variation import (
    Heterogeneity,
    HeterogeneityIntervals,
    heterogeneity,
    tau2_interval,
)
from headship.stats.meta.verdict import (
    NeededEffect,
    NeededSize,
    VerdictChanges,
    what_would_change,
)

__all__ = [
    "Correlation",
    "ExcessSignificance",
    "FailSafeN",
    "FunnelTest",
    "Heterogeneity",
    "HeterogeneityIntervals",
    "HunterSchmidt",
    "Influence",
    "MetaRegression",
    "MultilevelFit",
    "MultivariateFit",
    "NeededEffect",
    "NeededSize",
    "Omnibus",
    "PCurve",
    "PetPeese",
    "PooledEffect",
    "PooledOdds",
    "Predicted",
    "RankTest",
    "Refits",
    "RobustRegression",
    "RobustTests",
    "SelectionModel",
    "Shape",
    "Shrunken",
    "TrimFill",
    "VerdictChanges",
    "artifact_distributions",
    "barebones",
    "begg_test",
    "common_effect",
    "component_interval",
    "correlated_effects",
    "cumulative",
    "egger_test",
    "excess_significance",
    "fail_safe_n",
    "heterogeneity",
    "hunter_schmidt",
    "influence",
    "leave_one_out",
    "mantel_haenszel",
    "meta_regression",
    "multivariate",
    "p_curve",
    "pet_peese",
    "predict",
    "prediction_interval",
    "prediction_interval_of",
    "random_effects",
    "robust_regression",
    "robust_tests",
    "selection_model",
    "shrunken_effects",
    "tau2_interval",
    "three_level",
    "trim_and_fill",
    "what_would_change",
]
