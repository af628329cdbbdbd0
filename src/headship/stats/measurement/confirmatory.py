"""Does a questionnaire measure what it was written to measure?"""

from dataclasses import dataclass
from math import log, pi, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import linalg, special
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.measurement import _covariance, _groups
from headship.stats.results import Interval

MOST_STEPS = 500
Scaling = Literal["unit", "marker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmatoryFit:
    """A fitted factor model in which each item belongs to one factor.

    ``loadings``, ``residuals`` and their standard errors run parallel to the items,
    ``standardized`` holds loadings with items and factors at variance 1;
    ``factor_cov`` is parallel to ``factors``. A residual variance below zero
    (``improper``) says that the model or the sample is too small. ``rmsea_interval``
    covers 90 %.
    """

    factors: npt.NDArray[np.generic]
    loadings: Vector
    loadings_se: Vector
    residuals: Vector
    residuals_se: Vector
    factor_cov: Matrix
    factor_cov_se: Matrix
    standardized: Vector
    chi_square: float
    dof: int
    p_value: float | None
    cfi: float
    tli: float | None
    rmsea: float | None
    rmsea_interval: Interval | None
    srmr: float
    log_likelihood: float
    aic: float
    bic: float
    n: int
    improper: bool
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """Positions of the free parameters: loadings, factor (co)variances, residuals."""

    of_item: npt.NDArray[np.intp]
    n_factors: int
    free_loading: npt.NDArray[np.intp]
    factor_pair: npt.NDArray[np.intp]

    @property
    def p(self) -> int:
        return len(self.of_item)

    @property
    def size(self) -> int:
        return len(self.free_loading) + len(self.factor_pair) + self.p


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    loading: Vector
    factor_cov: Matrix
    residual: Vector


def confirmatory_factors(
    covariance: ArrayLike,
    *,
    factors: ArrayLike,
    n: int,
    scaling: Scaling = "unit",
) -> ConfirmatoryFit:
    """Fit a model in which each item measures the one factor it is assigned to.

    Parameters
    ----------
    covariance : array of shape (p, p)
        Sample covariances (with n - 1) of complete answers.
    factors : array of shape (p,)
        The factor of each item; factors correlate freely.
    n : int
        Number of persons.
    scaling : {"unit", "marker"}
        ``"unit"`` sets each factor's variance to 1, ``"marker"`` its first item's
        loading. Fit is the same.

    Returns
    -------
    ConfirmatoryFit

    Raises
    ------
    ValueError
        If the matrix is not positive definite, the model has more parameters than
        the matrix, a factor has a single item, or no solution is found.

    Notes
    -----
    Formula: minimize log|S| + tr(C S^-1) with S = L Phi L' + diag(residuals) and C the
    covariances with divisor n; chi-square is n times the minimum's distance. CFI and
    TLI compare with unrelated items; RMSEA is sqrt((chi - dof) / (n dof)); SRMR is
    Bentler's. Standard errors use expected information.

    Assumes: normal answers; unrelated residuals.

    Do not use when: items have few options and skewed answers (chi-square is then
    too large), or the model was chosen on the same data.

    Examples
    --------
    >>> corr = [[1, .49, .42, .21], [.49, 1, .42, .21],
    ...         [.42, .42, 1, .18], [.21, .21, .18, 1]]
    >>> fit = confirmatory_factors(corr, factors=["a"] * 4, n=200)
    >>> fit.standardized.round(2).tolist(), round(fit.cfi, 2)
    ([0.7, 0.7, 0.6, 0.3], 1.0)

    References
    ----------
    Joreskog (1969). Bentler (1990), eq. 14. Steiger (1990). Browne and Cudeck
    (1993), section on intervals.
    """
    _validate.one_of("scaling", scaling, ["unit", "marker"])
    size = _validate.integer("n", n, minimum=3)
    sample = _covariance.square("covariance", covariance) * (size - 1) / size
    groups = _groups.index(factors, len(sample), name="factors")
    if (groups.sizes < 2).any():
        alone = groups.labels[int(groups.sizes.argmin())]
        raise ValueError(f"factors needs two items for each, {alone} has one.")
    if linalg.eigvalsh(sample, subset_by_index=[0, 0])[0] <= 0:
        raise ValueError("covariance must be positive definite.")
    sd = np.sqrt(np.diag(sample))
    model = _model(groups, "unit")
    if model.size > model.p * (model.p + 1) // 2:
        raise ValueError(
            f"the model has {model.size} parameters, more than {model.p} items allow."
        )
    # Correlations first: the search is then independent of the items' units.
    state = _minimize(model, _start(sample / np.outer(sd, sd), groups), sample, sd)
    if scaling == "marker":
        model, state = _model(groups, "marker"), _marked(groups, state)
    information = _information(model, state)
    errors = np.sqrt(np.diag(2 * linalg.pinvh(information)) / size)
    return _report(
        model,
        state,
        errors,
        sample,
        n=size,
        labels=groups.labels,
        scaling=scaling,
    )


def _model(groups: _groups.Groups, scaling: Scaling) -> _Model:
    k = groups.n
    rows, columns = np.tril_indices(k, 0 if scaling == "marker" else -1)
    first = [int(np.flatnonzero(groups.of_row == f)[0]) for f in range(k)]
    marked = first if scaling == "marker" else []
    free = np.setdiff1d(np.arange(len(groups.of_row)), marked)
    return _Model(
        of_item=groups.of_row,
        n_factors=k,
        free_loading=free.astype(np.intp),
        factor_pair=np.column_stack([rows, columns]).astype(np.intp),
    )


def _start(corr: Matrix, groups: _groups.Groups) -> _State:
    loading = np.empty(len(corr))
    for factor in range(groups.n):
        items = np.flatnonzero(groups.of_row == factor)
        block = corr[np.ix_(items, items)]
        values, vectors = linalg.eigh(block)
        main = vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1)
        loading[items] = np.clip(main * sqrt(values[-1]), -0.9, 0.9) * 0.9
    lifted = np.zeros((len(corr), groups.n))
    lifted[np.arange(len(corr)), groups.of_row] = loading
    score = lifted.T @ corr @ lifted
    phi = np.clip(_covariance.to_correlation(score), -0.8, 0.8)
    np.fill_diagonal(phi, 1.0)
    # Averages of items correlate less than their factors; half way is safe.
    phi = (phi + np.eye(groups.n)) / 2
    return _State(loading=loading, factor_cov=phi, residual=1 - loading**2)


def _minimize(model: _Model, start: _State, sample: Matrix, sd: Vector) -> _State:
    """Scale to correlations, take scoring steps with halving, and scale back."""
    corr = sample / np.outer(sd, sd)
    state, value = start, _value(_implied(model, start), corr)
    for _ in range(MOST_STEPS):
        gradient = _gradient(model, state, corr)
        step = linalg.pinvh(_information(model, state)) @ gradient
        gain = float(gradient @ step)
        if gain < 1e-16:
            break
        for halving in range(40):
            moved = _moved(model, state, step * 0.5**halving)
            lower = _value(_implied(model, moved), corr)
            if lower < value:
                break
        else:
            break
        state, value = moved, lower
    if gain > 1e-8:
        raise ValueError(f"the factor model did not converge, decrement {gain!r}.")
    return _State(
        loading=state.loading * sd,
        factor_cov=state.factor_cov,
        residual=state.residual * sd**2,
    )


def _moved(model: _Model, state: _State, step: Vector) -> _State:
    n_loading, n_pair = len(model.free_loading), len(model.factor_pair)
    loading, residual = state.loading.copy(), state.residual.copy()
    factor_cov = state.factor_cov.copy()
    loading[model.free_loading] -= step[:n_loading]
    for (i, j), change in zip(model.factor_pair, step[n_loading:], strict=False):
        factor_cov[i, j] -= change
        factor_cov[j, i] = factor_cov[i, j]
    residual -= step[n_loading + n_pair :]
    return _State(loading=loading, factor_cov=factor_cov, residual=residual)


def _implied(model: _Model, state: _State) -> Matrix:
    between = state.factor_cov[np.ix_(model.of_item, model.of_item)]
    implied: Matrix = np.outer(state.loading, state.loading) * between
    return implied + np.diag(state.residual)


def _value(implied: Matrix, sample: Matrix) -> float:
    try:
        factor = linalg.cho_factor(implied)
    except linalg.LinAlgError:
        return float("inf")
    log_determinant = 2 * float(np.log(np.diag(factor[0])).sum())
    return log_determinant + float(np.trace(linalg.cho_solve(factor, sample)))


def _derivatives(model: _Model, state: _State) -> npt.NDArray[np.float64]:
    """Return the derivative of the implied covariances for each free parameter."""
    p, n_loading, n_pair = model.p, len(model.free_loading), len(model.factor_pair)
    change = np.zeros((model.size, p, p))
    for row, item in enumerate(model.free_loading):
        line = state.loading * state.factor_cov[model.of_item, model.of_item[item]]
        change[row, item] += line
        change[row, :, item] += line
    by_factor = np.zeros((model.n_factors, p))
    by_factor[model.of_item, np.arange(p)] = state.loading
    for row, (i, j) in enumerate(model.factor_pair, start=n_loading):
        product = np.outer(by_factor[i], by_factor[j])
        change[row] = product if i == j else product + product.T
    diagonal = np.arange(p)
    change[n_loading + n_pair + diagonal, diagonal, diagonal] = 1
    return change


def _gradient(model: _Model, state: _State, sample: Matrix) -> Vector:
    precision = linalg.inv(_implied(model, state))
    weight = precision - precision @ sample @ precision
    flat = _derivatives(model, state).reshape(model.size, -1)
    gradient: Vector = flat @ weight.ravel()
    return gradient


def _information(model: _Model, state: _State) -> Matrix:
    """Return tr(P dA P dB) for all pairs of parameters."""
    precision = linalg.inv(_implied(model, state))
    product = precision @ _derivatives(model, state)
    left = product.reshape(model.size, -1)
    right = product.transpose(0, 2, 1).reshape(model.size, -1)
    information: Matrix = left @ right.T
    return information


def _marked(groups: _groups.Groups, state: _State) -> _State:
    first = [int(np.flatnonzero(groups.of_row == f)[0]) for f in range(groups.n)]
    scale = state.loading[first]
    if (np.abs(scale) < 1e-8).any():
        raise ValueError("a factor's first item has no loading; use scaling='unit'.")
    return _State(
        loading=state.loading / scale[groups.of_row],
        factor_cov=state.factor_cov * np.outer(scale, scale),
        residual=state.residual,
    )


def _report(
    model: _Model,
    state: _State,
    errors: Vector,
    sample: Matrix,
    *,
    n: int,
    labels: npt.NDArray[np.generic],
    scaling: Scaling,
) -> ConfirmatoryFit:
    p, n_loading, n_pair = model.p, len(model.free_loading), len(model.factor_pair)
    loadings_se = np.zeros(p)
    loadings_se[model.free_loading] = errors[:n_loading]
    factor_se = np.zeros_like(state.factor_cov)
    i, j = model.factor_pair.T
    factor_se[i, j] = factor_se[j, i] = errors[n_loading : n_loading + n_pair]
    implied = _implied(model, state)
    value = _value(implied, sample)
    spread = np.sqrt(np.diag(state.factor_cov))[model.of_item]
    sd = np.sqrt(np.diag(sample))
    off = ((sample - implied) / np.outer(sd, sd))[np.tril_indices(p)]
    saturated = float(np.linalg.slogdet(sample)[1])
    chi_square = max(n * (value - saturated - p), 0.0)
    dof = p * (p + 1) // 2 - model.size
    null_chi = n * (2 * float(np.log(sd).sum()) - saturated)
    null_dof = p * (p - 1) // 2
    log_likelihood = -n / 2 * (p * log(2 * pi) + value)
    worse = max(null_chi - null_dof, chi_square - dof, 0.0)
    return ConfirmatoryFit(
        factors=labels,
        loadings=state.loading,
        loadings_se=loadings_se,
        residuals=state.residual,
        residuals_se=errors[n_loading + n_pair :],
        factor_cov=state.factor_cov,
        factor_cov_se=factor_se,
        standardized=state.loading * spread / np.sqrt(np.diag(implied)),
        chi_square=chi_square,
        dof=dof,
        p_value=float(special.chdtrc(dof, chi_square)) if dof else None,
        cfi=1 - max(chi_square - dof, 0.0) / worse if worse else 1.0,
        tli=_tucker_lewis(chi_square, dof, null_chi, null_dof),
        rmsea=sqrt(max(chi_square - dof, 0.0) / (n * dof)) if dof else None,
        rmsea_interval=_rmsea_interval(chi_square, dof, n) if dof else None,
        srmr=sqrt(float((off**2).mean())),
        log_likelihood=log_likelihood,
        aic=-2 * log_likelihood + 2 * model.size,
        bic=-2 * log_likelihood + log(n) * model.size,
        n=n,
        improper=bool((state.residual < 0).any()),
        method=f"maximum likelihood, {scaling} scaling",
    )


def _tucker_lewis(
    chi_square: float, dof: int, null_chi: float, null_dof: int
) -> float | None:
    if dof == 0 or null_chi <= null_dof:
        return None
    null = null_chi / null_dof
    return (null - chi_square / dof) / (null - 1)


def _rmsea_interval(chi_square: float, dof: int, n: int) -> Interval:
    limits = []
    for share in (0.95, 0.05):
        noncentral = 0.0
        if float(special.chdtr(dof, chi_square)) > share:
            noncentral = float(special.chndtrinc(chi_square, dof, share))
        limits.append(sqrt(noncentral / (n * dof)))
    return Interval(lower=limits[0], upper=limits[1], confidence=0.9)
