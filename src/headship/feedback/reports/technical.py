"""The technical page: how well the report measures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headship.feedback import analysis
from headship.feedback.models import Participant
from headship.feedback.reports import words
from headship.frameworks.responsibilities import Responsibility, load_responsibilities
from headship.surveys.analysis import ScaleQuality

GROUP = "teacher"
# Customary floors; LeBreton and Senter (2008) on agreement, Nunnally (1978) on alpha.
LOW_ALPHA = 0.70
LOW_AGREEMENT = 0.51
FEW_RATERS = 100
FEW_LEADERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRow:
    """One scale and what to be careful about."""

    responsibility: Responsibility
    quality: ScaleQuality
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicalPage:
    """How the 21 scales measure in the eyes of teachers."""

    participant: Participant
    group: str
    rows: tuple[QualityRow, ...]
    cautions: tuple[str, ...]


def technical_page(participant: Participant) -> TechnicalPage:
    """Describe the measurement behind a leader's report."""
    qualities = analysis.qualities(participant, GROUP)
    return TechnicalPage(
        participant=participant,
        group=words.group_titles(participant.cycle.survey)[GROUP],
        rows=tuple(
            QualityRow(
                responsibility=responsibility,
                quality=quality,
                warnings=_warnings(quality),
            )
            for responsibility, quality in zip(
                load_responsibilities(), qualities, strict=True
            )
        ),
        cautions=_cautions(qualities),
    )


def _warnings(quality: ScaleQuality) -> tuple[str, ...]:
    found = []
    if quality.alpha and quality.alpha.estimate < LOW_ALPHA:
        found.append(_("The statements of this scale hang together only loosely."))
    if quality.agreement is not None and quality.agreement < LOW_AGREEMENT:
        found.append(_("These raters disagree; their mean hides two views."))
    if quality.measurement_error is None:
        found.append(_("The data cannot say how exact a leader's mean is."))
    return tuple(found)


def _cautions(qualities: list[ScaleQuality]) -> tuple[str, ...]:
    raters = max((it.n_raters for it in qualities), default=0)
    leaders = max((it.n_subjects for it in qualities), default=0)
    found = []
    if raters < FEW_RATERS:
        found.append(
            _(
                "Only %(count)d people answered in this cycle; alpha and omega are rough."
            )
            % {"count": raters}
        )
    if leaders < FEW_LEADERS:
        found.append(
            _(
                "Only %(count)d leaders took part; ICC(1), ICC(2) and the standard "
                "error of measurement are rough."
            )
            % {"count": leaders}
        )
    return tuple(found)
