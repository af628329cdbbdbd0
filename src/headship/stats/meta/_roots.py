"""One-dimensional roots; the import of scipy.optimize waits until one is sought."""

from collections.abc import Callable

from headship.stats._scipy import optimize


def root(
    gap: Callable[[float], float],
    low: float,
    high: float,
    *,
    xtol: float = 1e-13,
) -> float:
    """Return where ``gap`` crosses zero between ``low`` and ``high``."""
    return float(optimize.brentq(gap, low, high, xtol=xtol, rtol=1e-12))
