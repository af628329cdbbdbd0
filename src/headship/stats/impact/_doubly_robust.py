"""The change of a treated group against its comparison, with or without covariates."""

import numpy as np
import numpy.typing as npt

from headship.stats._binary import fit_binary
from headship.stats._validate import Matrix, Vector

# Weights of comparison units explode beyond this propensity.
_MAX_PROPENSITY = 0.999


def contrast(
    change: Vector, treated: npt.NDArray[np.bool_], X: Matrix | None
) -> tuple[float, Vector]:
    """Return the effect on the treated and each unit's influence on it."""
    if X is None:
        return _plain(change, treated)
    return _adjusted(change, treated.astype(np.float64), X)


def _plain(change: Vector, treated: npt.NDArray[np.bool_]) -> tuple[float, Vector]:
    share = treated.mean()
    mean_t, mean_c = change[treated].mean(), change[~treated].mean()
    psi = np.where(
        treated, (change - mean_t) / share, -(change - mean_c) / (1.0 - share)
    )
    return float(mean_t - mean_c), psi


def _adjusted(change: Vector, D: Vector, X: Matrix) -> tuple[float, Vector]:
    """Follow Sant'Anna and Zhao (2020), equations 3.1 and 3.6."""
    n = len(D)
    propensity = fit_binary(D, X, link="logit")
    p = propensity.probability
    if p[D == 0].max() > _MAX_PROPENSITY:
        raise ValueError(
            "covariates make a comparison unit almost certain to be treated"
            f" (propensity {float(p[D == 0].max()):.4f}); the groups do not overlap."
        )
    control = 1.0 - D
    gram = X.T @ (control[:, None] * X) / n
    # Covariates collinear among the comparison alone would separate the conditions,
    # which the propensity's fit has refused.
    inverse = np.linalg.inv(gram)
    gap = change - X @ (inverse @ (X.T @ (control * change)) / n)
    odds = p * control / (1.0 - p)
    effect_t = (D * gap).mean() / D.mean()
    effect_c = (odds * gap).mean() / odds.mean()
    of_outcome = (control * gap)[:, None] * (X @ inverse)
    of_propensity = ((D - p)[:, None] * X) @ (np.linalg.inv(propensity.information) * n)
    psi_t = D * (gap - effect_t) - of_outcome @ (D[:, None] * X).mean(axis=0)
    psi_c = odds * (gap - effect_c)
    psi_c = psi_c + of_propensity @ ((odds * (gap - effect_c))[:, None] * X).mean(
        axis=0
    )
    psi_c = psi_c - of_outcome @ (odds[:, None] * X).mean(axis=0)
    return float(effect_t - effect_c), psi_t / D.mean() - psi_c / odds.mean()
