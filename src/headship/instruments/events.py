"""What the audit log says of instruments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    INSTRUMENT_IMPORTED = "instrument_imported", _("Imported a questionnaire")
    INSTRUMENT_VERSION_DRAFTED = (
        "instrument_version_drafted",
        _("Began a draft of a questionnaire"),
    )
    INSTRUMENT_ITEM_CHANGED = (
        "instrument_item_changed",
        _("Changed the wording of a question"),
    )
    INSTRUMENT_VERSION_PUBLISHED = (
        "instrument_version_published",
        _("Published a questionnaire"),
    )
