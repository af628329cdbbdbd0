"""Our values for the recorded results on planning."""

from pathlib import Path

from headship.stats import planning
from headship.stats.planning import StudyDesign

Values = dict[tuple[str, str], float]

# Read by the tests: prefix of a test id -> why no function of ours answers it.
NOT_IMPLEMENTED: dict[str, str] = {}


def tolerance(test_id: str, quantity: str) -> float:
    """Return the relative tolerance of one recorded result."""
    # Closed forms of t quantiles; SciPy's and R's agree to about twelve digits.
    return 1e-9


def values(shared: Path) -> Values:
    """Return our value for every recorded quantity of this topic."""
    found: Values = {}
    for test_id, design in DESIGNS.items():
        effect = planning.minimum_detectable_effect(design)
        found |= {
            (test_id, "mdes"): effect.estimate,
            (test_id, "lcl"): effect.interval.lower,
            (test_id, "ucl"): effect.interval.upper,
            (test_id, "df"): effect.dof,
            (test_id, "ncp"): effect.multiplier,
        }
    design = planning.cluster_design(
        (25, 50), icc=[0.20], r2=[0.4, 0.6], n_covariates=1
    )
    return found | {
        ("power.cra2.power", "power"): planning.statistical_power(design, 0.25),
        ("power.cra2.power", "df"): design.dof,
        ("power.cra2.power", "ncp"): 0.25 / design.standard_error,
    }


def _schools(count: int) -> StudyDesign:
    return planning.cluster_design(
        (50, count), icc=[0.15], r2=[0.5, 0.7], n_covariates=1
    )


DESIGNS = {
    "power.ira": planning.individual_design(400, r2=0.5, n_covariates=1),
    "power.cra2": planning.cluster_design((20, 40), icc=[0.20]),
    "power.cra2.cov": planning.cluster_design(
        (60, 40), icc=[0.20], r2=[0.5, 0.5], n_covariates=1
    ),
    "power.cra3": planning.cluster_design((15, 3, 60), icc=[0.17, 0.06]),
    "power.bcra3r2": planning.blocked_cluster_design(
        (10, 6, 24), treatment_level=2, icc=[0.10, 0.13], heterogeneity=[0.4]
    ),
    "power.bira2": planning.blocked_individual_design(
        (15, 20), icc=[0.17], heterogeneity=[0.5]
    ),
    "power.cra2.J10": _schools(10),
    "power.cra2.J20": _schools(20),
    "power.cra2.J80": _schools(80),
}
