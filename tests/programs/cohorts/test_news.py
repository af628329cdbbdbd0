"""People hear what became of their place, unless they made it themselves."""

import pytest

from headship.programs.actions import participants
from tests.factories import make_person
from tests.programs import consortium


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Return a context in which queued messages go out."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def cohort(riverside, leader):
    program = consortium.make_program(leader, "district")
    return consortium.make_cohort(leader, program, title="North", capacity=1)


def _told(mailoutbox):
    return [(mail.to[0].partition("@")[0], mail.subject) for mail in mailoutbox]


def test_invitation_and_promotion_are_told(cohort, leader, send, mailoutbox):
    ann, bo = (
        make_person(leader.organization, name, "leader") for name in ("Ann", "Bo")
    )
    with send():
        first = consortium.enroll(cohort, ann, leader)
        consortium.enroll(cohort, bo, leader)
    mailoutbox.clear()
    with send():
        participants.withdraw(participant=first, by=ann, reason="Moving")

    assert _told(mailoutbox) == [("bo", "You have a seat in North")]
    assert f"/o/riverside/programs/mine/{_place(bo).ref}/" in mailoutbox[0].body


def _place(member):
    from headship.programs.models import Participant  # noqa: PLC0415 -- needs the apps

    return Participant.objects.get(member=member)


def test_answers_to_an_application_are_told(
    cohort, leader, principal, send, mailoutbox
):
    with send():
        place = participants.apply(cohort=cohort, leader_role="principal", by=principal)
    assert mailoutbox == []
    with send():
        participants.decline_participant(
            participant=place, by=leader, reason="Next year"
        )

    assert _told(mailoutbox) == [("principal", "No seat for you in North")]
    assert "Reason: Next year" in mailoutbox[0].body


def test_message_tells_what_holds_when_it_is_sent(
    cohort, leader, principal, send, mailoutbox
):
    with send():
        place = consortium.invite(cohort, principal, leader)
        participants.accept_invitation(participant=place, by=principal)
        participants.withdraw(participant=place, by=leader)

    assert {subject for _to, subject in _told(mailoutbox)} == {
        "You no longer take part in North"
    }
