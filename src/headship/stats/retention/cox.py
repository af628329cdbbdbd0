"""Proportional hazards, for leaving dates known to the day."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_matrix,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.retention._times import (
    Durations,
    as_codes,
    as_durations,
    first_of_each,
)
from headship.stats.retention.hazards import HazardEffect, effects_of, named

TIES = ("efron", "breslow")
Indices = npt.NDArray[np.intp]

_MAX_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class CoxModel:
    """A fitted proportional hazards model; ``ratio`` of an effect is a hazard ratio.

    ``log_likelihood_null`` is that without covariates.
    """

    effects: tuple[HazardEffect, ...]
    covariance: Matrix
    log_likelihood: float
    log_likelihood_null: float
    n: int
    n_left: int
    n_clusters: int
    method: str


def proportional_hazards(
    time: ArrayLike,
    left: ArrayLike,
    covariates: ArrayLike,
    *,
    names: tuple[str, ...] | None = None,
    entry: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    ties: str = "efron",
    cluster: ArrayLike | None = None,
    confidence: float = 0.95,
) -> CoxModel:
    """Fit Cox's model by partial likelihood.

    Parameters
    ----------
    time, left, entry
        As in ``survival_curve``.
    covariates
        n by q.
    names
        q names.
    strata
        Label of each person's stratum, with a baseline of its own.
    ties
        "efron" or "breslow".
    cluster
        Label of each person's cluster: standard errors from score residuals.
    confidence
        Level of the intervals.

    Returns
    -------
    CoxModel

    Raises
    ------
    ValueError
        For nobody leaving, collinear covariates, or a covariate that separates.

    Notes
    -----
    Formula: hazard h_0(t) exp(x b); Newton's method on the partial likelihood.
    Assumes: ratios of hazards do not change over time; censoring tells nothing.
    Do not use when: time is in school years with many ties (use ``discrete_hazard``).

    Examples
    --------
    >>> time, left = [1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 1]
    >>> fit = proportional_hazards(time, left, [[0], [1], [1], [0], [1], [0]])
    >>> round(fit.effects[0].estimate, 4), round(fit.effects[0].se, 4)
    (0.0692, 1.019)

    References
    ----------
    Cox (1972), JRSS B 34(2).
    Therneau & Grambsch (2000), Modeling Survival Data, sections 3.1-3.3 and 7.1.
    """
    data = as_durations(time, left, entry)
    given = np.asarray(covariates)
    X = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
    n = same_length(time=data.time, covariates=X)
    one_of("ties", ties, TIES)
    between("confidence", confidence, 0.0, 1.0)
    if not data.left.any():
        raise ValueError("left is 0 throughout: nobody left.")
    labels = named("names", names, X.shape[1])
    center, scale = X.mean(axis=0), X.std(axis=0)
    if (scale == 0).any():
        raise ValueError(f"covariates column {int(np.argmin(scale))} does not vary.")
    partial = [
        _Stratum(data, (X - center) / scale, rows, efron=ties == "efron")
        for rows in _rows(strata, n)
    ]
    b, null, best = _newton(partial, X.shape[1])
    information = _total(partial, b)[2]
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    n_clusters, method = n, ties
    if cluster is not None:
        _, codes = as_codes("cluster", cluster, n)
        n_clusters, method = int(codes.max()) + 1, f"{ties}, clustered"
        scores = np.zeros_like(X)
        for stratum in partial:
            scores[stratum.rows] = stratum.residuals(b)
        sums = np.zeros((n_clusters, X.shape[1]))
        np.add.at(sums, codes, scores)
        influence = sums @ covariance
        covariance = influence.T @ influence
    covariance = covariance / np.outer(scale, scale)
    return CoxModel(
        effects=effects_of(
            labels,
            b / scale,
            covariance,
            dof=np.full(b.size, np.inf),
            n=n,
            method=method,
            confidence=confidence,
        ),
        covariance=covariance,
        log_likelihood=best,
        log_likelihood_null=null,
        n=n,
        n_left=int(data.left.sum()),
        n_clusters=n_clusters,
        method=f"Cox, {method}",
    )


def _rows(strata: ArrayLike | None, n: int) -> list[Indices]:
    if strata is None:
        return [np.arange(n)]
    found, codes = as_codes("strata", strata, n)
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.cumsum(np.bincount(codes, minlength=len(found)))[:-1])


class _Stratum:
    """The partial likelihood of one stratum, rows sorted by time."""

    def __init__(
        self, data: Durations, X: Matrix, rows: Indices, *, efron: bool
    ) -> None:
        order = rows[np.argsort(data.time[rows], kind="stable")]
        self.rows, self.X = order, X[order]
        time, left = data.time[order], data.left[order]
        events = np.flatnonzero(left)
        starts = first_of_each(time[events]) if events.size else events
        sizes = np.diff(np.append(starts, events.size))
        self.events, self.starts = events, starts
        self.times, self.order_times = time[events][starts], time
        self.tie = np.repeat(np.arange(starts.size), sizes)
        self.sizes = sizes
        rank = np.arange(events.size) - starts[self.tie] if events.size else events
        # Efron: the r-th of d tied leavers finds r/d of the tied already gone.
        self.share = rank / sizes[self.tie] if efron else np.zeros(events.size)
        self.first = np.searchsorted(time, self.times, side="left")
        self.entry = None if data.entry is None else data.entry[order]
        if self.entry is not None:
            self.entry_order = np.argsort(self.entry)
            self.entered = np.searchsorted(
                self.entry[self.entry_order], self.times, side="left"
            )

    def _risk_sums(self, values: Matrix) -> Matrix:
        """Return, at each leaving time, the sum over those at risk."""
        tails = np.zeros((len(values) + 1, values.shape[1]))
        tails[:-1] = np.cumsum(values[::-1], axis=0)[::-1]
        sums = tails[self.first]
        if self.entry is not None:
            late = np.zeros_like(tails)
            late[:-1] = np.cumsum(values[self.entry_order][::-1], axis=0)[::-1]
            sums = sums - late[self.entered]
        return sums

    def evaluate(self, b: Vector) -> tuple[float, Vector, Matrix]:
        """Return the log partial likelihood, its gradient and the information."""
        p = self.X.shape[1]
        if not self.events.size:
            return 0.0, np.zeros(p), np.zeros((p, p))
        eta = self.X @ b
        shift = float(eta.max())
        risk = np.exp(eta - shift)
        squares = np.einsum("ni,nj->nij", self.X, self.X).reshape(-1, p * p)
        columns = np.column_stack([np.ones(len(risk)), self.X, squares])
        weighted = columns * risk[:, None]
        at_risk = self._risk_sums(weighted)[self.tie]
        tied = np.add.reduceat(weighted[self.events], self.starts, axis=0)[self.tie]
        sums = at_risk - self.share[:, None] * tied
        total, first = sums[:, 0], sums[:, 1 : p + 1] / sums[:, :1]
        second = (sums[:, p + 1 :] / sums[:, :1]).reshape(-1, p, p)
        value = float(eta[self.events].sum() - (np.log(total) + shift).sum())
        slope = self.X[self.events].sum(axis=0) - first.sum(axis=0)
        return value, slope, second.sum(axis=0) - first.T @ first

    def residuals(self, b: Vector) -> Matrix:
        """Return the score residual of each row."""
        p = self.X.shape[1]
        result = np.zeros((len(self.rows), p))
        if not self.events.size:
            return result
        eta = self.X @ b
        risk = np.exp(eta - eta.max())
        weighted = np.column_stack([np.ones(len(risk)), self.X]) * risk[:, None]
        at_risk = self._risk_sums(weighted)[self.tie]
        tied = np.add.reduceat(weighted[self.events], self.starts, axis=0)[self.tie]
        sums = at_risk - self.share[:, None] * tied
        jump, mean = 1.0 / sums[:, 0], sums[:, 1:] / sums[:, :1]
        steps = np.column_stack([jump, jump[:, None] * mean])
        by_time = np.add.reduceat(steps, self.starts, axis=0)
        hazard = np.vstack([np.zeros(p + 1), np.cumsum(by_time, axis=0)])
        until = np.searchsorted(self.times, self.order_times, side="right")
        seen = hazard[until]
        if self.entry is not None:
            seen = seen - hazard[np.searchsorted(self.times, self.entry, side="right")]
        result -= risk[:, None] * (self.X * seen[:, :1] - seen[:, 1:])
        # A tied leaver is only partly at risk for the later of the tied.
        partly = np.add.reduceat(steps * self.share[:, None], self.starts, axis=0)
        own = partly[self.tie]
        back = risk[self.events, None] * (self.X[self.events] * own[:, :1] - own[:, 1:])
        centers = np.add.reduceat(mean, self.starts, axis=0) / self.sizes[:, None]
        result[self.events] += back + self.X[self.events] - centers[self.tie]
        return result


def _total(partial: list[_Stratum], b: Vector) -> tuple[float, Vector, Matrix]:
    parts = [stratum.evaluate(b) for stratum in partial]
    value = sum(part[0] for part in parts)
    return (
        float(value),
        np.asarray(sum(part[1] for part in parts)),
        np.asarray(sum(part[2] for part in parts)),
    )


def _newton(partial: list[_Stratum], p: int) -> tuple[Vector, float, float]:
    b = np.zeros(p)
    value, slope, information = _total(partial, b)
    null = value
    for _ in range(_MAX_STEPS):
        if (
            np.linalg.matrix_rank(
                information, tol=1e-10 * max(1.0, np.trace(information))
            )
            < p
        ):
            break
        step = np.asarray(np.linalg.solve(information, slope), dtype=np.float64)
        b, value, slope, information = _improved(partial, b, step, value)
        if np.abs(step).max() <= 1e-10 * (1.0 + np.abs(b).max()):
            return b, null, value
    raise ValueError(
        "covariates are collinear or separate those who left: the likelihood has no"
        " finite maximum."
    )


def _improved(
    partial: list[_Stratum], b: Vector, step: Vector, value: float
) -> tuple[Vector, float, Vector, Matrix]:
    for _ in range(30):
        trial = b + step
        found = _total(partial, trial)
        if found[0] >= value - 1e-9 * (1.0 + abs(value)):
            return trial, *found
        step = step / 2.0
    return b, *_total(partial, b)


def concordance(time: ArrayLike, left: ArrayLike, score: ArrayLike) -> float:
    """Return how often the one with the higher risk score leaves first.

    Parameters
    ----------
    time, left
        As in ``survival_curve``.
    score
        Risk score of each person: higher means leaving earlier.

    Returns
    -------
    float
        1 for perfect ranking, 0.5 for none.

    Raises
    ------
    ValueError
        If no two people can be compared.

    Notes
    -----
    Formula: (concordant + tied scores / 2) / comparable pairs; comparable are pairs
    in which the earlier time is a leaving (at equal times: leaving before censored).
    Assumes: censoring is unrelated to the score.
    Do not use when: calibration, not ranking, is the question.

    Examples
    --------
    >>> concordance([1, 2, 3, 4], [1, 1, 0, 1], [4, 3, 2, 1])
    1.0

    References
    ----------
    Harrell, Lee & Mark (1996), Statistics in Medicine 15(4).
    """
    data = as_durations(time, left, None)
    risk = as_vector("score", score)
    same_length(time=data.time, score=risk)
    order = np.argsort(-data.time, kind="stable")
    later: list[float] = []
    waiting: list[float] = []
    concordant = tied = pairs = 0
    position = 0
    ordered = data.time[order]
    while position < order.size:
        stop = int(np.searchsorted(-ordered, -ordered[position], side="right"))
        rows = order[position:stop]
        for value in risk[rows][~data.left[rows]].tolist():
            insort(later, value)
        waiting = risk[rows][data.left[rows]].tolist()
        for value in waiting:
            below, upto = bisect_left(later, value), bisect_right(later, value)
            concordant, tied = concordant + below, tied + upto - below
            pairs += len(later)
        for value in waiting:
            insort(later, value)
        position = stop
    if not pairs:
        raise ValueError("time and left allow no pair of people to be compared.")
    return (concordant + tied / 2.0) / pairs
