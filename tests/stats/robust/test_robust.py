import doctest
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headship.stats import robust
from headship.stats._student import t_quantile, t_tail

REFERENCE = json.loads(
    (Path(__file__).parent / "references" / "lm.json").read_text(encoding="utf-8")
)
# Both sides are double precision linear algebra on a well-conditioned 60 x 3 design.
RTOL = 1e-10


def _data():
    data = {name: np.array(values) for name, values in REFERENCE["data"].items()}
    X = np.column_stack([np.ones(len(data["y"])), data["x1"], data["x2"]])
    return data, X


def _estimate(X, y, w):
    return np.linalg.solve((X.T * w) @ X, (X.T * w) @ y)


CASES = {
    "ols": lambda data: (None, None),
    "wls_target": lambda data: (data["w"], data["phi"]),
    "wls_identity": lambda data: (data["w"], None),
}


@pytest.mark.parametrize("kind", robust.KINDS)
@pytest.mark.parametrize("case", CASES)
def test_robust_agrees_with_clubsandwich(case, kind):
    data, X = _data()
    weights, working = CASES[case](data)
    b = _estimate(X, data["y"], np.ones(len(X)) if weights is None else weights)
    theirs = REFERENCE[case]["kinds"][kind]

    fit = robust.cluster_robust(
        X,
        data["y"] - X @ b,
        data["cluster"],
        weights=weights,
        working=working,
        kind=kind,
    )
    tests = robust.coefficient_tests(fit, b, dof="satterthwaite")
    wald = robust.wald_test(fit, b, np.eye(3)[1:])

    np.testing.assert_allclose(tests.se, theirs["se"], rtol=RTOL)
    np.testing.assert_allclose(tests.dof, theirs["dof"], rtol=RTOL)
    np.testing.assert_allclose(tests.p_value, theirs["p"], rtol=RTOL)
    np.testing.assert_allclose(
        [wald.statistic, wald.dof, wald.p_value],
        [theirs["F"], theirs["dof_wald"], theirs["p_wald"]],
        rtol=RTOL,
    )


@pytest.mark.parametrize("kind", ["CR0", "CR2", "CR3"])
def test_robust_column_space_equals_full_matrices(kind):
    data, X = _data()
    e = data["y"] - X @ _estimate(X, data["y"], np.ones(len(X)))

    quick = robust.cluster_robust(X, e, data["cluster"], kind=kind)
    full = robust.cluster_robust(
        X, e, data["cluster"], working=np.ones(len(X)), kind=kind
    )

    np.testing.assert_allclose(quick.covariance, full.covariance, rtol=1e-9)
    np.testing.assert_allclose(
        robust.satterthwaite_dof(quick), robust.satterthwaite_dof(full), rtol=1e-9
    )


def test_robust_blocks_equal_diagonals():
    data, X = _data()
    e = data["y"] - X @ _estimate(X, data["y"], data["w"])
    labels = data["cluster"]
    blocks = [np.diag(data["phi"][labels == g]) for g in np.unique(labels)]
    weights = [np.diag(data["w"][labels == g]) for g in np.unique(labels)]

    ours = robust.cluster_robust(X, e, labels, weights=weights, working=blocks)
    diagonal = robust.cluster_robust(
        X, e, labels, weights=data["w"], working=data["phi"]
    )

    np.testing.assert_allclose(ours.covariance, diagonal.covariance, rtol=1e-12)


def test_robust_row_order_and_text_labels_do_not_matter():
    data, X = _data()
    e = data["y"] - X @ _estimate(X, data["y"], np.ones(len(X)))
    names = np.array([f"school {int(c):03d}" for c in data["cluster"]])
    shuffle = np.random.default_rng(3).permutation(len(e))

    first = robust.cluster_robust(X, e, data["cluster"])
    second = robust.cluster_robust(X[shuffle], e[shuffle], names[shuffle])

    np.testing.assert_allclose(first.covariance, second.covariance, rtol=1e-11)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 100))
def test_robust_singleton_clusters_are_hc2(seed, factor):
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(12), rng.normal(size=12)])
    y = rng.normal(size=12) * factor
    M = np.linalg.inv(X.T @ X)
    e = y - X @ (M @ X.T @ y)
    h = np.einsum("ij,jk,ik->i", X, M, X)

    ours = robust.cluster_robust(X, e, np.arange(12))

    hc2 = M @ (X.T * (e**2 / (1 - h))) @ X @ M
    np.testing.assert_allclose(ours.covariance, hc2, rtol=1e-8)


def test_robust_cr2_is_unbiased_under_the_working_model():
    data, X = _data()
    labels, phi = data["cluster"], data["phi"]
    rng = np.random.default_rng(5)
    M = np.linalg.inv((X.T / phi) @ X)
    sums = np.zeros(3)

    for _ in range(400):
        y = rng.normal(size=len(X)) * np.sqrt(phi)
        e = y - X @ (M @ ((X.T / phi) @ y))
        fit = robust.cluster_robust(X, e, labels, weights=1 / phi, working=phi)
        sums += np.diag(fit.covariance) / np.diag(M)

    # 400 draws of a variance with about 6 degrees of freedom: se about 0.03.
    np.testing.assert_allclose(sums / 400, 1, atol=0.1)


def test_coefficient_tests_offer_each_dof_rule():
    data, X = _data()
    b = _estimate(X, data["y"], np.ones(len(X)))
    fit = robust.cluster_robust(X, data["y"] - X @ b, data["cluster"], kind="CR1")

    dof = {
        rule: robust.coefficient_tests(fit, b, dof=rule).dof[0]
        for rule in ("clusters-1", "clusters-p", "normal")
    }

    assert dof == {"clusters-1": 11, "clusters-p": 9, "normal": np.inf}
    assert robust.coefficient_tests(fit, b).dof[0] == 11


def test_coefficient_with_zero_variance_is_infinitely_certain():
    X = np.ones((4, 1))
    fit = robust.cluster_robust(X, np.zeros(4), [1, 1, 2, 2])

    assert robust.coefficient_tests(fit, [2.0]).statistic[0] == np.inf
    assert robust.coefficient_tests(fit, [0.0]).statistic[0] == 0


def test_naive_wald_of_one_constraint_is_the_t_test():
    data, X = _data()
    b = _estimate(X, data["y"], np.ones(len(X)))
    fit = robust.cluster_robust(X, data["y"] - X @ b, data["cluster"], kind="CR1")

    wald = robust.wald_test(fit, b, [0, 1, 0], method="naive")

    t = robust.coefficient_tests(fit, b)
    assert wald.statistic == pytest.approx(t.statistic[1] ** 2)
    assert wald.p_value == pytest.approx(t.p_value[1])


def _simple(**options):
    X = np.column_stack([np.ones(6), [0, 1, 0, 1, 1, 0]])
    arguments = {"cluster": [1, 1, 2, 2, 3, 3]} | options
    return robust.cluster_robust(
        arguments.pop("design", X),
        arguments.pop("residuals", [0.1, -0.2, 0.3, 0.1, -0.2, -0.1]),
        arguments.pop("cluster"),
        **arguments,
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cluster": [1] * 6}, "at least 2 clusters, got 1"),
        ({"cluster": [1, 2]}, "Lengths differ"),
        ({"cluster": [[1, 2]]}, "cluster must be one-dimensional"),
        ({"cluster": [1, 1, 2, 2, np.nan, 3]}, "missing label"),
        ({"residuals": [np.nan] * 6}, "residuals must be finite"),
        ({"kind": "CR9"}, "kind must be one of"),
        ({"design": np.ones((6, 2))}, "collinear"),
        ({"design": np.zeros((6, 1))}, "column 0 is zero"),
        ({"weights": np.array([1.0, 2])}, "weights needs 6 values"),
        ({"weights": np.array([1.0, 2, 3, 4, 5, -6])}, "weights must be positive"),
        ({"working": [np.eye(2)]}, "one matrix for each of 3 clusters"),
        ({"working": [np.eye(2), np.eye(3), np.eye(2)]}, "cluster 1 must be 2 x 2"),
        ({"working": [np.eye(2), -np.eye(2), np.eye(2)]}, "positive definite"),
        ({"working": [np.eye(2) * np.nan] * 3}, "not finite"),
        ({"kind": "CR1p", "cluster": [1, 1, 1, 2, 2, 2]}, "CR1p needs more clusters"),
        (
            {"kind": "CR1S", "design": np.eye(6)[:, :6]},
            "CR1S needs more rows",
        ),
        (
            {"kind": "CR3", "design": np.eye(6)[:, [0, 2]] + np.eye(6)[:, [1, 3]]},
            "CR3 is undefined",
        ),
        (
            {
                "kind": "CR3",
                "design": np.eye(6)[:, [0, 2]] + np.eye(6)[:, [1, 3]],
                "working": np.ones(6),
            },
            "CR3 is undefined",
        ),
    ],
)
def test_robust_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        _simple(**options)


def _residuals():
    X = np.column_stack([np.ones(6), [0, 1, 0, 1, 1, 0]])
    y = np.array([0.1, -0.2, 0.3, 0.1, -0.2, -0.1])
    return y - X @ _estimate(X, y, np.ones(6))


def test_contrasts_and_constraints_are_checked():
    fit = _simple()

    with pytest.raises(ValueError, match="contrasts need 2 columns"):
        robust.satterthwaite_dof(fit, [1, 0, 0])
    with pytest.raises(ValueError, match="linearly independent"):
        robust.wald_test(fit, [1, 2], [[1, 0], [2, 0]])
    two = _simple(cluster=[1, 1, 1, 2, 2, 2], kind="CR0", residuals=_residuals())
    with pytest.raises(ValueError, match="clusters-p needs more clusters"):
        robust.coefficient_tests(two, [1, 2], dof="clusters-p")
    with pytest.raises(ValueError, match="outrun the robust variance"):
        robust.wald_test(two, [1, 2], np.eye(2))


def test_wald_refuses_more_constraints_than_the_clusters_carry():
    labels = np.repeat(np.arange(6), 3)
    X = np.column_stack([np.ones(18), np.eye(6)[labels, :4]])
    X[0, 1:] += 0.1
    y = np.random.default_rng(11).normal(size=18)
    b = _estimate(X, y, np.ones(18))
    fit = robust.cluster_robust(X, y - X @ b, labels)

    with pytest.raises(ValueError, match="too many for 6 clusters"):
        robust.wald_test(fit, b, np.eye(5)[1:])


def test_robust_examples_run():
    assert doctest.testmod(robust).failed == 0


@pytest.mark.parametrize("dof", [4.0, np.inf])
def test_quantiles_of_one_dof_equal_those_of_many(dof):
    t = np.array([0.5, 2.0])

    one, many = (t_tail(t, d) for d in (dof, np.full(2, dof)))

    np.testing.assert_allclose(one, many)
    np.testing.assert_allclose(
        t_quantile(0.975, dof), t_quantile(0.975, np.full(1, dof))[0]
    )
