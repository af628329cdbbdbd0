"""Our values for metafor's tests of bias, dmetar's Egger test included."""

from pathlib import Path

from headship.stats import meta
from validation.agreement._meta_data import (
    Values,
    bcg,
    column,
    data,
    molloy,
    two_by_two,
)

PREDICTORS = {
    "sei": "se",
    "vi": "variance",
    "ninv": "inverse-n",
    "sqrtninv": "inverse-root-n",
}
NOT_IMPLEMENTED: dict[str, str] = {
    "bcg.fsn.Orwin/pval": "Orwin's rule has no test; the recorded 0 is a placeholder",
}


def tolerance(test_id: str, _quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    # These refits were recorded at metafor's default control, which stops when tau2
    # moves by less than 1e-5; with tight control they agree to 1e-9.
    if test_id == "molloy.trimfill":
        return 1e-4, 0
    if ".REML" in test_id or ".rma." in test_id or test_id == "molloy.regtest":
        return 2e-6, 0
    return 1e-10, 1e-14


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    y, v = bcg(shared)
    sizes = sum(two_by_two(shared))
    found: Values = {}
    for theirs, ours in PREDICTORS.items():
        for model, intercept in (("rma", "est.intrcpt"), ("lm", "est")):
            test = meta.egger_test(
                y,
                v,
                model="mixed" if model == "rma" else "lm",
                predictor=ours,
                sizes=sizes,
            )
            test_id = f"bcg.regtest.{model}.{theirs}"
            found |= {
                (test_id, "zval"): test.statistic,
                (test_id, "pval"): test.p_value,
                (test_id, "dfs"): test.dof,
                (test_id, intercept): test.limit,
                (test_id, "ci.lb"): test.interval.lower,
                (test_id, "ci.ub"): test.interval.upper,
            }
    rank = meta.begg_test(y, v)
    found["bcg.ranktest", "tau.tau"] = rank.tau
    found["bcg.ranktest", "pval"] = rank.p_value
    return found | _missing(shared) | _others(shared)


def _missing(shared: Path) -> Values:
    y, v = bcg(shared)
    found: Values = {}
    for method in ("REML", "DL", "EE"):
        for estimator in ("L0", "R0"):
            for side in ("left", "right"):
                filled = meta.trim_and_fill(
                    y,
                    v,
                    method="common" if method == "EE" else method,
                    estimator=estimator,
                    side=side,
                )
                found |= _filled(f"bcg.trimfill.{method}.{estimator}.{side}", filled)
    for rule in ("Rosenthal", "Orwin", "Rosenberg"):
        count = meta.fail_safe_n(y, v, rule=rule.lower())
        found[f"bcg.fsn.{rule}", "fsnum"] = count.n
        if count.p_value is not None:
            found[f"bcg.fsn.{rule}", "pval"] = count.p_value
    return found


def _filled(test_id: str, filled: meta.TrimFill) -> Values:
    pooled = filled.pooled
    named: dict[str, float] = {
        "k0": filled.n_missing,
        "beta": pooled.estimate,
        "se": pooled.se,
        "tau2": pooled.tau2,
        "ci.lb": pooled.interval.lower,
        "ci.ub": pooled.interval.upper,
    }
    if filled.n_missing_se is not None:
        named["se.k0"] = filled.n_missing_se
    return {(test_id, quantity): value for quantity, value in named.items()}


def _others(shared: Path) -> Values:
    rows = data(shared, "dmetar_ThirdWave.csv")
    egger = meta.egger_test(column(rows, "TE"), column(rows, "seTE") ** 2)
    z, v, _, _ = molloy(shared)
    test = meta.egger_test(z, v, model="mixed")
    filled = meta.trim_and_fill(z, v)
    return {
        # dmetar reports Egger's intercept, which is this slope.
        ("thirdwave.egger", "t"): egger.statistic,
        ("thirdwave.egger", "df"): egger.dof,
        ("thirdwave.egger", "p"): egger.p_value,
        ("molloy.regtest", "z"): test.statistic,
        ("molloy.regtest", "p"): test.p_value,
    } | _filled("molloy.trimfill", filled)
