"""Our values for psychmeta."""

from pathlib import Path

from headship.stats import meta
from validation.agreement._meta_data import Values, column, data

NOT_IMPLEMENTED: dict[str, str] = {}


def tolerance(_test_id: str, _quantity: str) -> tuple[float, float]:
    """Return the relative and absolute tolerance of one row."""
    # Closed forms; the residual variance is a small difference.
    return 1e-10, 1e-13


def values(shared: Path) -> Values:
    """Return our value for every row of this module."""
    rows = data(shared, "psychmeta_data_r_meas.csv")
    r, n, rxx, ryy = (column(rows, name) for name in ("rxyi", "n", "rxxi", "ryyi"))
    both = {"reliability_x": rxx, "reliability_y": ryy}
    found = _individual("HS.meas.ic", meta.hunter_schmidt(r, n, **both))
    for label, method in (("int", "interactive"), ("tsa", "taylor")):
        fit = meta.artifact_distributions(r, n, **both, method=method)
        found |= _tables(f"HS.meas.ad.{label}", "artifact_distribution", fit)
    rows = data(shared, "psychmeta_data_r_gonzalezmule_2014.csv")
    r, n, rxx, ryy, u = (
        column(rows, name) for name in ("rxyi", "n", "rxxi", "ryyi", "ux")
    )
    fit = meta.hunter_schmidt(
        r,
        n,
        reliability_x=rxx,
        reliability_y=ryy,
        u_ratios=u,
        restriction="indirect",
    )
    return found | _individual("HS.gonzalezmule.ic", fit)


def _individual(test_id: str, fit: meta.HunterSchmidt) -> Values:
    return _tables(test_id, "individual_correction", fit)


def _tables(test_id: str, kind: str, fit: meta.HunterSchmidt) -> Values:
    found = _keyed(
        f"{test_id}.bb", _observed(fit, fit.barebones) | _intervals(fit.barebones)
    )
    for name, corrected in (
        ("true_score", fit.true_score),
        ("validity_generalization_x", fit.operational_x),
        ("validity_generalization_y", fit.operational_y),
    ):
        named = _observed(fit, fit.observed) | _corrected(corrected)
        found |= _keyed(f"{test_id}.{kind}.{name}", named)
    return found


def _keyed(test_id: str, named: dict[str, float]) -> Values:
    return {(test_id, quantity): value for quantity, value in named.items()}


def _observed(fit: meta.HunterSchmidt, c: meta.Correlation) -> dict[str, float]:
    return {
        "k": fit.k,
        "N": fit.n,
        "mean_r": c.mean,
        "var_r": c.variance,
        "var_e": c.error,
        "var_art": c.artifact,
        "var_pre": c.error + c.artifact,
        "var_res": c.residual,
        "sd_r": c.variance**0.5,
        "se_r": c.se,
        "sd_e": c.error**0.5,
        "sd_art": c.artifact**0.5,
        "sd_pre": (c.error + c.artifact) ** 0.5,
        "sd_res": c.sd_residual,
    }


def _intervals(c: meta.Correlation) -> dict[str, float]:
    return {
        "CI_LL_95": c.interval.lower,
        "CI_UL_95": c.interval.upper,
        "CR_LL_80": c.credibility.lower,
        "CR_UL_80": c.credibility.upper,
    }


def _corrected(c: meta.Correlation) -> dict[str, float]:
    return _intervals(c) | {
        "mean_rho": c.mean,
        "var_r_c": c.variance,
        "var_e_c": c.error,
        "var_art_c": c.artifact,
        "var_pre_c": c.error + c.artifact,
        "var_rho": c.residual,
        "sd_r_c": c.variance**0.5,
        "se_r_c": c.se,
        "sd_e_c": c.error**0.5,
        "sd_art_c": c.artifact**0.5,
        "sd_pre_c": (c.error + c.artifact) ** 0.5,
        "sd_rho": c.sd_residual,
    }
