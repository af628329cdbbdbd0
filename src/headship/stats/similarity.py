"""How alike two contexts are: a school and the sample of a study.

Vocabulary: a *distribution* maps categories to shares of people; a category that is
missing or None is unknown, which is not the same as 0. *Coverage* is how much of both
sides was compared. An *affinity* is 1 for equal and 0 for disjoint distributions.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from headship.stats._validate import integer, number, positive

Shares = Mapping[str, float | None]

# Shares published as whole percents may add up to a little more than 1.
ROUNDING = 0.02

# Tipton (2014), section 5: what a Bhattacharyya affinity says about generalizing.
VERY_HIGH = 0.90
HIGH = 0.80
MEDIUM = 0.50


class Generalizability(StrEnum):
    """How far results carry over to a context."""

    VERY_HIGH = "very_high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A weighted mean of affinities and the share of weight that was known."""

    estimate: float | None
    lower: float
    upper: float
    coverage: float


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
    p, q = _share("first", first), _share("second", second)
    if p == q:
        return 0.0
    variance = (p * (1 - p) + q * (1 - q)) / 2
    if variance == 0:
        raise ValueError(f"first and second have no spread, got {first!r}, {second!r}.")
    return (p - q) / math.sqrt(variance)


def combined_fit(
    affinities: Mapping[str, Affinity], *, weights: Mapping[str, float] | None = None
) -> Fit:
    """Combine the affinities of several dimensions, keeping what is unknown in sight.

    Parameters
    ----------
    affinities
        Affinity by dimension (race, locale, grades).
    weights
        Weight of each dimension, not negative; equal if left out.

    Returns
    -------
    Fit
        The weighted mean over what is known, bounds over all, and the known share of
        weight (each dimension counts by its own coverage).

    Raises
    ------
    ValueError
        If there is no dimension or no weight, or weights name an unknown dimension.

    Notes
    -----
    Formula: with w_d the weights and c_d the coverages, the estimate is
    sum(w c a) / sum(w c); bounds are weighted means of the bounds; coverage is
    sum(w c) / sum(w).

    Assumes: weights were chosen before looking at any study.

    Do not use when: one dimension rules a study out by itself (a grade that is not
    served); say so instead.

    Examples
    --------
    >>> race = categorical_affinity({"a": 0.5, "b": 0.5}, {"a": 0.5, "b": 0.5})
    >>> locale = categorical_affinity({"rural": 1.0}, {"rural": None})
    >>> fit = combined_fit({"race": race, "locale": locale})
    >>> fit.estimate, fit.lower, fit.coverage
    (1.0, 0.5, 0.5)

    References
    ----------
    Tipton (2014), Journal of Educational and Behavioral Statistics 39(6).
    """
    chosen = dict.fromkeys(affinities, 1.0) if weights is None else dict(weights)
    if not affinities or set(chosen) != set(affinities):
        raise ValueError(
            f"weights must name the dimensions {sorted(affinities)}, "
            f"got {sorted(chosen)}."
        )
    for name, weight in chosen.items():
        if number(f"weights[{name!r}]", weight) < 0:
            raise ValueError(f"weights[{name!r}] must not be negative, got {weight!r}.")
    total = math.fsum(chosen.values())
    positive("sum of weights", total)
    known = {name: chosen[name] * affinities[name].coverage for name in affinities}
    covered = math.fsum(known.values())
    agreement = math.fsum(
        weight * (affinities[name].estimate or 0.0) for name, weight in known.items()
    )
    return Fit(
        estimate=agreement / covered if covered > 0 else None,
        lower=math.fsum(chosen[n] * affinities[n].lower for n in affinities) / total,
        upper=math.fsum(chosen[n] * affinities[n].upper for n in affinities) / total,
        coverage=covered / total,
    )


def generalizability(
    fit: Affinity | Fit, *, least_coverage: float = 0.5
) -> Generalizability:
    """Put an affinity into words.

    Parameters
    ----------
    fit
        From ``categorical_affinity`` or ``combined_fit``.
    least_coverage
        Below this coverage the answer is unknown, whatever the estimate.

    Returns
    -------
    Generalizability
        Very high, high, medium, low or unknown.

    Raises
    ------
    ValueError
        If ``least_coverage`` is outside 0 to 1.

    Notes
    -----
    Formula: .90 and more very high, .80 high, .50 medium, else low.

    Assumes: the dimensions compared are those on which effects vary.

    Do not use when: an effect for one school is to be predicted.

    Examples
    --------
    >>> same = categorical_affinity({"a": 0.4, "b": 0.6}, {"a": 0.5, "b": 0.5})
    >>> generalizability(same).value
    'very_high'

    References
    ----------
    Tipton (2014), Journal of Educational and Behavioral Statistics 39(6), section 5.
    """
    if fit.estimate is None or fit.coverage < _share("least_coverage", least_coverage):
        return Generalizability.UNKNOWN
    steps = (
        (VERY_HIGH, Generalizability.VERY_HIGH),
        (HIGH, Generalizability.HIGH),
        (MEDIUM, Generalizability.MEDIUM),
    )
    return next(
        (word for least, word in steps if fit.estimate >= least), Generalizability.LOW
    )


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
        name: _share(f"{side}[{name!r}]", share)
        for name, share in shares.items()
        if share is not None
    }
    total = math.fsum(known.values())
    if total > 1 + ROUNDING:
        raise ValueError(f"{side} must add up to at most 1, got {total!r}.")
    if total > 1:
        return {name: share / total for name, share in known.items()}
    return known


def _share(name: str, value: float) -> float:
    share = number(name, value)
    if not 0 <= share <= 1:
        raise ValueError(f"{name} must lie from 0 to 1, got {value!r}.")
    return share
