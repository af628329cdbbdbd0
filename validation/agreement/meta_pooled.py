"""Our values for the pooled means, meta-regressions and diagnostics of metafor."""

from pathlib import Path
from typing import Any

import numpy as np

from headship.stats import meta
from validation.agreement._meta_data import (
    Array,
    Values,
    bcg,
    column,
    data,
    effects,
    molloy,
    text,
    two_by_two,
)

METHODS = ("DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM", "PMM")
KNHA = "hartung-knapp"
NOT_IMPLEMENTED: dict[str, str] = {
    "bcg.escalc.RR": "risk ratios are computed by headship.stats.effects",
    "escalc.": "effect sizes are computed by headship.stats.effects",
}
AREAS = ("meta",)


def tolerance(test_id: str, _quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    if test_id.startswith("raudenbush.metareg"):
        # tau2 is 0; metafor stops at 3e-14, which shows in tau2, I2 and R2.
        return 1e-8, 1e-9
    if test_id == "bcg.confint.REML.PL":
        # metafor cuts the likelihood with uniroot at its default, 1.2e-4 absolute.
        return 0, 1.3e-4
    if test_id.startswith(("thirdwave.REML", "thirdwave.PM")):
        # Recorded at metafor's default control: tau2 is good to 1e-5 absolute.
        return 1e-4, 5e-5
    if test_id.startswith("bcg.metareg.ablat+year"):
        # Uncentered years: their own libraries differ by up to 1e-9.
        return 2e-8, 0
    iterated = any(m in test_id for m in (".ML", ".REML", ".EB", ".PM", "metareg"))
    if iterated or test_id.startswith(("bcg.influence", "bcg.leave", "bcg.blup")):
        return 1e-8, 1e-12
    return 1e-10, 1e-14


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    found: Values = {}
    for part in (
        _bcg,
        _bcg_odds,
        _bcg_regressions,
        _bcg_diagnostics,
        _others,
        _third_wave,
    ):
        found |= part(shared)
    return found


def _keyed(test_id: str, named: dict[str, float]) -> Values:
    return {(test_id, quantity): float(value) for quantity, value in named.items()}


def _pooled(f: meta.PooledEffect) -> dict[str, float]:
    common = f.method == "common"
    h = f.heterogeneity
    named = {
        "beta": f.estimate,
        "se": f.se,
        "zval": f.statistic,
        "pval": f.p_value,
        "ci.lb": f.interval.lower,
        "ci.ub": f.interval.upper,
        "tau2": f.tau2,
        "I2": 100 * (h.i2_q if common else h.i2_tau2),
        "H2": h.h2_q if common else h.h2_tau2,
        "QE": h.q,
        "QEp": h.p_value,
        # One coefficient: its omnibus test is its own.
        "QM": f.statistic**2,
        "QMp": f.p_value,
        "k": f.n,
        "logLik": f.log_likelihood,
    }
    return named if f.tau2_se is None else named | {"se.tau2": f.tau2_se}


def _predicted(f: meta.PooledEffect, rule: str) -> dict[str, float]:
    interval = meta.prediction_interval(f, rule=rule)
    return {
        "pred": f.estimate,
        "ci.lb": f.interval.lower,
        "ci.ub": f.interval.upper,
        "pi.lb": interval.lower,
        "pi.ub": interval.upper,
    }


def _regression(f: meta.MetaRegression) -> dict[str, float]:
    named = {
        "tau2": f.tau2,
        "se.tau2": f.tau2_se or 0.0,
        "I2": 100 * f.heterogeneity.i2_tau2,
        "H2": f.heterogeneity.h2_tau2,
        "QE": f.heterogeneity.q,
        "QEp": f.heterogeneity.p_value,
        "QM": f.moderators.statistic,
        "QMp": f.moderators.p_value,
        "k": f.n,
        "logLik": f.log_likelihood,
    }
    if f.r2 is not None:
        named["R2"] = 100 * f.r2
    for i in range(len(f.estimate)):
        named |= {
            f"beta{i + 1}": f.estimate[i],
            f"se{i + 1}": f.se[i],
            f"zval{i + 1}": f.statistic[i],
            f"pval{i + 1}": f.p_value[i],
            f"ci.lb{i + 1}": f.lower[i],
            f"ci.ub{i + 1}": f.upper[i],
        }
    return named


def _bcg(shared: Path) -> Values:
    y, v = bcg(shared)
    found = _keyed("bcg.rma.EE", _pooled(meta.common_effect(y, v)))
    for method in METHODS:
        z = meta.random_effects(y, v, method=method)
        t = meta.random_effects(y, v, method=method, test=KNHA)
        found |= _keyed(f"bcg.rma.{method}", _pooled(z))
        found |= _keyed(f"bcg.rma.{method}.knha", _pooled(t))
        found |= _keyed(f"bcg.predict.{method}", _predicted(z, "normal"))
        found |= _keyed(f"bcg.predict.{method}.knha", _predicted(t, "t"))
    reml = meta.random_effects(y, v)
    bounded = meta.random_effects(y, v, test="hartung-knapp-bounded")
    found |= _keyed("bcg.predict.REML.riley", _predicted(reml, "riley"))
    found |= _keyed("bcg.rma.REML.adhoc", _pooled(bounded))
    for measure in ("OR", "RD"):
        fit = meta.random_effects(*bcg(shared, measure))
        found |= _keyed(f"bcg.rma.REML.{measure}", _pooled(fit))
    return found | _bcg_intervals(y, v)


def _bcg_odds(shared: Path) -> Values:
    f = meta.mantel_haenszel(*two_by_two(shared))
    named = {
        "beta.intrcpt": f.estimate,
        "se": f.se,
        "QE": f.q,
        "MH": f.chi2,
        "MHp": f.p_value,
    }
    return _keyed("bcg.rma.mh.OR", named)


def _bcg_intervals(y: Array, v: Array) -> Values:
    q = meta.tau2_interval(y, v)
    pl = meta.tau2_interval(y, v, rule="profile-reml")
    named = {}
    for name, interval, factor in (
        ("tau2", q.tau2, 1),
        ("tau", q.tau, 1),
        ("I2", q.i2, 100),
        ("H2", q.h2, 1),
    ):
        named[f"{name}.lb"] = factor * interval.lower
        named[f"{name}.ub"] = factor * interval.upper
    profile = {"tau2.lb": pl.tau2.lower, "tau2.ub": pl.tau2.upper}
    return _keyed("bcg.confint.REML", named) | _keyed("bcg.confint.REML.PL", profile)


def _bcg_regressions(shared: Path) -> Values:
    y, v = bcg(shared)
    rows = data(shared, "dat.bcg.csv")
    ablat, year = column(rows, "ablat"), column(rows, "year")
    alloc = text(rows, "alloc")
    dummies = np.array([[a == "random", a == "systematic"] for a in alloc], float)
    designs = {
        "ablat": ablat,
        "ablat+year": np.column_stack([ablat, year]),
        "alloc": dummies,
        "ablat+alloc": np.column_stack([ablat, dummies]),
    }
    found: Values = {}
    for name, X in designs.items():
        for test, suffix in (("normal", "z"), (KNHA, "knha")):
            fit = meta.meta_regression(y, v, X, test=test)
            found |= _keyed(f"bcg.metareg.{name}.{suffix}", _regression(fit))
    for method in ("DL", "PM"):
        fit = meta.meta_regression(y, v, ablat, method=method)
        found |= _keyed(f"bcg.metareg.ablat.{method}", _regression(fit))
    return found


def _bcg_diagnostics(shared: Path) -> Values:
    y, v = bcg(shared)
    case = meta.influence(y, v)
    columns: dict[str, Any] = {
        "rstudent": case.rstudent,
        "dffits": case.dffits,
        "cook.d": case.cooks_distance,
        "cov.r": case.covariance_ratio,
        "tau2.del": case.tau2_deleted,
        "QE.del": case.q_deleted,
        "hat": case.hat,
        "weight": 100 * case.weight,
    }
    found: Values = {}
    for name, column_values in columns.items():
        for i, value in enumerate(column_values):
            found[f"bcg.influence.{name}", f"s{i + 1}"] = float(value)
    left = meta.leave_one_out(y, v)
    shrunken = meta.shrunken_effects(y, v)
    for i in range(len(y)):
        found["bcg.leave1out", f"est{i + 1}"] = float(left.estimate[i])
        found["bcg.leave1out", f"tau2_{i + 1}"] = float(left.tau2[i])
        found["bcg.blup", f"pred{i + 1}"] = float(shrunken.estimate[i])
        found["bcg.blup", f"se{i + 1}"] = float(shrunken.se[i])
    return found


def _others(shared: Path) -> Values:
    found: Values = {}
    for name, file, methods in (
        ("raudenbush", "dat.raudenbush1985.csv", ("DL", "REML", "ML", "PM", "EB")),
        ("bangert", "dat.bangertdrowns2004.csv", ("DL", "REML", "PM")),
    ):
        y, v = effects(shared, file)
        found |= _keyed(f"{name}.rma.EE", _pooled(meta.common_effect(y, v)))
        for method in methods:
            fit = meta.random_effects(y, v, method=method)
            found |= _keyed(f"{name}.rma.{method}", _pooled(fit))
    y, v = effects(shared, "dat.konstantopoulos2011.csv")
    found |= _keyed("konst.2level.REML", _pooled(meta.random_effects(y, v)))
    return found | _other_regressions(shared) | _molloy(shared)


def _other_regressions(shared: Path) -> Values:
    rows = data(shared, "dat.raudenbush1985.csv")
    y, v = effects(shared, "dat.raudenbush1985.csv")
    weeks = np.minimum(column(rows, "weeks"), 3)
    found = _keyed(
        "raudenbush.metareg.weeks.REML",
        # No variance is left: R2 is 1 as metafor's is to 12 digits.
        _regression(meta.meta_regression(y, v, weeks)),
    )
    rows = data(shared, "dat.bangertdrowns2004.csv")
    names = ("length", "wic", "feedback", "info", "pers", "imag", "meta")
    X = np.column_stack([column(rows, name) for name in names])
    keep = np.isfinite(X).all(axis=1)
    y, v = effects(shared, "dat.bangertdrowns2004.csv")
    fit = meta.meta_regression(y[keep], v[keep], X[keep])
    return found | _keyed("bangert.metareg.REML", _regression(fit))


def _molloy(shared: Path) -> Values:
    z, v, r, n = molloy(shared)
    found: Values = {}
    for method in ("REML", "DL", "HS", "PM"):
        fit = meta.random_effects(z, v, method=method)
        found |= _keyed(f"molloy.zcor.{method}", _pooled(fit))
        if method == "REML":
            back = {q: np.tanh(x) for q, x in _predicted(fit, "normal").items()}
            found |= _keyed("molloy.zcor.REML.r", back)
    mean = float(n @ r / n.sum())
    fit = meta.random_effects(r, (1 - mean**2) ** 2 / (n - 1), method="HS", weights=n)
    return found | _keyed("molloy.cor.HS.barebones", _pooled(fit))


def _third_wave(shared: Path) -> Values:
    rows = data(shared, "dmetar_ThirdWave.csv")
    y, v = column(rows, "TE"), column(rows, "seTE") ** 2
    found: Values = {}
    for method in ("DL", "REML", "PM"):
        for test, suffix, rule in (("normal", "z", "normal"), (KNHA, "knha", "t")):
            fit = meta.random_effects(y, v, method=method, test=test)
            named = _pooled(fit) | _predicted(fit, rule)
            named["Q"] = named["QE"]
            found |= _keyed(f"thirdwave.{method}.{suffix}", named)
    named = _pooled(meta.common_effect(y, v))
    named["Q"] = named["QE"]
    return found | _keyed("thirdwave.EE.z", named)
