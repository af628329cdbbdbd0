"""Do the lead and whoever watched tell the same of a session?"""

from collections.abc import Sequence
from dataclasses import dataclass

from headship.programs.models import FidelityLine
from headship.stats import measurement

# Blocks told by both. With fewer, kappa swings by tenths with a single block.
FEWEST_FOR_KAPPA = 20

Pair = tuple[FidelityLine, FidelityLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityAgreement:
    """Of ``n`` blocks told by both, the share told alike; kappa if there are enough.

    ``why_no_kappa`` is "few" or "same" (everything fell into one category).
    """

    n: int
    alike: int
    share: float
    kappa: float | None
    lower: float | None
    upper: float | None
    why_no_kappa: str


def agreement(pairs: Sequence[Pair]) -> FidelityAgreement | None:
    """Compare accounts block by block; None if no block was told by both."""
    if not pairs:
        return None
    ratings = [[first.outcome, second.outcome] for first, second in pairs]
    alike = sum(first == second for first, second in ratings)
    told = {outcome for row in ratings for outcome in row}
    why = "few" if len(pairs) < FEWEST_FOR_KAPPA else "same" if len(told) < 2 else ""
    kappa = None if why else measurement.cohen_kappa(ratings)
    interval = kappa.interval if kappa else None
    return FidelityAgreement(
        n=len(pairs),
        alike=alike,
        share=alike / len(pairs),
        kappa=kappa.estimate if kappa else None,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        why_no_kappa=why,
    )
