"""The technical page: how well the report measures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headship.feedback import analysis
from headship.feedback.models import Participant
from headship.feedback.reports import words
from headship.feedback.reports.words import Words
from headship.frameworks.responsibilities import Responsibility, load_responsibilities
from headship.surveys.analysis import ScaleQuality
from headship.surveys.queries import rate_several

GROUP = "teacher"
# Customary floors; LeBreton and Senter (2008) on agreement, Nunnally (1978) on alpha.
LOW_ALPHA = 0.70
LOW_AGREEMENT = 0.51
FEW_RATERS = 100
FEW_LEADERS = 10
RATE_SEVERAL = gettext_lazy(
    "Some people were asked about several leaders, and anonymous answers cannot be "
    "matched. ICC(1), ICC(2), the standard error and the smallest change that counts "
    "treat them as different people, so they are rougher than they look."
)


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
    cautions: tuple[Words, ...]


def technical_page(participant: Participant) -> TechnicalPage:
    """Describe the measurement behind a leader's report."""
    qualities = analysis.qualities(participant, GROUP)
    cautions = _cautions(qualities)
    if rate_several(participant.subject, GROUP):
        cautions = (*cautions, RATE_SEVERAL)
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
        cautions=cautions,
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


def _cautions(qualities: list[ScaleQuality]) -> tuple[Words, ...]:
    raters = max((it.n_raters for it in qualities), default=0)
    leaders = max((it.n_subjects for it in qualities), default=0)
    found: list[Words] = []
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
