"""What the audit log says of the evidence library."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    EXPORT_LOADED = "evidence_export_loaded", _("Loaded an export of evidence")
    EVIDENCE_SHIPPED = "evidence_shipped", _("Added the evidence that ships along")
    CURATOR_APPOINTED = "evidence_curator_appointed", _("Appointed a curator")
    CURATOR_DISMISSED = "evidence_curator_dismissed", _("Dismissed a curator")
    CURATOR_MAIL_CHOSEN = (
        "evidence_curator_mail_chosen",
        _("Turned mail about proposals on or off"),
    )
    CHANGE_PROPOSED = "evidence_change_proposed", _("Proposed a change of evidence")
    CHANGE_SUBMITTED = (
        "evidence_change_submitted",
        _("Asked for a second look at evidence"),
    )
    CHANGE_WITHDRAWN = (
        "evidence_change_withdrawn",
        _("Withdrew a proposed change of evidence"),
    )
    CHANGE_PUBLISHED = "evidence_change_published", _("Published a change of evidence")
    CHANGE_DECLINED = "evidence_change_declined", _("Declined a change of evidence")
    PUBLIC_SCHOOLS_LOADED = (
        "evidence_public_schools_loaded",
        _("Loaded a directory of public schools"),
    )
