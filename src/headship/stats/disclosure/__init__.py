"""Decide what may be shown so that no person's answer can be worked out.

Vocabulary: a *group* is a kind of rater (teachers, peers); a *cell* is what is
published, one group or several merged; a group is *named* when it is not anonymous
by design (self, the one supervisor); a *view* is any published figure about a set of
people; an *exposure* is a figure about fewer people than the minimum that follows
from what is published.
"""

from headship.stats.disclosure.answers import (
    CodedShare,
    coded_share,
    mean_reveals_all,
    reveals_all,
)
from headship.stats.disclosure.groups import (
    MINIMUM_GROUP,
    NAMED_MINIMUM,
    GroupCell,
    GroupDecision,
    Reason,
    SuppressedGroup,
    suppress_groups,
)
from headship.stats.disclosure.solving import (
    SearchTooLargeError,
    cell_bounds,
    exposed_sets,
    solvable_cells,
)
from headship.stats.disclosure.tables import TableDecision, suppress_table
from headship.stats.disclosure.views import (
    UnsafePair,
    unsafe_pairs,
    views_are_safe,
)

__all__ = [
    "MINIMUM_GROUP",
    "NAMED_MINIMUM",
    "CodedShare",
    "GroupCell",
    "GroupDecision",
    "Reason",
    "SearchTooLargeError",
    "SuppressedGroup",
    "TableDecision",
    "UnsafePair",
    "cell_bounds",
    "coded_share",
    "exposed_sets",
    "mean_reveals_all",
    "reveals_all",
    "solvable_cells",
    "suppress_groups",
    "suppress_table",
    "unsafe_pairs",
    "views_are_safe",
]
