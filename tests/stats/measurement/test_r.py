"""Data sets of our own, analyzed by R (validation/measurement/reference.R) and by us."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from headship.stats import measurement

FOLDER = Path(__file__).parent / "references"
# Closed forms: only rounding differs.
EXACT = {"rtol": 1e-9, "atol": 1e-11}
# Optimizers of R stop at about this distance from the optimum.
SEARCHED = {"rtol": 2e-5, "atol": 1e-6}


def read(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        column: np.array([float(row[column] or "nan") for row in rows])
        for column in rows[0]
    }


@pytest.fixture(scope="module")
def r():
    text = (FOLDER / "r.json").read_text(encoding="utf-8")
    return {name: part["values"] for name, part in json.loads(text)["results"].items()}


@pytest.fixture(scope="module")
def survey():
    columns = read("survey")
    return columns["leader"], np.column_stack([columns[f"i{k}"] for k in range(1, 7)])


@pytest.fixture(scope="module")
def table():
    return np.column_stack(list(read("table").values()))


def close(ours, theirs, **tolerance):
    theirs = np.array(theirs, dtype=float)
    np.testing.assert_allclose(ours, theirs, **(tolerance or EXACT))


def test_alpha_with_missing_answers_is_that_of_psych(r, survey):
    items = survey[1]
    close(measurement.coefficient_alpha(items).estimate, r["alpha.pairwise"]["raw"])
    standard = measurement.coefficient_alpha(items, standardized=True)
    close(standard.estimate, r["alpha.pairwise"]["std"])
    dropped = measurement.item_analysis(items).alpha_without
    close(dropped, r["alpha.pairwise"]["dropped"])


def test_alpha_of_complete_answers_has_psychs_intervals(r, survey):
    result = measurement.coefficient_alpha(survey[1], missing="complete")
    close(result.estimate, r["alpha.complete"]["raw"])
    close(result.se, r["alpha.complete"]["ase"])
    close(result.interval.lower, r["alpha.complete"]["lower"])
    close(result.interval.upper, r["alpha.complete"]["upper"])
    items = measurement.item_analysis(survey[1], missing="complete")
    close(items.item_rest_correlation, r["alpha.complete"]["rest"])


def test_omega_and_its_error_are_lavaans(r, survey):
    result = measurement.omega_total(survey[1], missing="complete")
    close(result.estimate, r["omega.ml"]["est"], **SEARCHED)
    close(result.se, r["omega.ml"]["se"], rtol=1e-4)


def test_agreement_within_groups_is_that_of_multilevel(r, survey):
    leader, items = survey
    # multilevel 2.7 drops incomplete raters, and leaders without any other.
    options = {"null_variance": 2, "missing": "complete"}
    james = measurement.rwg_j(items, leader, **options)
    lindell = measurement.rwg_j(items, leader, formula="lindell", **options)
    rated = james.n_raters > 0
    close(james.estimate[rated], r["rwg.j"]["each"])
    close(lindell.estimate[rated], r["rwg.lindell"]["each"])


def test_one_item_is_that_of_multilevel(r, survey):
    leader, items = survey
    known = ~np.isnan(items[:, 0])
    given = items[known, 0], leader[known]
    close(measurement.awg(*given, low=1, high=5).estimate, r["awg"]["each"])
    deviation = measurement.average_deviation(*given, around="median").estimate
    close(deviation, r["ad"]["each"])
    icc = measurement.group_icc(*given, group_size="mean")
    close([icc.icc1, icc.icc2], [r["icc.group"]["icc1"], r["icc.group"]["icc2"]])


def test_icc_is_that_of_psych(r, table):
    forms = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")
    fits = [measurement.icc(table, form=form) for form in forms]
    close([fit.estimate for fit in fits], r["icc"]["estimate"])
    close([fit.interval.lower for fit in fits], r["icc"]["lower"])
    close([fit.interval.upper for fit in fits], r["icc"]["upper"])
    close([fit.p_value for fit in fits], r["icc"]["p"])


def test_kappa_is_that_of_psych(r, table):
    pair = {"ddof": 0}
    plain = measurement.cohen_kappa(table[:, :2], **pair)
    weighted = measurement.cohen_kappa(table[:, :2], weights="quadratic", **pair)
    close([plain.estimate, plain.se], [r["kappa"]["kappa"], r["kappa"]["se"]])
    close(weighted.estimate, r["kappa"]["weighted"])
    # psych's variance of weighted kappa is not that of Fleiss, Cohen and Everitt.


def test_unbalanced_components_are_those_of_lme4(r):
    columns = read("crossed")
    score = columns.pop("score")
    effects = ["leader", "rater", "item", "leader:rater"]
    study = measurement.generalizability_study(score, columns, effects=effects)
    for effect in effects:
        close(study.components[effect], r["gstudy"][effect], rtol=1e-4)
    close(study.components["residual"], r["gstudy"]["Residual"], rtol=1e-4)


def test_ordinal_dif_is_that_of_polr(r):
    columns = read("bias")
    result = measurement.ordinal_dif(*columns.values())
    close(result.estimate, r["dif.ordinal"]["estimate"], **SEARCHED)
    close(result.uniform[0], r["dif.ordinal"]["uniform"], rtol=1e-6)
    close(result.nonuniform[0], r["dif.ordinal"]["nonuniform"], rtol=1e-6)
    # polr inverts the observed information, we the expected one.
    close(result.se, r["dif.ordinal"]["se"], rtol=5e-3)


def test_mantel_haenszel_is_that_of_r(r):
    columns = read("bias")
    answers = columns["answer"] > 1
    result = measurement.mantel_haenszel_dif(
        answers, columns["focal"], columns["matching"]
    )
    close(result.estimate, r["dif.mh"]["log.odds"])
    close(result.se, r["dif.mh"]["se"])
    close(result.chi_square, r["dif.mh"]["chi"])


def test_response_surface_is_that_of_lm(r):
    columns = read("leaders")
    surface = measurement.response_surface(*columns.values(), center=3)
    coefficients = surface.coefficients.values()
    close([c.estimate for c in coefficients], r["rsa"]["estimate"])
    close([c.se for c in coefficients], r["rsa"]["se"])
    a4 = surface.features["a4"]
    close([a4.estimate, a4.se], [r["rsa"]["a4"], r["rsa"]["a4.se"]])
    close(surface.r2, r["rsa"]["r2"])


def test_factors_are_those_of_factanal(r):
    theirs = r["factanal"]
    covariance = np.reshape(theirs["covariance"], (6, 6))
    given = {"method": "ml", "n": theirs["n"], "rotation": "promax"}
    two = measurement.exploratory_factors(covariance, n_factors=2, **given)
    close(two.uniqueness, theirs["uniqueness"], atol=2e-4)
    close(two.chi_square, theirs["chi"], rtol=1e-6)
    close(two.p_value, theirs["p"], rtol=1e-6)
    loadings = np.reshape(theirs["loadings"], (2, 6)).T
    order = np.argsort(-(loadings**2).sum(axis=0))
    close(np.abs(two.loadings), np.abs(loadings[:, order]), atol=3e-3)
    one = measurement.exploratory_factors(covariance, n_factors=1, **given)
    close(one.chi_square, theirs["one.chi"], rtol=1e-6)
