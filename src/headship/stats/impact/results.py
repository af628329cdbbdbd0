"""Values that the impact functions return."""

from dataclasses import dataclass

import numpy as np

from headship.stats._student import t_quantile, two_sided_p
from headship.stats._validate import Matrix, Vector, between
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One estimated effect, in the units of the outcome.

    ``statistic`` is ``estimate / se`` (infinite for a ``se`` of 0 unless the estimate
    is 0 too); ``dof`` its degrees of freedom (infinite for a normal reference);
    ``p_value`` is two-sided.
    """

    estimate: float
    se: float
    interval: Interval
    statistic: float
    dof: float
    p_value: float
    n: int
    method: str


def coefficient(
    estimate: float, se: float, *, dof: float, n: int, method: str, confidence: float
) -> Coefficient:
    """Return the estimate with its t interval and two-sided p-value."""
    statistic = estimate / se if se > 0 else _without_error(estimate)
    margin = t_quantile(0.5 + confidence / 2.0, dof) * se
    return Coefficient(
        estimate=float(estimate),
        se=float(se),
        interval=Interval(
            lower=float(estimate - margin),
            upper=float(estimate + margin),
            confidence=confidence,
        ),
        statistic=float(statistic),
        dof=float(dof),
        p_value=two_sided_p(statistic, dof),
        n=n,
        method=method,
    )


def _without_error(estimate: float) -> float:
    return 0.0 if estimate == 0 else float(np.copysign(np.inf, estimate))


def coefficients(
    estimates: Vector,
    covariance: Matrix,
    *,
    dof: Vector,
    n: int,
    method: str,
    confidence: float,
) -> tuple[Coefficient, ...]:
    """Return one Coefficient per estimate."""
    between("confidence", confidence, 0.0, 1.0)
    se = np.sqrt(np.diag(covariance))
    return tuple(
        coefficient(b, s, dof=d, n=n, method=method, confidence=confidence)
        for b, s, d in zip(estimates, se, dof, strict=True)
    )
