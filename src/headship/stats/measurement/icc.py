"""How alike are the ratings of fixed or sampled raters on a numeric scale?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headship.stats import _validate
from headship.stats._scipy import special
from headship.stats._validate import ArrayLike, Matrix
from headship.stats.results import Interval

Form = Literal["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]
FORMS: tuple[Form, ...] = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraclassCorrelation:
    """An intraclass correlation of ``n`` subjects and ``n_raters`` raters.

    ``f``, ``dof`` and ``p_value`` test whether subjects differ; ``interval_dof`` is
    the denominator's degrees of freedom in the interval, which for agreement
    ("2,1" and "2,k") is Satterthwaite's.
    """

    estimate: float
    interval: Interval
    f: float
    dof: tuple[float, float]
    p_value: float
    interval_dof: float
    n: int
    n_raters: int
    form: Form
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanSquares:
    """Mean squares of a complete table: rows, columns, residual and within rows."""

    rows: float
    columns: float
    error: float
    within: float
    n: int
    k: int


def icc(
    ratings: ArrayLike,
    *,
    form: Form,
    missing: Literal["raise", "complete"] = "raise",
    satterthwaite_at: Literal["single", "average"] = "single",
    confidence: float = 0.95,
) -> IntraclassCorrelation:
    """Estimate one of the six intraclass correlations of Shrout and Fleiss.

    Parameters
    ----------
    ratings : array of shape (n subjects, k raters)
        Every rater rates every subject.
    form : {"1,1", "2,1", "3,1", "1,k", "2,k", "3,k"}
        Before the comma: 1, each subject has its own raters; 2, raters are a sample
        and their level counts as error (absolute agreement); 3, these raters only
        and their level does not count (consistency). After it: the reliability of
        one rating (1) or of the mean of k raters (k).
    missing : {"raise", "complete"}
        ``"complete"`` drops subjects with a missing rating.
    satterthwaite_at : {"single", "average"}
        For "2,k" only: the estimate at which the interval's degrees of freedom are
        taken. ``"single"`` makes it the step-up of the interval of "2,1" (R's psych);
        ``"average"`` takes the estimate of "2,k" itself (R's irr).
    confidence : float
        Coverage of the interval.

    Returns
    -------
    IntraclassCorrelation

    Raises
    ------
    ValueError
        With fewer than two subjects or raters, or no variance left as error.

    Notes
    -----
    Formula: with mean squares R (subjects), C (raters), E (residual), W (within
    subjects): (1,1) (R - W) / (R + (k - 1) W); (2,1)
    (R - E) / (R + (k - 1) E + k (C - E) / n); (3,1) (R - E) / (R + (k - 1) E); (1,k)
    (R - W) / R; (2,k) (R - E) / (R + (C - E) / n); (3,k) (R - E) / R. Intervals of
    forms 1 and 3 are exact; that of form 2 uses Satterthwaite's degrees of freedom.

    Assumes: normal effects; independent subjects.

    Do not use when: raters and subjects are crossed only in part
    (``generalizability``), or the scale has two or three options.

    Examples
    --------
    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8],
    ...            [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> [round(icc(ratings, form=form).estimate, 2) for form in FORMS]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]

    References
    ----------
    Shrout and Fleiss (1979), table 4 and pages 424-426. McGraw and Wong (1996),
    table 7.
    """
    _validate.one_of("form", form, FORMS)
    _validate.one_of("missing", missing, ["raise", "complete"])
    _validate.one_of("satterthwaite_at", satterthwaite_at, ["single", "average"])
    confidence = _validate.between("confidence", confidence, 0, 1)
    table = _validate.as_matrix("ratings", ratings, allow_nan=missing == "complete")
    table = table[~np.isnan(table).any(axis=1)]
    squares = mean_squares(table)
    if form[0] == "2":
        at_average = satterthwaite_at == "average" and form == "2,k"
        return _agreement(squares, form, confidence, at_average=at_average)
    return _consistency(squares, form, confidence)


def mean_squares(table: Matrix) -> MeanSquares:
    """Split the variance of a complete table into rows, columns and the rest."""
    n, k = table.shape
    if n < 2 or k < 2:
        raise ValueError(f"ratings needs 2 subjects and 2 raters, got shape {(n, k)}.")
    centered = table - table.mean()
    row, column = centered.mean(axis=1), centered.mean(axis=0)
    rest = centered - row[:, None] - column
    within = centered - row[:, None]
    return MeanSquares(
        rows=k * float(row @ row) / (n - 1),
        columns=n * float(column @ column) / (k - 1),
        error=float((rest * rest).sum()) / ((n - 1) * (k - 1)),
        within=float((within * within).sum()) / (n * (k - 1)),
        n=n,
        k=k,
    )


def _consistency(
    squares: MeanSquares, form: Form, confidence: float
) -> IntraclassCorrelation:
    n, k = squares.n, squares.k
    one_way = form[0] == "1"
    error = squares.within if one_way else squares.error
    dof = (n - 1.0, float(n * (k - 1) if one_way else (n - 1) * (k - 1)))
    f = _ratio(squares, error)
    tail = (1 - confidence) / 2
    low, high = (f / float(special.fdtri(*dof, p)) for p in (1 - tail, tail))

    def scaled(ratio: float) -> float:
        if form[2] == "k":
            return 1 - 1 / ratio if ratio > 0 else -np.inf
        return (ratio - 1) / (ratio + k - 1)

    return IntraclassCorrelation(
        estimate=scaled(f),
        interval=Interval(lower=scaled(low), upper=scaled(high), confidence=confidence),
        f=f,
        dof=dof,
        p_value=float(special.fdtrc(*dof, f)),
        interval_dof=dof[1],
        n=n,
        n_raters=k,
        form=form,
        method="one-way random" if one_way else "two-way, consistency",
    )


def _agreement(
    squares: MeanSquares, form: Form, confidence: float, *, at_average: bool
) -> IntraclassCorrelation:
    n, k, r, c, e = squares.n, squares.k, squares.rows, squares.columns, squares.error
    f = _ratio(squares, e)
    single = (r - e) / (r + (k - 1) * e + k * (c - e) / n)
    average = (r - e) / (r + (c - e) / n)
    rho = average if at_average else single
    a, b = k * rho / (n * (1 - rho)), 1 + k * rho * (n - 1) / (n * (1 - rho))
    dof = (n - 1.0, float((n - 1) * (k - 1)))
    v = (a * c + b * e) ** 2 / ((a * c) ** 2 / (k - 1) + (b * e) ** 2 / dof[1])
    tail = (1 - confidence) / 2
    upper_f = float(special.fdtri(n - 1, v, 1 - tail))
    lower_f = float(special.fdtri(v, n - 1, 1 - tail))
    noise = k * c + (k * n - k - n) * e
    limits = (
        n * (r - upper_f * e) / (upper_f * noise + n * r),
        n * (lower_f * r - e) / (noise + n * lower_f * r),
    )
    if form == "2,k":
        limits = (step_up(limits[0], k), step_up(limits[1], k))
    return IntraclassCorrelation(
        estimate=single if form == "2,1" else average,
        interval=Interval(lower=limits[0], upper=limits[1], confidence=confidence),
        f=f,
        dof=dof,
        p_value=float(special.fdtrc(*dof, f)),
        interval_dof=v,
        n=n,
        n_raters=k,
        form=form,
        method="two-way, absolute agreement",
    )


def step_up(icc: float, k: float) -> float:
    """Return the reliability of the mean of ``k`` ratings; minus infinity at worst."""
    denominator = 1 + (k - 1) * icc
    return k * icc / denominator if denominator > 1e-12 else -np.inf


def _ratio(squares: MeanSquares, error: float) -> float:
    size = max(squares.rows, squares.columns, squares.within)
    if error <= 1e-14 * size or size == 0:
        raise ValueError("ratings must vary beyond subjects and raters, error is 0.")
    return squares.rows / error
