"""Programs, cohorts, sessions and the people who lead and take part in them."""

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
from headship.programs.models.programs import Area, Block, Program, ProgramSession
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
    "Area",
    "Block",
    "Cohort",
    "CohortDistrict",
    "Enquiry",
    "EnquiryNote",
    "Facilitator",
    "FidelityCheck",
    "FidelityLine",
    "LeaderRole",
    "Level",
    "LevelFigure",
    "MakeUp",
    "Mode",
    "Participant",
    "Program",
    "ProgramSession",
    "Qualification",
    "Session",
    "SessionDay",
    "SessionFacilitator",
    "SessionFeedback",
    "Testimonial",
    "Unavailable",
    "Venue",
]
