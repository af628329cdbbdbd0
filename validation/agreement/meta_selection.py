"""Our values for selection models and the p-curve."""

from pathlib import Path

import numpy as np
from scipy.special import ndtri

from headship.stats import meta
from validation.agreement._meta_data import Values, column, data, effects

NOT_IMPLEMENTED: dict[str, str] = {}
ROUNDED = ("thirdwave.pcurve.p", "thirdwave.pcurve.z")


def tolerance(test_id: str, quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    if test_id == "thirdwave.pcurve.stouffer":
        # The noncentrality came from uniroot at its default tolerance.
        return 1e-4, 0
    if test_id == "thirdwave.pcurve":
        # powLo and powHi by uniroot; power on a grid of .01; the rest is rounded.
        return (1e-3, 0) if quantity in ("powLo", "powHi") else (0, _grid(quantity))
    if test_id.startswith(ROUNDED):
        # Rounded to three decimals, after that uniroot.
        return 0, 6e-4
    if ".se" in quantity and test_id.startswith("weightr"):
        # weightr's standard errors come from optim's numerical Hessian.
        return 2e-3, 0
    if test_id.startswith("weightr"):
        # optim stops at a relative change of 1e-8 in the likelihood.
        return 2e-4, 0
    # The README's tolerance; the lower limit is a small difference of large numbers.
    return (1e-4, 2e-6)


def _grid(quantity: str) -> float:
    return 5.1e-3 if quantity == "power" else 6e-4


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    return _weightr(shared) | _metafor(shared) | _pcurve(shared)


def _metafor(shared: Path) -> Values:
    y, v = effects(shared, "dat.bangertdrowns2004.csv")
    f = meta.selection_model(y, v)
    named = {
        "beta": f.estimate[0],
        "se": f.se[0],
        "ci.lb": f.lower[0],
        "ci.ub": f.upper[0],
        "tau2": f.tau2,
        "se.tau2": f.tau2_se or np.nan,
        "delta1": f.weights[0],
        "delta2": f.weights[1],
        "se.delta2": f.weights_se[0],
        "LRT": f.lr_statistic,
        "LRTp": f.lr_p_value,
        "logLik": f.log_likelihood,
    }
    return _keyed("bangert.selmodel.3PSM", named)


def _keyed(test_id: str, named: dict[str, float]) -> Values:
    return {(test_id, quantity): float(value) for quantity, value in named.items()}


def _weightr(shared: Path) -> Values:
    smith = data(shared, "weightr_dat.smith.csv")
    found: Values = {}
    cases = (
        ("smith.3", column(smith, "es"), column(smith, "v"), (0.025, 0.5)),
        ("smith.3PSM", column(smith, "es"), column(smith, "v"), (0.025,)),
        ("bangert.3PSM", *effects(shared, "dat.bangertdrowns2004.csv"), (0.025,)),
    )
    for name, y, v, steps in cases:
        f = meta.selection_model(y, v, steps=steps)
        # weightr leaves out the constant of the normal density.
        constant = 0.5 * len(y) * np.log(2 * np.pi)
        named = {
            "unadj.par1": f.unadjusted_tau2,
            "unadj.par2": float(f.unadjusted[0]),
            "unadj.negll": -f.unadjusted_log_likelihood - constant,
            "adj.par1": f.tau2,
            "adj.par2": float(f.estimate[0]),
            "adj.negll": -f.log_likelihood - constant,
            "unadj.se1": f.unadjusted_tau2_se or np.nan,
            "unadj.se2": float(f.unadjusted_se[0]),
            "adj.se1": f.tau2_se or np.nan,
            "adj.se2": float(f.se[0]),
            "LR": f.lr_statistic,
        }
        for i, (weight, se) in enumerate(
            zip(f.weights[1:], f.weights_se, strict=True), start=3
        ):
            named |= {f"adj.par{i}": float(weight), f"adj.se{i}": float(se)}
        found |= _keyed(f"weightr.{name}", named)
    return found


def _pcurve(shared: Path) -> Values:
    rows = data(shared, "dmetar_ThirdWave.csv")
    f = meta.p_curve(column(rows, "TE") / column(rows, "seTE"))
    found: Values = {}
    for label, prefix, shape in (
        ("Right-skewness", "Skew", f.skew),
        ("Flatness", "Flat", f.flat),
    ):
        test_id = "thirdwave.pcurve"
        for part, z, p in (
            ("Full", shape.z_full, shape.p_full),
            ("Half", shape.z_half, shape.p_half),
        ):
            found[test_id, f"{label} test.z{part}"] = z or np.nan
            found[test_id, f"{label} test.p{part}"] = p or 0.0
            found[f"{test_id}.stouffer", f"z{prefix}{part}"] = z or np.nan
        found[test_id, f"{label} test.pBinomial"] = shape.p_binomial
        for part, pp in (("Full", shape.pp_full), ("Half", shape.pp_half)):
            for i, value in enumerate(pp):
                if np.isnan(value):
                    continue
                found[f"{test_id}.pp{prefix}{part}", f"s{i + 1}"] = float(value)
                z = float(ndtri(value))
                found[f"{test_id}.z{prefix}{part}", f"s{i + 1}"] = z
    for i, p in enumerate(f.p_values):
        found["thirdwave.pcurve.p", f"s{i + 1}"] = float(p)
    return found | _keyed(
        "thirdwave.pcurve",
        {
            "power": f.power,
            "powLo": f.power_interval.lower,
            "powHi": f.power_interval.upper,
            "kInput": f.n,
            "kAnalyzed": f.n_significant,
            "k025": f.n_half,
        },
    )
