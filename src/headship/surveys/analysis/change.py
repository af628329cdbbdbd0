"""How figures moved from one survey to the next."""

from dataclasses import dataclass

from headship.core.suppression import Suppressed
from headship.stats import measurement
from headship.stats.measurement import RatingDifference
from headship.surveys.analysis import sheets
from headship.surveys.analysis.decisions import are_alike
from headship.surveys.analysis.figures import (
    TOO_ALIKE,
    TOO_FEW_JUDGED,
    subject_figures,
)
from headship.surveys.models import Subject
from headship.surveys.queries import version_refs


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleChange:
    """One scale and group, now minus before; ``before`` and ``now`` are the means."""

    before: float
    now: float
    difference: RatingDifference


def scale_changes(
    before: Subject, now: Subject, group: str
) -> dict[str, ScaleChange | Suppressed] | None:
    """Compare what one group said in two surveys, scale by scale.

    Answers are unlinked, so the raters of both times count as independent; where many
    answered twice the interval is wider than it need be. None if the questionnaires
    differ, since a re-scaled version has no trend, or if either report does not show
    the group by itself.
    """
    if version_refs(before.survey.ref) != version_refs(now.survey.ref):
        return None
    if not (_shows(before, group) and _shows(now, group)):
        return None
    first = sheets.answers_about(before)[group]
    second = sheets.answers_about(now)[group]
    return {
        key: _change(first, second, scale)
        for key, scale in sheets.scales_of(now.survey).items()
    }


def _shows(subject: Subject, group: str) -> bool:
    cell = subject_figures(subject).cell_of(group)
    return cell is not None and not cell.is_merged


def _change(first, second, scale) -> ScaleChange | Suppressed:
    earlier = sheets.known(sheets.scores(first.matrix, scale.columns))
    later = sheets.known(sheets.scores(second.matrix, scale.columns))
    if len(earlier) < first.group.minimum or len(later) < second.group.minimum:
        return TOO_FEW_JUDGED
    if are_alike(earlier) or are_alike(later):
        return TOO_ALIKE
    return ScaleChange(
        before=float(earlier.mean()),
        now=float(later.mean()),
        difference=measurement.rating_difference(
            earlier, later, low=scale.low, high=scale.high
        ),
    )
