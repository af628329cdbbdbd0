"""What is possible now."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.surveys.models import Invitation, Survey

REMINDER_PAUSE = timedelta(hours=20)  # At most one reminder a day reaches a rater.


class CannotAnswerError(PolicyError):
    """A rater cannot answer; ``why`` names the page that explains."""

    def __init__(self, why: str, message: str | Promise) -> None:
        super().__init__(message)
        self.why = why


def check_can_answer(invitation: Invitation) -> None:
    """Refuse answers that were given, declined, too early or too late."""
    survey = invitation.survey
    if invitation.has_answered:
        raise CannotAnswerError("answered", _("These answers have been sent already."))
    if invitation.has_declined:
        raise CannotAnswerError("declined", _("You asked not to answer this survey."))
    if survey.state == Survey.State.DRAFT:
        raise CannotAnswerError("early", _("This survey has not opened yet."))
    if not survey.is_answerable:
        raise CannotAnswerError("closed", _("This survey is closed."))


def check_is_about(invitation: Invitation, subject_ref: str) -> None:
    """Refuse answers from a page that another questionnaire has replaced.

    One browser answers one questionnaire at a time; pages name the subject they ask
    about, so that answers about one person are never stored as being about another.
    """
    if subject_ref and subject_ref != str(invitation.subject.ref):
        raise CannotAnswerError(
            "other",
            _("Another questionnaire was opened in this browser in the meantime."),
        )


def check_is_draft(survey: Survey) -> None:
    """Refuse to change what raters have been promised."""
    if survey.state != Survey.State.DRAFT:
        raise PolicyError(
            _("The survey is open, so its questions, groups and promises are fixed.")
        )


def check_can_invite_later(survey: Survey) -> None:
    """Refuse to ask more people where nobody can answer."""
    if not survey.is_answerable:
        raise PolicyError(_("More people are asked only while the survey is open."))


def check_can_open(survey: Survey) -> None:
    """Refuse to open a survey that nobody could answer."""
    check_is_draft(survey)
    if survey.closes_at <= now():
        raise PolicyError(_("The closing date has passed. Choose a later one."))
    if not survey.invitations.exists():
        raise PolicyError(_("Nobody is invited yet. Add raters, then open it."))


def check_can_change_deadline(survey: Survey, closes_at: datetime) -> None:
    """Refuse to reopen: two reports on nearly the same people would name the rest."""
    if survey.state == Survey.State.CLOSED:
        raise PolicyError(
            _(
                "A closed survey is not reopened, because two reports on nearly the "
                "same people would show what the late ones said. Start a new one."
            )
        )
    if closes_at <= now():
        raise PolicyError(_("Choose a closing date in the future, or close it now."))


def check_can_close(survey: Survey) -> None:
    """Refuse to close what is not open."""
    if survey.state != Survey.State.OPEN:
        raise PolicyError(_("Only an open survey can be closed."))


def check_can_remind(survey: Survey) -> None:
    """Refuse reminders that nobody can act on."""
    if not survey.is_answerable:
        raise PolicyError(_("Reminders go out only while the survey is open."))
    if survey.reminded_at and now() - survey.reminded_at < REMINDER_PAUSE:
        raise PolicyError(_("A reminder went out today. Wait a day before the next."))


def gone(invitation: Invitation) -> CannotAnswerError:
    """Return the reason why an invitation could not be claimed any more."""
    fresh = Invitation.objects.select_related("survey").get(pk=invitation.pk)
    try:
        check_can_answer(fresh)
    except CannotAnswerError as error:
        return error
    return CannotAnswerError("closed", _("This survey is closed."))
