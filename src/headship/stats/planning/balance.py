"""How alike the conditions are before the program starts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    same_length,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One covariate in both conditions.

    ``difference`` is in pooled standard deviations, with the small-sample factor of
    the What Works Clearinghouse; ``variance_ratio`` is treated over comparison.
    """

    name: str
    mean_treated: float
    mean_control: float
    sd_pooled: float
    difference: float
    variance_ratio: float
    n_treated: int
    n_control: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceReport:
    """All covariates, the largest difference, and the distance over all at once.

    ``distance`` is Mahalanobis' (Morgan and Rubin's M), chi-squared with
    ``dof`` degrees of freedom under complete randomization; ``p_value`` is the share
    of complete randomizations that are less balanced than this one.
    """

    covariates: tuple[Balance, ...]
    largest: float
    distance: float
    dof: int
    p_value: float


def balance_report(
    treated: ArrayLike, covariates: ArrayLike, names: Sequence[str]
) -> BalanceReport:
    """Compare the conditions on each covariate and on all together.

    Parameters
    ----------
    treated
        n values of 0 or 1.
    covariates
        n by q baseline measures.
    names
        q names.

    Returns
    -------
    BalanceReport

    Raises
    ------
    ValueError
        For fewer than two units in a condition, or a covariate that does not vary.

    Notes
    -----
    Formula: difference = (1 - 3 / (4 N - 9)) (mean_1 - mean_0) / s_pooled;
    M = (n_1 n_0 / n) d' S^-1 d with d the differences of means.
    Assumes: for ``p_value``, complete randomization and a fair number of units.
    Do not use when: ``p_value`` is meant to decide whether randomization "worked";
    it did if it was carried out.

    Examples
    --------
    >>> report = balance_report([1, 1, 1, 0, 0, 0], [[1], [2], [4], [2], [3], [4]], ["x"])
    >>> round(report.largest, 4), round(report.distance, 3)
    (-0.4131, 0.455)

    References
    ----------
    What Works Clearinghouse (2022), Handbook 5.0, appendix E.
    Morgan & Rubin (2012), Annals of Statistics 40(2), section 3.
    """
    w, X = as_vector("treated", treated), as_matrix("covariates", covariates)
    same_length(treated=w, covariates=X)
    if len(names) != X.shape[1]:
        raise ValueError(f"names has {len(names)} names for {X.shape[1]} covariates.")
    arms = _arms(w)
    rows = tuple(
        _balance(name, column, *arms) for name, column in zip(names, X.T, strict=True)
    )
    spread = mahalanobis_weights(X)
    distance = float(distances(w[None, :], spread)[0])
    return BalanceReport(
        covariates=rows,
        largest=max((row.difference for row in rows), key=abs),
        distance=distance,
        dof=spread.shape[1],
        p_value=float(special.chdtrc(spread.shape[1], distance)),
    )


def _arms(w: Vector) -> tuple[Vector, Vector]:
    if not np.isin(w, (0.0, 1.0)).all():
        bad = float(w[~np.isin(w, (0.0, 1.0))][0])
        raise ValueError(f"treated must be 0 or 1, got {bad!r}.")
    fewest = int(min(w.sum(), w.size - w.sum()))
    if fewest < 2:
        raise ValueError(f"treated needs 2 units in each condition, got {fewest}.")
    return w == 1, w == 0


def _balance(name: str, column: Vector, treated: Vector, control: Vector) -> Balance:
    a, b = column[treated], column[control]
    squares = ((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()
    n = column.size
    pooled = float(np.sqrt(squares / (n - 2)))
    if pooled == 0:
        raise ValueError(f"covariate {name!r} does not vary within the conditions.")
    small_sample = 1.0 - 3.0 / (4.0 * n - 9.0)
    variances = float(a.var(ddof=1)), float(b.var(ddof=1))
    return Balance(
        name=name,
        mean_treated=float(a.mean()),
        mean_control=float(b.mean()),
        sd_pooled=pooled,
        difference=float(small_sample * (a.mean() - b.mean()) / pooled),
        variance_ratio=variances[0] / variances[1] if variances[1] else float("inf"),
        n_treated=a.size,
        n_control=b.size,
    )


def mahalanobis_weights(X: Matrix) -> Matrix:
    """Return scores with unit covariance, dropping directions that do not vary."""
    centered = X - X.mean(axis=0)
    scale = centered.std(axis=0)
    if (scale == 0).any():
        raise ValueError(f"covariates column {int(np.argmin(scale))} does not vary.")
    U, sizes, _ = np.linalg.svd(centered / scale, full_matrices=False)
    kept = sizes > 1e-9 * sizes[0]
    return np.asarray(U[:, kept] * np.sqrt(len(X) - 1.0))


def distances(W: ArrayLike, scores: Matrix) -> Vector:
    """Return Morgan and Rubin's M of each assignment (rows of W)."""
    weights = np.asarray(W, dtype=np.float64)
    n, n1 = weights.shape[1], weights.sum(axis=1)
    gap = (weights @ scores) * (n / (n1 * (n - n1)))[:, None]
    return np.asarray(n1 * (n - n1) / n * (gap**2).sum(axis=1))
