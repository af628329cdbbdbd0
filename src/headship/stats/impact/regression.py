"""Regression with standard errors that allow for dependence within clusters."""

from dataclasses import dataclass

import numpy as np

from headship.stats import robust
from headship.stats._binary import LINKS, BinaryFit, fit_binary
from headship.stats._scipy import linalg
from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.impact._profile import orthonormal
from headship.stats.impact.results import Coefficient, coefficients
from headship.stats.impact.terms import Labels, level_codes

FORMS = ("target", "symmetric")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A fitted regression.

    ``coefficients`` follow the columns of the design; ``covariance`` is their robust
    covariance. ``residual`` is the residual variance of a linear fit (NaN for a
    logistic one), ``deviance`` minus twice the log likelihood of a logistic fit and
    the residual sum of squares of a linear one.
    """

    coefficients: tuple[Coefficient, ...]
    covariance: Matrix
    residual: float
    deviance: float
    n: int
    n_clusters: int
    method: str


def linear_model(
    outcome: ArrayLike,
    design: ArrayLike,
    *,
    cluster: ArrayLike | None = None,
    absorb: ArrayLike | None = None,
    kind: str = "CR2",
    dof: str | None = None,
    confidence: float = 0.95,
) -> Regression:
    """Fit ordinary least squares with cluster-robust standard errors.

    Parameters
    ----------
    outcome
        The n outcomes.
    design
        Predictors, n by p, with a constant column unless ``absorb`` is given.
    cluster
        Label of each row's cluster; by default each row is its own.
    absorb
        Label of each row's fixed effect, removed by centering instead of by columns.
        Must lie within clusters for CR2 and CR3.
    kind
        "CR0", "CR1", "CR1p", "CR1S" (Stata's), "CR2" or "CR3".
    dof
        "satterthwaite" (default for CR2), "clusters-1" (default for the others),
        "clusters-p" or "normal".
    confidence
        Level of the intervals.

    Returns
    -------
    Regression

    Raises
    ------
    ValueError
        For a singular design, one cluster, fixed effects that cross the clusters
        under CR2 or CR3, or unknown options.

    Notes
    -----
    Formula: b = (X'X)^-1 X'y; V = (X'X)^-1 (sum_j X_j' A_j e_j e_j' A_j X_j) (X'X)^-1
    with A_j = (I - X_j (X'X)^-1 X_j')^(-1/2) for CR2. Work and memory are linear in
    the rows.
    Assumes: clusters are independent and the mean is right; nothing about the
    dependence inside a cluster.
    Do not use when: a coefficient's Satterthwaite degrees of freedom are below about
    4; its test is then not reliable.

    Examples
    --------
    >>> school = [0, 0, 1, 1, 2, 2, 3, 3]
    >>> design = [[1.0, t] for t in [0, 0, 0, 0, 1, 1, 1, 1]]
    >>> scores = [1.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 9.0]
    >>> effect = linear_model(scores, design, cluster=school).coefficients[1]
    >>> round(effect.estimate, 3), round(effect.se, 3), round(effect.dof, 3)
    (3.5, 1.803, 2.0)

    References
    ----------
    Bell & McCaffrey (2002), Survey Methodology 28(2).
    Pustejovsky & Tipton (2018), J. Business & Economic Statistics 36(4), sections 2-3.
    """
    y = as_vector("outcome", outcome, min_size=2)
    X = as_matrix("design", design)
    n = same_length(outcome=y, design=X)
    between("confidence", confidence, 0.0, 1.0)
    one_of("kind", kind, robust.KINDS)
    labels = np.arange(n) if cluster is None else np.asarray(cluster)
    absorbed = 0
    if absorb is not None:
        y, X, absorbed = _centered(y, X, absorb, labels=labels, kind=kind)
    basis, triangle = orthonormal(X)
    b = np.asarray(linalg.solve_triangular(triangle, basis.T @ y))
    residuals = y - X @ b
    sandwich = robust.cluster_robust(X, residuals, labels, kind=kind)
    freedom = n - X.shape[1] - absorbed
    if freedom < 1:
        raise ValueError(
            f"design and absorb leave {freedom} residual degrees of freedom."
        )
    # Stata counts the absorbed effects among the columns.
    scale = (n - X.shape[1]) / freedom if kind == "CR1S" else 1.0
    covariance = scale * sandwich.covariance
    rss = float(residuals @ residuals)
    tests = robust.coefficient_tests(sandwich, b, dof=dof)
    return Regression(
        coefficients=coefficients(
            b,
            covariance,
            dof=tests.dof,
            n=n,
            method=f"least squares, {tests.method}",
            confidence=confidence,
        ),
        covariance=covariance,
        residual=rss / freedom,
        deviance=rss,
        n=n,
        n_clusters=sandwich.n_clusters,
        method=f"least squares, {tests.method}",
    )


def logistic_model(
    outcome: ArrayLike,
    design: ArrayLike,
    *,
    cluster: ArrayLike | None = None,
    link: str = "logit",
    kind: str = "CR2",
    form: str = "target",
    dof: str | None = None,
    confidence: float = 0.95,
) -> Regression:
    """Fit a yes/no outcome with cluster-robust standard errors.

    Parameters
    ----------
    outcome
        The n outcomes, each 0 or 1.
    design
        Predictors, n by p, with a constant column.
    cluster
        Label of each row's cluster; by default each row is its own.
    link
        "logit" (log odds) or "cloglog" (log hazard of a grouped duration).
    kind
        As in ``linear_model``, or "model" for the inverse information.
    form
        Which CR2 (or CR3) correction: "target" is clubSandwich's and forms one
        matrix per cluster; "symmetric" corrects the weighted residuals, and its
        memory is linear in the rows.
    dof
        As in ``linear_model``; "normal" by default for kind "model".
    confidence
        Level of the intervals.

    Returns
    -------
    Regression

    Raises
    ------
    ValueError
        For an outcome that is not 0/1 or does not vary, separation (no finite
        maximum), a singular design, or unknown options.

    Notes
    -----
    Formula: log(p / (1 - p)) = X b, or log(-log(1 - p)) = X b; the sandwich is that of
    the weighted least squares fit at the maximum, with working covariance W^-1.
    Assumes: clusters are independent and the mean is right.
    Do not use when: an arm has no event (separation), or the effect wanted is a
    difference of shares; then ``linear_model`` on the 0/1 outcome answers directly.

    Examples
    --------
    >>> stayed = [1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0]
    >>> design = [[1.0, t] for t in [1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1]]
    >>> fit = logistic_model(stayed, design, kind="model")
    >>> round(fit.coefficients[1].estimate, 4), round(fit.coefficients[1].se, 4)
    (0.6931, 1.1902)

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, sections 2.5 and 4.3.
    Pustejovsky & Tipton (2018), J. Business & Economic Statistics 36(4), section 2.
    """
    y = as_vector("outcome", outcome, min_size=2)
    X = as_matrix("design", design)
    n = same_length(outcome=y, design=X)
    between("confidence", confidence, 0.0, 1.0)
    one_of("link", link, LINKS)
    one_of("kind", kind, ("model", *robust.KINDS))
    one_of("form", form, FORMS)
    labels = np.arange(n) if cluster is None else np.asarray(cluster)
    fit = fit_binary(y, X, link=link)
    covariance: Matrix = np.asarray(np.linalg.inv(fit.information), dtype=np.float64)
    freedom, n_clusters, method = np.full(X.shape[1], np.inf), n, "model"
    if kind != "model":
        sandwich = binary_sandwich(fit, X, labels, kind=kind, form=form)
        tests = robust.coefficient_tests(sandwich, fit.coefficients, dof=dof)
        covariance, freedom = sandwich.covariance, tests.dof
        n_clusters, method = sandwich.n_clusters, tests.method
    return Regression(
        coefficients=coefficients(
            fit.coefficients,
            covariance,
            dof=freedom,
            n=n,
            method=f"{link}, {method}",
            confidence=confidence,
        ),
        covariance=covariance,
        residual=float("nan"),
        deviance=-2.0 * fit.log_likelihood,
        n=n,
        n_clusters=n_clusters,
        method=f"{link}, {method}",
    )


def binary_sandwich(
    fit: BinaryFit, X: Matrix, labels: Labels, *, kind: str, form: str
) -> robust.RobustCovariance:
    """Return the sandwich of a yes/no fit, whose weights are inverse variances."""
    derivative = fit.slope[:, None] * X
    if kind in ("CR2", "CR3") and form == "target":
        return robust.cluster_robust(
            derivative,
            fit.residuals,
            labels,
            weights=1.0 / fit.variance,
            working=fit.variance,
            kind=kind,
        )
    root = np.sqrt(fit.variance)
    return robust.cluster_robust(
        derivative / root[:, None], fit.residuals / root, labels, kind=kind
    )


def _centered(
    y: Vector, X: Matrix, absorb: ArrayLike, *, labels: Labels, kind: str
) -> tuple[Vector, Matrix, int]:
    """Return outcome and design centered within the absorbed effects."""
    codes, n_levels = level_codes("absorb", absorb, y.size)
    if kind in ("CR2", "CR3"):
        clusters, _ = level_codes("cluster", labels, y.size)
        owner = np.empty(n_levels, dtype=np.intp)
        owner[codes] = clusters
        if (owner[codes] != clusters).any():
            raise ValueError(
                f"absorb must lie within the clusters for {kind}; use columns of the"
                " design, or CR1."
            )
    counts = np.bincount(codes, minlength=n_levels)

    def centered(column: Vector) -> Vector:
        return column - (np.bincount(codes, column, n_levels) / counts)[codes]

    return centered(y), np.column_stack([centered(c) for c in X.T]), n_levels
