"""Meta-analysis: pooling, regression, dependence, bias, artifacts."""

from headship.stats.meta.diagnostics import (
    Influence,
    Refits,
    Shrunken,
    cumulative,
    influence,
    leave_one_out,
    shrunken_effects,
)
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
from headship.stats.meta.variation import (
    Heterogeneity,
    HeterogeneityIntervals,
    heterogeneity,
    tau2_interval,
)

__all__ = [
    "Heterogeneity",
    "HeterogeneityIntervals",
    "Influence",
    "MetaRegression",
    "Omnibus",
    "PooledEffect",
    "Predicted",
    "Refits",
    "Shrunken",
    "common_effect",
    "cumulative",
    "heterogeneity",
    "influence",
    "leave_one_out",
    "meta_regression",
    "predict",
    "prediction_interval",
    "random_effects",
    "shrunken_effects",
    "tau2_interval",
]
