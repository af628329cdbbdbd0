"""A survey about one subject, made as the product makes it."""

from datetime import timedelta

import pytest

from headship.core import tokens
from headship.core.clock import now
from headship.instruments.actions import ship_instruments
from headship.instruments.queries import shipped_version
from headship.surveys import actions, queries
from headship.surveys.models import Invitation
from tests.factories import make_member

GROUPS = (
    ("self", False, 1),
    ("supervisor", False, 1),
    ("teacher", True, 5),
    ("peer", True, 5),
)


@pytest.fixture
def instruments(db):
    ship_instruments()


@pytest.fixture
def survey(instruments, leader):
    plan = actions.SurveyPlan(
        title="Spring 360",
        purpose="",
        sender="Riverside",
        closes_at=now() + timedelta(days=14),
        versions=(
            shipped_version("leadership-360"),
            shipped_version("change-magnitude"),
        ),
        groups=tuple(
            actions.GroupPlan(
                key=key,
                label=key.title(),
                perspective=key,
                is_anonymous=is_anonymous,
                minimum=minimum,
            )
            for key, is_anonymous, minimum in GROUPS
        ),
    )
    return actions.create_survey(plan=plan, by=leader)


@pytest.fixture
def subject(survey, leader):
    return actions.add_subject(
        survey=survey, label="Ana Ruiz", words={"leader": "Ana Ruiz"}, by=leader
    )


@pytest.fixture
def staff(riverside, school):
    return [
        make_member(riverside, f"Staff{number}", "staff", schools=[school])
        for number in range(6)
    ]


@pytest.fixture
def invitations(subject, staff, leader):
    group = subject.survey.groups.get(key="teacher")
    return actions.invite(subject=subject, group=group, members=staff, by=leader)


@pytest.fixture
def open_survey(survey, invitations, leader):
    return actions.open_survey(survey=survey, by=leader)


@pytest.fixture
def rater(open_survey, invitations):
    """Return the first invitation of the open survey."""
    return fresh(invitations[0])


def fresh(invitation):
    """Return an invitation as a request would load it."""
    related = ("survey__organization", "subject", "group", "draft")
    return Invitation.objects.select_related(*related).get(pk=invitation.pk)


def code(invitation):
    return tokens.derive("rater", invitation.ref)


def full_row(invitation, value=4):
    """Return a complete row of answers, all the same."""
    questionnaire = queries.get_questionnaire(invitation, "en")
    return actions.overlay(
        questionnaire.blank, dict.fromkeys(questionnaire.values, value)
    )


def send(invitation, value=4, texts=None):
    invitation = fresh(invitation)
    actions.send_response(
        invitation=invitation, answers=full_row(invitation, value), texts=texts or {}
    )
