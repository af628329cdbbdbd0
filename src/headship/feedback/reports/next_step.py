"""The page on which a leader chooses what to practice."""

from dataclasses import dataclass

from headship.feedback import analysis
from headship.feedback.models import Participant
from headship.frameworks.responsibilities import Responsibility, get_responsibility
from headship.practice.models import Practice
from headship.practice.queries import practices_from

SUGGESTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A responsibility that the report points to, and why."""

    responsibility: Responsibility
    is_growth: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepPage:
    """What the report points to; the choice stays with the leader."""

    participant: Participant
    suggestions: tuple[Suggestion, ...]
    suggested: tuple[str, ...]
    undertaken: tuple[Practice, ...]


def next_step_page(participant: Participant) -> NextStepPage:
    """Gather what stands out below the rest and where self and others differ."""
    figures = analysis.subject_figures(participant)
    rows, main = analysis.rated(figures), analysis.main_cell(figures)
    _above, below = analysis.standings(rows, main)
    gaps = analysis.gaps(rows, main)
    growth = [it.responsibility.key for it in below]
    seen = dict.fromkeys([*growth, *(it.responsibility.key for it in gaps)])
    suggestions = tuple(
        Suggestion(responsibility=get_responsibility(key), is_growth=key in growth)
        for key in seen
    )
    return NextStepPage(
        participant=participant,
        suggestions=suggestions,
        suggested=tuple(seen)[:SUGGESTED],
        undertaken=tuple(practices_from(participant.member, participant.ref)),
    )
