"""Effect sizes of change: within one group, or of one group beyond another."""

import numpy as np

from headship.stats._validate import ArrayLike, Vector
from headship.stats.effects.clusters import ClusterFactors
from headship.stats.effects.corrections import exact_correction, wwc_correction
from headship.stats.effects.result import (
    EffectSize,
    counts,
    effect,
    group_sizes,
    inside,
    numbers,
    positives,
)
from headship.stats.effects.standards import SizeError, rules_of

# WWC Supplement 4.1: assumed pretest-posttest correlation where none is reported.
CORRELATION_UNKNOWN = 0.50


def change_in_change_units(
    mean_post: ArrayLike,
    mean_pre: ArrayLike,
    sd_post: ArrayLike,
    sd_pre: ArrayLike,
    n: ArrayLike,
    *,
    correlation: ArrayLike,
) -> EffectSize:
    """Standardize one group's mean change by the spread of changes.

    Parameters
    ----------
    mean_post, mean_pre, sd_post, sd_pre
        One entry per study, shape (k,), or scalars.
    n
        People measured twice, at least 3.
    correlation
        Correlation of the two measurements.

    Returns
    -------
    EffectSize
        Change in standard deviations of change; the test is normal.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: d = J(n - 1) (y_post - y_pre) / s, s^2 = s_post^2 + s_pre^2
    - 2 r s_post s_pre; variance 1 / n + d^2 / (2n).

    Assumes: the same people at both times.

    Do not use when: comparing with effects of two groups; there the yardstick is the
    spread of people (``change_in_raw_units``).

    Examples
    --------
    >>> d = change_in_change_units(23.1, 19.7, 13.8, 14.8, 20, correlation=0.77)
    >>> round(float(d.estimate), 6), round(float(d.variance), 6)
    (0.334936, 0.052805)

    References
    ----------
    Gibbons, Hedeker and Davis (1993), Journal of Educational Statistics 18(3).
    """
    people = counts("n", n, minimum=3)
    r = inside("correlation", correlation, -1, 1)
    s_1, s_2 = positives("sd_post", sd_post), positives("sd_pre", sd_pre)
    spread = np.sqrt(s_1**2 + s_2**2 - 2 * r * s_1 * s_2)
    change = numbers("mean_post", mean_post) - numbers("mean_pre", mean_pre)
    d = exact_correction(people - 1) * change / spread
    return effect(d, 1 / people + d**2 / (2 * people), people, "change_in_change_units")


def change_in_raw_units(
    mean_post: ArrayLike,
    mean_pre: ArrayLike,
    sd_pre: ArrayLike,
    n: ArrayLike,
    *,
    correlation: ArrayLike,
) -> EffectSize:
    """Standardize one group's mean change by the spread of people before.

    Parameters
    ----------
    mean_post, mean_pre, sd_pre
        One entry per study, shape (k,), or scalars.
    n
        People measured twice, at least 3.
    correlation
        Correlation of the two measurements.

    Returns
    -------
    EffectSize
        Change in standard deviations of people; the test is normal.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: d = J(n - 1) (y_post - y_pre) / s_pre; variance 2 (1 - r) / n + d^2 / (2n).

    Assumes: the same people at both times, with one population variance.

    Do not use when: a comparison group exists (``difference_in_differences``).

    Examples
    --------
    >>> d = change_in_raw_units(23.1, 19.7, 13.8, 20, correlation=0.77)
    >>> round(float(d.estimate), 6), round(float(d.variance), 6)
    (0.2365, 0.024398)

    References
    ----------
    Becker (1988), British Journal of Mathematical and Statistical Psychology 41(2).
    """
    people = counts("n", n, minimum=3)
    r = inside("correlation", correlation, -1, 1)
    change = numbers("mean_post", mean_post) - numbers("mean_pre", mean_pre)
    d = exact_correction(people - 1) * change / positives("sd_pre", sd_pre)
    variance = 2 * (1 - r) / people + d**2 / (2 * people)
    return effect(d, variance, people, "change_in_raw_units")


def gain_g(
    gain_treated: ArrayLike,
    gain_control: ArrayLike,
    sd_post: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    correlation: ArrayLike = CORRELATION_UNKNOWN,
    standards: str = "5.0",
    factors: ClusterFactors | None = None,
) -> EffectSize:
    """Compute g from two groups' gains on one measure.

    Parameters
    ----------
    gain_treated, gain_control
        Mean posttest less mean pretest of each group; any one shape.
    sd_post
        Pooled standard deviation of the posttest, never of the gains.
    n_treated, n_control
        People analyzed in each group.
    correlation
        Correlation of pretest and posttest; .50 if unknown.
    standards
        Edition of the handbook.
    factors
        From ``cluster_factors`` if clusters were assigned.

    Returns
    -------
    EffectSize
        g with its standard error; N - 2 degrees of freedom, or h if clustered.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: g = omega [(gain_t) - (gain_c)] / S_post;
    SE = omega^k sqrt(2 (1 - r) a + g^2 / (2N)). Clustered: a times eta, h for N and
    for the degrees of freedom.

    Assumes: pretest and posttest are the same measure on the same scale.

    Do not use when: pretest and posttest differ (``difference_in_differences``).

    Examples
    --------
    >>> g = gain_g(6, 4, 10, 100, 100, correlation=0.7)
    >>> round(float(g.estimate), 5), round(float(g.se), 5)
    (0.19924, 0.10958)

    References
    ----------
    WWC Supplement 4.1 (2020); Hedges et al. (2023).
    """
    difference = numbers("gain_treated", gain_treated) - numbers(
        "gain_control", gain_control
    )
    d = difference / positives("sd_post", sd_post)
    omega = _omega(n_treated, n_control, factors)
    g = omega * d
    return _two_period(
        g,
        g**2,
        n_treated,
        n_control,
        correlation=correlation,
        standards=standards,
        factors=factors,
        method="gain_g",
    )


def difference_in_differences(
    g_post: ArrayLike,
    g_pre: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    correlation: ArrayLike = CORRELATION_UNKNOWN,
    standards: str = "5.0",
    factors: ClusterFactors | None = None,
) -> EffectSize:
    """Subtract the effect size at pretest from the one at posttest.

    Parameters
    ----------
    g_post, g_pre
        Corrected effect sizes (g or Cox index) at posttest and pretest; any one shape.
    n_treated, n_control
        People analyzed in each group.
    correlation
        Correlation of pretest and posttest; .50 if unknown.
    standards
        Edition of the handbook.
    factors
        From ``cluster_factors`` if clusters were assigned.

    Returns
    -------
    EffectSize
        The adjusted g; N - 2 degrees of freedom, or h if clustered.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: g = g_post - g_pre; SE = omega^k sqrt(2 (1 - r) a
    + (g_post^2 + r^2 g_pre^2 - 2 r^2 g_pre g_post) / (2N)). Clustered: a times eta, h
    for N and for the degrees of freedom.

    Assumes: pretest and posttest are related measures; the WWC accepts it as an
    adjustment only for the same kind of measure (correlation of .60 or more; unsure).

    Do not use when: groups are followed over many periods (see the impact topic).

    Examples
    --------
    >>> g = difference_in_differences(0.30, 0.10, 100, 100)
    >>> round(float(g.estimate), 5), round(float(g.se), 5)
    (0.2, 0.14157)

    References
    ----------
    WWC Supplement 4.1 (2020); Hedges et al. (2023).
    """
    post, pre = numbers("g_post", g_post), numbers("g_pre", g_pre)
    r = inside("correlation", correlation, -1, 1)
    square = post**2 + r**2 * pre**2 - 2 * r**2 * pre * post
    return _two_period(
        np.asarray(post - pre),
        square,
        n_treated,
        n_control,
        correlation=correlation,
        standards=standards,
        factors=factors,
        method="difference_in_differences",
    )


def _omega(
    n_treated: ArrayLike, n_control: ArrayLike, factors: ClusterFactors | None
) -> Vector:
    first, second = group_sizes(n_treated, n_control)
    return wwc_correction(first + second - 2 if factors is None else factors.dof)


def _two_period(
    g: Vector,
    square: Vector,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    correlation: ArrayLike,
    standards: str,
    factors: ClusterFactors | None,
    method: str,
) -> EffectSize:
    first, second = group_sizes(n_treated, n_control)
    a, total = 1 / first + 1 / second, first + second
    dof, size = total - 2, total
    if factors is not None:
        a, dof, size = a * factors.eta, factors.dof, factors.dof
    r = inside("correlation", correlation, -1, 1)
    variance = 2 * (1 - r) * a + square / (2 * size)
    if rules_of(standards).error is SizeError.EFFECT_AND_OMEGA:
        variance = variance * _omega(n_treated, n_control, factors) ** 2
    return effect(g, variance, total, method, dof=dof)
