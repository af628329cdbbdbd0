"""Effect sizes from what a study reports instead of means: t, F, p, a coefficient."""

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector
from headship.stats.effects.means import wwc_effect
from headship.stats.effects.result import (
    EffectSize,
    group_sizes,
    inside,
    numbers,
    positives,
)


def g_from_t(
    t: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    correlation: ArrayLike = 0.0,
    standards: str = "5.0",
) -> EffectSize:
    """Compute g from a t statistic of two groups.

    Parameters
    ----------
    t
        The statistic, positive where the treated group is higher; any shape.
    n_treated, n_control
        People analyzed in each group.
    correlation
        Correlation of pretest and outcome if t comes from an analysis of covariance.
    standards
        Edition of the handbook.

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
    Formula: g = omega t sqrt(a) sqrt(1 - r^2).

    Assumes: t tests the difference of two groups of individuals.

    Do not use when: t comes from a repeated-measures or multilevel analysis.

    Examples
    --------
    >>> round(float(g_from_t(2.5, 40, 45).estimate), 5)
    0.53834

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    first, second = group_sizes(n_treated, n_control)
    r = inside("correlation", correlation, -1, 1)
    unexplained = 1 - r**2
    d = numbers("t", t) * np.sqrt((1 / first + 1 / second) * unexplained)
    return wwc_effect(
        d,
        first,
        second,
        standards=standards,
        r_squared=r**2,
        method="g_from_t",
    )


def g_from_f(
    f: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    sign: ArrayLike,
    correlation: ArrayLike = 0.0,
    standards: str = "5.0",
) -> EffectSize:
    """Compute g from an F statistic with one numerator degree of freedom.

    Parameters
    ----------
    f
        The statistic, not negative; any shape.
    n_treated, n_control
        People analyzed in each group.
    sign
        1 where the treated group is higher, -1 where it is lower.
    correlation
        Correlation of pretest and outcome if F comes from an analysis of covariance.
    standards
        Edition of the handbook.

    Returns
    -------
    EffectSize
        g with its standard error; N - 2 degrees of freedom (N - 1 up to 3.0).

    Raises
    ------
    ValueError
        For a negative F, a sign other than 1 and -1, or other impossible values.

    Notes
    -----
    Formula: t = sign sqrt(F), then as ``g_from_t``.

    Assumes: two groups, one numerator degree of freedom.

    Do not use when: F compares three or more groups.

    Examples
    --------
    >>> round(float(g_from_f(6.25, 40, 45, sign=1).estimate), 5)
    0.53834

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    root = np.sqrt(inside("f", f, 0, np.inf, closed=True))
    return g_from_t(
        _signs(sign) * root,
        n_treated,
        n_control,
        correlation=correlation,
        standards=standards,
    )


def g_from_p(
    p: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    sign: ArrayLike,
    standards: str = "5.0",
) -> EffectSize:
    """Compute g from a two-sided p-value.

    Parameters
    ----------
    p
        The exact p-value, above 0 and at most 1; any shape.
    n_treated, n_control
        People analyzed in each group.
    sign
        1 where the treated group is higher, -1 where it is lower.
    standards
        Edition of the handbook.

    Returns
    -------
    EffectSize
        g with its standard error; N - 2 degrees of freedom (N - 1 up to 3.0).

    Raises
    ------
    ValueError
        For p outside (0, 1], a sign other than 1 and -1, or other impossible values.

    Notes
    -----
    Formula: t = sign T^-1(1 - p / 2; N - 2), then as ``g_from_t``.

    Assumes: p tests the difference of two groups by t.

    Do not use when: only "p < .05" is reported; the bound is not the value.

    Examples
    --------
    >>> round(float(g_from_p(0.0144, 40, 45, sign=1).estimate), 3)
    0.538

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    first, second = group_sizes(n_treated, n_control)
    value = inside("p", p, 0, 1 + 1e-12)
    # The lower tail keeps all digits of a small p.
    t = -special.stdtrit(first + second - 2, np.minimum(value, 1) / 2)
    return g_from_t(_signs(sign) * t, first, second, standards=standards)


def g_from_regression(
    coefficient: ArrayLike,
    se: ArrayLike,
    sd: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    standards: str = "5.0",
) -> EffectSize:
    """Compute g from the coefficient of the treatment indicator.

    Parameters
    ----------
    coefficient, se
        Unstandardized coefficient and its standard error; any shape.
    sd
        Unadjusted pooled standard deviation of the outcome.
    n_treated, n_control
        People analyzed in each group.
    standards
        Edition of the handbook.

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
    Formula: g = omega b / S; SE = omega sqrt((SE_b / S)^2 + g^2 / (2N)) from edition
    4.1 on, without omega in 4.0, SE_b / S up to 3.0.

    Assumes: the indicator is 0 and 1 and the model's standard error fits the design.

    Do not use when: the outcome was standardized by another standard deviation, or
    clusters were assigned and ignored (``clustered_g``).

    Examples
    --------
    >>> g = g_from_regression(2.0, 0.8, 10, 300, 310)
    >>> round(float(g.estimate), 5), round(float(g.se), 5)
    (0.19975, 0.08011)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E; WWC Supplement 4.1 (2020).
    """
    spread = positives("sd", sd)
    return wwc_effect(
        numbers("coefficient", coefficient) / spread,
        n_treated,
        n_control,
        standards=standards,
        variance_of_difference=(positives("se", se) / spread) ** 2,
        method="g_from_regression",
    )


def _signs(sign: ArrayLike) -> Vector:
    values = numbers("sign", sign)
    if not np.isin(values, (-1.0, 1.0)).all():
        raise ValueError(f"sign must be 1 or -1, got {sign!r}.")
    return values
