"""Compute the figures of findings again, each by the edition it was reviewed under."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from headship.evidence.analysis.agreement import (
    Evidence,
    Formula,
    Mask,
    Vector,
    is_same,
    judge,
)
from headship.evidence.models import Finding
from headship.stats import wwc
from headship.stats.effects import Standards, rules_of
from headship.stats.effects.clusters import ICC_ACHIEVEMENT

ARMS = ("treated", "control")
EDITIONS = tuple(edition.value for edition in Standards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One finding as reported; None is not reported.

    Means of dichotomous outcomes are shares, or percentages if one of them is above 1.
    ``size`` is the published effect size, ``size_of_study`` the study's own.
    """

    standards: str
    is_dichotomous: bool
    n_treated: float | None
    n_control: float | None
    mean_treated: float | None
    mean_control: float | None
    sd_treated: float | None = None
    sd_control: float | None = None
    clusters_treated: float | None = None
    clusters_control: float | None = None
    icc: float | None = None
    lower_is_better: bool = False
    size: float | None = None
    size_of_study: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """What follows from a finding by its own edition; None where it cannot be computed.

    ``agreement`` and ``reason`` are codes of ``analysis.agreement``, or what is missing
    as ``stats.wwc.Problem`` names it.
    """

    size: float | None
    se: float | None
    dof: float | None
    p_value: float | None
    improvement_index: float | None
    agreement: str
    reason: str


def edition_of(standards: str) -> str:
    """Return the edition whose rules apply: the newest where none is stated."""
    return standards if standards in EDITIONS else EDITIONS[-1]


def reported_of(finding: Finding) -> Reported:
    """Read what a stored finding reports; its review must be loaded."""
    return Reported(
        standards=finding.review.standards_version,
        is_dichotomous=finding.outcome_type == Finding.OutcomeType.DICHOTOMOUS,
        n_treated=finding.n_treated,
        n_control=finding.n_control,
        mean_treated=finding.mean_treated,
        mean_control=finding.mean_control,
        sd_treated=finding.sd_treated,
        sd_control=finding.sd_control,
        clusters_treated=finding.clusters_treated,
        clusters_control=finding.clusters_control,
        icc=finding.icc,
        lower_is_better=finding.favorable == Finding.Favorable.LOWER,
        size=finding.wwc_effect_size,
        size_of_study=finding.reported_effect_size,
    )


def recompute_findings(reported: Sequence[Reported]) -> list[Recomputed]:
    """Compute size, error, p-value and index of findings, and judge the published size.

    The figures are always those of the finding's own edition; a neighboring rule that
    fits better is only named.
    """
    if not reported:
        return []
    findings = findings_of(reported)
    found = wwc.evaluate(findings)
    evidence = Evidence(
        published=_numbers(reported, "size"),
        of_study=_numbers(reported, "size_of_study"),
        is_dichotomous=findings.is_dichotomous,
        is_clustered=_are_clusters(findings),
        problem=found.problem,
    )
    neighbors = _neighbors(findings, found.estimate, evidence.published)
    agreement, reason = judge(found.estimate, neighbors, evidence)
    columns = (
        _or_none(found.estimate),
        _or_none(found.se),
        _or_none(found.dof),
        _or_none(found.p_value),
        _or_none(found.improvement_index),
    )
    names = [field.name for field in fields(Recomputed)]
    rows = zip(*columns, agreement, reason, strict=True)
    return [Recomputed(**dict(zip(names, row, strict=True))) for row in rows]


def findings_of(reported: Sequence[Reported]) -> wwc.Findings:
    """Turn reported findings into columns, with percentages as shares."""
    means = np.stack([_numbers(reported, f"mean_{arm}") for arm in ARMS])
    is_dichotomous = np.array([one.is_dichotomous for one in reported])
    with np.errstate(invalid="ignore"):
        is_percent = is_dichotomous & (means > 1).any(axis=0)
    means = np.where(is_percent, means / 100, means)
    columns = {
        f"{name}_{arm}": _numbers(reported, f"{name}_{arm}")
        for name in ("n", "sd", "clusters")
        for arm in ARMS
    }
    findings = wwc.Findings(
        standards=[edition_of(one.standards) for one in reported],
        is_dichotomous=is_dichotomous,
        mean_treated=means[0],
        mean_control=means[1],
        is_clustered=np.zeros(len(reported), dtype=bool),
        icc=_numbers(reported, "icc"),
        lower_is_better=np.array([one.lower_is_better for one in reported]),
        **columns,
    )
    is_clustered = _are_clusters(findings) & np.isfinite(findings.icc)
    return replace(findings, is_clustered=is_clustered)


def _neighbors(
    findings: wwc.Findings, own: Vector, published: Vector
) -> dict[Formula, Vector]:
    """Return sizes by neighboring rules, where the edition's own does not fit."""
    with np.errstate(all="ignore"):
        is_open = np.isfinite(own) & np.isfinite(published) & ~is_same(own, published)
        total = findings.n_treated + findings.n_control
        omega = 1 - 3 / (4 * (total - 2) - 1)
        shares = _shares(findings)
    corrects_cox = np.array([rules_of(name).cox_omega for name in findings.standards])
    has_omega = np.where(findings.is_dichotomous, corrects_cox, ~findings.is_clustered)
    bare = np.where(has_omega, own / omega, np.nan)
    is_guessed = _are_clusters(findings) & ~findings.is_clustered
    guessed = replace(
        findings,
        is_clustered=is_guessed,
        icc=np.where(is_guessed, ICC_ACHIEVEMENT, findings.icc),
    )
    sizes = {
        Formula.WITHOUT_CLUSTER_FACTORS: _sizes(
            findings, findings.is_clustered, has_plain_size=True
        ),
        Formula.DEFAULT_ICC: _sizes(guessed, is_guessed & ~findings.is_dichotomous),
        Formula.COX_WITHOUT_OMEGA: np.where(findings.is_dichotomous, bare, np.nan),
        Formula.WITHOUT_OMEGA: np.where(findings.is_dichotomous, np.nan, bare),
        Formula.SHARE_WITH_SPREAD: _sizes(shares, ~findings.is_dichotomous),
    }
    return {name: np.where(is_open, found, np.nan) for name, found in sizes.items()}


def _sizes(
    findings: wwc.Findings, where: Mask, *, has_plain_size: bool = False
) -> Vector:
    """Return sizes of some findings, NaN elsewhere."""
    if not where.any():
        return np.full(where.size, np.nan)
    estimate = wwc.evaluate(findings, has_plain_size=has_plain_size).estimate
    return np.where(where, estimate, np.nan)


def _shares(findings: wwc.Findings) -> wwc.Findings:
    """Read means between 0 and 100 as shares although spreads were reported."""
    means = np.stack([findings.mean_treated, findings.mean_control])
    scale = np.where((means > 1).any(axis=0), 100.0, 1.0)
    return replace(
        findings,
        is_dichotomous=np.asarray(((means >= 0) & (means <= 100)).all(axis=0)),
        mean_treated=means[0] / scale,
        mean_control=means[1] / scale,
    )


def _are_clusters(findings: wwc.Findings) -> Mask:
    """Tell designs that assigned groups; individual ones repeat n as clusters."""
    clusters = findings.clusters_treated + findings.clusters_control
    with np.errstate(invalid="ignore"):
        fewer: Mask = clusters < findings.n_treated + findings.n_control
    return fewer


def _numbers(reported: Sequence[Reported], name: str) -> Vector:
    return np.array([getattr(one, name) for one in reported], dtype=np.float64)


def _or_none(values: Vector) -> list[Any]:
    known = np.isfinite(values)
    return [
        value if is_known else None
        for value, is_known in zip(values.tolist(), known.tolist(), strict=True)
    ]
