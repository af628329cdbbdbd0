"""A cohort of two districts with a session that has taken place."""

import pytest

from headship.instruments.actions import ship_instruments
from headship.programs.actions import feedback as actions
from headship.surveys.actions import overlay, send_response
from headship.surveys.models import Invitation
from headship.surveys.queries import get_questionnaire
from tests.factories import make_member
from tests.programs import learning


@pytest.fixture
def cohort(riverside, hillside):
    ship_instruments()
    cohort = learning.make_cohort(riverside, districts=[hillside])
    learning.enroll_people(cohort, riverside, 4)
    learning.enroll_people(cohort, hillside, 4)
    return cohort


@pytest.fixture
def session(cohort):
    return learning.make_session(cohort)


@pytest.fixture
def facilitator(riverside, session):
    """Return the facilitator who leads the session."""
    member = make_member(riverside, "Fay", "facilitator")
    learning.assign(session, member)
    return member


@pytest.fixture
def opened(session, leader):
    return actions.open_feedback(session=session, by=leader)


def invitations(feedback):
    """Return the unanswered invitations as requests would load them."""
    related = ("survey__organization", "subject", "group", "draft")
    found = Invitation.objects.filter(survey=feedback.survey, has_answered=False)
    return list(found.select_related(*related).order_by("pk"))


def answer(feedback, values, texts=None):
    """Let the next people answer, each with one value throughout."""
    waiting = invitations(feedback)
    assert len(waiting) >= len(values), "more answers than people"
    for invitation, value in zip(waiting, values, strict=False):
        asked = get_questionnaire(invitation, "en")
        row = overlay(asked.blank, dict.fromkeys(asked.values, value))
        send_response(invitation=invitation, answers=row, texts=texts or {})
