"""Overlap of two distributions of which parts may be unknown."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from headship.stats._validate import integer, number, positive

Shares = Mapping[str, float | None]

# Shares published as whole percents may add up to a little more than 1.
ROUNDING = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """Bhattacharyya affinity of two distributions (0 to 1).

    ``estimate`` compares the categories both report, None if there are none;
    ``lower`` and ``upper`` bound it whatever the unknown shares are; ``coverage`` is
    the smaller of both sides' shares in the categories both report.
    """

    estimate: float | None
    lower: float
    upper: float
    coverage: float

    @property
    def hellinger(self) -> float | None:
        """Return the Hellinger distance, None if unknown."""
        return None if self.estimate is None else math.sqrt(1 - self.estimate)


def categorical_affinity(first: Shares, second: Shares) -> Affinity:
    """Compare two categorical distributions of which parts may be unknown.

    Parameters
    ----------
    first, second
        Share of people (0 to 1) by category; None or a missing category is unknown. A
        sum below 1 leaves the rest in unreported categories.

    Returns
    -------
    Affinity
        Estimate, bounds and coverage.

    Raises
    ------
    ValueError
        For a share outside 0 to 1, or shares that add up to more than 1.02 (between 1
        and 1.02 they are scaled to 1).

    Notes
    -----
    Formula: with K the categories both report, P and Q their sums on each side, the
    estimate is sum_K sqrt(p q) / sqrt(P Q). Lower bound sum_K sqrt(p q); upper bound
    that plus sqrt((1 - P)(1 - Q)) if the unknown parts can be made proportional, else
    sqrt(a u_q) + sqrt(b u_p) with a, b reported by one side only and u unreported.

    Assumes: a category means the same on both sides; each person is in one category.
    Splitting a category in equal proportions on both sides changes nothing, and
    neither do names.

    Do not use when: people may be in several categories (compare each by
    ``share_difference``).

    Examples
    --------
    >>> school = {"white": 0.9, "other": 0.1}
    >>> study = {"white": 0.5, "other": 0.5}
    >>> found = categorical_affinity(school, study)
    >>> round(found.estimate, 4), round(found.hellinger, 4), found.coverage
    (0.8944, 0.3249, 1.0)

    An unknown share is kept apart from a share of zero.

    >>> categorical_affinity({"rural": 1.0}, {"rural": None}).estimate is None
    True

    References
    ----------
    Bhattacharyya (1943); Hellinger (1909); Tipton (2014), Journal of Educational and
    Behavioral Statistics 39(6).
    """
    p, q = _known("first", first), _known("second", second)
    both = p.keys() & q.keys()
    common = math.fsum(math.sqrt(p[name] * q[name]) for name in both)
    p_both = math.fsum(p[name] for name in both)
    q_both = math.fsum(q[name] for name in both)
    weight = math.sqrt(p_both * q_both)
    rest = _largest_rest(
        a=math.fsum(p.values()) - p_both,
        b=math.fsum(q.values()) - q_both,
        u_p=1 - math.fsum(p.values()),
        u_q=1 - math.fsum(q.values()),
    )
    return Affinity(
        estimate=min(common / weight, 1.0) if weight > 0 else None,
        lower=min(common, 1.0),
        upper=min(common + rest, 1.0),
        coverage=min(p_both, q_both),
    )


def normal_affinity(
    mean_first: float, sd_first: float, mean_second: float, sd_second: float
) -> float:
    """Compare two normal distributions.

    Parameters
    ----------
    mean_first, mean_second
        Means.
    sd_first, sd_second
        Standard deviations, above zero.

    Returns
    -------
    float
        Bhattacharyya affinity, 0 to 1.

    Raises
    ------
    ValueError
        For missing values or a standard deviation not above zero.

    Notes
    -----
    Formula: sqrt(2 s_1 s_2 / (s_1^2 + s_2^2)) exp(-(m_1 - m_2)^2 / (4 (s_1^2 + s_2^2))).

    Assumes: both are normal.

    Do not use when: the variable is a share or a count near zero.

    Examples
    --------
    >>> round(normal_affinity(0, 1, 0.5, 1), 4)
    0.9692

    References
    ----------
    Bhattacharyya (1943), Bulletin of the Calcutta Mathematical Society 35.
    """
    s_1, s_2 = positive("sd_first", sd_first), positive("sd_second", sd_second)
    gap = number("mean_first", mean_first) - number("mean_second", mean_second)
    # Ratios, not squares, so that tiny and huge scales neither underflow nor overflow.
    ratio = s_1 / s_2 + s_2 / s_1
    spread = math.hypot(s_1, s_2)
    return math.sqrt(2 / ratio) * math.exp(-((gap / spread) ** 2) / 4)


def shares_of(counts: Mapping[str, int | None]) -> dict[str, float | None]:
    """Turn counts into shares of the known total.

    Parameters
    ----------
    counts
        People by category; None where unknown.

    Returns
    -------
    dict
        Share by category. If a count is unknown all shares are, because the total is.

    Raises
    ------
    ValueError
        For a negative or broken count, or no people at all.

    Notes
    -----
    Formula: n / sum(n).

    Assumes: categories are complete.

    Do not use when: the total is known from elsewhere; divide by that.

    Examples
    --------
    >>> shares_of({"rural": 3, "town": 1})
    {'rural': 0.75, 'town': 0.25}

    References
    ----------
    Tipton (2014), Journal of Educational and Behavioral Statistics 39(6).
    """
    known = {
        name: integer(f"counts[{name!r}]", count)
        for name, count in counts.items()
        if count is not None
    }
    if len(known) < len(counts):
        return dict.fromkeys(counts)
    total = sum(known.values())
    if total == 0:
        raise ValueError(f"counts must hold people, got {dict(counts)!r}.")
    return {name: count / total for name, count in known.items()}


def _largest_rest(*, a: float, b: float, u_p: float, u_q: float) -> float:
    """Return the most that parts not reported by both sides can add.

    ``a`` and ``b`` are reported by one side only; the other side's unreported ``u``
    may lie in them. Rounding below zero is cut off.
    """
    a, b, u_p, u_q = (max(part, 0.0) for part in (a, b, u_p, u_q))
    if u_p * u_q >= a * b:
        return math.sqrt((a + u_p) * (b + u_q))
    return math.sqrt(a * u_q) + math.sqrt(b * u_p)


def _known(side: str, shares: Shares) -> dict[str, float]:
    known = {
        name: share(f"{side}[{name!r}]", value)
        for name, value in shares.items()
        if value is not None
    }
    total = math.fsum(known.values())
    if total > 1 + ROUNDING:
        raise ValueError(f"{side} must add up to at most 1, got {total!r}.")
    if total > 1:
        return {name: value / total for name, value in known.items()}
    return known


def share(name: str, value: float) -> float:
    """Return ``value`` as a float from 0 to 1."""
    result = number(name, value)
    if not 0 <= result <= 1:
        raise ValueError(f"{name} must lie from 0 to 1, got {value!r}.")
    return result
