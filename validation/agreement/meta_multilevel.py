"""Our values for rma.mv and clubSandwich on nested effects."""

from pathlib import Path

import numpy as np

from headship.stats import meta, robust
from validation.agreement._meta_data import Array, Values, column, data, text

KINDS = ("CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3")
NOT_IMPLEMENTED: dict[str, str] = {}


def tolerance(test_id: str, quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    if "profileCI" in test_id:
        # confint() finds the ends with uniroot at its default, 1.2e-4 absolute.
        return 0, 1.3e-4
    if quantity.startswith(("sigma2", "tau2", "rho")):
        # The optimum is flat; the README argues for 1e-5.
        return 1e-5, 1e-12
    if quantity.startswith("logLik"):
        return 0, 1e-9
    if quantity.startswith(("pval", "p", "ci.", "pi.")):
        # Tail areas and differences magnify the error of the standard error.
        return 5e-6, 1e-9
    return 1e-6, 1e-12


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    return _konst(shared) | _assink(shared)


def _fit(test_id: str, f: meta.MultilevelFit) -> Values:
    named = {
        "sigma21": f.between,
        "sigma22": f.within,
        "QE": f.q,
        "QM": f.moderators.statistic,
        "logLik": f.log_likelihood,
        "ddf.intrcpt": f.dof,
    }
    single = len(f.estimate) == 1
    for i in range(len(f.estimate)):
        s = "" if single else str(i + 1)
        named |= {
            f"beta{s}": f.estimate[i],
            f"se{s}": f.se[i],
            f"zval{s}": f.statistic[i],
            f"pval{s}": f.p_value[i],
            f"ci.lb{s}": f.lower[i],
            f"ci.ub{s}": f.upper[i],
        }
    return {(test_id, quantity): float(value) for quantity, value in named.items()}


def _tests(test_id: str, f: meta.MultilevelFit) -> Values:
    found: Values = {}
    for kind in KINDS:
        try:
            t = meta.robust_tests(f, kind=kind).tests
        except ValueError:
            # CR3 is undefined for assink's moderators; the rows leave it out too.
            continue
        for i in range(len(t.se)):
            named = {
                "beta": t.estimate[i],
                "SE": t.se[i],
                "t": t.statistic[i],
                "df": t.dof[i],
                "p": t.p_value[i],
            }
            found |= {
                (f"{test_id}.coef_test.{kind}", f"{name}{i + 1}"): float(value)
                for name, value in named.items()
            }
    return found


def _konst(shared: Path) -> Values:
    rows = data(shared, "dat.konstantopoulos2011.csv")
    y, v, g = (column(rows, name) for name in ("yi", "vi", "district"))
    year = column(rows, "year")
    reml = meta.three_level(y, v, g)
    by_year = meta.three_level(y, v, g, moderators=year - year.mean())
    two = meta.correlated_effects(y, v, g, rho=0, components=("within",))
    interval = meta.prediction_interval_of(reml)
    between, within = (
        meta.component_interval(reml, name) for name in ("between", "within")
    )
    test_id = "konst.3level.REML"
    found = {
        (f"{test_id}.predict", "pi.lb"): interval.lower,
        (f"{test_id}.predict", "pi.ub"): interval.upper,
        (f"{test_id}.profileCI.1", "s2.lb"): between.lower,
        (f"{test_id}.profileCI.1", "s2.ub"): between.upper,
        (f"{test_id}.profileCI.2", "s2.lb"): within.lower,
    }
    found |= _fit(test_id, reml)
    found |= _fit("konst.3level.ML", meta.three_level(y, v, g, method="ML"))
    found |= _fit("konst.3level.REML.t", meta.three_level(y, v, g, test="t"))
    found |= _fit("konst.3level.year.REML", by_year)
    found |= _tests("konst.3level", reml)
    found |= _tests("konst.3level.year", by_year)
    found |= _tests("konst.2level", two)
    return found | _compound_symmetry(reml)


def _compound_symmetry(f: meta.MultilevelFit) -> Values:
    """Return the same model written as one variance and a correlation."""
    total = f.between + f.within
    own = {"sigma2": 0.0, "tau2": total, "rho": f.between / total}
    test_id = "konst.mvparam.CS"
    return _fit(test_id, f) | {(test_id, name): value for name, value in own.items()}


def _assink(shared: Path) -> Values:
    rows = data(shared, "dat.assink2016.csv")
    y, v, g = (column(rows, name) for name in ("yi", "vi", "study"))
    plain = meta.three_level(y, v, g)
    che = meta.correlated_effects(y, v, g, rho=0.6)
    mods = meta.correlated_effects(y, v, g, rho=0.6, moderators=_moderators(rows))
    sandwich = meta.robust_tests(mods)
    wald = robust.wald_test(sandwich.robust, mods.estimate, np.eye(4)[1:3])
    test_id = "assink.CHE.mods.Wald.HTZ"
    found: Values = {
        (test_id, "F"): wald.statistic,
        (test_id, "df_num"): wald.dof_numerator,
        (test_id, "df_denom"): wald.dof,
        (test_id, "p"): wald.p_value,
    }
    found |= _fit("assink.3level.REML", plain) | _tests("assink.3level", plain)
    found |= _fit("assink.CHE.rho06.REML", che) | _tests("assink.CHE", che)
    return found | _fit("assink.CHE.mods.REML", mods) | _tests("assink.CHE.mods", mods)


def _moderators(rows: tuple[dict[str, str], ...]) -> Array:
    kinds = text(rows, "deltype")
    levels = sorted(set(kinds))[1:]
    dummies = [[kind == level for level in levels] for kind in kinds]
    return np.column_stack([np.array(dummies, float), column(rows, "pubstatus")])
