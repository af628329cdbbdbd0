"""Leaving by school year: the chance of leaving in a year, of those still there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats import robust
from headship.stats._binary import LINKS, BinaryFit, fit_binary
from headship.stats._student import t_quantile, t_tail
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
from headship.stats.results import Interval
from headship.stats.retention._times import as_durations

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTable:
    """One entry per year: those at risk, leaving and last seen, as arrays.

    ``hazard`` is the share of those at risk who leave, ``survival`` the share still
    there at the year's end, ``se_…`` their standard errors.
    """

    year: Vector
    at_risk: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]
    censored: npt.NDArray[np.int64]
    hazard: Vector
    se_hazard: Vector
    survival: Vector
    se_survival: Vector
    n: int
    method: str


def life_table(
    years: ArrayLike, left: ArrayLike, *, entry: ArrayLike | None = None
) -> LifeTable:
    """Count, year by year, who is at risk and who leaves.

    Parameters
    ----------
    years
        For each person the number of years until leaving, or until last seen: whole
        numbers from 1.
    left
        1 if the person left in that year, 0 if still there at its end.
    entry
        Whole years already served when observation began; 0 by default.

    Returns
    -------
    LifeTable
        From year 1 to the last.

    Raises
    ------
    ValueError
        For years that are not whole or below 1, or an entry not before its years.

    Notes
    -----
    Formula: h_t = left_t / at risk_t, se = sqrt(h (1 - h) / n); S_t = prod (1 - h),
    se by Greenwood.
    Assumes: someone last seen in a year was at risk for the whole of it.
    Do not use when: dates of leaving are known to the day and matter.

    Examples
    --------
    >>> table = life_table([1, 2, 2, 3], [1, 1, 0, 1])
    >>> table.at_risk.tolist(), [round(float(h), 3) for h in table.hazard]
    ([4, 3, 1], [0.25, 0.333, 1.0])

    References
    ----------
    Singer & Willett (2003), Applied Longitudinal Data Analysis, sections 10.1-10.4.
    """
    data = as_durations(years, left, entry)
    t, began = _whole("years", data.time), np.zeros(data.time.size, dtype=np.intp)
    if t.min() < 1:
        raise ValueError(f"years must be at least 1, got {int(t.min())}.")
    if data.entry is not None:
        began = _whole("entry", data.entry)
    last = int(t.max())
    gone = np.bincount(t[data.left], minlength=last + 1)[1:]
    seen = np.bincount(t[~data.left], minlength=last + 1)[1:]
    entered = np.cumsum(np.bincount(np.maximum(began, 0), minlength=last))[:last]
    at_risk = entered - np.concatenate([[0], np.cumsum(gone + seen)[:-1]])
    n = at_risk.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = gone / n
        se_hazard = np.sqrt(hazard * (1.0 - hazard) / n)
        survival = np.cumprod(1.0 - np.where(n > 0, hazard, 0.0))
        terms = np.where(gone > 0, gone / (n * (n - gone)), 0.0)
        se = np.where(survival > 0, survival * np.sqrt(np.cumsum(terms)), np.nan)
    return LifeTable(
        year=np.arange(1.0, last + 1),
        at_risk=at_risk,
        left=gone,
        censored=seen,
        hazard=hazard,
        se_hazard=se_hazard,
        survival=np.asarray(survival, dtype=np.float64),
        se_survival=se,
        n=t.size,
        method="life table",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonYears:
    """One row per person and year at risk: indices of the person, the year, the event."""

    person: Indices
    year: Indices
    left: npt.NDArray[np.int64]


def person_years(
    years: ArrayLike, left: ArrayLike, *, entry: ArrayLike | None = None
) -> PersonYears:
    """Spread durations over one row per person and year at risk.

    Parameters
    ----------
    years, left, entry
        As in ``life_table``.

    Returns
    -------
    PersonYears
        Ordered by person and year; ``person`` indexes the rows of the input, so that
        covariates follow by ``x[rows.person]``.

    Raises
    ------
    ValueError
        As ``life_table``.

    Notes
    -----
    Formula: years entry + 1 to years; the event is 1 in the last of those who left.
    Assumes: as ``life_table``.
    Do not use when: as ``life_table``.

    Examples
    --------
    >>> rows = person_years([2, 3], [1, 0], entry=[0, 1])
    >>> rows.person.tolist(), rows.year.tolist(), rows.left.tolist()
    ([0, 0, 1, 1], [1, 2, 2, 3], [0, 1, 0, 0])

    References
    ----------
    Singer & Willett (2003), section 10.5.
    """
    data = as_durations(years, left, entry)
    last = _whole("years", data.time)
    first = np.zeros_like(last) if data.entry is None else _whole("entry", data.entry)
    if last.min() < 1:
        raise ValueError(f"years must be at least 1, got {int(last.min())}.")
    spans = last - first
    person = np.repeat(np.arange(last.size), spans)
    offset = np.arange(person.size) - np.repeat(np.cumsum(spans) - spans, spans)
    year = np.repeat(first, spans) + offset + 1
    event = (year == last[person]) & data.left[person]
    return PersonYears(person=person, year=year, left=event.astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardEffect:
    """One coefficient of a hazard model, and its exponential.

    ``ratio`` is an odds ratio for "logit" and a hazard ratio for "cloglog".
    """

    name: str
    estimate: float
    se: float
    interval: Interval
    statistic: float
    dof: float
    p_value: float
    ratio: float
    n: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardModel:
    """A fitted discrete-time hazard model.

    ``effects`` are the years' intercepts (named by year), then the covariates;
    ``covariance`` is theirs. ``deviance`` is minus twice the log likelihood.
    """

    effects: tuple[HazardEffect, ...]
    covariance: Matrix
    deviance: float
    aic: float
    n: int
    n_left: int
    n_clusters: int
    method: str


def discrete_hazard(
    left: ArrayLike,
    year: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    names: tuple[str, ...] | None = None,
    link: str = "logit",
    cluster: ArrayLike | None = None,
    kind: str = "model",
    confidence: float = 0.95,
) -> HazardModel:
    """Fit the yearly chance of leaving, with covariates that may change by year.

    Parameters
    ----------
    left
        For each person and year at risk: 1 if the person left in it, else 0.
    year
        The year of each row; each distinct year gets its own intercept.
    covariates
        n by q, without a constant.
    names
        q names; "x1", "x2", … by default.
    link
        "logit" (odds of leaving), or "cloglog" (hazard ratios as in Cox's model, if
        leaving happens throughout the year).
    cluster
        Label of each row's cluster (person, school or district).
    kind
        "model" for the inverse information, or a robust variance for clusters:
        "CR0", "CR1", "CR1p", "CR1S", "CR2" or "CR3".
    confidence
        Level of the intervals.

    Returns
    -------
    HazardModel

    Raises
    ------
    ValueError
        If somebody leaves in none or all of a year's rows (its intercept is infinite:
        join years, or drop rows), a covariate separates, or the clusters are missing.

    Notes
    -----
    Formula: link(h_it) = a_t + x_it b, the binomial likelihood over rows.
    Assumes: being last seen says nothing about leaving later; effects are the same in
    every year.
    Do not use when: leaving is known only within several years (use
    ``interval_hazard``).

    Examples
    --------
    >>> rows = person_years([1, 2, 2, 1, 2, 2, 1, 2], [1, 1, 0, 1, 0, 1, 0, 0])
    >>> treated = [0, 0, 0, 0, 1, 1, 1, 1]
    >>> x = [[treated[i]] for i in rows.person]
    >>> fit = discrete_hazard(rows.left, rows.year, x, names=("program",))
    >>> [effect.name for effect in fit.effects], round(fit.effects[2].ratio, 3)
    (['1', '2', 'program'], 0.135)

    References
    ----------
    Singer & Willett (2003), Applied Longitudinal Data Analysis, chapters 11-12.
    Prentice & Gloeckler (1978), Biometrics 34(1), on the complementary log-log.
    """
    y, when = as_vector("left", left, min_size=2), as_vector("year", year)
    same_length(left=y, year=when)
    one_of("link", link, LINKS)
    one_of("kind", kind, ("model", *robust.KINDS))
    between("confidence", confidence, 0.0, 1.0)
    design, labels = _design(y, when, covariates, names)
    fit = fit_binary(y, design, link=link)
    covariance = np.asarray(np.linalg.inv(fit.information), dtype=np.float64)
    dof, n_clusters = np.full(len(covariance), np.inf), y.size
    if kind != "model":
        if cluster is None:
            raise ValueError(f"cluster is needed for kind {kind!r}.")
        sandwich = _sandwich(fit, design, np.asarray(cluster), kind)
        tests = robust.coefficient_tests(sandwich, fit.coefficients)
        covariance, dof, n_clusters = (
            sandwich.covariance,
            tests.dof,
            sandwich.n_clusters,
        )
    return HazardModel(
        effects=effects_of(
            labels,
            fit.coefficients,
            covariance,
            dof=dof,
            n=y.size,
            method=f"{link}, {kind}",
            confidence=confidence,
        ),
        covariance=covariance,
        deviance=-2.0 * fit.log_likelihood,
        aic=-2.0 * fit.log_likelihood + 2.0 * len(labels),
        n=y.size,
        n_left=int(y.sum()),
        n_clusters=n_clusters,
        method=f"discrete-time hazard, {link}, {kind}",
    )


def _design(
    y: Vector, when: Vector, covariates: ArrayLike | None, names: tuple[str, ...] | None
) -> tuple[Matrix, list[str]]:
    years, codes = np.unique(when, return_inverse=True)
    gone, rows = np.bincount(codes, y), np.bincount(codes)
    flat = (gone == 0) | (gone == rows)
    if flat.any():
        which = int(np.argmax(flat))
        raise ValueError(
            f"year {years[which]:g}: {int(gone[which])} of {int(rows[which])} leave, so"
            " its chance cannot be modeled; join it with another year or drop its rows."
        )
    blocks = [np.equal.outer(codes, np.arange(years.size)).astype(np.float64)]
    labels = [f"{year:g}" for year in years]
    if covariates is not None:
        given = np.asarray(covariates)
        X = as_matrix("covariates", given[:, None] if given.ndim == 1 else given)
        same_length(left=y, covariates=X)
        blocks.append(X)
        labels += named("names", names, X.shape[1])
    return np.hstack(blocks), labels


def named(argument: str, names: tuple[str, ...] | None, count: int) -> list[str]:
    """Return the given names, or numbered ones."""
    if names is None:
        return [f"x{number}" for number in range(1, count + 1)]
    if len(names) != count:
        raise ValueError(f"{argument} has {len(names)} names for {count} covariates.")
    return list(names)


def _sandwich(
    fit: BinaryFit, X: Matrix, labels: npt.NDArray[np.generic], kind: str
) -> robust.RobustCovariance:
    """Return the sandwich with the correction on weighted residuals.

    That form's memory is linear in the person-years.
    """
    root = np.sqrt(fit.variance)
    return robust.cluster_robust(
        (fit.slope / root)[:, None] * X, fit.residuals / root, labels, kind=kind
    )


def effects_of(
    names: list[str],
    estimates: Vector,
    covariance: Matrix,
    *,
    dof: Vector,
    n: int,
    method: str,
    confidence: float,
) -> tuple[HazardEffect, ...]:
    """Return one effect per coefficient."""
    se = np.sqrt(np.diag(covariance))
    margins = t_quantile(0.5 + confidence / 2.0, dof) * se
    tails = t_tail(np.abs(estimates / se), dof)
    return tuple(
        HazardEffect(
            name=name,
            estimate=float(b),
            se=float(s),
            interval=Interval(
                lower=float(b - m), upper=float(b + m), confidence=confidence
            ),
            statistic=float(b / s),
            dof=float(nu),
            p_value=float(2.0 * tail),
            ratio=float(np.exp(b)),
            n=n,
            method=method,
        )
        for name, b, s, m, nu, tail in zip(
            names, estimates, se, margins, dof, tails, strict=True
        )
    )


def _whole(name: str, values: Vector) -> Indices:
    broken = np.flatnonzero(values % 1)
    if broken.size:
        index = int(broken[0])
        raise ValueError(
            f"{name} must be whole, got {float(values[index])!r} at position {index}."
        )
    return values.astype(np.intp)
