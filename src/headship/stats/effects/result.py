"""What every effect-size function returns, and how its arguments are read.

Vocabulary: *treated* is the group that got the program, *control* the other one;
``a`` in formulas is 1 / n_treated + 1 / n_control and ``N`` their sum.
"""

import math
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector, between
from headship.stats.results import Interval

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSize:
    """Effect sizes with standard errors; arrays, or floats for scalar arguments.

    ``dof`` is infinite where the test is normal; ``n`` counts the units analyzed.
    """

    estimate: Vector
    se: Vector
    dof: Vector
    n: Vector
    method: str
    confidence: float = 0.95

    @property
    def variance(self) -> Vector:
        """Return the sampling variance."""
        return self.se**2

    @property
    def statistic(self) -> Vector:
        """Return the estimate over its standard error."""
        return self.estimate / self.se

    @property
    def p_value(self) -> Vector:
        """Return the two-sided p-value of no effect."""
        return two_sided_p(self.statistic, self.dof)

    @property
    def interval(self) -> Interval:
        """Return the confidence interval at ``confidence``."""
        width = critical_value(self.dof, self.confidence) * self.se
        return Interval(
            lower=cast(float, self.estimate - width),
            upper=cast(float, self.estimate + width),
            confidence=self.confidence,
        )


def two_sided_p(statistic: Vector, dof: Vector) -> Vector:
    """Return the two-sided p-value of a t statistic (normal where dof is infinite)."""
    finite = np.isfinite(dof)
    low = -np.abs(statistic)
    return settle(
        2
        * np.where(
            finite, special.stdtr(np.where(finite, dof, 1.0), low), special.ndtr(low)
        )
    )


def critical_value(dof: Vector, confidence: float) -> Vector:
    """Return the two-sided critical value of t (normal where dof is infinite)."""
    tail = 0.5 + between("confidence", confidence, 0, 1) / 2
    finite = np.isfinite(dof)
    return settle(
        np.where(
            finite,
            special.stdtrit(np.where(finite, dof, 1.0), tail),
            special.ndtri(tail),
        )
    )


def settle(array: Vector) -> Vector:
    """Return ``array``, or its one number if it has no dimensions."""
    return array[()]


def numbers(name: str, values: ArrayLike) -> Vector:
    """Return finite floats of any shape."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be numeric, got {values!r}.") from error
    return _check(name, array, np.isfinite(array), "be finite")


def positives(name: str, values: ArrayLike) -> Vector:
    """Return finite floats above zero."""
    array = numbers(name, values)
    return _check(name, array, array > 0, "be positive")


def counts(name: str, values: ArrayLike, *, minimum: float = 1) -> Vector:
    """Return finite floats of at least ``minimum``; means of counts are allowed."""
    array = numbers(name, values)
    return _check(name, array, array >= minimum, f"be at least {minimum}")


def inside(
    name: str, values: ArrayLike, low: float, high: float, *, closed: bool = False
) -> Vector:
    """Return finite floats between ``low`` and ``high``."""
    array = numbers(name, values)
    good = (array > low) & (array < high)
    if closed:
        good |= (array == low) | (array == high)
    return _check(name, array, good, f"lie between {low} and {high}")


def group_sizes(n_treated: ArrayLike, n_control: ArrayLike) -> tuple[Vector, Vector]:
    """Return both group sizes; together they leave at least one degree of freedom."""
    treated = counts("n_treated", n_treated)
    control = counts("n_control", n_control)
    total = np.asarray(treated + control)
    _check("n_treated + n_control", total, total > 2, "exceed 2")
    return treated, control


def effect(
    estimate: Vector,
    variance: Vector,
    n: Vector,
    method: str,
    *,
    dof: Vector | float = math.inf,
    confidence: float = 0.95,
) -> EffectSize:
    """Return an effect size with all its arrays of one shape."""
    between("confidence", confidence, 0, 1)
    parts = np.broadcast_arrays(
        np.asarray(estimate, dtype=np.float64),
        np.sqrt(variance),
        np.asarray(dof, dtype=np.float64),
        np.asarray(n, dtype=np.float64),
    )
    value, se, degrees, people = (settle(part) for part in parts)
    return EffectSize(
        estimate=value,
        se=se,
        dof=degrees,
        n=people,
        method=method,
        confidence=confidence,
    )


def _check(name: str, array: Vector, good: Mask, rule: str) -> Vector:
    bad = np.argwhere(~np.asarray(good, dtype=bool))
    if len(bad):
        index = tuple(int(i) for i in bad[0])
        where = f" at {index}" if index else ""
        raise ValueError(f"{name} must {rule}, got {float(array[index])!r}{where}.")
    return array
