import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import effects, wwc

NAN = float("nan")
EDITIONS = ["1.0", "2.0", "2.1", "3.0", "4.0", "4.1", "5.0"]


def findings(**changes):
    """Return one finding with a continuous outcome, changed as told."""
    values = {
        "standards": "4.0",
        "is_dichotomous": False,
        "n_treated": 40.0,
        "n_control": 50.0,
        "mean_treated": 12.0,
        "mean_control": 10.0,
        "sd_treated": 4.0,
        "sd_control": 5.0,
        "is_clustered": False,
        "clusters_treated": NAN,
        "clusters_control": NAN,
        "icc": NAN,
        "lower_is_better": False,
    } | changes
    standards = [values.pop("standards")]
    arrays = {name: np.array([value]) for name, value in values.items()}
    return wwc.Findings(standards=standards, **arrays)


def groups(n, means, sds=(NAN, NAN)):
    """Return the columns of both groups."""
    return {
        "n_treated": float(n[0]),
        "n_control": float(n[1]),
        "mean_treated": means[0],
        "mean_control": means[1],
        "sd_treated": sds[0],
        "sd_control": sds[1],
        "is_dichotomous": bool(np.isnan(sds[0])),
    }


# Published findings by their identifier: what was reported, and size, p and index.
GOLDEN = {
    26896: (
        {"standards": "4.0", "lower_is_better": True} | groups((62, 62), (0.24, 0.40)),
        (0.450067538, 0.0621433749, 17),
    ),
    55958: (
        {"standards": "4.0"} | groups((113, 948), (0.9192, 0.8326)),
        (0.501074847, 0.0208725969, 19),
    ),
    9: (
        {"standards": "1.0"} | groups((151, 151), (4.08, 3.77), (0.58, 0.61)),
        (0.519539726, None, 20),
    ),
    31368: (
        {"standards": "4.0"} | groups((142, 140), (11.2, 11.9), (3.7, 3.0)),
        (-0.207114, 0.08395991, -8),
    ),
    54626: (
        {"standards": "4.1"} | groups((31, 32), (8.04, 6.37), (3.51, 1.51)),
        (0.613930, 0.01896037, 23),
    ),
    57333: (
        {"standards": "4.1", "is_clustered": True, "icc": 0.20}
        | {"clusters_treated": 20.0, "clusters_control": 20.0}
        | groups((141, 128), (9.51, 9.25), (2.37, 2.29)),
        (0.110617, 0.5355647, 4),
    ),
}


@pytest.mark.parametrize("finding_id", GOLDEN)
def test_golden_rows(finding_id):
    reported, (size, p, index) = GOLDEN[finding_id]

    # The published p-value of 26896 rests on N - 1, the others on the edition's rule.
    found = wwc.evaluate(
        findings(**reported), lost_dof=1 if finding_id == 26896 else None
    )

    assert found.problem[0] == wwc.Problem.NONE
    assert found.estimate[0] == pytest.approx(size, abs=1e-6)
    assert round(found.improvement_index[0]) == index
    if p is not None:
        assert found.p_value[0] == pytest.approx(p, abs=1e-7)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(EDITIONS),
    st.integers(5, 300),
    st.integers(5, 300),
    st.floats(-2, 2),
    st.floats(0.2, 5),
)
def test_vectorized_g_agrees_with_the_single_function(edition, n1, n2, gap, sd):
    found = wwc.evaluate(
        findings(
            standards=edition,
            n_treated=n1,
            n_control=n2,
            mean_treated=gap,
            mean_control=0.0,
            sd_control=sd,
        ),
        dof_cap=np.inf,
    )

    g = effects.hedges_g(gap, 0, 4, sd, n1, n2, standards=edition)
    assert found.estimate[0] == pytest.approx(g.estimate)
    assert found.se[0] == pytest.approx(g.se)
    assert found.dof[0] == g.dof
    assert found.p_value[0] == pytest.approx(g.p_value)
    assert found.improvement_index[0] == pytest.approx(
        effects.improvement_index(g.estimate)
    )


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(EDITIONS),
    st.integers(30, 300),
    st.integers(2, 10),
    st.floats(0, 0.9),
    st.booleans(),
)
def test_vectorized_clusters_agree_with_the_single_functions(
    edition, n, clusters, icc, is_dichotomous
):
    means = (0.6, 0.5) if is_dichotomous else (12.0, 10.0)
    found = wwc.evaluate(
        findings(
            standards=edition,
            is_dichotomous=is_dichotomous,
            n_treated=n,
            n_control=n,
            mean_treated=means[0],
            mean_control=means[1],
            is_clustered=True,
            clusters_treated=clusters,
            clusters_control=clusters,
            icc=icc,
        ),
        dof_cap=np.inf,
    )

    factors = effects.cluster_factors(n, n, clusters, clusters, icc=icc)
    if is_dichotomous:
        plain = effects.cox_index(*means, n, n, standards=edition)
        expected = effects.correct_for_clusters(plain, factors, standards=edition)
    else:
        d = 2 / effects.pooled_sd(4, 5, n, n)
        expected = effects.clustered_g(d, n, n, factors, standards=edition)
    assert found.estimate[0] == pytest.approx(expected.estimate)
    assert found.se[0] == pytest.approx(expected.se)
    assert found.dof[0] == pytest.approx(expected.dof)


def test_direction_is_turned_where_lower_is_better():
    up, down = (
        wwc.evaluate(findings(lower_is_better=better)) for better in (False, True)
    )

    assert down.estimate == -up.estimate
    assert down.p_value == up.p_value
    assert down.improvement_index == pytest.approx(-up.improvement_index)


def test_published_dof_are_capped_unless_told_otherwise():
    large = findings(n_treated=400.0, n_control=400.0, mean_treated=10.4)

    capped, printed = wwc.evaluate(large), wwc.evaluate(large, dof_cap=np.inf)

    assert (capped.dof[0], printed.dof[0]) == (300, 798)
    assert capped.p_value[0] > printed.p_value[0]


def test_lost_dof_can_be_told():
    assert wwc.evaluate(findings(), lost_dof=1).dof[0] == 89
    assert wwc.evaluate(findings()).dof[0] == 88
    assert wwc.evaluate(findings(standards="3.0")).dof[0] == 89


def test_error_may_follow_another_edition_than_the_size():
    mixed = wwc.evaluate(findings(standards="3.0"), error_standards=["4.1"])

    own = effects.hedges_g(12, 10, 4, 5, 40, 50, standards="4.1")
    assert mixed.se[0] == pytest.approx(own.se)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"mean_treated": NAN}, "no_means"),
        ({"sd_treated": NAN}, "no_spread"),
        ({"sd_treated": 0.0, "sd_control": 0.0}, "no_spread"),
        ({"n_treated": 1.0, "n_control": 1.0}, "too_few_people"),
        ({"n_control": NAN}, "too_few_people"),
        ({"n_control": 0.0}, "empty_group"),
        (
            {"is_dichotomous": True, "mean_treated": 0.0, "mean_control": 0.5},
            "share_of_0_or_1",
        ),
        ({"is_clustered": True, "icc": 0.2}, "clusters"),
        (
            {
                "is_clustered": True,
                "icc": 0.2,
                "clusters_treated": 1.0,
                "clusters_control": 1.0,
            },
            "clusters",
        ),
    ],
)
def test_finding_that_cannot_be_computed_names_its_problem(changes, problem):
    found = wwc.evaluate(findings(**changes))

    assert found.problem[0] == problem
    assert np.isnan(found.se[0])
    assert np.isnan(found.p_value[0])


def test_clustered_finding_whose_analysis_is_right_needs_no_correlation():
    found = wwc.evaluate(findings(is_clustered=True))

    assert found.problem[0] == wwc.Problem.NONE


def test_columns_of_different_lengths_are_refused():
    uneven = dataclasses.replace(findings(), icc=np.array([0.1, 0.2]))

    with pytest.raises(ValueError, match="icc needs 1"):
        wwc.evaluate(uneven)
    with pytest.raises(ValueError, match="standards needs 1"):
        wwc.evaluate(findings(), error_standards=["4.0", "4.1"])


def test_unknown_edition_is_refused():
    with pytest.raises(ValueError, match=r"standards.*6\.0"):
        wwc.evaluate(findings(standards="6.0"))


def test_no_findings_give_no_figures():
    one = findings()
    none = wwc.Findings(
        standards=[],
        **{
            field.name: getattr(one, field.name)[:0]
            for field in dataclasses.fields(one)
            if field.name != "standards"
        },
    )

    assert wwc.evaluate(none).estimate.size == 0
