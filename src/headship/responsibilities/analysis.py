"""What a correlation says in schools."""

import math


def share_above_middle(r: float) -> float:
    """Return how often schools rated above the middle also achieve above it.

    For two normal variables that correlate at ``r``, the share of cases above the
    median of one that are also above the median of the other:
    ``1/2 + arcsin(r)/π`` (Sheppard, 1899). With no relation it is one half.
    """
    return 0.5 + math.asin(r) / math.pi
