"""Asking participants about a session, and storing what it may show."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from headship.core import audit
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.instruments.models import InstrumentVersion
from headship.instruments.queries import shipped_version
from headship.programs.analysis.feedback import GROUP, level_figures
from headship.programs.events import Event
from headship.programs.models import LevelFigure, Session, SessionFeedback
from headship.programs.policies import feedback as policies
from headship.programs.queries import feedback as queries
from headship.surveys import actions as surveys
from headship.surveys.models import Survey

ON_THE_DAY, LATER = "session-feedback", "session-use"
PARTICIPANTS = gettext_noop("Participants")
END_OF_DAY = time(23, 59)


@transaction.atomic
def open_feedback(*, session: Session, by: audit.Actor) -> SessionFeedback:
    """Ask everyone who takes part in a session, and about the session before it."""
    policies.check_can_open(session)
    previous = queries.session_before(session)
    people = queries.people_to_ask(session)
    minimum = queries.highest_minimum(session.cohort, people)
    feedback = SessionFeedback.objects.create(
        session=session, survey=_survey(session, minimum, by), previous=previous
    )
    words = {"session": previous.title} if previous else {}
    subject = surveys.add_subject(
        survey=feedback.survey, label=session.title, words=words, by=by
    )
    surveys.invite(
        subject=subject,
        group=feedback.survey.groups.get(key=GROUP),
        members=people,
        by=by,
    )
    surveys.open_survey(survey=feedback.survey, by=by)
    audit.record(Event.FEEDBACK_OPENED, subject=feedback, by=by)
    return feedback


@transaction.atomic
def close_feedback(*, feedback: SessionFeedback, by: audit.Actor) -> SessionFeedback:
    """Seal what was said and store the figures that may be shown."""
    policies.check_can_close(feedback)
    feedback.survey = surveys.close_survey(survey=feedback.survey, by=by)
    LevelFigure.objects.bulk_create(level_figures(feedback))
    audit.record(Event.FEEDBACK_CLOSED, subject=feedback, by=by)
    return feedback


@transaction.atomic
def ask_latecomers(*, feedback: SessionFeedback, by: audit.Actor) -> int:
    """Ask who came after feedback was opened; return how many could be asked.

    Audited as invitations to the survey, and only if there are any.
    """
    policies.check_can_ask_latecomers(feedback)
    invitations = surveys.invite_later(
        subject=feedback.survey.subjects.get(),
        group=feedback.survey.groups.get(key=GROUP),
        members=queries.latecomers(feedback),
        by=by,
    )
    return len(invitations)


@transaction.atomic
def remind(*, feedback: SessionFeedback, by: audit.Actor) -> int:
    """Remind those who have neither answered nor declined."""
    policies.check_can_remind(feedback)
    count = surveys.remind(survey=feedback.survey, by=by)
    audit.record(Event.FEEDBACK_REMINDED, subject=feedback, by=by)
    return count


def run_due_feedback() -> tuple[int, int]:
    """Open, remind of, widen and close what is due; return how many opened and closed.

    Called on a timer, with scopes disabled; each survey in a transaction of its own.
    """
    to_open = list(queries.due_to_open(now()))
    for session in to_open:
        open_feedback(session=session, by=_headship(session))
    for feedback in list(queries.due_to_remind(now())):
        remind(feedback=feedback, by=_headship(feedback.session))
    for feedback in list(queries.open_at(now())):
        ask_latecomers(feedback=feedback, by=_headship(feedback.session))
    to_close = list(queries.due_to_close(now()))
    for feedback in to_close:
        close_feedback(feedback=feedback, by=_headship(feedback.session))
    return len(to_open), len(to_close)


def _survey(session: Session, minimum: int, by: audit.Actor) -> Survey:
    cohort = session.cohort
    purpose = _(
        "Your answers help those who lead %(cohort)s to plan what comes next. "
        "They are never about you. Districts that take part see the same figures of "
        "all participants together, and nobody's own words."
    )
    plan = surveys.SurveyPlan(
        title=session.title,
        purpose=purpose % {"cohort": cohort.title},
        sender=cohort.organization.name,
        closes_at=_closing(session),
        versions=tuple(_shipped(key) for key in (ON_THE_DAY, LATER)),
        groups=(
            surveys.GroupPlan(
                key=GROUP,
                label=PARTICIPANTS,
                perspective=GROUP,
                is_anonymous=True,
                minimum=minimum,
            ),
        ),
    )
    return surveys.create_survey(plan=plan, by=by)


def _closing(session: Session) -> datetime:
    """Return the last minute of the last day to answer, where the cohort is."""
    last = max(now(), *(day.ends_at for day in session.days.all()))
    zone = ZoneInfo(session.cohort.time_zone)
    day = (last + timedelta(days=queries.FEEDBACK_DAYS)).astimezone(zone).date()
    return datetime.combine(day, END_OF_DAY, zone)


def _shipped(key: str) -> InstrumentVersion:
    version = shipped_version(key)
    if version is None:
        raise PolicyError(
            _("The questionnaire %(key)s is not installed. Run ship_instruments first.")
            % {"key": key}
        )
    return version


def _headship(session: Session) -> audit.System:
    return audit.System(organization=session.cohort.organization)
