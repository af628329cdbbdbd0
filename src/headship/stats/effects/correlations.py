"""Correlations as effect sizes, and the printed intervals of the responsibilities."""

from typing import cast

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector, between
from headship.stats.effects.result import (
    EffectSize,
    counts,
    effect,
    inside,
    numbers,
    positives,
    settle,
)
from headship.stats.results import Interval


def correlation(r: ArrayLike, n: ArrayLike, *, unbiased: bool = False) -> EffectSize:
    """Return correlations with their large-sample variance.

    Parameters
    ----------
    r
        Correlations, strictly between -1 and 1; any shape.
    n
        People behind each; at least 4 (5 for ``unbiased``).
    unbiased
        Remove the slight bias toward zero.

    Returns
    -------
    EffectSize
        Correlations; the test is normal.

    Raises
    ------
    ValueError
        For impossible values, naming the argument.

    Notes
    -----
    Formula: variance (1 - r^2)^2 / (n - 1); unbiased r F(1/2, 1/2; (n - 2)/2; 1 - r^2)
    with F the hypergeometric function, and the same variance at that value.

    Assumes: independent pairs, bivariate normal.

    Do not use when: testing or averaging; use ``fisher_z``, whose variance does not
    depend on r.

    Examples
    --------
    >>> round(float(correlation(0.5, 100, unbiased=True).estimate), 6)
    0.501947

    References
    ----------
    Olkin and Pratt (1958), Annals of Mathematical Statistics 29(1).
    """
    people = counts("n", n, minimum=5 if unbiased else 4)
    value = inside("r", r, -1, 1)
    if unbiased:
        value = value * special.hyp2f1(0.5, 0.5, (people - 2) / 2, 1 - value**2)
    variance = (1 - value**2) ** 2 / (people - 1)
    method = "correlation:unbiased" if unbiased else "correlation"
    return effect(np.asarray(value), variance, people, method)


def fisher_z(r: ArrayLike, n: ArrayLike) -> EffectSize:
    """Transform correlations to Fisher's z.

    Parameters
    ----------
    r
        Correlations, strictly between -1 and 1; any shape.
    n
        People behind each, at least 4.

    Returns
    -------
    EffectSize
        z with standard error 1 / sqrt(n - 3); the test is normal.

    Raises
    ------
    ValueError
        For impossible values, naming the argument.

    Notes
    -----
    Formula: z = atanh(r), variance 1 / (n - 3).

    Assumes: independent pairs, bivariate normal.

    Do not use when: r is a part or multiple correlation.

    Examples
    --------
    >>> round(float(fisher_z(0.5, 100).estimate), 6)
    0.549306

    References
    ----------
    Fisher (1921), Metron 1.
    """
    people = counts("n", n, minimum=4)
    z = np.arctanh(inside("r", r, -1, 1))
    return effect(z, 1 / (people - 3), people, "fisher_z")


def correlation_interval(
    r: ArrayLike, n: ArrayLike, *, n_studies: ArrayLike = 1, confidence: float = 0.95
) -> Interval:
    """Bound an average correlation by Fisher's z.

    Parameters
    ----------
    r
        Average correlations, strictly between -1 and 1; any shape.
    n
        Units behind each in all its studies together (schools, for a leadership
        responsibility).
    n_studies
        Studies that were averaged.
    confidence
        Level of the interval.

    Returns
    -------
    Interval
        Limits on the scale of r.

    Raises
    ------
    ValueError
        If n does not exceed 3 per study, or for impossible values.

    Notes
    -----
    Formula: tanh(atanh r -+ z_(1 - alpha/2) / sqrt(N - 3k)).

    Assumes: one true correlation in all studies (a fixed effect): the interval carries
    no variance between studies. The printed intervals of the 21 leadership
    responsibilities are of this kind.

    Do not use when: studies differ in their true correlation; use the meta topic's
    random effects.

    Examples
    --------
    >>> limits = correlation_interval(0.25, 819, n_studies=15)
    >>> round(float(limits.lower), 2), round(float(limits.upper), 2)
    (0.18, 0.31)

    References
    ----------
    Marzano, Waters and McNulty (2005), School Leadership That Works, figure 4.1 and
    technical note 3; Hedges and Olkin (1985), section 11.B.
    """
    z = np.arctanh(inside("r", r, -1, 1))
    free = counts("n", n) - 3 * counts("n_studies", n_studies)
    positives("n - 3 n_studies", free)
    tail = 0.5 + between("confidence", confidence, 0, 1) / 2
    width = special.ndtri(tail) / np.sqrt(free)
    return Interval(
        lower=_limit(z - width), upper=_limit(z + width), confidence=confidence
    )


def _limit(z: Vector) -> float:
    # Arrays for array input; Interval names the scalar case.
    return cast(float, settle(np.asarray(np.tanh(z))))


def r_from_d(
    d: ArrayLike, *, n_treated: ArrayLike = 1, n_control: ArrayLike = 1
) -> Vector:
    """Convert a standardized difference to a point-biserial correlation.

    Parameters
    ----------
    d
        Standardized differences; any shape.
    n_treated, n_control
        Group sizes; only their ratio matters.

    Returns
    -------
    float or ndarray
        Correlations.

    Raises
    ------
    ValueError
        For missing values or groups below one.

    Notes
    -----
    Formula: r = d / sqrt(d^2 + N^2 / (n_t n_c)).

    Assumes: groups that exist as such (not a split of a continuous variable).

    Do not use when: the groups are a median split of a continuous variable.

    Examples
    --------
    >>> round(float(r_from_d(0.52)), 3)
    0.252

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 7.
    """
    first, second = counts("n_treated", n_treated), counts("n_control", n_control)
    value = numbers("d", d)
    return settle(
        np.asarray(value / np.sqrt(value**2 + (first + second) ** 2 / (first * second)))
    )
