"""Reliability of a scale whose items need not be equally good."""

from math import exp, log, sqrt

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import linalg, special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _covariance
from headship.stats.measurement._extraction import Extracted, Extraction, extract
from headship.stats.measurement.reliability import Missing, Reliability, answers_of
from headship.stats.results import Interval


def omega_total(
    items: ArrayLike,
    *,
    method: Extraction = "ml",
    missing: Missing = "pairwise",
    confidence: float = 0.95,
) -> Reliability:
    """Estimate omega of a scale that measures one thing, with an interval.

    Parameters
    ----------
    items : array of shape (n persons, k items)
        Answers, already scored in one direction, at least three items; NaN is a
        missing answer.
    method : {"ml", "minres"}
        How the single factor is fitted: maximum likelihood or least squares.
    missing : {"pairwise", "complete", "raise"}
        As in ``coefficient_alpha``.
    confidence : float
        Coverage of the interval.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        With fewer than three items or persons, an item without variance, or
        correlations that allow no maximum likelihood solution.

    Notes
    -----
    Formula: (sum of loadings)^2 / ((sum of loadings)^2 + sum of error variances), in
    the units of the items. The standard error is the delta method at the fitted
    model under normality; the interval is symmetric for logit(omega), so it stays
    between 0 and 1. A uniqueness is kept at or above 0.005 of its item's variance.

    Assumes: one factor, errors unrelated, independent persons, answers missing at
    random.

    Do not use when: items form several groups; use ``omega_hierarchical``. With
    fewer than some fifty persons the interval is too narrow.

    Examples
    --------
    >>> answers = [
    ...     [2, 3, 3], [4, 4, 5], [3, 3, 2], [5, 3, 5], [1, 2, 2], [3, 4, 3]]
    >>> round(omega_total(answers, method="minres").estimate, 3)
    0.898

    References
    ----------
    McDonald (1999), eq. 6.20b. Raykov (2002), section on the delta method.
    """
    _validate.one_of("method", method, ["ml", "minres"])
    confidence = _validate.between("confidence", confidence, 0, 1)
    answers = answers_of(items, missing)
    if answers.shape[1] < 3:
        raise ValueError(f"items needs at least 3 columns, got {answers.shape[1]}.")
    pairs = _covariance.pairwise(answers)
    sd = np.sqrt(np.diag(pairs.cov))
    factor = extract(_covariance.to_correlation(pairs.cov), 1, method)
    estimate, gradient = _omega(factor, sd)
    n = int(pairs.n.min())
    covariance = _sampling_covariance(factor, method) / n
    se = sqrt(float(gradient @ covariance @ gradient))
    return Reliability(
        estimate=estimate,
        se=se,
        interval=_logit_limits(estimate, se, confidence),
        n=n,
        n_items=len(sd),
        dof=None,
        method=f"omega total, one factor by {method}",
    )


def _omega(factor: Extracted, sd: Vector) -> tuple[float, Vector]:
    true = float(sd @ factor.loadings[:, 0]) ** 2
    error = float(sd**2 @ factor.uniqueness)
    total = true + error
    to_loading = 2 * sqrt(true) * error / total**2 * sd
    to_error = -true / total**2 * sd**2
    return true / total, np.concatenate([to_loading, to_error])


def _sampling_covariance(factor: Extracted, method: Extraction) -> Matrix:
    """Return n times the covariance of loadings and uniquenesses."""
    loading = factor.loadings[:, 0]
    implied = np.outer(loading, loading) + np.diag(factor.uniqueness)
    if method == "ml":
        inverse: Matrix = linalg.pinvh(_bilinear(linalg.inv(implied), loading))
        return inverse
    bread: Matrix = linalg.pinvh(_bilinear(np.eye(len(loading)), loading))
    return bread @ _bilinear(implied, loading) @ bread


def _bilinear(weight: Matrix, loading: Vector) -> Matrix:
    """Return tr(W dA W dB) / 2 for all pairs of parameters of one factor."""
    image = weight @ loading
    loadings = float(loading @ image) * weight + np.outer(image, image)
    mixed = weight * image
    return np.block([[loadings, mixed], [mixed.T, weight**2 / 2]])


def _logit_limits(estimate: float, se: float, confidence: float) -> Interval:
    # Keeps the logit finite where loadings cancel out.
    inside = min(max(estimate, 1e-9), 1 - 1e-9)
    center = log(inside / (1 - inside))
    half = float(special.ndtri(0.5 + confidence / 2)) * se / (inside * (1 - inside))
    half = min(half, 500.0)
    lower, upper = (1 / (1 + exp(-center - side * half)) for side in (-1, 1))
    return Interval(lower=lower, upper=upper, confidence=confidence)
