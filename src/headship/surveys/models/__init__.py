"""Asking people, and keeping what they say apart from who they are.

Vocabulary: a *survey* puts questionnaires to people for a time; a *subject* is what
it is about; a *rater group* is a kind of rater; an *invitation* is one person asked
about one subject. Responses live in ``surveys.models.responses`` and are not
re-exported: only ``surveys.actions`` and ``surveys.analysis`` may hold them.
"""

import headship.surveys.models.responses  # noqa: F401 -- registers the tables
from headship.surveys.models.invitations import Draft, Invitation
from headship.surveys.models.surveys import RaterGroup, Subject, Survey, SurveyPart

__all__ = ["Draft", "Invitation", "RaterGroup", "Subject", "Survey", "SurveyPart"]
