"""When a session may be asked about, and when its figures may be read."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.programs.models import Session, SessionFeedback
from headship.programs.queries import feedback as queries


def check_can_open(session: Session) -> None:
    """Refuse to ask about a session that has not begun, or twice."""
    if session.is_cancelled:
        raise PolicyError(_("The session was cancelled, so there is nothing to ask."))
    if queries.feedback_on(session):
        raise PolicyError(_("Feedback on this session has been opened already."))
    first = session.days.first()
    if first is None:
        raise PolicyError(_("The session has no day yet. Schedule it first."))
    if first.starts_at > now():
        begins = date_format(
            timezone.localtime(first.starts_at, first.zone), "DATETIME_FORMAT"
        )
        raise PolicyError(
            _("Feedback opens when the session begins: %(begins)s.")
            % {"begins": begins}
        )
    if not queries.people_to_ask(session):
        raise PolicyError(_("Nobody takes part yet. Enroll people, then ask them."))


def opened(session: Session) -> SessionFeedback:
    """Return the survey on a session, or refuse if nobody has been asked."""
    found = queries.feedback_on(session)
    if found is None:
        raise PolicyError(_("Feedback on this session has not been opened."))
    return found


def check_can_close(feedback: SessionFeedback) -> None:
    """Refuse to close feedback before the session is over, or twice."""
    if not feedback.is_open:
        raise PolicyError(_("Feedback on this session is not open."))
    last = feedback.session.days.last()
    if last and last.ends_at > now():
        raise PolicyError(_("The session is not over yet. Close its feedback then."))


def check_can_ask_latecomers(feedback: SessionFeedback) -> None:
    """Refuse to ask anyone about feedback that is closed."""
    if not feedback.is_open:
        raise PolicyError(_("Feedback on this session is not open."))


def check_can_remind(feedback: SessionFeedback) -> None:
    """Refuse reminders about feedback that is closed."""
    if not feedback.is_open:
        raise PolicyError(_("Feedback on this session is not open."))
