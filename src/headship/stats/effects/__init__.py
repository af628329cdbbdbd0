"""Effect sizes with their standard errors, as the WWC and meta-analysts compute them."""

from headship.stats.effects.changes import (
    CORRELATION_UNKNOWN,
    change_in_change_units,
    change_in_raw_units,
    difference_in_differences,
    gain_g,
)
from headship.stats.effects.clusters import (
    ICC_ACHIEVEMENT,
    ICC_OTHER,
    ClusterFactors,
    cluster_factors,
    clustered_g,
    correct_for_clusters,
)
from headship.stats.effects.corrections import exact_correction, wwc_correction
from headship.stats.effects.correlations import (
    correlation,
    correlation_interval,
    fisher_z,
    r_from_d,
)
from headship.stats.effects.differences import (
    hedges_g_of_scores,
    heteroscedastic_difference,
    raw_difference,
    standardized_difference,
)
from headship.stats.effects.fourfold import (
    arcsine_difference,
    log_odds_ratio,
    log_risk_ratio,
    phi_coefficient,
    probit_difference,
    risk_difference,
)
from headship.stats.effects.improvement import favorable, improvement_index
from headship.stats.effects.means import hedges_g, pooled_sd, wwc_effect
from headship.stats.effects.proportions import (
    cox_from_logit,
    cox_from_odds_ratio,
    cox_index,
)
from headship.stats.effects.rates import log_rate_ratio, peto_odds_ratio
from headship.stats.effects.reported import (
    g_from_f,
    g_from_p,
    g_from_regression,
    g_from_t,
)
from headship.stats.effects.result import EffectSize
from headship.stats.effects.standards import (
    Rules,
    SizeError,
    Standards,
    Synthesis,
    rules_of,
)
from headship.stats.effects.tetrachoric import tetrachoric

__all__ = [
    "CORRELATION_UNKNOWN",
    "ICC_ACHIEVEMENT",
    "ICC_OTHER",
    "ClusterFactors",
    "EffectSize",
    "Rules",
    "SizeError",
    "Standards",
    "Synthesis",
    "arcsine_difference",
    "change_in_change_units",
    "change_in_raw_units",
    "cluster_factors",
    "clustered_g",
    "correct_for_clusters",
    "correlation",
    "correlation_interval",
    "cox_from_logit",
    "cox_from_odds_ratio",
    "cox_index",
    "difference_in_differences",
    "exact_correction",
    "favorable",
    "fisher_z",
    "g_from_f",
    "g_from_p",
    "g_from_regression",
    "g_from_t",
    "gain_g",
    "hedges_g",
    "hedges_g_of_scores",
    "heteroscedastic_difference",
    "improvement_index",
    "log_odds_ratio",
    "log_rate_ratio",
    "log_risk_ratio",
    "peto_odds_ratio",
    "phi_coefficient",
    "pooled_sd",
    "probit_difference",
    "r_from_d",
    "raw_difference",
    "risk_difference",
    "rules_of",
    "standardized_difference",
    "tetrachoric",
    "wwc_correction",
    "wwc_effect",
]
