"""Impact of a program on its outcomes, by design."""

from headship.stats.impact.components import VarianceComponents, variance_components
from headship.stats.impact.mixed import MixedModel, mixed_model, robust_mixed_model
from headship.stats.impact.regression import Regression, linear_model, logistic_model
from headship.stats.impact.results import Coefficient
from headship.stats.impact.terms import RandomTerm, cross

__all__ = [
    "Coefficient",
    "MixedModel",
    "RandomTerm",
    "Regression",
    "VarianceComponents",
    "cross",
    "linear_model",
    "logistic_model",
    "mixed_model",
    "robust_mixed_model",
    "variance_components",
]
