"""What would change the verdict: the one more study that would."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    Vector,
    all_positive,
    as_vector,
    between,
    number,
    one_of,
    positive,
    same_length,
)
from headship.stats.meta import _tau2
from headship.stats.meta._roots import root
from headship.stats.meta._studies import Studies, as_studies, build
from headship.stats.meta._test import TESTS, Tested, assess
from headship.stats.meta.pooled import PooledEffect, pool

# Effects are searched this far from the pooled one, in units of the spread of a new
# study's result; a study further out would not be believed.
REACH = 30.0
GRID = 240
# A new study between a millionth and a million times the typical variance.
VARIANCE_RANGE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededEffect:
    """The effect nearest to the pooled one that a new study must show.

    ``effect`` is None when no effect within reach of a study with ``variance`` does
    it: an extreme study also makes studies look more different.
    """

    change: str
    variance: float
    effect: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededSize:
    """The smallest study with a given ``effect`` that changes the verdict.

    ``variance`` is its sampling variance and ``n`` its size when sizes are known;
    both are None when no study, however large, does it.
    """

    change: str
    effect: float
    variance: float | None
    n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChanges:
    """The verdict of the pooled studies and what would change it.

    ``verdict`` is "positive", "negative" or "inconclusive" at ``alpha``. ``removals``
    are the positions of studies without any one of which the verdict differs.
    """

    verdict: str
    pooled: PooledEffect
    alpha: float
    effects: tuple[NeededEffect, ...]
    size: NeededSize
    removals: tuple[int, ...]


def what_would_change(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    sizes: npt.ArrayLike | None = None,
    new_variance: float | None = None,
    new_effect: float | None = None,
    method: str = "REML",
    test: str = "normal",
    alpha: float = 0.05,
) -> VerdictChanges:
    """Find the study that would change the verdict of a meta-analysis.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances, k at least 3.
    sizes : array, shape (k,), optional
        Numbers of people, to express the needed variance as a size.
    new_variance : float, optional
        Sampling variance of the study whose effect is sought; by default the median.
    new_effect : float, optional
        Effect of the study whose size is sought; by default 0 against a significant
        result and the pooled effect for an inconclusive one.
    method, test : str
        As ``random_effects``; method "common" too.
    alpha : float
        Two-sided level of significance.

    Returns
    -------
    VerdictChanges
        ``effects`` answers "lose significance" and "reverse the sign" after a
        significant result, else "become positive" and "become negative".

    Raises
    ------
    ValueError
        If there are fewer than 3 studies or the input is bad.

    Notes
    -----
    Formula: the pooled test is refitted, tau2 included, with one more study; its
    effect (or variance) is moved until the test crosses ``alpha``, or the mean 0. The
    size is the median of ``variance * size`` over the needed variance.
    Assumes: the new study joins the same population.
    Do not use when: the answer would be read as the chance of a change; it says how
    far away a change is.

    Examples
    --------
    >>> found = what_would_change([0.3, 0.25, 0.4, 0.2], [0.01] * 4, method="common")
    >>> found.verdict, round(found.effects[0].effect, 3)
    ('positive', -0.712)
    >>> round(1 / found.size.variance)
    3043

    References
    ----------
    Langan, Higgins, Gregory & Sutton (2012). Graphical augmentations to the funnel
    plot assess the impact of additional evidence on a meta-analysis. Journal of
    Clinical Epidemiology 65.
    """
    one_of("method", method, [*_tau2.METHODS, "common"])
    one_of("test", test, TESTS)
    between("alpha", alpha, 0, 1)
    studies = as_studies(effects, variances, min_extra=2)
    per_person = _per_person(studies, sizes)
    v = (
        float(np.median(studies.v))
        if new_variance is None
        else positive("new_variance", new_variance)
    )
    search = _Search(studies, method, test, alpha)
    pooled = search.pooled()
    verdict = _verdict(search.tested(studies))
    effect = _sought_effect(new_effect, verdict, pooled)
    return VerdictChanges(
        verdict=verdict,
        pooled=pooled,
        alpha=alpha,
        effects=tuple(
            NeededEffect(change=name, variance=v, effect=search.effect(name, v, pooled))
            for name in _CHANGES[verdict]
        ),
        size=_size(search, verdict, effect, per_person),
        removals=tuple(
            i
            for i in range(studies.k)
            if _verdict(search.tested(studies.without(i))) != verdict
        ),
    )


_CHANGES = {
    "positive": ("lose significance", "reverse the sign"),
    "negative": ("lose significance", "reverse the sign"),
    "inconclusive": ("become positive", "become negative"),
}


def _verdict(tested: Tested) -> str:
    if tested.lower[0] > 0:
        return "positive"
    return "negative" if tested.upper[0] < 0 else "inconclusive"


def _sought_effect(
    new_effect: float | None, verdict: str, pooled: PooledEffect
) -> float:
    if new_effect is not None:
        return number("new_effect", new_effect)
    return pooled.estimate if verdict == "inconclusive" else 0.0


def _per_person(studies: Studies, sizes: npt.ArrayLike | None) -> float | None:
    if sizes is None:
        return None
    n: Vector = all_positive("sizes", as_vector("sizes", sizes))
    same_length(effects=studies.y, sizes=n)
    return float(np.median(studies.v * n))


@dataclass(frozen=True, slots=True)
class _Search:
    studies: Studies
    method: str
    test: str
    alpha: float

    def tau2(self, studies: Studies) -> _tau2.Tau2:
        if self.method == "common":
            return _tau2.Tau2(0.0, 0.0)
        return _tau2.estimate(studies, self.method)

    def pooled(self) -> PooledEffect:
        found = self.tau2(self.studies)
        return pool(self.studies, found, self.method, self.test, 1 - self.alpha)

    def tested(self, studies: Studies) -> Tested:
        return assess(studies, self.tau2(studies).tau2, self.test, 1 - self.alpha)

    def with_one(self, y: float, v: float) -> Tested:
        more = build(
            np.append(self.studies.y, y),
            np.append(self.studies.v, v),
            np.ones((self.studies.k + 1, 1)),
        )
        return self.tested(more)

    def effect(self, change: str, v: float, pooled: PooledEffect) -> float | None:
        """Return the nearest effect that makes the change, searching outwards."""
        sign = 1.0 if pooled.estimate >= 0 else -1.0
        direction = {
            "lose significance": -sign,
            "reverse the sign": -sign,
            "become positive": 1.0,
            "become negative": -1.0,
        }[change]
        margin = _MARGINS[change]
        reach = REACH * float(np.sqrt(v + pooled.tau2 + pooled.se**2)) + 2 * abs(
            pooled.estimate
        )

        def gap(distance: float) -> float:
            y = pooled.estimate + direction * distance
            return margin(self.with_one(y, v), sign)

        # Steps grow outwards: the nearest crossing is found first.
        distances = reach * np.linspace(0, 1, GRID) ** 2
        found = _first_crossing(gap, distances)
        return None if found is None else pooled.estimate + direction * found


def _lost(tested: Tested, sign: float) -> float:
    """Return how far the interval lies beyond 0 on its own side."""
    return float(tested.lower[0] if sign > 0 else -tested.upper[0])


_MARGINS: dict[str, Callable[[Tested, float], float]] = {
    "lose significance": _lost,
    "reverse the sign": lambda tested, sign: sign * float(tested.estimate[0]),
    "become positive": lambda tested, _: -float(tested.lower[0]),
    "become negative": lambda tested, _: float(tested.upper[0]),
}


def _first_crossing(gap: Callable[[float], float], points: Vector) -> float | None:
    """Return the first point where ``gap`` falls to 0."""
    if gap(float(points[0])) <= 0:
        return float(points[0])
    for low, high in itertools.pairwise(points):
        if gap(float(high)) <= 0:
            return root(gap, float(low), float(high), xtol=1e-10)
    return None


def _size(
    search: _Search, verdict: str, effect: float, per_person: float | None
) -> NeededSize:
    """Return the largest variance at which a study with ``effect`` suffices."""
    typical = float(np.median(search.studies.v))

    def gap(shrink: float) -> float:
        tested = search.with_one(effect, typical * np.exp(-shrink))
        if verdict == "inconclusive":
            return -max(float(tested.lower[0]), -float(tested.upper[0]))
        return _lost(tested, 1.0 if verdict == "positive" else -1.0)

    span = float(np.log(VARIANCE_RANGE))
    found = _first_crossing(gap, np.linspace(-span, span, GRID))
    variance = None if found is None else typical * float(np.exp(-found))
    return NeededSize(
        change=_CHANGES[verdict][0]
        if verdict != "inconclusive"
        else "become significant",
        effect=effect,
        variance=variance,
        n=per_person / variance if per_person and variance else None,
    )
