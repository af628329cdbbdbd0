"""What the audit log says of practices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    PRACTICE_UNDERTAKEN = "practice_undertaken", _("Undertook a practice")
    PRACTICE_CHANGED = "practice_changed", _("Changed a practice")
    PRACTICE_DONE = "practice_done", _("Finished a practice")
    PRACTICE_DROPPED = "practice_dropped", _("Dropped a practice")
    PRACTICE_REOPENED = "practice_reopened", _("Took up a practice again")
    EVIDENCE_ADDED = "evidence_added", _("Added evidence to a practice")
    EVIDENCE_REMOVED = "evidence_removed", _("Removed evidence from a practice")
    PRACTICE_SHARED = "practice_shared", _("Changed who sees a practice")
    PRACTICE_ANSWERED = "practice_answered", _("Gave feedback on a practice")
    REMINDERS_CHOSEN = "reminders_chosen", _("Chose whether to be reminded")
