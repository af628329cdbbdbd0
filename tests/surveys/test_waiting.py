"""Which questionnaires wait for a signed-in person, whoever asks."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from headship.surveys import actions, queries
from tests.factories import make_member
from tests.surveys.conftest import send


@pytest.fixture
def guest(hillside):
    """Return someone of another district whom Riverside asks."""
    return make_member(hillside, "Guest", "leader")


@pytest.fixture
def asked(subject, guest, staff, leader):
    """Return the guest's invitation to an open survey of Riverside."""
    group = subject.survey.groups.get(key="teacher")
    (first,) = actions.invite(
        subject=subject, group=group, members=[guest, *staff][:1], by=leader
    )
    actions.open_survey(survey=subject.survey, by=leader)
    return first


def test_guest_finds_what_another_organization_asks(asked, guest, hillside):
    with scope(organization=hillside):
        assert list(queries.waiting_for(guest)) == [asked]


def test_nobody_finds_what_others_are_asked(asked, outsider, hillside, teacher):
    with scope(organization=hillside):
        assert list(queries.waiting_for(outsider)) == []
    assert list(queries.waiting_for(teacher)) == []


def test_nothing_waits_after_answering(asked, guest, hillside):
    send(asked)

    with scope(organization=hillside):
        assert list(queries.waiting_for(guest)) == []


def test_guest_opens_the_questionnaire_from_the_own_organization(asked, guest, sign_in):
    url = reverse("surveys_member:answer", kwargs={"org": "hillside", "ref": asked.ref})

    browser = sign_in(guest)
    response = browser.post(url)

    assert response.url == reverse("surveys:rater_welcome")
    assert "Ana Ruiz" in browser.get(response.url).content.decode()


def test_another_member_of_the_guests_district_cannot_open_it(asked, outsider, sign_in):
    url = reverse("surveys_member:answer", kwargs={"org": "hillside", "ref": asked.ref})

    assert sign_in(outsider).post(url).status_code == 404
    with scopes_disabled():
        asked.refresh_from_db()
    assert not asked.has_answered
