"""How many of a group see something at least so strongly."""

from dataclasses import dataclass

import numpy as np

from headship.core.suppression import Suppressed
from headship.stats import disclosure
from headship.stats.disclosure import CodedShare
from headship.surveys.analysis import sheets
from headship.surveys.analysis.figures import TOO_FEW_JUDGED, Pool, shown_pools
from headship.surveys.analysis.sheets import Matrix
from headship.surveys.models import Subject
from headship.surveys.questionnaire import ScaleColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What counts: a score from ``score`` on, or this answer to one item alone."""

    scale: str
    score: float
    item: str
    answer: int


def shares_at_least(
    subject: Subject, threshold: Threshold
) -> dict[str, CodedShare | Suppressed]:
    """Return the share of each cell's raters who reach a threshold, by cell.

    Shares near 0 or 100 % are blurred, so that a unanimous group is not read out.
    """
    scale = sheets.scales_of(subject.survey)[threshold.scale]
    return {
        pool.cell.key: _share(pool, scale, threshold) for pool in shown_pools(subject)
    }


def _share(
    pool: Pool, scale: ScaleColumns, threshold: Threshold
) -> CodedShare | Suppressed:
    judged, reached = _count(pool.matrix, scale, threshold)
    if judged < pool.cell.minimum:
        return TOO_FEW_JUDGED
    if pool.cell.is_named:
        share = reached / judged
        return CodedShare(lower=share, upper=share, is_coded=False)
    return disclosure.coded_share(reached, judged)


def _count(
    matrix: Matrix, scale: ScaleColumns, threshold: Threshold
) -> tuple[int, int]:
    scores = sheets.scores(matrix, scale.columns)
    alone = matrix[:, scale.columns[scale.item_keys.index(threshold.item)]]
    judged = ~np.isnan(scores)
    reached = (scores >= threshold.score) | (alone == threshold.answer)
    return int(judged.sum()), int((judged & reached).sum())
