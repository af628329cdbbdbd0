"""Models of our own seeded data agree with R's (see validation/impact)."""

import json
from pathlib import Path

import numpy as np
import pytest

from headship.stats import impact
from headship.stats.impact import RandomTerm

RECORD = json.loads(
    (Path(__file__).parent / "references/models.json").read_text(encoding="utf-8")
)
DATA = {name: np.array(column) for name, column in RECORD["data"].items()}
ONE = np.ones(len(DATA["y"]))
TREATED = np.column_stack([ONE, DATA["treated"], DATA["x"]])
DAYS = np.column_stack([ONE, DATA["treated"], DATA["days"]])

# lme4's search, started twice, ends about this far from the optimum.
VARIANCES = 2e-4
# lmerTest differentiates numerically; its error grows where a variance is small.
SATTERTHWAITE = 2e-3


def term(name, **options):
    return RandomTerm(name=name, groups=DATA[name], **options)


MODELS = {
    "two_level": (TREATED, [term("school")]),
    "two_level_ml": (TREATED, [term("school")]),
    "three_level": (TREATED, [term("school"), term("room")]),
    "slopes": (DAYS, [term("school", slopes=DATA["days"])]),
    "uncorrelated": (DAYS, [term("school", slopes=DATA["days"], correlated=False)]),
    "crossed": (TREATED, [term("school"), term("rater")]),
    "crossed_three": (TREATED, [term("school"), term("room"), term("rater")]),
}


def variances(fit):
    """Return R's list of variances and covariances, by group and effects."""
    found = {"Residual": [fit.residual]}
    for name, covariance in fit.components.items():
        cells = list(np.diag(covariance))
        if len(covariance) > 1 and covariance[0, 1] != 0:
            cells.append(covariance[0, 1])
        found[name] = cells
    return found


@pytest.mark.parametrize("name", MODELS)
def test_mixed_models(name):
    theirs = RECORD["mixed"][name]
    design, terms = MODELS[name]

    fit = impact.mixed_model(DATA["y"], design, terms, method=theirs["method"])

    assert fit.log_likelihood == pytest.approx(theirs["logLik"], abs=1e-6)
    assert fit.log_likelihood >= theirs["logLik"] - 1e-9
    assert [c.estimate for c in fit.coefficients] == pytest.approx(
        theirs["estimate"], rel=1e-4
    )
    assert [c.se for c in fit.coefficients] == pytest.approx(theirs["se"], rel=1e-4)
    ours = variances(fit)
    by_group = {}
    for group, value in zip(theirs["groups"], theirs["variance"], strict=True):
        by_group.setdefault(group.split(".")[0], []).append(value)
    for group, values in by_group.items():
        assert sorted(ours[group]) == pytest.approx(
            sorted(values), rel=VARIANCES, abs=1e-9
        )


@pytest.mark.parametrize("name", [name for name in MODELS if name != "two_level_ml"])
def test_degrees_of_freedom(name):
    theirs = RECORD["mixed"][name]
    design, terms = MODELS[name]

    plain = impact.mixed_model(DATA["y"], design, terms)
    adjusted = impact.mixed_model(DATA["y"], design, terms, dof="kenward-roger")

    assert [c.dof for c in plain.coefficients] == pytest.approx(
        theirs["satterthwaite"], rel=SATTERTHWAITE
    )
    assert [c.dof for c in adjusted.coefficients] == pytest.approx(
        theirs["kr_dof"], rel=1e-4
    )
    assert [c.se for c in adjusted.coefficients] == pytest.approx(
        theirs["kr_se"], rel=1e-4
    )


@pytest.mark.parametrize("kind", ["CR0", "CR1S", "CR2"])
def test_clustered_least_squares(kind):
    theirs = RECORD["ols"]

    fit = impact.linear_model(
        DATA["y"], TREATED, cluster=DATA["school"], kind=kind, dof="satterthwaite"
    )

    assert [c.estimate for c in fit.coefficients] == pytest.approx(
        theirs["estimate"], rel=1e-10
    )
    for field in ("se", "dof"):
        assert [getattr(c, field) for c in fit.coefficients] == pytest.approx(
            theirs["kinds"][kind][field], rel=1e-9
        )


@pytest.mark.parametrize("link", ["logit", "cloglog"])
@pytest.mark.parametrize("kind", ["CR0", "CR1S", "CR2"])
def test_clustered_yes_or_no(link, kind):
    theirs = RECORD[link]
    options = {"link": link, "cluster": DATA["school"]}

    plain = impact.logistic_model(DATA["stayed"], TREATED, kind="model", **options)
    fit = impact.logistic_model(
        DATA["stayed"], TREATED, kind=kind, dof="satterthwaite", **options
    )

    assert fit.deviance == pytest.approx(theirs["deviance"])
    assert [c.estimate for c in fit.coefficients] == pytest.approx(
        theirs["estimate"], rel=1e-6
    )
    assert [c.se for c in plain.coefficients] == pytest.approx(theirs["se"], rel=1e-7)
    for field in ("se", "dof"):
        assert [getattr(c, field) for c in fit.coefficients] == pytest.approx(
            theirs["kinds"][kind][field], rel=1e-6
        )


@pytest.mark.parametrize("kind", ["CR0", "CR1S", "CR2"])
def test_clustered_mixed_model(kind):
    theirs = RECORD["multilevel"]["kinds"][kind]

    fit = impact.robust_mixed_model(
        DATA["y"],
        TREATED,
        [term("school"), term("room")],
        kind=kind,
        dof="satterthwaite",
    )

    assert [c.se for c in fit.coefficients] == pytest.approx(theirs["se"], rel=1e-4)
    assert [c.dof for c in fit.coefficients] == pytest.approx(theirs["dof"], rel=1e-3)
