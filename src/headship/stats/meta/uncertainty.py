"""What can be said about a multilevel fit: robust tests, components, prediction."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Stack
from headship.stats._scipy import special
from headship.stats._student import t_quantile
from headship.stats._validate import between, one_of
from headship.stats.meta import _nested
from headship.stats.meta._roots import root
from headship.stats.meta.multilevel import COMPONENTS, MultilevelFit, three_level
from headship.stats.meta.multivariate import MultivariateFit
from headship.stats.results import Interval
from headship.stats.robust import (
    CoefficientTests,
    RobustCovariance,
    cluster_robust,
    coefficient_tests,
)

Array = npt.NDArray[np.float64]
__all__ = [
    "RobustTests",
    "component_interval",
    "prediction_interval_of",
    "robust_tests",
    "three_level",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustTests:
    """Robust tests of coefficients; ``robust`` feeds ``robust.wald_test``."""

    tests: CoefficientTests
    robust: RobustCovariance


def robust_tests(
    fit: MultilevelFit | MultivariateFit, *, kind: str = "CR2", dof: str | None = None
) -> RobustTests:
    """Test the coefficients of a multilevel fit without trusting its covariance.

    Parameters
    ----------
    fit : MultilevelFit or MultivariateFit
        From ``three_level``, ``correlated_effects`` or ``multivariate``.
    kind : str
        As ``robust.cluster_robust``.
    dof : str, optional
        As ``robust.coefficient_tests``.

    Returns
    -------
    RobustTests

    Raises
    ------
    ValueError
        As ``robust.cluster_robust``.

    Notes
    -----
    Formula: sandwich with weights and working covariance from the fitted model.
    Assumes: independent clusters.
    Do not use when: there are fewer than about 4 Satterthwaite degrees of freedom.

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = three_level(y, [0.01] * 6, [1, 1, 2, 2, 3, 3])
    >>> robust_tests(fitted).tests.dof.round(6)
    array([2.])

    References
    ----------
    Pustejovsky & Tipton (2022), section "Robust Variance Estimation".
    """
    data = fit.data
    e = data.studies.y - data.studies.X @ fit.estimate

    def weights(stack: Stack) -> Array:
        return np.asarray(np.linalg.inv(fit.marginal(stack)), dtype=np.float64)

    robust = cluster_robust(
        data.studies.X,
        e,
        data.groups.codes,
        weights=weights,
        working=fit.marginal,
        kind=kind,
    )
    tests = coefficient_tests(robust, fit.estimate, dof=dof, confidence=fit.confidence)
    return RobustTests(tests=tests, robust=robust)


def component_interval(
    fit: MultilevelFit, component: str, *, confidence: float | None = None
) -> Interval:
    """Return the profile-likelihood interval of a variance component.

    Parameters
    ----------
    fit : MultilevelFit
        From ``three_level`` or ``correlated_effects``.
    component : {"between", "within"}
        Which one; it must have been estimated.
    confidence : float, optional
        By default that of ``fit``.

    Returns
    -------
    Interval
        The lower end is 0 where 0 is not excluded.

    Raises
    ------
    ValueError
        If the component is unknown or was fixed.

    Notes
    -----
    Formula: all values with ``2 (max l - l(value)) <= chi2(1)``, the other component
    maximized out.
    Assumes: as the fit.
    Do not use when: the upper end is what matters and clusters are few; it is long.

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = three_level(y, [0.01] * 6, [1, 1, 2, 2, 3, 3])
    >>> component_interval(fitted, "within").lower
    0.0

    References
    ----------
    Viechtbauer (2010). Journal of Statistical Software 36(3), section 3.
    """
    index = COMPONENTS.index(one_of("component", component, COMPONENTS))
    data = fit.data
    if not data.free[index]:
        raise ValueError(f"component {component!r} was not estimated.")
    level = fit.confidence if confidence is None else confidence
    between("confidence", level, 0, 1)
    drop = 0.5 * float(special.chdtri(1, 1 - level))
    restricted = fit.method == "REML"
    start = np.array([fit.between, fit.within])
    others = data.free & (np.arange(2) != index)

    def gap(value: float) -> float:
        fixed = start.copy()
        fixed[index] = value
        _, there = _nested.maximize(data.nested, fixed, others, restricted=restricted)
        return fit.log_likelihood - there.value - drop

    best = float(start[index])
    lower = 0.0 if best == 0 or gap(0.0) <= 0 else root(gap, 0.0, best)
    high = 2 * best + float(data.nested.lam.mean())
    while gap(high) <= 0:
        high *= 2
    return Interval(lower=lower, upper=root(gap, best, high), confidence=level)


def prediction_interval_of(fit: MultilevelFit, *, rule: str = "normal") -> Interval:
    """Return the interval for the true effect of a new outcome of a new cluster.

    Parameters
    ----------
    fit : MultilevelFit
        A fit without moderators.
    rule : {"normal", "t"}
        Normal quantile, or t with k-1 degrees of freedom.

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        If the fit has moderators.

    Notes
    -----
    Formula: ``m -/+ q sqrt(se^2 + between + within)``.
    Assumes: normal true effects at both levels.
    Do not use when: clusters are fewer than about 5.

    Examples
    --------
    >>> y = [0.1, 0.2, 0.6, 0.7, 0.3, 0.5]
    >>> fitted = three_level(y, [0.01] * 6, [1, 1, 2, 2, 3, 3])
    >>> round(prediction_interval_of(fitted).lower, 3)
    -0.149

    References
    ----------
    Viechtbauer (2010). Journal of Statistical Software 36(3), section 3.
    """
    one_of("rule", rule, ("normal", "t"))
    if len(fit.estimate) > 1:
        raise ValueError(
            f"fit must have no moderators, got {len(fit.estimate)} coefficients."
        )
    dof = np.inf if rule == "normal" else float(fit.n - 1)
    total = float(fit.se[0]) ** 2 + fit.between + fit.within
    half = t_quantile((1 + fit.confidence) / 2, dof) * np.sqrt(total)
    mean = float(fit.estimate[0])
    return Interval(
        lower=mean - float(half), upper=mean + float(half), confidence=fit.confidence
    )
