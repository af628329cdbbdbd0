"""How strong would a hidden bias have to be to change the inference?"""

from dataclasses import dataclass

import numpy as np

from headship.stats._student import t_quantile
from headship.stats._validate import between, integer, number, one_of, positive


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How far an inference is from changing.

    ``bias_share`` is the share of the estimate that would have to be due to bias
    (for an estimate that is not significant: by which it would have to grow, as a
    share of the threshold). ``n_replaced`` is that share of the cases, replaced by
    cases without effect. ``threshold`` is the smallest significant estimate, with the
    estimate's sign. ``confounder`` is the correlation that an omitted variable would
    need with both treatment and outcome.
    """

    estimate: float
    se: float
    n: int
    dof: float
    threshold: float
    is_significant: bool
    bias_share: float
    n_replaced: int
    confounder: float
    method: str


def bias_to_change(
    estimate: float,
    se: float,
    *,
    n: int,
    n_covariates: int = 0,
    dof: float | None = None,
    alpha: float = 0.05,
    tails: int = 2,
) -> Robustness:
    """Say how much bias would change the inference.

    Parameters
    ----------
    estimate
        The estimated effect.
    se
        Its standard error.
    n
        Number of cases (of the unit that was analyzed).
    n_covariates
        Covariates in the model, beside treatment and constant.
    dof
        Degrees of freedom; by default n - n_covariates - 2.
    alpha
        Significance level.
    tails
        1 or 2.

    Returns
    -------
    Robustness

    Raises
    ------
    ValueError
        For a standard error that is not positive, or no degrees of freedom.

    Notes
    -----
    Formula: threshold = t_crit se; bias share = 1 - threshold / |estimate| when
    significant, else 1 - |estimate| / threshold; cases replaced = share x n, rounded
    up; impact threshold (r - r_crit) / (1 - r_crit) with r = t / sqrt(t^2 + dof), the
    confounder's correlation its square root.
    Assumes: replaced cases have no effect and the same distribution otherwise.
    Do not use when: the estimate's design already rules the bias out; the figure says
    how much bias would matter, not how much there is.

    Examples
    --------
    >>> found = bias_to_change(2.0, 0.4, n=100, n_covariates=3)
    >>> round(found.bias_share, 4), found.n_replaced, round(found.confounder, 3)
    (0.6029, 61, 0.566)

    References
    ----------
    Frank, Maroulis, Duong & Kelcey (2013), Educational Evaluation and Policy Analysis
    35(4), "What would it take to change an inference?".
    Frank (2000), Sociological Methods & Research 29(2), on the confounder.
    """
    estimate, se = number("estimate", estimate), positive("se", se)
    cases = integer("n", n, minimum=2)
    integer("n_covariates", n_covariates)
    between("alpha", alpha, 0.0, 1.0)
    if tails not in (1, 2):
        raise ValueError(f"tails must be 1 or 2, got {tails!r}.")
    freedom = float(cases - n_covariates - 2) if dof is None else positive("dof", dof)
    if freedom <= 0:
        raise ValueError(
            f"n leaves no degrees of freedom: {cases} cases, {n_covariates} covariates."
        )
    critical = t_quantile(1.0 - alpha / tails, freedom)
    threshold, size = critical * se, abs(estimate)
    significant = size > threshold
    share = 1.0 - threshold / size if significant else 1.0 - size / threshold
    return Robustness(
        estimate=estimate,
        se=se,
        n=cases,
        dof=freedom,
        threshold=float(np.copysign(threshold, estimate)),
        is_significant=significant,
        bias_share=share,
        n_replaced=int(np.ceil(share * cases - 1e-9)),
        confounder=_confounder(size / se, critical, freedom),
        method=f"percent bias, alpha {alpha}, {tails}-tailed",
    )


def _confounder(t: float, critical: float, dof: float) -> float:
    """Return the correlation with both sides that moves t to its critical value."""
    r, r_critical = (x / np.sqrt(x**2 + dof) for x in (t, critical))
    impact = (
        (r - r_critical) / (1.0 - r_critical)
        if r > r_critical
        else (r_critical - r) / (1.0 + r_critical)
    )
    return float(np.sqrt(impact))


SCALES = ("risk ratio", "odds ratio", "hazard ratio", "smd")


@dataclass(frozen=True, slots=True, kw_only=True)
class EValue:
    """The association a hidden cause would need with both treatment and outcome.

    On the risk ratio scale: ``estimate`` for the point estimate, ``limit`` for the
    nearer end of the interval (1 when the interval holds the null).
    """

    estimate: float
    limit: float
    risk_ratio: float
    method: str


def e_value(
    estimate: float,
    *,
    lower: float | None = None,
    upper: float | None = None,
    scale: str = "risk ratio",
    is_rare: bool = False,
) -> EValue:
    """Return the E-value of an effect.

    Parameters
    ----------
    estimate
        The effect on its ``scale``.
    lower, upper
        Ends of its interval, both or neither.
    scale
        "risk ratio", "odds ratio", "hazard ratio" or "smd" (standardized mean
        difference).
    is_rare
        Whether the outcome is rare (below 15 %), so that odds and hazard ratios are
        nearly risk ratios.

    Returns
    -------
    EValue

    Raises
    ------
    ValueError
        For a ratio that is not positive, or an interval that does not hold the
        estimate.

    Notes
    -----
    Formula: RR + sqrt(RR (RR - 1)) for RR > 1, else of 1/RR. Common outcomes: odds
    ratios by their square root, hazard ratios by (1 - .5^sqrt(HR)) / (1 - .5^sqrt(1/HR)),
    standardized differences by exp(.91 d).
    Assumes: the hidden cause's associations with treatment and outcome are equal.
    Do not use when: assignment was random and nobody was lost.

    Examples
    --------
    >>> found = e_value(3.9, lower=1.8, upper=8.7)
    >>> round(found.estimate, 2), round(found.limit, 2)
    (7.26, 3.0)

    References
    ----------
    VanderWeele & Ding (2017), Annals of Internal Medicine 167(4), table 2.
    """
    one_of("scale", scale, SCALES)
    if (lower is None) != (upper is None):
        raise ValueError("lower and upper must be given together.")
    ratio = _risk_ratio("estimate", estimate, scale, is_rare=is_rare)
    limit = float("nan")
    if lower is not None and upper is not None:
        if not lower <= estimate <= upper:
            raise ValueError(
                f"lower and upper must enclose {estimate!r}, got {lower!r}, {upper!r}."
            )
        ends = [
            _risk_ratio(name, end, scale, is_rare=is_rare)
            for name, end in (("lower", lower), ("upper", upper))
        ]
        nearer = ends[0] if ratio > 1 else ends[1]
        limit = 1.0 if (nearer - 1.0) * (ratio - 1.0) <= 0 else _bound(nearer)
    return EValue(
        estimate=_bound(ratio),
        limit=limit,
        risk_ratio=ratio,
        method=f"E-value, {scale}",
    )


def _risk_ratio(name: str, value: float, scale: str, *, is_rare: bool) -> float:
    if scale == "smd":
        # VanderWeele & Ding (2017), table 2: approximate conversion.
        return float(np.exp(0.91 * number(name, value)))
    ratio = positive(name, value)
    if is_rare or scale == "risk ratio":
        return ratio
    if scale == "odds ratio":
        return float(np.sqrt(ratio))
    root = np.sqrt(ratio)
    return float((1.0 - 0.5**root) / (1.0 - 0.5 ** (1.0 / root)))


def _bound(ratio: float) -> float:
    above = ratio if ratio >= 1 else 1.0 / ratio
    return float(above + np.sqrt(above * (above - 1.0)))
