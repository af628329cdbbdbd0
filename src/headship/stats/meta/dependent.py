"""Meta-regression of dependent effects by moments and robust variances (RVE)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, as_clusters
from headship.stats._validate import Matrix, Vector, between, number, one_of
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.robust import (
    CoefficientTests,
    RobustCovariance,
    cluster_robust,
    coefficient_tests,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustRegression:
    """Robust tests and the moment estimates that weigh the effects.

    ``omega2`` is the variance within studies (hierarchical model only), ``i2`` a
    share between 0 and 1 (correlated model only). ``robust`` feeds
    ``robust.wald_test``.
    """

    tests: CoefficientTests
    robust: RobustCovariance
    tau2: float
    omega2: float | None
    i2: float | None
    weights: Vector
    n: int
    n_clusters: int
    method: str


def robust_regression(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    moderators: npt.ArrayLike | None = None,
    intercept: bool = True,
    model: str = "correlated",
    rho: float = 0.8,
    small_sample: bool = True,
    confidence: float = 0.95,
) -> RobustRegression:
    """Regress dependent effects with approximate weights and robust tests.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    clusters : array, shape (k,)
        Label of the study of each effect.
    moderators : array, shape (k, m), optional
        Moderators at either level.
    intercept : bool
        Add a constant to the moderators.
    model : {"correlated", "hierarchical"}
        Effects of one study share people, or share a laboratory.
    rho : float
        Correlated model: correlation of sampling errors in a study, 0 to 1; it moves
        tau2 only.
    small_sample : bool
        CR2 with Satterthwaite degrees of freedom, or CR1p with clusters minus p.
    confidence : float
        Level of the intervals.

    Returns
    -------
    RobustRegression

    Raises
    ------
    ValueError
        If there are not more clusters than coefficients, or the input is bad.

    Notes
    -----
    Formula: weights ``1/(n_j (mean v_j + tau2))`` or ``1/(v + tau2 + omega2)``; moment
    estimators of Hedges, Tipton & Johnson; CR2 with the inverse weights as working
    covariance (the target form; robumeta 2 computes the same).
    Assumes: independent studies.
    Do not use when: Satterthwaite degrees of freedom are below 4 for a coefficient of
    interest, or heterogeneity itself is the question (use ``correlated_effects``).

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = robust_regression(y, [0.01] * 6, [1, 1, 2, 2, 3, 3])
    >>> fitted.tests.estimate.round(4), fitted.tests.dof.round(4)
    (array([0.4]), array([2.]))

    References
    ----------
    Hedges, Tipton & Johnson (2010). Research Synthesis Methods 1, sections 3-5.
    Tipton (2015). Psychological Methods 20(3).
    """
    one_of("model", model, ("correlated", "hierarchical"))
    between("confidence", confidence, 0, 1)
    r = number("rho", rho)
    if not 0 <= r <= 1:
        raise ValueError(f"rho must lie between 0 and 1, got {rho!r}.")
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    groups = as_clusters("clusters", clusters, studies.k)
    if len(groups.labels) <= studies.p:
        raise ValueError(
            f"clusters needs more clusters than coefficients, got "
            f"{len(groups.labels)} and {studies.p}."
        )
    moments = (
        _correlated(studies, groups, r)
        if model == "correlated"
        else _hierarchical(studies, groups)
    )
    w, X = moments.weights, studies.X
    estimate = studies.back @ _solve(studies.Q, w, studies.y)
    robust = cluster_robust(
        X,
        studies.y - X @ estimate,
        groups.codes,
        weights=w,
        working=1 / w,
        kind="CR2" if small_sample else "CR1p",
    )
    return RobustRegression(
        tests=coefficient_tests(
            robust,
            estimate,
            dof=None if small_sample else "clusters-p",
            confidence=confidence,
        ),
        robust=robust,
        tau2=moments.tau2,
        omega2=moments.omega2,
        i2=moments.i2,
        weights=w,
        n=studies.k,
        n_clusters=len(groups.labels),
        method=model,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moments:
    weights: Vector
    tau2: float
    omega2: float | None = None
    i2: float | None = None


def _solve(Q: Matrix, w: Vector, y: Vector) -> Vector:
    WQ = Q * w[:, None]
    return np.asarray(np.linalg.solve(Q.T @ WQ, WQ.T @ y), dtype=np.float64)


def _correlated(studies: Studies, groups: Clusters, rho: float) -> _Moments:
    """Hedges, Tipton & Johnson (2010), section 4 and appendix."""
    Q, y = studies.Q, studies.y
    sizes = groups.sizes.astype(np.float64)
    mean_v = groups.sums(studies.v) / sizes
    u = 1 / (sizes * mean_v)  # one weight for all effects of a study
    w = u[groups.codes]
    M = np.linalg.inv(Q.T @ (w[:, None] * Q))
    e = y - Q @ (M @ (Q.T @ (w * y)))
    qe = float(w @ (e * e))
    totals = groups.sums(Q)
    spread = totals.T @ ((u**2)[:, None] * totals)
    denominator = float(w.sum() - np.sum(M * spread))
    shares = u / sizes
    own = Q.T @ (shares[groups.codes][:, None] * Q)
    cross = totals.T @ (shares[:, None] * totals) - own
    term_a, term_b = float(np.sum(M * own)), float(np.sum(M * cross))
    dof = len(sizes) - term_a - rho * term_b
    tau2 = max(0.0, (qe - dof) / denominator)
    return _Moments(
        weights=(1 / (sizes * (mean_v + tau2)))[groups.codes],
        tau2=tau2,
        i2=max(0.0, (qe - dof) / qe) if qe > 0 else 0.0,
    )


def _hierarchical(studies: Studies, groups: Clusters) -> _Moments:
    """Hedges, Tipton & Johnson (2010), section 5 and appendix."""
    Q, y, v = studies.Q, studies.y, studies.v
    sizes = groups.sizes.astype(np.float64)
    w = 1 / v
    WQ = w[:, None] * Q
    M = np.linalg.inv(Q.T @ WQ)
    e = y - Q @ (M @ (WQ.T @ y))
    qe = float(w @ (e * e))
    qa = float(np.sum(groups.sums(e) ** 2))
    ones, ws = groups.sums(Q), groups.sums(WQ)
    XJX, XWJX, XWJWX = ones.T @ ones, ws.T @ ones, ws.T @ ws
    XWJJX = ws.T @ (sizes[:, None] * ones)
    XWWX = WQ.T @ WQ
    inner = M @ XJX @ M
    a1 = float(sizes @ sizes - 2 * np.sum(M * XWJJX) + np.sum(inner * XWJWX))
    b1 = float(studies.k - 2 * np.sum(M * XWJX) + np.sum(inner * XWWX))
    c1 = float(v.sum() - np.sum(M * XJX))
    a2 = float(w.sum() - np.sum(M * XWJWX))
    b2 = float(w.sum() - np.sum(M * XWWX))
    c2 = studies.k - studies.p
    determinant = b1 * a2 - b2 * a1
    if abs(determinant) <= 1e-12 * abs(b1 * a2):
        raise ValueError(
            "clusters have one effect each: tau2 and omega2 cannot be told apart; use "
            "the correlated model."
        )
    omega2 = max(0.0, ((qa - c1) * a2 - (qe - c2) * a1) / determinant)
    tau2 = max(0.0, (qe - c2) / a2 - omega2 * b2 / a2)
    return _Moments(weights=1 / (v + tau2 + omega2), tau2=tau2, omega2=omega2)
