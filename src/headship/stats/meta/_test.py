"""Standard errors, tests and intervals of coefficients for a given tau2."""

from dataclasses import dataclass, replace

import numpy as np

from headship.stats._student import t_quantile, t_tail
from headship.stats._validate import Matrix, Vector
from headship.stats.meta._studies import Studies, Weighted, fit
from headship.stats.results import Interval

TESTS = ("normal", "t", "hartung-knapp", "hartung-knapp-bounded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """Coefficients (p,) with covariance (p, p); ``dof`` infinite when normal."""

    fitted: Weighted
    estimate: Vector
    covariance: Matrix
    scale: float
    se: Vector
    statistic: Vector
    dof: float
    p_value: Vector
    lower: Vector
    upper: Vector
    confidence: float

    def interval(self, index: int) -> Interval:
        """Return the interval of one coefficient."""
        return Interval(
            lower=float(self.lower[index]),
            upper=float(self.upper[index]),
            confidence=self.confidence,
        )


def assess(
    studies: Studies,
    tau2: float,
    test: str,
    confidence: float,
    *,
    own: Vector | None = None,
) -> Tested:
    """Fit with weights 1/(v + tau2), or with weights of one's ``own``."""
    fitted = fit(studies, 1 / (studies.v + tau2))
    dof = dof_of(test, studies.k - studies.p)
    scale = float(scale_of(test, np.asarray(fitted.rss), studies.k - studies.p))
    gamma, spread = fitted.gamma, fitted.M
    if own is not None:
        chosen = fit(studies, own)
        gamma = chosen.gamma
        inner = chosen.WQ.T @ ((studies.v + tau2)[:, None] * chosen.WQ)
        spread = chosen.M @ inner @ chosen.M
        # The likelihood is that of the reported mean, with the model's variances.
        fitted = replace(fitted, gamma=gamma, r=chosen.r)
    back = studies.back
    estimate = back @ gamma
    covariance = scale * back @ spread @ back.T
    return _tested(fitted, estimate, covariance, scale, dof, confidence)


def _tested(  # noqa: PLR0917 -- private, called once
    fitted: Weighted,
    estimate: Vector,
    covariance: Matrix,
    scale: float,
    dof: float,
    confidence: float,
) -> Tested:
    se = np.sqrt(np.diag(covariance))
    statistic, p_value, lower, upper = judge(estimate, se, dof, confidence)
    return Tested(
        fitted=fitted,
        estimate=estimate,
        covariance=covariance,
        scale=scale,
        se=se,
        statistic=statistic,
        dof=dof,
        p_value=p_value,
        lower=lower,
        upper=upper,
        confidence=confidence,
    )


def dof_of(test: str, dof: int) -> float:
    """Return the degrees of freedom of a test; infinite is normal."""
    return np.inf if test == "normal" else float(dof)


def scale_of(test: str, rss: Vector, dof: int) -> Vector:
    """Return what the variances of fits with such residuals are multiplied by."""
    if not test.startswith("hartung-knapp"):
        return np.ones_like(rss)
    scale: Vector = rss / dof
    return np.maximum(1.0, scale) if test == "hartung-knapp-bounded" else scale


def judge(
    estimate: Vector, se: Vector, dof: float, confidence: float
) -> tuple[Vector, Vector, Vector, Vector]:
    """Return statistic, p-value, lower and upper bound of each estimate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(estimate == 0, 0.0, estimate / se)
    reach = t_quantile((1 + confidence) / 2, dof) * se
    return ratio, 2 * t_tail(np.abs(ratio), dof), estimate - reach, estimate + reach
