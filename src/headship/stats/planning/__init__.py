"""Planning an evaluation: assignment, power and minimum detectable effects."""

from headship.stats.planning.mechanisms import (
    Blocked,
    Clustered,
    Complete,
    Mechanism,
    Stepped,
    paired,
)

__all__ = ["Blocked", "Clustered", "Complete", "Mechanism", "Stepped", "paired"]
