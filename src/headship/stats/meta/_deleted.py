"""The likelihood estimate of tau2 without each study, for all studies at once."""

import numpy as np
import numpy.typing as npt

from headship.stats._validate import Vector
from headship.stats.meta import _tau2
from headship.stats.meta._studies import Studies

Indices = npt.NDArray[np.intp]
# Refits per batch times studies: keeps a batch below about 16 MB.
BATCH_CELLS = 2_000_000
MAX_ITERATIONS = 30


def tau2_without_each(studies: Studies, start: float, *, restricted: bool) -> Vector:
    """Return the estimate without study i, for all i; the model is a mean.

    Refits that Newton's method does not settle from ``start`` are done one by one.
    """
    rows = max(1, BATCH_CELLS // studies.k)
    found = np.empty(studies.k)
    for first in range(0, studies.k, rows):
        out = np.arange(first, min(first + rows, studies.k))
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
    w = 1 / (studies.v + tau2[:, None])
    w[np.arange(len(out)), out] = 0
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
