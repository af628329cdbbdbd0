"""Baseline equivalence: were the analyzed groups alike before the program?"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from headship.stats._validate import number, one_of
from headship.stats.wwc.verdict import Reason, Verdict

# WWC Standards Handbook 4.1, table II.3: differences in standard deviations.
EQUIVALENT = 0.05
ADJUSTABLE = 0.25

# The same kind of measure, this correlated, lets a difference in differences adjust
# (editions 4.0 and 4.1; the figure is unsure).
CORRELATION_FOR_DIFFERENCES = 0.60

_BY_DIFFERENCE = ("gain", "difference_in_differences")

_ROUNDING = 1e-12


class Baseline(StrEnum):
    """Whether baseline equivalence is satisfied."""

    SATISFIED = "satisfied"
    SATISFIED_BY_ADJUSTMENT = "satisfied_by_adjustment"
    NEEDS_ADJUSTMENT = "needs_adjustment"
    TOO_DIFFERENT = "too_different"
    UNKNOWN = "unknown"

    @property
    def is_satisfied(self) -> bool:
        """Return whether the requirement holds."""
        return self in {Baseline.SATISFIED, Baseline.SATISFIED_BY_ADJUSTMENT}


_WORST_FIRST = (
    Baseline.TOO_DIFFERENT,
    Baseline.NEEDS_ADJUSTMENT,
    Baseline.SATISFIED_BY_ADJUSTMENT,
    Baseline.SATISFIED,
)


def baseline_equivalence(
    differences: Mapping[str, float], *, adjusted: Collection[str] = ()
) -> Verdict[Baseline]:
    """Judge baseline equivalence of the analyzed sample.

    Parameters
    ----------
    differences
        Effect size (g or Cox index) of each required measure before the program.
    adjusted
        Measures the impact analysis adjusts for acceptably (covariate, fixed effect,
        eligible difference in differences).

    Returns
    -------
    Verdict of Baseline
        The worst of all measures; one reason per measure.

    Raises
    ------
    ValueError
        If a difference is missing, or ``adjusted`` names an unknown measure.

    Notes
    -----
    Formula: |ES| <= .05 satisfied; .05 < |ES| <= .25 satisfied by adjustment; above not
    satisfied. One required measure that fails fails the whole domain.

    Assumes: differences are of the analyzed sample, not of the assigned one.

    Do not use when: a trial with low attrition is intact; it needs no baseline.

    Examples
    --------
    >>> verdict = baseline_equivalence({"reading": 0.03, "turnover": -0.12})
    >>> verdict.rating.value
    'needs_adjustment'
    >>> baseline_equivalence({"reading": 0.2}, adjusted=["reading"]).rating.is_satisfied
    True

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.3; WWC Handbook 5.0 (2022), chapter IV.
    """
    unknown = set(adjusted) - set(differences)
    if unknown:
        raise ValueError(f"adjusted names unknown measures: {sorted(unknown)}.")
    if not differences:
        missing = Reason(code="baseline_reported", met=False)
        return Verdict(rating=Baseline.UNKNOWN, reasons=(missing,))
    ratings = {
        name: _one(abs(number(f"differences[{name!r}]", value)), name in adjusted)
        for name, value in differences.items()
    }
    worst = next(rating for rating in _WORST_FIRST if rating in ratings.values())
    reasons = tuple(
        Reason(
            code=f"baseline_{ratings[name].value}",
            subject=name,
            met=ratings[name].is_satisfied,
            value=differences[name],
            limit=ADJUSTABLE if name in adjusted else EQUIVALENT,
        )
        for name in differences
    )
    return Verdict(rating=worst, reasons=reasons)


def acceptable_adjustment(
    method: str, *, is_same_measure: bool = False, correlation: float | None = None
) -> Reason:
    """Say whether an analysis adjusts acceptably for a baseline difference.

    Parameters
    ----------
    method
        "covariate", "fixed_effect", "gain" or "difference_in_differences".
    is_same_measure
        Whether pretest and outcome are the same kind of measure.
    correlation
        Their correlation, None if unknown.

    Returns
    -------
    Reason
        Whether the adjustment counts, with the correlation and its limit.

    Raises
    ------
    ValueError
        For an unknown method or a correlation outside -1 to 1.

    Notes
    -----
    Formula: a covariate or a fixed effect counts; gains and differences in differences
    count for the same kind of measure with a correlation of at least .60.

    Assumes: editions 4.0 and 4.1; the figure of .60 is unsure.

    Do not use when: the baseline is equivalent without adjustment.

    Examples
    --------
    >>> acceptable_adjustment("gain", is_same_measure=True, correlation=0.7).met
    True
    >>> acceptable_adjustment("gain", is_same_measure=True).met
    False

    References
    ----------
    WWC Standards Handbook 4.1 (2020), chapter II.
    """
    one_of("method", method, ("covariate", "fixed_effect", *_BY_DIFFERENCE))
    r = None if correlation is None else number("correlation", correlation)
    if r is not None and not -1 <= r <= 1:
        raise ValueError(f"correlation must lie from -1 to 1, got {correlation!r}.")
    is_close = r is not None and r >= CORRELATION_FOR_DIFFERENCES
    return Reason(
        code="acceptable_adjustment",
        subject=method,
        met=method not in _BY_DIFFERENCE or (is_same_measure and is_close),
        value="unknown" if r is None else r,
        limit=CORRELATION_FOR_DIFFERENCES if method in _BY_DIFFERENCE else None,
    )


def _one(size: float, is_adjusted: bool) -> Baseline:
    if size <= EQUIVALENT + _ROUNDING:
        return Baseline.SATISFIED
    if size > ADJUSTABLE + _ROUNDING:
        return Baseline.TOO_DIFFERENT
    if is_adjusted:
        return Baseline.SATISFIED_BY_ADJUSTMENT
    return Baseline.NEEDS_ADJUSTMENT
