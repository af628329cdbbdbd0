"""Several effects per study: three-level and correlated-effects models."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Stack, Working, as_clusters, stacked
from headship.stats._scipy import special
from headship.stats._student import t_quantile, t_tail
from headship.stats._validate import Matrix, Vector, between, number, one_of
from headship.stats.meta import _nested
from headship.stats.meta._nested import Evaluated, Nested
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.meta.regression import Omnibus, omnibus

COMPONENTS = ("between", "within")
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultilevelFit:
    """Coefficients (p,), variance components and heterogeneity by level.

    ``between`` is the variance of true effects between clusters, ``within`` among
    effects of a cluster. ``i2_between`` and ``i2_within`` are their shares of the
    total with a typical sampling variance. ``data`` is what robust tests and profile
    intervals are computed from.
    """

    estimate: Vector
    se: Vector
    statistic: Vector
    dof: float
    p_value: Vector
    lower: Vector
    upper: Vector
    confidence: float
    covariance: Matrix
    between: float
    within: float
    i2_between: float
    i2_within: float
    q: float
    q_dof: int
    q_p_value: float
    moderators: Omnibus
    log_likelihood: float
    n: int
    n_clusters: int
    method: str
    test: str
    data: "Fitted"

    def marginal(self, stack: Stack) -> Array:
        """Return the (m, n, n) marginal covariances of one stack of clusters."""
        return self.data.covariance(self.between, self.within, stack)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The checked input of a multilevel fit."""

    studies: Studies
    groups: Clusters
    sampling: Working
    nested: Nested
    free: npt.NDArray[np.bool_]

    def covariance(self, between: float, within: float, stack: Stack) -> Array:
        """Return the (m, n, n) marginal covariances of one stack of clusters."""
        n = stack.rows.shape[1]
        V = stacked("sampling", self.sampling, stack)
        return V + between + within * np.eye(n)


def three_level(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    moderators: npt.ArrayLike | None = None,
    intercept: bool = True,
    method: str = "REML",
    test: str = "normal",
    confidence: float = 0.95,
) -> MultilevelFit:
    """Pool effects that are nested in clusters, sampling errors independent.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    clusters : array, shape (k,)
        Label of the study, district or laboratory of each effect.
    moderators : array, shape (k, m), optional
        Moderators at either level.
    intercept : bool
        Add a constant to the moderators.
    method : {"REML", "ML"}
        Estimator of the two variance components.
    test : {"normal", "t"}
        Normal, or t with k-p degrees of freedom.
    confidence : float
        Level of the intervals.

    Returns
    -------
    MultilevelFit

    Raises
    ------
    ValueError
        If there is one cluster, every cluster has one effect, or the input is bad.

    Notes
    -----
    Formula: ``y_ij = x'b + c_j + u_ij + e_ij`` with variances between, within, v.
    Assumes: sampling errors of a cluster are independent (different people).
    Do not use when: effects share people; use ``correlated_effects``. Tests lean on
    the model; add ``robust_tests``.

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = three_level(y, [0.01] * 6, [1, 1, 2, 2, 3, 3])
    >>> round(float(fitted.estimate[0]), 4), round(fitted.between, 4)
    (0.4, 0.0575)

    References
    ----------
    Konstantopoulos (2011). Research Synthesis Methods 2, section 2. Van den Noortgate
    et al. (2013). Behavior Research Methods 45.
    """
    return correlated_effects(
        effects,
        variances,
        clusters,
        rho=0.0,
        moderators=moderators,
        intercept=intercept,
        method=method,
        test=test,
        confidence=confidence,
    )


def correlated_effects(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    rho: float,
    moderators: npt.ArrayLike | None = None,
    intercept: bool = True,
    components: tuple[str, ...] = COMPONENTS,
    method: str = "REML",
    test: str = "normal",
    confidence: float = 0.95,
) -> MultilevelFit:
    """Pool correlated and hierarchical effects (CHE) with a guessed correlation.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    clusters : array, shape (k,)
        Label of the study of each effect.
    rho : float
        Correlation of sampling errors in a study, from 0 to below 1.
    moderators, intercept, method, test, confidence
        As ``three_level``.
    components : tuple
        Which of "between" and "within" are estimated; the others are 0.

    Returns
    -------
    MultilevelFit

    Raises
    ------
    ValueError
        If ``rho`` is outside [0, 1), a component is unknown, or as ``three_level``.

    Notes
    -----
    Formula: as ``three_level``, with covariance ``rho sqrt(v_i v_j)`` of sampling
    errors within a study.
    Assumes: one correlation for all pairs; guard against its being wrong with
    ``robust_tests``.
    Do not use when: the actual covariances are known (use ``multivariate``).

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = correlated_effects(y, [0.01] * 6, [1, 1, 2, 2, 3, 3], rho=0.6)
    >>> round(float(fitted.estimate[0]), 4), round(fitted.within, 4)
    (0.4, 0.006)

    References
    ----------
    Pustejovsky & Tipton (2022). Prevention Science 23, section "Working Models".
    """
    r = number("rho", rho)
    if not 0 <= r < 1:
        raise ValueError(f"rho must be at least 0 and below 1, got {rho!r}.")
    one_of("method", method, ("REML", "ML"))
    one_of("test", test, ("normal", "t"))
    between("confidence", confidence, 0, 1)
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    groups = as_clusters("clusters", clusters, studies.k)
    free = _free(components)
    _identified(groups, free)
    sampling = studies.v if r == 0 else _constant_correlation(studies.v, r)
    fitted = Fitted(
        studies=studies,
        groups=groups,
        sampling=sampling,
        nested=_nested.nested(studies, groups, sampling),
        free=free,
    )
    start = np.where(free, _start(studies), 0.0)
    at, here = _nested.maximize(fitted.nested, start, free, restricted=method == "REML")
    skip = int(intercept and studies.p > 1)
    return _result(fitted, at, here, _Choices(method, test, confidence, skip))


@dataclass(frozen=True, slots=True)
class _Choices:
    method: str
    test: str
    confidence: float
    skip: int


def _constant_correlation(v: Vector, rho: float) -> Working:
    root = np.sqrt(v)

    def blocks(stack: Stack) -> Array:
        d = root[stack.rows]
        V = rho * d[:, :, None] * d[:, None, :]
        n = stack.rows.shape[1]
        V[:, np.arange(n), np.arange(n)] = v[stack.rows]
        return V

    return blocks


def _free(components: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    for component in components:
        one_of("components", component, COMPONENTS)
    if not components:
        raise ValueError(f"components must name at least one of {COMPONENTS}, got ().")
    return np.array([name in components for name in COMPONENTS])


def _identified(groups: Clusters, free: npt.NDArray[np.bool_]) -> None:
    if len(groups.labels) < 2:
        raise ValueError(
            f"clusters needs at least 2 clusters, got {len(groups.labels)}."
        )
    if free.all() and groups.sizes.max() == 1:
        raise ValueError(
            "clusters have one effect each: between and within cannot be told apart; "
            "use random_effects."
        )


def _start(studies: Studies) -> float:
    """Return half of the excess variance of the residuals."""
    r = studies.y - studies.Q @ (studies.Q.T @ studies.y)
    spread = float(r @ r) / (studies.k - studies.p)
    return max(0.5 * (spread - float(studies.v.mean())), 0.05 * spread)


def _result(
    fitted: Fitted, at: Vector, here: Evaluated, choices: _Choices
) -> MultilevelFit:
    studies, back = fitted.studies, fitted.studies.back
    estimate, covariance = back @ here.gamma, back @ here.M @ back.T
    se = np.sqrt(np.diag(covariance))
    dof = np.inf if choices.test == "normal" else float(studies.k - studies.p)
    t = estimate / se
    half = t_quantile((1 + choices.confidence) / 2, dof) * se
    q, typical = _q(fitted)
    total = float(at.sum()) + typical
    return MultilevelFit(
        estimate=estimate,
        se=se,
        statistic=t,
        dof=dof,
        p_value=2 * t_tail(np.abs(t), dof),
        lower=estimate - half,
        upper=estimate + half,
        confidence=choices.confidence,
        covariance=covariance,
        between=float(at[0]),
        within=float(at[1]),
        i2_between=float(at[0]) / total,
        i2_within=float(at[1]) / total,
        q=q,
        q_dof=studies.k - studies.p,
        q_p_value=float(special.chdtrc(studies.k - studies.p, q)),
        moderators=omnibus(estimate, covariance, dof, skip=choices.skip),
        log_likelihood=here.value,
        n=studies.k,
        n_clusters=len(fitted.groups.labels),
        method=choices.method,
        test=choices.test,
        data=fitted,
    )


def _q(fitted: Fitted) -> tuple[float, float]:
    """Return the Q of the sampling covariance alone and the typical variance."""
    data, p = fitted.nested, fitted.nested.p
    w = 1 / data.lam
    WX = data.Z[:, :p] * w[:, None]
    M = np.linalg.inv(data.Z[:, :p].T @ WX)
    y = data.Z[:, p]
    r = y - data.Z[:, :p] @ (M @ (WX.T @ y))
    trace = float(w.sum() - np.sum(M * (WX.T @ WX)))
    return float(r @ (w * r)), (data.k - p) / trace
