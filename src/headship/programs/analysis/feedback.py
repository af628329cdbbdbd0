"""What a closed survey on a session may say at each level."""

from headship.core.suppression import Suppressed
from headship.programs.models import Level, LevelFigure, Session, SessionFeedback
from headship.stats.disclosure import Reason
from headship.surveys.analysis import ScaleFigure, SubjectFigures, subject_figures
from headship.surveys.analysis.figures import REASONS, TOO_ALIKE

GROUP = "participant"
ON_THE_DAY = (Level.REACTION, Level.LEARNING, Level.SUPPORT)
Withheld = LevelFigure.Withheld


def session_figures(feedback: SessionFeedback) -> SubjectFigures:
    """Return everything that may be shown of one closed survey."""
    return subject_figures(feedback.survey.subjects.get())


def level_figures(feedback: SessionFeedback) -> list[LevelFigure]:
    """Return, not stored yet, what each session that was asked about reached.

    The use of the session before is asked with this one.
    """
    figures = session_figures(feedback)
    asked: dict[str, Session] = dict.fromkeys(ON_THE_DAY, feedback.session)
    if feedback.previous:
        asked[Level.USE] = feedback.previous
    return [
        LevelFigure(
            session=session, feedback=feedback, level=level, **_fields(figures, level)
        )
        for level, session in asked.items()
    ]


def _fields(figures: SubjectFigures, level: str) -> dict[str, object]:
    if GROUP in figures.suppressed:
        return {"withheld": _why(figures.suppressed[GROUP])}
    figure = figures.scales[level][GROUP]
    if not isinstance(figure, Suppressed):
        return _shown(figure)
    is_alike = figure is TOO_ALIKE
    return {"withheld": Withheld.TOO_ALIKE if is_alike else Withheld.TOO_FEW_JUDGED}


def _why(hidden: Suppressed) -> Withheld:
    nobody = hidden.reason is REASONS[Reason.NO_ANSWERS]
    return Withheld.NO_ANSWERS if nobody else Withheld.TOO_FEW


def _shown(figure: ScaleFigure) -> dict[str, object]:
    mean = figure.mean
    return {
        "n": mean.n,
        "mean": mean.estimate,
        "lower": mean.interval.lower if mean.interval else None,
        "upper": mean.interval.upper if mean.interval else None,
    }
