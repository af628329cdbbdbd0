"""Leaving known only within school years: rosters seen now and then."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._binary import LINKS
from headship.stats._scipy import optimize
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
from headship.stats.retention._times import as_codes
from headship.stats.retention.hazards import HazardModel, effects_of, named

Indices = npt.NDArray[np.intp]

# Coefficients beyond this on the link scale mean that no finite maximum exists.
_ENDLESS = 15.0
_NEWTON_STEPS = 10
# Differences leave eight digits of the information; beyond, it counts as singular.
_ALIKE = 1e8
_NO_MAXIMUM = (
    "first_gone: the likelihood has no finite maximum (a year in which nobody or"
    " everybody leaves, or a covariate that separates)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spells:
    """Checked spells: whole years, with ``gone`` 0 for those never seen gone."""

    entry: Indices
    there: Indices
    gone: Indices
    X: Matrix


def interval_hazard(
    last_there: ArrayLike,
    first_gone: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    entry: ArrayLike | None = None,
    names: tuple[str, ...] | None = None,
    link: str = "cloglog",
    cluster: ArrayLike | None = None,
    confidence: float = 0.95,
) -> HazardModel:
    """Fit the yearly chance of leaving when rosters skip years.

    Parameters
    ----------
    last_there
        For each person the last year at whose end the person was seen in place;
        0 if not seen again after the start.
    first_gone
        The first year at whose end the person was seen to be gone; 0 if never.
        ``last_there + 1`` says that the year of leaving is known.
    covariates
        n by q, constant over a person's years.
    entry
        Years already served when observation began (left truncation); 0 by default.
    names
        q names.
    link
        "cloglog" or "logit".
    cluster
        Label of each person's cluster; gives robust (CR1) standard errors with
        clusters minus one degrees of freedom.
    confidence
        Level of the intervals.

    Returns
    -------
    HazardModel
        One intercept per year in which somebody may have left, then the covariates.

    Raises
    ------
    ValueError
        For years out of order, a year whose chance the data cannot tell (nobody can
        have left in it, or all did), or an endless likelihood.

    Notes
    -----
    Formula: a person contributes S(there) - S(gone), or S(there), over S(entry), with
    S(t) = prod (1 - h_s), link(h_t) = a_t + x b; maximized directly, standard errors
    from the observed information.
    Assumes: when rosters are seen does not depend on leaving; hazards are the same
    for everyone given the covariates.
    Do not use when: intervals hide a year completely (nobody is seen before and after
    it): its chance and its neighbor's cannot be told apart.

    Examples
    --------
    >>> there = [0, 1, 1, 3, 0, 1, 3, 2, 3, 3]
    >>> gone = [1, 2, 3, 0, 2, 3, 0, 3, 0, 0]
    >>> fit = interval_hazard(there, gone)
    >>> [effect.name for effect in fit.effects], fit.n_left
    (['1', '2', '3'], 6)

    References
    ----------
    Sun (2006), The Statistical Analysis of Interval-censored Failure Time Data,
    section 2.2.
    Prentice & Gloeckler (1978), Biometrics 34(1).
    """
    one_of("link", link, LINKS)
    between("confidence", confidence, 0.0, 1.0)
    spells = _spells(last_there, first_gone, covariates, entry)
    model = _Likelihood(spells, link)
    labels = [str(year) for year in model.years] + named(
        "names", names, spells.X.shape[1]
    )
    b = _maximum(model)
    information = model.information(b)
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    n, n_clusters, method = spells.there.size, spells.there.size, "model"
    dof = np.full(b.size, np.inf)
    if cluster is not None:
        _, codes = as_codes("cluster", cluster, n)
        n_clusters, method = int(codes.max()) + 1, "CR1"
        covariance = _robust(model.scores(b), codes, n_clusters, covariance)
        dof = np.full(b.size, n_clusters - 1.0)
    log_likelihood = float(model.log_likelihoods(b).sum())
    return HazardModel(
        effects=effects_of(
            labels,
            b,
            covariance,
            dof=dof,
            n=n,
            method=f"{link}, {method}",
            confidence=confidence,
        ),
        covariance=covariance,
        deviance=-2.0 * log_likelihood,
        aic=-2.0 * log_likelihood + 2.0 * b.size,
        n=n,
        n_left=int((spells.gone > 0).sum()),
        n_clusters=n_clusters,
        method=f"interval-censored discrete-time hazard, {link}, {method}",
    )


def _spells(
    last_there: ArrayLike,
    first_gone: ArrayLike,
    covariates: ArrayLike | None,
    entry: ArrayLike | None,
) -> _Spells:
    there, gone = _years("last_there", last_there), _years("first_gone", first_gone)
    n = same_length(last_there=there, first_gone=gone)
    began = np.zeros(n, dtype=np.intp) if entry is None else _years("entry", entry)
    same_length(last_there=there, entry=began)
    for name, later, earlier, which in (
        ("first_gone", gone, there, (gone > 0) & (gone <= there)),
        ("last_there", there, began, there < began),
    ):
        if which.any():
            index = int(np.argmax(which))
            raise ValueError(
                f"{name} {int(later[index])} at position {index} does not fit with"
                f" {int(earlier[index])}, the year before it."
            )
    X = np.empty((n, 0))
    if covariates is not None:
        given = np.asarray(covariates)
        X = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
        same_length(last_there=there, covariates=X)
        if (np.ptp(X, axis=0) == 0).any():
            column = int(np.argmin(np.ptp(X, axis=0)))
            raise ValueError(f"covariates column {column} does not vary.")
    return _Spells(entry=began, there=there, gone=gone, X=X)


def _years(name: str, values: ArrayLike) -> Indices:
    years = as_vector(name, values)
    bad = np.flatnonzero((years % 1 != 0) | (years < 0))
    if bad.size:
        index = int(bad[0])
        raise ValueError(
            f"{name} must be whole years from 0, got {float(years[index])!r} at"
            f" position {index}."
        )
    return years.astype(np.intp)


class _Likelihood:
    """The log likelihood of each person and its derivative."""

    def __init__(self, spells: _Spells, link: str) -> None:
        self.link, self.X = link, spells.X
        last = int(max(spells.there.max(), spells.gone.max()))
        year = np.arange(1, last + 1)
        # Years survived for certain, and years in one of which the person left.
        stayed = (year > spells.entry[:, None]) & (year <= spells.there[:, None])
        maybe = (year > spells.there[:, None]) & (year <= spells.gone[:, None])
        self.has_left = spells.gone > 0
        possible, seen = maybe.any(axis=0), stayed.any(axis=0)
        bad = ~possible & seen
        if bad.any():
            raise ValueError(
                f"first_gone: nobody can have left in year {int(year[np.argmax(bad)])};"
                " join it with another year."
            )
        self.years = year[possible].tolist()
        self.stayed = stayed[:, possible].astype(np.float64)
        self.maybe = maybe[:, possible].astype(np.float64)

    @property
    def size(self) -> int:
        """Return the number of coefficients."""
        return len(self.years) + int(self.X.shape[1])

    def _log_stay(self, b: Vector) -> tuple[Matrix, Matrix]:
        """Return log(1 - h) by person and year, and its derivative by eta."""
        split = len(self.years)
        eta = b[:split] + (self.X @ b[split:])[:, None]
        if self.link == "cloglog":
            hazard = np.exp(np.clip(eta, -700.0, 50.0))
            return -hazard, -hazard
        return -np.logaddexp(0.0, eta), -1.0 / (1.0 + np.exp(-np.clip(eta, -700, 700)))

    def log_likelihoods(self, b: Vector) -> Vector:
        """Return each person's log likelihood."""
        log_stay, _ = self._log_stay(b)
        interval = (self.maybe * log_stay).sum(axis=1)
        leaving = np.log(-np.expm1(np.minimum(interval, -1e-300)))
        total = (self.stayed * log_stay).sum(axis=1)
        return np.asarray(total + np.where(self.has_left, leaving, 0.0))

    def scores(self, b: Vector) -> Matrix:
        """Return each person's derivative: (people, coefficients)."""
        log_stay, slope = self._log_stay(b)
        interval = np.minimum((self.maybe * log_stay).sum(axis=1), -1e-300)
        # d log(1 - e^s) = -e^s / (1 - e^s) ds
        rate = np.where(
            self.has_left, 1.0 / np.expm1(np.minimum(-interval, 700.0)), 0.0
        )
        by_year = slope * (self.stayed - rate[:, None] * self.maybe)
        return np.column_stack([by_year, by_year.sum(axis=1)[:, None] * self.X])

    def information(self, b: Vector) -> Matrix:
        """Return minus the Hessian, by differences of the score."""
        h = 1e-5 * np.maximum(1.0, np.abs(b))
        columns = []
        for i, step in enumerate(h):
            above, below = b.copy(), b.copy()
            above[i] += step
            below[i] -= step
            change = self.scores(above).sum(axis=0) - self.scores(below).sum(axis=0)
            columns.append(-change / (2.0 * step))
        information = np.column_stack(columns)
        return np.asarray((information + information.T) / 2.0)


def _maximum(model: _Likelihood) -> Vector:
    scale = np.concatenate([np.ones(len(model.years)), _spread(model.X)])
    start = np.full(model.size, 0.0)
    start[: len(model.years)] = -1.5

    def value(z: Vector) -> tuple[float, Vector]:
        b = z / scale
        return (
            -float(model.log_likelihoods(b).sum()),
            -model.scores(b).sum(axis=0) / scale,
        )

    limit = 2.0 * _ENDLESS
    found = optimize.minimize(
        value,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=optimize.Bounds(-limit, limit),
        options={"ftol": 1e-12, "gtol": 1e-6, "maxiter": 1_000},
    )
    z = np.asarray(found.x, dtype=np.float64)
    if np.abs(z).max() > _ENDLESS:
        raise ValueError(_NO_MAXIMUM)
    return _polished(model, z / scale)


def _polished(model: _Likelihood, b: Vector) -> Vector:
    """Take Newton steps from the end of the search."""
    for _ in range(_NEWTON_STEPS):
        information = model.information(b)
        scale = np.sqrt(np.maximum(np.diag(information), np.finfo(float).tiny))
        if np.linalg.cond(information / np.outer(scale, scale)) > _ALIKE:
            raise ValueError(
                "first_gone: the intervals do not tell some years' chances apart; join"
                " these years."
            )
        step = np.linalg.solve(information, model.scores(b).sum(axis=0))
        b = b + step
        if np.abs(step).max() < 1e-9 * (1.0 + np.abs(b).max()):
            return b
    raise ValueError(_NO_MAXIMUM)


def _spread(X: Matrix) -> Vector:
    return np.asarray(np.maximum(X.std(axis=0), np.abs(X).mean(axis=0)))


def _robust(scores: Matrix, codes: Indices, n_clusters: int, bread: Matrix) -> Matrix:
    if n_clusters < 2:
        raise ValueError(f"cluster needs at least 2 clusters, got {n_clusters}.")
    sums = np.zeros((n_clusters, scores.shape[1]))
    np.add.at(sums, codes, scores)
    influence = sums @ bread
    return np.asarray(n_clusters / (n_clusters - 1.0) * influence.T @ influence)
