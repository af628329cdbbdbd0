"""Estimators of the between-study variance and its standard error."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import Vector
from headship.stats.meta._studies import Studies, Weighted, fit, log_determinant

MAX_ITERATIONS = 200
# Relative step at which Newton's method stops; quadratic convergence leaves the
# error far below.
TOLERANCE = 1e-12
# Above this many studies a second maximum has not been seen in simulations.
GRID_LIMIT, GRID_SIZE = 100, 48


class Tau2(NamedTuple):
    """``tau2`` truncated at zero and its standard error."""

    tau2: float
    se: float


def estimate(studies: Studies, method: str) -> Tau2:
    """Return the estimate of one of ``METHODS``."""
    return METHODS[method](studies)


def at(studies: Studies, tau2: float) -> Weighted:
    """Return the fit with weights 1/(v + tau2)."""
    return fit(studies, 1 / (studies.v + tau2))


def log_likelihood(
    studies: Studies, tau2: float, *, restricted: bool, fitted: Weighted | None = None
) -> float:
    """Return the (restricted) log-likelihood, with the constant of metafor's REML."""
    found = fitted or at(studies, tau2)
    n = studies.k - studies.p if restricted else studies.k
    value = -0.5 * (
        n * np.log(2 * np.pi) + np.sum(np.log(studies.v + tau2)) + found.rss
    )
    if restricted:
        value -= 0.5 * log_determinant(found)
    return float(value)


def solve_q(studies: Studies, target: float) -> float:
    """Return the tau2 at which the generalized Q equals ``target``, or 0.

    Q falls and is convex in tau2, so Newton's method from 0 never overshoots.
    """
    tau2 = 0.0
    for _ in range(MAX_ITERATIONS):
        fitted = at(studies, tau2)
        excess = fitted.rss - target
        if excess <= 0:
            return tau2
        step = excess / float(fitted.score @ fitted.score)
        tau2 += step
        if step <= TOLERANCE * tau2:
            return tau2
    raise ArithmeticError(  # pragma: no cover -- monotone convergence
        f"tau2 did not converge: Q = {fitted.rss!r}, wanted {target!r}."
    )


def maximize(
    studies: Studies, *, restricted: bool, start: float | None = None
) -> float:
    """Return the tau2 that maximizes the (restricted) likelihood.

    Small sets with very unequal variances can have several maxima, so a grid checks
    that the one Newton's method climbed is the highest.
    """
    begin = _hedges(studies).tau2 if start is None else start
    tau2 = _climb(studies, begin, restricted=restricted)
    if studies.k > GRID_LIMIT:
        return tau2
    grid = _grid(studies, tau2)
    heights = _heights(studies, grid, restricted=restricted)
    best = int(np.argmax(heights))
    # The last point of the grid is tau2 itself.
    if heights[best] <= heights[-1] + 1e-9:
        return tau2
    return _climb(studies, float(grid[best]), restricted=restricted)


def _grid(studies: Studies, tau2: float) -> Vector:
    """Return 0, a geometric grid over all scales of the data, and ``tau2``."""
    spread = float(np.ptp(studies.y)) ** 2 + 1e-300
    low = 1e-3 * min(float(studies.v.min()), spread)
    points = np.geomspace(low, max(spread, low), GRID_SIZE)
    return np.concatenate([[0.0], points, [tau2]])


def _heights(studies: Studies, grid: Vector, *, restricted: bool) -> Vector:
    """Return the log-likelihood, but for a constant, at all points of a grid."""
    p = studies.p
    Z = np.column_stack([studies.Q, studies.y])
    products = (Z[:, :, None] * Z[:, None, :]).reshape(studies.k, -1)
    total = studies.v + grid[:, None]
    G = ((1 / total) @ products).reshape(len(grid), p + 1, p + 1)
    A, c = G[:, :p, :p], G[:, :p, p]
    rss = G[:, p, p] - np.einsum(
        "gp,gp->g", c, np.linalg.solve(A, c[:, :, None])[..., 0]
    )
    heights: Vector = -0.5 * (np.log(total).sum(axis=1) + rss)
    if restricted:
        heights -= 0.5 * np.linalg.slogdet(A)[1]
    return heights


def _climb(studies: Studies, tau2: float, *, restricted: bool) -> float:
    """Use Newton's method on the score, inside a bracket around its sign change."""
    low, high = -1.0, np.inf
    for _ in range(MAX_ITERATIONS):
        slope, curvature, expected = _derivatives(studies, tau2, restricted=restricted)
        if tau2 == 0 and slope <= 0:
            return 0.0
        low, high = (tau2, high) if slope > 0 else (low, tau2)
        step = slope / (curvature if curvature > 0 else expected)
        proposal = _inside(tau2 + step, low, high)
        if abs(proposal - tau2) <= TOLERANCE * tau2:
            return proposal
        tau2 = proposal
    raise ArithmeticError(  # pragma: no cover -- the bracket halves at least
        f"tau2 did not converge, last value {tau2!r}."
    )


def _inside(proposal: float, low: float, high: float) -> float:
    """Keep a step between the points where the slope is known; -1 is unknown."""
    if low < 0:
        return max(0.0, proposal)
    if low < proposal < high:
        return proposal
    return (low + high) / 2


def _derivatives(
    studies: Studies, tau2: float, *, restricted: bool
) -> tuple[float, float, float]:
    """Return the score, the observed and the expected information."""
    if studies.p == 1:
        return _mean_derivatives(studies, tau2, restricted=restricted)
    fitted = at(studies, tau2)
    score = fitted.score
    if restricted:
        trace, square = fitted.trace, fitted.trace_of_square()
    else:
        trace, square = float(fitted.w.sum()), float(fitted.w @ fitted.w)
    slope = 0.5 * (float(score @ score) - trace)
    return slope, fitted.quadratic(score) - 0.5 * square, 0.5 * square


def _mean_derivatives(
    studies: Studies, tau2: float, *, restricted: bool
) -> tuple[float, float, float]:
    """Do the same for a single column in a dozen sums; most analyses have one."""
    q = studies.Q[:, 0]
    w = 1 / (studies.v + tau2)
    wq, w2 = w * q, w * w
    s1 = float(wq @ q)
    u = w * (studies.y - float(wq @ studies.y) / s1 * q)
    wu = w * u
    trace, square = float(w.sum()), float(w2.sum())
    if restricted:
        s2, s3 = float(wq @ wq), float(wq @ (w * wq))
        trace -= s2 / s1
        square += (s2 / s1) ** 2 - 2 * s3 / s1
    third = float(u @ wu) - float(wu @ q) ** 2 / s1
    slope = 0.5 * (float(u @ u) - trace)
    return slope, third - 0.5 * square, 0.5 * square


def _likelihood(studies: Studies, *, restricted: bool) -> Tau2:
    tau2 = maximize(studies, restricted=restricted)
    fitted = at(studies, tau2)
    square = fitted.trace_of_square() if restricted else float(fitted.w @ fitted.w)
    return Tau2(tau2, float(np.sqrt(2 / square)))


def _moment_se(studies: Studies, fitted: Weighted, tau2: float) -> float:
    """Return the root of 2(k-p) + 4 tau2 tr(P) + 2 tau2^2 tr(PP)."""
    return float(
        np.sqrt(
            2 * (studies.k - studies.p)
            + 4 * tau2 * fitted.trace
            + 2 * tau2**2 * fitted.trace_of_square()
        )
    )


def _dersimonian_laird(studies: Studies) -> Tau2:
    fitted = at(studies, 0.0)
    tau2 = max(0.0, (fitted.rss - (studies.k - studies.p)) / fitted.trace)
    return Tau2(tau2, _moment_se(studies, fitted, tau2) / fitted.trace)


def _hunter_schmidt(studies: Studies, *, correction: bool) -> Tau2:
    fitted = at(studies, 0.0)
    factor = studies.k / (studies.k - studies.p) if correction else 1.0
    total = float(fitted.w.sum())
    tau2 = max(0.0, (factor * fitted.rss - studies.k) / total)
    return Tau2(tau2, factor * _moment_se(studies, fitted, tau2) / total)


def _hedges(studies: Studies) -> Tau2:
    Q, v, n = studies.Q, studies.v, studies.k - studies.p
    h = np.einsum("ij,ij->i", Q, Q)
    r = studies.y - Q @ (Q.T @ studies.y)
    trace = float(v @ (1 - h))
    tau2 = max(0.0, (float(r @ r) - trace) / n)
    within = Q.T @ (v[:, None] * Q)
    square = float((v * v) @ (1 - 2 * h) + np.sum(within * within))
    inner = 2 * square + 4 * tau2 * trace + 2 * tau2**2 * n
    return Tau2(tau2, float(np.sqrt(inner)) / n)


def _sidik_jonkman(studies: Studies) -> Tau2:
    """Estimate from a crude start; the start is the variance of the effects."""
    Q, v, n = studies.Q, studies.v, studies.k - studies.p
    crude = float(np.var(studies.y))
    if crude == 0:
        return Tau2(0.0, 0.0)
    fitted = at(studies, crude)
    w, M = fitted.w, fitted.M
    tau2 = crude * fitted.rss / n
    B = Q.T @ ((w * w * v)[:, None] * Q)
    square = fitted.WQ.T @ fitted.WQ
    mb = M @ B
    pvpv = (
        float(np.sum((w * v) ** 2))
        - 2 * np.sum(M * (Q.T @ ((w**3 * v**2)[:, None] * Q)))
        + np.sum(mb * mb.T)
    )
    pvp = (
        float(np.sum(w * w * v))
        - 2 * np.sum(M * (Q.T @ ((w**3 * v)[:, None] * Q)))
        + np.sum(mb * (M @ square).T)
    )
    inner = 2 * pvpv + 4 * tau2 * pvp + 2 * tau2**2 * fitted.trace_of_square()
    return Tau2(tau2, crude / n * float(np.sqrt(inner)))


def _q_matching(studies: Studies, target: float) -> Tau2:
    tau2 = solve_q(studies, target)
    w: Vector = 1 / (studies.v + tau2)
    k, n = studies.k, studies.k - studies.p
    return Tau2(tau2, float(np.sqrt(2 * k**2 / n) / w.sum()))


def _paule_mandel(studies: Studies) -> Tau2:
    return _q_matching(studies, studies.k - studies.p)


METHODS: dict[str, Callable[[Studies], Tau2]] = {
    "DL": _dersimonian_laird,
    "HE": _hedges,
    "HS": lambda studies: _hunter_schmidt(studies, correction=False),
    "HSk": lambda studies: _hunter_schmidt(studies, correction=True),
    "SJ": _sidik_jonkman,
    "ML": lambda studies: _likelihood(studies, restricted=False),
    "REML": lambda studies: _likelihood(studies, restricted=True),
    # Morris (1983) solves the same equation as Paule and Mandel (1982).
    "EB": _paule_mandel,
    "PM": _paule_mandel,
    "PMM": lambda studies: _q_matching(
        studies, float(special.chdtri(studies.k - studies.p, 0.5))
    ),
}
