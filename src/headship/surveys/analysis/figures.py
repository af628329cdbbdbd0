"""What one subject's report may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.core.suppression import Suppressed
from headship.stats import disclosure, measurement
from headship.stats.disclosure import GroupDecision, Reason
from headship.stats.measurement import MeanRating, RatingDifference
from headship.surveys.analysis import sheets
from headship.surveys.analysis.decisions import are_alike, decide
from headship.surveys.analysis.sheets import Answers, Matrix, Vector
from headship.surveys.models import Subject
from headship.surveys.questionnaire import ScaleColumns

REASONS: dict[Reason, str | Promise] = {
    Reason.NO_ANSWERS: _("no answers"),
    Reason.TOO_FEW: _("too few answers to stay anonymous"),
    Reason.COMPLEMENTARY: _("it would give another group away"),
}
# With 21 comparisons in a report, 95 % would call one of them by chance alone.
COMPARED_CONFIDENCE = 0.99
FEWEST_FOR_STANDING = 5
TOO_FEW_JUDGED = Suppressed(_("too few of the group could judge"))
TOO_ALIKE = Suppressed(_("answers so alike that they would show what each said"))
TOO_FEW_WORDS = Suppressed(_("too few people answered to show their own words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One group, or several merged, that a report may show; ``n`` people answered."""

    key: str
    groups: tuple[str, ...]
    n: int
    minimum: int
    is_named: bool

    @property
    def is_merged(self) -> bool:
        return len(self.groups) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleFigure:
    """One scale as one cell sees it.

    ``distribution`` counts raters by their score, rounded to a whole answer value, and
    ``not_judged`` those without a score: the same people as behind the mean, since
    two figures on different people would tell what one of them said. ``gap`` is self
    minus this cell; ``standing`` is this scale minus the same raters' mean over all
    like scales.
    """

    mean: MeanRating
    standing: RatingDifference | None
    distribution: Mapping[int, int] | Suppressed
    not_judged: int
    gap: RatingDifference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFigures:
    """Everything a report about one subject may show.

    ``scales`` are keyed by scale, then by cell; ``comments`` by question, then by cell.
    Items have no figures: some people judge only part of a scale, and an item beside
    its scale would tell what these said.
    """

    cells: tuple[Cell, ...]
    suppressed: Mapping[str, Suppressed]
    scales: Mapping[str, Mapping[str, ScaleFigure | Suppressed]]
    comments: Mapping[str, Mapping[str, tuple[str, ...] | Suppressed]]

    def cell_of(self, group: str) -> Cell | None:
        """Return the cell that shows a group, alone or merged."""
        return next((cell for cell in self.cells if group in cell.groups), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The answers behind one cell; for ``surveys.analysis`` only."""

    cell: Cell
    matrix: Matrix
    comments: Mapping[str, Sequence[str]]

    def overall(self, scales: Mapping[str, ScaleColumns], like: ScaleColumns) -> Vector:
        """Return each rater's mean over all scales with the same options."""
        columns = [
            column
            for scale in scales.values()
            if (scale.low, scale.high) == (like.low, like.high)
            for column in scale.columns
        ]
        return sheets.scores(self.matrix, columns)


def subject_figures(subject: Subject) -> SubjectFigures:
    """Compute what may be shown about one subject of a closed survey."""
    survey = subject.survey
    answers = sheets.answers_about(subject)
    decision = _decide(subject, answers)
    pools = _pools(decision, answers)
    scales = sheets.scales_of(survey)
    own = answers["self"].matrix if "self" in answers else None
    return SubjectFigures(
        cells=tuple(pool.cell for pool in pools),
        suppressed={
            it.group: Suppressed(REASONS[it.reason]) for it in decision.suppressed
        },
        scales={
            key: {
                pool.cell.key: _scale_figure(
                    pool, scale, own, pool.overall(scales, scale)
                )
                for pool in pools
            }
            for key, scale in scales.items()
        },
        comments=_comments(pools, survey.text_minimum),
    )


def shown_pools(subject: Subject) -> list[Pool]:
    """Return the answers of each cell that a report about the subject may show."""
    answers = sheets.answers_about(subject)
    return _pools(_decide(subject, answers), answers)


def _decide(subject: Subject, answers: Mapping[str, Answers]) -> GroupDecision:
    groups = list(subject.survey.groups.all())
    return decide(groups, {key: answers[key].n for key in answers})


def _pools(decision: GroupDecision, answers: Mapping[str, Answers]) -> list[Pool]:
    return [
        Pool(
            cell=Cell(
                key="+".join(it.members),
                groups=it.members,
                n=it.n,
                minimum=max(answers[key].group.minimum for key in it.members),
                is_named=it.is_named,
            ),
            matrix=np.vstack([answers[key].matrix for key in it.members]),
            comments=_merged([answers[key].comments for key in it.members]),
        )
        for it in decision.cells
    ]


def _merged(comments: list[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for by_question in comments:
        for question, texts in by_question.items():
            merged.setdefault(question, []).extend(texts)
    # By the text itself, so that no order of groups remains.
    return {question: sorted(texts) for question, texts in merged.items()}


def _scale_figure(
    pool: Pool, scale: ScaleColumns, own: Matrix | None, overall: Vector
) -> ScaleFigure | Suppressed:
    scores = sheets.scores(pool.matrix, scale.columns)
    judged = sheets.known(scores)
    if len(judged) < pool.cell.minimum:
        return TOO_FEW_JUDGED
    if are_alike(judged) and not pool.cell.is_named:
        return TOO_ALIKE
    return ScaleFigure(
        mean=measurement.mean_rating(judged, low=scale.low, high=scale.high),
        standing=_standing(overall, scores, scale, pool.cell),
        distribution=_distribution(judged, scale, is_named=pool.cell.is_named),
        not_judged=len(scores) - len(judged),
        gap=_gap(pool.cell, judged, scale, own),
    )


def _standing(
    overall: Vector, scores: Vector, scale: ScaleColumns, cell: Cell
) -> RatingDifference | None:
    both = ~(np.isnan(overall) | np.isnan(scores))
    if both.sum() < max(FEWEST_FOR_STANDING, cell.minimum):
        return None
    return measurement.paired_change(
        overall[both],
        scores[both],
        low=scale.low,
        high=scale.high,
        confidence=COMPARED_CONFIDENCE,
    )


def _distribution(
    judged: Vector, scale: ScaleColumns, *, is_named: bool
) -> dict[int, int] | Suppressed:
    nearest = np.floor(judged + 0.5)  # Halves go up, so that 2.5 and 3.5 do alike.
    values = range(scale.low, scale.high + 1)
    counts = {value: int((nearest == value).sum()) for value in values}
    if not is_named and disclosure.reveals_all(list(counts.values())):
        return TOO_ALIKE
    return counts


def _gap(
    cell: Cell, judged: Vector, scale: ScaleColumns, own: Matrix | None
) -> RatingDifference | None:
    if own is None or cell.groups == ("self",):
        return None
    self_score = sheets.known(sheets.scores(own, scale.columns))
    if not len(self_score):
        return None
    return measurement.self_other_gap(
        float(self_score[0]),
        judged,
        low=scale.low,
        high=scale.high,
        confidence=COMPARED_CONFIDENCE,
    )


def _comments(
    pools: list[Pool], text_minimum: int
) -> dict[str, dict[str, tuple[str, ...] | Suppressed]]:
    questions = sorted({question for pool in pools for question in pool.comments})
    return {
        question: {
            pool.cell.key: _texts(pool, question, text_minimum) for pool in pools
        }
        for question in questions
    }


def _texts(
    pool: Pool, question: str, text_minimum: int
) -> tuple[str, ...] | Suppressed:
    if not pool.cell.is_named and pool.cell.n < text_minimum:
        return TOO_FEW_WORDS
    return tuple(pool.comments.get(question, ()))
