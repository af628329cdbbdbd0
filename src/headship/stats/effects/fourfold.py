"""Effect sizes of 2 x 2 tables for a meta-analysis.

Vocabulary: ``a`` and ``b`` count treated people with and without the outcome, ``c``
and ``d`` control people. Names follow the measures of metafor's ``escalc``.
"""

import math

import numpy as np

from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Vector, number
from headship.stats.effects.proportions import COX_DIVISOR
from headship.stats.effects.result import EffectSize, counts, effect, positives

_Table = tuple[Vector, Vector, Vector, Vector]


def log_odds_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    scale: str = "log",
    add: float = 0.5,
) -> EffectSize:
    """Compute log odds ratios, or their conversions to the scale of d and of Q.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars.
    scale
        "log"; "d" (logistic, sqrt(3) / pi; metafor OR2D); "cox" (1 / 1.65; OR2DN);
        "yule_q" (YUQ).
    add
        Added to all four cells of tables with an empty cell.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, an unknown scale, or an empty cell when
        ``add`` is 0.

    Notes
    -----
    Formula: l = ln(ad / (bc)), variance 1/a + 1/b + 1/c + 1/d; times sqrt(3) / pi or
    1 / 1.65; Q = tanh(l / 2), variance (1 - Q^2)^2 var(l) / 4.

    Assumes: independent people.

    Do not use when: events are so rare that most tables have empty cells.

    Examples
    --------
    >>> l = log_odds_ratio(5, 95, 10, 90)
    >>> round(float(l.estimate), 6), round(float(l.variance), 6)
    (-0.747214, 0.321637)

    References
    ----------
    Borenstein et al. (2009), chapters 5 and 7; Yule (1912); Chinn (2000), Statistics
    in Medicine 19(22).
    """
    factors = {"log": 1.0, "d": math.sqrt(3) / math.pi, "cox": 1 / COX_DIVISOR}
    if scale not in (*factors, "yule_q"):
        raise ValueError(f"scale must be one of {[*factors, 'yule_q']}, got {scale!r}.")
    e, f, g, h = fill_table(read_table(a, b, c, d), add)
    ratio = np.log(e * h / (f * g))
    variance = 1 / e + 1 / f + 1 / g + 1 / h
    n = e + f + g + h
    if scale == "yule_q":
        q = np.tanh(ratio / 2)
        return effect(q, (1 - q**2) ** 2 * variance / 4, n, "yule_q")
    factor = factors[scale]
    return effect(ratio * factor, variance * factor**2, n, f"log_odds_ratio:{scale}")


def log_risk_ratio(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, add: float = 0.5
) -> EffectSize:
    """Compute log risk ratios.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars.
    add
        Added to all four cells of tables with an empty cell.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, or an empty cell when ``add`` is 0.

    Notes
    -----
    Formula: ln[(a / (a + b)) / (c / (c + d))], variance 1/a - 1/(a+b) + 1/c - 1/(c+d).

    Assumes: independent people.

    Do not use when: the outcome is frequent and its complement matters as much.

    Examples
    --------
    >>> round(float(log_risk_ratio(4, 119, 11, 128).estimate), 6)
    -0.889311

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 5.
    """
    e, f, g, h = fill_table(read_table(a, b, c, d), add)
    n_1, n_2 = e + f, g + h
    variance = 1 / e - 1 / n_1 + 1 / g - 1 / n_2
    return effect(np.log(e / n_1 / (g / n_2)), variance, n_1 + n_2, "log_risk_ratio")


def risk_difference(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, add: float = 0.5
) -> EffectSize:
    """Compute differences of two proportions.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars.
    add
        Added to all four cells of tables with an empty cell; 0 leaves them.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, or no variance at all (0 of n against 0
        of n when ``add`` is 0).

    Notes
    -----
    Formula: p_t - p_c, variance p_t q_t / n_t + p_c q_c / n_c.

    Assumes: independent people.

    Do not use when: base rates differ much between studies.

    Examples
    --------
    >>> p = risk_difference(30, 70, 20, 80)
    >>> round(float(p.estimate), 3), round(float(p.variance), 4)
    (0.1, 0.0037)

    References
    ----------
    Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 5.
    """
    e, f, g, h = fill_table(read_table(a, b, c, d), add, allow_empty=True)
    n_1, n_2 = e + f, g + h
    variance = positives("variance", e * f / n_1**3 + g * h / n_2**3)
    return effect(e / n_1 - g / n_2, variance, n_1 + n_2, "risk_difference")


def arcsine_difference(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> EffectSize:
    """Compute differences of arcsine-transformed proportions.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars; empty cells are no trouble.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts or an empty group.

    Notes
    -----
    Formula: asin sqrt(p_t) - asin sqrt(p_c), variance 1 / (4 n_t) + 1 / (4 n_c).

    Assumes: independent people.

    Do not use when: readers need a size they can picture.

    Examples
    --------
    >>> round(float(arcsine_difference(5, 95, 10, 90).estimate), 6)
    -0.096237

    References
    ----------
    Rücker et al. (2009), Statistics in Medicine 28(5).
    """
    e, f, g, h = read_table(a, b, c, d)
    n_1, n_2 = e + f, g + h
    difference = np.arcsin(np.sqrt(e / n_1)) - np.arcsin(np.sqrt(g / n_2))
    variance = 1 / (4 * n_1) + 1 / (4 * n_2)
    return effect(difference, variance, n_1 + n_2, "arcsine_difference")


def probit_difference(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, add: float = 0.5
) -> EffectSize:
    """Compute differences of probit-transformed proportions, on the scale of d.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars.
    add
        Added to all four cells of tables with an empty cell.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts, an empty group, or an empty cell when ``add`` is 0.

    Notes
    -----
    Formula: z_t - z_c with z = Phi^-1(p); variance
    2 pi p q exp(z^2) / n, summed over both groups.

    Assumes: a normal variable cut at one point in both groups.

    Do not use when: reproducing WWC figures (``cox_index``).

    Examples
    --------
    >>> round(float(probit_difference(5, 95, 10, 90).estimate), 6)
    -0.363302

    References
    ----------
    Sánchez-Meca et al. (2003), Psychological Methods 8(4).
    """
    e, f, g, h = fill_table(read_table(a, b, c, d), add)
    n_1, n_2 = e + f, g + h
    z_1, z_2 = special.ndtri(e / n_1), special.ndtri(g / n_2)
    variance = (
        2
        * math.pi
        * (e * f / n_1**3 * np.exp(z_1**2) + g * h / n_2**3 * np.exp(z_2**2))
    )
    return effect(z_1 - z_2, variance, n_1 + n_2, "probit_difference")


def phi_coefficient(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> EffectSize:
    """Compute phi coefficients.

    Parameters
    ----------
    a, b, c, d
        Counts, shape (k,), or scalars; no empty margin.

    Returns
    -------
    EffectSize
        Estimates with standard errors; the test is normal.

    Raises
    ------
    ValueError
        For negative counts or an empty row or column.

    Notes
    -----
    Formula: phi = (ad - bc) / sqrt(R1 R2 C1 C2); with row and column shares r and c,
    variance [1 - phi^2 + phi (1 + phi^2 / 2) (r1 - r2)(c1 - c2) / sqrt(r1 r2 c1 c2)
    - (3/4) phi^2 ((r1 - r2)^2 / (r1 r2) + (c1 - c2)^2 / (c1 c2))] / n.

    Assumes: one sample of people, classified twice.

    Do not use when: margins were fixed and differ between studies.

    Examples
    --------
    >>> round(float(phi_coefficient(5, 95, 10, 90).estimate), 6)
    -0.094916

    References
    ----------
    Yule (1912), Journal of the Royal Statistical Society 75(6).
    """
    e, f, g, h = read_table(a, b, c, d)
    n = e + f + g + h
    r_1, r_2 = (e + f) / n, (g + h) / n
    c_1 = positives("outcome share", (e + g) / n)
    c_2 = positives("share without outcome", (f + h) / n)
    root = np.sqrt(r_1 * r_2 * c_1 * c_2)
    phi = (e * h - f * g) / n**2 / root
    spread = (r_1 - r_2) ** 2 / (r_1 * r_2) + (c_1 - c_2) ** 2 / (c_1 * c_2)
    skew = (r_1 - r_2) * (c_1 - c_2) / root
    variance = 1 - phi**2 + phi * (1 + phi**2 / 2) * skew - 0.75 * phi**2 * spread
    # Perfect association has no sampling variance; rounding must not make it negative.
    return effect(phi, np.maximum(variance, 0.0) / n, n, "phi_coefficient")


def read_table(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> _Table:
    """Return the four counts as arrays of one shape, each group with people."""
    cells = [
        counts(name, cell, minimum=0)
        for name, cell in (("a", a), ("b", b), ("c", c), ("d", d))
    ]
    e, f, g, h = np.broadcast_arrays(*cells)
    positives("a + b", np.asarray(e + f))
    positives("c + d", np.asarray(g + h))
    return e, f, g, h


def fill_table(table: _Table, add: float, *, allow_empty: bool = False) -> _Table:
    """Return the table with ``add`` in all cells where one of them is empty."""
    amount = number("add", add)
    if amount < 0:
        raise ValueError(f"add must not be negative, got {add!r}.")
    e, f, g, h = table
    empty = (e == 0) | (f == 0) | (g == 0) | (h == 0)
    if empty.any() and amount == 0 and not allow_empty:
        raise ValueError("add must be positive when a table has an empty cell, got 0.")
    extra = np.where(empty, amount, 0.0)
    return e + extra, f + extra, g + extra, h + extra
