"""What every WWC rule returns: a verdict and the reasons that led to it.

Vocabulary: a *reason* is one condition of a rule, with the value that was compared and
the limit it was compared to, so that a page can show the path to the verdict.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Rating = TypeVar("Rating", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition of a rule; ``met`` says whether it held.

    ``code`` names the condition, ``subject`` what it was about (a measure, a method, a
    confound) where a rule asks the same of several things.
    """

    code: str
    met: bool
    subject: str | None = None
    value: float | str | None = None
    limit: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Generic[Rating]):
    """A rating and its reasons, in the order they were looked at."""

    rating: Rating
    reasons: tuple[Reason, ...]

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """Return the conditions that did not hold."""
        return tuple(reason for reason in self.reasons if not reason.met)
