from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent, OutgoingMail
from headship.practice import access, actions, queries
from headship.practice.emails import write_reminder
from headship.practice.models import Evidence, Practice, Share
from tests.factories import make_member, make_person

PDF = b"%PDF-1.7 a plan"
DUE = date(2026, 3, 5)  # Three days after noon.


@pytest.fixture
def practice(principal, noon):
    plan = actions.Plan(responsibility_key="focus", what="Walk.", due_on=DUE)
    return actions.undertake(plan=plan, by=principal)


@pytest.fixture
def task(principal, noon):
    plan = actions.Plan(responsibility_key="focus", what="Ask four.", due_on=DUE)
    actions.hand_out(
        plan=plan, task=principal.ref, to=[principal], zone="America/Chicago"
    )
    return Practice.objects.get(origin_kind="session")


def pdf():
    return SimpleUploadedFile("plan.pdf", PDF)


def url(name, **parts):
    return reverse(f"practice:{name}", kwargs={"org": "riverside", **parts})


def share(practice, audiences=(), coach=None):
    actions.share_practice(
        practice=practice, audiences=audiences, coach=coach, by=practice.member
    )


def audiences(practice):
    return sorted(
        Share.objects.filter(practice=practice).values_list("audience", flat=True)
    )


def test_file_and_link_are_kept_as_evidence(practice, principal):
    file = actions.add_file(practice=practice, upload=pdf(), label="", by=principal)
    link = actions.add_link(
        practice=practice, url="https://x.example/a", label="Wall", by=principal
    )

    log = queries.log_of(practice)
    assert log.items == (file, link)
    assert (file.label, file.size, link.label) == ("plan.pdf", len(PDF), "Wall")
    assert AuditEvent.objects.filter(event="evidence_added").count() == 2


def test_removed_file_is_deleted_too(
    practice, principal, settings, django_capture_on_commit_callbacks
):
    file = actions.add_file(practice=practice, upload=pdf(), label="", by=principal)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(evidence=file, by=principal)

    assert not Evidence.objects.exists()
    assert not [it for it in Path(settings.MEDIA_ROOT).rglob("*") if it.is_file()]


def test_practice_holds_ten_files_and_links(practice, principal):
    for number in range(10):
        actions.add_link(
            practice=practice, url=f"https://x.example/{number}", label="", by=principal
        )

    with pytest.raises(PolicyError, match="at most 10"):
        actions.add_file(practice=practice, upload=pdf(), label="", by=principal)


def test_the_database_knows_a_file_from_a_link(practice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            practice=practice,
            kind="file",
            label="Both",
            url="https://x.example",
            added_at=now(),
        )


def test_sharing_says_exactly_who_sees_it(task, coach):
    share(task, ["facilitator", "peers"], coach)
    everybody = audiences(task)
    share(task, ["peers"])

    assert everybody == ["coach", "facilitator", "peers"]
    assert audiences(task) == ["peers"]
    assert AuditEvent.objects.filter(event="practice_shared").count() == 2


def test_own_idea_is_not_shared_with_a_cohort(practice):
    with pytest.raises(PolicyError, match="Only tasks"):
        share(practice, ["peers"])


def test_coach_reads_and_answers_what_is_shared_for_as_long_as_it_is(practice, coach):
    share(practice, coach=coach)
    found = access.get_coached_practice(coach, practice.ref)
    actions.give_feedback(practice=found, part="coach", text="Why four?", by=coach)
    share(practice)

    (said,) = queries.log_of(practice).feedback
    assert (said.text, said.author, said.part) == ("Why four?", coach, "coach")
    with pytest.raises(Http404):
        access.get_coached_practice(coach, practice.ref)


def test_another_coach_does_not_see_what_is_shared_with_one(
    practice, coach, riverside, everywhere
):
    share(practice, coach=coach)

    for other in (make_member(riverside, "Other", "coach"), practice.member):
        with pytest.raises(Http404):
            access.get_coached_practice(other, practice.ref)


def test_only_coaches_with_accounts_of_the_own_organization_are_offered(
    principal, coach, riverside, hillside, everywhere
):
    make_person(riverside, "Accountless", "coach")
    make_member(hillside, "Far", "coach")

    assert list(queries.coaches(principal)) == [coach]


def test_task_is_handed_out_once_a_person(principal, noon):
    plan = actions.Plan(responsibility_key="focus", what="Ask.", due_on=DUE)
    given = {"plan": plan, "task": principal.ref, "zone": "America/Chicago"}

    counts = [actions.hand_out(to=[principal], **given) for _ in range(2)]

    assert counts == [1, 0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(
            organization=principal.organization,
            member=principal,
            responsibility_key="focus",
            what="Again.",
            due_on=DUE,
            origin_kind="session",
            origin_ref=principal.ref,
        )


def test_task_of_a_session_is_not_changed(task, principal):
    plan = actions.Plan(responsibility_key="order", what="Less.", due_on=DUE)

    with pytest.raises(PolicyError, match="set in a session"):
        actions.change_practice(practice=task, plan=plan, by=principal)


@pytest.fixture
def reminded(practice, everywhere):
    """Return a function that runs the reminders and returns who got one."""

    def run():
        actions.remind_due()
        return list(OutgoingMail.objects.values_list("to", flat=True))

    return run


def test_reminder_comes_once_before_the_date(reminded, practice):
    assert reminded() == [practice.member.email]
    assert reminded() == [practice.member.email]


@pytest.mark.parametrize(
    "instant",
    [
        "2026-03-01T18:00:00+00:00",  # Four days before.
        "2026-03-05T18:00:00+00:00",  # The day itself, in Chicago.
        "2026-03-05T06:30:00+00:00",  # Half past midnight of the day.
        "2026-03-06T18:00:00+00:00",  # After it.
    ],
)
def test_no_reminder_too_early_on_the_day_or_after_it(reminded, time_machine, instant):
    time_machine.move_to(instant, tick=False)

    assert reminded() == []


def test_who_wants_no_reminders_gets_none(reminded, practice):
    actions.choose_reminders(wants=False, by=practice.member)
    without = reminded()
    actions.choose_reminders(wants=True, by=practice.member)

    assert without == []
    assert reminded() == [practice.member.email]


def test_what_is_done_is_not_reminded_of(reminded, practice):
    actions.finish_practice(practice=practice, by=practice.member)

    assert reminded() == []


def test_reminder_is_not_written_once_the_day_has_come(practice, time_machine):
    before = write_reminder(practice.ref)
    time_machine.move_to("2026-03-05T18:00:00+00:00", tick=False)

    assert "Walk." in before.text
    assert f"/practices/{practice.ref}/" in before.text
    assert write_reminder(practice.ref) is None


def test_pages_lead_from_a_file_to_feedback(task, principal, coach, sign_in):
    browser = sign_in(principal)
    parts = {"ref": task.ref}

    browser.post(url("evidence_add_file", **parts), {"upload": pdf()})
    browser.post(url("evidence_add_link", **parts), {"url": "https://x.example/"})
    share_with = {"audiences": ["facilitator"], "coach": coach.ref}
    browser.post(url("practice_share", **parts), share_with)
    sign_in(coach).post(url("shared_detail", **parts), {"text": "What next?"})
    page = browser.get(url("practice_detail", **parts)).content.decode()
    item = Evidence.objects.get(kind="file").ref
    file = sign_in(coach).get(url("shared_file", item=item, **parts))

    assert "What next?" in page
    assert "https://x.example/" in page
    assert file.getvalue() == PDF
    assert file["Content-Disposition"].startswith("attachment")
    assert audiences(task) == ["coach", "facilitator"]
    assert task.what in sign_in(coach).get(url("shared_list")).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("evidence_add_link", {"url": "javascript:alert(1)"}, "begins with https"),
        ("evidence_add_link", {"url": "ftp://x.example/"}, "begins with https"),
        (
            "evidence_add_file",
            {"upload": SimpleUploadedFile("x.html", b"<script>")},
            "not taken",
        ),
        ("practice_share", {"coach": str(uuid4())}, "Select a valid choice"),
    ],
)
def test_wrong_evidence_is_refused_on_the_same_page(
    task, principal, sign_in, name, data, words
):
    response = sign_in(principal).post(url(name, ref=task.ref), data)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Evidence.objects.exists()


def test_file_is_for_those_only_with_whom_it_is_shared(
    practice, principal, coach, teacher, outsider, sign_in
):
    item = actions.add_file(practice=practice, upload=pdf(), label="", by=principal).ref
    own = url("evidence_file", ref=practice.ref, item=item)
    shared = url("shared_file", ref=practice.ref, item=item)

    assert sign_in(principal).get(own).status_code == 200
    for person in (coach, teacher, outsider):
        assert sign_in(person).get(own).status_code == 404
        assert sign_in(person).get(shared).status_code == 404
