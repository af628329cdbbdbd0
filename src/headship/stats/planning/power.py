"""Power, minimum detectable effect and sample size: each solves for one unknown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from headship.stats._scipy import optimize, special
from headship.stats._validate import between, integer, number
from headship.stats.planning.study import StudyDesign
from headship.stats.results import Interval

# No study in education has more units at one level.
_MOST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectableEffect:
    """The smallest standardized effect that a design detects with ``power``.

    ``interval`` is the confidence interval that an estimate of that size would have;
    ``multiplier`` is ``estimate / se``.
    """

    estimate: float
    se: float
    interval: Interval
    multiplier: float
    dof: float
    power: float
    alpha: float
    tails: int
    method: str


def minimum_detectable_effect(
    design: StudyDesign,
    *,
    power: float = 0.80,
    alpha: float = 0.05,
    tails: int = 2,
    exact: bool = False,
) -> DetectableEffect:
    """Return the smallest effect that a design detects.

    Parameters
    ----------
    design
        From ``individual_design``, ``cluster_design`` and their like.
    power
        Wanted probability of a significant result.
    alpha
        Significance level.
    tails
        1 or 2.
    exact
        Solve the noncentral t for the effect, instead of PowerUp!'s multiplier.

    Returns
    -------
    DetectableEffect
        In standard deviations of the outcome.

    Raises
    ------
    ValueError
        For a power, level or tails out of range.

    Notes
    -----
    Formula: MDES = M SE, M = t_{1 - alpha/2} + t_{power} with the design's degrees of
    freedom (a difference below a power of one half).
    Assumes: the design's intraclass correlations and explained shares are right; they
    decide the answer and deserve a range, not a number.
    Do not use when: the study is done; look at its interval.

    Examples
    --------
    >>> from headship.stats.planning import cluster_design
    >>> found = minimum_detectable_effect(cluster_design((4, 20), icc=[0.2]))
    >>> round(found.estimate, 4), found.dof
    (0.8381, 18.0)

    References
    ----------
    Bloom (1995), Evaluation Review 19(5).
    Dong & Maynard (2013), Journal of Research on Educational Effectiveness 6(1).
    """
    _check(power, alpha, tails)
    dof, se = design.dof, design.standard_error
    critical = float(special.stdtrit(dof, 1.0 - alpha / tails))
    multiplier = critical + float(special.stdtrit(dof, power))
    if exact:
        multiplier = _noncentrality(power, dof, alpha, tails)
    estimate = multiplier * se
    return DetectableEffect(
        estimate=estimate,
        se=se,
        interval=Interval(
            lower=estimate - critical * se,
            upper=estimate + critical * se,
            confidence=1.0 - alpha,
        ),
        multiplier=multiplier,
        dof=dof,
        power=power,
        alpha=alpha,
        tails=tails,
        method=f"{design.name}, {'noncentral t' if exact else 'multiplier'}",
    )


def statistical_power(
    design: StudyDesign, effect: float, *, alpha: float = 0.05, tails: int = 2
) -> float:
    """Return the probability that an effect of this size turns out significant.

    Parameters
    ----------
    design
        As in ``minimum_detectable_effect``.
    effect
        The standardized effect supposed.
    alpha
        Significance level.
    tails
        1 or 2.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        As ``minimum_detectable_effect``.

    Notes
    -----
    Formula: 1 - T'(t_crit; dof, effect / SE) + T'(-t_crit; dof, effect / SE), T' the
    noncentral t distribution; without the last part for one tail.
    Assumes: as ``minimum_detectable_effect``.
    Do not use when: the effect is taken from the study itself ("observed power").

    Examples
    --------
    >>> from headship.stats.planning import cluster_design
    >>> design = cluster_design((25, 50), icc=[0.2], r2=[0.4, 0.6], n_covariates=1)
    >>> round(statistical_power(design, 0.25), 4)
    0.7848

    References
    ----------
    Bulus, Dong, Kelcey & Spybrook (2019), PowerUpR.
    """
    _check(0.5, alpha, tails)
    return _power(
        number("effect", effect) / design.standard_error, design.dof, alpha, tails
    )


def required_size(
    design: StudyDesign,
    effect: float,
    *,
    level: int | None = None,
    power: float = 0.80,
    alpha: float = 0.05,
    tails: int = 2,
    exact: bool = False,
) -> int:
    """Return the smallest size of one level that detects an effect.

    Parameters
    ----------
    design
        As in ``minimum_detectable_effect``; its size at ``level`` is ignored.
    effect
        The standardized effect to detect.
    level
        The level whose size is sought (1 = people per group); the top by default.
    power, alpha, tails, exact
        As in ``minimum_detectable_effect``.

    Returns
    -------
    int
        Units per unit of the next level.

    Raises
    ------
    ValueError
        If no size is enough: people per school cannot replace schools.

    Notes
    -----
    Formula: the smallest whole number whose minimum detectable effect is at most
    ``effect``, the degrees of freedom following the size.
    Assumes: as ``minimum_detectable_effect``.
    Do not use when: losses are expected; enlarge by ``1 / (1 - loss)``.

    Examples
    --------
    >>> from headship.stats.planning import cluster_design
    >>> required_size(cluster_design((60, 40), icc=[0.2], r2=[0.5, 0.7]), 0.20)
    55

    References
    ----------
    Dong & Maynard (2013), Journal of Research on Educational Effectiveness 6(1).
    """
    _check(power, alpha, tails)
    if not number("effect", effect) > 0:
        raise ValueError(f"effect must be positive, got {effect!r}.")
    position = integer(
        "level", len(design.sizes) if level is None else level, minimum=1
    )
    if position > len(design.sizes):
        raise ValueError(f"level must be at most {len(design.sizes)}, got {level!r}.")

    def is_enough(size: int) -> bool:
        sizes = list(design.sizes)
        sizes[position - 1] = float(size)
        trial = replace(design, sizes=tuple(sizes))
        if trial.dof <= 0:
            return False
        found = minimum_detectable_effect(
            trial, power=power, alpha=alpha, tails=tails, exact=exact
        )
        return found.estimate <= effect * (1.0 + 1e-12)

    if not is_enough(_MOST):
        raise ValueError(
            f"effect {effect!r} cannot be detected by any size of level {position};"
            " enlarge a level above it."
        )
    return smallest(is_enough)


def smallest(is_enough: Callable[[int], bool]) -> int:
    """Return the smallest number that is enough, given that larger ones are."""
    low, high = 0, 1
    while not is_enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle
    return high


def _power(noncentrality: float, dof: float, alpha: float, tails: int) -> float:
    critical = float(special.stdtrit(dof, 1.0 - alpha / tails))
    upper = 1.0 - float(special.nctdtr(dof, abs(noncentrality), critical))
    if tails == 1 and noncentrality < 0:
        return float(special.nctdtr(dof, -noncentrality, -critical))
    return upper + (_wrong_sign(noncentrality, dof, critical) if tails == 2 else 0.0)


def _wrong_sign(noncentrality: float, dof: float, critical: float) -> float:
    """Return the chance of significance on the other side of zero."""
    # SciPy's far tail fails for effects whose chance of it is below 1e-15.
    tail = float(special.nctdtr(dof, abs(noncentrality), -critical))
    return tail if np.isfinite(tail) else 0.0


def _noncentrality(power: float, dof: float, alpha: float, tails: int) -> float:
    if power <= _power(0.0, dof, alpha, tails):
        return 0.0
    high = 1.0
    while _power(high, dof, alpha, tails) < power:
        high *= 2.0
    root = optimize.brentq(
        lambda x: _power(x, dof, alpha, tails) - power, 0.0, high, xtol=1e-12
    )
    return float(root)


def _check(power: float, alpha: float, tails: int) -> None:
    between("power", power, 0.0, 1.0)
    between("alpha", alpha, 0.0, 1.0)
    if tails not in (1, 2):
        raise ValueError(f"tails must be 1 or 2, got {tails!r}.")
