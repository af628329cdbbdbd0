"""Everything that changes organizations, schools and people."""

from headship.orgs.actions.deletion import (
    cancel_deletion,
    delete_due,
    delete_organization,
    schedule_deletion,
)
from headship.orgs.actions.exports import (
    download_export,
    fail_silent_exports,
    forget_exports,
    request_export,
    run_export,
)
from headship.orgs.actions.imports import (
    apply_import,
    confirm_import,
    discard_import,
    forget_uploads,
    import_now,
    prepare_import,
    start_import,
)
from headship.orgs.actions.invitations import invite_people, open_account
from headship.orgs.actions.organizations import (
    Founder,
    change_organization,
    create_organization,
)
from headship.orgs.actions.people import (
    archive_person,
    change_person,
    create_person,
    restore_person,
)
from headship.orgs.actions.schools import (
    archive_school,
    change_school,
    create_school,
    restore_school,
)

__all__ = [
    "Founder",
    "apply_import",
    "archive_person",
    "archive_school",
    "cancel_deletion",
    "change_organization",
    "change_person",
    "change_school",
    "confirm_import",
    "create_organization",
    "create_person",
    "create_school",
    "delete_due",
    "delete_organization",
    "discard_import",
    "download_export",
    "fail_silent_exports",
    "forget_exports",
    "forget_uploads",
    "import_now",
    "invite_people",
    "open_account",
    "prepare_import",
    "request_export",
    "restore_person",
    "restore_school",
    "run_export",
    "schedule_deletion",
    "start_import",
]
