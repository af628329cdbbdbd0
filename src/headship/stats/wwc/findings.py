"""Recompute many findings at once, each by the edition it was reviewed under.

The functions of the effects topic refuse what they cannot compute; here a finding that
cannot be computed stays in its place, with NaN and the problem named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import special
from headship.stats._validate import Vector
from headship.stats.effects import Rules, SizeError, rules_of
from headship.stats.effects.proportions import COX_DIVISOR
from headship.stats.effects.result import two_sided_p

# Published p-values of all editions use at most this many degrees of freedom: with it
# 208 of 210 Cox indices of edition 4.0 above it agree to 1e-6, without it none.
PUBLISHED_DOF_CAP = 300.0

Mask = npt.NDArray[np.bool_]


class Problem(StrEnum):
    """Why a finding's effect size or its error could not be computed."""

    NONE = ""
    NO_MEANS = "no_means"
    NO_SPREAD = "no_spread"
    SHARE_OF_0_OR_1 = "share_of_0_or_1"
    TOO_FEW_PEOPLE = "too_few_people"
    EMPTY_GROUP = "empty_group"
    CLUSTERS = "clusters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Findings as reported, one array entry each; NaN where not reported.

    Means of dichotomous outcomes are shares from 0 to 1. ``is_clustered`` marks designs
    that assigned clusters *and* whose analysis ignored them; ``icc`` is their
    intraclass correlation. ``lower_is_better`` turns the sign.
    """

    standards: Sequence[str]
    is_dichotomous: Mask
    n_treated: Vector
    n_control: Vector
    mean_treated: Vector
    mean_control: Vector
    sd_treated: Vector
    sd_control: Vector
    is_clustered: Mask
    clusters_treated: Vector
    clusters_control: Vector
    icc: Vector
    lower_is_better: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What follows from each finding; NaN where ``problem`` says why."""

    estimate: Vector
    se: Vector
    dof: Vector
    p_value: Vector
    improvement_index: Vector
    problem: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class _Sizes:
    first: Vector
    second: Vector
    total: Vector
    a: Vector


@dataclass(frozen=True, slots=True)
class _Clusters:
    is_used: Mask
    gamma: Vector
    eta: Vector
    dof: Vector


def evaluate(
    findings: Findings,
    *,
    error_standards: Sequence[str] | None = None,
    has_plain_size: npt.ArrayLike = False,
    lost_dof: npt.ArrayLike | None = None,
    dof_cap: npt.ArrayLike = PUBLISHED_DOF_CAP,
) -> Evaluation:
    """Recompute effect size, error, p-value and improvement index of findings.

    Parameters
    ----------
    findings
        Arrays of one length k.
    error_standards
        Edition whose standard error to use, where it is not the finding's own (a
        finding reviewed again); shape (k,).
    has_plain_size
        Where the size of a clustered finding was left without the cluster factors
        although its test was corrected (4.1 and 5.0); flags, shape (k,).
    lost_dof
        Degrees of freedom are N less this, for findings of individuals; by default the
        edition's. Half of the p-values published under 4.0 rest on 1 instead of 2.
    dof_cap
        Most degrees of freedom a test may have; infinity for the formula as printed.

    Returns
    -------
    Evaluation
        Arrays of length k; estimates with positive meaning favorable.

    Raises
    ------
    ValueError
        For an unknown edition, or arrays of different lengths.

    Notes
    -----
    Formula: as ``hedges_g``, ``cox_index``, ``clustered_g`` and
    ``correct_for_clusters`` of the effects topic, by edition.

    Assumes: unadjusted standard deviations; clusters of equal size.

    Do not use when: a study's own multilevel standard error is known
    (``clustered_g``).

    Examples
    --------
    >>> one = lambda value: np.array([value])
    >>> turnover = Findings(
    ...     standards=["4.0"], is_dichotomous=one(True), n_treated=one(62.0),
    ...     n_control=one(62.0), mean_treated=one(0.24), mean_control=one(0.40),
    ...     sd_treated=one(np.nan), sd_control=one(np.nan), is_clustered=one(False),
    ...     clusters_treated=one(np.nan), clusters_control=one(np.nan),
    ...     icc=one(np.nan), lower_is_better=one(True),
    ... )
    >>> found = evaluate(turnover)
    >>> round(float(found.estimate[0]), 7), round(float(found.improvement_index[0]))
    (0.4500675, 17)

    References
    ----------
    WWC Procedures Handbook 4.0 (2017), 4.1 (2020); WWC Handbook 5.0 (2022).
    """
    k = _length(findings)
    own = _rules(findings.standards, k)
    error = own if error_standards is None else _rules(error_standards, k)
    with np.errstate(all="ignore"):
        sizes = _sizes(findings)
        clusters = _clusters(findings, sizes)
        biased = clusters.is_used & own.cluster_bias & ~np.asarray(has_plain_size)
        estimate = _estimate(findings, sizes, clusters, own, biased)
        variance = _variance(findings, sizes, clusters, error, estimate)
        lost = np.where(error.is_sizes_only, 1, 2) if lost_dof is None else lost_dof
        dof = np.where(clusters.is_used, clusters.dof, sizes.total - np.asarray(lost))
        problem = _problem(findings, sizes, clusters, estimate)
        unknown = (problem != Problem.NONE.value) | ~(variance > 0) | ~(dof > 0)
        se = np.where(unknown, np.nan, np.sqrt(variance))
        capped = np.where(unknown, np.nan, np.minimum(dof, dof_cap))
        p_value = _p_value(estimate / se, capped)
        signed = np.where(findings.lower_is_better, -estimate, estimate)
    return Evaluation(
        estimate=signed,
        se=se,
        dof=capped,
        p_value=p_value,
        improvement_index=100 * special.ndtr(signed) - 50,
        problem=problem,
    )


@dataclass(frozen=True, slots=True)
class _RuleArrays:
    cox_omega: Mask
    cluster_bias: Mask
    is_sizes_only: Mask
    has_omega: Mask


def _rules(standards: Sequence[str], k: int) -> _RuleArrays:
    names, which = np.unique(np.asarray(standards, dtype=str), return_inverse=True)
    if which.size != k:
        raise ValueError(f"standards needs {k} values, got {which.size}.")
    rules: list[Rules] = [rules_of(str(name)) for name in names]
    flags = np.array(
        [
            (
                rule.cox_omega,
                rule.cluster_bias,
                rule.error is SizeError.SIZES_ONLY,
                rule.error is SizeError.EFFECT_AND_OMEGA,
            )
            for rule in rules
        ],
        dtype=bool,
    ).reshape(-1, 4)[which]
    return _RuleArrays(flags[:, 0], flags[:, 1], flags[:, 2], flags[:, 3])


def _length(findings: Findings) -> int:
    k = len(findings.standards)
    for name in Findings.__slots__:
        size = len(getattr(findings, name))
        if size != k:
            raise ValueError(f"{name} needs {k} values, got {size}.")
    return k


def _sizes(findings: Findings) -> _Sizes:
    first, second = findings.n_treated, findings.n_control
    return _Sizes(first, second, first + second, 1 / first + 1 / second)


def _clusters(findings: Findings, sizes: _Sizes) -> _Clusters:
    m = findings.clusters_treated + findings.clusters_control
    total, rho = sizes.total, findings.icc
    usable = (rho >= 0) & (rho <= 1) & (m >= 3) & (m <= total)
    size = total / m
    left = (total - 2) - 2 * (size - 1) * rho
    rest = total - 2 * size
    below = (
        (total - 2) * (1 - rho) ** 2 + size * rest * rho**2 + 2 * rest * rho * (1 - rho)
    )
    return _Clusters(
        is_used=findings.is_clustered & usable,
        gamma=np.sqrt(left / (total - 2)),
        eta=1 + (size - 1) * rho,
        dof=left**2 / below,
    )


def _omega(dof: Vector) -> Vector:
    result: Vector = 1 - 3 / (4 * dof - 1)
    return result


def _estimate(
    findings: Findings,
    sizes: _Sizes,
    clusters: _Clusters,
    rules: _RuleArrays,
    biased: Mask,
) -> Vector:
    squares = (sizes.first - 1) * findings.sd_treated**2 + (
        sizes.second - 1
    ) * findings.sd_control**2
    sd = np.sqrt(squares / (sizes.total - 2))
    d = (findings.mean_treated - findings.mean_control) / sd
    omega = _omega(sizes.total - 2)
    bias = np.where(biased, _omega(clusters.dof) * clusters.gamma, omega)
    cox = (_logit(findings.mean_treated) - _logit(findings.mean_control)) / COX_DIVISOR
    cox = np.where(rules.cox_omega, omega * cox, cox)
    chosen: Vector = np.where(findings.is_dichotomous, cox, bias * d)
    return np.where(np.isfinite(chosen) & (sizes.total > 2), chosen, np.nan)


def _variance(
    findings: Findings,
    sizes: _Sizes,
    clusters: _Clusters,
    rules: _RuleArrays,
    g: Vector,
) -> Vector:
    spread = 1 / (
        sizes.first * findings.mean_treated * (1 - findings.mean_treated)
    ) + 1 / (sizes.second * findings.mean_control * (1 - findings.mean_control))
    cox = np.where(rules.is_sizes_only, sizes.a, spread / COX_DIVISOR**2)
    inside = clusters.is_used & rules.cluster_bias
    stretch = np.where(clusters.is_used, clusters.eta, 1.0)
    size = np.where(inside, clusters.dof, sizes.total)
    base = np.where(inside, sizes.a * stretch, sizes.a)
    effect = np.where(rules.is_sizes_only, base, base + g**2 / (2 * size))
    omega = _omega(np.where(inside, clusters.dof, sizes.total - 2))
    effect = np.where(rules.has_omega, effect * omega**2, effect)
    # Up to 4.0 the whole test is corrected; from 4.1 on the design effect is inside.
    corrected = np.where(
        clusters.is_used & ~rules.cluster_bias, stretch / clusters.gamma**2, 1.0
    )
    cox_factor = np.where(inside, stretch, corrected)
    chosen: Vector = np.where(
        findings.is_dichotomous, cox * cox_factor, effect * corrected
    )
    return chosen


def _problem(
    findings: Findings, sizes: _Sizes, clusters: _Clusters, estimate: Vector
) -> npt.NDArray[np.str_]:
    means = findings.mean_treated, findings.mean_control
    extreme = [~((mean > 0) & (mean < 1)) for mean in means]
    has_means = np.isfinite(means[0]) & np.isfinite(means[1])
    wants_clusters = findings.is_clustered & np.isfinite(findings.icc)
    return np.select(
        [
            ~has_means,
            ~(sizes.total > 2),
            findings.is_dichotomous & (extreme[0] | extreme[1]),
            ~np.isfinite(estimate),
            ~((sizes.first >= 1) & (sizes.second >= 1)),
            wants_clusters & ~clusters.is_used,
        ],
        [
            Problem.NO_MEANS.value,
            Problem.TOO_FEW_PEOPLE.value,
            Problem.SHARE_OF_0_OR_1.value,
            Problem.NO_SPREAD.value,
            Problem.EMPTY_GROUP.value,
            Problem.CLUSTERS.value,
        ],
        default=Problem.NONE.value,
    )


def _p_value(statistic: Vector, dof: Vector) -> Vector:
    known = np.isfinite(statistic)
    p = two_sided_p(np.where(known, statistic, 0.0), np.where(known, dof, 1.0))
    return np.where(known, p, np.nan)


def _logit(share: Vector) -> Vector:
    result: Vector = np.log(share / (1 - share))
    return result
