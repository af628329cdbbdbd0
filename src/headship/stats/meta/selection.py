"""Selection models: effects as they would be without selection by p-value."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._scipy import optimize, special
from headship.stats._validate import Vector, as_vector, between, one_of
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.results import Interval

Array = npt.NDArray[np.float64]
MAX_POLISH = 50
# Relative to the smallest variance: below this tau2 is at its bound.
ZERO = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionModel:
    """Maximum-likelihood estimates under selection by one-sided p-values.

    ``weights`` are the relative chances of being observed in each interval of p,
    the first fixed at 1; ``counts`` how many effects each interval holds.
    ``statistic`` is the likelihood-ratio test of no selection. Standard errors of a
    parameter at its bound are None or NaN.
    """

    estimate: Vector
    se: Vector
    statistic: Vector
    p_value: Vector
    lower: Vector
    upper: Vector
    confidence: float
    tau2: float
    tau2_se: float | None
    weights: Vector
    weights_se: Vector
    steps: Vector
    counts: npt.NDArray[np.intp]
    lr_statistic: float
    lr_dof: int
    lr_p_value: float
    log_likelihood: float
    unadjusted: Vector
    unadjusted_se: Vector
    unadjusted_tau2: float
    unadjusted_tau2_se: float | None
    unadjusted_log_likelihood: float
    n: int

    def interval(self, index: int = 0) -> Interval:
        """Return the interval of one coefficient."""
        return Interval(
            lower=float(self.lower[index]),
            upper=float(self.upper[index]),
            confidence=self.confidence,
        )


def selection_model(
    effects: npt.ArrayLike,
    variances: npt.ArrayLike,
    moderators: npt.ArrayLike | None = None,
    *,
    intercept: bool = True,
    steps: npt.ArrayLike = (0.025,),
    alternative: str = "greater",
    confidence: float = 0.95,
) -> SelectionModel:
    """Fit a step-function selection model; by default the three-parameter model.

    Parameters
    ----------
    effects, variances : array, shape (k,)
        Estimates and their sampling variances.
    moderators : array, shape (k, m), optional
        Moderators of the mean.
    intercept : bool
        Add a constant to the moderators.
    steps : sequence
        Where the chance of being observed jumps, as one-sided p-values.
    alternative : {"greater", "less"}
        Which direction of the effect is favored by selection.
    confidence : float
        Level of the intervals.

    Returns
    -------
    SelectionModel

    Raises
    ------
    ValueError
        If an interval of p-values holds no effect, steps are not increasing inside
        (0, 1), the input is bad, or the likelihood has no maximum.

    Notes
    -----
    Formula: density ``w(p) N(y; x'b, v + tau2) / sum_j w_j P_j``, ``P_j`` the chance
    of interval j; the constant of proportionality is fixed by ``w_1 = 1``.
    Assumes: selection depends on the one-sided p-value alone; normal true effects;
    independent effects.
    Do not use when: few effects (below about 20, or 4 in an interval) or several
    effects per study: standard errors are then too small.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> v = rng.uniform(0.01, 0.1, 60)
    >>> y = rng.normal(0.2, np.sqrt(v + 0.02))
    >>> fitted = selection_model(y, v)
    >>> fitted.lr_dof, bool(fitted.weights[0] == 1)
    (1, True)

    References
    ----------
    Hedges & Vevea (2005), in Rothstein et al., Publication Bias in Meta-Analysis,
    chapter 9. Vevea & Hedges (1995). Psychometrika 60.
    """
    one_of("alternative", alternative, ("greater", "less"))
    between("confidence", confidence, 0, 1)
    studies = as_studies(effects, variances, moderators, intercept=intercept)
    cuts = _steps(steps)
    sign = 1.0 if alternative == "greater" else -1.0
    model = _Model.of(studies, cuts, sign)
    plain = _Model.of(studies, cuts[:0], sign)
    tau2 = _tau2.maximize(studies, restricted=False)
    base = np.append(sign * _tau2.at(studies, tau2).gamma, tau2)
    at = _maximize(model, np.concatenate([base, np.ones(len(cuts))]))
    estimates = [
        _estimates(studies, m, x, sign) for m, x in ((model, at), (plain, base))
    ]
    return _result(model, estimates[0], estimates[1], confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """Flipped effects, design, interval edges ``b`` (k, J-1) and ``counts``."""

    y: Vector
    v: Vector
    Q: Array
    b: Array
    counts: npt.NDArray[np.intp]
    cuts: Vector

    @classmethod
    def of(cls, studies: Studies, cuts: Vector, sign: float) -> "_Model":
        y, se = sign * studies.y, np.sqrt(studies.v)
        position = np.searchsorted(cuts, special.ndtr(-y / se), side="left")
        counts = np.bincount(position, minlength=len(cuts) + 1)
        if counts.min() == 0:
            edges = [0.0, *cuts.tolist(), 1.0]
            empty = int(np.argmin(counts))
            raise ValueError(
                f"steps leave no effect with p between {edges[empty]} and "
                f"{edges[empty + 1]}."
            )
        b = se[:, None] * special.ndtri(1 - cuts)
        return cls(y=y, v=studies.v, Q=studies.Q, b=b, counts=counts, cuts=cuts)

    def evaluate(self, at: Vector) -> tuple[float, Vector]:
        """Return the log-likelihood and its gradient in (gamma, tau2, weights)."""
        p, J = self.Q.shape[1], len(self.cuts)
        gamma, tau2 = at[:p], at[p]
        weights = np.concatenate([[1.0], at[p + 1 :]])
        s2 = self.v + tau2
        s = np.sqrt(s2)
        e = self.y - self.Q @ gamma
        z = (self.b - (self.y - e)[:, None]) / s[:, None]
        upper, density = special.ndtr(-z), np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)
        # Chance of interval j: what lies above its lower edge, not above its upper.
        chance = np.diff(upper, axis=1, prepend=0, append=1)
        total = chance @ weights
        jumps = np.diff(weights)
        # d(total) from moving the edges: edge j passes mass from weight j to j+1.
        d_mean = -(density @ jumps) / s
        d_tau2 = -((density * z) @ jumps) / (2 * s2)
        value = (
            float(self.counts @ np.log(weights))
            - 0.5 * float(np.sum(np.log(2 * np.pi * s2) + e * e / s2))
            - float(np.sum(np.log(total)))
        )
        gradient = np.empty(p + 1 + J)
        gradient[:p] = self.Q.T @ (e / s2 - d_mean / total)
        gradient[p] = float(np.sum(0.5 * (e * e / s2 - 1) / s2 - d_tau2 / total))
        gradient[p + 1 :] = self.counts[1:] / weights[1:] - chance[:, 1:].T @ (
            1 / total
        )
        return value, gradient

    def hessian(self, at: Vector, free: npt.NDArray[np.bool_]) -> Array:
        """Return the negative Hessian by central differences of the gradient."""
        index = np.flatnonzero(free)
        rows = []
        for i in index:
            step = 1e-5 * max(abs(at[i]), 1e-3)
            if i == self.Q.shape[1]:
                step = min(step, at[i] / 2)
            up, down = at.copy(), at.copy()
            up[i] += step
            down[i] -= step
            rows.append((self.evaluate(down)[1] - self.evaluate(up)[1]) / (2 * step))
        H = np.array(rows)[:, index]
        return np.asarray((H + H.T) / 2)


def _steps(steps: npt.ArrayLike) -> Vector:
    cuts = as_vector("steps", steps)
    cuts = cuts[cuts < 1] if cuts[-1] == 1 else cuts
    if not len(cuts) or cuts[0] <= 0 or cuts[-1] >= 1 or (np.diff(cuts) <= 0).any():
        raise ValueError(f"steps must increase between 0 and 1, got {list(cuts)}.")
    return cuts


def _maximize(model: _Model, start: Vector) -> Vector:
    """Climb on the log scale of tau2 and weights, then polish by Newton's method."""
    p = model.Q.shape[1]
    floor = ZERO * float(model.v.min())
    logs = np.concatenate(
        [start[:p], np.log(np.maximum(start[p:], 1e-3 * float(model.v.min())))]
    )

    def objective(x: Vector) -> tuple[float, Vector]:
        at = np.concatenate([x[:p], np.exp(x[p:])])
        value, gradient = model.evaluate(at)
        gradient[p:] *= at[p:]
        return -value, -gradient

    bounds = (
        [(None, None)] * p + [(np.log(floor), 20.0)] + [(-20.0, 20.0)] * len(model.cuts)
    )
    found = optimize.minimize(
        objective,
        logs,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-10},
    )
    at = np.concatenate([found.x[:p], np.exp(found.x[p:])])
    if np.abs(found.x[p + 1 :]).max() >= 20.0:  # pragma: no cover -- guard
        raise ValueError(
            "steps: the likelihood of the weights has no maximum; "
            f"counts are {model.counts.tolist()}."
        )
    return _polish(model, at)


def _free(model: _Model, at: Vector) -> npt.NDArray[np.bool_]:
    """Return which parameters are off their bound; only tau2 can be on it."""
    p = model.Q.shape[1]
    free = np.ones(len(at), dtype=bool)
    free[p] = at[p] > 10 * ZERO * float(model.v.min())
    return free


def _polish(model: _Model, at: Vector) -> Vector:
    free, p = _free(model, at), model.Q.shape[1]
    if not free[p]:
        at = at.copy()
        at[p] = 0.0
    for _ in range(MAX_POLISH):  # pragma: no branch -- converges sooner
        value, gradient = model.evaluate(at)
        step = np.zeros_like(at)
        step[free] = np.linalg.lstsq(
            model.hessian(at, free), gradient[free], rcond=None
        )[0]
        moved = at + step
        inside = moved[p] >= 0 and (moved[p + 1 :] > 0).all()
        if not inside or model.evaluate(moved)[0] < value - 1e-9:
            break
        at = moved
        if np.abs(step).max() <= 1e-10 * max(1.0, float(np.abs(at).max())):
            break
    return at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Estimates:
    """Coefficients, tau2 and weights with standard errors, and the likelihood."""

    estimate: Vector
    se: Vector
    tau2: float
    tau2_se: float | None
    weights: Vector
    weights_se: Vector
    value: float


def _estimates(studies: Studies, model: _Model, at: Vector, sign: float) -> _Estimates:
    """Return estimates on the user's scale; the effects were flipped by ``sign``."""
    p, free = studies.p, _free(model, at)
    covariance = np.full((len(at), len(at)), np.nan)
    covariance[np.ix_(free, free)] = _covariance(model, at, free)
    spread = studies.back @ covariance[:p, :p] @ studies.back.T
    return _Estimates(
        estimate=sign * studies.back @ at[:p],
        se=np.sqrt(np.diag(spread)),
        tau2=float(at[p]),
        tau2_se=float(np.sqrt(covariance[p, p])) if free[p] else None,
        weights=np.concatenate([[1.0], at[p + 1 :]]),
        weights_se=np.sqrt(np.diag(covariance)[p + 1 :]),
        value=model.evaluate(at)[0],
    )


def _result(
    model: _Model, own: _Estimates, plain: _Estimates, confidence: float
) -> SelectionModel:
    z = own.estimate / own.se
    half = float(special.ndtri((1 + confidence) / 2)) * own.se
    ratio = max(0.0, 2 * (own.value - plain.value))
    return SelectionModel(
        estimate=own.estimate,
        se=own.se,
        statistic=z,
        p_value=2 * special.ndtr(-np.abs(z)),
        lower=own.estimate - half,
        upper=own.estimate + half,
        confidence=confidence,
        tau2=own.tau2,
        tau2_se=own.tau2_se,
        weights=own.weights,
        weights_se=own.weights_se,
        steps=model.cuts,
        counts=model.counts,
        lr_statistic=ratio,
        lr_dof=len(model.cuts),
        lr_p_value=float(special.chdtrc(len(model.cuts), ratio)),
        log_likelihood=own.value,
        unadjusted=plain.estimate,
        unadjusted_se=plain.se,
        unadjusted_tau2=plain.tau2,
        unadjusted_tau2_se=plain.tau2_se,
        unadjusted_log_likelihood=plain.value,
        n=len(model.y),
    )


def _covariance(model: _Model, at: Vector, free: npt.NDArray[np.bool_]) -> Array:
    H = model.hessian(at, free)
    if np.linalg.eigvalsh(H).min() <= 0:
        raise ValueError(
            "effects give a likelihood without a proper maximum; use fewer steps."
        )
    return np.asarray(np.linalg.inv(H), dtype=np.float64)
