"""How far results carry over, from the affinities of several dimensions."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from headship.stats._validate import number, positive
from headship.stats.similarity.affinity import Affinity, share

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
class Fit:
    """A weighted mean of affinities and the share of weight that was known."""

    estimate: float | None
    lower: float
    upper: float
    coverage: float


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
    >>> from headship.stats.similarity import categorical_affinity
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
    >>> from headship.stats.similarity import categorical_affinity
    >>> same = categorical_affinity({"a": 0.4, "b": 0.6}, {"a": 0.5, "b": 0.5})
    >>> generalizability(same).value
    'very_high'

    References
    ----------
    Tipton (2014), Journal of Educational and Behavioral Statistics 39(6), section 5.
    """
    if fit.estimate is None or fit.coverage < share("least_coverage", least_coverage):
        return Generalizability.UNKNOWN
    steps = (
        (VERY_HIGH, Generalizability.VERY_HIGH),
        (HIGH, Generalizability.HIGH),
        (MEDIUM, Generalizability.MEDIUM),
    )
    return next(
        (word for least, word in steps if fit.estimate >= least), Generalizability.LOW
    )
