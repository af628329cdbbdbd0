"""How alike two contexts are: a school and the sample of a study.

Vocabulary: a *distribution* maps categories to shares of people; a category that is
missing or None is unknown, which is not the same as 0. *Coverage* is how much of both
sides was compared. An *affinity* is 1 for equal and 0 for disjoint distributions.
"""

from headship.stats.similarity.affinity import (
    Affinity,
    Shares,
    categorical_affinity,
    normal_affinity,
    shares_of,
)
from headship.stats.similarity.differences import mean_difference, share_difference
from headship.stats.similarity.fit import (
    Fit,
    Generalizability,
    combined_fit,
    generalizability,
)

__all__ = [
    "Affinity",
    "Fit",
    "Generalizability",
    "Shares",
    "categorical_affinity",
    "combined_fit",
    "generalizability",
    "mean_difference",
    "normal_affinity",
    "share_difference",
    "shares_of",
]
