"""How sure a stated fact is."""

from enum import StrEnum


class Certainty(StrEnum):
    """Where a fact comes from, surest first."""

    FOUND = "found"  # a published page says so, often a summary of the original
    CONFIDENT = "confident"  # recalled, fits the rest, not re-read
    DERIVED = "derived"  # computed from other facts
    PROPOSAL = "proposal"  # Headship's design choice, not a finding
    UNSURE = "unsure"  # kept for the record only

    @property
    def may_be_shown(self) -> bool:
        """Whether a page may present the fact at all."""
        return self is not Certainty.UNSURE
