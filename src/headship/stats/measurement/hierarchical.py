"""Reliability of a total score whose items form groups."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from headship.stats import _validate
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _covariance
from headship.stats.measurement._extraction import Extraction, extract
from headship.stats.measurement.reliability import alpha_from_covariance
from headship.stats.measurement.rotation import rotate


@dataclass(frozen=True, slots=True, kw_only=True)
class HierarchicalOmega:
    """Shares of a total score's variance.

    ``hierarchical`` is due to the one general factor, ``total`` to all factors;
    ``limit`` is their ratio, what ``hierarchical`` would be in an endless test of
    this kind. ``general`` and ``group`` (p, m) are the Schmid-Leiman loadings.
    ``lambda6`` is Guttman's.
    """

    hierarchical: float
    total: float
    limit: float
    alpha: float
    lambda6: float
    general: Vector
    group: Matrix
    uniqueness: Vector
    n_factors: int
    method: str


def omega_hierarchical(
    correlation: ArrayLike, *, n_factors: int = 3, method: Extraction = "minres"
) -> HierarchicalOmega:
    """Split the reliability of a total score into general and group factors.

    Parameters
    ----------
    correlation : array of shape (p, p)
        Correlations, or covariances, which are turned into correlations. Items with
        a negative general loading are turned around.
    n_factors : int
        Number of group factors, 1 or at least 3; with 1 only ``total`` has meaning.
        With 2 the general factor is set to load equally on both.
    method : {"minres", "ml"}
        How factors are extracted; the general factor of the factors is always
        minres.

    Returns
    -------
    HierarchicalOmega

    Raises
    ------
    ValueError
        As ``exploratory_factors``, or if two factors do not correlate positively.

    Notes
    -----
    Formula: oblimin factors, a general factor of their correlations, and the
    Schmid-Leiman transformation; hierarchical = (sum of general loadings)^2 / V,
    total = (V - sum of uniquenesses) / V, V the sum of all correlations.

    Assumes: one general factor above correlated groups.

    Do not use when: the number of groups is a guess; report several.

    Examples
    --------
    >>> corr = np.full((6, 6), 0.3) + np.kron(np.eye(3), np.full((2, 2), 0.3))
    >>> np.fill_diagonal(corr, 1)
    >>> result = omega_hierarchical(corr)
    >>> round(result.hierarchical, 3), round(result.total, 3)
    (0.643, 0.857)

    References
    ----------
    Zinbarg, Revelle, Yovel and Li (2005), eq. 6. Schmid and Leiman (1957).
    """
    _validate.one_of("method", method, ["ml", "minres"])
    m = _validate.integer("n_factors", n_factors, minimum=1)
    corr = _covariance.to_correlation(_covariance.square("correlation", correlation))
    found = extract(corr, m, method)
    general, group = _schmid_leiman(found.loadings)
    turn = np.where(general < 0, -1.0, 1.0)
    corr, general, group = corr * np.outer(turn, turn), general * turn, group.T * turn
    alpha, specific = (
        alpha_from_covariance(corr),
        1 / np.diag(_covariance.inverse(corr)),
    )
    variance = float(corr.sum())
    unique = 1 - (found.loadings**2).sum(axis=1)
    total = (variance - float(unique.sum())) / variance
    hierarchical = float(general.sum()) ** 2 / variance
    return HierarchicalOmega(
        hierarchical=hierarchical,
        total=total,
        limit=hierarchical / total,
        alpha=alpha,
        lambda6=1 - float(specific.sum()) / variance,
        general=general,
        group=group.T,
        uniqueness=unique,
        n_factors=m,
        method=f"{method}, oblimin, Schmid-Leiman",
    )


def _schmid_leiman(loadings: Matrix) -> tuple[Vector, Matrix]:
    m = loadings.shape[1]
    if m == 1:
        return loadings[:, 0], np.zeros_like(loadings)
    oblique = rotate(loadings, "oblimin")
    if m == 2:
        shared = float(oblique.phi[0, 1])
        if shared <= 0:
            raise ValueError(f"the two factors correlate {shared!r}, not positively.")
        top = np.full(2, sqrt(shared))
    else:
        top = extract(oblique.phi, 1, "minres").loadings[:, 0]
    rest = np.sqrt(np.maximum(1 - top**2, 0))
    return oblique.loadings @ top, oblique.loadings * rest
