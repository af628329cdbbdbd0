"""Our values for the recorded results on raters: agreement and variance components."""

from pathlib import Path

import numpy as np
from scipy import special

from headship.stats import measurement
from validation.agreement._measurement_data import Values, long, numbers, table

PREFIXES = (
    "shroutfleiss.",
    "anxiety.",
    "video.",
    "krippendorff.",
    "abstractors.",
    "brennan32.",
    "ratings1.gstudy",
)

NOT_IMPLEMENTED = {
    "brennan32.anova": "sums of squares are not an output; components are",
}

CLOSED_FORM = 1e-10
# A component of 0.0009 is flat at the optimum; our likelihood is the higher one.
SMALL_COMPONENT = 1e-6
TOLERANCE = {
    # The design is balanced and ours equals its closed form, such as
    # (92.667 / 9 - 83.133 / 18) / 12 = 0.473148 for persons; lme4 stops 3e-4 off.
    "brennan32.": 1e-3,
    "ratings1.gstudy": 1e-4,
}


def tolerance(test_id: str, quantity: str) -> tuple[float, float]:
    """Return the relative and absolute difference allowed."""
    if quantity == "REMLcrit":
        return 1e-8, 0.0
    for prefix, value in TOLERANCE.items():
        if test_id.startswith(prefix):
            return value, SMALL_COMPONENT
    return CLOSED_FORM, 1e-12


def values(shared: Path) -> Values:
    """Return our value for each recorded result."""
    return (
        _shrout_fleiss(shared)
        | _anxiety(shared)
        | _categories(shared)
        | _components(shared)
    )


def _shrout_fleiss(shared: Path) -> Values:
    ratings = numbers(shared, "shrout_fleiss_1979.csv")
    found: Values = {}
    for form in ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k"):
        name = f"ICC{form[0]}{form[2].replace('1', '')}"
        result = measurement.icc(ratings, form=form)
        figures = {
            "": result.estimate,
            "F.": result.f,
            "p.": result.p_value,
            "lo.": result.interval.lower,
            "hi.": result.interval.upper,
        }
        for prefix, value in figures.items():
            found["shroutfleiss.ICC", prefix + name] = value
    return found


def _anxiety(shared: Path) -> Values:
    ratings = numbers(shared, "irr_anxiety.csv")
    found: Values = {}
    for model, kind, number in (
        ("oneway", "consistency", "1"),
        ("oneway", "agreement", "1"),
        ("twoway", "consistency", "3"),
        ("twoway", "agreement", "2"),
    ):
        for unit, size in (("single", "1"), ("average", "k")):
            result = measurement.icc(
                ratings, form=f"{number},{size}", satterthwaite_at="average"
            )
            # irr tests agreement with the interval's degrees of freedom.
            dof = result.dof[0], result.interval_dof
            test = f"anxiety.icc.{model}.{kind}.{unit}"
            found[test, "value"] = result.estimate
            found[test, "F"] = result.f
            found[test, "df1"], found[test, "df2"] = dof
            found[test, "p"] = float(special.fdtrc(*dof, result.f))
            found[test, "lo"] = result.interval.lower
            found[test, "hi"] = result.interval.upper
    for name, weights in (
        ("unweighted", "identity"),
        ("equal", "linear"),
        ("squared", "quadratic"),
    ):
        kappa = measurement.cohen_kappa(ratings[:, :2], weights=weights)
        found[f"anxiety.kappa12.{name}", "kappa"] = kappa.estimate
        found[f"anxiety.kappa12.{name}", "z"] = kappa.z or 0.0
        found[f"anxiety.kappa12.{name}", "p"] = kappa.p_value or 0.0
    found["anxiety.robinson", "A"] = measurement.robinson_a(ratings)
    w = measurement.kendall_w(ratings)
    found["anxiety.kendallW", "W"] = w.estimate
    found["anxiety.kendallW", "chi"] = w.chi_square
    found["anxiety.kendallW", "p"] = w.p_value
    return found


def _categories(shared: Path) -> Values:
    video = numbers(shared, "irr_video.csv")
    finn = measurement.finn_coefficient(video, n_options=6)
    counts = numbers(shared, "irrCAC_cont3x3abstractors.csv")
    pairs = measurement.ratings_of_table(counts)
    # irrCAC's tables divide by n, its raw data by n - 1.
    kappa = measurement.cohen_kappa(pairs, ddof=0)
    ac1 = measurement.gwet_ac(pairs, ddof=0)
    found = {
        ("video.finn", "value"): finn.estimate,
        ("video.finn", "F"): finn.f,
        ("abstractors.kappa", "k"): kappa.estimate,
        ("abstractors.kappa", "se"): kappa.se or 0.0,
        ("abstractors.ac1", "k"): ac1.estimate,
        ("abstractors.ac1", "se"): ac1.se or 0.0,
    }
    units = numbers(shared, "krippendorff_4x12.csv").T
    for level in ("nominal", "ordinal", "interval", "ratio"):
        alpha = measurement.krippendorff_alpha(units, level=level)
        found[f"krippendorff.{level}", "alpha"] = alpha.estimate
    return found


def _components(shared: Path) -> Values:
    rows = table(shared, "gtheory_Brennan.3.2.csv")
    score = np.array([float(row["Score"]) for row in rows])
    names = ("Person", "Task", "Rater")
    facets = {name: np.array([row[name] for row in rows]) for name in names}
    study = measurement.generalizability_study(
        score, facets, effects=["Person:Task", "Rater:Task", "Person", "Task"]
    )
    found = {
        ("brennan32.gstudy", name.replace("residual", "Residual")): value
        for name, value in study.components.items()
    }
    decision = measurement.decision_study(
        study, of="Person", conditions={"Task": 3, "Rater": 4}
    )
    figures = {
        "generalizability": decision.generalizability,
        "dependability": decision.dependability,
        "var.universe": decision.universe,
        "var.error.rel": decision.relative_error,
        "var.error.abs": decision.absolute_error,
    }
    found |= {("brennan32.dstudy", name): value for name, value in figures.items()}
    return found | _unbalanced(shared)


def _unbalanced(shared: Path) -> Values:
    items = [f"k{i}" for i in range(1, 6)]
    keys = {"idstud": "idstud", "rater": "rater"}
    ratings, facets = long(shared, "sirt_data.ratings1.csv", items, keys)
    facets["crit"] = facets.pop("item")
    effects = ["idstud:crit", "idstud:rater", "idstud", "rater:crit", "rater", "crit"]
    study = measurement.generalizability_study(ratings, facets, effects=effects)
    found = {
        ("ratings1.gstudy.lmer", name.replace("residual", "Residual")): value
        for name, value in study.components.items()
    }
    found["ratings1.gstudy.lmer", "REMLcrit"] = -2 * study.log_likelihood
    return found
