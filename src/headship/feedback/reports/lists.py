"""The lists of cycles, reviews and nominations, as tables to download."""

from collections.abc import Iterable
from typing import Any

from headship.feedback.models import Cycle, Nomination, Participant, ReportShare
from headship.surveys.models import Invitation

Table = tuple[list[str], Iterable[list[Any]]]


def cycles_table(cycles: Iterable[Cycle]) -> Table:
    """Return cycles; ``leader_count`` is annotated."""
    header = ["cycle", "state", "leaders", "last_day_to_answer"]
    return header, (
        [it.name, it.state, it.leader_count, it.survey.closes_at.isoformat()]  # type: ignore[attr-defined]
        for it in cycles
    )


def reviews_table(
    reviews: Iterable[Participant], shared: Iterable[ReportShare]
) -> Table:
    """Return a member's own reviews, then the reports others share with them."""
    header = ["cycle", "state", "leader", "shared_at"]
    own = [[it.cycle.name, it.cycle.state, it.member, None] for it in reviews]
    others = [
        [
            it.participant.cycle.name,
            it.participant.cycle.state,
            it.participant.member,
            it.shared_at.isoformat(),
        ]
        for it in shared
    ]
    return header, own + others


def raters_table(raters: Iterable[Invitation]) -> Table:
    """Return who is asked about a leader."""
    header = ["name", "group", "email"]
    return header, ([it.name, it.group.title, it.email] for it in raters)


def nominations_table(nominations: Iterable[Nomination]) -> Table:
    """Return nominations that wait for a decision."""
    header = ["leader", "cycle", "proposed_rater", "group"]
    return header, (
        [it.participant.member, it.participant.cycle.name, it.member, it.group]
        for it in nominations
    )
