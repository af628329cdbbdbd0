"""Values that every topic returns.

Vocabulary: ``estimate`` is the point estimate, ``se`` its standard error,
``interval`` a confidence interval at ``confidence``, ``dof`` degrees of freedom,
``n_…`` a count.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval from ``lower`` to ``upper`` at ``confidence`` (0.95 = 95 %)."""

    lower: float
    upper: float
    confidence: float = 0.95

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper
