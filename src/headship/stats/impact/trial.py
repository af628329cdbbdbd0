"""The impact estimate of a cluster-randomized trial, in the form a report needs."""

from dataclasses import dataclass

import numpy as np

from headship.stats._validate import ArrayLike, Vector, as_vector, one_of, same_length
from headship.stats.impact.components import fixed_design
from headship.stats.impact.mixed import MixedModel, mixed_model, robust_mixed_model
from headship.stats.impact.results import Coefficient
from headship.stats.impact.terms import Codes, RandomTerm, level_codes

ERRORS = ("satterthwaite", "kenward-roger", "robust")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEffect:
    """The effect of a program on a continuous outcome of people in clusters.

    ``effect`` is in outcome units; ``standardized`` divides it by the unadjusted
    pooled standard deviation of the individuals (``pooled_sd``). ``icc`` is the
    share of the adjusted variance between clusters, ``icc_middle`` between the
    groups inside them (NaN without such a level). ``model`` is the whole fit.
    """

    effect: Coefficient
    standardized: float
    pooled_sd: float
    icc: float
    icc_middle: float
    n_clusters: int
    n_clusters_treated: int
    model: MixedModel


def cluster_trial(
    outcome: ArrayLike,
    treated: ArrayLike,
    cluster: ArrayLike,
    *,
    middle: ArrayLike | None = None,
    covariates: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    errors: str = "satterthwaite",
    confidence: float = 0.95,
) -> TrialEffect:
    """Estimate the effect in a two- or three-level cluster trial.

    Parameters
    ----------
    outcome
        The n outcomes of individuals.
    treated
        0 or 1, constant within a cluster.
    cluster
        Label of each individual's cluster (school), the unit of assignment.
    middle
        Label of a level between (classroom); labels need only be unique inside a
        cluster.
    covariates
        n by q: baseline measures of individuals or clusters.
    blocks
        Label of each individual's randomization block, as fixed effects.
    errors
        "satterthwaite", "kenward-roger" or "robust" (CR2).
    confidence
        Level of the interval.

    Returns
    -------
    TrialEffect

    Raises
    ------
    ValueError
        If treatment changes within a cluster, an arm has fewer than two clusters, or
        as ``mixed_model``.

    Notes
    -----
    Formula: y_ijk = a + d T_k + covariates + blocks + v_k + u_jk + e_ijk by REML.
    Assumes: as ``mixed_model``; the program does not change the number or kind of
    people in a cluster.
    Do not use when: the outcome is one figure per cluster (use ``linear_model``) or
    yes/no (use ``logistic_model``).

    Examples
    --------
    >>> cluster = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    >>> treated = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    >>> outcome = [3.0, 4.0, 5.0, 6.0, 5.0, 4.0, 7.0, 8.0, 9.0, 5.0, 6.0, 7.0]
    >>> found = cluster_trial(outcome, treated, cluster)
    >>> round(found.effect.estimate, 3), round(found.standardized, 3)
    (2.5, 2.008)

    References
    ----------
    Raudenbush (1997), Psychological Methods 2(2).
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0,
    appendix E, on the denominator.
    """
    y, w = as_vector("outcome", outcome, min_size=4), as_vector("treated", treated)
    n = same_length(outcome=y, treated=w)
    one_of("errors", errors, ERRORS)
    codes, n_clusters = level_codes("cluster", cluster, n)
    arms = _arms(w, codes, n_clusters)
    design = np.column_stack([w, fixed_design(covariates, n), *_dummies(blocks, n)])
    terms = [RandomTerm(name="cluster", groups=codes)]
    if middle is not None:
        inner, levels = level_codes("middle", middle, n)
        terms.append(RandomTerm(name="middle", groups=codes * levels + inner))
    if errors == "robust":
        model = robust_mixed_model(y, design, terms, confidence=confidence)
    else:
        model = mixed_model(y, design, terms, dof=errors, confidence=confidence)
    between = float(model.components["cluster"][0, 0])
    inside = 0.0 if middle is None else float(model.components["middle"][0, 0])
    total = between + inside + model.residual
    pooled = _pooled_sd(y, w)
    return TrialEffect(
        effect=model.coefficients[0],
        standardized=model.coefficients[0].estimate / pooled,
        pooled_sd=pooled,
        icc=between / total,
        icc_middle=float("nan") if middle is None else inside / total,
        n_clusters=n_clusters,
        n_clusters_treated=int(arms.sum()),
        model=model,
    )


def _arms(w: Vector, codes: Codes, n_clusters: int) -> Vector:
    """Return each cluster's condition."""
    if not np.isin(w, (0.0, 1.0)).all():
        bad = float(w[~np.isin(w, (0.0, 1.0))][0])
        raise ValueError(f"treated must be 0 or 1, got {bad!r}.")
    arms = np.zeros(n_clusters)
    arms[codes] = w
    if (arms[codes] != w).any():
        row = int(np.argmax(arms[codes] != w))
        raise ValueError(f"treated changes within the cluster of row {row}.")
    fewest = int(min(arms.sum(), n_clusters - arms.sum()))
    if fewest < 2:
        raise ValueError(
            f"treated needs at least 2 clusters in each condition, got {fewest}."
        )
    return arms


def _dummies(blocks: ArrayLike | None, n: int) -> list[Vector]:
    if blocks is None:
        return []
    codes, n_blocks = level_codes("blocks", blocks, n)
    return [(codes == block).astype(np.float64) for block in range(1, n_blocks)]


def _pooled_sd(y: Vector, w: Vector) -> float:
    arms = [y[w == value] for value in (0.0, 1.0)]
    squares = sum(float(((arm - arm.mean()) ** 2).sum()) for arm in arms)
    return float(np.sqrt(squares / (y.size - 2)))
