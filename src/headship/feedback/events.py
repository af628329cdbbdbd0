"""What the audit log says of 360 cycles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    CYCLE_CREATED = "cycle_created", _("Created a 360 cycle")
    CYCLE_CHANGED = "cycle_changed", _("Changed a 360 cycle")
    LEADER_ADDED = "leader_added", _("Added a leader to a cycle")
    LEADER_REMOVED = "leader_removed", _("Removed a leader from a cycle")
    NOMINATIONS_OPENED = "nominations_opened", _("Opened nominations")
    RATER_NOMINATED = "rater_nominated", _("Nominated raters")
    NOMINATION_WITHDRAWN = "nomination_withdrawn", _("Withdrew a nomination")
    NOMINATION_APPROVED = "nomination_approved", _("Approved a nominated rater")
    NOMINATION_DECLINED = "nomination_declined", _("Declined a nominated rater")
    INITIATIVE_NAMED = "initiative_named", _("Named an initiative")
    CYCLE_OPENED = "cycle_opened", _("Opened a 360 cycle")
    CYCLE_CLOSED = "cycle_closed", _("Closed a 360 cycle")
    LINKS_PRINTED = "links_printed", _("Printed personal links for raters")
    REPORT_SHARED = "report_shared", _("Shared a report")
    REPORT_UNSHARED = "report_unshared", _("Stopped sharing a report")
    NEEDS_HANDED_ON = "needs_handed_on", _("Handed needs on from a group report")
