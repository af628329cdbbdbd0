"""Planning for a yes/no outcome, such as a principal staying."""

from dataclasses import dataclass

from headship.stats._scipy import optimize, special
from headship.stats._validate import between, number, positive
from headship.stats.planning.power import smallest


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectableDifference:
    """The smallest difference of two shares that is detected with ``power``.

    ``base`` is the comparison's share, ``reached`` the program's, ``estimate`` their
    difference (all 0..1), ``se`` its standard error.
    """

    estimate: float
    se: float
    base: float
    reached: float
    power: float
    alpha: float
    tails: int
    method: str


def detectable_difference(
    base: float,
    n_treated: float,
    n_control: float,
    *,
    direction: str = "increase",
    power: float = 0.80,
    alpha: float = 0.05,
    tails: int = 2,
    design_effect: float = 1.0,
) -> DetectableDifference:
    """Return the smallest change of a share that a study detects.

    Parameters
    ----------
    base
        The share expected without the program (0..1).
    n_treated, n_control
        People (or schools) in each condition.
    direction
        "increase" or "decrease" of the share.
    power, alpha, tails
        As in ``minimum_detectable_effect``.
    design_effect
        Factor on the variance for clustering.

    Returns
    -------
    DetectableDifference

    Raises
    ------
    ValueError
        If no share up to 1 (down to 0) is different enough.

    Notes
    -----
    Formula: |p1 - p0| = (z_{1 - alpha/2} + z_power) sqrt(p1 q1 / n1 + p0 q0 / n0),
    solved for p1.
    Assumes: the normal approximation; expected counts above about five.
    Do not use when: the share is near 0 or 1 and the groups are small.

    Examples
    --------
    >>> found = detectable_difference(0.60, 62, 62)
    >>> round(100 * found.estimate, 1)
    22.1

    References
    ----------
    Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions,
    section 4.2.
    """
    p0 = between("base", base, 0.0, 1.0)
    n1, n0 = positive("n_treated", n_treated), positive("n_control", n_control)
    sign = _sign(direction)
    multiplier = _multiplier(power, alpha, tails)
    inflation = positive("design_effect", design_effect)

    def excess(p1: float) -> float:
        return sign * (p1 - p0) - multiplier * _error(p1, p0, n1, n0, inflation)

    end = 1.0 if sign > 0 else 0.0
    if excess(end) < 0:
        raise ValueError(
            f"base {base!r} leaves no detectable {direction} with {n_treated} and"
            f" {n_control}."
        )
    # Between no change and the end the excess crosses zero once.
    p1 = float(optimize.brentq(excess, p0, end, xtol=1e-14))
    return DetectableDifference(
        estimate=p1 - p0,
        se=_error(p1, p0, n1, n0, inflation),
        base=p0,
        reached=p1,
        power=power,
        alpha=alpha,
        tails=tails,
        method="difference of shares, unpooled normal",
    )


def difference_power(
    base: float,
    reached: float,
    n_treated: float,
    n_control: float,
    *,
    alpha: float = 0.05,
    tails: int = 2,
    design_effect: float = 1.0,
) -> float:
    """Return the probability that a change of a share turns out significant.

    Parameters
    ----------
    base, reached
        Shares without and with the program (0..1).
    n_treated, n_control
        People (or schools) in each condition.
    alpha, tails
        As in ``minimum_detectable_effect``.
    design_effect
        Factor on the variance for clustering.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        For shares or sizes out of range.

    Notes
    -----
    Formula: Phi(|p1 - p0| / SE - z), plus Phi(-|p1 - p0| / SE - z) for two tails.
    Assumes: as ``detectable_difference``.
    Do not use when: as ``detectable_difference``.

    Examples
    --------
    >>> round(difference_power(0.60, 0.76, 62, 62), 3)
    0.491

    References
    ----------
    Fleiss, Levin & Paik (2003), section 4.2.
    """
    p0, p1 = between("base", base, 0.0, 1.0), between("reached", reached, 0.0, 1.0)
    n1, n0 = positive("n_treated", n_treated), positive("n_control", n_control)
    z = -float(special.ndtri(_tail(alpha, tails)))
    shift = abs(p1 - p0) / _error(
        p1, p0, n1, n0, positive("design_effect", design_effect)
    )
    other = float(special.ndtr(-shift - z)) if tails == 2 else 0.0
    return float(special.ndtr(shift - z)) + other


def required_people(
    base: float,
    reached: float,
    *,
    ratio: float = 1.0,
    power: float = 0.80,
    alpha: float = 0.05,
    tails: int = 2,
    design_effect: float = 1.0,
) -> tuple[int, int]:
    """Return the people needed in the program and the comparison.

    Parameters
    ----------
    base, reached
        Shares without and with the program (0..1).
    ratio
        Comparison people per program person.
    power, alpha, tails, design_effect
        As in ``detectable_difference``.

    Returns
    -------
    tuple of int
        In the program, in the comparison.

    Raises
    ------
    ValueError
        If the two shares are equal.

    Notes
    -----
    Formula: n1 = ((z_{1 - alpha/2} + z_power) / (p1 - p0))^2 (p1 q1 + p0 q0 / ratio).
    Assumes: as ``detectable_difference``.
    Do not use when: as ``detectable_difference``.

    Examples
    --------
    >>> required_people(0.60, 0.76)
    (130, 130)

    References
    ----------
    Fleiss, Levin & Paik (2003), section 4.2.
    """
    p0, p1 = between("base", base, 0.0, 1.0), between("reached", reached, 0.0, 1.0)
    if p0 == p1:
        raise ValueError(f"reached must differ from base, got {reached!r} for both.")
    share = positive("ratio", ratio)
    inflation = positive("design_effect", design_effect)
    multiplier = _multiplier(power, alpha, tails)

    def is_enough(n: int) -> bool:
        return abs(p1 - p0) >= multiplier * _error(p1, p0, n, share * n, inflation)

    n1 = smallest(is_enough)
    return n1, int(-(-share * n1 // 1))


def _sign(direction: str) -> float:
    if direction not in ("increase", "decrease"):
        raise ValueError(
            f'direction must be "increase" or "decrease", got {direction!r}.'
        )
    return 1.0 if direction == "increase" else -1.0


def _multiplier(power: float, alpha: float, tails: int) -> float:
    between("power", power, 0.0, 1.0)
    multiplier = float(special.ndtri(power) - special.ndtri(_tail(alpha, tails)))
    if multiplier <= 0:
        raise ValueError(f"power {power!r} is reached without any effect.")
    return multiplier


def _tail(alpha: float, tails: int) -> float:
    if tails not in (1, 2):
        raise ValueError(f"tails must be 1 or 2, got {tails!r}.")
    return between("alpha", number("alpha", alpha), 0.0, 1.0) / tails


def _error(p1: float, p0: float, n1: float, n0: float, inflation: float) -> float:
    variance = p1 * (1.0 - p1) / n1 + p0 * (1.0 - p0) / n0
    return float((variance * inflation) ** 0.5)
