"""Figures that reveal answers although enough people are behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from headship.stats._validate import integer, number

# NCES 2011-603 (SLDS Technical Brief 3), recommendation on reporting percentages:
# the fewer people, the wider the band at 0 and 100 % that is not told apart.
_CODING_BANDS = ((20, 0.20), (40, 0.10), (100, 0.05), (300, 0.02))
_NARROWEST_BAND = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedShare:
    """A share (0 to 1) known to lie from ``lower`` to ``upper``.

    ``is_coded`` is False when both are the share itself.
    """

    lower: float
    upper: float
    is_coded: bool


def reveals_all(counts: Sequence[int]) -> bool:
    """Say whether a distribution tells every answer, or all but one.

    Parameters
    ----------
    counts
        People who chose each option.

    Returns
    -------
    bool
        True if all people, or all but one, chose the same option: the one who chose
        otherwise then knows what everyone else said.

    Raises
    ------
    ValueError
        If ``counts`` is empty or a count is not a whole number from 0.

    Notes
    -----
    Formula: n > 0 and n - max(counts) <= 1.

    Assumes: the distribution would be shown with counts or shares.

    Do not use when: only a mean is shown; see ``mean_reveals_all``.

    Examples
    --------
    >>> reveals_all([7, 0, 0]), reveals_all([6, 1, 0]), reveals_all([5, 2, 0])
    (True, True, False)

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.2 (group
    disclosure).
    """
    if not counts:
        raise ValueError("counts must have at least one option, got none.")
    values = [integer(f"counts[{i}]", value) for i, value in enumerate(counts)]
    total = sum(values)
    return 0 < total <= max(values) + 1


def mean_reveals_all(mean: float, *, n: int, lowest: float, highest: float) -> bool:
    """Say whether a mean tells every answer because it sits at an end of the scale.

    Parameters
    ----------
    mean
        Mean of the answers, unrounded.
    n
        People behind it.
    lowest, highest
        Ends of the answer scale, whole steps of 1 between them.

    Returns
    -------
    bool
        True if the answers must all be the same, or all but one with the exception
        one step away.

    Raises
    ------
    ValueError
        If the mean is outside the scale or ``n`` is below 1.

    Notes
    -----
    Formula: n * min(mean - lowest, highest - mean) <= 1.

    Assumes: answers are whole steps from ``lowest`` to ``highest``.

    Do not use when: means pool several items per person; then an end mean still
    reveals, but one step away does not.

    Examples
    --------
    >>> mean_reveals_all(5.0, n=6, lowest=1, highest=5)
    True
    >>> mean_reveals_all(4.5, n=6, lowest=1, highest=5)
    False

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.
    """
    people = integer("n", n, minimum=1)
    value = number("mean", mean)
    if not lowest <= value <= highest:
        raise ValueError(f"mean must lie from {lowest} to {highest}, got {mean!r}.")
    # The small addition absorbs the rounding of mean * n.
    return people * min(value - lowest, highest - value) <= 1 + 1e-9


def coded_share(count: int, n: int) -> CodedShare:
    """Blur a share near 0 or 100 %, the more the fewer people are behind it.

    Parameters
    ----------
    count
        People with the property.
    n
        People asked.

    Returns
    -------
    CodedShare
        The share itself, or the band at the end of the scale it falls into.

    Raises
    ------
    ValueError
        If ``n`` is below 1 or ``count`` exceeds it.

    Notes
    -----
    Formula: band b = 20 % up to 20 people, 10 % to 40, 5 % to 100, 2 % to 300, 1 %
    above; shares up to b are shown as "b or less", from 1 - b as "1 - b or more".

    Assumes: the cell already has the minimum number of people.

    Do not use when: the exact count is shown next to it.

    Examples
    --------
    >>> coded_share(30, 30)
    CodedShare(lower=0.9, upper=1.0, is_coded=True)
    >>> coded_share(15, 30)
    CodedShare(lower=0.5, upper=0.5, is_coded=False)

    References
    ----------
    NCES (2010), Statistical methods for protecting personally identifiable information
    in aggregate reporting, SLDS Technical Brief 3 (NCES 2011-603).
    """
    people = integer("n", n, minimum=1)
    share = integer("count", count) / people
    if share > 1:
        raise ValueError(f"count must not exceed n = {n}, got {count!r}.")
    band = next((b for most, b in _CODING_BANDS if people <= most), _NARROWEST_BAND)
    if share <= band:
        return CodedShare(lower=0.0, upper=band, is_coded=True)
    if share >= 1 - band:
        return CodedShare(lower=1 - band, upper=1.0, is_coded=True)
    return CodedShare(lower=share, upper=share, is_coded=False)
