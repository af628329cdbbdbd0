"""The gate: who may lead, who may observe, who is admitted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from headship.core.clock import today
from headship.core.errors import InputError, PolicyError
from headship.programs.actions import facilitators as actions
from headship.programs.actions.facilitators import QualificationText
from headship.programs.models import Facilitator, Qualification
from headship.programs.policies import facilitators as gate
from tests.factories import make_person
from tests.programs import consortium

pytestmark = pytest.mark.usefixtures("everywhere")
AREAS = ("overview", "change")


def _new(leader, name="Nell", **fields):
    member = make_person(leader.organization, name, "facilitator")
    return actions.add_facilitator(member=member, by=leader, **fields)


def _line(facilitator, leader, **fields):
    fields = {"on": date(2025, 5, 1), **fields}
    return actions.add_qualification(
        facilitator=facilitator, text=QualificationText(**fields), by=leader
    )


def test_gate_names_everything_that_is_missing(riverside, leader):
    nell = _new(leader)

    assert gate.why_not_lead(nell, AREAS, today()) == (
        "Nell Doe may not lead this session. Missing: facilitator training; practice "
        "teaching observed by an experienced facilitator; content area “The 21 "
        "responsibilities”; content area “Managing change”."
    )


def test_gate_opens_line_by_line(riverside, leader):
    nell = _new(leader)
    _line(nell, leader, kind="training")
    _line(nell, leader, kind="practice_teaching", outside="Pat Founder")
    _line(nell, leader, kind="content_area", content="overview")

    assert gate.missing_for(nell, AREAS, today()) == ["content area “Managing change”"]
    _line(nell, leader, kind="content_area", content="change")
    assert gate.why_not_lead(nell, AREAS, today()) == ""


def test_gate_counts_only_what_holds_on_the_day(riverside, leader):
    nell = _new(leader)
    _line(nell, leader, kind="training", expires_on=date(2026, 1, 31))

    assert "facilitator training" not in gate.missing_for(nell, (), date(2026, 1, 31))
    assert gate.missing_for(nell, (), date(2026, 2, 1))[0] == (
        "facilitator training (valid until January 31, 2026)"
    )
    assert gate.missing_for(nell, (), date(2025, 4, 30))[0] == "facilitator training"


def test_practice_teaching_is_observed_by_someone_experienced(riverside, leader):
    fay = consortium.make_facilitator(leader)
    nell, tess = _new(leader), _new(leader, "Tess", reach="trainee")
    for observer, sentence in (
        (nell, "Nobody observes their own"),
        (tess, "Tess Doe cannot observe"),
        (
            _new(leader, "Greg"),
            "Greg Doe cannot observe.*Missing: facilitator training",
        ),
        (None, "Choose one of them as the observer"),
    ):
        outside = "" if observer else "A friend"
        with pytest.raises(PolicyError, match=sentence):
            _line(
                nell,
                leader,
                kind="practice_teaching",
                observer=observer,
                outside=outside,
            )
    line = _line(nell, leader, kind="practice_teaching", observer=fay)

    assert (line.observed_by, line.observer_name) == (fay, "Fay Doe")


def test_someone_must_have_observed(riverside, leader):
    with pytest.raises(PolicyError, match="Say who observed"):
        _line(_new(leader), leader, kind="practice_teaching")


def test_observer_of_another_house_does_not_count(riverside, leader, outsider):
    theirs = consortium.make_facilitator(outsider)
    with pytest.raises(PolicyError, match="one of your own facilitators"):
        _line(_new(leader), leader, kind="practice_teaching", observer=theirs)


def test_expired_observer_does_not_count(riverside, leader):
    fay = consortium.make_facilitator(leader, expires_on=date(2025, 1, 1))
    with pytest.raises(PolicyError, match="Fay Doe cannot observe"):
        _line(_new(leader), leader, kind="practice_teaching", observer=fay)


def test_line_must_make_sense(riverside, leader):
    nell = _new(leader)
    for fields, sentence in (
        ({"kind": "content_area"}, "Choose the content area"),
        ({"kind": "training", "content": "focus"}, "Only a line for a content area"),
        ({"kind": "training", "expires_on": date(2024, 1, 1)}, "expire before"),
    ):
        with pytest.raises(PolicyError, match=sentence):
            _line(nell, leader, **fields)


def test_retired_facilitator_leads_nothing_and_can_return(riverside, leader):
    fay = consortium.make_facilitator(leader)
    actions.retire_facilitator(facilitator=fay, by=leader)
    assert gate.why_not_lead(fay, (), today()) == "Fay Doe no longer leads sessions."
    with pytest.raises(PolicyError, match="no longer leads"):
        _line(fay, leader, kind="training")
    actions.return_facilitator(facilitator=fay, by=leader)
    assert gate.why_not_lead(fay, (), today()) == ""


def test_mentor_is_experienced_and_someone_else(riverside, leader, outsider):
    fay, nell = consortium.make_facilitator(leader), _new(leader)
    for mentor, sentence in (
        (nell, "own mentor"),
        (_new(leader, "Greg"), "not an experienced facilitator yet"),
        (consortium.make_facilitator(outsider), "one of your own facilitators"),
    ):
        with pytest.raises(PolicyError, match=sentence):
            actions.set_mentor(facilitator=nell, mentor=mentor, by=leader)
    actions.set_mentor(facilitator=nell, mentor=fay, by=leader)
    assert list(fay.mentored.all()) == [nell]
    actions.set_mentor(facilitator=nell, mentor=None, by=leader)
    assert not fay.mentored.exists()


def test_nobody_has_two_ledgers(riverside, leader, outsider):
    nell = _new(leader)
    with pytest.raises(PolicyError, match="on the list of facilitators already"):
        actions.add_facilitator(member=nell.member, by=leader)
    with pytest.raises(PolicyError, match="active person of your organization"):
        actions.add_facilitator(member=outsider, by=leader)


def test_struck_line_no_longer_counts(riverside, leader):
    fay = consortium.make_facilitator(leader)
    line = fay.qualifications.get(kind="training")
    actions.remove_qualification(line=line, by=leader)
    assert gate.missing_for(fay, (), today()) == ["facilitator training"]


@pytest.fixture
def trainer_place(leader, outsider):
    """Return a place of Hillside's administrator in Riverside's training."""
    program = consortium.make_program(leader, "training_of_trainers")
    cohort = consortium.make_cohort(leader, program)
    consortium.join(cohort, outsider, leader)
    return consortium.enroll(cohort, outsider, leader)


def test_trainee_becomes_local_facilitator_only_after_the_gate(
    trainer_place, leader, outsider
):
    trainee = actions.begin_training(participant=trainer_place, by=leader)
    assert "still in training" in gate.why_not_lead(trainee, (), today())
    with pytest.raises(InputError) as refused:
        actions.admit_local_facilitator(trainee=trainee, by=leader)
    assert refused.value.problems == [
        "facilitator training",
        "practice teaching observed by an experienced facilitator",
        "at least one content area",
    ]
    fay = consortium.make_facilitator(leader)
    consortium.qualify(trainee, leader, ("change",), observer=fay)

    local = actions.admit_local_facilitator(trainee=trainee, by=leader)

    assert (local.organization, local.reach) == (outsider.organization, "local")
    assert gate.why_not_lead(local, ("change",), today()) == ""
    assert "Focus of leadership" in gate.why_not_lead(local, ("focus",), today())
    line = local.qualifications.get(kind="practice_teaching")
    assert (line.observed_by, line.observer_name) == (None, "Fay Doe")
    with pytest.raises(PolicyError, match="leads at home already"):
        actions.admit_local_facilitator(trainee=trainee, by=leader)


def test_local_facilitator_leads_for_the_own_district_only(
    trainer_place, leader, outsider, teacher
):
    trainee = actions.begin_training(participant=trainer_place, by=leader)
    fay = consortium.make_facilitator(leader)
    consortium.qualify(trainee, leader, observer=fay)
    local = actions.admit_local_facilitator(trainee=trainee, by=leader)
    cohort = consortium.make_cohort(outsider, consortium.make_program(outsider))

    assert consortium.schedule(cohort, outsider, lead=local).pk
    consortium.join(cohort, leader, outsider)
    with pytest.raises(PolicyError, match="leads for the own district only"):
        consortium.schedule(cohort, outsider, consortium.day_plan(40), lead=local)


def test_only_training_of_trainers_trains(leader, principal):
    program = consortium.make_program(leader, "district")
    place = consortium.enroll(
        consortium.make_cohort(leader, program), principal, leader
    )
    with pytest.raises(PolicyError, match="does not train facilitators"):
        actions.begin_training(participant=place, by=leader)


def test_own_trainee_ends_the_training_here(riverside, leader):
    trainee = _new(leader, "Tess", reach="trainee")
    with pytest.raises(PolicyError, match="Missing: facilitator training"):
        actions.end_training(trainee=trainee, by=leader)
    consortium.qualify(trainee, leader)
    with pytest.raises(PolicyError, match="change the reach instead"):
        actions.admit_local_facilitator(trainee=trainee, by=leader)
    actions.end_training(trainee=trainee, by=leader)
    assert gate.why_not_lead(trainee, AREAS, today()) == ""
    with pytest.raises(PolicyError, match="Only a trainee"):
        actions.end_training(trainee=trainee, by=leader)
    with pytest.raises(PolicyError, match="Only a trainee"):
        actions.admit_local_facilitator(trainee=trainee, by=leader)


def test_absence_ends_after_it_starts(riverside, leader, noon):
    from headship.core.clock import now  # noqa: PLC0415 -- only here

    nell = _new(leader)
    with pytest.raises(PolicyError, match="ends before it starts"):
        actions.add_absence(facilitator=nell, starts_at=now(), ends_at=now(), by=leader)
    absence = actions.add_absence(
        facilitator=nell, starts_at=now(), ends_at=now() + timedelta(1), by=leader
    )
    actions.remove_absence(absence=absence, by=leader)
    assert not nell.absences.exists()


def test_database_refuses_what_the_ledger_never_says(riverside, leader):
    fay = consortium.make_facilitator(leader)
    lines = Qualification.objects
    for kind, change in (
        ("training", {"content": "focus"}),
        ("content_area", {"content": ""}),
        ("practice_teaching", {"observer_name": ""}),
        ("practice_teaching", {"observed_by": fay}),
        ("training", {"expires_on": date(2000, 1, 1)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            lines.filter(kind=kind).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Facilitator.objects.update(mentor=fay)
