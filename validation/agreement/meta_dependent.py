"""Our values for robumeta."""

from pathlib import Path

import numpy as np

from headship.stats import meta, robust
from validation.agreement._meta_data import Values, column, data

NOT_IMPLEMENTED: dict[str, str] = {}
COVARIATES = ("followup", "males", "binge", "college")


def tolerance(_test_id: str, _quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    # Closed forms on unscaled covariates; tail areas lose a digit or two.
    return 1e-9, 1e-13


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    rows = data(shared, "robumeta_corrdat.csv")
    y, v, g = (column(rows, name) for name in ("effectsize", "var", "studyid"))
    X = np.column_stack([column(rows, name) for name in COVARIATES])
    null = meta.robust_regression(y, v, g)
    small = meta.robust_regression(y, v, g, moderators=X)
    large = meta.robust_regression(y, v, g, moderators=X, small_sample=False)
    wald = robust.wald_test(small.robust, small.tests.estimate, np.eye(5)[1:])
    test_id = "robu.corrdat.mods.Wald"
    return (
        _table("robu.corrdat.null.CORR", null)
        | _table("robu.corrdat.mods.CORR", small)
        | _table("robu.corrdat.mods.CORR.large", large)
        | {
            (test_id, "F"): wald.statistic,
            (test_id, "df_num"): wald.dof_numerator,
            (test_id, "df_denom"): wald.dof,
            (test_id, "p"): wald.p_value,
        }
    )


def _table(test_id: str, f: meta.RobustRegression) -> Values:
    t = f.tests
    found: Values = {
        (test_id, "tau.sq"): f.tau2,
        (test_id, "I.2"): 100 * (f.i2 or 0.0),
    }
    columns = {
        "b": t.estimate,
        "SE": t.se,
        "t": t.statistic,
        "dfs": t.dof,
        "prob": t.p_value,
        "CI.L": t.lower,
        "CI.U": t.upper,
    }
    for name, values_ in columns.items():
        for i, value in enumerate(values_):
            found[test_id, f"{name}{i + 1}"] = float(value)
    return found
