"""Differences of means for a meta-analysis, standardized or on their own scale."""

import numpy as np

from headship.stats._validate import ArrayLike, as_vector, one_of
from headship.stats.effects.corrections import exact_correction
from headship.stats.effects.means import pooled_sd
from headship.stats.effects.result import (
    EffectSize,
    counts,
    effect,
    group_sizes,
    inside,
    numbers,
    positives,
)


def hedges_g_of_scores(treated: ArrayLike, control: ArrayLike) -> EffectSize:
    """Standardize the difference of two samples with the exact correction.

    Parameters
    ----------
    treated, control
        Scores, one-dimensional, at least two each.

    Returns
    -------
    EffectSize
        g with its large-sample standard error; the test is normal.

    Raises
    ------
    ValueError
        For missing scores, a sample of one, or no spread at all.

    Notes
    -----
    Formula: see ``standardized_difference``.

    Assumes: independent scores with one population variance.

    Do not use when: people are nested in schools (``clustered_g``).

    Examples
    --------
    >>> g = hedges_g_of_scores([3, 4, 5, 6], [1, 2, 3, 4])
    >>> round(float(g.estimate), 4)
    1.3457

    References
    ----------
    Hedges (1981), Journal of Educational Statistics 6(2).
    """
    first = as_vector("treated", treated, min_size=2)
    second = as_vector("control", control, min_size=2)
    return standardized_difference(
        first.mean(),
        second.mean(),
        first.std(ddof=1),
        second.std(ddof=1),
        first.size,
        second.size,
    )


def standardized_difference(  # noqa: PLR0917 -- six arrays are one comparison
    mean_treated: ArrayLike,
    mean_control: ArrayLike,
    sd_treated: ArrayLike,
    sd_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    variance: str = "large_sample",
) -> EffectSize:
    """Standardize differences of means for a meta-analysis, with the exact factor J.

    Parameters
    ----------
    mean_treated, mean_control, sd_treated, sd_control, n_treated, n_control
        One entry per study, shape (k,), or scalars.
    variance
        "large_sample" (metafor's LS), "unbiased" (UB) or "borenstein" (LS2).

    Returns
    -------
    EffectSize
        g and its standard error; the test is normal.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: g = J(m) d, m = N - 2; variance a + g^2 / (2N) (large_sample),
    a + (1 - (m - 2) / (m J^2)) g^2 (unbiased), J^2 (a + d^2 / (2N)) (borenstein).

    Assumes: independent people, normal outcomes, one population variance.

    Do not use when: reproducing WWC figures (``hedges_g``).

    Examples
    --------
    >>> g = standardized_difference(103, 100, 5.5, 4.5, 50, 50)
    >>> round(float(g.estimate), 6), round(float(g.variance), 6)
    (0.59244, 0.041755)

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4; Hedges (1981).
    """
    one_of("variance", variance, ("large_sample", "unbiased", "borenstein"))
    first, second = group_sizes(n_treated, n_control)
    difference = numbers("mean_treated", mean_treated) - numbers(
        "mean_control", mean_control
    )
    d = difference / pooled_sd(sd_treated, sd_control, n_treated, n_control)
    a, total = 1 / first + 1 / second, first + second
    m = total - 2
    j = exact_correction(m)
    g = j * d
    if variance == "large_sample":
        v = a + g**2 / (2 * total)
    elif variance == "unbiased":
        v = a + (1 - (m - 2) / (m * j**2)) * g**2
    else:
        v = j**2 * (a + d**2 / (2 * total))
    return effect(g, v, total, f"standardized_difference:{variance}")


def heteroscedastic_difference(  # noqa: PLR0917 -- six arrays are one comparison
    mean_treated: ArrayLike,
    mean_control: ArrayLike,
    sd_treated: ArrayLike,
    sd_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
) -> EffectSize:
    """Standardize differences of means by the average variance.

    Parameters
    ----------
    mean_treated, mean_control, sd_treated, sd_control, n_treated, n_control
        One entry per study, shape (k,), or scalars.

    Returns
    -------
    EffectSize
        The difference with its standard error; the test is normal.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument; groups need two people.

    Notes
    -----
    Formula: d = J(N - 2) (y_t - y_c) / s, s^2 = (s_t^2 + s_c^2) / 2; variance J^2 times
    d^2 (s_t^4 / (n_t - 1) + s_c^4 / (n_c - 1)) / (8 s^4)
    + (s_t^2 / (n_t - 1) + s_c^2 / (n_c - 1)) / s^2. The corrected d stands in the
    variance, as in metafor; Bonett's own example uses the uncorrected one.

    Assumes: normal outcomes whose variances may differ.

    Do not use when: one group's spread is itself changed by the program and the
    control group's is the yardstick.

    Examples
    --------
    >>> d = heteroscedastic_difference(103, 100, 5.5, 4.5, 50, 50)
    >>> round(float(d.estimate), 5)
    0.59244

    References
    ----------
    Bonett (2009), Psychological Methods 14(3), equations 4-6.
    """
    first = counts("n_treated", n_treated, minimum=2)
    second = counts("n_control", n_control, minimum=2)
    v_1 = inside("sd_treated", sd_treated, 0, np.inf, closed=True) ** 2
    v_2 = inside("sd_control", sd_control, 0, np.inf, closed=True) ** 2
    s2 = positives("average variance", (v_1 + v_2) / 2)
    difference = numbers("mean_treated", mean_treated) - numbers(
        "mean_control", mean_control
    )
    j = exact_correction(first + second - 2)
    d = j * difference / np.sqrt(s2)
    spread = v_1**2 / (first - 1) + v_2**2 / (second - 1)
    v = d**2 * spread / (8 * s2**2) + (v_1 / (first - 1) + v_2 / (second - 1)) / s2
    return effect(d, j**2 * v, first + second, "heteroscedastic_difference")


def raw_difference(  # noqa: PLR0917 -- six arrays are one comparison
    mean_treated: ArrayLike,
    mean_control: ArrayLike,
    sd_treated: ArrayLike,
    sd_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    log_ratio: bool = False,
) -> EffectSize:
    """Compare means on their own scale, as a difference or a log ratio.

    Parameters
    ----------
    mean_treated, mean_control, sd_treated, sd_control, n_treated, n_control
        One entry per study, shape (k,), or scalars.
    log_ratio
        Return log(y_t / y_c) instead of y_t - y_c.

    Returns
    -------
    EffectSize
        The difference with its standard error; the test is normal.

    Raises
    ------
    ValueError
        For missing or impossible values; for ``log_ratio`` if means are not positive.

    Notes
    -----
    Formula: variance s_t^2 / n_t + s_c^2 / n_c; for the log ratio
    s_t^2 / (n_t y_t^2) + s_c^2 / (n_c y_c^2).

    Assumes: independent groups; all studies used the same scale (difference) or a
    ratio scale (log ratio).

    Do not use when: studies used different tests (``standardized_difference``).

    Examples
    --------
    >>> d = raw_difference(103, 100, 5.5, 4.5, 50, 50)
    >>> float(d.estimate), round(float(d.se), 4)
    (3.0, 1.005)

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4.
    """
    first, second = group_sizes(n_treated, n_control)
    v_1 = positives("sd_treated", sd_treated) ** 2 / first
    v_2 = positives("sd_control", sd_control) ** 2 / second
    if log_ratio:
        y_1 = positives("mean_treated", mean_treated)
        y_2 = positives("mean_control", mean_control)
        v = v_1 / y_1**2 + v_2 / y_2**2
        return effect(np.log(y_1 / y_2), v, first + second, "log_ratio_of_means")
    difference = numbers("mean_treated", mean_treated) - numbers(
        "mean_control", mean_control
    )
    return effect(difference, v_1 + v_2, first + second, "raw_difference")
