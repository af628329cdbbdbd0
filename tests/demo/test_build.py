"""The demonstration is built through the product's own actions."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from headship.core import clock
from headship.demo.build import build_demo
from headship.demo.people import personas
from headship.feedback import analysis
from headship.feedback.models import Cycle, Participant
from headship.orgs.models import Membership, Organization, School
from headship.programs.models import (
    Attendance,
    Certificate,
    Cohort,
    Level,
    LevelFigure,
)
from headship.surveys.models import Draft, Invitation


@pytest.mark.slow
@pytest.mark.django_db
def test_demo_is_a_believable_district(settings, everywhere, capsys):
    settings.DEMO = True

    assert build_demo() is True

    riverside = Organization.objects.get(slug="riverside")
    roles = Counter(
        Membership.objects.filter(organization=riverside).values_list("role", flat=True)
    )
    states = Cycle.objects.order_by("pk").values_list("state", flat=True)
    assert (roles["leader"], roles["staff"]) == (12, 150)
    assert School.objects.filter(organization=riverside).count() == 3
    others = Organization.objects.exclude(pk=riverside.pk)
    assert {it.slug for it in others} == {"hillside", "lakeshore", "brookfield"}
    assert list(states) == ["closed", "closed", "open"]
    waiting = Invitation.objects.filter(survey__state="open")
    assert waiting.filter(has_answered=True).exists()
    assert waiting.filter(has_answered=False).exists()
    assert Draft.objects.exists()
    part = Participant.objects.filter(cycle__state="closed").last()
    assert analysis.subject_figures(part).cell_of("teacher").n >= 5
    assert len(personas()) == 10
    check_half_a_program()
    assert build_demo() is False  # A second start keeps what is there.
    call_command("demo_sign_ins")
    assert "Ana Ruiz" in capsys.readouterr().out


def check_half_a_program():
    """Look for two sessions behind, two ahead, and what people did between them."""
    cohort = Cohort.objects.get()
    homes = cohort.participants.values_list("organization__slug", flat=True)
    states = cohort.sessions.order_by("number").values_list("state", flat=True)
    figures = LevelFigure.objects.filter(withheld="")
    assert set(homes) == {"riverside", "brookfield"}
    assert list(states) == ["held", "held", "scheduled", "scheduled"]
    assert {it.level for it in figures} == set(Level.values)
    assert Attendance.objects.count() > 40
    assert Certificate.objects.get().recipient == "Ana Ruiz"


@pytest.mark.django_db
def test_demo_is_built_in_demo_mode_only(settings):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="DEMO=1"):
        build_demo()


def test_shifted_time_adds_up_and_ends(noon):
    before = clock.now()

    with clock.shifted(timedelta(days=-2)):
        with clock.shifted(timedelta(days=-1)):
            assert clock.now() == before - timedelta(days=3)
        assert clock.now() == before - timedelta(days=2)
        assert clock.today("UTC") == (before - timedelta(days=2)).date()

    assert clock.now() == before


def test_shifted_time_ends_also_after_an_error(noon):
    before = clock.now()

    with pytest.raises(RuntimeError), clock.shifted(timedelta(days=9)):
        raise RuntimeError

    assert clock.now() == before
