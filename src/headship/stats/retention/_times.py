"""Checked durations, and how many are at risk and leave at each time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.stats._validate import ArrayLike, Vector, as_vector, same_length

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Time until leaving or last sight, whether they left, and when first seen.

    ``entry`` is None where everyone is followed from the start.
    """

    time: Vector
    left: Flags
    entry: Vector | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTable:
    """At each distinct time: how many are at risk, leave, and are last seen."""

    time: Vector
    at_risk: Counts
    n_left: Counts
    n_censored: Counts


def as_durations(
    time: ArrayLike, left: ArrayLike, entry: ArrayLike | None
) -> Durations:
    """Return checked durations."""
    t, event = as_vector("time", time), as_vector("left", left)
    same_length(time=t, left=event)
    if t.min() < 0:
        raise ValueError(f"time must not be negative, got {float(t.min())!r}.")
    bad = np.flatnonzero((event != 0) & (event != 1))
    if bad.size:
        index = int(bad[0])
        raise ValueError(
            f"left must be 0 or 1, got {float(event[index])!r} at position {index}."
        )
    started = None if entry is None else as_vector("entry", entry)
    if started is not None:
        same_length(time=t, entry=started)
        late = np.flatnonzero(started >= t)
        if late.size:
            index = int(late[0])
            raise ValueError(
                f"entry must be before time, got {float(started[index])!r} and"
                f" {float(t[index])!r} at position {index}."
            )
    return Durations(time=t, left=event == 1, entry=started)


def risk_table(data: Durations) -> RiskTable:
    """Count by distinct time; someone seen until t is at risk at t."""
    order = np.argsort(data.time)
    ordered = data.time[order]
    starts = first_of_each(ordered)
    sizes = np.diff(starts, append=ordered.size)
    n_left = sums_between(data.left[order], starts)
    at_risk = ordered.size - starts
    if data.entry is not None:
        # Those who enter at t or later are not yet at risk at t.
        entered = np.searchsorted(np.sort(data.entry), ordered[starts], side="left")
        at_risk = at_risk - (ordered.size - entered)
    return RiskTable(
        time=ordered[starts],
        at_risk=at_risk.astype(np.int64),
        n_left=n_left,
        n_censored=sizes - n_left,
    )


def sums_between(flags: Flags, starts: Indices) -> Counts:
    """Return how many flags are set from each start to the next."""
    upto = np.zeros(flags.size + 1, dtype=np.int64)
    np.cumsum(flags, out=upto[1:])
    return np.diff(upto[starts], append=upto[-1])


def as_codes(
    name: str, labels: ArrayLike, n: int
) -> tuple[npt.NDArray[np.generic], Indices]:
    """Return the distinct labels and the number of each row's."""
    array = np.asarray(labels)
    if array.ndim != 1 or array.size != n:
        raise ValueError(f"{name} needs one label for each of {n} rows.")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} contains a missing label.")
    if array.dtype.kind in "iu" and 0 <= array.min() <= array.max() < _COUNTABLE:
        present = np.bincount(array) > 0
        return np.flatnonzero(present), (np.cumsum(present) - 1)[array]
    found, codes = np.unique(array, return_inverse=True)
    return found, codes.astype(np.intp)


# Small whole numbers are coded by counting, which beats sorting.
_COUNTABLE = 100_000


def first_of_each(ordered: Vector | Indices) -> Indices:
    """Return where each distinct value of a sorted vector starts."""
    changes = np.empty(ordered.size, dtype=bool)
    changes[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return np.flatnonzero(changes)
