"""The designs whose power can be planned: the PowerUp! family in one formula.

Vocabulary: ``sizes`` run from the bottom up (people per group, groups per school, …);
``icc`` are the shares of outcome variance at level 2 and above; ``r2`` the shares of
each level's variance that covariates explain; ``heterogeneity`` (omega) is the
variance of the effect over blocks, as a share of that level's variance.
"""

from collections.abc import Sequence

from headship.stats._validate import between, integer, number, one_of
from headship.stats.planning.study import (
    StudyDesign,
    count_levels,
    described,
    share,
)

BLOCK_EFFECTS = ("fixed", "constant", "random")


def individual_design(
    n: float,
    *,
    r2: float = 0.0,
    n_covariates: int = 0,
    share_treated: float = 0.5,
    treatment_r2: float = 0.0,
) -> StudyDesign:
    """Describe a trial that assigns people (or schools with one outcome each).

    Parameters
    ----------
    n
        People in all.
    r2
        Share of outcome variance that covariates explain.
    n_covariates
        Number of covariates.
    share_treated
        Share assigned to the program.
    treatment_r2
        For a comparison without random assignment: the squared multiple correlation
        of treatment with the covariates, which inflates the variance.

    Returns
    -------
    StudyDesign

    Raises
    ------
    ValueError
        For shares outside their range or too few people.

    Notes
    -----
    Formula: SE = sqrt((1 - R2) / (P (1 - P) n)), n - g - 2 degrees of freedom.
    Assumes: outcomes of different people are independent.
    Do not use when: whole schools are assigned and people measured.

    Examples
    --------
    >>> from headship.stats.planning import minimum_detectable_effect
    >>> round(minimum_detectable_effect(individual_design(124)).estimate, 4)
    0.5072

    References
    ----------
    Dong & Maynard (2013), Journal of Research on Educational Effectiveness 6(1),
    design IRA.
    """
    return described(
        "ira",
        (n,),
        treatment_level=1,
        r2=(r2,),
        share_treated=share_treated,
        n_covariates=n_covariates,
        treatment_r2=treatment_r2,
    )


def blocked_individual_design(
    sizes: Sequence[float],
    *,
    effects: str = "random",
    icc: Sequence[float] = (),
    r2: float = 0.0,
    heterogeneity: Sequence[float] = (),
    block_r2: Sequence[float] = (),
    n_covariates: int = 0,
    share_treated: float = 0.5,
) -> StudyDesign:
    """Describe a trial that assigns people within blocks (sites).

    Parameters
    ----------
    sizes
        People per block, blocks, and so on up: (n, J), (n, J, K) or (n, J, K, L).
    effects
        Of blocks on the program's effect: "fixed" (a separate effect for each block;
        conclusions hold for these blocks), "constant" (the same effect in all) or
        "random" (a sample of blocks).
    icc, heterogeneity, block_r2
        For "random": one entry per level from 2 up.
    r2
        Share of the variance between people that covariates explain.
    n_covariates
        At the top level for "random", of people otherwise.
    share_treated
        Share assigned to the program within a block.

    Returns
    -------
    StudyDesign

    Raises
    ------
    ValueError
        As ``individual_design``; for "fixed" and "constant" with more than two levels.

    Notes
    -----
    Formula: random: SE^2 = sum rho_k w_k (1 - R2T_k) / N_k + (1 - sum rho)(1 - R2) /
    (P (1 - P) N_1), J - g - 1 degrees of freedom; fixed and constant: as for an
    individual trial of J n people, with J (n - 2) - g and J (n - 1) - g - 1.
    Assumes: blocks are of about equal size (use the harmonic mean).
    Do not use when: blocks are matched pairs of schools with "fixed" effects: two
    units per block leave no degrees of freedom; use "constant".

    Examples
    --------
    >>> from headship.stats.planning import minimum_detectable_effect
    >>> design = blocked_individual_design((15, 20), icc=[0.17], heterogeneity=[0.5])
    >>> round(minimum_detectable_effect(design).estimate, 4)
    0.3656

    References
    ----------
    Dong & Maynard (2013), designs BIRA2-1f, BIRA2-1c, BIRA2-1r, BIRA3-1r, BIRA4-1r.
    """
    one_of("effects", effects, BLOCK_EFFECTS)
    levels = count_levels(sizes, 2)
    if effects != "random":
        # Variation between fixed blocks is not part of the error.
        icc = heterogeneity = (0.0,) * (levels - 1)
    return described(
        f"bira{levels}{effects[0]}1",
        sizes,
        treatment_level=1,
        blocks=effects,
        icc=icc,
        r2=(r2,),
        heterogeneity=heterogeneity,
        block_r2=block_r2,
        share_treated=share_treated,
        n_covariates=n_covariates,
    )


def cluster_design(
    sizes: Sequence[float],
    *,
    icc: Sequence[float],
    r2: Sequence[float] = (),
    n_covariates: int = 0,
    share_treated: float = 0.5,
    reliability: float = 1.0,
    treatment_r2: float = 0.0,
) -> StudyDesign:
    """Describe a trial that assigns whole clusters, the top level.

    Parameters
    ----------
    sizes
        From the bottom: (people per school, schools), (people per classroom,
        classrooms per school, schools), or with a fourth level.
    icc
        Shares of variance at level 2, 3, 4: one entry per level above people.
    r2
        Shares of variance explained at level 1, 2, …; zeros by default.
    n_covariates
        Covariates at the top level.
    share_treated
        Share of clusters assigned to the program.
    reliability
        Of the outcome at level 1.
    treatment_r2
        As in ``individual_design``.

    Returns
    -------
    StudyDesign

    Raises
    ------
    ValueError
        As ``individual_design``.

    Notes
    -----
    Formula: SE^2 = sum over levels of rho_k (1 - R2_k) / (P (1 - P) N_k), N_k the
    units at level k in all; J - g - 2 degrees of freedom for J clusters.
    Assumes: clusters of about equal size (use the harmonic mean, or multiply by
    ``design_effect``).
    Do not use when: schools are assigned within districts and districts are part of
    the analysis (use ``blocked_cluster_design``).

    Examples
    --------
    >>> from headship.stats.planning import minimum_detectable_effect
    >>> design = cluster_design((20, 40), icc=[0.20])
    >>> round(minimum_detectable_effect(design).estimate, 4)
    0.4455

    References
    ----------
    Dong & Maynard (2013), designs CRA2-2, CRA3-3, CRA4-4.
    """
    levels = count_levels(sizes, 2)
    return described(
        f"cra{levels}",
        sizes,
        treatment_level=levels,
        icc=icc,
        r2=r2,
        share_treated=share_treated,
        n_covariates=n_covariates,
        reliability=reliability,
        treatment_r2=treatment_r2,
    )


def blocked_cluster_design(
    sizes: Sequence[float],
    *,
    treatment_level: int,
    effects: str = "random",
    icc: Sequence[float],
    r2: Sequence[float] = (),
    heterogeneity: Sequence[float] = (),
    block_r2: Sequence[float] = (),
    n_covariates: int = 0,
) -> StudyDesign:
    """Describe a trial that assigns clusters within blocks (districts), half to each.

    Parameters
    ----------
    sizes
        From the bottom: (n, J, K) or (n, J, K, L).
    treatment_level
        The level assigned: 2, or 3 of four.
    effects
        "fixed" (only for the level above the treatment's as the top) or "random".
    icc
        Shares of variance at level 2 and up; entries above a fixed block are unused
        and may be left out.
    r2
        Explained shares of level 1 up to the treatment's; zeros by default.
    heterogeneity, block_r2
        For "random": one entry per level above the treatment's.
    n_covariates
        At the treatment's level for "fixed", at the top level for "random".

    Returns
    -------
    StudyDesign

    Raises
    ------
    ValueError
        As ``individual_design``; for a treatment level without blocks above it.

    Notes
    -----
    Formula: blocks above level m: SE^2 = sum_{k>m} rho_k w_k (1 - R2T_k) / N_k +
    sum_{k<=m} rho_k (1 - R2_k) / (P (1 - P) N_k); K - g - 1 degrees of freedom, or
    for fixed blocks no first sum and K (J - 2) - g.
    Assumes: half of each block's clusters are assigned to the program.
    Do not use when: blocks have fewer than two clusters in a condition and effects
    are "fixed".

    Examples
    --------
    >>> from headship.stats.planning import minimum_detectable_effect
    >>> design = blocked_cluster_design(
    ...     (10, 6, 24), treatment_level=2, icc=[0.10, 0.13], heterogeneity=[0.4]
    ... )
    >>> round(minimum_detectable_effect(design).estimate, 4)
    0.2463

    References
    ----------
    Dong & Maynard (2013), designs BCRA3-2f, BCRA3-2r, BCRA4-2r, BCRA4-3f, BCRA4-3r.
    """
    one_of("effects", effects, ("fixed", "random"))
    levels = count_levels(sizes, 3)
    integer("treatment_level", treatment_level, minimum=2)
    if treatment_level >= levels:
        raise ValueError(
            f"treatment_level must be below the {levels} levels, got {treatment_level}."
        )
    above = levels - treatment_level
    if effects == "fixed":
        icc = (*tuple(icc)[: treatment_level - 1], *(0.0,) * above)
        heterogeneity = (0.0,) * above
    return described(
        f"bcra{levels}{effects[0]}{treatment_level}",
        sizes,
        treatment_level=treatment_level,
        blocks=effects,
        icc=icc,
        r2=r2,
        heterogeneity=heterogeneity,
        block_r2=block_r2,
        n_covariates=n_covariates,
    )


def moderator_design(
    sizes: Sequence[float],
    *,
    icc: float,
    moderator_share: float = 0.5,
    r2: Sequence[float] = (),
    n_covariates: int = 0,
    share_treated: float = 0.5,
) -> StudyDesign:
    """Describe the test whether an effect differs between two kinds of schools.

    Parameters
    ----------
    sizes
        (People per school, schools).
    icc
        Share of variance between schools.
    moderator_share
        Share of schools of the one kind.
    r2
        Explained shares of level 1 and 2; zeros by default.
    n_covariates
        Covariates at the school level beside treatment, moderator and product.
    share_treated
        Share of schools assigned to the program.

    Returns
    -------
    StudyDesign
        The effect is the difference between the two kinds' standardized effects.

    Raises
    ------
    ValueError
        As ``individual_design``.

    Notes
    -----
    Formula: SE^2 = [rho (1 - R2_2) + (1 - rho)(1 - R2_1) / n] /
    (P (1 - P) q (1 - q) (J - g - 4)), J - g - 4 degrees of freedom.
    Assumes: the moderator is balanced over the conditions.
    Do not use when: the moderator is a trait of people, not of schools.

    Examples
    --------
    >>> from headship.stats.planning import minimum_detectable_effect
    >>> design = moderator_design((20, 60), icc=0.2)
    >>> round(minimum_detectable_effect(design).estimate, 4)
    0.7467

    References
    ----------
    Dong, Kelcey & Spybrook (2018), Journal of Experimental Education 86(3), MRT2-2-2.
    """
    between("moderator_share", moderator_share, 0.0, 1.0)
    return described(
        "mod222",
        sizes,
        treatment_level=count_levels(sizes, 2, most=2),
        icc=(icc,),
        r2=r2,
        share_treated=share_treated,
        n_covariates=n_covariates,
        moderator_share=moderator_share,
    )


def design_effect(size: float, icc: float, *, size_cv: float = 0.0) -> float:
    """Return the factor by which clustering multiplies the sampling variance.

    Parameters
    ----------
    size
        Mean people per cluster.
    icc
        Share of variance between clusters.
    size_cv
        Coefficient of variation of the cluster sizes.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        For a size below 1, an intraclass correlation outside 0..1 or negative
        ``size_cv``.

    Notes
    -----
    Formula: 1 + ((1 + CV^2) n - 1) rho.
    Assumes: cluster size is unrelated to the outcome.
    Do not use when: the analysis is of cluster means, unweighted.

    Examples
    --------
    >>> round(design_effect(20, 0.2), 6)
    4.8

    References
    ----------
    Eldridge, Ashby & Kerry (2006), International Journal of Epidemiology 35(5).
    """
    if number("size", size) < 1:
        raise ValueError(f"size must be at least 1, got {size!r}.")
    share("icc", icc)
    if number("size_cv", size_cv) < 0:
        raise ValueError(f"size_cv must not be negative, got {size_cv!r}.")
    return 1.0 + ((1.0 + size_cv**2) * size - 1.0) * icc
