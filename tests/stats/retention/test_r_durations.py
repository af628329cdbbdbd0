"""Curves and models of our own seeded data agree with R's (see validation/retention)."""

import json
from pathlib import Path

import numpy as np
import pytest

from headship.stats import retention

RECORD = json.loads(
    (Path(__file__).parent / "references/durations.json").read_text(encoding="utf-8")
)
DATA = {name: np.array(column) for name, column in RECORD["data"].items()}
TIME, LEFT, ENTRY = DATA["time"], DATA["left"], DATA["entry"]
X = np.column_stack([DATA["x"], DATA["z"]])

CLOSED_FORM = 1e-10
# Both stop when a Newton step no longer changes the coefficients.
CONVERGED = 1e-7


def numbers(values):
    return [np.inf if v == "NA" else np.nan if v == "NaN" else float(v) for v in values]


@pytest.mark.parametrize("transform", ["log", "log-log", "plain", "arcsine", "late"])
def test_curves(transform):
    is_late = transform == "late"
    theirs = RECORD["late"] if is_late else RECORD["curves"][transform]

    curve = retention.survival_curve(
        TIME,
        LEFT,
        entry=ENTRY if is_late else None,
        transform="log" if is_late else transform,
    )

    assert curve.time.tolist() == theirs["time"]
    assert curve.at_risk.tolist() == theirs["at_risk"]
    for field in ("survival", "se"):
        assert getattr(curve, field) == pytest.approx(
            numbers(theirs[field]), rel=CLOSED_FORM, nan_ok=True
        )
    known = curve.survival < 1
    for field in ("lower", "upper"):
        expected = np.array(numbers(theirs[field]))[known]
        assert getattr(curve, field)[known] == pytest.approx(expected, rel=CLOSED_FORM)


@pytest.mark.parametrize("transform", ["log", "log-log", "plain", "arcsine"])
def test_quantiles_and_mean(transform):
    theirs = RECORD["curves"][transform]

    curve = retention.survival_curve(TIME, LEFT, transform=transform)

    for number, share in enumerate((0.25, 0.5)):
        found = retention.time_quantile(curve, share)
        assert found.estimate == numbers(theirs["quantile"])[number]
        assert found.interval.lower == numbers(theirs["quantile_lower"])[number]
        assert found.interval.upper == numbers(theirs["quantile_upper"])[number]
    mean = retention.restricted_mean(curve, 8)
    assert [mean.estimate, mean.se] == pytest.approx(theirs["mean8"], rel=CLOSED_FORM)


@pytest.mark.parametrize(
    ("name", "rho", "stratified"),
    [
        ("rho0", 0, False),
        ("rho1", 1, False),
        ("strata0", 0, True),
        ("strata1", 1, True),
    ],
)
def test_comparisons(name, rho, stratified):
    theirs = RECORD["tests"][name]

    test = retention.log_rank(
        TIME,
        LEFT,
        DATA["group"],
        rho=rho,
        strata=DATA["stratum"] if stratified else None,
    )

    assert test.statistic == pytest.approx(theirs["statistic"], rel=CLOSED_FORM)
    assert test.observed == pytest.approx(theirs["observed"], rel=CLOSED_FORM)
    assert test.expected == pytest.approx(theirs["expected"], rel=CLOSED_FORM)
    assert test.variance == pytest.approx(np.array(theirs["variance"]), rel=CLOSED_FORM)


@pytest.mark.parametrize("name", sorted(RECORD["cox"]))
def test_proportional_hazards(name):
    theirs = RECORD["cox"][name]

    fit = retention.proportional_hazards(
        TIME,
        LEFT,
        X,
        ties="breslow" if "breslow" in name else "efron",
        entry=ENTRY if "late" in name else None,
        strata=DATA["stratum"] if name == "strata" else None,
        cluster=DATA["school"] if "clustered" in name else None,
    )

    assert [e.estimate for e in fit.effects] == pytest.approx(
        theirs["estimate"], rel=CONVERGED
    )
    assert fit.covariance == pytest.approx(
        np.array(theirs["covariance"]), rel=CONVERGED
    )
    assert [fit.log_likelihood, fit.log_likelihood_null] == pytest.approx(
        theirs["log_likelihood"], rel=CLOSED_FORM
    )


def test_concordance():
    assert retention.concordance(TIME, LEFT, DATA["x"]) == pytest.approx(
        RECORD["concordance"], rel=CLOSED_FORM
    )


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_yearly_hazards(link):
    theirs = RECORD["hazard"][link]
    until = np.minimum(TIME, 10)
    rows = retention.person_years(until, LEFT * (TIME <= 10), entry=ENTRY)
    options = {"link": link, "names": ("x", "z")}
    covariates = X[rows.person]

    fit = retention.discrete_hazard(rows.left, rows.year, covariates, **options)
    clustered = retention.discrete_hazard(
        rows.left,
        rows.year,
        covariates,
        cluster=DATA["school"][rows.person],
        kind="CR0",
        **options,
    )

    assert [e.estimate for e in fit.effects] == pytest.approx(
        theirs["estimate"], rel=CONVERGED
    )
    assert [e.se for e in fit.effects] == pytest.approx(theirs["se"], rel=CONVERGED)
    assert fit.deviance == pytest.approx(theirs["deviance"], rel=CLOSED_FORM)
    assert fit.aic == pytest.approx(theirs["aic"], rel=CLOSED_FORM)
    assert [e.se for e in clustered.effects] == pytest.approx(
        theirs["clustered"], rel=CONVERGED
    )


def test_interval_hazards():
    theirs = RECORD["interval"]

    fit = retention.interval_hazard(theirs["there"], theirs["gone"], theirs["x"])

    # R's nlm stops early and differentiates twice numerically.
    assert -0.5 * fit.deviance == pytest.approx(theirs["log_likelihood"], abs=1e-7)
    assert [e.estimate for e in fit.effects] == pytest.approx(
        theirs["estimate"], rel=1e-3
    )
    assert [e.se for e in fit.effects] == pytest.approx(theirs["se"], rel=2e-2)
