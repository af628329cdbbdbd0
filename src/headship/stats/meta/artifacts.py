"""Psychometric meta-analysis: correlations corrected for artifacts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import Vector, as_vector, one_of, same_length
from headship.stats.meta._restriction import CORRECTIONS
from headship.stats.meta._weighted import mean_of, variance_of
from headship.stats.meta.correlations import (
    Correlation,
    checked,
    rescaled,
    summary,
    uncorrected,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HunterSchmidt:
    """Bare-bones and corrected results of ``k`` studies with ``n`` people.

    ``observed`` is bare-bones (with the artifact variance taken out when artifact
    distributions are used); ``true_score`` corrects both sides, ``operational_x``
    leaves the measurement error of x in (x as a predictor), ``operational_y`` that of
    y.
    """

    barebones: Correlation
    observed: Correlation
    true_score: Correlation
    operational_x: Correlation
    operational_y: Correlation
    k: int
    n: float
    method: str


def hunter_schmidt(
    correlations: npt.ArrayLike,
    sizes: npt.ArrayLike,
    *,
    reliability_x: npt.ArrayLike | None = None,
    reliability_y: npt.ArrayLike | None = None,
    u_ratios: npt.ArrayLike | None = None,
    restriction: str = "none",
    correct_bias: bool = True,
    options: dict[str, object] | None = None,
) -> HunterSchmidt:
    """Correct each correlation for its own artifacts, then average.

    Parameters
    ----------
    correlations, sizes : array, shape (k,)
        As ``barebones``.
    reliability_x, reliability_y : array, shape (k,), optional
        Reliabilities in the samples studied, in (0, 1]; 1 when not given.
    u_ratios : array, shape (k,), optional
        Standard deviation of observed x in the sample over that in the population.
    restriction : {"none", "direct", "indirect"}
        Selection on x itself (Case II), or on something related to it (Case IV).
    correct_bias : bool
        As ``barebones``.
    options : dict, optional
        ``unbiased``, ``quantile``, ``confidence``, ``credibility`` of ``barebones``;
        ``reliability_kind`` of x under direct restriction: "internal" (alpha) or
        "alternate" (parallel forms, retest).

    Returns
    -------
    HunterSchmidt

    Raises
    ------
    ValueError
        If a reliability is outside (0, 1], u ratios are missing or impossible, or as
        ``barebones``.

    Notes
    -----
    Formula: ``rho_i = r_i / A_i``; weights ``n_i A_i^2``; error variance
    ``var_e a_i^2 / A_i^2`` with ``a_i = 1/((u^-2 - 1) r^2 + 1)`` under restriction.
    Assumes: reliabilities are of the restricted samples; selection is linear.
    Do not use when: reliabilities are known for some studies only; use
    ``artifact_distributions``.

    Examples
    --------
    >>> found = hunter_schmidt(
    ...     [0.2, 0.3, 0.5], [50, 100, 50], reliability_x=[0.8, 0.8, 0.8]
    ... )
    >>> round(found.true_score.mean, 4)
    0.3662

    References
    ----------
    Schmidt & Hunter (2015). Methods of Meta-Analysis, chapter 3. Dahlke & Wiernik
    (2019). psychmeta. Applied Psychological Measurement 43.
    """
    chosen = _defaults(options)
    r, n, levels = checked(
        correlations,
        sizes,
        chosen.quantile,
        chosen.confidence,
        chosen.credibility,
        correct_bias,
    )
    one_of("restriction", restriction, list(CORRECTIONS))
    rxx = _reliability("reliability_x", reliability_x, len(r))
    ryy = _reliability("reliability_y", reliability_y, len(r))
    u = _u_ratios(u_ratios, restriction, len(r))
    bare = uncorrected(r, n, levels, unbiased=chosen.unbiased)
    fixed = CORRECTIONS[restriction](r, rxx, ryy, u, chosen.reliability_kind)
    error = (
        (1 - bare.mean**2) ** 2 / (n - 1) * (fixed.refinement / fixed.attenuation) ** 2
    )
    weights = n * fixed.attenuation**2
    true = summary(fixed.rho, error, weights, levels, unbiased=chosen.unbiased)
    share_x = float(np.sqrt(mean_of(fixed.rxx, weights)))
    share_y = float(np.sqrt(mean_of(fixed.ryy, weights)))
    return HunterSchmidt(
        barebones=bare,
        observed=bare,
        true_score=true,
        operational_x=rescaled(true, share_x),
        operational_y=rescaled(true, share_y),
        k=len(r),
        n=float(n.sum()),
        method=f"individual, restriction {restriction}",
    )


def artifact_distributions(
    correlations: npt.ArrayLike,
    sizes: npt.ArrayLike,
    *,
    reliability_x: npt.ArrayLike | None = None,
    reliability_y: npt.ArrayLike | None = None,
    sizes_x: npt.ArrayLike | None = None,
    sizes_y: npt.ArrayLike | None = None,
    method: str = "interactive",
    options: dict[str, object] | None = None,
) -> HunterSchmidt:
    """Correct the mean correlation by distributions of reliabilities.

    Parameters
    ----------
    correlations, sizes : array, shape (k,)
        As ``barebones``.
    reliability_x, reliability_y : array, optional
        Reliabilities that were reported, of any length; 1 when not given.
    sizes_x, sizes_y : array, optional
        Sample sizes of the reliabilities; by default ``sizes`` where lengths agree.
    method : {"interactive", "taylor"}
        Cross the distributions of (rounded) root reliabilities, or a first-order
        Taylor series.
    options : dict, optional
        ``unbiased``, ``quantile``, ``confidence``, ``credibility`` of ``barebones``;
        ``decimals`` (2) to which the interactive method rounds.

    Returns
    -------
    HunterSchmidt

    Raises
    ------
    ValueError
        If a reliability is outside (0, 1], sizes do not match, or as ``barebones``.

    Notes
    -----
    Formula: mean r over the mean root reliabilities; the variance of ``rho q_x q_y``
    is taken out of the residual variance. The variance of root reliabilities is first
    freed of its own sampling error, ``(1 - q^2)^2/(n-1)``.
    Assumes: artifacts and true correlations are independent; no range restriction.
    Do not use when: each study reports its reliabilities; use ``hunter_schmidt``.

    Examples
    --------
    >>> found = artifact_distributions(
    ...     [0.2, 0.3, 0.5], [50, 100, 50], reliability_x=[0.7, 0.9], sizes_x=[80, 80]
    ... )
    >>> round(found.true_score.mean, 4)
    0.366

    References
    ----------
    Schmidt & Hunter (2015). Methods of Meta-Analysis, chapter 4. Raju & Burke (1983).
    Journal of Applied Psychology 68.
    """
    chosen = _defaults(options)
    one_of("method", method, ("interactive", "taylor"))
    r, n, levels = checked(
        correlations,
        sizes,
        chosen.quantile,
        chosen.confidence,
        chosen.credibility,
        True,
    )
    bare = uncorrected(r, n, levels, unbiased=chosen.unbiased)
    x = _roots("reliability_x", reliability_x, sizes_x, n, chosen, method)
    y = _roots("reliability_y", reliability_y, sizes_y, n, chosen, method)
    rho = bare.mean / (x.mean * y.mean)
    if method == "taylor":
        artifact = rho**2 * (y.mean**2 * x.variance + x.mean**2 * y.variance)
    else:
        grid = (rho * x.values[:, None] * y.values).ravel()
        weights = (x.weights[:, None] * y.weights).ravel()
        artifact = variance_of(grid, weights, unbiased=chosen.unbiased)
    residual = bare.variance - bare.error - artifact
    observed = Correlation(
        mean=bare.mean,
        se=bare.se,
        variance=bare.variance,
        error=bare.error,
        artifact=artifact,
        residual=residual,
        interval=bare.interval,
        credibility=levels.interval(
            bare.mean, float(np.sqrt(max(0.0, residual))), levels.credibility
        ),
    )
    return HunterSchmidt(
        barebones=bare,
        observed=observed,
        true_score=rescaled(observed, 1 / (x.mean * y.mean)),
        operational_x=rescaled(observed, 1 / y.mean),
        operational_y=rescaled(observed, 1 / x.mean),
        k=len(r),
        n=float(n.sum()),
        method=f"distributions, {method}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    unbiased: bool = True
    quantile: str = "t"
    confidence: float = 0.95
    credibility: float = 0.8
    decimals: int = 2
    reliability_kind: str = "internal"


def _defaults(options: dict[str, object] | None) -> _Chosen:
    given = options or {}
    known = set(_Chosen.__dataclass_fields__)
    if not set(given) <= known:
        raise ValueError(f"options must be among {sorted(known)}, got {sorted(given)}.")
    chosen = _Chosen(**given)  # type: ignore[arg-type]
    one_of("reliability_kind", chosen.reliability_kind, ("internal", "alternate"))
    return chosen


def _reliability(name: str, values: npt.ArrayLike | None, k: int) -> Vector:
    if values is None:
        return np.ones(k)
    found = as_vector(name, values)
    same_length(**{"correlations": np.empty(k), name: found})
    return _reliable(name, found)


def _reliable(name: str, found: Vector) -> Vector:
    bad = np.flatnonzero((found <= 0) | (found > 1))
    if bad.size:
        raise ValueError(f"{name} must lie in (0, 1], got {found[bad[0]]!r}.")
    return found


def _u_ratios(values: npt.ArrayLike | None, restriction: str, k: int) -> Vector:
    if restriction == "none":
        if values is not None:
            raise ValueError("u_ratios need restriction 'direct' or 'indirect'.")
        return np.ones(k)
    if values is None:
        raise ValueError(f"u_ratios must be given for restriction {restriction!r}.")
    u = as_vector("u_ratios", values)
    same_length(correlations=np.empty(k), u_ratios=u)
    if u.min() <= 0:
        raise ValueError(f"u_ratios must be positive, got {u.min()!r}.")
    return u


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roots:
    """The distribution of root reliabilities, freed of sampling error."""

    mean: float
    variance: float
    values: Vector
    weights: Vector


def _roots(  # noqa: PLR0917 -- private
    name: str,
    values: npt.ArrayLike | None,
    sizes: npt.ArrayLike | None,
    n: Vector,
    chosen: _Chosen,
    method: str,
) -> _Roots:
    one = np.ones(1)
    if values is None:
        return _Roots(mean=1.0, variance=0.0, values=one, weights=one)
    rel = _reliable(name, as_vector(name, values))
    own = n if sizes is None else as_vector(f"sizes of {name}", sizes)
    same_length(**{name: rel, f"sizes of {name}": own})
    q = np.sqrt(rel)
    mean = mean_of(q, own)
    variance = variance_of(q, own, unbiased=chosen.unbiased)
    residual = max(0.0, variance - mean_of((1 - mean**2) ** 2 / (own - 1), own))
    if method == "taylor":
        return _Roots(mean=mean, variance=residual, values=one, weights=one)
    coarse = np.asarray(np.round(q, chosen.decimals), dtype=np.float64)
    rounded = np.array(sorted(set(coarse.tolist())))
    weights = np.array([own[coarse == x].sum() for x in rounded])
    center = mean_of(rounded, weights)
    if residual == 0:
        rounded, weights = np.array([center]), one
    else:
        rounded = (rounded - center) * np.sqrt(residual / variance) + center
    return _Roots(mean=center, variance=residual, values=rounded, weights=weights)
