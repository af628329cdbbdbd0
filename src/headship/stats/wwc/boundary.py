"""Attrition: who was assigned but is not in the analysis, and how much is too much."""

import csv
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import integer, number, one_of
from headship.stats.wwc.verdict import Reason

# A difference that is the table's value but for rounding counts as the value.
_ROUNDING = 1e-9

# Coefficients of the selection model (treated, control) fitted to the published table,
# largest residual 0.0004 standard deviations.
_SELECTION = {"cautious": (0.409, 0.354), "optimistic": (0.249, 0.203)}

# Deke and Chiang (2016): the bias the boundary tolerates, in standard deviations.
TOLERATED_BIAS = 0.05


class AttritionLevel(StrEnum):
    """Whether attrition may have biased the result."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttritionVerdict:
    """Attrition in percent and percentage points, and the verdict on it.

    ``allowed`` is the largest differential attrition for low attrition, None where
    none would be low.
    """

    rating: AttritionLevel
    overall: float
    differential: float
    allowed: float | None
    boundary: str
    reasons: tuple[Reason, ...]


def attrition(
    n_assigned_treated: int,
    n_analyzed_treated: int,
    n_assigned_control: int,
    n_analyzed_control: int,
    *,
    boundary: str = "cautious",
    interpolate: bool = False,
) -> AttritionVerdict:
    """Judge the attrition of a trial from its numbers.

    Parameters
    ----------
    n_assigned_treated, n_analyzed_treated, n_assigned_control, n_analyzed_control
        Units assigned to and analyzed in each group (people, or clusters).
    boundary
        "cautious" if the program could affect who stays, "optimistic" if not. Fixed by
        protocol, not after the fact.
    interpolate
        Interpolate between whole percents instead of rounding. Not the WWC's practice.

    Returns
    -------
    AttritionVerdict
        Low or high, with the rates and the allowed difference.

    Raises
    ------
    ValueError
        For an empty group, or more units analyzed than assigned.

    Notes
    -----
    Formula: overall = 1 - analyzed / assigned; differential = |attrition_t -
    attrition_c|; low if it does not exceed the table's value at the overall rate.

    Assumes: assignment was random; units dropped by design for reasons unrelated to
    the condition were left out of the assigned.

    Do not use when: turnover is the outcome itself and records cover those who left.

    Examples
    --------
    >>> attrition(63, 62, 63, 62).rating.value
    'low'

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.1.
    """
    lost_t = _lost("treated", n_assigned_treated, n_analyzed_treated)
    lost_c = _lost("control", n_assigned_control, n_analyzed_control)
    assigned = n_assigned_treated + n_assigned_control
    analyzed = n_analyzed_treated + n_analyzed_control
    return judge_attrition(
        100 * (1 - analyzed / assigned),
        100 * abs(lost_t - lost_c),
        boundary=boundary,
        interpolate=interpolate,
    )


def judge_attrition(
    overall: float,
    differential: float,
    *,
    boundary: str = "cautious",
    interpolate: bool = False,
) -> AttritionVerdict:
    """Judge attrition from its overall and differential rate.

    Parameters
    ----------
    overall
        Percent of the assigned units that are not analyzed, 0 to 100.
    differential
        Difference of the groups' rates in percentage points, not negative.
    boundary, interpolate
        As for ``attrition``.

    Returns
    -------
    AttritionVerdict
        Low or high, with the allowed difference.

    Raises
    ------
    ValueError
        For rates outside 0 to 100 or an unknown boundary.

    Notes
    -----
    Formula: look up round(overall); high above 65 percent (optimistic) or 57 percent
    (cautious) whatever the difference.

    Assumes: rates of one level (clusters, or people in the remaining clusters).

    Do not use when: the study assigned clusters and analyzes people; judge both levels
    with ``rate_cluster_trial``.

    Examples
    --------
    >>> judge_attrition(20, 5.4).rating.value, judge_attrition(20, 5.5).rating.value
    ('low', 'high')

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.1.
    """
    for name, value in (("overall", overall), ("differential", differential)):
        if not 0 <= number(name, value) <= 100:
            raise ValueError(f"{name} must lie from 0 to 100, got {value!r}.")
    allowed = allowed_differential(overall, boundary=boundary, interpolate=interpolate)
    is_low = allowed is not None and differential <= allowed + _ROUNDING
    reasons = (
        Reason(
            code="overall_attrition_in_table",
            met=allowed is not None,
            value=overall,
            limit=float(_last(boundary)),
        ),
        Reason(
            code="differential_within_boundary",
            met=is_low,
            value=differential,
            limit=allowed,
        ),
    )
    return AttritionVerdict(
        rating=AttritionLevel.LOW if is_low else AttritionLevel.HIGH,
        overall=overall,
        differential=differential,
        allowed=allowed,
        boundary=boundary,
        reasons=reasons,
    )


def allowed_differential(
    overall: float, *, boundary: str = "cautious", interpolate: bool = False
) -> float | None:
    """Look up the largest differential attrition that counts as low.

    Parameters
    ----------
    overall
        Overall attrition in percent.
    boundary
        "cautious" or "optimistic".
    interpolate
        Interpolate between whole percents instead of rounding.

    Returns
    -------
    float or None
        Percentage points; None where no difference is low.

    Raises
    ------
    ValueError
        For an unknown boundary or a rate outside 0 to 100.

    Notes
    -----
    Formula: the table's 66 rows; rates are rounded to whole percents, half up.

    Assumes: the boundary was chosen by protocol.

    Do not use when: planning; ``attrition_bias`` shows how bias grows.

    Examples
    --------
    >>> allowed_differential(20), allowed_differential(20, boundary="optimistic")
    (5.4, 10.0)
    >>> allowed_differential(58) is None
    True

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.1.
    """
    one_of("boundary", boundary, list(_SELECTION))
    rate = number("overall", overall)
    if not 0 <= rate <= 100:
        raise ValueError(f"overall must lie from 0 to 100, got {overall!r}.")
    column = attrition_table()[boundary]
    if not interpolate:
        return column.get(math.floor(rate + 0.5 + _ROUNDING))
    low, high = column.get(math.floor(rate)), column.get(math.ceil(rate))
    if low is None or high is None:
        return None
    return low + (high - low) * (rate - math.floor(rate))


@cache
def attrition_table() -> dict[str, dict[int, float]]:
    """Read the published table: allowed difference by boundary and overall percent.

    Returns
    -------
    dict of dict
        ``table[boundary][overall]``; percents that are always high are left out.

    Notes
    -----
    Formula: a table of 66 rows, kept as data because every formula for it is a fit.

    Assumes: nothing.

    Do not use when: judging a study; use ``attrition``.

    Examples
    --------
    >>> table = attrition_table()
    >>> len(table["optimistic"]), len(table["cautious"])
    (66, 58)

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.1.
    """
    source = resources.files("headship.stats.wwc").joinpath("attrition_boundary.csv")
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    return {
        name: {int(row["overall"]): float(row[name]) for row in rows if row[name]}
        for name in _SELECTION
    }


def attrition_bias(
    overall: float, differential: float, *, boundary: str = "cautious"
) -> float:
    """Estimate the bias that attrition may cause, for planning.

    Parameters
    ----------
    overall
        Overall attrition in percent, above 0 and below 100.
    differential
        Treated less control attrition in percentage points; may be negative.
    boundary
        "cautious" or "optimistic": how strongly staying depends on the outcome.

    Returns
    -------
    float
        Bias in standard deviations; beyond 0.05 in size the WWC calls attrition high.

    Raises
    ------
    ValueError
        If a group would lose nobody or everybody.

    Notes
    -----
    Formula: alpha_t phi(z_t) / P_t - alpha_c phi(z_c) / P_c with P the response rate
    and z = Phi^-1(1 - P); (alpha_t, alpha_c) = (.409, .354) cautious and (.249, .203)
    optimistic, fitted to the table.

    Assumes: groups of equal size.

    Do not use when: rating a study; the table is the rule.

    Examples
    --------
    >>> round(attrition_bias(20, 5.4), 3)
    0.05

    References
    ----------
    Deke and Chiang (2016), Evaluation Review 41(2).
    """
    one_of("boundary", boundary, list(_SELECTION))
    rates = [
        1
        - (number("overall", overall) + sign * number("differential", differential))
        / 100
        for sign in (0.5, -0.5)
    ]
    if not all(0 < rate < 1 for rate in rates):
        raise ValueError(
            "overall and differential must leave both groups some but not all units, "
            f"got {overall!r} and {differential!r}."
        )
    treated, control = (
        alpha * _hazard(rate)
        for alpha, rate in zip(_SELECTION[boundary], rates, strict=True)
    )
    return treated - control


def _hazard(rate: float) -> float:
    z = float(special.ndtri(1 - rate))
    return float(np.exp(-z * z / 2) / math.sqrt(2 * math.pi) / rate)


def _lost(group: str, assigned: int, analyzed: int) -> float:
    whole = integer(f"n_assigned_{group}", assigned, minimum=1)
    left = integer(f"n_analyzed_{group}", analyzed)
    if left > whole:
        raise ValueError(
            f"n_analyzed_{group} must not exceed n_assigned_{group} = {whole}, "
            f"got {analyzed!r}."
        )
    return 1 - left / whole


def _last(boundary: str) -> int:
    return max(attrition_table()[boundary])
