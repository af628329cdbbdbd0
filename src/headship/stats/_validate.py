"""Checks at the edge: each names the argument and the offending value."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
ArrayLike = npt.ArrayLike


def as_vector(name: str, values: ArrayLike, *, min_size: int = 1) -> Vector:
    """Return ``values`` as a finite one-dimensional float array."""
    array = _as_float(name, values)
    if array.ndim != 1:
        raise ValueError(
            f"{name} must be one-dimensional, got {array.ndim} dimensions."
        )
    if array.size < min_size:
        raise ValueError(f"{name} needs at least {min_size} values, got {array.size}.")
    return _finite(name, array)


def as_matrix(
    name: str, values: ArrayLike, *, allow_nan: bool = False, min_rows: int = 1
) -> Matrix:
    """Return ``values`` as a two-dimensional float array; NaN only if allowed."""
    array = _as_float(name, values)
    if array.ndim != 2:
        raise ValueError(
            f"{name} must be two-dimensional, got {array.ndim} dimensions."
        )
    if array.shape[0] < min_rows:
        raise ValueError(
            f"{name} needs at least {min_rows} rows, got {array.shape[0]}."
        )
    if allow_nan:
        if np.isinf(array).any():
            raise ValueError(f"{name} contains an infinite value.")
        return array
    return _finite(name, array)


def same_length(**arrays: npt.NDArray[np.generic]) -> int:
    """Check that all arrays have one length and return it."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"Lengths differ: {lengths}.")
    return next(iter(lengths.values()))


def number(name: str, value: float) -> float:
    """Return ``value`` as a finite float."""
    result = _as_float(name, value)
    if result.ndim or not np.isfinite(result):
        raise ValueError(f"{name} must be a finite number, got {value!r}.")
    return float(result)


def positive(name: str, value: float) -> float:
    """Return ``value`` as a float above zero."""
    result = number(name, value)
    if result <= 0:
        raise ValueError(f"{name} must be positive, got {value!r}.")
    return result


def between(name: str, value: float, low: float, high: float) -> float:
    """Return ``value`` as a float strictly between ``low`` and ``high``."""
    result = number(name, value)
    if not low < result < high:
        raise ValueError(f"{name} must lie between {low} and {high}, got {value!r}.")
    return result


def ends(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a rating scale, the lower one first."""
    low, high = number("low", low), number("high", high)
    if low >= high:
        raise ValueError(f"low must be below high, got {low!r} and {high!r}.")
    return low, high


def integer(name: str, value: int, *, minimum: int = 0) -> int:
    """Return ``value`` as an int of at least ``minimum``."""
    result = number(name, value)
    if result != int(result) or result < minimum:
        raise ValueError(
            f"{name} must be a whole number of at least {minimum}, got {value!r}."
        )
    return int(result)


def one_of(name: str, value: str, options: Sequence[str]) -> str:
    """Return ``value`` if it is one of ``options``."""
    if value not in options:
        raise ValueError(f"{name} must be one of {list(options)}, got {value!r}.")
    return value


def all_positive(name: str, array: Vector) -> Vector:
    """Return ``array`` if every element is above zero."""
    bad = np.flatnonzero(array <= 0)
    if bad.size:
        index = int(bad[0])
        raise ValueError(
            f"{name} must be positive, got {array[index]!r} at position {index}."
        )
    return array


def _as_float(name: str, values: ArrayLike) -> npt.NDArray[np.float64]:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be numeric, got {values!r}.") from error


def _finite(name: str, array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        index = tuple(int(i) for i in bad[0])
        raise ValueError(f"{name} must be finite, got {array[index]!r} at {index}.")
    return array
