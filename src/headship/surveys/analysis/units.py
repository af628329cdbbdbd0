"""Figures about many subjects at once: a school, a district, a cohort.

Vocabulary: the *whole* is all subjects of a survey; *units* are disjoint parts of it
whose figures may stand beside the whole's; a subject is *hidden* from a group if its
own report does not show this group by itself. Everything is decided for one group and
one scale at a time, by who was judged, since figures of other people could be
subtracted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext_lazy as _

from headship.core.suppression import Suppressed
from headship.stats import disclosure, measurement
from headship.stats.measurement import MeanRating
from headship.surveys.analysis import sheets
from headship.surveys.analysis.decisions import are_alike, shown_alone
from headship.surveys.analysis.figures import REASONS, TOO_ALIKE, TOO_FEW_JUDGED
from headship.surveys.analysis.sheets import Matrix, Places, Vector
from headship.surveys.models import RaterGroup, Survey
from headship.surveys.models.responses import Sheet
from headship.surveys.models.surveys import MINIMUM_SUBJECTS
from headship.surveys.questionnaire import ScaleColumns

Mask = npt.NDArray[np.bool_]

TOO_FEW_SUBJECTS = Suppressed(_("too few of those rated have answers to show"))


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
    """What one group said about all subjects, one subject after another."""

    group: RaterGroup
    matrix: Matrix
    subjects: Places
    starts: Places
    sizes: Places
    is_hidden: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """One scale in a stack: the scores, and raters and mean by subject."""

    scores: Vector
    counts: Places
    means: Vector


def unit_figures(
    survey: Survey, *, units: Sequence[Sequence[int]] = (), chosen: int | None = None
) -> UnitFigures:
    """Compute the figures of one unit; ``chosen`` is its place, None the whole.

    ``units`` lists all disjoint units that are published beside the whole, whichever
    is chosen: a unit is left out where the whole less all units shown would describe
    too few.
    """
    groups = list(survey.groups.all())
    stacks = _stacks(survey, groups)
    members = None if chosen is None else units[chosen]
    counts = {it.key: _rater_count(stacks.get(it.pk), members) for it in groups}
    hidden = _suppressed(groups, counts)
    scales = sheets.scales_of(survey)
    shown = {
        it.key: _means(stacks[it.pk], scales, units, chosen)
        for it in groups
        if it.key not in hidden
    }
    return UnitFigures(
        n_subjects=survey.subjects.count() if members is None else len(members),
        n_raters={key: n for key, n in counts.items() if key not in hidden},
        suppressed=hidden,
        scales={
            scale: {group: means[scale] for group, means in shown.items()}
            for scale in scales
        },
    )


def _stacks(survey: Survey, groups: Sequence[RaterGroup]) -> dict[int, _Stack]:
    alone = shown_alone(survey)
    found = Sheet.objects.filter(survey=survey).order_by("group_id", "subject_id")
    parts: dict[int, list[tuple[int, int, int, bytes]]] = {}
    for group, subject, n, width, data in found.values_list(
        "group_id", "subject_id", "n", "width", "answers"
    ).iterator(chunk_size=2000):
        parts.setdefault(group, []).append((subject, n, width, bytes(data)))
    return {
        it.pk: _stack(it, parts[it.pk], alone[it.key])
        for it in groups
        if it.pk in parts
    }


def _stack(
    group: RaterGroup, rows: list[tuple[int, int, int, bytes]], alone: frozenset[int]
) -> _Stack:
    sizes = np.array([n for _, n, _, _ in rows])
    joined = b"".join(data for _, _, _, data in rows)
    return _Stack(
        group=group,
        matrix=sheets.to_matrix(joined, rows[0][2]),
        subjects=np.array([subject for subject, _, _, _ in rows]),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        sizes=sizes,
        is_hidden=np.array([subject not in alone for subject, _, _, _ in rows]),
    )


def _rater_count(stack: _Stack | None, members: Sequence[int] | None) -> int:
    if stack is None:
        return 0
    if members is None:
        return int(stack.sizes.sum())
    return int(stack.sizes[np.isin(stack.subjects, list(members))].sum())


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
    stack: _Stack,
    scales: Mapping[str, ScaleColumns],
    units: Sequence[Sequence[int]],
    chosen: int | None,
) -> dict[str, MeanRating | Suppressed]:
    masks = [np.isin(stack.subjects, list(unit)) for unit in units]
    return {key: _mean(stack, scale, masks, chosen) for key, scale in scales.items()}


def _mean(
    stack: _Stack, scale: ScaleColumns, masks: Sequence[Mask], chosen: int | None
) -> MeanRating | Suppressed:
    judged = _judge(stack, scale)
    whole = _without_hidden(stack, judged, judged.counts > 0)
    if not _is_enough(stack, judged, whole):
        return _why_not(stack, judged, whole)
    used = whole
    if chosen is not None:
        beside = _shown_beside(stack, judged, whole, masks)[chosen]
        if beside is None:
            return _why_not(stack, judged, whole & masks[chosen])
        used = beside
    if are_alike(judged.scores[np.repeat(used, stack.sizes)]):
        return TOO_ALIKE
    return measurement.mean_rating(judged.means[used], low=scale.low, high=scale.high)


def _judge(stack: _Stack, scale: ScaleColumns) -> _Judged:
    scores = sheets.scores(stack.matrix, scale.columns)
    judged = ~np.isnan(scores)
    totals = np.add.reduceat(np.where(judged, scores, 0.0), stack.starts)
    counts = np.add.reduceat(judged.astype(np.int64), stack.starts)
    means = np.divide(
        totals, counts, out=np.full(len(counts), np.nan), where=counts > 0
    )
    return _Judged(scores=scores, counts=counts, means=means)


def _without_hidden(stack: _Stack, judged: _Judged, mask: Mask) -> Mask:
    """Leave hidden subjects out unless they would be a unit by themselves.

    Otherwise whoever was given all other reports could work out the hidden one.
    """
    hidden = mask & (stack.is_hidden | (judged.counts < stack.group.minimum))
    return mask if _is_unit(stack, judged, hidden) else mask & ~hidden


def _is_enough(stack: _Stack, judged: _Judged, mask: Mask) -> bool:
    """Say whether a figure on these subjects describes enough of them, and raters."""
    is_unit = bool(mask.any()) and _is_unit(stack, judged, mask)
    return is_unit and bool((_without_hidden(stack, judged, mask) == mask).all())


def _is_unit(stack: _Stack, judged: _Judged, mask: Mask) -> bool:
    subjects, raters = int(mask.sum()), int(judged.counts[mask].sum())
    return subjects == 0 or (
        subjects >= MINIMUM_SUBJECTS and raters >= stack.group.minimum
    )


def _shown_beside(
    stack: _Stack, judged: _Judged, whole: Mask, masks: Sequence[Mask]
) -> list[Mask | None]:
    """Return whom each unit's figure describes, None where it is not shown."""
    wanted = [_without_hidden(stack, judged, whole & mask) for mask in masks]
    shown = [it if _is_enough(stack, judged, it) else None for it in wanted]
    while any(it is not None for it in shown):
        rest = whole & ~np.any([it for it in shown if it is not None], axis=0)
        if not rest.any() or _is_enough(stack, judged, rest):
            break
        sizes = [(it.sum(), -place) for place, it in enumerate(shown) if it is not None]
        shown[-min(sizes)[1]] = None
    return shown


def _why_not(stack: _Stack, judged: _Judged, mask: Mask) -> Suppressed:
    if judged.counts[mask].sum() < stack.group.minimum:
        return TOO_FEW_JUDGED
    return TOO_FEW_SUBJECTS
