"""Variance components of crossed, nested and unbalanced designs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    one_of,
)
from headship.stats.impact._dof import component_errors
from headship.stats.impact._profile import Profile, minimum
from headship.stats.impact.terms import RandomTerm, prepare

METHODS = ("REML", "ML")


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceComponents:
    """Variances of the factors and of the residual, in squared outcome units.

    ``se`` are asymptotic standard errors by name (NaN for a component on the boundary
    zero), empty unless asked for. ``singular`` says whether a component is zero.
    """

    components: Mapping[str, float]
    residual: float
    se: Mapping[str, float]
    mean: float
    log_likelihood: float
    n: int
    method: str
    singular: bool


def variance_components(
    outcome: ArrayLike,
    factors: Mapping[str, ArrayLike],
    *,
    covariates: ArrayLike | None = None,
    method: str = "REML",
    standard_errors: bool = False,
) -> VarianceComponents:
    """Estimate the variance due to each random factor.

    Parameters
    ----------
    outcome
        The n outcomes.
    factors
        Labels of each row by factor name: n labels each. Factors may nest, cross, or
        be interactions made by ``cross``; the data may be unbalanced and need not
        be complete.
    covariates
        Fixed covariates, n by p, beside the mean.
    method
        "REML" or "ML".
    standard_errors
        Whether to compute asymptotic standard errors of the components.

    Returns
    -------
    VarianceComponents
        ``components`` in the order of ``factors``, and the ``residual``.

    Raises
    ------
    ValueError
        For a constant outcome, a factor with one level, or one with a level per row
        (it cannot be told from the residual).

    Notes
    -----
    Formula: y = X b + sum_k Z_k u_k + e with u_k ~ N(0, s_k^2 I) and e ~ N(0, s^2 I);
    the components maximize the (restricted) likelihood under s_k^2 >= 0.
    Assumes: effects are independent, normal and of equal variance over the levels.
    Do not use when: a factor has fewer than about five levels and its variance is the
    question; the estimate is then little more than a guess.

    Examples
    --------
    >>> scores = [7.0, 6.0, 8.0, 4.0, 3.0, 6.0, 9.0, 8.0, 9.0, 5.0, 3.0, 4.0]
    >>> person, rater = [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3, [0, 1, 2] * 4
    >>> fit = variance_components(scores, {"person": person, "rater": rater})
    >>> {name: round(value, 3) for name, value in fit.components.items()}
    {'person': 4.806, 'rater': 0.694}

    References
    ----------
    Searle, Casella & McCulloch (1992), Variance Components, sections 6.6-6.7.
    Bates, Maechler, Bolker & Walker (2015), J. Stat. Software 67(1), section 3.
    """
    y = as_vector("outcome", outcome, min_size=3)
    one_of("method", method, METHODS)
    X = fixed_design(covariates, y.size)
    require_variation(y)
    terms = [RandomTerm(name=name, groups=groups) for name, groups in factors.items()]
    profile = Profile(y, X, prepare(terms, y.size), restricted=method == "REML")
    theta = minimum(profile)
    solution = profile.solve(theta)
    residual = solution.residual / profile.dof
    return VarianceComponents(
        components={
            name: float(t * t * residual)
            for name, t in zip(factors, theta, strict=True)
        },
        residual=residual,
        se=_errors(profile, theta, factors) if standard_errors else {},
        mean=float(profile.coefficients(solution)[0]),
        log_likelihood=-0.5 * profile.deviance(theta),
        n=y.size,
        method=method,
        singular=bool((theta == 0.0).any()),
    )


def fixed_design(covariates: ArrayLike | None, n: int) -> Matrix:
    """Return the constant beside the covariates."""
    constant = np.ones((n, 1))
    if covariates is None:
        return constant
    given = np.asarray(covariates)
    matrix = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
    if len(matrix) != n:
        raise ValueError(f"covariates has {len(matrix)} rows for {n} outcomes.")
    return np.hstack([constant, matrix])


def require_variation(y: Vector) -> None:
    """Refuse a constant outcome, whose variance cannot be divided."""
    if np.ptp(y) == 0:
        raise ValueError(f"outcome is constant at {float(y[0])!r}; nothing varies.")


def _errors(
    profile: Profile, theta: Vector, factors: Mapping[str, ArrayLike]
) -> dict[str, float]:
    errors = component_errors(profile, theta)
    return dict(zip([*factors, "residual"], map(float, errors), strict=True))
