"""Combine the analyses of multiply imputed data."""

from dataclasses import dataclass

import numpy as np

from headship.stats._student import t_quantile, two_sided_p
from headship.stats._validate import ArrayLike, as_vector, between, number, same_length
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEstimate:
    """An estimate pooled over ``n_imputations`` completed data sets.

    ``within`` and ``between`` are the variance components of ``se`` squared;
    ``missing_share`` is the fraction of information about the estimate that is
    missing; ``relative_increase`` that of the variance due to it.
    """

    estimate: float
    se: float
    interval: Interval
    dof: float
    p_value: float
    within: float
    between: float
    relative_increase: float
    missing_share: float
    n_imputations: int
    method: str


def pool_imputations(
    estimates: ArrayLike,
    standard_errors: ArrayLike,
    *,
    complete_dof: float = np.inf,
    confidence: float = 0.95,
) -> PooledEstimate:
    """Pool one estimate over imputed data sets by Rubin's rules.

    Parameters
    ----------
    estimates
        The estimate from each of the m completed data sets.
    standard_errors
        Its standard error in each.
    complete_dof
        Degrees of freedom that the analysis would have without missing data.
    confidence
        Level of the interval.

    Returns
    -------
    PooledEstimate

    Raises
    ------
    ValueError
        For fewer than two imputations, a standard error that is not positive, or
        ``complete_dof`` that is not positive.

    Notes
    -----
    Formula: T = W + (1 + 1/m) B with W the mean squared standard error and B the
    variance of the estimates; degrees of freedom 1 / (1/nu_m + 1/nu_obs) with
    nu_m = (m - 1)(1 + 1/r)^2, nu_obs = (nu + 1)/(nu + 3) nu (1 - lambda).
    Assumes: values are missing at random given what the imputation used, and that
    included everything in the analysis.
    Do not use when: whether a value is missing depends on the value itself.

    Examples
    --------
    >>> pooled = pool_imputations([1.0, 1.4, 1.2], [0.5, 0.4, 0.5], complete_dof=60)
    >>> round(pooled.estimate, 4), round(pooled.se, 4), round(pooled.dof, 2)
    (1.2, 0.5228, 24.74)

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys, section 3.3.
    Barnard & Rubin (1999), Biometrika 86(4), section 3.
    """
    b = as_vector("estimates", estimates, min_size=2)
    se = as_vector("standard_errors", standard_errors)
    m = same_length(estimates=b, standard_errors=se)
    if (se <= 0).any():
        raise ValueError(f"standard_errors must be positive, got {float(se.min())!r}.")
    if not complete_dof > 0:
        raise ValueError(f"complete_dof must be positive, got {complete_dof!r}.")
    between("confidence", confidence, 0.0, 1.0)
    within, spread = float(np.mean(se**2)), float(b.var(ddof=1))
    extra = (1.0 + 1.0 / m) * spread
    total = within + extra
    dof = _barnard_rubin(m, extra / total, complete_dof)
    estimate, error = float(b.mean()), float(np.sqrt(total))
    margin = t_quantile(0.5 + confidence / 2.0, dof) * error
    increase = extra / within
    # Rubin's gamma: the share of information, allowing for the t reference.
    missing = (
        0.0 if increase == 0 else (increase + 2.0 / (dof + 3.0)) / (increase + 1.0)
    )
    return PooledEstimate(
        estimate=estimate,
        se=error,
        interval=Interval(
            lower=estimate - margin, upper=estimate + margin, confidence=confidence
        ),
        dof=dof,
        p_value=two_sided_p(estimate / error, dof),
        within=within,
        between=spread,
        relative_increase=increase,
        missing_share=missing,
        n_imputations=m,
        method="Rubin's rules, Barnard-Rubin degrees of freedom",
    )


def _barnard_rubin(m: int, share: float, complete: float) -> float:
    """Return the degrees of freedom; ``share`` is that of the variance."""
    observed = np.inf
    if np.isfinite(complete):
        number("complete_dof", complete)
        observed = (complete + 1.0) / (complete + 3.0) * complete * (1.0 - share)
    if share == 0:
        return float(observed)
    imputed = (m - 1) / share**2
    return float(1.0 / (1.0 / imputed + 1.0 / observed))
