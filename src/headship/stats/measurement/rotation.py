"""Turn factors so that each item loads on few of them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import linalg
from headship.stats._validate import ArrayLike, Matrix, Vector

Rotation = Literal["none", "varimax", "promax", "oblimin"]
ROTATIONS: tuple[Rotation, ...] = ("none", "varimax", "promax", "oblimin")
MOST_STEPS = 5000
# The power of Hendrickson and White (1964), and of R's promax.
PROMAX_POWER = 4
# Two solutions whose criteria differ by less are one.
SAME = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """Pattern loadings (p, m) and the factors' correlations (m, m)."""

    loadings: Matrix
    phi: Matrix


def rotate(
    loadings: ArrayLike, rotation: Rotation, *, tolerance: float | None = None
) -> Rotated:
    """Rotate factor loadings toward simple structure.

    Parameters
    ----------
    loadings : array of shape (p items, m factors)
        Unrotated.
    rotation : {"none", "varimax", "promax", "oblimin"}
        ``"varimax"`` keeps factors uncorrelated, with Kaiser's normalization;
        ``"promax"`` and ``"oblimin"`` (quartimin) let them correlate.
    tolerance : float, optional
        Stop varimax as R does, when a step gains less than this share; R's default
        1e-5 leaves loadings some 4e-4 from the maximum, to which None goes.

    Returns
    -------
    Rotated
        Factors in the order of their sums of squared loadings, each with a positive
        sum of loadings.

    Raises
    ------
    ValueError
        If the rotation is unknown or does not converge, or an item has no loading
        at all (varimax and promax).

    Notes
    -----
    Formula: varimax maximizes the variance of the squared loadings of each factor;
    promax regresses the fourth powers of the varimax loadings on them; quartimin
    minimizes the sum of products of squared loadings of different factors.

    Assumes: more than one factor; a single one is returned as it is.

    Do not use when: a hypothesis says which item belongs where
    (``confirmatory_factors``).

    Examples
    --------
    >>> turned = rotate([[0.7, 0.6], [0.6, 0.4], [0.6, -0.5], [0.5, -0.4]], "varimax")
    >>> turned.loadings.round(2).tolist()
    [[0.92, 0.06], [0.71, 0.13], [0.08, 0.78], [0.08, 0.64]]

    References
    ----------
    Kaiser (1958). Hendrickson and White (1964). Bernaards and Jennrich (2005),
    section 3.
    """
    _validate.one_of("rotation", rotation, ROTATIONS)
    matrix = _validate.as_matrix("loadings", loadings)
    m = matrix.shape[1]
    if m == 1 or rotation == "none":
        return _ordered(Rotated(loadings=matrix, phi=np.eye(m)))
    if rotation == "oblimin":
        return _ordered(_oblimin(matrix))
    if tolerance is not None:
        _validate.positive("tolerance", tolerance)
    turned = _varimax(matrix, tolerance)
    return _ordered(_promax(turned) if rotation == "promax" else turned)


def _ordered(rotated: Rotated) -> Rotated:
    size = (rotated.loadings**2).sum(axis=0)
    order = np.argsort(-size, kind="stable")
    loadings = rotated.loadings[:, order]
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    phi = rotated.phi[np.ix_(order, order)] * np.outer(sign, sign)
    # Zero with a sign would print as -0.
    return Rotated(loadings=loadings * sign + 0.0, phi=phi + 0.0)


def _varimax(loadings: Matrix, tolerance: float | None) -> Rotated:
    length = np.sqrt((loadings**2).sum(axis=1))
    if (length <= 0).any():
        raise ValueError(f"item {int(length.argmin())} has no loading to rotate.")
    unit = loadings / length[:, None]
    turn = _planes(unit) if tolerance is None else _svd_steps(unit, tolerance)
    return Rotated(loadings=loadings @ turn, phi=np.eye(len(turn)))


def _planes(unit: Matrix) -> Matrix:
    """Turn two factors at a time by the best angle, until nothing turns."""
    turned, turn = unit.copy(), np.eye(unit.shape[1])
    for _ in range(MOST_STEPS):
        largest = 0.0
        for i in range(len(turn) - 1):
            for j in range(i + 1, len(turn)):
                angle = _plane_angle(turned[:, i], turned[:, j])
                c, s = np.cos(angle), np.sin(angle)
                plane = np.array([[c, -s], [s, c]])
                turned[:, [i, j]] = turned[:, [i, j]] @ plane
                turn[:, [i, j]] = turn[:, [i, j]] @ plane
                largest = max(largest, abs(angle))
        if largest < 1e-12:
            break
    return turn


def _plane_angle(x: Vector, y: Vector) -> float:
    # Kaiser (1958), eq. 19: a quarter of this angle maximizes, never minimizes.
    u, v = x**2 - y**2, 2 * x * y
    top = 2 * float((u * v).mean() - u.mean() * v.mean())
    bottom = float((u**2 - v**2).mean() - u.mean() ** 2 + v.mean() ** 2)
    if abs(top) < 1e-15 and abs(bottom) < 1e-15:
        return 0.0
    return float(np.arctan2(top, bottom)) / 4


def _svd_steps(unit: Matrix, tolerance: float) -> Matrix:
    turn, before = np.eye(unit.shape[1]), 0.0
    for _ in range(MOST_STEPS):
        turned = unit @ turn
        target = turned**3 - turned * (turned**2).mean(axis=0)
        left, size, right = linalg.svd(unit.T @ target)
        turn = left @ right
        if size.sum() < before * (1 + tolerance):
            break
        before = float(size.sum())
    return turn


def _starts(m: int) -> tuple[Matrix, Matrix]:
    """Return the factors as they are, and turned, should they lie on a saddle."""
    angle = np.outer(np.arange(1, m + 1), np.arange(1, m + 1))
    return np.eye(m), np.linalg.qr(np.cos(0.3 * angle) + 2 * np.eye(m))[0]


def _promax(varimax: Rotated) -> Rotated:
    loadings = varimax.loadings
    target = loadings * np.abs(loadings) ** (PROMAX_POWER - 1)
    turn = np.linalg.lstsq(loadings, target, rcond=None)[0]
    scale = np.diag(linalg.inv(turn.T @ turn))
    turn = turn * np.sqrt(scale)
    return Rotated(loadings=loadings @ turn, phi=linalg.inv(turn.T @ turn))


def _oblimin(loadings: Matrix) -> Rotated:
    found = [_oblimin_from(loadings, start) for start in _starts(loadings.shape[1])]
    turn = found[0][0] if found[0][1] <= found[1][1] * (1 + SAME) else found[1][0]
    return Rotated(loadings=loadings @ linalg.inv(turn).T, phi=turn.T @ turn)


def _oblimin_from(loadings: Matrix, start: Matrix) -> tuple[Matrix, float]:
    """Minimize quartimin by gradient projection (Bernaards and Jennrich, GPFoblq)."""
    others = 1 - np.eye(loadings.shape[1])
    turn, step, size = start, 1.0, 0.0
    value, gradient = _quartimin(loadings, turn, others)
    for _ in range(MOST_STEPS):
        # Only movements that keep each factor's variance at one.
        slope = gradient - turn * (turn * gradient).sum(axis=0)
        size = float((slope**2).sum())
        if size < 1e-22:
            break
        step *= 2
        for _ in range(60):
            moved = turn - step * slope
            moved /= np.sqrt((moved**2).sum(axis=0))
            lower, next_gradient = _quartimin(loadings, moved, others)
            if lower < value - 0.5 * size * step:
                break
            step /= 2
        else:
            # No descent is left at this precision.
            break
        turn, value, gradient = moved, lower, next_gradient
    if size > 1e-8:
        raise ValueError(f"the oblimin rotation did not converge, slope {size**0.5!r}.")
    return turn, value


def _quartimin(loadings: Matrix, turn: Matrix, others: Matrix) -> tuple[float, Matrix]:
    inverse = linalg.inv(turn)
    turned = loadings @ inverse.T
    squares = turned**2
    cross = squares @ others
    gradient = -((turned.T @ (turned * cross)) @ inverse).T
    return float((squares * cross).sum()) / 4, gradient
