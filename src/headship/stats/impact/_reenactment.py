"""Assignments drawn again, and the place of the observed statistic among them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headship.stats._student import t_quantile
from headship.stats._validate import Vector
from headship.stats.planning.mechanisms import Mechanism
from headship.stats.results import Interval

ALTERNATIVES = ("two-sided", "greater", "less")

# Listing this many assignments takes less than a second.
LISTED = 100_000
# Rows of draws held at once, so that memory does not grow with the draws.
_CHUNK = 2_000
# Ties must count as extreme although rounding may separate them.
_TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomizationTest:
    """The place of the observed statistic among those of other assignments.

    ``estimate`` is the observed statistic, ``n_extreme`` how many of ``n_draws``
    assignments are at least as extreme; ``exact`` says that all possible assignments
    were used. ``interval`` holds the constant effects that the test does not reject,
    ``None`` for the statistics without one. ``se`` is the standard deviation of the
    statistic over the assignments.
    """

    estimate: float
    se: float
    interval: Interval | None
    p_value: float
    n: int
    n_extreme: int
    n_draws: int
    exact: bool
    method: str


def batches(
    mechanism: Mechanism, draws: int, *, exact: bool, rng: np.random.Generator | None
) -> Iterator[npt.NDArray[Any]]:
    """Yield all assignments, or ``draws`` drawn ones, some thousand rows at a time."""
    if exact:
        yield from mechanism.every()
        return
    if rng is None:
        raise ValueError(
            f"rng is needed: {mechanism.count} assignments are too many to list."
        )
    left = draws
    while left:
        size = min(left, _CHUNK)
        yield mechanism.draw(size, rng)
        left -= size


def compared(
    null: Vector,
    slopes: Vector,
    observed: float,
    *,
    alternative: str,
    exact: bool,
    confidence: float,
    n: int,
    method: str,
) -> RandomizationTest:
    """Place the observed statistic; ``slopes`` say how a unit of effect moves each."""
    tolerance = _TIE * float(np.abs(null).max())
    n_extreme = _extreme(null, observed, alternative, tolerance)
    interval = None
    if slopes.size and alternative == "two-sided":
        interval = _inverted(null, slopes, observed, exact=exact, confidence=confidence)
    return RandomizationTest(
        estimate=observed,
        se=float(null.std()),
        interval=interval,
        p_value=_share(n_extreme, null.size, exact=exact),
        n=n,
        n_extreme=n_extreme,
        n_draws=null.size,
        exact=exact,
        method=f"randomization, {method}, {alternative}",
    )


def _extreme(null: Vector, observed: float, alternative: str, tolerance: float) -> int:
    if alternative == "two-sided":
        return int((np.abs(null) >= abs(observed) - tolerance).sum())
    sign = 1.0 if alternative == "greater" else -1.0
    return int((sign * null >= sign * observed - tolerance).sum())


def _share(n_extreme: int, n_draws: int, *, exact: bool) -> float:
    return n_extreme / n_draws if exact else (n_extreme + 1) / (n_draws + 1)


def _inverted(
    null: Vector, slopes: Vector, observed: float, *, exact: bool, confidence: float
) -> Interval:
    """Return the constant effects that are not rejected.

    Removing an effect changes each statistic linearly, so no new draws are needed.
    """

    def p_value(effect: float) -> float:
        moved = null - effect * slopes
        tolerance = _TIE * float(np.abs(moved).max())
        count = _extreme(moved, observed - effect, "two-sided", tolerance)
        return _share(count, moved.size, exact=exact)

    reach = t_quantile(0.5 + confidence / 2.0, np.inf) * (float(null.std()) or 1.0)
    lower, upper = (
        _limit(p_value, observed, step, 1.0 - confidence) for step in (-reach, reach)
    )
    return Interval(lower=lower, upper=upper, confidence=confidence)


def _limit(
    p_value: Callable[[float], float], start: float, step: float, level: float
) -> float:
    """Walk out until rejection, then halve; infinite where nothing is rejected."""
    inside, outside = start, start + step
    for _ in range(40):
        if p_value(outside) <= level:
            break
        inside, outside = outside, outside + 2.0 * (outside - start)
    else:
        return float(np.sign(step) * np.inf)
    for _ in range(40):
        middle = (inside + outside) / 2.0
        if p_value(middle) <= level:
            outside = middle
        else:
            inside = middle
    return float((inside + outside) / 2.0)
