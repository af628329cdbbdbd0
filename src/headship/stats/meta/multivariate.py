"""Several outcomes per study with known sampling covariances."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._clusters import Clusters, Stack, Working, as_clusters, stacked
from headship.stats._scipy import special
from headship.stats._student import t_quantile, t_tail
from headship.stats._validate import Matrix, Vector, between, one_of
from headship.stats.meta import _joint
from headship.stats.meta._studies import Studies, as_studies
from headship.stats.meta.regression import Omnibus, omnibus

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultivariateFit:
    """Coefficients (p,) and the covariance ``G`` of true effects across outcomes.

    Rows and columns of ``G`` and ``correlation`` follow ``outcomes`` (sorted).
    ``data`` is what robust tests are computed from.
    """

    estimate: Vector
    se: Vector
    statistic: Vector
    dof: float
    p_value: Vector
    lower: Vector
    upper: Vector
    confidence: float
    covariance: Matrix
    G: Matrix
    correlation: Matrix
    outcomes: tuple[str, ...]
    q: float
    q_dof: int
    q_p_value: float
    moderators: Omnibus
    log_likelihood: float
    n: int
    n_clusters: int
    method: str
    test: str
    data: "Outcomes"

    def marginal(self, stack: Stack) -> Array:
        """Return the (m, n, n) marginal covariances of one stack of studies."""
        V = stacked("covariances", self.data.sampling, stack)
        return _joint.marginal(V, self.G, self.data.codes[stack.rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The checked input of a multivariate fit."""

    studies: Studies
    groups: Clusters
    sampling: Working
    codes: npt.NDArray[np.intp]


def multivariate(
    effects: npt.ArrayLike,
    covariances: Sequence[npt.ArrayLike] | npt.NDArray[np.float64],
    studies: npt.ArrayLike,
    outcomes: npt.ArrayLike,
    *,
    moderators: npt.ArrayLike | None = None,
    structure: str = "unstructured",
    method: str = "REML",
    confidence: float = 0.95,
) -> MultivariateFit:
    """Pool several outcomes at once, borrowing strength across them.

    Parameters
    ----------
    effects : array, shape (k,)
        One estimate per study and outcome.
    covariances : sequence of (n_j, n_j) arrays, or array (k,)
        Sampling covariance of each study, in the order of the sorted labels, rows in
        their own order; a vector means independent sampling errors.
    studies, outcomes : array, shape (k,)
        Labels.
    moderators : array, shape (k, m), optional
        The whole design; by default one mean per outcome, in sorted order.
    structure : {"unstructured", "diagonal"}
        Of the covariance of true effects.
    method : {"REML", "ML"}
        Estimator.
    confidence : float
        Level of the intervals.

    Returns
    -------
    MultivariateFit

    Raises
    ------
    ValueError
        If there are fewer than 2 studies, a covariance is not positive definite, no
        study has two outcomes (unstructured), or the input is bad.

    Notes
    -----
    Formula: ``y_j ~ N(X_j b, V_j + Z_j G Z_j')`` with ``G`` over outcomes.
    Assumes: normal true effects; V known.
    Do not use when: covariances are guesses; use ``correlated_effects`` and
    ``robust_tests``.

    Examples
    --------
    >>> y = [0.3, 0.4, 0.2, 0.5, 0.5, 0.7, 0.1, 0.2]
    >>> V = [[[0.02, 0.01], [0.01, 0.02]]] * 4
    >>> found = multivariate(y, V, [1, 1, 2, 2, 3, 3, 4, 4], ["a", "b"] * 4)
    >>> found.estimate.round(4).tolist(), found.outcomes
    ([0.275, 0.45], ('a', 'b'))

    References
    ----------
    Berkey et al. (1998). Statistics in Medicine 17, section 2. Jackson, Riley & White
    (2011). Statistics in Medicine 30.
    """
    one_of("structure", structure, ("unstructured", "diagonal"))
    one_of("method", method, ("REML", "ML"))
    between("confidence", confidence, 0, 1)
    kinds = as_clusters("outcomes", outcomes, len(np.asarray(effects)))
    design = (
        np.eye(len(kinds.labels))[kinds.codes] if moderators is None else moderators
    )
    # Variances are checked here; the blocks are checked when they are stacked.
    groups = as_clusters("studies", studies, len(kinds.codes))
    sampling, variances = _sampling(covariances, groups)
    checked = as_studies(effects, variances, design, intercept=False)
    if len(groups.labels) < 2:
        raise ValueError(f"studies needs at least 2 studies, got {len(groups.labels)}.")
    if structure == "unstructured":
        _connected(groups, kinds)
    data = Outcomes(
        studies=checked, groups=groups, sampling=sampling, codes=kinds.codes
    )
    joint = _joint.Joint.of(
        checked, groups, sampling, kinds.codes, diagonal=structure == "diagonal"
    )
    restricted = method == "REML"
    start = np.full(len(kinds.labels), _start(checked))
    G, here = _joint.maximize(joint, start, restricted=restricted)
    zero = _joint.evaluate(joint, np.zeros(len(joint.cells[0])), restricted=False)
    q = _q(joint, zero)
    names = tuple(str(label) for label in kinds.labels)
    return _result(data, G, here, _Named(names, method, confidence, q))


@dataclass(frozen=True, slots=True)
class _Named:
    outcomes: tuple[str, ...]
    method: str
    confidence: float
    q: float


def _sampling(
    covariances: Sequence[npt.ArrayLike] | npt.NDArray[np.float64], groups: Clusters
) -> tuple[Working, Vector]:
    """Return the blocks, and the variances on their diagonals row by row."""
    if isinstance(covariances, np.ndarray) and covariances.ndim == 1:
        return covariances, covariances
    blocks = [np.asarray(block, dtype=np.float64) for block in covariances]
    if len(blocks) != len(groups.labels):
        raise ValueError(
            f"covariances needs one matrix for each of {len(groups.labels)} studies, "
            f"got {len(blocks)}."
        )
    variances = np.empty(len(groups.codes))
    for stack in groups.stacks():
        V = stacked("covariances", blocks, stack)
        variances[stack.rows] = np.einsum("mii->mi", V)
    return blocks, variances


def _connected(groups: Clusters, kinds: Clusters) -> None:
    """Raise unless each pair of outcomes meets in some study."""
    seen = np.zeros((len(groups.labels), len(kinds.labels)))
    seen[groups.codes, kinds.codes] = 1
    apart = np.argwhere(seen.T @ seen == 0)
    if apart.size:
        a, b = (str(kinds.labels[i]) for i in apart[0])
        raise ValueError(
            f"outcomes {a!r} and {b!r} meet in no study: their covariance has no "
            "estimate; use structure 'diagonal'."
        )


def _start(studies: Studies) -> float:
    r = studies.y - studies.Q @ (studies.Q.T @ studies.y)
    spread = float(r @ r) / (studies.k - studies.p)
    return max(spread - float(studies.v.mean()), 0.1 * spread, 1e-8)


def _q(joint: _joint.Joint, zero: _joint.Evaluated) -> float:
    """Return the Q of the sampling covariances alone, from the likelihood at G = 0."""
    determinant = sum(float(np.linalg.slogdet(h.V)[1].sum()) for h in joint.held)
    return float(-2 * zero.value - joint.k * np.log(2 * np.pi) - determinant)


def _result(
    data: Outcomes, G: Matrix, here: _joint.Evaluated, named: _Named
) -> MultivariateFit:
    studies, back = data.studies, data.studies.back
    estimate, covariance = back @ here.gamma, back @ here.M @ back.T
    se = np.sqrt(np.diag(covariance))
    z = estimate / se
    half = t_quantile((1 + named.confidence) / 2, np.inf) * se
    sd = np.sqrt(np.diag(G))
    scale = np.outer(sd, sd)
    dof = studies.k - studies.p
    return MultivariateFit(
        estimate=estimate,
        se=se,
        statistic=z,
        dof=np.inf,
        p_value=2 * t_tail(np.abs(z), np.inf),
        lower=estimate - half,
        upper=estimate + half,
        confidence=named.confidence,
        covariance=covariance,
        G=G,
        correlation=np.where(scale > 0, G / np.where(scale > 0, scale, 1), np.nan),
        outcomes=named.outcomes,
        q=named.q,
        q_dof=dof,
        q_p_value=float(special.chdtrc(dof, named.q)),
        moderators=omnibus(estimate, covariance, np.inf, skip=0),
        log_likelihood=here.value,
        n=studies.k,
        n_clusters=len(data.groups.labels),
        method=named.method,
        test="normal",
        data=data,
    )
