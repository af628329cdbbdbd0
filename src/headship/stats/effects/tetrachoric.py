"""The correlation of two normal variables that were each cut in two."""

import math
from functools import partial

import numpy as np

from headship.stats._scipy import optimize, special
from headship.stats._validate import ArrayLike
from headship.stats.effects.fourfold import fill_table, read_table
from headship.stats.effects.result import EffectSize, effect


def tetrachoric(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, add: float = 0.5
) -> EffectSize:
    """Compute tetrachoric correlations of 2 x 2 tables.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars.
    add
        Added to all four cells of tables with an empty cell.

    Returns
    -------
    EffectSize
        Correlations with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, or an empty cell when ``add`` is 0.

    Notes
    -----
    Formula: r solves P(X < h, Y < k; r) = a / n with h and k the margins' quantiles;
    variance by the delta method over the four multinomial shares.

    Assumes: both variables are normal and were cut at one point.

    Do not use when: one of the variables is a true dichotomy, such as assignment.

    Examples
    --------
    >>> round(float(tetrachoric(5, 95, 10, 90).estimate), 5)
    -0.22341

    References
    ----------
    Brown (1977), Applied Statistics 26(3), algorithm AS 116.
    """
    table = np.broadcast_arrays(*fill_table(read_table(a, b, c, d), add))
    cells = np.stack([part.ravel() for part in table], axis=1)
    pairs = np.array([_one(row) for row in cells]).reshape(-1, 2)
    shape = table[0].shape
    n = table[0] + table[1] + table[2] + table[3]
    return effect(
        pairs[:, 0].reshape(shape), pairs[:, 1].reshape(shape), n, "tetrachoric"
    )


def _one(
    cells: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> tuple[float, float]:
    a, b, c, d = (float(cell) for cell in cells)
    n = a + b + c + d
    h, k = float(special.ndtri((a + b) / n)), float(special.ndtri((a + c) / n))
    gap = partial(_gap, h=h, k=k, target=a / n)
    r = float(optimize.brentq(gap, -1 + 1e-12, 1 - 1e-12, xtol=1e-15, rtol=1e-14))
    root = math.sqrt(1 - r**2)
    density = math.exp(-(h * h - 2 * r * h * k + k * k) / (2 * root**2)) / (
        2 * math.pi * root
    )
    # Shares of (a, b, c) move r by their own term less what they do to the margins.
    by_row = float(special.ndtr((k - r * h) / root))
    by_column = float(special.ndtr((h - r * k) / root))
    slopes = (1 - by_row - by_column, -by_row, -by_column)
    shares = (a / n, b / n, c / n)
    mean = sum(s * p for s, p in zip(slopes, shares, strict=True))
    square = sum(s * s * p for s, p in zip(slopes, shares, strict=True))
    variance = (square - mean**2) / (n * density**2)
    return r, variance


def _gap(r: float, *, h: float, k: float, target: float) -> float:
    return binormal_below(h, k, r) - target


def binormal_below(h: float, k: float, r: float) -> float:
    """Return P(X < h, Y < k) of two standard normals with correlation ``r``."""
    if h == 0 and k == 0:
        return 0.25 + math.asin(r) / (2 * math.pi)
    root = math.sqrt(1 - r * r)
    first = _owen(h, k, r, root)
    second = _owen(k, h, r, root)
    # Signs, not products: h * k may underflow to zero.
    sides = {bool(x > 0) for x in (h, k) if x}
    opposite = 0.0 if sides == {True} or (h and k and sides == {False}) else 0.5
    return float(0.5 * (special.ndtr(h) + special.ndtr(k)) - first - second - opposite)


def _owen(h: float, k: float, r: float, root: float) -> float:
    if h == 0:
        return 0.25 if k > 0 else -0.25
    return float(special.owens_t(h, (k - r * h) / (h * root)))
