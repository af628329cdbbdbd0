"""How well a survey's scales measure."""

from dataclasses import dataclass

import numpy as np

from headship.stats import measurement
from headship.stats.measurement import GroupReliability, Reliability
from headship.surveys.analysis import sheets
from headship.surveys.analysis.decisions import are_alike, shown_alone
from headship.surveys.analysis.sheets import Matrix, Vector
from headship.surveys.models import Subject, Survey
from headship.surveys.models.responses import Sheet
from headship.surveys.models.surveys import MINIMUM_SUBJECTS
from headship.surveys.questionnaire import ScaleColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleQuality:
    """How one scale measures in one rater group, over all subjects of a survey.

    ``measurement_error`` and ``detectable_change`` are in points of the answer scale
    and belong to the mean of as many raters as this subject's report shows. What
    cannot be computed is None.
    """

    scale: str
    n_raters: int
    n_subjects: int
    alpha: Reliability | None
    omega: Reliability | None
    groups: GroupReliability | None
    agreement: float | None
    measurement_error: float | None
    detectable_change: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raters:
    """One group's answers, whom each is about, and those about the subject itself."""

    matrix: Matrix
    subjects: Vector
    own: Matrix | None
    minimum: int


def scale_qualities(subject: Subject, group: str) -> list[ScaleQuality]:
    """Describe the measurement behind one subject's report, scale by scale.

    Alpha, omega and the ICCs use every rater of the group in the survey, because one
    subject's raters are too few; only of subjects whose report shows the group, and
    of this subject alone where there are fewer than three, since what lies between
    two would tell each of them the other's mean. Agreement (r_wg) is about this
    subject alone and is None unless the report shows the group by itself.
    """
    shown = shown_alone(subject.survey)[group]
    used = shown if len(shown) >= MINIMUM_SUBJECTS else shown & {subject.pk}
    matrix, subjects = _stacked(subject.survey, group, used)
    raters = _Raters(
        matrix=matrix,
        subjects=subjects,
        own=matrix[subjects == subject.pk] if subject.pk in shown else None,
        minimum=subject.survey.groups.get(key=group).minimum,
    )
    return [
        _quality(key, scale, raters)
        for key, scale in sheets.scales_of(subject.survey).items()
    ]


def _stacked(
    survey: Survey, group: str, subjects: frozenset[int]
) -> tuple[Matrix, Vector]:
    rows = Sheet.objects.filter(survey=survey, group__key=group).order_by("subject_id")
    found = [
        row
        for row in rows.values_list("subject_id", "n", "width", "answers")
        if row[0] in subjects
    ]
    if not found:
        return np.empty((0, _width(survey))), np.empty(0)
    matrix = np.vstack([sheets.to_matrix(data, width) for _, _, width, data in found])
    return matrix, np.repeat([row[0] for row in found], [row[1] for row in found])


def _enough(raters: _Raters, scale: ScaleColumns) -> Matrix | None:
    """Return the answers about the subject if its report has a figure on this scale."""
    if raters.own is None:
        return None
    judged = sheets.known(sheets.scores(raters.own, scale.columns))
    if len(judged) < raters.minimum or are_alike(judged):
        return None
    return raters.own


def _width(survey: Survey) -> int:
    scales = sheets.scales_of(survey).values()
    return 1 + max(column for scale in scales for column in scale.columns)


def _quality(key: str, scale: ScaleColumns, raters: _Raters) -> ScaleQuality:
    scores = sheets.scores(raters.matrix, scale.columns)
    judged = ~np.isnan(scores)
    if judged.sum() < raters.minimum:
        return _unknown(key)
    subjects = raters.subjects[judged]
    items = raters.matrix[judged][:, list(scale.columns)]
    n_subjects = len(np.unique(subjects))
    groups = (
        _attempt(measurement.group_icc, scores[judged], subjects)
        if n_subjects >= MINIMUM_SUBJECTS
        else None
    )
    own = _enough(raters, scale)
    error = _measurement_error(scores[judged], subjects, groups, _n_judged(own, scale))
    return ScaleQuality(
        scale=key,
        n_raters=int(judged.sum()),
        n_subjects=n_subjects,
        alpha=_attempt(measurement.coefficient_alpha, items),
        omega=_attempt(measurement.omega_total, items),
        groups=groups,
        agreement=_agreement(own, scale),
        measurement_error=error,
        detectable_change=(
            None if error is None else measurement.minimal_detectable_change(error)
        ),
    )


def _unknown(key: str) -> ScaleQuality:
    return ScaleQuality(
        scale=key,
        n_raters=0,
        n_subjects=0,
        alpha=None,
        omega=None,
        groups=None,
        agreement=None,
        measurement_error=None,
        detectable_change=None,
    )


def _attempt(compute, *arrays):
    """Return a figure, or None where the data cannot bear it.

    The statistics refuse too few raters, constant answers or a single subject with a
    ValueError; a page then says that the figure is unknown.
    """
    try:
        return compute(*arrays)
    except ValueError:
        return None


def _n_judged(own: Matrix | None, scale: ScaleColumns) -> int:
    return 0 if own is None else len(sheets.known(sheets.scores(own, scale.columns)))


def _measurement_error(
    scores: Vector, subjects: Vector, groups: GroupReliability | None, n: int
) -> float | None:
    """Return the standard error of a mean of ``n`` raters.

    SD of the subjects' means times the root of 1 - ICC(2) holds for as many raters as
    subjects have between them; a mean of fewer varies more.
    """
    if groups is None or not n or not 0 <= groups.icc2 <= 1:
        return None
    means = [scores[subjects == subject].mean() for subject in np.unique(subjects)]
    sd = float(np.std(means, ddof=1))
    if not sd:
        return None
    usual = measurement.standard_error_of_measurement(sd, groups.icc2)
    return usual * (groups.group_size / n) ** 0.5


def _agreement(own: Matrix | None, scale: ScaleColumns) -> float | None:
    if own is None:
        return None
    found = _attempt(_rwg, own[:, list(scale.columns)], scale.high - scale.low + 1)
    return None if found is None or np.isnan(found) else found


def _rwg(items: Matrix, n_options: int) -> float:
    null = measurement.uniform_variance(n_options)
    return float(measurement.rwg_j(items, null_variance=null).estimate[0])
