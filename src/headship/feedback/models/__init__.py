"""360 feedback: leaders, rater groups and who may read what, on top of surveys."""

from headship.feedback.models.cycles import Cycle, Participant, ReportShare
from headship.feedback.models.nominations import Nomination

__all__ = ["Cycle", "Nomination", "Participant", "ReportShare"]
