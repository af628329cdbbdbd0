"""One answer from several findings: means, spread, checks, and what would change it.

Vocabulary: a finding's *error* rests on the published p-value where that tells it, else
on the numbers (the edition's formula). A *check* is refused, with the number of studies
it needs, where there are too few to believe it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from headship.evidence.analysis.agreement import Vector
from headship.evidence.analysis.verdicts import rating_of
from headship.evidence.models import Finding
from headship.stats import meta, wwc
from headship.stats.effects import improvement_index
from headship.stats.effects.result import critical_value
from headship.stats.results import Interval

NeededEffect = meta.NeededEffect
NeededSize = meta.NeededSize

# Beyond these a published p-value was cut off, or says too little about the error.
LEAST_P, MOST_P = 0.0001, 0.9

# Below these a method says so instead of answering.
LEAST_FOR_RANDOM = 2
LEAST_FOR_PREDICTION = 3
LEAST_FOR_REMOVAL = 3
LEAST_FOR_EGGER = 10  # Sterne et al. (2011), BMJ 343: fewer have no power.
LEAST_FOR_TRIMMING = 10
LEAST_FOR_BEGG = 25  # Begg and Mazumdar (1994): the power is low below.
FEW_FOR_PREDICTION = 10

TEST = "hartung-knapp"
NORMAL_95 = 1.959963984540054


class ErrorSource(StrEnum):
    """What a finding's standard error rests on."""

    PUBLISHED_P = "published_p"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """One finding with its size and error; ``n`` is None where not reported."""

    finding: Finding
    size: float
    se: float
    source: ErrorSource
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A small-study check: its answer, or how many studies it needs.

    ``value`` is the slope, the rank correlation or the number of studies filled in.
    """

    key: str
    needed: int
    p_value: float | None = None
    value: float | None = None
    adjusted: float | None = None
    interval: Interval | None = None

    @property
    def is_refused(self) -> bool:
        """Return whether there were too few studies."""
        return self.value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The two means without one finding."""

    included: Included
    fixed: float
    random: float
    random_lower: float
    random_upper: float
    is_verdict_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How far away another verdict of the fixed-effects mean is.

    ``removals`` are the positions of findings without any one of which it differs.
    """

    verdict: str
    effects: tuple[meta.NeededEffect, ...]
    size: meta.NeededSize
    removals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """Everything computed from the included findings; None where too few."""

    included: tuple[Included, ...]
    fixed: meta.PooledEffect
    improvement_index: float
    share_without_reservations: float
    random: meta.PooledEffect | None
    prediction: Interval | None
    tau2: Interval | None
    checks: tuple[Check, ...]
    without: tuple[Without, ...]
    changes: Changes | None


def include(findings: Sequence[Finding]) -> tuple[list[Included], list[Finding]]:
    """Return findings that can be pooled, and those without a size or an error."""
    included, left_out = [], []
    for finding in findings:
        found = _include(finding)
        if found is None:
            left_out.append(finding)
        else:
            included.append(found)
    return included, left_out


def _include(finding: Finding) -> Included | None:
    size = finding.wwc_effect_size
    if size is None:
        size = finding.our_effect_size
    error = _error(finding)
    if size is None or error is None:
        return None
    se, source = error
    return Included(
        finding=finding, size=size, se=se, source=source, n=_people(finding) or None
    )


def _error(finding: Finding) -> tuple[float, ErrorSource] | None:
    """Return the error behind the published p-value by N - 2, or by the numbers."""
    size, p, people = finding.wwc_effect_size, finding.wwc_p, _people(finding)
    if size and p is not None and LEAST_P < p < MOST_P and people > 2:
        t = float(critical_value(np.asarray(people - 2.0), 1 - p))
        return abs(size) / t, ErrorSource.PUBLISHED_P
    if finding.our_se:
        return finding.our_se, ErrorSource.NUMBERS
    return None


def _people(finding: Finding) -> int:
    return (finding.n_treated or 0) + (finding.n_control or 0) or finding.n_total or 0


def synthesize(included: Sequence[Included]) -> Synthesis:
    """Pool findings by the WWC's rule and with random effects; at least one is needed.

    The WWC's rule is the fixed-effects mean; random effects are by REML with the test
    of Hartung and Knapp.
    """
    y = np.array([one.size for one in included])
    v = np.array([one.se**2 for one in included])
    k = len(included)
    fixed = meta.common_effect(y, v)
    changes = _changes(included, y, v, fixed)
    random = None
    if k >= LEAST_FOR_RANDOM:
        random = meta.random_effects(y, v, method="REML", test=TEST)
    return Synthesis(
        included=tuple(included),
        fixed=fixed,
        improvement_index=float(improvement_index(fixed.estimate)),
        share_without_reservations=_strong_share(included, fixed),
        random=random,
        prediction=_prediction(random),
        tau2=meta.tau2_interval(y, v).tau2 if k >= LEAST_FOR_RANDOM else None,
        checks=_checks(y, v),
        without=_without(included, y, v, changes),
        changes=changes,
    )


def verdict_of(pooled: meta.PooledEffect) -> int:
    """Return the sign of a significant mean, else 0."""
    return int(np.sign(pooled.estimate)) if pooled.p_value < wwc.ALPHA else 0


def _strong_share(included: Sequence[Included], fixed: meta.PooledEffect) -> float:
    strong = [rating_of(one.finding) is wwc.FindingRating.WITHOUT for one in included]
    return float(fixed.weights[np.array(strong)].sum())


def _prediction(random: meta.PooledEffect | None) -> Interval | None:
    if random is None or random.n < LEAST_FOR_PREDICTION:
        return None
    return meta.prediction_interval(random, rule="riley")


def _checks(y: Vector, v: Vector) -> tuple[Check, ...]:
    # Studies of one size make a funnel that says nothing.
    differ = bool(np.ptp(v) > 1e-9 * v.max())
    return tuple(
        Check(
            key=key,
            needed=needed,
            **(compute(y, v) if y.size >= needed and differ else {}),
        )
        for key, needed, compute in (
            ("egger", LEAST_FOR_EGGER, _egger),
            ("begg", LEAST_FOR_BEGG, _begg),
            ("trim_and_fill", LEAST_FOR_TRIMMING, _trim_and_fill),
        )
    )


def _egger(y: Vector, v: Vector) -> dict[str, Any]:
    found = meta.egger_test(y, v)
    return {
        "p_value": found.p_value,
        "value": found.slope,
        "adjusted": found.limit,
        "interval": found.interval,
    }


def _begg(y: Vector, v: Vector) -> dict[str, Any]:
    found = meta.begg_test(y, v)
    return {"p_value": found.p_value, "value": found.tau}


def _trim_and_fill(y: Vector, v: Vector) -> dict[str, Any]:
    found = meta.trim_and_fill(y, v)
    return {
        "value": float(found.n_missing),
        "adjusted": found.pooled.estimate,
        "interval": found.pooled.interval,
    }


def _without(
    included: Sequence[Included],
    y: Vector,
    v: Vector,
    changes: Changes | None,
) -> tuple[Without, ...]:
    if changes is None:
        return ()
    random = meta.leave_one_out(y, v, method="REML", test=TEST)
    fixed = _fixed_without_each(y, v)[0]
    return tuple(
        Without(
            included=one,
            fixed=float(fixed[place]),
            random=float(random.estimate[place]),
            random_lower=float(random.lower[place]),
            random_upper=float(random.upper[place]),
            is_verdict_other=place in changes.removals,
        )
        for place, one in enumerate(included)
    )


def _fixed_without_each(y: Vector, v: Vector) -> tuple[Vector, Vector]:
    """Return the fixed-effects mean and its error without each finding in turn."""
    weight = 1 / v
    rest = weight.sum() - weight
    return (np.sum(weight * y) - weight * y) / rest, 1 / np.sqrt(rest)


def _changes(
    included: Sequence[Included], y: Vector, v: Vector, fixed: meta.PooledEffect
) -> Changes | None:
    if y.size < LEAST_FOR_REMOVAL:
        return None
    found = meta.what_would_change(
        *_in_three(y, v), new_variance=float(np.median(v)), method="common"
    )
    means, errors = _fixed_without_each(y, v)
    verdicts = np.where(np.abs(means) > NORMAL_95 * errors, np.sign(means), 0)
    return Changes(
        verdict=found.verdict,
        effects=found.effects,
        size=replace(found.size, n=_people_needed(included, v, found.size.variance)),
        removals=tuple(np.flatnonzero(verdicts != verdict_of(fixed)).tolist()),
    )


def _in_three(y: Vector, v: Vector) -> tuple[list[float], list[float]]:
    """Return three stand-ins with the same fixed-effects mean whatever is added.

    That mean depends on its studies through the sums of weights and of weighted
    effects alone, so three sums do for five hundred studies.
    """
    parts = [meta.common_effect(y[part::3], v[part::3]) for part in range(3)]
    return [one.estimate for one in parts], [one.se**2 for one in parts]


def _people_needed(
    included: Sequence[Included], v: Vector, variance: float | None
) -> float | None:
    """Return how many people give so small a variance, by the findings' own rate."""
    people = [one.n for one in included if one.n]
    if variance is None or len(people) < len(included):
        return None
    return float(np.median(v * np.array(people)) / variance)
