"""Which rater groups a subject's report shows, alone, merged or not at all."""

from collections.abc import Mapping, Sequence

import numpy as np

from headship.stats import disclosure
from headship.stats.disclosure import GroupDecision
from headship.surveys.analysis.sheets import Vector
from headship.surveys.models import RaterGroup, Survey
from headship.surveys.models.responses import Sheet


def decide(groups: Sequence[RaterGroup], counts: Mapping[str, int]) -> GroupDecision:
    """Decide what a report may show, from how many of each group answered."""
    return disclosure.suppress_groups(
        {group.key: counts.get(group.key, 0) for group in groups},
        minimum={group.key: group.minimum for group in groups},
        publish_total=False,
    )


def shown_alone(survey: Survey) -> dict[str, frozenset[int]]:
    """Return, by group, the subjects whose own report shows this group by itself."""
    groups = list(survey.groups.all())
    counts: dict[int, dict[str, int]] = {}
    for subject, group, n in Sheet.objects.filter(survey=survey).values_list(
        "subject_id", "group__key", "n"
    ):
        counts.setdefault(subject, {})[group] = n
    known: dict[tuple[tuple[str, int], ...], frozenset[str]] = {}
    shown: dict[str, set[int]] = {group.key: set() for group in groups}
    for subject, by_group in counts.items():
        same = tuple(sorted(by_group.items()))
        if same not in known:
            known[same] = _alone(decide(groups, by_group))
        for group in known[same]:
            shown[group].add(subject)
    return {group: frozenset(subjects) for group, subjects in shown.items()}


def are_alike(scores: Vector) -> bool:
    """Say whether all scores are the same, so that a mean tells what each person said."""
    return len(scores) > 0 and bool(np.ptp(scores) == 0)


def _alone(decision: GroupDecision) -> frozenset[str]:
    return frozenset(cell.members[0] for cell in decision.cells if not cell.is_merged)
