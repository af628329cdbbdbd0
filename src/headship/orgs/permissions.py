"""Who may do what: the one table of roles and permissions, in code.

The descriptions below are shown on the Roles page, so they cannot drift.
"""

from enum import StrEnum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headship.orgs.models import Membership, Role


class Permission(StrEnum):
    ORGANIZATION_MANAGE = auto()
    DATA_MANAGE = auto()
    PERSON_VIEW = auto()
    PERSON_MANAGE = auto()
    SCHOOL_VIEW = auto()
    SCHOOL_MANAGE = auto()
    ROSTER_IMPORT = auto()
    AUDIT_VIEW = auto()
    INSTRUMENT_VIEW = auto()
    INSTRUMENT_MANAGE = auto()
    CYCLE_VIEW = auto()
    CYCLE_MANAGE = auto()
    NOMINATION_APPROVE = auto()
    GROUP_REPORT_VIEW = auto()
    OWN_REPORT_VIEW = auto()
    PRACTICE_MANAGE = auto()
    PROGRAM_VIEW = auto()
    PROGRAM_MANAGE = auto()
    SESSION_LEAD = auto()
    LEARNING_TAKE_PART = auto()


PERMISSION_WORDS: dict[Permission, Promise] = {
    Permission.ORGANIZATION_MANAGE: _("Change the organization's name and settings"),
    Permission.DATA_MANAGE: _("Export and delete all of the organization's data"),
    Permission.PERSON_VIEW: _("See people and their roles"),
    Permission.PERSON_MANAGE: _("Add, change, invite and archive people"),
    Permission.SCHOOL_VIEW: _("See schools and their context"),
    Permission.SCHOOL_MANAGE: _("Add, change and archive schools"),
    Permission.ROSTER_IMPORT: _("Import rosters and school directories"),
    Permission.AUDIT_VIEW: _("Read the audit log"),
    Permission.INSTRUMENT_VIEW: _("Read questionnaires"),
    Permission.INSTRUMENT_MANAGE: _("Import, change and publish questionnaires"),
    Permission.CYCLE_VIEW: _("See 360 cycles and response rates"),
    Permission.CYCLE_MANAGE: _("Set up, open, extend and close 360 cycles"),
    Permission.NOMINATION_APPROVE: _("Approve the raters that leaders nominate"),
    Permission.GROUP_REPORT_VIEW: _("Read group reports"),
    Permission.OWN_REPORT_VIEW: _("Nominate raters and read one's own 360 report"),
    Permission.PRACTICE_MANAGE: _("Undertake and record practices"),
    Permission.PROGRAM_VIEW: _("See programs, cohorts, attendance and program health"),
    Permission.PROGRAM_MANAGE: _(
        "Design programs, run cohorts, schedule sessions and issue certificates"
    ),
    Permission.SESSION_LEAD: _("Lead the sessions one is assigned to"),
    Permission.LEARNING_TAKE_PART: _("Take part in programs"),
}

_P = Permission
_LOOK = frozenset({_P.PERSON_VIEW, _P.SCHOOL_VIEW})
_LEARN = frozenset({_P.PRACTICE_MANAGE, _P.LEARNING_TAKE_PART})

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        set(Permission) - {_P.OWN_REPORT_VIEW, _P.NOMINATION_APPROVE}
    ),
    Role.SUPERVISOR: _LOOK
    | _LEARN
    | {
        _P.INSTRUMENT_VIEW,
        _P.CYCLE_VIEW,
        _P.NOMINATION_APPROVE,
        _P.GROUP_REPORT_VIEW,
        _P.PROGRAM_VIEW,
    },
    Role.LEADER: _LOOK | _LEARN | {_P.INSTRUMENT_VIEW, _P.OWN_REPORT_VIEW},
    Role.STAFF: _LEARN,
    Role.COACH: _LOOK | _LEARN | {_P.INSTRUMENT_VIEW},
    Role.MANAGER: _LOOK
    | _LEARN
    | {_P.INSTRUMENT_VIEW, _P.PROGRAM_VIEW, _P.PROGRAM_MANAGE, _P.SESSION_LEAD},
    Role.FACILITATOR: _LOOK | _LEARN | {_P.INSTRUMENT_VIEW, _P.SESSION_LEAD},
    Role.VIEWER: _LOOK
    | {_P.INSTRUMENT_VIEW, _P.CYCLE_VIEW, _P.GROUP_REPORT_VIEW, _P.PROGRAM_VIEW},
}

ROLE_WORDS: dict[str, Promise] = {
    Role.ADMINISTRATOR: _(
        "Runs Headship for the district: people, schools, rosters and 360 cycles. "
        "Never sees a leader's own report or who answered what."
    ),
    Role.SUPERVISOR: _(
        "Supports and rates principals, approves the raters they nominate, and reads "
        "group reports. Sees a leader's report only if the leader shares it."
    ),
    Role.LEADER: _(
        "Is rated, reads their own report, and chooses what to practice. Principals, "
        "assistant principals, teacher leaders and aspiring leaders."
    ),
    Role.STAFF: _("Answers questionnaires, usually without signing in."),
    Role.COACH: _("Works with leaders. Sees a leader's report only if it is shared."),
    Role.MANAGER: _(
        "Designs programs, runs cohorts with one or more districts, and watches "
        "attendance, practice and cost. Sees no one's 360 report."
    ),
    Role.FACILITATOR: _(
        "Leads the sessions they are qualified for and assigned to: attendance, "
        "practice to discuss, and materials."
    ),
    Role.VIEWER: _("Reads schools, people, response rates and group reports."),
}


def has_permission(member: Membership, permission: Permission) -> bool:
    """Say whether a member's role includes a permission."""
    return permission in ROLE_PERMISSIONS[member.role]
