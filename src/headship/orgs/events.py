"""What the audit log says of organizations and people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    ORGANIZATION_CREATED = "organization_created", _("Created the organization")
    ORGANIZATION_CHANGED = "organization_changed", _("Changed the organization")
    SCHOOL_CREATED = "school_created", _("Added a school")
    SCHOOL_CHANGED = "school_changed", _("Changed a school")
    SCHOOL_ARCHIVED = "school_archived", _("Archived a school")
    SCHOOL_RESTORED = "school_restored", _("Restored a school")
    PERSON_CREATED = "person_created", _("Added a person")
    PERSON_CHANGED = "person_changed", _("Changed a person")
    PERSON_ARCHIVED = "person_archived", _("Archived a person")
    PERSON_RESTORED = "person_restored", _("Restored a person")
    PERSON_INVITED = "person_invited", _("Invited a person to an account")
    ACCOUNT_OPENED = "account_opened", _("Opened an account")
    ROSTER_IMPORTED = "roster_imported", _("Imported a roster")
    DIRECTORY_IMPORTED = "directory_imported", _("Imported a school directory")
    IMPORT_DISCARDED = "import_discarded", _("Discarded an import")
    EXPORT_REQUESTED = "export_requested", _("Asked for an export of all data")
    EXPORT_DOWNLOADED = "export_downloaded", _("Downloaded an export of all data")
    DELETION_SCHEDULED = "deletion_scheduled", _("Announced the deletion of all data")
    DELETION_CANCELLED = "deletion_cancelled", _("Cancelled the deletion of all data")
    ORGANIZATION_DELETED = "organization_deleted", _("Deleted the organization")
