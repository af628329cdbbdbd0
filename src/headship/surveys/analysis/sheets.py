"""From sealed sheets to matrices.

Vocabulary: a *matrix* has one row a rater and one column a rated item, NaN where the
rater cannot judge or did not answer; a *score* is a rater's mean over the items of a
scale, NaN if they judged fewer than half of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headship.instruments.answers import NOT_ANSWERED, NOT_JUDGED
from headship.surveys.models import RaterGroup, Subject, Survey
from headship.surveys.models.responses import Sheet
from headship.surveys.queries import version_refs
from headship.surveys.questionnaire import ScaleColumns, scale_columns

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

JUDGED_SHARE = 0.5  # Of a scale's items; with fewer a score rests on one statement.


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one rater group said about one subject."""

    group: RaterGroup
    matrix: Matrix
    comments: Mapping[str, list[str]]

    @property
    def n(self) -> int:
        return len(self.matrix)


def answers_about(subject: Subject) -> dict[str, Answers]:
    """Return the answers about a subject by the key of the group that gave them."""
    sheets = Sheet.objects.filter(subject=subject).select_related("group")
    return {
        sheet.group.key: Answers(
            group=sheet.group,
            matrix=to_matrix(sheet.answers, sheet.width),
            comments=sheet.comments,
        )
        for sheet in sheets.order_by("group__position")
    }


def to_matrix(answers: bytes | memoryview, width: int) -> Matrix:
    """Turn packed answers into numbers, NaN where nothing was judged."""
    raw = np.frombuffer(answers, dtype=np.uint8).reshape(-1, width)
    matrix = raw.astype(np.float64)
    matrix[(raw == NOT_JUDGED) | (raw == NOT_ANSWERED)] = np.nan
    return matrix


def scales_of(survey: Survey) -> dict[str, ScaleColumns]:
    """Return where each scale of a survey is."""
    return scale_columns(version_refs(survey.ref))


def scores(matrix: Matrix, columns: Sequence[int]) -> Vector:
    """Return each rater's score on one scale."""
    items = matrix[:, list(columns)]
    judged = ~np.isnan(items)
    n_judged = judged.sum(axis=1)
    total = np.where(judged, items, 0.0).sum(axis=1)
    enough = n_judged >= max(1, JUDGED_SHARE * items.shape[1])
    return np.divide(total, n_judged, out=np.full(len(items), np.nan), where=enough)


def known(values: Vector) -> Vector:
    """Return the values that are not NaN."""
    return values[~np.isnan(values)]
