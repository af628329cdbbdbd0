"""Standardized differences of two contexts."""

import math

from headship.stats._validate import number
from headship.stats.similarity.affinity import share


def mean_difference(
    mean_first: float, sd_first: float, mean_second: float, sd_second: float
) -> float:
    """Standardize the difference of two contexts' means.

    Parameters
    ----------
    mean_first, mean_second
        Means.
    sd_first, sd_second
        Standard deviations, not negative and not both zero.

    Returns
    -------
    float
        First less second, in standard deviations.

    Raises
    ------
    ValueError
        For missing values or no spread.

    Notes
    -----
    Formula: (m_1 - m_2) / sqrt((s_1^2 + s_2^2) / 2).

    Assumes: a roughly symmetric variable; above .25 contexts differ notably.

    Do not use when: the effect of a program is meant (see the effects topic).

    Examples
    --------
    >>> round(mean_difference(500, 100, 475, 100), 2)
    0.25

    References
    ----------
    Austin (2009), Statistics in Medicine 28(25); Stuart, Cole, Bradshaw and Leaf
    (2011), JRSS A 174(2).
    """
    s_1, s_2 = number("sd_first", sd_first), number("sd_second", sd_second)
    if min(s_1, s_2) < 0 or max(s_1, s_2) == 0:
        raise ValueError(
            "sd_first and sd_second must not be negative or both zero, "
            f"got {sd_first!r} and {sd_second!r}."
        )
    gap = number("mean_first", mean_first) - number("mean_second", mean_second)
    return gap / (math.hypot(s_1, s_2) / math.sqrt(2))


def share_difference(first: float, second: float) -> float:
    """Standardize the difference of two contexts' shares.

    Parameters
    ----------
    first, second
        Shares, 0 to 1.

    Returns
    -------
    float
        First less second, in standard deviations; 0 for equal shares.

    Raises
    ------
    ValueError
        For shares outside 0 to 1, or one side all and the other none (no spread).

    Notes
    -----
    Formula: (p - q) / sqrt((p (1 - p) + q (1 - q)) / 2).

    Assumes: a share of people with one property.

    Do not use when: categories exclude one another (``categorical_affinity``).

    Examples
    --------
    >>> round(share_difference(0.47, 0.60), 3)
    -0.263

    References
    ----------
    Austin (2009), Statistics in Medicine 28(25), equation 2.
    """
    p, q = share("first", first), share("second", second)
    if p == q:
        return 0.0
    variance = (p * (1 - p) + q * (1 - q)) / 2
    if variance == 0:
        raise ValueError(f"first and second have no spread, got {first!r}, {second!r}.")
    return (p - q) / math.sqrt(variance)
