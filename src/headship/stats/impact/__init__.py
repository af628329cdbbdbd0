"""Impact of a program on its outcomes, by design."""

from headship.stats.impact._reenactment import RandomizationTest
from headship.stats.impact.compliance import ComplierEffect, complier_effect
from headship.stats.impact.components import VarianceComponents, variance_components
from headship.stats.impact.did import (
    AggregatedEffects,
    GroupTimeEffect,
    GroupTimeEffects,
    aggregate_effects,
    group_time_effects,
)
from headship.stats.impact.imputation import PooledEstimate, pool_imputations
from headship.stats.impact.mixed import MixedModel, mixed_model, robust_mixed_model
from headship.stats.impact.randomization import randomization_test
from headship.stats.impact.regression import Regression, linear_model, logistic_model
from headship.stats.impact.results import Coefficient
from headship.stats.impact.sensitivity import (
    EValue,
    Robustness,
    bias_to_change,
    e_value,
)
from headship.stats.impact.stepped_wedge import stepped_wedge_test
from headship.stats.impact.terms import RandomTerm, cross
from headship.stats.impact.trial import TrialEffect, cluster_trial

__all__ = [
    "AggregatedEffects",
    "Coefficient",
    "ComplierEffect",
    "EValue",
    "GroupTimeEffect",
    "GroupTimeEffects",
    "MixedModel",
    "PooledEstimate",
    "RandomTerm",
    "RandomizationTest",
    "Regression",
    "Robustness",
    "TrialEffect",
    "VarianceComponents",
    "aggregate_effects",
    "bias_to_change",
    "cluster_trial",
    "complier_effect",
    "cross",
    "e_value",
    "group_time_effects",
    "linear_model",
    "logistic_model",
    "mixed_model",
    "pool_imputations",
    "randomization_test",
    "robust_mixed_model",
    "stepped_wedge_test",
    "variance_components",
]
