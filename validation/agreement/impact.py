"""Our values for the recorded results on the impact of a program."""

import csv
import gzip
from functools import cache
from pathlib import Path

import numpy as np

from headship.stats import impact, planning
from headship.stats.impact import Coefficient, MixedModel, RandomTerm, Regression

Values = dict[tuple[str, str], float]

# Read by the tests: prefix of a test id -> why no function of ours answers it.
NOT_IMPLEMENTED: dict[str, str] = {
    "wwc.cluster.ES.": "an effect size: answered by the effect size topic",
}


def tolerance(test_id: str, quantity: str) -> float:
    """Return the relative tolerance of one recorded result."""
    is_p = quantity.startswith(("p.", "satt.p", "kr.p"))
    if test_id.endswith(".ddf"):
        # lmerTest differentiates numerically around lme4's own optimum; a p-value of
        # 1e-17 multiplies the relative error of t by t squared.
        return 1e-3 if is_p else 2e-5
    if quantity.startswith("vc."):
        # lme4's optimizer stops at about this distance from the optimum.
        return 5e-5 if test_id == "hsb.full.REML" else 1e-5
    if ".logit." in test_id:
        # R's glm stops when the deviance settles; its weights are one step old.
        return 1e-4 if is_p else 1e-5
    if ".lm." in test_id or test_id.startswith(("darwin", "crct.RI", "mpdta")):
        return 1e-9
    return 1e-6


def values(shared: Path) -> Values:
    """Return our value for every recorded quantity of this topic."""
    return quick_values(shared) | slow_values(shared)


def quick_values(shared: Path) -> Values:
    """Return the values that take little time."""
    found: Values = {}
    for part in (
        _school_models,
        _sleep,
        _crossed,
        _trial,
        _school_clusters,
        _trial_clusters,
        _mixed_clusters,
        _darwin,
        _school_means,
        _staggered,
    ):
        found |= part(shared / "reference")
    return found


def slow_values(shared: Path) -> Values:
    """Return the values of the largest data set, 73,421 crossed ratings."""
    return _instructors(shared / "reference")


@cache
def _columns(path: Path) -> dict[str, np.ndarray]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


def _column(cells: list[str]) -> np.ndarray:
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        return np.array(cells)


def _model_values(
    test_id: str, fit: MixedModel, names: list[str], labels: dict[str, list[str]]
) -> Values:
    """Return fixed effects, variances and likelihood under lme4's names."""
    found: Values = {(test_id, "logLik"): fit.log_likelihood}
    if fit.method == "REML":
        found[test_id, "REMLcrit"] = fit.criterion
    for name, effect in zip(names, fit.coefficients, strict=True):
        found[test_id, f"b.{name}"] = effect.estimate
        found[test_id, f"se.{name}"] = effect.se
    for term, effects in labels.items():
        covariance = fit.components[term]
        for a, first in enumerate(effects):
            found[test_id, f"vc.{term}.{first}"] = float(covariance[a, a])
            for b in range(a + 1, len(effects)):
                key = f"vc.{term}.{first}.{effects[b]}"
                found[test_id, key] = float(covariance[a, b])
    found[test_id, "vc.Residual."] = fit.residual
    return found


def _freedom_values(
    test_id: str,
    names: list[str],
    satterthwaite: tuple[Coefficient, ...],
    kenward_roger: tuple[Coefficient, ...],
) -> Values:
    found: Values = {}
    for name, one, other in zip(names, satterthwaite, kenward_roger, strict=True):
        found[test_id, f"satt.df.{name}"] = one.dof
        found[test_id, f"satt.p.{name}"] = one.p_value
        found[test_id, f"t.{name}"] = one.statistic
        found[test_id, f"kr.df.{name}"] = other.dof
        found[test_id, f"kr.se.{name}"] = other.se
        found[test_id, f"kr.p.{name}"] = other.p_value
    return found


def _school_models(folder: Path) -> Values:
    data = _columns(folder / "impact/hsb_merged.csv")
    y, one = data["mathach"], np.ones(len(data["mathach"]))
    ses, mean, catholic = data["cses"], data["meanses"], data["catholic"]
    school = [RandomTerm(name="school", groups=data["school"])]
    sloped = [RandomTerm(name="school", groups=data["school"], slopes=ses)]
    full = np.column_stack([one, mean, ses, catholic, mean * ses, ses * catholic])
    full_names = ["(Intercept)", "meanses", "cses", "catholic"]
    full_names += ["meanses:cses", "cses:catholic"]
    both = {"school": ["(Intercept)", "cses"]}
    only = {"school": ["(Intercept)"]}
    empty = one[:, None]
    level_two = np.column_stack([one, mean])
    found = _model_values(
        "hsb.null.REML", impact.mixed_model(y, empty, school), ["(Intercept)"], only
    )
    found |= _model_values(
        "hsb.null.ML",
        impact.mixed_model(y, empty, school, method="ML"),
        ["(Intercept)"],
        only,
    )
    found |= _model_values(
        "hsb.meansAsOutcomes.REML",
        impact.mixed_model(y, level_two, school),
        ["(Intercept)", "meanses"],
        only,
    )
    found |= _model_values(
        "hsb.randomcoef.REML",
        impact.mixed_model(y, np.column_stack([one, ses]), sloped),
        ["(Intercept)", "cses"],
        both,
    )
    found |= _model_values(
        "hsb.full.REML", impact.mixed_model(y, full, sloped), full_names, both
    )
    # The recorded degrees of freedom are those of the model without random slopes.
    return found | _freedom_values(
        "hsb.full.ddf",
        full_names,
        impact.mixed_model(y, full, school).coefficients,
        impact.mixed_model(y, full, school, dof="kenward-roger").coefficients,
    )


def _sleep(folder: Path) -> Values:
    data = _columns(folder / "impact/lme4_sleepstudy.csv")
    y, days, subject = data["Reaction"], data["Days"], data["Subject"]
    design = np.column_stack([np.ones(len(y)), days])
    names = ["(Intercept)", "Days"]
    sloped = [RandomTerm(name="Subject", groups=subject, slopes=days)]
    fit = impact.mixed_model(y, design, sloped)
    found = _model_values("sleepstudy.slopes.REML", fit, names, {"Subject": names})
    found |= _model_values(
        "sleepstudy.slopes.ML",
        impact.mixed_model(y, design, sloped, method="ML"),
        names,
        {"Subject": names},
    )
    apart = [
        RandomTerm(name="Subject", groups=subject),
        RandomTerm(name="Subject.1", groups=subject, slopes=days, intercept=False),
    ]
    found |= _model_values(
        "sleepstudy.uncor.REML",
        impact.mixed_model(y, design, apart),
        names,
        {"Subject": ["(Intercept)"], "Subject.1": ["Days"]},
    )
    adjusted = impact.mixed_model(y, design, sloped, dof="kenward-roger")
    return found | _freedom_values(
        "sleepstudy.ddf", names, fit.coefficients, adjusted.coefficients
    )


def _crossed(folder: Path) -> Values:
    data = _columns(folder / "psych/lme4_Penicillin.csv")
    terms = [RandomTerm(name=name, groups=data[name]) for name in ("plate", "sample")]
    labels = {"plate": ["(Intercept)"], "sample": ["(Intercept)"]}
    fit = impact.mixed_model(data["diameter"], np.ones((144, 1)), terms, dof="normal")
    return _model_values("penicillin.REML", fit, ["(Intercept)"], labels)


def _instructors(folder: Path) -> Values:
    data = _columns(folder / "psych/lme4_InstEval.csv.gz")
    terms = [RandomTerm(name=name, groups=data[name]) for name in ("s", "d")]
    design = np.column_stack([np.ones(len(data["y"])), data["service"]])
    fit = impact.mixed_model(data["y"], design, terms, dof="normal")
    labels = {"s": ["(Intercept)"], "d": ["(Intercept)"]}
    return _model_values("insteval.REML", fit, ["(Intercept)", "service1"], labels)


TRIAL_NAMES = ["(Intercept)", "trt", "odr_pre", "female", "size"]
TRIAL_NAMES += ["stype_ms", "stype_elem", "race_Black"]


def _trial_design(data: dict[str, np.ndarray]) -> np.ndarray:
    columns = [data[name] for name in TRIAL_NAMES[1:]]
    return np.column_stack([np.ones(len(data["usid"])), *columns])


def _trial(folder: Path) -> Values:
    data = _columns(folder / "impact/CR2_crct.csv")
    design, y = _trial_design(data), data["odr_post"]
    terms = [RandomTerm(name="usid", groups=data["usid"])]
    fit = impact.mixed_model(y, design, terms)
    found = _model_values("crct.REML", fit, TRIAL_NAMES, {"usid": ["(Intercept)"]})
    adjusted = impact.mixed_model(y, design, terms, dof="kenward-roger")
    return found | _freedom_values(
        "crct.ddf", TRIAL_NAMES, fit.coefficients, adjusted.coefficients
    )


def _tests(test_id: str, fit: Regression | MixedModel, names: list[str]) -> Values:
    found: Values = {}
    for name, effect in zip(names, fit.coefficients, strict=True):
        found[test_id, f"b.{name}"] = effect.estimate
        found[test_id, f"SE.{name}"] = effect.se
        found[test_id, f"df.{name}"] = effect.dof
        found[test_id, f"p.{name}"] = effect.p_value
    return found


RULES = {"naive-t": "clusters-1", "Satterthwaite": "satterthwaite"}
SANDWICHES = [("CR2", "Satterthwaite")]
SANDWICHES += [(kind, "naive-t") for kind in ("CR0", "CR1", "CR1S", "CR2", "CR3")]


def _school_clusters(folder: Path) -> Values:
    data = _columns(folder / "impact/hsb_merged.csv")
    names = ["meanses", "cses", "catholic"]
    design = np.column_stack([np.ones(7185), *(data[name] for name in names)])
    names = ["(Intercept)", *names]
    found: Values = {}
    for kind, rule in SANDWICHES:
        fit = impact.linear_model(
            data["mathach"],
            design,
            cluster=data["school"],
            kind=kind,
            dof=RULES[rule],
        )
        found |= _tests(f"hsb.lm.cluster.{kind}.{rule}", fit, names)
        if kind == "CR1S":
            for name, effect in zip(names, fit.coefficients, strict=True):
                found["hsb.vcovCL.HC1", name] = effect.se
    return found


def _trial_clusters(folder: Path) -> Values:
    data = _columns(folder / "impact/CR2_crct.csv")
    design = _trial_design(data)
    found: Values = {}
    for kind, rule in SANDWICHES:
        options = {"cluster": data["usid"], "kind": kind, "dof": RULES[rule]}
        fit = impact.linear_model(data["odr_post"], design, **options)
        found |= _tests(f"crct.lm.{kind}.{rule}", fit, TRIAL_NAMES)
        if kind in ("CR0", "CR2"):
            any_referral = (data["odr_post"] > 0).astype(float)
            fit = impact.logistic_model(any_referral, design, **options)
            found |= _tests(f"crct.logit.{kind}.{rule}", fit, TRIAL_NAMES)
    return found


def _mixed_clusters(folder: Path) -> Values:
    data = _columns(folder / "impact/hsb_merged.csv")
    design = np.column_stack([np.ones(7185), data["meanses"]])
    terms = [RandomTerm(name="school", groups=data["school"])]
    found: Values = {}
    for kind, rule in SANDWICHES:
        if kind in ("CR0", "CR2"):
            fit = impact.robust_mixed_model(
                data["mathach"], design, terms, kind=kind, dof=RULES[rule]
            )
            names = ["(Intercept)", "meanses"]
            found |= _tests(f"hsb.lmer.cluster.{kind}.{rule}", fit, names)
    return found


def _darwin(folder: Path) -> Values:
    gaps = _columns(folder / "impact/darwin_zeamays.csv")["diff"]
    # One unit of each pair carries the difference, the other nothing: the treated
    # minus the untreated sum is then the sum of the signed differences.
    outcome = np.column_stack([gaps, np.zeros(15)]).ravel()
    pairs, first = np.repeat(np.arange(15), 2), np.tile([1, 0], 15)
    mechanism = planning.paired(pairs)
    both, above = (
        impact.randomization_test(outcome, first, mechanism, alternative=side)
        for side in ("two-sided", "greater")
    )
    fit = impact.linear_model(gaps, np.ones((15, 1))).coefficients[0]
    return {
        ("darwin.signflip", "obs"): both.estimate * 15,
        ("darwin.signflip", "n_ge"): above.n_extreme,
        ("darwin.signflip", "n_extreme"): both.n_extreme,
        ("darwin.signflip", "total"): both.n_draws,
        ("darwin.signflip", "p_two"): both.p_value,
        ("darwin.signflip", "t"): fit.statistic,
        ("darwin.signflip", "t.p"): fit.p_value,
    }


def _school_means(folder: Path) -> Values:
    data = _columns(folder / "impact/CR2_crct.csv")
    schools, codes = np.unique(data["usid"], return_inverse=True)
    means = np.bincount(codes, data["odr_post"]) / np.bincount(codes)
    treated = np.bincount(codes, data["trt"]) / np.bincount(codes)
    mechanism = planning.Complete(len(schools), int(treated.sum()))
    test = impact.randomization_test(means, treated, mechanism)
    return {
        ("crct.RI.schoolmeans", "obs"): test.estimate,
        ("crct.RI.schoolmeans", "p_two"): test.p_value,
        ("crct.RI.schoolmeans", "n"): test.n_draws,
    }


def _staggered(folder: Path) -> Values:
    data = _columns(folder / "impact/did_mpdta.csv")
    y, county, year = data["lemp"], data["countyreal"], data["year"]
    found = impact.group_time_effects(y, county, year, data["first.treat"])
    ours: Values = {
        (
            "mpdta.attgt.unconditional",
            f"ATT.{int(e.group)}.{int(e.period)}",
        ): e.effect.estimate
        for e in found.effects
    }
    started = (data["first.treat"] > 0) & (year >= data["first.treat"])
    years = [(year == y).astype(float) for y in np.unique(year)[1:]]
    design = np.column_stack([started.astype(float), *years])
    options = {"cluster": county, "absorb": county}
    reduced = impact.linear_model(y, design, **options).coefficients[0]
    stata = impact.linear_model(y, design, kind="CR1S", **options).coefficients[0]
    return ours | {
        ("mpdta.twfe", "b"): reduced.estimate,
        ("mpdta.twfe", "SE.CR1S"): stata.se,
        ("mpdta.twfe", "SE.CR2"): reduced.se,
        ("mpdta.twfe", "df.CR2"): reduced.dof,
    }
