"""Linear mixed models: effects when rows share a classroom, a school or a rater."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from headship.stats import robust
from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.impact._dof import satterthwaite
from headship.stats.impact._kenward_roger import kenward_roger
from headship.stats.impact._nested import chain, factors_at
from headship.stats.impact._profile import Profile, minimum
from headship.stats.impact.components import METHODS, require_variation
from headship.stats.impact.results import Coefficient, coefficients
from headship.stats.impact.terms import Codes, Design, RandomTerm, prepare

DOF_RULES = ("satterthwaite", "kenward-roger", "residual", "normal")


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedModel:
    """A fitted linear mixed model.

    ``coefficients`` follow the columns of the design; ``covariance`` is theirs.
    ``components`` holds, by term, the covariance matrix of its effects (intercept
    first), ``residual`` the residual variance, both in squared outcome units.
    ``criterion`` is minus twice the (restricted) log likelihood. ``singular`` says
    that some variance is zero or some correlation is at its limit.
    """

    coefficients: tuple[Coefficient, ...]
    covariance: Matrix
    components: Mapping[str, Matrix]
    residual: float
    log_likelihood: float
    criterion: float
    n: int
    n_levels: Mapping[str, int]
    method: str
    dof_method: str
    singular: bool


def mixed_model(
    outcome: ArrayLike,
    design: ArrayLike,
    terms: Sequence[RandomTerm],
    *,
    method: str = "REML",
    dof: str = "satterthwaite",
    confidence: float = 0.95,
) -> MixedModel:
    """Fit a linear mixed model by (restricted) maximum likelihood.

    Parameters
    ----------
    outcome
        The n outcomes.
    design
        Fixed part, n by p, with its constant column.
    terms
        The random terms. Their groupings may nest (two or three levels, or more) or
        cross.
    method
        "REML", or "ML" to compare models with different fixed parts.
    dof
        "satterthwaite", "kenward-roger" (REML only; also adjusts the standard
        errors), "residual" (n - p) or "normal".
    confidence
        Level of the intervals.

    Returns
    -------
    MixedModel

    Raises
    ------
    ValueError
        For a singular design, a constant outcome, a grouping with one level or with
        one per row, or crossed groupings too large for a dense system.

    Notes
    -----
    Formula: y = X b + sum_k Z_k u_k + e, u_k ~ N(0, Psi_k), e ~ N(0, s^2 I); the
    profiled deviance is minimized over the relative Cholesky factors of Psi_k.
    Satterthwaite: 2 (c'Vc)^2 / (g'Ag), A the inverse curvature of the deviance.
    Assumes: the fixed part is right, effects and errors are normal, independent and
    of equal variance.
    Do not use when: a grouping that carries the treatment has fewer than about ten
    levels (use randomization inference), or the outcome is binary.

    Examples
    --------
    >>> schools = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    >>> treated = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    >>> scores = [3.0, 4.0, 5.0, 6.0, 5.0, 4.0, 7.0, 8.0, 9.0, 5.0, 6.0, 7.0]
    >>> design = [[1.0, t] for t in treated]
    >>> fit = mixed_model(scores, design, [RandomTerm(name="school", groups=schools)])
    >>> effect = fit.coefficients[1]
    >>> round(effect.estimate, 3), round(effect.se, 3), round(effect.dof, 3)
    (2.5, 1.118, 2.0)

    References
    ----------
    Bates, Maechler, Bolker & Walker (2015), J. Stat. Software 67(1), section 3.
    Kuznetsova, Brockhoff & Christensen (2017), J. Stat. Software 82(13), section 2.
    Kenward & Roger (1997), Biometrics 53, sections 2-3.
    """
    y = as_vector("outcome", outcome, min_size=3)
    X = as_matrix("design", design)
    same_length(outcome=y, design=X)
    one_of("method", method, METHODS)
    one_of("dof", dof, DOF_RULES)
    between("confidence", confidence, 0.0, 1.0)
    require_variation(y)
    profile = Profile(y, X, prepare(terms, y.size), restricted=method == "REML")
    return _result(profile, X, minimum(profile), dof=dof, confidence=confidence)


def _result(
    profile: Profile, X: Matrix, theta: Vector, *, dof: str, confidence: float
) -> MixedModel:
    solution = profile.solve(theta)
    residual = solution.residual / profile.dof
    factors = factors_at(profile.designs, theta)
    covariances = [residual * factor @ factor.T for factor in factors]
    covariance = residual * profile.in_original(solution.unscaled)
    if dof == "kenward-roger":
        covariance, freedom = kenward_roger(profile, X, covariances, residual)
    else:
        freedom = _freedom(profile, theta, dof)
    deviance = profile.deviance(theta)
    method = "REML" if profile.restricted else "ML"
    return MixedModel(
        coefficients=coefficients(
            profile.coefficients(solution),
            covariance,
            dof=freedom,
            n=profile.n,
            method=f"{method}, {dof}",
            confidence=confidence,
        ),
        covariance=covariance,
        components={
            d.name: d.in_units(c)
            for d, c in zip(profile.designs, covariances, strict=True)
        },
        residual=residual,
        log_likelihood=-0.5 * deviance,
        criterion=deviance,
        n=profile.n,
        n_levels={design.name: design.n_levels for design in profile.designs},
        method=method,
        dof_method=dof,
        singular=bool((theta[profile.is_diagonal] == 0.0).any()),
    )


def _freedom(profile: Profile, theta: Vector, rule: str) -> Vector:
    if rule == "satterthwaite":
        return satterthwaite(profile, theta, np.eye(profile.p))
    return np.full(profile.p, profile.n - profile.p if rule == "residual" else np.inf)


def robust_mixed_model(
    outcome: ArrayLike,
    design: ArrayLike,
    terms: Sequence[RandomTerm],
    *,
    kind: str = "CR2",
    dof: str | None = None,
    confidence: float = 0.95,
) -> MixedModel:
    """Fit a mixed model by REML with standard errors robust to its covariance.

    Parameters
    ----------
    outcome
        The n outcomes.
    design
        Fixed part, n by p, with its constant column.
    terms
        Random terms whose groupings nest; the coarsest are the clusters.
    kind
        "CR0", "CR1", "CR1p", "CR1S", "CR2" or "CR3".
    dof
        "satterthwaite" (default for CR2), "clusters-1", "clusters-p" or "normal".
    confidence
        Level of the intervals.

    Returns
    -------
    MixedModel
        As ``mixed_model``, with the robust ``covariance`` and tests.

    Raises
    ------
    ValueError
        As ``mixed_model``; and for groupings that cross.

    Notes
    -----
    Formula: the sandwich with weights V_j^-1 and working covariance V_j, the fitted
    covariance of cluster j.
    Assumes: clusters are independent and the mean is right; the random part decides
    efficiency, not validity.
    Do not use when: clusters hold thousands of rows: one matrix of a cluster's rows
    squared is formed for each.

    Examples
    --------
    >>> schools = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    >>> treated = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    >>> scores = [3.0, 4.0, 5.0, 6.0, 5.0, 4.0, 7.0, 8.0, 9.0, 5.0, 6.0, 7.0]
    >>> design = [[1.0, t] for t in treated]
    >>> term = RandomTerm(name="school", groups=schools)
    >>> effect = robust_mixed_model(scores, design, [term]).coefficients[1]
    >>> round(effect.estimate, 3), round(effect.se, 3), round(effect.dof, 3)
    (2.5, 1.118, 2.0)

    References
    ----------
    Pustejovsky & Tipton (2018), J. Business & Economic Statistics 36(4), section 2.
    """
    y, X = as_vector("outcome", outcome), as_matrix("design", design)
    fit = mixed_model(y, X, terms, dof="normal", confidence=confidence)
    one_of("kind", kind, robust.KINDS)
    designs = prepare(terms, y.size)
    order = chain(designs)
    if order is None:
        raise ValueError("terms must nest for robust standard errors; theirs cross.")
    clusters = designs[order[-1]].codes
    blocks = _fitted_blocks(designs, fit, clusters)
    b = np.array([effect.estimate for effect in fit.coefficients])
    sandwich = robust.cluster_robust(
        X,
        y - X @ b,
        clusters,
        weights=[
            np.asarray(np.linalg.inv(block), dtype=np.float64) for block in blocks
        ],
        working=blocks,
        kind=kind,
    )
    tests = robust.coefficient_tests(sandwich, b, dof=dof)
    return replace(
        fit,
        coefficients=coefficients(
            b,
            sandwich.covariance,
            dof=tests.dof,
            n=y.size,
            method=f"REML, {tests.method}",
            confidence=confidence,
        ),
        covariance=sandwich.covariance,
        dof_method=tests.method,
    )


def _fitted_blocks(
    designs: list[Design], fit: MixedModel, clusters: Codes
) -> list[Matrix]:
    """Return the fitted covariance of the rows of each cluster."""
    order = np.argsort(clusters, kind="stable")
    bounds = np.cumsum(np.bincount(clusters))[:-1]
    blocks = []
    for rows in np.split(order, bounds):
        block = fit.residual * np.eye(rows.size)
        for design in designs:
            columns, codes = (design.columns * design.scales)[rows], design.codes[rows]
            shared = np.equal.outer(codes, codes)
            block += shared * (columns @ fit.components[design.name] @ columns.T)
        blocks.append(block)
    return blocks
