"""Difference in differences when units start at different times.

Vocabulary: a *group* is the set of units that first receive the program in the same
period; *event time* is the period minus that first period.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    integer,
    one_of,
    same_length,
)
from headship.stats.impact._doubly_robust import contrast
from headship.stats.impact.results import Coefficient, coefficient
from headship.stats.impact.terms import level_codes

CONTROLS = ("never", "not-yet")
BASES = ("varying", "universal")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTimeEffect:
    """The average effect on the group that started in ``group``, in ``period``.

    ``base`` is the period compared with; ``n_treated`` and ``n_control`` are units.
    """

    group: float
    period: float
    base: float
    effect: Coefficient
    n_treated: int
    n_control: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTimeEffects:
    """All group-time effects, and what their aggregation needs.

    ``influence`` (units by effects) is each unit's part in the error of each effect;
    ``first_treated`` the units' groups (0 for never), ``clusters`` their cluster
    numbers. ``n_always`` units were treated from the first period on and left out.
    """

    effects: tuple[GroupTimeEffect, ...]
    influence: Matrix
    first_treated: Vector
    clusters: npt.NDArray[np.intp]
    n: int
    n_always: int
    method: str


def group_time_effects(
    outcome: ArrayLike,
    unit: ArrayLike,
    period: ArrayLike,
    first_treated: ArrayLike,
    *,
    covariates: ArrayLike | None = None,
    control: str = "never",
    base: str = "varying",
    anticipation: int = 0,
    cluster: ArrayLike | None = None,
    confidence: float = 0.95,
) -> GroupTimeEffects:
    """Estimate the effect on each starting group in each period.

    Parameters
    ----------
    outcome
        One outcome per unit and period, n rows.
    unit
        Label of each row's unit; every unit is seen once in every period.
    period
        Number of each row's period.
    first_treated
        The period in which the row's unit first had the program; 0 for never.
    covariates
        n by q, used at their value in the base period: propensity (logit) and
        outcome model are both fitted, and one of them being right is enough.
    control
        "never" treated units, or also those "not-yet" treated.
    base
        For periods before the start: the preceding period ("varying") or the last
        one before the start ("universal").
    anticipation
        Periods before the start in which there may already be an effect.
    cluster
        Label of each row's cluster, constant in a unit; by default the unit.
    confidence
        Level of the (pointwise) intervals.

    Returns
    -------
    GroupTimeEffects
        Ordered by group and period.

    Raises
    ------
    ValueError
        If the panel is not complete, a unit's start or cluster changes, there is no
        comparison unit, or no group starts after the first period.

    Notes
    -----
    Formula: ATT(g, t) = E[Y_t - Y_b | G = g] - E[Y_t - Y_b | comparison], b the last
    period before g; standard errors from the influence function.
    Assumes: without the program the groups would have moved in parallel (given the
    covariates), and nobody reacts before the start beyond ``anticipation``.
    Do not use when: a group has only a handful of units; its standard error is then
    too small (use randomization inference).

    Examples
    --------
    >>> unit = [1, 1, 2, 2, 3, 3, 4, 4]
    >>> period = [1, 2] * 4
    >>> start = [2, 2, 2, 2, 0, 0, 0, 0]
    >>> outcome = [1.0, 4.0, 2.0, 6.0, 1.0, 2.0, 3.0, 4.0]
    >>> found = group_time_effects(outcome, unit, period, start)
    >>> found.effects[0].effect.estimate
    2.5

    References
    ----------
    Callaway & Sant'Anna (2021), Journal of Econometrics 225(2), sections 2-4.
    Sant'Anna & Zhao (2020), Journal of Econometrics 219(1), section 3.
    """
    one_of("control", control, CONTROLS)
    one_of("base", base, BASES)
    between("confidence", confidence, 0.0, 1.0)
    integer("anticipation", anticipation)
    panel = _panel(
        outcome, unit, period, first_treated, covariates=covariates, cluster=cluster
    )
    groups = np.unique(panel.first[panel.first > panel.periods[0]])
    if not groups.size:
        raise ValueError("first_treated has no start after the first period.")
    found, influence = [], []
    for group in groups.tolist():
        for t in range(len(panel.periods)):
            b = _base(panel.periods, group, t, base=base, anticipation=anticipation)
            if b is None:
                continue
            effect, psi = _effect(
                panel,
                group,
                (t, b),
                control=control,
                anticipation=anticipation,
                confidence=confidence,
            )
            found.append(effect)
            influence.append(psi)
    return GroupTimeEffects(
        effects=tuple(found),
        influence=np.column_stack(influence),
        first_treated=panel.first,
        clusters=panel.clusters,
        n=len(panel.first),
        n_always=panel.n_always,
        method=f"{'doubly robust' if panel.X is not None else 'unconditional'}, {control}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    Y: Matrix
    X: npt.NDArray[np.float64] | None
    first: Vector
    clusters: npt.NDArray[np.intp]
    periods: Vector
    n_always: int


def _panel(
    outcome: ArrayLike,
    unit: ArrayLike,
    period: ArrayLike,
    first_treated: ArrayLike,
    *,
    covariates: ArrayLike | None,
    cluster: ArrayLike | None,
) -> _Panel:
    y, when = as_vector("outcome", outcome), as_vector("period", period)
    first = as_vector("first_treated", first_treated)
    n = same_length(outcome=y, period=when, first_treated=first)
    units, n_units = level_codes("unit", unit, n)
    periods, times = np.unique(when, return_inverse=True)
    if periods.size < 2:
        raise ValueError(f"period needs at least 2 periods, got {periods.size}.")
    cells = units * periods.size + times
    counts = np.bincount(cells, minlength=n_units * periods.size)
    if (counts != 1).any():
        bad = int(np.argmax(counts != 1))
        raise ValueError(
            f"unit {np.asarray(unit)[units == bad // periods.size][0]!r} is seen"
            f" {int(counts[bad])} times in period {float(periods[bad % periods.size])!r};"
            " every unit must be seen once in every period."
        )
    order = np.argsort(cells)
    shape = n_units, periods.size
    starts = _constant("first_treated", first[order].reshape(shape))
    labels = units if cluster is None else level_codes("cluster", cluster, n)[0]
    clusters = _constant("cluster", labels[order].reshape(shape))
    X = _covariates(covariates, n)
    always = (starts > 0) & (starts <= periods[0])
    keep = ~always
    return _Panel(
        Y=y[order].reshape(shape)[keep],
        X=None if X is None else X[order].reshape(*shape, -1)[keep],
        first=starts[keep],
        clusters=level_codes("cluster", clusters[keep])[0],
        periods=periods,
        n_always=int(always.sum()),
    )


def _covariates(covariates: ArrayLike | None, n: int) -> Matrix | None:
    if covariates is None:
        return None
    given = np.asarray(covariates)
    X = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
    if len(X) != n:
        raise ValueError(f"covariates has {len(X)} rows for {n} outcomes.")
    return np.column_stack([np.ones(n), X])


def _constant(name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    changes = (values != values[:, :1]).any(axis=1)
    if changes.any():
        row = int(np.argmax(changes))
        raise ValueError(f"{name} changes within a unit: {values[row].tolist()}.")
    return np.asarray(values[:, 0])


def _base(
    periods: Vector, group: float, t: int, *, base: str, anticipation: int
) -> int | None:
    """Return the number of the period to compare with, None where there is none."""
    before = np.flatnonzero(periods < group - anticipation)
    if not before.size:
        return None
    last = int(before[-1])
    if t > last or base == "universal":
        return None if t == last else last
    return t - 1 if t > 0 else None


def _effect(
    panel: _Panel,
    group: float,
    times: tuple[int, int],
    *,
    control: str,
    anticipation: int,
    confidence: float,
) -> tuple[GroupTimeEffect, Vector]:
    t, b = times
    treated = panel.first == group
    compared = panel.first == 0
    if control == "not-yet":
        later = panel.first > panel.periods[max(t, b)] + anticipation
        compared = compared | (later & ~treated)
    if not compared.any():
        raise ValueError(
            f"first_treated leaves no comparison units for group {group!r} in period"
            f" {float(panel.periods[t])!r}."
        )
    used = treated | compared
    X = None if panel.X is None else panel.X[used, min(t, b)]
    estimate, part = contrast(panel.Y[used, t] - panel.Y[used, b], treated[used], X)
    n = len(panel.first)
    psi = np.zeros(n)
    psi[used] = part * n / used.sum()
    return (
        GroupTimeEffect(
            group=group,
            period=float(panel.periods[t]),
            base=float(panel.periods[b]),
            effect=_with_error(estimate, psi, panel.clusters, confidence),
            n_treated=int(treated.sum()),
            n_control=int(compared.sum()),
        ),
        psi,
    )


def _with_error(
    estimate: float, psi: Vector, clusters: npt.NDArray[np.intp], confidence: float
) -> Coefficient:
    sums = np.bincount(clusters, psi)
    return coefficient(
        estimate,
        float(np.sqrt(sums @ sums)) / psi.size,
        dof=np.inf,
        n=psi.size,
        method="influence function",
        confidence=confidence,
    )


AGGREGATIONS = ("simple", "event", "group", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregatedEffects:
    """Group-time effects averaged: one ``overall`` and one part per label.

    Labels are event times, groups or periods; "simple" has no parts.
    """

    overall: Coefficient
    labels: tuple[float, ...]
    parts: tuple[Coefficient, ...]
    by: str


def aggregate_effects(
    effects: GroupTimeEffects, by: str = "simple", *, confidence: float = 0.95
) -> AggregatedEffects:
    """Average group-time effects over groups and periods.

    Parameters
    ----------
    effects
        From ``group_time_effects``.
    by
        "simple": all effects since the start, weighted by group size; "event": by
        time since the start; "group": by starting group; "period": by calendar.
    confidence
        Level of the intervals.

    Returns
    -------
    AggregatedEffects
        ``overall`` averages the parts since the start: by group size for "group",
        equally for "event" and "period".

    Raises
    ------
    ValueError
        For an unknown ``by``, or no effect since a start.

    Notes
    -----
    Formula: sums of ATT(g, t) with weights P(G = g); the standard errors include the
    estimation of the weights.
    Assumes: as ``group_time_effects``.
    Do not use when: the groups in the parts differ and a trend over event time is
    read as one group's (compare within "group").

    Examples
    --------
    >>> unit = [1, 1, 2, 2, 3, 3, 4, 4]
    >>> period = [1, 2] * 4
    >>> start = [2, 2, 2, 2, 0, 0, 0, 0]
    >>> outcome = [1.0, 4.0, 2.0, 6.0, 1.0, 2.0, 3.0, 4.0]
    >>> found = group_time_effects(outcome, unit, period, start)
    >>> aggregate_effects(found, "event").overall.estimate
    2.5

    References
    ----------
    Callaway & Sant'Anna (2021), Journal of Econometrics 225(2), section 3.
    """
    one_of("by", by, AGGREGATIONS)
    between("confidence", confidence, 0.0, 1.0)
    group = np.array([e.group for e in effects.effects])
    period = np.array([e.period for e in effects.effects])
    since = period >= group
    if not since.any():
        raise ValueError("effects hold no period since a start.")
    label = {
        "simple": np.zeros(group.size),
        "event": period - group,
        "group": group,
        "period": period,
    }[by]
    included = np.ones(group.size, dtype=bool) if by == "event" else since
    shares = np.array([(effects.first_treated == g).mean() for g in group])
    labels, values, influences = np.unique(label[included]), [], []
    for value in labels:
        chosen = np.flatnonzero(included & (label == value))
        mean, psi = _weighted(effects, chosen, group, shares)
        values.append(mean)
        influences.append(psi)
    parts = np.array(values), np.column_stack(influences)
    counted = labels >= 0 if by == "event" else np.ones(labels.size, dtype=bool)
    overall, psi = _overall(
        effects, parts[0][counted], parts[1][:, counted], labels, by
    )

    def result(estimate: float, psi: Vector) -> Coefficient:
        return _with_error(estimate, psi, effects.clusters, confidence)

    return AggregatedEffects(
        overall=result(overall, psi),
        labels=() if by == "simple" else tuple(labels.tolist()),
        parts=()
        if by == "simple"
        else tuple(result(v, p) for v, p in zip(parts[0], parts[1].T, strict=True)),
        by=by,
    )


def _weighted(
    effects: GroupTimeEffects,
    chosen: npt.NDArray[np.intp],
    group: Vector,
    shares: Vector,
) -> tuple[float, Vector]:
    """Return the mean weighted by group shares, and its influence function."""
    att = np.array([effects.effects[k].effect.estimate for k in chosen])
    total = shares[chosen].sum()
    weights = shares[chosen] / total
    member = np.equal.outer(effects.first_treated, group[chosen]) - shares[chosen]
    of_weights = member / total - np.outer(member.sum(axis=1), weights / total)
    psi = effects.influence[:, chosen] @ weights + of_weights @ att
    return float(weights @ att), np.asarray(psi)


def _overall(
    effects: GroupTimeEffects, values: Vector, psi: Matrix, labels: Vector, by: str
) -> tuple[float, Vector]:
    if by != "group":
        return float(values.mean()), np.asarray(psi.mean(axis=1))
    shares = np.array([(effects.first_treated == g).mean() for g in labels])
    total = shares.sum()
    member = np.equal.outer(effects.first_treated, labels) - shares
    of_weights = member / total - np.outer(member.sum(axis=1), shares / total**2)
    return (
        float(shares @ values / total),
        np.asarray(psi @ shares / total + of_weights @ values),
    )
