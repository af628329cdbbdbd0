"""Effect sizes of designs that assign schools or classes, not people."""

from dataclasses import dataclass

import numpy as np

from headship.stats._validate import ArrayLike, Vector, one_of
from headship.stats.effects.corrections import wwc_correction
from headship.stats.effects.means import size_variance
from headship.stats.effects.result import (
    EffectSize,
    counts,
    effect,
    group_sizes,
    inside,
    numbers,
    positives,
    settle,
)
from headship.stats.effects.standards import rules_of

# WWC defaults where a study reports no intraclass correlation.
ICC_ACHIEVEMENT = 0.20
ICC_OTHER = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterFactors:
    """What clustering does to g: bias (gamma), design effect (eta), freedom (dof)."""

    gamma: Vector
    eta: Vector
    dof: Vector


def cluster_factors(
    n_treated: ArrayLike,
    n_control: ArrayLike,
    clusters_treated: ArrayLike,
    clusters_control: ArrayLike = 0,
    *,
    icc: ArrayLike,
    arms: str = "both",
) -> ClusterFactors:
    """Compute the factors by which clustering changes g, its error and its freedom.

    Parameters
    ----------
    n_treated, n_control
        People analyzed in each group; any one shape.
    clusters_treated, clusters_control
        Clusters in each group; ``clusters_control`` is unused for one clustered arm.
    icc
        Intraclass correlation, 0 to 1.
    arms
        "both" if both arms are clustered, "treated" if only the treated arm is.

    Returns
    -------
    ClusterFactors
        gamma, eta and the effective degrees of freedom h.

    Raises
    ------
    ValueError
        For impossible values, more clusters than people, or too few clusters to tell
        them from the program (fewer than 3 in both arms, 2 in the one clustered arm).

    Notes
    -----
    Formula: with n = N / M people per cluster and rho the intraclass correlation, both
    arms clustered: gamma^2 = 1 - 2 (n - 1) rho / (N - 2); eta = 1 + (n - 1) rho;
    h = [(N - 2) - 2 (n - 1) rho]^2
    / [(N - 2)(1 - rho)^2 + n (N - 2n) rho^2 + 2 (N - 2n) rho (1 - rho)].
    Only the treated arm, n = n_t / m_t: gamma^2 = 1 - (n_c + n - 2) rho / (N - 2);
    eta = 1 + (n n_c / N - 1) rho; h = [(N - 2)(1 - rho) + (n_t - n) rho]^2
    / [(N - 2)(1 - rho)^2 + (n_t - n) n rho^2 + 2 (n_t - n)(1 - rho) rho].

    Assumes: clusters of equal size.

    Do not use when: each cluster is one unit of analysis (a principal per school).

    Examples
    --------
    >>> round(float(cluster_factors(490, 490, 10, 9, icc=0.2).gamma), 9)
    0.989602604

    References
    ----------
    Hedges (2007), Journal of Educational and Behavioral Statistics 32(4); Hedges and
    Citkowicz (2015), Behavior Research Methods 47(4); WWC Handbook 5.0, E.21.
    """
    one_of("arms", arms, ("both", "treated"))
    first, second = group_sizes(n_treated, n_control)
    rho = inside("icc", icc, 0, 1, closed=True)
    m_1 = counts("clusters_treated", clusters_treated)
    total = first + second
    if arms == "both":
        clusters = np.asarray(m_1 + counts("clusters_control", clusters_control))
        # With one cluster per arm its effect and the program's cannot be told apart.
        counts("clusters_treated + clusters_control", clusters, minimum=3)
        counts("people per cluster", total / clusters)
        return _both_arms(total, total / clusters, rho)
    counts("clusters_treated", m_1, minimum=2)
    counts("people per cluster", first / m_1)
    return _one_arm(first, second, first / m_1, rho)


def _both_arms(total: Vector, size: Vector, rho: Vector) -> ClusterFactors:
    left = (total - 2) - 2 * (size - 1) * rho
    rest = total - 2 * size
    below = (
        (total - 2) * (1 - rho) ** 2 + size * rest * rho**2 + 2 * rest * rho * (1 - rho)
    )
    return ClusterFactors(
        gamma=settle(np.asarray(np.sqrt(left / (total - 2)))),
        eta=settle(np.asarray(1 + (size - 1) * rho)),
        dof=settle(np.asarray(left**2 / below)),
    )


def _one_arm(
    first: Vector, second: Vector, size: Vector, rho: Vector
) -> ClusterFactors:
    total = first + second
    between = first - size
    squared = 1 - (second + size - 2) * rho / (total - 2)
    below = (
        (total - 2) * (1 - rho) ** 2
        + between * size * rho**2
        + 2 * between * (1 - rho) * rho
    )
    return ClusterFactors(
        gamma=settle(np.asarray(np.sqrt(squared))),
        eta=settle(np.asarray(1 + (size * second / total - 1) * rho)),
        dof=settle(np.asarray(((total - 2) * (1 - rho) + between * rho) ** 2 / below)),
    )


def clustered_g(
    difference: ArrayLike,
    n_treated: ArrayLike,
    n_control: ArrayLike,
    factors: ClusterFactors,
    *,
    standards: str = "5.0",
    r_squared: ArrayLike = 0.0,
    se_of_difference: ArrayLike | None = None,
) -> EffectSize:
    """Compute g of a design that assigned clusters.

    Parameters
    ----------
    difference
        Difference of means over the pooled standard deviation of individuals,
        uncorrected; any shape.
    n_treated, n_control
        People analyzed in each group.
    factors
        From ``cluster_factors``.
    standards
        Edition of the handbook.
    r_squared
        Share of outcome variance the covariates explain; 0 if unknown.
    se_of_difference
        Standard error of ``difference`` (SE_b / S) from an analysis that allowed for
        clustering; then no design effect is applied.

    Returns
    -------
    EffectSize
        g with its standard error and h degrees of freedom.

    Raises
    ------
    ValueError
        For missing or impossible values, naming the argument.

    Notes
    -----
    Formula: from edition 4.1 on g = omega(h) gamma d and
    SE = omega(h) sqrt((1 - R^2) a eta + g^2 / (2h)), or with a reported standard error
    omega(h) sqrt((SE_b / S)^2 gamma^2 + g^2 / (2h)). In 4.0 g = omega(N - 2) d,
    t = g / sqrt((1 - R^2) a + g^2 / (2N)) times gamma / sqrt(eta), that is,
    SE = sqrt((1 - R^2) a + g^2 / (2N)) sqrt(eta) / gamma; with a reported standard
    error sqrt((SE_b / S)^2 + g^2 / (2N)). Up to 3.0 the same without g^2 / (2N).

    Assumes: clusters of equal size. Placing gamma inside the reported standard error
    is the reading that published examples support best; it is unsure.

    Do not use when: the unit of analysis is the cluster itself (``hedges_g``).

    Examples
    --------
    >>> factors = cluster_factors(141, 128, 20, 20, icc=0.20)
    >>> d = (9.51 - 9.25) / 2.33227
    >>> g = clustered_g(d, 141, 128, factors, standards="4.1")
    >>> round(float(g.estimate), 5), round(float(g.p_value), 4)
    (0.11062, 0.5356)

    References
    ----------
    WWC Handbook 5.0 (2022), appendix E; WWC Procedures Handbook 4.0, appendix F;
    Hedges (2007).
    """
    first, second = group_sizes(n_treated, n_control)
    total, d = first + second, numbers("difference", difference)
    v = (1 - inside("r_squared", r_squared, -1e-12, 1)) * (1 / first + 1 / second)
    if se_of_difference is not None:
        v = positives("se_of_difference", se_of_difference) ** 2
    rules = rules_of(standards)
    if rules.cluster_bias:
        omega = wwc_correction(factors.dof)
        g = omega * factors.gamma * d
        v = v * (factors.eta if se_of_difference is None else factors.gamma**2)
        variance = size_variance(rules, v, g, factors.dof, omega)
    else:
        omega = wwc_correction(total - 2)
        g = omega * d
        variance = size_variance(rules, v, g, total, omega)
        if se_of_difference is None:
            variance = variance * factors.eta / factors.gamma**2
    return effect(g, variance, total, "clustered_g", dof=factors.dof)


def correct_for_clusters(
    uncorrected: EffectSize, factors: ClusterFactors, *, standards: str = "5.0"
) -> EffectSize:
    """Correct the test of an effect size whose analysis ignored clustering.

    Parameters
    ----------
    uncorrected
        An effect size of individuals, such as the Cox index.
    factors
        From ``cluster_factors``.
    standards
        Edition of the handbook.

    Returns
    -------
    EffectSize
        The same estimate with a larger standard error and h degrees of freedom.

    Raises
    ------
    ValueError
        If there is no such edition.

    Notes
    -----
    Formula: up to edition 4.0 t is multiplied by gamma / sqrt(eta); from 4.1 on the
    standard error by sqrt(eta).

    Assumes: clusters of equal size. For the Cox index this reproduces 82 of 86
    published p-values of editions 4.1 and 5.0 (with degrees of freedom capped at 300,
    as in all published p-values).

    Do not use when: the study's own analysis allowed for clustering.

    Examples
    --------
    >>> from headship.stats.effects.proportions import cox_index
    >>> d = cox_index(0.6, 0.5, 300, 300, standards="4.0")
    >>> factors = cluster_factors(300, 300, 10, 10, icc=0.10)
    >>> corrected = correct_for_clusters(d, factors, standards="4.0")
    >>> round(float(d.p_value), 4), round(float(corrected.p_value), 4)
    (0.0144, 0.2168)

    References
    ----------
    WWC Procedures Handbook 4.0 (2017), appendix F, equation F.1.
    """
    stretch = np.asarray(factors.eta)
    if not rules_of(standards).cluster_bias:
        stretch = stretch / factors.gamma**2
    return effect(
        uncorrected.estimate,
        uncorrected.variance * stretch,
        uncorrected.n,
        f"{uncorrected.method}:clustered",
        dof=factors.dof,
        confidence=uncorrected.confidence,
    )
