"""Programs, cohorts, sessions and the people who lead and take part in them."""

from headship.programs.models.cohorts import (
    Cohort,
    CohortDistrict,
    LeaderRole,
    Participant,
)
from headship.programs.models.facilitators import (
    Facilitator,
    Qualification,
    Unavailable,
)
from headship.programs.models.programs import Area, Block, Program, ProgramSession
from headship.programs.models.sessions import (
    MakeUp,
    Mode,
    Session,
    SessionDay,
    SessionFacilitator,
    Venue,
)

__all__ = [
    "Area",
    "Block",
    "Cohort",
    "CohortDistrict",
    "Facilitator",
    "LeaderRole",
    "MakeUp",
    "Mode",
    "Participant",
    "Program",
    "ProgramSession",
    "Qualification",
    "Session",
    "SessionDay",
    "SessionFacilitator",
    "Unavailable",
    "Venue",
]
