"""Effect sizes of rare events and of events over time."""

import numpy as np

from headship.stats._validate import ArrayLike, number
from headship.stats.effects.fourfold import fill_table, read_table
from headship.stats.effects.result import EffectSize, counts, effect, positives


def peto_odds_ratio(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, add: float = 0.0
) -> EffectSize:
    """Compute log odds ratios by Peto's one-step method.

    Parameters
    ----------
    a, b, c, d
        Counts of a 2 x 2 table (treated with and without the outcome, control with and
        without), shape (k,), or scalars; single empty cells are no trouble.
    add
        Added to all four cells of tables with an empty cell (0.5 in metafor's escalc).

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, or an outcome nobody or everybody has.

    Notes
    -----
    Formula: (O - E) / V with O = a, E = (a + c) n_t / N and
    V = (a + c)(b + d) n_t n_c / (N^2 (N - 1)); variance 1 / V.

    Assumes: a rare outcome, groups of similar size, a small effect.

    Do not use when: groups are very unequal or the effect is large; the method is then
    biased.

    Examples
    --------
    >>> round(float(peto_odds_ratio(5, 95, 10, 90).estimate), 4)
    -0.7171

    References
    ----------
    Yusuf et al. (1985), Progress in Cardiovascular Diseases 27(5).
    """
    e, f, g, h = fill_table(read_table(a, b, c, d), add, allow_empty=True)
    n_1, n_2 = e + f, g + h
    n = n_1 + n_2
    events = positives("a + c", e + g)
    others = positives("b + d", f + h)
    spread = events * others * n_1 * n_2 / (n**2 * (n - 1))
    return effect((e - events * n_1 / n) / spread, 1 / spread, n, "peto_odds_ratio")


def log_rate_ratio(
    events_treated: ArrayLike,
    time_treated: ArrayLike,
    events_control: ArrayLike,
    time_control: ArrayLike,
    *,
    add: float = 0.5,
) -> EffectSize:
    """Compute log ratios of two incidence rates.

    Parameters
    ----------
    events_treated, events_control
        Events in each group (leaders who left), shape (k,), or scalars.
    time_treated, time_control
        Person-time at risk (leader-years), above zero.
    add
        Added to both counts where one of them is zero.

    Returns
    -------
    EffectSize
        Estimates with standard errors; ``n`` is the number of events and the test
        normal.

    Raises
    ------
    ValueError
        For negative counts, no time at risk, or a count of zero when ``add`` is 0.

    Notes
    -----
    Formula: ln[(x_t / T_t) / (x_c / T_c)], variance 1 / x_t + 1 / x_c.

    Assumes: a constant rate within each group.

    Do not use when: the rate changes with time served (see the retention topic).

    Examples
    --------
    >>> ratio = log_rate_ratio(15, 180, 25, 170)
    >>> round(float(ratio.estimate), 4), round(float(ratio.se), 4)
    (-0.568, 0.3266)

    References
    ----------
    Rothman, Greenland and Lash (2008), Modern Epidemiology, chapter 14.
    """
    extra = number("add", add)
    first = counts("events_treated", events_treated, minimum=0)
    second = counts("events_control", events_control, minimum=0)
    empty = np.where((first == 0) | (second == 0), extra, 0.0)
    x_1 = positives("events_treated + add", first + empty)
    x_2 = positives("events_control + add", second + empty)
    t_1 = positives("time_treated", time_treated)
    t_2 = positives("time_control", time_control)
    ratio = np.log(x_1 / t_1) - np.log(x_2 / t_2)
    return effect(ratio, 1 / x_1 + 1 / x_2, x_1 + x_2, "log_rate_ratio")
