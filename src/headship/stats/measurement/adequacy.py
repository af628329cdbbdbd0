"""Whether correlations of items are worth looking for factors in."""

from dataclasses import dataclass

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector
from headship.stats.measurement import _covariance


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingAdequacy:
    """Kaiser's measure of sampling adequacy, overall and per item, 0 to 1."""

    overall: float
    items: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class SphericityTest:
    """Bartlett's test that no two items correlate."""

    chi_square: float
    dof: int
    p_value: float


def sampling_adequacy(correlation: ArrayLike) -> SamplingAdequacy:
    """Say whether correlations are shared widely enough for factors.

    Parameters
    ----------
    correlation : array of shape (p, p)
        Correlations or covariances.

    Returns
    -------
    SamplingAdequacy

    Raises
    ------
    ValueError
        If the matrix is singular.

    Notes
    -----
    Formula: sum r^2 / (sum r^2 + sum q^2), with q the correlations of two items given
    all others.

    Assumes: linear relations.

    Do not use when: there are only two items; the value is then always 0.5.

    Examples
    --------
    >>> corr = [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]
    >>> round(sampling_adequacy(corr).overall, 4)
    0.6923

    References
    ----------
    Kaiser and Rice (1974).
    """
    corr = _covariance.to_correlation(_covariance.square("correlation", correlation))
    partial = _covariance.to_correlation(_covariance.inverse(corr))
    off = 1 - np.eye(len(corr))
    shared, given = (corr**2 * off).sum(axis=0), (partial**2 * off).sum(axis=0)
    if shared.sum() == 0:
        raise ValueError("correlation must hold a correlation other than 0.")
    total = shared + given
    items = np.divide(shared, total, out=np.full(len(corr), np.nan), where=total > 0)
    return SamplingAdequacy(overall=float(shared.sum() / total.sum()), items=items)


def sphericity_test(correlation: ArrayLike, *, n: int) -> SphericityTest:
    """Test whether any items correlate.

    Parameters
    ----------
    correlation : array of shape (p, p)
        Correlations or covariances.
    n : int
        Number of persons.

    Returns
    -------
    SphericityTest

    Raises
    ------
    ValueError
        If the matrix is singular or n too small for the number of items.

    Notes
    -----
    Formula: -(n - 1 - (2 p + 5) / 6) log|R| with p (p - 1) / 2 degrees of freedom.

    Assumes: normal items.

    Do not use when: n is large; it then always rejects.

    Examples
    --------
    >>> round(sphericity_test([[1, 0.3], [0.3, 1]], n=50).chi_square, 3)
    4.48

    References
    ----------
    Bartlett (1950).
    """
    corr = _covariance.to_correlation(_covariance.square("correlation", correlation))
    p = len(corr)
    factor = _validate.integer("n", n, minimum=2) - 1 - (2 * p + 5) / 6
    if factor <= 0:
        raise ValueError(f"n is too small for {p} items, got {n!r}.")
    _covariance.inverse(corr)
    chi_square = -factor * float(np.linalg.slogdet(corr)[1])
    dof = p * (p - 1) // 2
    return SphericityTest(
        chi_square=chi_square, dof=dof, p_value=float(special.chdtrc(dof, chi_square))
    )
