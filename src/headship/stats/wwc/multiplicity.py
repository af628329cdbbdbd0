"""Significance of several findings in one domain."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Vector, as_vector, between

ALPHA = 0.05

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """Flags and adjusted p-values, in the order of the input."""

    is_significant: npt.NDArray[np.bool_]
    adjusted_p: Vector
    threshold: Vector


def benjamini_hochberg(
    p: ArrayLike,
    *,
    groups: Sequence[Hashable] | None = None,
    alpha: float = ALPHA,
) -> Significance:
    """Correct significance for the number of findings in a domain.

    Parameters
    ----------
    p
        Two-sided p-values after any correction for clusters, shape (k,).
    groups
        Study and outcome domain of each finding; one family if left out.
    alpha
        Share of false discoveries to accept.

    Returns
    -------
    Significance
        Flags, adjusted p-values and the p-value each was compared to (alpha k / m).

    Raises
    ------
    ValueError
        For p outside 0 to 1, or lengths that differ.

    Notes
    -----
    Formula: sort p within the family; with k the largest rank where
    p_(k) <= alpha k / m, the first k are significant. Adjusted p is the least
    m p_(j) / j over ranks j from its own on.

    Assumes: tests are independent or positively dependent; main findings only (no
    subscales, no subgroups), of one period.

    Do not use when: the edition's rules say otherwise (``rules_of``); the flags that
    were published under 5.0 agree better without it.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.20]).is_significant.tolist()
    [True, False, False, False]

    References
    ----------
    Benjamini and Hochberg (1995), JRSS B 57(1); WWC Handbook 4.1, appendix on
    multiple comparisons.
    """
    values = as_vector("p", p)
    between("alpha", alpha, 0, 1)
    bad = np.flatnonzero((values < 0) | (values > 1))
    if bad.size:
        raise ValueError(f"p must lie from 0 to 1, got {float(values[bad[0]])!r}.")
    family = _families(groups, values.size)
    order = np.lexsort((values, family))
    starts = np.flatnonzero(np.r_[True, np.diff(family[order]) > 0])
    sizes = np.diff(np.r_[starts, values.size])
    within = np.repeat(np.arange(starts.size), sizes)
    rank = np.arange(values.size) - starts[within] + 1
    limit = alpha * rank / sizes[within]
    passing = np.where(values[order] <= limit, rank, 0)
    largest = np.maximum.reduceat(passing, starts)[within]
    scaled = values[order] * sizes[within] / rank
    return Significance(
        is_significant=_restored(rank <= largest, order),
        adjusted_p=_restored(np.minimum(_least_ahead(scaled, starts), 1.0), order),
        threshold=_restored(limit, order),
    )


def _families(groups: Sequence[Hashable] | None, size: int) -> npt.NDArray[np.int64]:
    if groups is None:
        return np.zeros(size, dtype=np.int64)
    if len(groups) != size:
        raise ValueError(f"groups needs {size} values, got {len(groups)}.")
    codes: dict[Hashable, int] = {}
    return np.array([codes.setdefault(group, len(codes)) for group in groups])


def _least_ahead(scaled: Vector, starts: npt.NDArray[np.int64]) -> Vector:
    """Return the running minimum from the end of each family."""
    return np.concatenate(
        [
            np.minimum.accumulate(part[::-1])[::-1]
            for part in np.split(scaled, starts[1:])
        ]
    )


def _restored(
    values: npt.NDArray[Kind], order: npt.NDArray[np.int64]
) -> npt.NDArray[Kind]:
    result = np.empty_like(values)
    result[order] = values
    return result
