"""Plans compared with validation/planning/reference.R, which computes them another way.

R derives standard errors from the written-out covariance matrix of each trial.
"""

import json
from pathlib import Path

import pytest

from headship.stats import planning

PLANS = json.loads((Path(__file__).parent / "references" / "plans.json").read_text())


def individual(plan):
    return planning.individual_design(plan["n"], share_treated=plan["share"])


def two_levels(plan):
    sizes, icc = (plan["n"], plan["J"]), [plan["icc"]]
    return planning.cluster_design(sizes, icc=icc, share_treated=plan["share"])


def three_levels(plan):
    return planning.cluster_design((plan["n"], plan["J"], plan["K"]), icc=plan["icc"])


def fixed_blocks(plan):
    return planning.blocked_cluster_design(
        (plan["n"], plan["J"], plan["K"]),
        treatment_level=2,
        effects="fixed",
        icc=[plan["icc"]],
    )


def random_blocks(plan):
    return planning.blocked_individual_design(
        (plan["n"], plan["J"]), icc=[plan["icc"]], heterogeneity=[plan["omega"]]
    )


DESIGNS = [
    pytest.param(make, plan, id=f"{name}-{number}")
    for name, make in (
        ("individual", individual),
        ("cluster2", two_levels),
        ("cluster3", three_levels),
        ("fixed_blocks", fixed_blocks),
        ("random_blocks", random_blocks),
    )
    for number, plan in enumerate(PLANS[name])
]


@pytest.mark.parametrize(("make", "plan"), DESIGNS)
def test_plan_agrees_with_r(make, plan):
    design = make(plan)

    found = planning.minimum_detectable_effect(design)
    exact = planning.minimum_detectable_effect(design, exact=True)

    assert found.dof == plan["dof"]
    assert design.standard_error == pytest.approx(plan["se"], rel=1e-10)
    assert found.estimate == pytest.approx(plan["shorthand"], rel=1e-10)
    # R's noncentral t is accurate to about 1e-10 (its help page says so).
    assert exact.estimate == pytest.approx(plan["exact"], rel=1e-7)
    power = planning.statistical_power(design, plan["effect"])
    assert power == pytest.approx(plan["power"], abs=1e-8)


@pytest.mark.parametrize("plan", PLANS["binary"])
def test_difference_of_shares_agrees_with_r(plan):
    people = plan["treated"], plan["control"]

    found = planning.detectable_difference(plan["base"], *people)
    power = planning.difference_power(plan["base"], plan["reached"], *people)

    assert found.estimate == pytest.approx(plan["detectable"], rel=1e-8)
    assert power == pytest.approx(plan["power"], rel=1e-10)


def test_balance_agrees_with_r():
    ours = PLANS["balance"]

    report = planning.balance_report(
        ours["treated"], ours["covariates"], ["a", "b", "c"]
    )

    differences = [it.difference for it in report.covariates]
    assert differences == pytest.approx(ours["difference"], rel=1e-10)
    assert report.distance == pytest.approx(ours["distance"], rel=1e-10)
    assert report.p_value == pytest.approx(ours["p_value"], rel=1e-10)
