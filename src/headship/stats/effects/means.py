"""Standardized and raw differences of two groups' means."""

import numpy as np

from headship.stats._validate import ArrayLike, Vector
from headship.stats.effects.corrections import wwc_correction
from headship.stats.effects.result import (
    EffectSize,
    effect,
    group_sizes,
    inside,
    numbers,
    positives,
    settle,
)
from headship.stats.effects.standards import Rules, SizeError, rules_of


def pooled_sd(
    sd_treated: ArrayLike,
    sd_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
) -> Vector:
    """Pool two standard deviations.

    Parameters
    ----------
    sd_treated, sd_control
        Standard deviations, not negative and not both zero; any one shape.
    n_treated, n_control
        People in each group.

    Returns
    -------
    float or ndarray
        The pooled standard deviation.

    Raises
    ------
    ValueError
        For a negative or missing value, or no spread in either group.

    Notes
    -----
    Formula: S = sqrt(((n_t - 1) s_t^2 + (n_c - 1) s_c^2) / (N - 2)).

    Assumes: both groups have the same population variance.

    Do not use when: variances clearly differ (``heteroscedastic_difference``).

    Examples
    --------
    >>> round(float(pooled_sd(5.5, 4.5, 50, 50)), 6)
    5.024938

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    first, second = group_sizes(n_treated, n_control)
    s_1 = inside("sd_treated", sd_treated, 0, np.inf, closed=True)
    s_2 = inside("sd_control", sd_control, 0, np.inf, closed=True)
    squares = (first - 1) * s_1**2 + (second - 1) * s_2**2
    return settle(positives("pooled sd", np.sqrt(squares / (first + second - 2))))


def hedges_g(  # noqa: PLR0917 -- six arrays are one comparison
    mean_treated: ArrayLike,
    mean_control: ArrayLike,
    sd_treated: ArrayLike,
    sd_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    standards: str = "5.0",
    r_squared: ArrayLike = 0.0,
) -> EffectSize:
    """Standardize a difference of means as the WWC does.

    Parameters
    ----------
    mean_treated, mean_control
        Means, covariate-adjusted if available; any one shape.
    sd_treated, sd_control
        Unadjusted standard deviations of individuals.
    n_treated, n_control
        People analyzed in each group.
    standards
        Edition of the handbook; it decides whether the standard error carries omega.
    r_squared
        Share of outcome variance the covariates explain; 0 if unknown.

    Returns
    -------
    EffectSize
        g with its standard error; N - 2 degrees of freedom (N - 1 up to 3.0).

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: g = omega (y_t - y_c) / S. SE = omega sqrt((1 - R^2) a + g^2 / (2N)) from
    edition 4.1 on, the same without omega in 4.0, and sqrt((1 - R^2) a) with N - 1
    degrees of freedom up to 3.0.

    Assumes: individuals were assigned and analyzed.

    Do not use when: schools or classes were assigned (``clustered_g``).

    Examples
    --------
    >>> g = hedges_g(8.04, 6.37, 3.51, 1.51, 31, 32, standards="4.1")
    >>> round(float(g.estimate), 5), round(float(g.p_value), 5)
    (0.61393, 0.01896)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E, equations E.1-E.4.
    """
    sd = pooled_sd(sd_treated, sd_control, n_treated, n_control)
    difference = numbers("mean_treated", mean_treated) - numbers(
        "mean_control", mean_control
    )
    return wwc_effect(
        difference / sd,
        n_treated,
        n_control,
        standards=standards,
        r_squared=r_squared,
        method="hedges_g",
    )


def wwc_effect(
    difference: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    standards: str = "5.0",
    r_squared: ArrayLike = 0.0,
    variance_of_difference: ArrayLike | None = None,
    method: str = "g",
) -> EffectSize:
    """Correct a standardized difference and attach the WWC's standard error.

    Parameters
    ----------
    difference
        Difference divided by the pooled standard deviation, uncorrected; any shape.
    n_treated, n_control
        People analyzed in each group.
    standards
        Edition of the handbook.
    r_squared
        Share of outcome variance the covariates explain; 0 if unknown.
    variance_of_difference
        Squared standard error of ``difference`` from the study's own model; instead of
        (1 - R^2) a.
    method
        Name written into the result.

    Returns
    -------
    EffectSize
        g with its standard error; N - 2 degrees of freedom (N - 1 up to 3.0).

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: g = omega d; with v = (1 - R^2) a, SE = omega sqrt(v + g^2 / (2N)) from
    edition 4.1 on, without omega in 4.0, sqrt(v) up to 3.0.

    Assumes: individuals were assigned and analyzed.

    Do not use when: schools or classes were assigned (``clustered_g``).

    Examples
    --------
    >>> round(float(wwc_effect(0.5, 50, 50, standards="4.0").se), 6)
    0.203054

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    first, second = group_sizes(n_treated, n_control)
    total = first + second
    rules = rules_of(standards)
    omega = wwc_correction(total - 2)
    g = omega * numbers("difference", difference)
    if variance_of_difference is None:
        explained = inside("r_squared", r_squared, -1e-12, 1)
        v = (1 - explained) * (1 / first + 1 / second)
    else:
        v = positives("variance_of_difference", variance_of_difference)
    variance = size_variance(rules, v, g, total, omega)
    return effect(g, variance, total, method, dof=total - rules.lost_dof)


def size_variance(
    rules: Rules, v: Vector, g: Vector, size: Vector, omega: Vector
) -> Vector:
    """Return the sampling variance of g by an edition's rule.

    ``v`` is the variance of the difference, ``size`` N or the h of clusters.
    """
    if rules.error is SizeError.SIZES_ONLY:
        return v
    variance = v + g**2 / (2 * size)
    if rules.error is SizeError.EFFECT_AND_OMEGA:
        variance = variance * omega**2
    return variance
