"""Cluster-robust (sandwich) variances of weighted linear fits.

Vocabulary: ``bread`` is ``(X'WX)^-1``, ``working`` the covariance the residuals are
believed to have (it decides the small-sample correction, not the estimate),
``weights`` the matrix the coefficients were estimated with.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Working, as_clusters
from headship.stats._sandwich import Pieces, pieces
from headship.stats._scipy import special
from headship.stats._student import t_quantile, t_tail
from headship.stats._validate import (
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    one_of,
    same_length,
)

__all__ = [
    "KINDS",
    "CoefficientTests",
    "RobustCovariance",
    "WaldTest",
    "cluster_robust",
    "coefficient_tests",
    "satterthwaite_dof",
    "wald_test",
]

KINDS = ("CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3")


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustCovariance:
    """A sandwich ``covariance`` (p, p) and what its degrees of freedom need."""

    covariance: Matrix
    kind: str
    n: int
    n_clusters: int
    bread: Matrix
    pieces: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientTests:
    """One t test per coefficient; all arrays have shape (p,)."""

    estimate: Vector
    se: Vector
    statistic: Vector
    dof: Vector
    p_value: Vector
    lower: Vector
    upper: Vector
    confidence: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaldTest:
    """A joint test: ``statistic`` against F(``dof_numerator``, ``dof``)."""

    statistic: float
    dof_numerator: int
    dof: float
    p_value: float
    method: str


def cluster_robust(
    design: npt.ArrayLike,
    residuals: npt.ArrayLike,
    cluster: npt.ArrayLike,
    *,
    weights: Working = None,
    working: Working = None,
    kind: str = "CR2",
) -> RobustCovariance:
    """Estimate the covariance of coefficients when rows of a cluster are dependent.

    Parameters
    ----------
    design : array, shape (n, p)
        The columns the fit was made with.
    residuals : array, shape (n,)
        Outcome minus fitted value, of the fit with ``weights``.
    cluster : array, shape (n,)
        Label of the cluster of each row, numbers or text.
    weights : None, array (n,), or one (n_j, n_j) matrix per cluster
        What the fit was weighted with; None is ordinary least squares. Matrices
        come in the order of the sorted labels, rows within in their own order.
    working : None, array (n,), or one (n_j, n_j) matrix per cluster
        The covariance the residuals are believed to have, up to a factor for the
        covariance itself; None is the identity. CR2 and its degrees of freedom are
        exact when it is right and robust when it is not.
    kind : {"CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3"}
        CR0 has no correction; CR1 multiplies by J/(J-1), CR1p by J/(J-p), CR1S by
        J(n-1)/((J-1)(n-p)); CR2 is the bias-reduced linearization, CR3 the
        approximate jackknife.

    Returns
    -------
    RobustCovariance
        With ``covariance`` and the parts used by ``coefficient_tests``,
        ``satterthwaite_dof`` and ``wald_test``.

    Raises
    ------
    ValueError
        If there is one cluster, the design is rank deficient, a working matrix is
        not positive definite, or CR3 meets a cluster that alone determines a
        coefficient.

    Notes
    -----
    Formula: ``V = M (sum_j X_j' W_j A_j e_j e_j' A_j' W_j X_j) M`` with
    ``M = (X'WX)^-1``. For CR2 ``A_j = D_j' B_j^(-1/2) D_j``, ``D_j' D_j = Phi_j``,
    ``B_j = D_j [(I-H) Phi (I-H)']_jj D_j'``, with a pseudo-inverse root.
    Assumes: clusters are independent; the mean model is right.
    Do not use when: clusters are few (below about 10) with CR0 or CR1; a
    coefficient varies in one cluster only.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.column_stack([np.ones(6), [0, 0, 1, 1, 0, 1]])
    >>> y = np.array([1.0, 2.0, 2.0, 4.0, 1.5, 3.5])
    >>> e = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    >>> fit = cluster_robust(X, e, [1, 1, 2, 2, 3, 3], kind="CR2")
    >>> [round(float(v), 4) for v in np.sqrt(np.diag(fit.covariance))]
    [0.0, 0.2357]

    References
    ----------
    Pustejovsky, J. E., & Tipton, E. (2018). Small-sample methods for
    cluster-robust variance estimation and hypothesis testing in fixed effects
    models. JBES 36(4), sections 2.1-2.2.
    """
    X = as_matrix("design", design)
    e = as_vector("residuals", residuals)
    same_length(design=X, residuals=e)
    one_of("kind", kind, KINDS)
    groups = as_clusters("cluster", cluster, len(e))
    if len(groups.labels) < 2:
        raise ValueError(
            f"cluster needs at least 2 clusters, got {len(groups.labels)}."
        )
    parts = pieces(X, e, groups, weights=weights, working=working, kind=kind)
    M = parts.bread
    influence = parts.scores @ M
    scale = _scale(kind, len(e), X.shape[1], groups)
    return RobustCovariance(
        covariance=scale * influence.T @ influence,
        kind=kind,
        n=len(e),
        n_clusters=len(groups.labels),
        bread=M,
        pieces=parts,
    )


def satterthwaite_dof(
    robust: RobustCovariance, contrasts: npt.ArrayLike | None = None
) -> Vector:
    """Return the Satterthwaite degrees of freedom of each contrast.

    Parameters
    ----------
    robust : RobustCovariance
        From ``cluster_robust``.
    contrasts : array, shape (q, p), optional
        One contrast per row; by default each coefficient alone.

    Returns
    -------
    array, shape (q,)

    Raises
    ------
    ValueError
        If the contrasts have the wrong number of columns.

    Notes
    -----
    Formula: ``2 E(v)^2 / Var(v)`` of the variance estimator ``v`` under the working
    model, ``(sum_j P_jj)^2 / sum_jk P_jk^2``.
    Assumes: normal errors with the working covariance.
    Do not use when: the result is below 4; then the test is not to be trusted.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.ones((6, 1))
    >>> e = np.array([1.0, -1.0, 2.0, -2.0, 1.0, -1.0])
    >>> fit = cluster_robust(X, e, [1, 1, 2, 2, 3, 3])
    >>> satterthwaite_dof(fit).round(6).tolist()
    [2.0]

    References
    ----------
    Pustejovsky & Tipton (2018), section 2.3; Tipton (2015), Psychological Methods
    20(3), section "Small-sample corrections".
    """
    C = _contrasts(robust, contrasts)
    return np.array([_one_dof(robust, c) for c in C])


def coefficient_tests(
    robust: RobustCovariance,
    estimates: npt.ArrayLike,
    *,
    dof: str | None = None,
    confidence: float = 0.95,
) -> CoefficientTests:
    """Test each coefficient against zero with a robust standard error.

    Parameters
    ----------
    robust : RobustCovariance
        From ``cluster_robust``.
    estimates : array, shape (p,)
        The coefficients.
    dof : {"satterthwaite", "clusters-1", "clusters-p", "normal"}, optional
        By default Satterthwaite for CR2 and the number of clusters minus one for
        the others.
    confidence : float
        Level of the intervals.

    Returns
    -------
    CoefficientTests

    Raises
    ------
    ValueError
        If ``dof`` is unknown or the number of estimates is not p.

    Notes
    -----
    Formula: ``t = b / se`` against a t distribution with ``dof``.
    Assumes: as ``cluster_robust``.
    Do not use when: Satterthwaite degrees of freedom are below 4.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.ones((6, 1))
    >>> y = np.array([1.0, 2.0, 2.0, 4.0, 1.5, 3.5])
    >>> fit = cluster_robust(X, y - y.mean(), [1, 1, 2, 2, 3, 3])
    >>> round(float(coefficient_tests(fit, [y.mean()]).p_value[0]), 4)
    0.0339

    References
    ----------
    Pustejovsky & Tipton (2018), section 2.3.
    """
    b = as_vector("estimates", estimates)
    same_length(estimates=b, coefficients=robust.covariance)
    between("confidence", confidence, 0, 1)
    default = "satterthwaite" if robust.kind == "CR2" else "clusters-1"
    rule = one_of("dof", dof or default, list(_DOF_RULES))
    nu = _DOF_RULES[rule](robust)
    se = np.sqrt(np.diag(robust.covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(se > 0, b / se, np.where(b == 0, 0.0, np.copysign(np.inf, b)))
    crit = t_quantile((1 + confidence) / 2, nu)
    return CoefficientTests(
        estimate=b,
        se=se,
        statistic=t,
        dof=nu,
        p_value=2 * t_tail(np.abs(t), nu),
        lower=b - crit * se,
        upper=b + crit * se,
        confidence=confidence,
        method=f"{robust.kind}, {rule}",
    )


def wald_test(
    robust: RobustCovariance,
    estimates: npt.ArrayLike,
    constraints: npt.ArrayLike,
    *,
    method: str = "HTZ",
) -> WaldTest:
    """Test several linear constraints ``C b = 0`` at once.

    Parameters
    ----------
    robust : RobustCovariance
        From ``cluster_robust``.
    estimates : array, shape (p,)
        The coefficients.
    constraints : array, shape (q, p)
        One constraint per row, linearly independent.
    method : {"HTZ", "naive"}
        Hotelling's T-squared with Zhang's degrees of freedom, or F with the number
        of clusters minus one.

    Returns
    -------
    WaldTest

    Raises
    ------
    ValueError
        If the constraints are dependent, or the degrees of freedom come out at zero
        or below: there are too few clusters for so many constraints.

    Notes
    -----
    Formula: ``Q = b'C'(C V C')^-1 C b``; HTZ: ``(eta - q + 1)/(eta q) Q`` against
    ``F(q, eta - q + 1)``, ``eta = q(q+1) / sum_st Var(d_st)``.
    Assumes: as ``cluster_robust``; HTZ wants CR2.
    Do not use when: the constraints outnumber the clusters.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> X = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    >>> y = rng.normal(size=40)
    >>> b = np.linalg.lstsq(X, y, rcond=None)[0]
    >>> fit = cluster_robust(X, y - X @ b, np.repeat(np.arange(10), 4))
    >>> test = wald_test(fit, b, [[0, 1, 0], [0, 0, 1]])
    >>> 0 < test.p_value < 1
    True

    References
    ----------
    Tipton, E., & Pustejovsky, J. E. (2015). Small-sample adjustments for tests of
    moderators and model fit using robust variance estimation in meta-regression.
    JEBS 40(6), section 3.2.
    """
    b = as_vector("estimates", estimates)
    same_length(estimates=b, coefficients=robust.covariance)
    C = _contrasts(robust, constraints)
    one_of("method", method, ("HTZ", "naive"))
    q = len(C)
    if np.linalg.matrix_rank(C) < q:
        raise ValueError(f"constraints must be linearly independent, got {C.tolist()}.")
    Cb = C @ b
    inner = C @ robust.covariance @ C.T
    if np.linalg.matrix_rank(inner, tol=1e-12 * np.trace(inner)) < q:
        raise ValueError(
            f"constraints outrun the robust variance: {q} constraints, "
            f"{robust.n_clusters} clusters."
        )
    Q = float(Cb @ np.linalg.solve(inner, Cb))
    eta = _htz_eta(robust, C) if method == "HTZ" else robust.n_clusters + q - 2.0
    factor = (eta - q + 1) / eta if method == "HTZ" else 1.0
    nu = eta - q + 1
    if nu <= 0:
        raise ValueError(
            f"constraints: {q} are too many for {robust.n_clusters} clusters "
            f"(degrees of freedom {nu:.3g})."
        )
    F = factor * Q / q
    return WaldTest(
        statistic=F,
        dof_numerator=q,
        dof=nu,
        p_value=float(special.fdtrc(q, nu, F)),
        method=f"{robust.kind}, {method}",
    )


def _clusters_minus_one(robust: RobustCovariance) -> Vector:
    return np.full(len(robust.covariance), robust.n_clusters - 1.0)


def _normal(robust: RobustCovariance) -> Vector:
    return np.full(len(robust.covariance), np.inf)


def _clusters_minus_p(robust: RobustCovariance) -> Vector:
    p = len(robust.covariance)
    if robust.n_clusters <= p:
        raise ValueError(
            f"dof clusters-p needs more clusters than coefficients, "
            f"got {robust.n_clusters} and {p}."
        )
    return np.full(p, float(robust.n_clusters - p))


def _scale(kind: str, n: int, p: int, groups: Clusters) -> float:
    J = len(groups.labels)
    if kind == "CR1":
        return J / (J - 1)
    if kind == "CR1p":
        if p >= J:
            raise ValueError(f"CR1p needs more clusters than columns, got {J} and {p}.")
        return J / (J - p)
    if kind == "CR1S":
        if n <= p:
            raise ValueError(f"CR1S needs more rows than columns, got {n} and {p}.")
        return J * (n - 1) / ((J - 1) * (n - p))
    return 1.0


def _contrasts(robust: RobustCovariance, contrasts: npt.ArrayLike | None) -> Matrix:
    p = len(robust.covariance)
    if contrasts is None:
        return np.eye(p)
    C = as_matrix("contrasts", np.atleast_2d(np.asarray(contrasts, dtype=np.float64)))
    if C.shape[1] != p:
        raise ValueError(f"contrasts need {p} columns, got {C.shape[1]}.")
    return C


def _one_dof(robust: RobustCovariance, c: Vector) -> float:
    expected, variance = _moments(robust, (robust.bread @ c)[:, None])
    return float(2 * expected[0, 0] ** 2 / variance[0, 0])


def _htz_eta(robust: RobustCovariance, C: Matrix) -> float:
    q = len(C)
    directions = robust.bread @ C.T
    expected, _ = _moments(robust, directions)
    values, vectors = np.linalg.eigh((expected + expected.T) / 2)
    whiten = (vectors / np.sqrt(values)) @ vectors.T
    _, variance = _moments(robust, directions @ whiten)
    return float(q * (q + 1) / variance.sum())


def _moments(robust: RobustCovariance, directions: Matrix) -> tuple[Matrix, Matrix]:
    """Return E(D) and Var(D_st) of the q x q estimate D under the working model.

    The covariance of cluster contributions is ``P[j,k,s,t] = [j=k] d + L_js . R_kt``,
    diagonal plus rank 3p, so no J x J array is needed.
    """
    parts = robust.pieces
    a = np.einsum("ab,jbc,cs->jsa", robust.bread, parts.F, directions, optimize=True)
    b = np.einsum("jbc,cs->jsb", parts.G, directions)
    d = np.einsum("jbc,bs,ct->jst", parts.K, directions, directions, optimize=True)
    left = np.concatenate([-a, -b, a], axis=2)
    right = np.concatenate([b, a, a @ parts.omega], axis=2)
    low = np.einsum("jsa,jta->jst", left, right)
    both = d + low
    lefts = np.einsum("jsa,jtb->stab", left, left, optimize=True)
    rights = np.einsum("ksa,ktb->stab", right, right, optimize=True)
    variance = np.einsum("stab,stab->st", lefts, rights)
    variance += np.einsum("stab,tsab->st", lefts, rights)
    for sign, term in ((1, both), (-1, low)):
        own = np.einsum("jss->js", term)
        variance += sign * (own.T @ own + np.einsum("jst,jts->st", term, term))
    return both.sum(axis=0), variance


_DOF_RULES: dict[str, Callable[[RobustCovariance], Vector]] = {
    "satterthwaite": satterthwaite_dof,
    "clusters-1": _clusters_minus_one,
    "clusters-p": _clusters_minus_p,
    "normal": _normal,
}
