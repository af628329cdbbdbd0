"""The mean and the likelihood estimate of tau2 without each study, all at once.

The model is a mean: weights are arrays with a row for each study left out.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import Matrix, Vector
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies

Indices = npt.NDArray[np.intp]
# Refits per batch times studies: keeps a batch below about 16 MB.
BATCH_CELLS = 2_000_000
MAX_ITERATIONS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Weighted means without study i, (k,): ``rss`` is y'Py, ``trace`` is tr(P)."""

    estimate: Vector
    total: Vector
    rss: Vector
    trace: Vector


def means_without_each(studies: Studies, tau2: Vector) -> Means:
    """Return the mean without study i by weights 1/(v + tau2[i]), for all i."""
    columns = [
        _means(studies, out, tau2[out]) for out in _in_batches(np.arange(studies.k))
    ]
    estimate, total, rss, trace = np.concatenate(columns, axis=1)
    return Means(estimate=estimate, total=total, rss=rss, trace=trace)


def _means(studies: Studies, out: Indices, tau2: Vector) -> Matrix:
    w = _weights(studies, out, tau2)
    total = w.sum(axis=1)
    estimate = w @ studies.y / total
    rss = np.einsum("ij,ij->i", w, (studies.y - estimate[:, None]) ** 2)
    trace = total - np.einsum("ij,ij->i", w, w) / total
    return np.stack([estimate, total, rss, trace])


def _weights(studies: Studies, out: Indices, tau2: Vector) -> Matrix:
    w = 1 / (studies.v + tau2[:, None])
    w[np.arange(len(out)), out] = 0
    return w


def _in_batches(indices: Indices) -> list[Indices]:
    rows = max(1, BATCH_CELLS // len(indices))
    return [indices[first : first + rows] for first in range(0, len(indices), rows)]


def tau2_without_each(studies: Studies, start: float, *, restricted: bool) -> Vector:
    """Return the estimate without study i, for all i.

    Refits that Newton's method does not settle from ``start`` are done one by one.
    """
    found = np.empty(studies.k)
    for out in _in_batches(np.arange(studies.k)):
        found[out] = _batch(studies, out, start, restricted=restricted)
    for i in np.flatnonzero(np.isnan(found)):
        found[i] = _tau2.maximize(studies.without(int(i)), restricted=restricted)
    return found


def _batch(studies: Studies, out: Indices, start: float, *, restricted: bool) -> Vector:
    tau2, settled = np.full(len(out), start), np.zeros(len(out), dtype=bool)
    for _ in range(MAX_ITERATIONS):  # pragma: no branch -- else done one by one
        slope, curvature = _derivatives(studies, out, tau2, restricted=restricted)
        step = np.where(curvature > 0, slope / np.where(curvature > 0, curvature, 1), 0)
        settled = (np.abs(step) <= _tau2.TOLERANCE * tau2) & (curvature > 0)
        tau2 = tau2 + step
        # At 0 and below the bracketed search takes over.
        if settled.all() or (tau2 <= 0).any():
            break
    return np.where(settled & (tau2 > 0), tau2, np.nan)


def _derivatives(
    studies: Studies, out: Indices, tau2: Vector, *, restricted: bool
) -> tuple[Vector, Vector]:
    """Return the score and the observed information of each refit."""
    w = _weights(studies, out, tau2)
    w2 = w * w
    s1, s2 = w.sum(axis=1), w2.sum(axis=1)
    e = studies.y - (w @ studies.y / s1)[:, None]
    we2 = w2 * e * e
    trace, square = s1, s2
    if restricted:
        s3 = np.einsum("ij,ij->i", w2, w)
        trace = s1 - s2 / s1
        square = s2 - 2 * s3 / s1 + (s2 / s1) ** 2
    third = np.einsum("ij,ij->i", we2, w) - np.einsum("ij,ij->i", w2, e) ** 2 / s1
    return 0.5 * (we2.sum(axis=1) - trace), third - 0.5 * square
