"""What is deleted or archived is so wholly, or stays with a sentence that says why."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django_scopes import scope

from headship.core import files
from headship.core.clock import now, today
from headship.core.errors import PolicyError
from headship.instruments.actions import ship_instruments
from headship.orgs.actions import archive_person, restore_person
from headship.practice import actions as practice
from headship.practice.models import Evidence, Practice
from headship.programs.actions import feedback, materials, programs
from headship.programs.actions import practice as task_actions
from headship.programs.models import MaterialVersion, Participant
from tests.programs import consortium, learning
from tests.programs.practice import tasks

pytestmark = pytest.mark.usefixtures("everywhere")


@pytest.fixture
def cohort(riverside):
    ship_instruments()
    return learning.make_cohort(riverside)


@pytest.fixture
def ana(cohort, riverside):
    return learning.enroll_people(cohort, riverside, 1)[0].member


@pytest.fixture
def session(cohort, ana):
    return learning.make_session(cohort)


@pytest.fixture
def evidence(session, ana, leader):
    task = tasks.set_task(session, leader)
    return tasks.write(tasks.practice_of(task, ana))


def kept(settings):
    """Return the names of the files on the disk."""
    found = Path(settings.MEDIA_ROOT).rglob("*")
    return {it.name for it in found if it.is_file()}


def age(stored, settings):
    """Let a kept file be two days old."""
    path = Path(settings.MEDIA_ROOT) / "files" / stored
    old = (now() - timedelta(days=2)).timestamp()
    os.utime(path, (old, old))


def undone(change):
    """Make a change in a transaction that fails."""
    with transaction.atomic():
        change()
        raise RuntimeError


def add_guide(by):
    return materials.add_material(
        text=materials.MaterialText(title="Guide", kind="guide"),
        content=materials.Content(upload=SimpleUploadedFile("guide.txt", b"Read on.")),
        by=by,
    )


def test_archived_participant_keeps_place_hours_and_practice(
    session, evidence, ana, leader
):
    place = Participant.objects.get(member=ana)
    learning.attend(place, session)

    archive_person(person=ana, by=leader)

    place.refresh_from_db()
    assert (place.state, place.attendances.count()) == ("enrolled", 1)
    assert Evidence.objects.get() == evidence
    restore_person(person=ana, by=leader)
    assert place.takes_part


def test_archived_participant_is_asked_nothing(session, cohort, ana, leader, riverside):
    other = learning.enroll_people(cohort, riverside, 1)[0].member
    archive_person(person=ana, by=leader)

    opened = feedback.open_feedback(session=session, by=leader)

    assert [it.member for it in opened.survey.invitations.all()] == [other]


def test_provider_with_answers_is_kept_whole_by_the_database(
    session, ana, leader, riverside
):
    """No page deletes an organization; whoever tries beside them leaves no half."""
    place = Participant.objects.get(member=ana)
    learning.attend(place, session)
    opened = feedback.open_feedback(session=session, by=leader)

    with pytest.raises(ProtectedError):
        riverside.delete()

    assert opened.survey.invitations.count() == 1
    assert place.attendances.count() == 1


def test_district_leaves_with_its_people_and_takes_nobody_else_along(
    session, cohort, ana, hillside
):
    theirs = learning.enroll_people(cohort, hillside, 1)[0]
    for place in (theirs, Participant.objects.get(member=ana)):
        learning.attend(place, session)

    hillside.delete()

    assert [it.member for it in cohort.participants.all()] == [ana]
    assert session.days.get().attendances.count() == 1


def test_file_goes_when_its_deletion_is_certain_and_not_before(
    evidence, ana, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        practice.remove_evidence(evidence=evidence, by=ana)
        before = kept(settings)

    assert (len(before), kept(settings)) == (1, set())


def test_file_stays_when_its_deletion_fails(
    evidence, ana, settings, django_capture_on_commit_callbacks
):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
    ):
        undone(lambda: practice.remove_evidence(evidence=evidence, by=ana))

    assert files.is_kept(Evidence.objects.get().stored)


def test_task_with_a_file_is_not_removed(evidence, session, leader, settings):
    with pytest.raises(PolicyError, match="Somebody has begun this task, so it stays"):
        task_actions.remove_task(task=session.tasks.get(), by=leader)

    assert len(kept(settings)) == Practice.objects.count() == 1


def test_clock_deletes_files_that_nothing_names_any_more(
    evidence, ana, leader, settings
):
    age(evidence.stored, settings)
    plan = practice.Plan(
        responsibility_key="input", what="Ask.", due_on=today() + timedelta(days=9)
    )
    other = practice.add_file(
        practice=practice.undertake(plan=plan, by=leader),
        upload=SimpleUploadedFile("more.txt", b"More notes."),
        label="",
        by=leader,
    )
    Practice.objects.filter(member=ana).delete()

    call_command("run_due")

    assert kept(settings) == {Path(other.stored).name}


def test_clock_deletes_nothing_beside_an_empty_database(evidence, settings):
    age(evidence.stored, settings)
    Practice.objects.all().delete()

    call_command("run_due")

    assert len(kept(settings)) == 1


def test_clock_leaves_named_and_fresh_files(evidence, leader, settings):
    age(evidence.stored, settings)
    with pytest.raises(RuntimeError):
        undone(lambda: add_guide(leader))

    call_command("run_due")

    assert not MaterialVersion.objects.exists()
    assert len(kept(settings)) == 2  # One is named, the other may be on its way.


def test_files_of_other_organizations_are_never_lost(evidence, hillside, settings):
    age(evidence.stored, settings)

    with scope(organization=hillside):
        assert practice.forget_lost_files() == 0


def test_withdrawn_material_keeps_its_files_to_be_restored(leader, settings):
    material = add_guide(leader)
    age(material.versions.get().stored, settings)

    materials.withdraw_material(material=material, by=leader)
    call_command("run_due")

    assert len(kept(settings)) == 1


def test_what_a_cohort_is_planned_by_is_not_taken_apart(leader):
    planned = consortium.make_program(leader, "district").sessions.first()

    for refused in (
        lambda: programs.remove_session(session=planned, by=leader),
        lambda: programs.remove_block(block=planned.blocks.first(), by=leader),
    ):
        with pytest.raises(PolicyError, match="so it is fixed"):
            refused()


def test_planned_session_leaves_a_draft_with_its_blocks(leader):
    program = programs.start_program(template_key="district", by=leader)
    count = program.sessions.count()

    programs.remove_session(session=program.sessions.first(), by=leader)

    numbers = list(program.sessions.values_list("position", flat=True))
    assert numbers == list(range(1, count))
