"""The effect on those who took part because they were offered to."""

from dataclasses import dataclass

import numpy as np

from headship.stats import robust
from headship.stats._student import t_quantile
from headship.stats._validate import (
    ArrayLike,
    Matrix,
    Vector,
    as_vector,
    between,
    one_of,
    same_length,
)
from headship.stats.impact._profile import orthonormal
from headship.stats.impact.components import fixed_design
from headship.stats.impact.results import Coefficient, coefficient
from headship.stats.impact.terms import Labels
from headship.stats.results import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplierEffect:
    """The effect of taking part, and the steps to it.

    ``effect`` is on compliers; ``offer`` that of being assigned (intention to treat)
    on the outcome; ``take_up`` that of being assigned on taking part; ``strength``
    the robust F of the latter. ``weak_robust`` holds the effects that the Anderson-
    Rubin test does not reject: valid however small the take-up; ``None`` when that
    set is not an interval.
    """

    effect: Coefficient
    offer: Coefficient
    take_up: Coefficient
    strength: float
    weak_robust: Interval | None
    n: int
    n_clusters: int
    method: str


def complier_effect(
    outcome: ArrayLike,
    assigned: ArrayLike,
    received: ArrayLike,
    *,
    covariates: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    kind: str = "CR2",
    confidence: float = 0.95,
) -> ComplierEffect:
    """Estimate the effect on compliers by two-stage least squares.

    Parameters
    ----------
    outcome
        The n outcomes.
    assigned
        The random assignment, 0 or 1 (or the share offered).
    received
        What was received: 0 or 1, or an amount such as sessions attended.
    covariates
        n by q, in both stages.
    cluster
        Label of each row's cluster; by default each row is its own.
    kind
        Robust variance: "CR0", "CR1", "CR1p", "CR1S", "CR2" or "CR3".
    confidence
        Level of the intervals.

    Returns
    -------
    ComplierEffect

    Raises
    ------
    ValueError
        If the assignment does not vary or does not move what was received.

    Notes
    -----
    Formula: effect = offer / take-up; its sandwich uses the design with ``received``
    replaced by its prediction from the assignment, and the residuals of the received.
    Assumes: assignment was random, changed the outcome only through what was
    received, and made nobody take part less.
    Do not use when: the offer itself may help or harm (encouragement, publicity), or
    ``strength`` is below about 10; then report ``offer`` and ``weak_robust``.

    Examples
    --------
    >>> assigned = [1, 1, 1, 1, 0, 0, 0, 0]
    >>> received = [1, 1, 1, 0, 0, 0, 0, 0]
    >>> outcome = [8.0, 7.0, 9.0, 4.0, 4.0, 5.0, 3.0, 4.0]
    >>> found = complier_effect(outcome, assigned, received)
    >>> round(found.offer.estimate, 6), round(found.effect.estimate, 6)
    (3.0, 4.0)

    References
    ----------
    Angrist, Imbens & Rubin (1996), JASA 91(434), section 3.
    Anderson & Rubin (1949), Annals of Mathematical Statistics 20(1).
    """
    y = as_vector("outcome", outcome, min_size=3)
    z, d = as_vector("assigned", assigned), as_vector("received", received)
    n = same_length(outcome=y, assigned=z, received=d)
    between("confidence", confidence, 0.0, 1.0)
    one_of("kind", kind, robust.KINDS)
    if np.ptp(z) == 0:
        raise ValueError(f"assigned is always {float(z[0])!r}; nothing was assigned.")
    fixed = fixed_design(covariates, n)
    labels = np.arange(n) if cluster is None else np.asarray(cluster)
    reduced = np.column_stack([z, fixed])
    stage = _Stage(reduced, labels, kind, confidence)
    take_up = stage.fit(d)
    if abs(take_up.estimate) < 1e-10 * (1.0 + float(np.abs(d).max())):
        raise ValueError(
            f"received does not respond to assigned (take-up {take_up.estimate:.3g})."
        )
    offer = stage.fit(y)
    fitted = reduced @ np.linalg.lstsq(reduced, d, rcond=None)[0]
    effect, n_clusters = _second_stage(
        y, d, np.column_stack([fitted, fixed]), labels, kind=kind, confidence=confidence
    )
    return ComplierEffect(
        effect=effect,
        offer=offer,
        take_up=take_up,
        strength=take_up.statistic**2 if take_up.se > 0 else float("inf"),
        weak_robust=_anderson_rubin(stage, y, d),
        n=n,
        n_clusters=n_clusters,
        method=f"two-stage least squares, {kind}",
    )


class _Stage:
    """Least squares on the assignment, for any left-hand side."""

    def __init__(self, X: Matrix, labels: Labels, kind: str, confidence: float) -> None:
        orthonormal(X)  # Refuses a singular design by name.
        self.X, self.labels, self.kind, self.confidence = X, labels, kind, confidence
        self.inverse = np.linalg.pinv(X)

    def fit(self, y: Vector) -> Coefficient:
        """Return the effect of the assignment."""
        b = self.inverse @ y
        sandwich = robust.cluster_robust(
            self.X, y - self.X @ b, self.labels, kind=self.kind
        )
        dof = robust.coefficient_tests(sandwich, b).dof[0]
        return coefficient(
            float(b[0]),
            float(np.sqrt(sandwich.covariance[0, 0])),
            dof=float(dof),
            n=y.size,
            method=f"least squares, {self.kind}",
            confidence=self.confidence,
        )

    def cross(self, y: Vector, d: Vector) -> tuple[float, float, float, float]:
        """Return var(offer), var(take-up), their covariance, and the t quantile."""
        first, second, both = self.fit(y), self.fit(d), self.fit(y + d)
        v1, v2 = first.se**2, second.se**2
        quantile = t_quantile(0.5 + self.confidence / 2.0, first.dof)
        return v1, v2, (both.se**2 - v1 - v2) / 2.0, quantile


def _second_stage(
    y: Vector, d: Vector, X: Matrix, labels: Labels, *, kind: str, confidence: float
) -> tuple[Coefficient, int]:
    b = np.linalg.lstsq(X, y, rcond=None)[0]
    residuals = y - np.column_stack([d, X[:, 1:]]) @ b
    sandwich = robust.cluster_robust(X, residuals, labels, kind=kind)
    dof = robust.coefficient_tests(sandwich, b).dof[0]
    effect = coefficient(
        float(b[0]),
        float(np.sqrt(sandwich.covariance[0, 0])),
        dof=float(dof),
        n=y.size,
        method=f"two-stage least squares, {kind}",
        confidence=confidence,
    )
    return effect, sandwich.n_clusters


def _anderson_rubin(stage: _Stage, y: Vector, d: Vector) -> Interval | None:
    """Solve (offer - b take-up)^2 <= t^2 Var(offer - b take-up) for b.

    The robust variance of a difference is quadratic in b, so the set has closed form.
    """
    v_offer, v_take, c, t = stage.cross(y, d)
    offer, take = stage.inverse[0] @ y, stage.inverse[0] @ d
    a2 = take**2 - t**2 * v_take
    a1 = -2.0 * (offer * take - t**2 * c)
    a0 = offer**2 - t**2 * v_offer
    if a2 <= 0:
        return None
    root = np.sqrt(max(a1**2 - 4.0 * a2 * a0, 0.0))
    return Interval(
        lower=float((-a1 - root) / (2.0 * a2)),
        upper=float((-a1 + root) / (2.0 * a2)),
        confidence=stage.confidence,
    )
