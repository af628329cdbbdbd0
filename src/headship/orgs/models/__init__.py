"""Organizations, their schools and their people."""

from headship.orgs.models.exports import Export
from headship.orgs.models.imports import ImportJob
from headship.orgs.models.organizations import Organization
from headship.orgs.models.people import AccountInvitation, Membership, Role
from headship.orgs.models.schools import Locale, School, SchoolContext

__all__ = [
    "AccountInvitation",
    "Export",
    "ImportJob",
    "Locale",
    "Membership",
    "Organization",
    "Role",
    "School",
    "SchoolContext",
]
