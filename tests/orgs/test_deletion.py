"""Announcing that an organization is deleted, keeping it, and the day itself.

What is deleted, table by table, is tested with the demonstration: tests/demo.
"""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from tests.factories import make_member, make_person
from tests.orgs.exports import confirm
from tests.programs import learning

from headship.accounts.models import User
from headship.core import erasing, mail
from headship.core.clock import now, today
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent, OutgoingMail
from headship.evidence.models import Curator
from headship.orgs import actions
from headship.orgs.models import ImportJob, Membership, Organization
from headship.programs.models import Attendance

LIST, ASK, KEEP = (f"/o/riverside/data/{it}" for it in ("", "delete/", "keep/"))
BANNER = "Riverside and everything in it will be deleted on"


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


@pytest.fixture
def colleague(riverside):
    return make_member(riverside, "Second", "administrator")


@pytest.fixture
def announced(leader):
    return actions.schedule_deletion(by=leader, reason="We merge with Hillside.")


@pytest.fixture
def come(django_capture_on_commit_callbacks):
    """Return a function that does the due work of a day."""

    def due():
        with django_capture_on_commit_callbacks(execute=True):
            return actions.delete_due()

    return due


def test_it_is_announced_by_typing_the_name(browser, riverside, noon, sign_in, leader):
    browser = sign_in(leader)
    assert browser.get(ASK).url.startswith("/accounts/reauthenticate/")
    confirm(browser)

    wrong = browser.post(ASK, {"name": "Hillside"})
    right = browser.post(ASK, {"name": "riverside", "reason": "We merge."})

    assert "This is not the name." in wrong.text
    assert right.url == LIST
    riverside.refresh_from_db()
    assert riverside.deletes_on == today("America/Chicago") + timedelta(days=30)
    event = AuditEvent.objects.get(event="deletion_scheduled")
    assert event.details == {"on": "2026-04-01", "reason": "We merge."}


def test_every_page_says_so_and_administrators_can_cancel(
    sign_in, leader, teacher, announced
):
    page = sign_in(teacher).get("/o/riverside/").text
    assert BANNER in page
    assert LIST not in page

    page = sign_in(leader).get("/o/riverside/people/").text
    assert BANNER in page
    assert f'<a href="{LIST}">Export all data, or cancel the deletion</a>' in page


def test_all_administrators_are_told_why_and_by_whom(
    leader, colleague, announced, mailoutbox
):
    mail.send_all_due()

    first, second = mailoutbox
    assert {*first.to, *second.to} == {leader.email, colleague.email}
    assert first.subject.startswith("Riverside will be deleted on")
    assert "Leader Doe has announced" in first.body
    assert "We merge with Hillside." in first.body
    assert "http://localhost:8000/o/riverside/data/" in first.body


def test_a_second_administrator_cancels(
    sign_in, colleague, leader, announced, mailoutbox
):
    browser = sign_in(colleague)
    assert "Nothing has been deleted yet" in browser.get(KEEP).text

    assert browser.post(KEEP).url == LIST

    announced.refresh_from_db()
    assert announced.deletes_on is None
    assert BANNER not in browser.get("/o/riverside/people/").text
    assert AuditEvent.objects.filter(event="deletion_cancelled").count() == 1
    mail.send_all_due()  # What was still to say of the deletion is not said any more.
    assert {it.subject for it in mailoutbox} == {"Riverside will not be deleted"}
    assert len(mailoutbox) == 2


def test_it_is_not_announced_twice_nor_cancelled_without(leader, announced):
    with pytest.raises(PolicyError, match="announced already"):
        actions.schedule_deletion(by=leader)
    actions.cancel_deletion(by=leader)
    with pytest.raises(PolicyError, match="No deletion is announced"):
        actions.cancel_deletion(by=leader)


def test_the_day_begins_where_the_organization_is(leader, noon, come):
    announced = actions.schedule_deletion(by=leader)

    noon.move_to("2026-04-01 04:59Z")  # A minute before midnight in Chicago.
    assert come() == 0
    noon.move_to("2026-04-01 05:01Z")
    assert come() == 1

    assert not Organization.objects.filter(pk=announced.pk).exists()


def test_due_work_deletes_it_as_a_task(
    riverside, leader, noon, everywhere, django_capture_on_commit_callbacks, capsys
):
    actions.schedule_deletion(by=leader)
    noon.shift(timedelta(days=31))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("run_due")

    assert "Began to delete 1 organizations, gave 0 seats" in capsys.readouterr().out
    assert not Organization.objects.filter(pk=riverside.pk).exists()


def test_a_deletion_that_breaks_off_deletes_nothing_and_goes_again(
    riverside, leader, teacher, noon, come, monkeypatch
):
    actions.schedule_deletion(by=leader)
    noon.shift(timedelta(days=31))
    children_first = erasing._children_first

    def half(models):
        for count, model in enumerate(children_first(models)):
            if count == 60:
                raise RuntimeError("power cut")
            yield model

    monkeypatch.setattr(erasing, "_children_first", half)
    with pytest.raises(RuntimeError):
        actions.delete_organization(ref=riverside.ref)
    assert User.objects.filter(pk=teacher.user.pk).exists()
    assert AuditEvent.objects.for_organization(riverside.ref).exists()
    monkeypatch.undo()

    assert come() == 1
    assert come() == 0
    assert not Organization.objects.filter(pk=riverside.pk).exists()


def test_an_import_under_way_is_waited_for(riverside, leader, noon, come):
    actions.schedule_deletion(by=leader)
    noon.shift(timedelta(days=31))
    fields = {"organization": riverside, "filename": "x", "state": "reading"}
    job = ImportJob.objects.create(created_at=now(), **fields)

    come()
    assert Organization.objects.filter(pk=riverside.pk).exists()

    noon.shift(timedelta(days=1))  # By now its worker has died.
    come()
    assert not ImportJob.objects.filter(pk=job.pk).exists()


def test_an_export_under_way_is_waited_for(leader):
    actions.request_export(by=leader)

    with pytest.raises(PolicyError, match="import or export is under way"):
        actions.schedule_deletion(by=leader)


def test_a_provider_keeps_the_records_of_others(
    everywhere, riverside, leader, hillside, browser
):
    cohort = learning.make_cohort(riverside, districts=[hillside])
    learning.enroll_people(cohort, hillside, 2)
    learning.enroll_people(cohort, riverside, 3)

    with pytest.raises(PolicyError, match="places of 2 people of other organizations"):
        actions.schedule_deletion(by=leader)
    assert "archive your people instead" in browser.get(LIST).text
    assert ASK not in browser.get(LIST).text


def test_a_districts_places_elsewhere_go_with_it(
    everywhere, riverside, hillside, outsider, noon, come
):
    cohort = learning.make_cohort(riverside, districts=[hillside])
    (theirs,) = learning.enroll_people(cohort, hillside, 1)
    (ours,) = learning.enroll_people(cohort, riverside, 1)
    session = learning.make_session(cohort)
    learning.attend(theirs, session)
    learning.attend(ours, session)
    actions.schedule_deletion(by=outsider)
    noon.shift(timedelta(days=31))

    come()

    assert list(cohort.participants.all()) == [ours]
    assert [it.participant for it in Attendance.objects.all()] == [ours]


def test_accounts_go_with_their_last_membership(
    riverside, hillside, leader, teacher, coach, viewer, sign_in, noon, come
):
    for person in (teacher, coach):
        sign_in(person)
    make_person(hillside, "Coach", user=coach.user)
    Curator.objects.create(user=viewer.user, appointed_at=now())
    User.objects.filter(pk=leader.user.pk).update(is_staff=True)
    before = Session.objects.count()
    actions.schedule_deletion(by=leader)
    noon.shift(timedelta(days=31))

    come()

    left = set(User.objects.values_list("email", flat=True))
    assert left == {coach.user.email, viewer.user.email, leader.user.email}
    assert Session.objects.count() == before - 1


def test_mail_of_others_to_people_who_are_gone_goes(
    riverside, leader, teacher, noon, come
):
    def letter(to):
        envelope = mail.Envelope(
            kind="x", subject_ref=leader.ref, to=to, once_key=to, organization_ref=None
        )
        mail.queue([envelope])

    letter(teacher.email)
    letter("somebody@elsewhere.example")
    actions.schedule_deletion(by=leader)
    noon.shift(timedelta(days=31))

    come()

    left = OutgoingMail.objects.values_list("to", flat=True)
    assert list(left) == ["somebody@elsewhere.example"]


def test_one_line_without_people_remains(riverside, leader, teacher, noon, come):
    actions.schedule_deletion(by=leader, reason="Doe left.")
    noon.shift(timedelta(days=31))

    come()

    (last,) = AuditEvent.objects.all()
    assert (last.event, last.subject_label) == ("organization_deleted", "Riverside")
    assert (last.organization_ref, last.actor_ref) == (None, None)
    assert last.details["orgs/membership"] == 2
    assert "Doe" not in f"{last.actor_label} {last.details}"
    assert not Membership.objects.filter(organization=riverside.pk).exists()


def test_who_is_told_can_no_longer_be_an_administrator(leader, colleague, mailoutbox):
    actions.schedule_deletion(by=leader)
    Membership.objects.filter(pk=colleague.pk).update(role="viewer")

    mail.send_all_due()

    assert [it.to for it in mailoutbox] == [[leader.email]]
