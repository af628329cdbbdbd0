"""Our values for the recorded results on scales: reliability, groups and factors."""

from pathlib import Path

import numpy as np

from headship.stats import measurement
from validation.agreement._measurement_data import (
    Array,
    Values,
    labels,
    numbers,
)

PREFIXES = ("thurstone.", "lq2002.", "HS1939.")

NOT_IMPLEMENTED = {
    "HS1939.invariance": "confirmatory fits of several groups are not offered",
    "lq2002.grm": "an item response model, see measurement_models",
}

CLOSED_FORM = 1e-10
# psych's minres and ml stop at 1e-6 in the objective, some 1e-5 in loadings, and
# factanal likewise; ours go on to the minimum.
_FACTORS = 4e-5
TOLERANCE = {
    "thurstone.fa3.": _FACTORS,
    "thurstone.factanal3": _FACTORS,
    "thurstone.omega": 1e-5,
    "thurstone.bartlett": 1e-10,
    # lavaan stops at about 1e-6 in the parameters.
    "HS1939.cfa3": 2e-6,
}
# Loadings and fit figures near zero are compared in absolute terms.
ABSOLUTE = ("thurstone.fa3.", "thurstone.factanal3")


def tolerance(test_id: str, quantity: str) -> tuple[float, float]:
    """Return the relative and absolute difference allowed."""
    del quantity
    for prefix, value in TOLERANCE.items():
        if test_id.startswith(prefix):
            return value, value if test_id.startswith(ABSOLUTE) else 1e-12
    return CLOSED_FORM, 1e-12


def values(shared: Path) -> Values:
    """Return our value for each recorded result."""
    return _factors(shared) | _groups(shared) | _confirmatory(shared)


def _factors(shared: Path) -> Values:
    corr = numbers(shared, "psych_Thurstone_cor.csv")
    found: Values = {}
    for method in ("minres", "ml"):
        found |= _extraction(corr, method)
    fit = measurement.exploratory_factors(corr, n_factors=3, method="ml", n=213)
    found |= _named("thurstone.factanal3", "u", fit.uniqueness)
    found["thurstone.factanal3", "STAT.objective"] = _number(fit.chi_square)
    found["thurstone.factanal3", "dof"] = fit.dof
    found["thurstone.factanal3", "p.objective"] = _number(fit.p_value)
    adequacy = measurement.sampling_adequacy(corr)
    found["thurstone.KMO", "MSA"] = adequacy.overall
    found |= _named("thurstone.KMO", "i", adequacy.items)
    test = measurement.sphericity_test(corr, n=213)
    for name, value in (("chi", test.chi_square), ("p", test.p_value)):
        found["thurstone.bartlett", name] = value
    found["thurstone.bartlett", "df"] = test.dof
    found |= _named("thurstone.eigen", "e", np.linalg.eigvalsh(corr)[::-1])
    return found | _omega(corr)


def _extraction(corr: Array, method: str) -> Values:
    test = f"thurstone.fa3.{method}"
    options = {"n_factors": 3, "method": method, "n": 213}
    plain = measurement.exploratory_factors(corr, rotation="none", **options)
    found = _named(f"{test}.uniq", "u", plain.uniqueness)
    figures = {
        "chi": plain.chi_square,
        "dof": plain.dof,
        "RMSEA": plain.rmsea,
        "TLI": plain.tli,
        "BIC": plain.bic,
    }
    for name, value in figures.items():
        found[f"{test}.uniq", name] = _number(value)
    # R's varimax stops before the maximum, so the same stop is asked for.
    varimax = measurement.rotate(plain.loadings, "varimax", tolerance=1e-5)
    found |= _named(f"{test}.varimax", "l", varimax.loadings.T.ravel())
    oblique = measurement.exploratory_factors(corr, rotation="oblimin", **options)
    found |= _named(f"{test}.oblimin", "l", oblique.loadings.T.ravel())
    lower = oblique.phi[np.tril_indices(3, -1)]
    return found | _named(f"{test}.oblimin", "phi", lower)


def _omega(corr: Array) -> Values:
    omega = measurement.omega_hierarchical(corr, n_factors=3)
    figures = {
        "omega_h": omega.hierarchical,
        "omega.lim": omega.limit,
        "omega.tot": omega.total,
        "alpha": omega.alpha,
        "G6": omega.lambda6,
    }
    found = {("thurstone.omega", name): value for name, value in figures.items()}
    return found | _named("thurstone.omega", "g", omega.general)


def _groups(shared: Path) -> Values:
    name = "multilevel_lq2002.csv"
    items = numbers(shared, name, [f"LEAD{i:02d}" for i in range(1, 12)])
    score = numbers(shared, name, ["LEAD"])[:, 0]
    groups = labels(shared, name, "COMPID").astype(int)
    scale = {"null_variance": measurement.uniform_variance(5)}
    rwg_j = measurement.rwg_j(items, groups, **scale)
    rwg = measurement.rwg(score, groups, **scale)
    lindell = measurement.rwg_j(items, groups, formula="lindell", **scale)
    deviation = measurement.average_deviation(items, groups, missing="complete")
    awg = measurement.awg(items, groups, low=1, high=5, missing="complete")
    icc = measurement.group_icc(score, groups, group_size="mean")
    standard = measurement.coefficient_alpha(items, standardized=True)
    found = {
        ("lq2002.rwgj.lead", "mean"): rwg_j.mean,
        ("lq2002.rwgj.lead", "median"): rwg_j.median,
        ("lq2002.rwg.LEAD", "mean"): rwg.mean,
        ("lq2002.rwgjlindell", "mean"): lindell.mean,
        ("lq2002.adm", "mean"): deviation.mean,
        ("lq2002.awg", "mean"): awg.mean,
        ("lq2002.ICC.LEAD", "ICC1"): icc.icc1,
        ("lq2002.ICC.LEAD", "ICC2"): icc.icc2,
        ("lq2002.alpha.lead", "raw"): measurement.coefficient_alpha(items).estimate,
        ("lq2002.alpha.lead", "std"): standard.estimate,
    }
    recorded = (2, 3, 4, 5, 6, 7, 9, 10, 13, 14)
    for test, result in (("lq2002.rwgj.lead", rwg_j), ("lq2002.rwg.LEAD", rwg)):
        place = dict(zip(result.groups.tolist(), result.estimate, strict=True))
        found |= {(test, f"g{group}"): float(place[group]) for group in recorded}
    return found


def _confirmatory(shared: Path) -> Values:
    columns = [f"x{i}" for i in range(1, 10)]
    items = numbers(shared, "lavaan_HolzingerSwineford1939.csv", columns)
    fit = measurement.confirmatory_factors(
        np.cov(items.T), factors=np.repeat([1, 2, 3], 3), n=301, scaling="marker"
    )
    figures = {
        "chisq": fit.chi_square,
        "df": fit.dof,
        "pvalue": fit.p_value,
        "cfi": fit.cfi,
        "tli": fit.tli,
        "rmsea": fit.rmsea,
        "srmr": fit.srmr,
        "aic": fit.aic,
        "bic": fit.bic,
        "logl": fit.log_likelihood,
    }
    found = {("HS1939.cfa3", name): _number(value) for name, value in figures.items()}
    lower = np.tril_indices(3, -1)
    for name, loading, residual, between in (
        ("est", fit.loadings, fit.residuals, fit.factor_cov),
        ("se", fit.loadings_se, fit.residuals_se, fit.factor_cov_se),
    ):
        row = np.concatenate([loading, residual, np.diag(between), between[lower]])
        found |= _named("HS1939.cfa3", name, row)
    return found


def _named(test: str, letter: str, row: Array) -> Values:
    return {(test, f"{letter}{i}"): float(value) for i, value in enumerate(row, 1)}


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
