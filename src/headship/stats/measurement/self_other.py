"""How a leader's own view and the views of others together relate to an outcome."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._student import two_sided_p
from headship.stats._validate import ArrayLike, Matrix, Vector
from headship.stats.results import Interval

NAMES = ("intercept", "self", "other", "self^2", "self*other", "other^2")
FEATURES = ("a1", "a2", "a3", "a4", "a5")
# Along the line of agreement self = other, along the line of disagreement
# self = -other, and the difference of the curvatures of self and other.
_FEATURE_WEIGHTS = np.array(
    [
        [0, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 1, 1],
        [0, 1, -1, 0, 0, 0],
        [0, 0, 0, 1, -1, 1],
        [0, 0, 0, 1, 0, -1],
    ],
    dtype=np.float64,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One figure of a response surface with its t test."""

    estimate: float
    se: float
    interval: Interval
    t: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseSurface:
    """A quadratic surface of an outcome over self- and other-ratings.

    ``coefficients`` are by name ("self", "other", "self^2" ...). ``features``: a1 and
    a2 are slope and curvature where self and others agree, a3 and a4 where they
    disagree (self above others to the right), a5 the difference of the two
    curvatures. ``stationary`` is the surface's flat point (self, other), None if
    there is none.
    """

    coefficients: dict[str, Coefficient]
    features: dict[str, Coefficient]
    stationary: tuple[float, float] | None
    r2: float
    f: float
    p_value: float
    n: int
    dof: int
    centers: tuple[float, float]
    method: str


def response_surface(
    self_ratings: ArrayLike,
    other_ratings: ArrayLike,
    outcome: ArrayLike,
    *,
    center: float | None = None,
    errors: Literal["classical", "hc3"] = "classical",
    confidence: float = 0.95,
) -> ResponseSurface:
    """Relate an outcome to self- and other-ratings without forming differences.

    Parameters
    ----------
    self_ratings, other_ratings, outcome : array of shape (n leaders,)
        One value per leader; a leader with NaN in any is left out.
    center : float, optional
        Point of the scale that both ratings are centered at, usually its middle; 0
        for ratings that are centered already. Left out, their common mean.
    errors : {"classical", "hc3"}
        Standard errors with equal residual variance, or without that assumption.
    confidence : float
        Coverage of the intervals.

    Returns
    -------
    ResponseSurface

    Raises
    ------
    ValueError
        If lengths differ, fewer than seven leaders are complete, or the ratings
        allow no surface (such as self equal to other throughout).

    Notes
    -----
    Formula: outcome = b0 + b1 S + b2 O + b3 S^2 + b4 S O + b5 O^2; a1 = b1 + b2,
    a2 = b3 + b4 + b5, a3 = b1 - b2, a4 = b3 - b4 + b5, a5 = b3 - b5, with errors from
    the coefficients' covariances.

    Assumes: both ratings on one scale; independent leaders; ratings without error (a
    mean of few raters flattens the surface).

    Do not use when: fewer than a hundred leaders; the curvatures are then unstable.

    Examples
    --------
    >>> rng = np.random.default_rng(2)
    >>> own, others = rng.normal(size=(2, 300))
    >>> outcome = others - 0.5 * (own - others) ** 2 + rng.normal(size=300)
    >>> surface = response_surface(own, others, outcome, center=0)
    >>> [round(surface.features[name].estimate, 1) for name in FEATURES]
    [1.0, 0.0, -1.1, -2.1, 0.0]

    References
    ----------
    Edwards and Parry (1993), eq. 3 and 6 to 10. Shanock et al. (2010), table 2.
    """
    _validate.one_of("errors", errors, ["classical", "hc3"])
    confidence = _validate.between("confidence", confidence, 0, 1)
    own, other, y = _complete(self_ratings, other_ratings, outcome)
    middle = float((own.mean() + other.mean()) / 2)
    if center is not None:
        middle = _validate.number("center", center)
    s, o = own - middle, other - middle
    x = np.column_stack([np.ones_like(s), s, o, s * s, s * o, o * o])
    n, dof = len(y), len(y) - x.shape[1]
    if np.linalg.matrix_rank(x / np.sqrt((x**2).sum(axis=0))) < x.shape[1]:
        raise ValueError("self and other ratings are too alike to fit a surface.")
    left, size, right = np.linalg.svd(x, full_matrices=False)
    b = right.T @ ((left.T @ y) / size)
    residual = y - x @ b
    root = right.T / size
    sse, sst = float(residual @ residual), float(((y - y.mean()) ** 2).sum())
    if sst == 0:
        raise ValueError(f"outcome must vary, all are {float(y[0])!r}.")
    if errors == "hc3":
        leverage = (left**2).sum(axis=1)
        scaled = left * (residual / np.maximum(1 - leverage, 1e-10))[:, None]
        covariance = root @ (scaled.T @ scaled) @ root.T
    else:
        covariance = root @ root.T * (sse / dof)
    f = (sst - sse) / (x.shape[1] - 1) / (sse / dof) if sse > 0 else np.inf
    return ResponseSurface(
        coefficients=_table(
            NAMES, np.eye(6), b, covariance, dof=dof, confidence=confidence
        ),
        features=_table(
            FEATURES, _FEATURE_WEIGHTS, b, covariance, dof=dof, confidence=confidence
        ),
        stationary=_stationary(b),
        r2=1 - sse / sst,
        f=f,
        p_value=float(special.fdtrc(x.shape[1] - 1, dof, f)),
        n=n,
        dof=dof,
        centers=(middle, middle),
        method=f"least squares, {errors} errors",
    )


def rating_patterns(
    self_ratings: ArrayLike, other_ratings: ArrayLike, *, cutoff: float = 0.5
) -> npt.NDArray[np.str_]:
    """Sort leaders into over-raters, under-raters and those in agreement.

    Parameters
    ----------
    self_ratings, other_ratings : array of shape (n leaders,)
        One value per leader; at least three leaders.
    cutoff : float
        Difference of standardized ratings from which views differ.

    Returns
    -------
    array of shape (n leaders,)
        "over", "agree" or "under".

    Raises
    ------
    ValueError
        If lengths differ or ratings do not vary.

    Notes
    -----
    Formula: over if z(self) - z(other) is above the cutoff, under if below minus it;
    z within this sample, so the sorting is relative to these leaders.

    Assumes: nothing; a description.

    Do not use when: one leader is to be told so; ``self_other_gap`` has an interval.

    Examples
    --------
    >>> rating_patterns([5, 3, 2, 4], [2, 3, 4, 3.9]).tolist()
    ['over', 'agree', 'under', 'agree']

    References
    ----------
    Fleenor, McCauley and Brutus (1996), section "Measures".
    """
    own = _validate.as_vector("self_ratings", self_ratings, min_size=3)
    other = _validate.as_vector("other_ratings", other_ratings, min_size=3)
    _validate.same_length(self_ratings=own, other_ratings=other)
    cutoff = _validate.positive("cutoff", cutoff)
    for name, values in (("self_ratings", own), ("other_ratings", other)):
        if np.ptp(values) == 0:
            raise ValueError(f"{name} must vary, all are {float(values[0])!r}.")
    gap = (own - own.mean()) / own.std(ddof=1)
    gap -= (other - other.mean()) / other.std(ddof=1)
    return np.where(gap > cutoff, "over", np.where(gap < -cutoff, "under", "agree"))


def _complete(
    self_ratings: ArrayLike, other_ratings: ArrayLike, outcome: ArrayLike
) -> tuple[Vector, Vector, Vector]:
    arrays = {
        "self_ratings": np.asarray(self_ratings, dtype=np.float64),
        "other_ratings": np.asarray(other_ratings, dtype=np.float64),
        "outcome": np.asarray(outcome, dtype=np.float64),
    }
    if len({array.shape for array in arrays.values()}) > 1:
        shapes = {name: array.shape for name, array in arrays.items()}
        raise ValueError(f"shapes differ: {shapes}.")
    known = ~np.isnan(sum(arrays.values()))
    own, other, y = (
        _validate.as_vector(name, array[known], min_size=7)
        for name, array in arrays.items()
    )
    return own, other, y


def _table(
    names: tuple[str, ...],
    weights: Matrix,
    b: Vector,
    covariance: Matrix,
    *,
    dof: int,
    confidence: float,
) -> dict[str, Coefficient]:
    quantile = float(special.stdtrit(dof, 0.5 + confidence / 2))
    table = {}
    for name, weight in zip(names, weights, strict=True):
        estimate = float(weight @ b)
        se = float(np.sqrt(max(weight @ covariance @ weight, 0.0)))
        t = estimate / se if se > 0 else np.inf
        half = quantile * se
        table[name] = Coefficient(
            estimate=estimate,
            se=se,
            interval=Interval(
                lower=estimate - half, upper=estimate + half, confidence=confidence
            ),
            t=t,
            p_value=two_sided_p(t, dof),
        )
    return table


def _stationary(b: Vector) -> tuple[float, float] | None:
    determinant = 4 * b[3] * b[5] - b[4] ** 2
    scale = float(np.abs(b[3:]).max()) ** 2
    if abs(determinant) <= 1e-10 * scale:
        return None
    own = (b[2] * b[4] - 2 * b[1] * b[5]) / determinant
    other = (b[1] * b[4] - 2 * b[2] * b[3]) / determinant
    return float(own), float(other)
