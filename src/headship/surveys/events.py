"""What the audit log says of surveys: never of a rater's own steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    SURVEY_CREATED = "survey_created", _("Created a survey")
    SURVEY_OPENED = "survey_opened", _("Opened a survey")
    SURVEY_EXTENDED = "survey_extended", _("Changed a survey's closing date")
    SURVEY_CLOSED = "survey_closed", _("Closed a survey")
    RATERS_INVITED = "raters_invited", _("Invited raters")
    RATER_REMOVED = "rater_removed", _("Removed a rater before opening")
    RATERS_REMINDED = "raters_reminded", _("Reminded raters")
