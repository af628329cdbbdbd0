"""Mixed-effects meta-regression: which studies have larger effects."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._student import t_quantile
from headship.stats._validate import Matrix, Vector, as_matrix, between, one_of
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies, as_studies, build
from headship.stats.meta._test import TESTS, assess
from headship.stats.meta.variation import Heterogeneity, measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Omnibus:
    """A joint test of ``dof_numerator`` coefficients.

    ``statistic`` is chi-squared when ``dof`` is infinite, else F.
    """

    statistic: float
    dof_numerator: int
    dof: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaRegression:
    """Coefficients in the order of the design (constant first); arrays are (p,).

    ``r2`` is the share of the between-study variance the moderators account for, or
    None when there is none to account for or no constant.
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
    tau2: float
    tau2_se: float | None
    heterogeneity: Heterogeneity
    moderators: Omnibus
    r2: float | None
    log_likelihood: float
    n: int
    method: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """Predicted mean effects for new rows, with both kinds of interval."""

    estimate: Vector
    se: Vector
    lower: Vector
    upper: Vector
    prediction_lower: Vector
    prediction_upper: Vector
    confidence: float


def meta_regression(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike,
    *,
    intercept: bool = True,
    method: str = "REML",
    test: str = "normal",
    confidence: float = 0.95,
) -> MetaRegression:
    """Regress effects on characteristics of their studies.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m) or (k,)
        Numbers; code categories as indicator columns.
    intercept : bool
        Add a constant as the first coefficient.
    method : {"REML", "ML", "DL", "PM", "PMM", "EB", "SJ", "HE", "HS", "HSk", "common"}
        Estimator of the residual between-study variance; "common" sets it to 0.
    test : {"normal", "t", "hartung-knapp", "hartung-knapp-bounded"}
        As in ``random_effects``, with k-p degrees of freedom.
    confidence : float
        Level of the intervals.

    Returns
    -------
    MetaRegression
        ``heterogeneity`` is residual; ``moderators`` tests all coefficients but the
        constant.

    Raises
    ------
    ValueError
        If the moderators are collinear, a value is not finite, or there are too few
        studies.

    Notes
    -----
    Formula: ``b = (X'WX)^-1 X'Wy`` with ``w = 1/(v + tau2)``; ``R2 = max(0, 1 -
    tau2/tau2_0)`` with ``tau2_0`` from the same method without moderators.
    Assumes: independent studies; linear, additive moderators.
    Do not use when: there are fewer than about 10 studies for each moderator, or the
    moderator is an average over people (ecological bias).

    Examples
    --------
    >>> y, v = [0.1, 0.2, 0.5, 0.6], [0.02, 0.02, 0.02, 0.02]
    >>> fitted = meta_regression(y, v, [0, 0, 1, 1])
    >>> fitted.estimate.round(6).tolist(), fitted.tau2
    ([0.15, 0.4], 0.0)

    References
    ----------
    Berkey et al. (1995). Statistics in Medicine 14, section 2. Lopez-Lopez et al.
    (2014). BJMSP 67, section 3 (R2).
    """
    one_of("method", method, [*_tau2.METHODS, "common"])
    one_of("test", test, TESTS)
    between("confidence", confidence, 0, 1)
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    return regress(studies, method, test, confidence, intercept=intercept)


def predict(
    regression: MetaRegression,
    rows: npt.ArrayLike,
    *,
    rule: str = "t",
    confidence: float | None = None,
) -> Predicted:
    """Predict the mean effect, and a new study's effect, at given moderators.

    Parameters
    ----------
    regression : MetaRegression
        From ``meta_regression``.
    rows : array, shape (r, p)
        Rows of the design, constant included.
    rule : {"normal", "t", "riley"}
        Quantile of the prediction interval: normal, t with k-p, t with k-p-1.
    confidence : float, optional
        By default that of ``regression``.

    Returns
    -------
    Predicted

    Raises
    ------
    ValueError
        If the rows have another number of columns, or no degrees of freedom are left.

    Notes
    -----
    Formula: ``x'b -/+ q sqrt(x'Vx + tau2)``.
    Assumes: as ``meta_regression``.
    Do not use when: rows lie outside the range of the moderators.

    Examples
    --------
    >>> y, v = [0.1, 0.2, 0.5, 0.6], [0.02, 0.02, 0.02, 0.02]
    >>> predict(meta_regression(y, v, [0, 0, 1, 1]), [[1, 1]]).estimate.round(6)
    array([0.55])

    References
    ----------
    Riley, Higgins & Deeks (2011). BMJ 342, d549.
    """
    X = as_matrix("rows", rows)
    p = len(regression.estimate)
    if X.shape[1] != p:
        raise ValueError(f"rows need {p} columns, got {X.shape[1]}.")
    dofs = {
        "normal": np.inf,
        "t": float(regression.n - p),
        "riley": float(regression.n - p - 1),
    }
    dof = dofs[one_of("rule", rule, list(dofs))]
    if dof <= 0:
        raise ValueError(f"rule {rule!r} needs more studies, got {regression.n}.")
    level = regression.confidence if confidence is None else confidence
    between("confidence", level, 0, 1)
    mean = X @ regression.estimate
    variance = np.einsum("ij,jk,ik->i", X, regression.covariance, X)
    se = np.sqrt(variance)
    half = t_quantile((1 + level) / 2, regression.dof) * se
    wide = t_quantile((1 + level) / 2, dof) * np.sqrt(variance + regression.tau2)
    return Predicted(
        estimate=mean,
        se=se,
        lower=mean - half,
        upper=mean + half,
        prediction_lower=mean - wide,
        prediction_upper=mean + wide,
        confidence=level,
    )


def regress(
    studies: Studies,
    method: str,
    test: str,
    confidence: float,
    *,
    intercept: bool,
) -> MetaRegression:
    """Fit checked studies."""
    common = method == "common"
    found = _tau2.Tau2(0.0, 0.0) if common else _tau2.estimate(studies, method)
    tested = assess(studies, found.tau2, test, confidence)
    return MetaRegression(
        estimate=tested.estimate,
        se=tested.se,
        statistic=tested.statistic,
        dof=tested.dof,
        p_value=tested.p_value,
        lower=tested.lower,
        upper=tested.upper,
        confidence=confidence,
        covariance=tested.covariance,
        tau2=found.tau2,
        tau2_se=None if common else found.se,
        heterogeneity=measure(studies, found.tau2),
        moderators=omnibus(
            tested.estimate,
            tested.covariance,
            tested.dof,
            skip=int(intercept and studies.p > 1),
        ),
        r2=_r2(studies, found.tau2, method) if intercept and not common else None,
        log_likelihood=_tau2.log_likelihood(
            studies, found.tau2, restricted=method == "REML", fitted=tested.fitted
        ),
        n=studies.k,
        method=method,
        test=test,
    )


def omnibus(estimate: Vector, covariance: Matrix, dof: float, *, skip: int) -> Omnibus:
    b, V = estimate[skip:], covariance[skip:, skip:]
    # Solved in units of the standard errors: moderators differ in scale.
    se = np.sqrt(np.diag(V))
    z = b / se
    chi2 = float(z @ np.linalg.solve(V / np.outer(se, se), z))
    m = len(b)
    if np.isinf(dof):
        return Omnibus(
            statistic=chi2,
            dof_numerator=m,
            dof=dof,
            p_value=float(special.chdtrc(m, chi2)),
        )
    F = chi2 / m
    return Omnibus(
        statistic=F, dof_numerator=m, dof=dof, p_value=float(special.fdtrc(m, dof, F))
    )


def _r2(studies: Studies, tau2: float, method: str) -> float | None:
    null = build(studies.y, studies.v, np.ones((studies.k, 1)))
    base = _tau2.estimate(null, method).tau2
    return max(0.0, (base - tau2) / base) if base > 0 else None
