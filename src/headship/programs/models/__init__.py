"""Programs, cohorts, sessions and the people who lead and take part in them."""

from headship.programs.models.attendance import Attendance, Door
from headship.programs.models.calendar import CalendarMessage, FeedKey
from headship.programs.models.certificates import (
    USUAL_SHARE,
    BadgeKey,
    Certificate,
    CertificateBatch,
    CompletionRule,
    HoursLayout,
)
from headship.programs.models.cohorts import (
    Cohort,
    CohortDistrict,
    LeaderRole,
    Participant,
)
from headship.programs.models.enquiries import Enquiry, EnquiryNote
from headship.programs.models.facilitators import (
    Facilitator,
    Qualification,
    Unavailable,
)
from headship.programs.models.feedback import Level, LevelFigure, SessionFeedback
from headship.programs.models.fidelity import FidelityCheck, FidelityLine
from headship.programs.models.materials import (
    Material,
    MaterialAccess,
    MaterialLink,
    MaterialVersion,
)
from headship.programs.models.practice import PracticeTask
from headship.programs.models.programs import Area, Block, Program, ProgramSession
from headship.programs.models.scopes import RateCard, Scope
from headship.programs.models.sessions import (
    MakeUp,
    Mode,
    Session,
    SessionDay,
    SessionFacilitator,
    Venue,
)
from headship.programs.models.testimonials import Testimonial

__all__ = [
    "USUAL_SHARE",
    "Area",
    "Attendance",
    "BadgeKey",
    "Block",
    "CalendarMessage",
    "Certificate",
    "CertificateBatch",
    "Cohort",
    "CohortDistrict",
    "CompletionRule",
    "Door",
    "Enquiry",
    "EnquiryNote",
    "Facilitator",
    "FeedKey",
    "FidelityCheck",
    "FidelityLine",
    "HoursLayout",
    "LeaderRole",
    "Level",
    "LevelFigure",
    "MakeUp",
    "Material",
    "MaterialAccess",
    "MaterialLink",
    "MaterialVersion",
    "Mode",
    "Participant",
    "PracticeTask",
    "Program",
    "ProgramSession",
    "Qualification",
    "RateCard",
    "Scope",
    "Session",
    "SessionDay",
    "SessionFacilitator",
    "SessionFeedback",
    "Testimonial",
    "Unavailable",
    "Venue",
]
