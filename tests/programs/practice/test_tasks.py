from datetime import timedelta

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.practice import actions as practice
from headship.practice.models import Practice
from headship.programs.actions import practice as actions
from headship.programs.models import Attendance, PracticeTask
from headship.programs.queries import dosage
from headship.programs.queries import practice as queries
from headship.programs.reports import practice as reports
from tests.factories import make_member
from tests.programs import learning
from tests.programs.practice import tasks


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def ana(hillside):
    return make_member(hillside, "Ana", "leader")


@pytest.fixture
def seat(cohort, ana):
    return learning.enroll(cohort, ana)


@pytest.fixture
def session(cohort, seat):
    return learning.make_session(cohort, days_ago=3)


@pytest.fixture
def facilitator(riverside, session):
    member = make_member(riverside, "Fay", "facilitator")
    learning.assign(session, member)
    return member


def given():
    with scopes_disabled():
        return list(Practice.objects.filter(origin_kind="session"))


def url(name, org="riverside", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


def test_task_is_everyones_practice_in_their_own_district(
    session, cohort, ana, hillside, facilitator, riverside
):
    local = make_member(riverside, "Local", "leader")
    learning.enroll(cohort, local)
    learning.enroll(cohort, make_member(hillside, "Gone", "leader"), state="withdrawn")

    task = tasks.set_task(session, facilitator)

    found = {it.member_id: it.organization_id for it in given()}
    assert found == {ana.pk: hillside.pk, local.pk: riverside.pk}
    assert all(it.origin_ref == task.ref for it in given())
    event = AuditEvent.objects.get(event="task_set")
    assert event.details == {"people": 2}


def test_task_reaches_those_who_join_before_its_day(
    session, cohort, hillside, facilitator, noon
):
    task = tasks.set_task(session, facilitator)
    learning.enroll(cohort, make_member(hillside, "Late", "leader"))

    counts = [actions.hand_out_late(task=task, by=facilitator) for _ in range(2)]
    learning.enroll(cohort, make_member(hillside, "Later", "leader"))
    with scopes_disabled():
        on_time = actions.hand_out_all_late()
        noon.shift(timedelta(days=21))
        learning.enroll(cohort, make_member(hillside, "Latest", "leader"))
        too_late = actions.hand_out_all_late()

    assert (counts, on_time, too_late) == ([1, 0], 1, 0)
    with pytest.raises(PolicyError, match="day has come"):
        actions.hand_out_late(task=task, by=facilitator)


def test_impossible_tasks_are_refused(session, cohort, facilitator):
    with pytest.raises(PolicyError, match="at least until tomorrow"):
        tasks.set_task(session, facilitator, days=0)
    session.state = "cancelled"
    with pytest.raises(PolicyError, match="is cancelled"):
        tasks.set_task(session, facilitator)
    session.state = "held"
    session.cohort.state = "finished"
    with pytest.raises(PolicyError, match="cohort is over"):
        tasks.set_task(session, facilitator)


def test_task_that_someone_has_begun_stays(session, ana, facilitator):
    task = tasks.set_task(session, facilitator)
    fresh = tasks.set_task(session, facilitator, what="Walk.")
    tasks.write(tasks.practice_of(task, ana))

    with pytest.raises(PolicyError, match="has begun"):
        actions.remove_task(task=task, by=facilitator)
    actions.remove_task(task=fresh, by=facilitator)

    assert list(PracticeTask.objects.all()) == [task]
    assert len(given()) == 1


def test_task_with_a_file_stays_too(session, ana, facilitator):
    task = tasks.set_task(session, facilitator)
    tasks.write(tasks.practice_of(task, ana))
    with scopes_disabled():
        Practice.objects.update(evidence="", reflection="", question="")

    with pytest.raises(PolicyError, match="has begun"):
        actions.remove_task(task=task, by=facilitator)


def test_rows_say_how_many_have_and_did_a_task(session, cohort, ana, facilitator):
    task = tasks.set_task(session, facilitator)
    with scopes_disabled():
        practice.finish_practice(practice=tasks.practice_of(task, ana), by=ana)

    (row,) = queries.task_rows(cohort)

    assert (row.given, row.done) == (1, 1)
    (person,) = queries.people_rows(task)
    assert person.practice.is_done
    assert not person.is_shared


def test_debrief_has_what_was_set_or_due_since_the_session_before(
    session, cohort, ana, facilitator
):
    old = tasks.set_task(session, facilitator, what="Old and due.", days=40)
    PracticeTask.objects.filter(pk=old.pk).update(due_on=now() - timedelta(days=60))
    running = tasks.set_task(session, facilitator, what="Still under way.", days=60)
    second = learning.make_session(cohort, days_ago=-20)
    fresh = tasks.set_task(second, facilitator, what="Of the last session.", days=30)
    third = learning.make_session(cohort, days_ago=-50)

    found = queries.tasks_to_debrief(third)

    assert {it.pk for it in found} == {fresh.pk, running.pk}
    assert queries.tasks_to_debrief(session) == []


def test_debrief_shows_what_is_shared_to_facilitators_of_the_cohort_only(
    session, cohort, ana, facilitator, leader
):
    task = tasks.set_task(session, facilitator)
    tasks.write(it := tasks.practice_of(task, ana))
    coming = learning.make_session(cohort, days_ago=-20)
    before = reports.debrief_page(coming, facilitator)
    tasks.share(it, "facilitator")

    page = reports.debrief_page(coming, facilitator)
    managers = reports.debrief_page(coming, leader)

    assert before.tasks[0].logs == ()
    assert [log.practice.evidence for log in page.tasks[0].logs] == ["Four talks."]
    assert page.tasks[0].questions == [(ana, "How often?")]
    assert managers.tasks[0].logs == ()
    assert not managers.may_read_logs


def test_dosage_counts_hours_and_tasks_so_far_and_names_what_is_missing(
    session, cohort, seat, ana, facilitator
):
    missed = learning.make_session(cohort, days_ago=2)
    learning.make_session(cohort, days_ago=-20)
    Attendance.objects.create(
        day=session.days.get(),
        participant=seat,
        hours=4,
        method="roster",
        recorded_at=now(),
    )
    undone = tasks.set_task(session, facilitator)
    done = tasks.set_task(session, facilitator, what="Walk.")
    with scopes_disabled():
        practice.finish_practice(practice=tasks.practice_of(done, ana), by=ana)
    PracticeTask.objects.update(due_on=now().date())

    (row,) = dosage.cohort_dosage(cohort, now())

    assert (row.hours, row.hours_offered) == (4, 12)
    assert (row.tasks_done, row.tasks_due) == (1, 2)
    assert (row.missed, row.partly, row.undone) == ((missed,), (session,), (undone,))
    assert dosage.my_dosage(seat, now()) == row


def test_dosage_takes_the_same_queries_for_more_people(
    cohort, hillside, session, facilitator, django_assert_num_queries
):
    tasks.set_task(session, facilitator)
    PracticeTask.objects.update(due_on=now().date())
    with django_assert_num_queries(7):
        dosage.cohort_dosage(cohort, now())
    learning.enroll_people(cohort, hillside, 3)
    with django_assert_num_queries(7):
        assert len(dosage.cohort_dosage(cohort, now())) == 4


def test_pages_lead_from_a_task_to_feedback(
    session, cohort, ana, facilitator, sign_in, hillside
):
    browser = sign_in(facilitator)
    form = {"what": "Ask four.", "responsibility": "input", "due_on": "2026-03-30"}

    detail = browser.post(url("task_create", ref=session.ref), form).url
    task = PracticeTask.objects.get()
    tasks.write(it := tasks.practice_of(task, ana))
    tasks.share(it, "facilitator", "peers")
    page = browser.get(detail).content.decode()
    browser.post(url("log_detail", ref=it.ref), {"text": "Try six."})
    peer = make_member(hillside, "Ben", "leader")
    learning.enroll(cohort, peer)
    home = {"org": "hillside", "ref": it.ref}
    listed = sign_in(peer).get(url("peer_log_list", org="hillside")).content.decode()
    sign_in(peer).post(url("peer_log", **home), {"text": "Same here."})
    own = sign_in(ana).get(it.get_absolute_url()).content.decode()

    assert "Ana" in page
    assert "Ask four." in listed
    assert "Try six." in own
    assert "Same here." in own


def test_spreadsheet_of_what_peers_share_tells_what_the_list_shows(
    session, cohort, ana, leader, sign_in, hillside
):
    it = tasks.practice_of(tasks.set_task(session, leader), ana)
    tasks.write(it)
    tasks.share(it, "peers")
    peer = make_member(hillside, "Ben", "leader")
    learning.enroll(cohort, peer)

    sent = sign_in(peer).get(url("peer_log_list_csv", org="hillside"))

    header, *rows = sent.getvalue().decode().splitlines()
    assert header == "\ufefftask,name,district,state,feedback"
    assert rows == [f"Ask four teachers.,{ana},{it.organization},{it.state},0"]


def test_task_of_a_block_is_offered(session, facilitator, sign_in):
    block = session.program_session.blocks.first()
    block.practice_task = "Count your meetings."
    block.responsibilities = ["order"]
    block.save()

    page = sign_in(facilitator).get(
        f"{url('task_create', ref=session.ref)}?block={block.ref}"
    )

    form = page.context["form"]
    assert form["what"].value() == "Count your meetings."
    assert form["responsibility"].value() == "order"


def test_tables_are_for_spreadsheets(session, cohort, ana, facilitator, sign_in):
    task = tasks.set_task(session, facilitator)
    browser = sign_in(facilitator)

    pages = [
        browser.get(url("task_list_csv", ref=cohort.ref)),
        browser.get(url("task_detail_csv", ref=task.ref)),
        browser.get(url("cohort_dosage_csv", ref=cohort.ref)),
    ]

    texts = [it.getvalue().decode() for it in pages]
    assert "Ask four teachers." in texts[0]
    assert "Ana Doe,Hillside,planned,no" in texts[1]
    assert "Ana Doe,Hillside,principal" in texts[2]


def test_participant_sees_own_tasks_and_hours(
    session, cohort, seat, ana, facilitator, sign_in
):
    tasks.set_task(session, facilitator)
    parts = {"org": "hillside", "ref": seat.ref}

    page = sign_in(ana).get(url("my_dosage", **parts))
    seat.state = "waiting"
    seat.waiting_since = now()
    seat.save()
    without = sign_in(ana).get(url("my_dosage", **parts))

    assert [it.what for it in page.context["practices"]] == ["Ask four teachers."]
    assert "0.0 of 6.0" in page.content.decode()
    assert without.status_code == 409
