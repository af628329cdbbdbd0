"""Effect sizes of two groups' proportions on the scale of g (Cox index)."""

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector, between, one_of
from headship.stats.effects.corrections import wwc_correction
from headship.stats.effects.result import (
    EffectSize,
    effect,
    group_sizes,
    inside,
    numbers,
    positives,
)
from headship.stats.effects.standards import SizeError, rules_of

# Cox (1970): a logistic difference over 1.65 is close to a standardized difference.
COX_DIVISOR = 1.65

_DOF = ("n-1", "n-2")


def cox_index(
    p_treated: ArrayLike,
    p_control: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    standards: str = "5.0",
    small_sample: bool | None = None,
    dof: str | None = None,
    continuity: float | None = None,
) -> EffectSize:
    """Put a difference of two proportions on the scale of g.

    Parameters
    ----------
    p_treated, p_control
        Proportions, strictly between 0 and 1 (unless ``continuity``); any shape.
    n_treated, n_control
        People analyzed in each group.
    standards
        Edition of the handbook; 4.0 and before multiply by omega.
    small_sample
        Override the edition's choice about omega.
    dof
        "n-2" or "n-1"; by default the edition's: "n-1" up to 3.0. Some published
        p-values of edition 4.0 rest on "n-1".
    continuity
        Added to both counts of both groups, for proportions of 0 or 1. Not a WWC rule.

    Returns
    -------
    EffectSize
        The Cox index with its standard error.

    Raises
    ------
    ValueError
        For a proportion of 0 or 1 without ``continuity``, or other impossible values.

    Notes
    -----
    Formula: d = (logit p_t - logit p_c) / 1.65, times omega up to edition 4.0;
    SE = sqrt(1/(n_t p_t) + 1/(n_t q_t) + 1/(n_c p_c) + 1/(n_c q_c)) / 1.65 from 4.0 on,
    sqrt(1/n_t + 1/n_c) up to 3.0.

    Assumes: individuals were assigned and analyzed. The standard error carries no
    omega in any edition.

    Do not use when: the outcome has more than two values.

    Examples
    --------
    Principal turnover after three years, 24 % against 40 % of 62 schools each.

    >>> d = cox_index(0.24, 0.40, 62, 62, standards="4.0", dof="n-1")
    >>> round(float(d.estimate), 7), round(float(d.p_value), 7)
    (-0.4500675, 0.0621434)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E; WWC Procedures Handbook 4.0, appendix E.
    """
    rules = rules_of(standards)
    lost = rules.lost_dof if dof is None else int(one_of("dof", dof, _DOF)[-1])
    first, second = group_sizes(n_treated, n_control)
    if continuity is None:
        p_1, n_1 = inside("p_treated", p_treated, 0, 1), first
        p_2, n_2 = inside("p_control", p_control, 0, 1), second
    else:
        p_1, n_1 = _continued("p_treated", p_treated, first, continuity)
        p_2, n_2 = _continued("p_control", p_control, second, continuity)
    log_odds_ratio = np.log(p_1 / (1 - p_1)) - np.log(p_2 / (1 - p_2))
    variance = 1 / (n_1 * p_1 * (1 - p_1)) + 1 / (n_2 * p_2 * (1 - p_2))
    d = log_odds_ratio / COX_DIVISOR
    total = first + second
    if rules.cox_omega if small_sample is None else small_sample:
        d = d * wwc_correction(total - 2)
    variance = variance / COX_DIVISOR**2
    if rules.error is SizeError.SIZES_ONLY:
        variance = 1 / first + 1 / second
    return effect(d, variance, total, "cox_index", dof=total - lost)


def cox_from_logit(
    coefficient: ArrayLike,
    se: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    standards: str = "5.0",
) -> EffectSize:
    """Put a logistic regression coefficient on the scale of g.

    Parameters
    ----------
    coefficient, se
        Coefficient of the treatment indicator (a log odds ratio) and standard error.
    n_treated, n_control
        People analyzed in each group.
    standards
        Edition of the handbook; 4.0 and before multiply by omega.

    Returns
    -------
    EffectSize
        The Cox index with its standard error and N - 2 degrees of freedom.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: d = b / 1.65 (times omega up to edition 4.0), SE = SE_b / 1.65.

    Assumes: the standard error fits the design.

    Do not use when: the link is not the logit.

    Examples
    --------
    >>> d = cox_from_logit(0.33, 0.165, 100, 100)
    >>> round(float(d.estimate), 4), round(float(d.se), 4)
    (0.2, 0.1)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    first, second = group_sizes(n_treated, n_control)
    d = numbers("coefficient", coefficient) / COX_DIVISOR
    if rules_of(standards).cox_omega:
        d = d * wwc_correction(first + second - 2)
    variance = (positives("se", se) / COX_DIVISOR) ** 2
    total = first + second
    return effect(d, variance, total, "cox_from_logit", dof=total - 2)


def cox_from_odds_ratio(
    odds_ratio: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    *,
    confidence: float = 0.95,
    standards: str = "5.0",
) -> EffectSize:
    """Put an odds ratio with its confidence interval on the scale of g.

    Parameters
    ----------
    odds_ratio, lower, upper
        Odds ratio of treated over control and its interval, all positive; any shape.
    n_treated, n_control
        People analyzed in each group.
    confidence
        Level of the interval.
    standards
        Edition of the handbook; 4.0 and before multiply by omega.

    Returns
    -------
    EffectSize
        The Cox index with its standard error and N - 2 degrees of freedom.

    Raises
    ------
    ValueError
        If the ratio does not lie inside its interval, or for impossible values.

    Notes
    -----
    Formula: b = ln OR, SE_b = (ln upper - ln lower) / (2 z), then ``cox_from_logit``.

    Assumes: the interval is symmetric on the log scale.

    Do not use when: the interval is exact or bootstrapped and clearly asymmetric.

    Examples
    --------
    >>> d = cox_from_odds_ratio(1.5, 1.0, 2.25, 200, 200)
    >>> round(float(d.estimate), 5), round(float(d.se), 5)
    (0.24574, 0.12538)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E.
    """
    ratio = positives("odds_ratio", odds_ratio)
    low, high = positives("lower", lower), positives("upper", upper)
    if not ((low < ratio) & (ratio < high)).all():
        raise ValueError(
            f"odds_ratio must lie inside lower and upper, got {odds_ratio!r} "
            f"in {lower!r} to {upper!r}."
        )
    z = special.ndtri(0.5 + between("confidence", confidence, 0, 1) / 2)
    se = (np.log(high) - np.log(low)) / (2 * z)
    return cox_from_logit(np.log(ratio), se, n_treated, n_control, standards=standards)


def _continued(
    name: str, p: ArrayLike, n: Vector, continuity: float
) -> tuple[Vector, Vector]:
    share = inside(name, p, 0, 1, closed=True)
    amount = between("continuity", continuity, 0, np.inf)
    total = n + 2 * amount
    return (share * n + amount) / total, total
