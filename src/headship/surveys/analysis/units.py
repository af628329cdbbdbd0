"""Figures about many subjects at once: a school, a district, a cohort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headship.core.suppression import Suppressed
from headship.stats import disclosure, measurement
from headship.stats.measurement import MeanRating
from headship.surveys.analysis import sheets
from headship.surveys.analysis.figures import REASONS, TOO_FEW_JUDGED
from headship.surveys.analysis.sheets import Matrix, Places
from headship.surveys.models import RaterGroup, Survey
from headship.surveys.models.responses import Sheet
from headship.surveys.questionnaire import ScaleColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """The mean of subjects' means, by scale and rater group.

    ``n_raters`` counts the people behind each group; an interval says how far the
    mean of all such subjects may lie, treating these as a sample of them.
    """

    n_subjects: int
    n_raters: Mapping[str, int]
    suppressed: Mapping[str, Suppressed]
    scales: Mapping[str, Mapping[str, MeanRating | Suppressed]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    matrix: Matrix
    starts: Places
    n: int


def unit_figures(survey: Survey, subject_ids: Sequence[int] | None) -> UnitFigures:
    """Compute the figures of a unit; None means all subjects of the survey.

    The caller has checked that the unit has enough subjects, and that no other unit
    it publishes differs from it by fewer (``feedback.policies``).
    """
    groups = list(survey.groups.all())
    stacks = _stacks(survey, subject_ids)
    counts = {it.key: stacks[it.pk].n if it.pk in stacks else 0 for it in groups}
    hidden = _suppressed(groups, counts)
    scales = sheets.scales_of(survey)
    shown = {
        it.key: _means(stacks[it.pk], it, scales)
        for it in groups
        if it.key not in hidden
    }
    return UnitFigures(
        n_subjects=_subject_count(survey, subject_ids),
        n_raters={key: n for key, n in counts.items() if key not in hidden},
        suppressed=hidden,
        scales={
            scale: {group: means[scale] for group, means in shown.items()}
            for scale in scales
        },
    )


def _subject_count(survey: Survey, subject_ids: Sequence[int] | None) -> int:
    return survey.subjects.count() if subject_ids is None else len(subject_ids)


def _stacks(survey: Survey, subject_ids: Sequence[int] | None) -> dict[int, _Stack]:
    found = Sheet.objects.filter(survey=survey).order_by("group_id", "subject_id")
    if subject_ids is not None:
        found = found.filter(subject_id__in=subject_ids)
    parts: dict[int, list[tuple[int, int, bytes]]] = {}
    for group, n, width, data in found.values_list(
        "group_id", "n", "width", "answers"
    ).iterator(chunk_size=2000):
        parts.setdefault(group, []).append((n, width, bytes(data)))
    return {group: _stack(rows) for group, rows in parts.items()}


def _stack(rows: list[tuple[int, int, bytes]]) -> _Stack:
    sizes = np.array([n for n, _, _ in rows])
    joined = b"".join(data for _, _, data in rows)
    return _Stack(
        matrix=sheets.to_matrix(joined, rows[0][1]),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        n=int(sizes.sum()),
    )


def _suppressed(
    groups: list[RaterGroup], counts: dict[str, int]
) -> dict[str, Suppressed]:
    decision = disclosure.suppress_groups(
        counts,
        minimum={group.key: group.minimum for group in groups},
        merge=False,
        publish_total=False,
    )
    return {it.group: Suppressed(REASONS[it.reason]) for it in decision.suppressed}


def _means(
    stack: _Stack, group: RaterGroup, scales: Mapping[str, ScaleColumns]
) -> dict[str, MeanRating | Suppressed]:
    return {key: _mean(stack, group, scale) for key, scale in scales.items()}


def _mean(
    stack: _Stack, group: RaterGroup, scale: ScaleColumns
) -> MeanRating | Suppressed:
    scores = sheets.scores(stack.matrix, scale.columns)
    judged = ~np.isnan(scores)
    if judged.sum() < group.minimum:
        return TOO_FEW_JUDGED
    totals = np.add.reduceat(np.where(judged, scores, 0.0), stack.starts)
    counts = np.add.reduceat(judged.astype(np.float64), stack.starts)
    means = totals[counts > 0] / counts[counts > 0]
    return measurement.mean_rating(means, low=scale.low, high=scale.high)
