"""What the evidence standards would say of a study that goes as planned."""

from dataclasses import dataclass

from headship.stats._validate import integer, number
from headship.stats.wwc import (
    AttritionLevel,
    AttritionVerdict,
    FindingRating,
    Tier,
    Verdict,
    attrition,
    attrition_bias,
    essa_tier,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttritionOutlook:
    """The expected attrition verdict and what is left to analyze.

    ``bias`` is the bias that the standard's model expects, in standard deviations;
    ``None`` where a condition loses nobody, which the model does not cover.
    """

    verdict: AttritionVerdict
    n_treated: int
    n_control: int
    bias: float | None


def expected_attrition(
    n_treated: int,
    n_control: int,
    *,
    loss_treated: float,
    loss_control: float,
    boundary: str = "cautious",
) -> AttritionOutlook:
    """Foretell the attrition verdict from planned numbers and expected losses.

    Parameters
    ----------
    n_treated, n_control
        Units to be assigned to each condition.
    loss_treated, loss_control
        Shares of them (0..1) expected to be lost.
    boundary
        "cautious" or "optimistic".

    Returns
    -------
    AttritionOutlook

    Raises
    ------
    ValueError
        For a loss outside 0..1 or that leaves nobody.

    Notes
    -----
    Formula: the remaining units are rounded to whole ones, then judged as in
    ``wwc.attrition``.
    Assumes: the losses come out as expected; plan for a range.
    Do not use when: leaving is the outcome and records cover those who left.

    Examples
    --------
    >>> found = expected_attrition(63, 63, loss_treated=0.10, loss_control=0.15)
    >>> found.n_treated, found.n_control, found.verdict.rating.value
    (57, 54, 'low')

    References
    ----------
    WWC Standards Handbook 4.1 (2020), table II.1.
    """
    left_t = _left("treated", n_treated, loss_treated)
    left_c = _left("control", n_control, loss_control)
    verdict = attrition(n_treated, left_t, n_control, left_c, boundary=boundary)
    return AttritionOutlook(
        verdict=verdict,
        n_treated=left_t,
        n_control=left_c,
        bias=_bias(1.0 - left_t / n_treated, 1.0 - left_c / n_control, boundary),
    )


def _bias(lost_treated: float, lost_control: float, boundary: str) -> float | None:
    if min(lost_treated, lost_control) == 0:
        return None
    return attrition_bias(
        50.0 * (lost_treated + lost_control),
        100.0 * (lost_treated - lost_control),
        boundary=boundary,
    )


def reachable_tier(
    outlook: AttritionOutlook,
    *,
    n: int,
    n_sites: int,
    n_groups_of_ten: int = 0,
) -> Verdict[Tier]:
    """Say which evidence tier a trial could reach if its result is significant.

    Parameters
    ----------
    outlook
        From ``expected_attrition``. With high attrition the baseline is supposed to
        be equivalent.
    n
        People (or other single units) that will be analyzed.
    n_sites
        Districts, localities or states.
    n_groups_of_ten
        Analyzed groups of at least ten.

    Returns
    -------
    Verdict of Tier
        With the conditions it meets and misses.

    Raises
    ------
    ValueError
        For negative counts.

    Notes
    -----
    Formula: ``wwc.essa_tier`` for a significant positive result, rated without
    reservations under low attrition and with reservations under high.
    Assumes: randomization is carried out and nothing else goes wrong.
    Do not use when: the study is done; judge its findings.

    Examples
    --------
    >>> outlook = expected_attrition(63, 63, loss_treated=0.1, loss_control=0.1)
    >>> reachable_tier(outlook, n=113, n_sites=40).rating.value
    'tier_3'

    References
    ----------
    Elementary and Secondary Education Act, section 8101(21); 34 CFR 77.1.
    """
    is_low = outlook.verdict.rating is AttritionLevel.LOW
    return essa_tier(
        FindingRating.WITHOUT if is_low else FindingRating.WITH,
        is_significant_positive=True,
        n=n,
        n_sites=n_sites,
        n_groups_of_ten=n_groups_of_ten,
    )


def _left(condition: str, n: int, loss: float) -> int:
    assigned = integer(f"n_{condition}", n, minimum=1)
    if not 0 <= number(f"loss_{condition}", loss) < 1:
        raise ValueError(f"loss_{condition} must lie in [0, 1), got {loss!r}.")
    left = round(assigned * (1.0 - loss))
    if left < 1:
        raise ValueError(f"loss_{condition} {loss!r} leaves none of {assigned} units.")
    return left
