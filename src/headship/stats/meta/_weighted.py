"""Weighted moments."""

import numpy as np

from headship.stats._validate import Vector


def mean_of(x: Vector, weights: Vector) -> float:
    """Return the weighted mean."""
    return float(x @ weights / weights.sum())


def variance_of(x: Vector, weights: Vector, *, unbiased: bool) -> float:
    """Return the weighted variance, times k/(k-1) when ``unbiased``."""
    if len(x) == 1:
        return 0.0
    mean = mean_of(x, weights)
    variance = float(np.square(x - mean) @ weights / weights.sum())
    return variance * len(x) / (len(x) - 1) if unbiased else variance
