"""Psychometric meta-analysis without corrections, and what corrections build on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._student import t_quantile
from headship.stats._validate import Vector, as_vector, between, one_of, same_length
from headship.stats.meta._weighted import mean_of, variance_of
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """A mean correlation and where its variance comes from.

    ``variance`` is the observed variance between studies, ``error`` what sampling
    error makes, ``artifact`` what differences in artifacts make, ``residual`` the
    rest (it may be negative). ``interval`` is the confidence interval of the mean,
    ``credibility`` where true correlations lie.
    """

    mean: float
    se: float
    variance: float
    error: float
    artifact: float
    residual: float
    interval: Interval
    credibility: Interval

    @property
    def sd_residual(self) -> float:
        """Return the root of the residual variance, 0 where it is negative."""
        return float(np.sqrt(max(0.0, self.residual)))


@dataclass(frozen=True, slots=True)
class Levels:
    """How wide the two intervals of a mean over ``k`` studies are."""

    confidence: float
    credibility: float
    quantile: str
    k: int

    def interval(self, mean: float, sd: float, level: float) -> Interval:
        """Return the interval of a mean at a level."""
        dof = np.inf if self.quantile == "normal" else float(self.k - 1)
        half = t_quantile((1 + level) / 2, dof) * sd
        return Interval(lower=mean - half, upper=mean + half, confidence=level)


def barebones(
    correlations: npt.ArrayLike,
    sizes: npt.ArrayLike,
    *,
    correct_bias: bool = True,
    unbiased: bool = True,
    quantile: str = "t",
    confidence: float = 0.95,
    credibility: float = 0.8,
) -> Correlation:
    """Average correlations by sample size, correcting for sampling error only.

    Parameters
    ----------
    correlations, sizes : array, shape (k,)
        Correlations inside (-1, 1) and sample sizes above 2, k at least 2.
    correct_bias : bool
        Divide by (2n-2)/(2n-1), the small-sample bias of r.
    unbiased : bool
        Multiply the variance of correlations by k/(k-1).
    quantile : {"t", "normal"}
        Of both intervals, t with k-1 degrees of freedom.
    confidence, credibility : float
        Levels of the two intervals.

    Returns
    -------
    Correlation

    Raises
    ------
    ValueError
        If there is one study, a correlation is not inside (-1, 1), or n is below 3.

    Notes
    -----
    Formula: ``var_e = mean of (1 - m^2)^2/(n-1)``, weights n; ``residual = var_r -
    var_e``.
    Assumes: independent samples.
    Do not use when: reliabilities are known; correct for them.

    Examples
    --------
    >>> found = barebones([0.2, 0.3, 0.5], [50, 100, 50])
    >>> round(found.mean, 4), round(found.residual, 5)
    (0.3275, 0.00608)

    References
    ----------
    Schmidt & Hunter (2015). Methods of Meta-Analysis, chapter 3.
    """
    r, n, levels = checked(
        correlations, sizes, quantile, confidence, credibility, correct_bias
    )
    return uncorrected(r, n, levels, unbiased=unbiased)


def checked(  # noqa: PLR0917 -- private
    correlations: npt.ArrayLike,
    sizes: npt.ArrayLike,
    quantile: str,
    confidence: float,
    credibility: float,
    correct_bias: bool,
) -> tuple[Vector, Vector, Levels]:
    """Return sound correlations, freed of bias if wanted, with sizes and levels."""
    r = as_vector("correlations", correlations, min_size=2)
    n = as_vector("sizes", sizes)
    same_length(correlations=r, sizes=n)
    if np.abs(r).max() >= 1:
        raise ValueError(
            f"correlations must lie inside (-1, 1), got {r[np.argmax(np.abs(r))]!r}."
        )
    if n.min() < 3:
        raise ValueError(f"sizes must be at least 3, got {n.min()!r}.")
    one_of("quantile", quantile, ("t", "normal"))
    between("confidence", confidence, 0, 1)
    between("credibility", credibility, 0, 1)
    corrected = r * (2 * n - 1) / (2 * n - 2) if correct_bias else r
    return corrected, n, Levels(confidence, credibility, quantile, len(r))


def uncorrected(r: Vector, n: Vector, levels: Levels, *, unbiased: bool) -> Correlation:
    """Average by sample size; the variance of each from the mean correlation."""
    mean = mean_of(r, n)
    return summary(r, (1 - mean**2) ** 2 / (n - 1), n, levels, unbiased=unbiased)


def summary(
    r: Vector, error: Vector, weights: Vector, levels: Levels, *, unbiased: bool
) -> Correlation:
    """Average with weights and take the expected error out of the variance."""
    mean, expected = mean_of(r, weights), mean_of(error, weights)
    variance = variance_of(r, weights, unbiased=unbiased)
    residual = variance - expected
    se = float(np.sqrt(variance / levels.k))
    spread = float(np.sqrt(max(0.0, residual)))
    return Correlation(
        mean=mean,
        se=se,
        variance=variance,
        error=expected,
        artifact=0.0,
        residual=residual,
        interval=levels.interval(mean, se, levels.confidence),
        credibility=levels.interval(mean, spread, levels.credibility),
    )


def rescaled(true: Correlation, factor: float) -> Correlation:
    """Return everything in units of ``factor`` times the correlation."""

    def scaled(interval: Interval) -> Interval:
        return Interval(
            lower=interval.lower * factor,
            upper=interval.upper * factor,
            confidence=interval.confidence,
        )

    return Correlation(
        mean=true.mean * factor,
        se=true.se * factor,
        variance=true.variance * factor**2,
        error=true.error * factor**2,
        artifact=true.artifact * factor**2,
        residual=true.residual * factor**2,
        interval=scaled(true.interval),
        credibility=scaled(true.credibility),
    )
