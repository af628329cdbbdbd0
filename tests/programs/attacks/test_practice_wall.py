"""What people write between sessions stays behind the wall until they share it."""

import pytest
from django.urls import reverse

from headship.core.clock import now
from tests.factories import make_member, make_organization
from tests.programs import learning
from tests.programs.practice import tasks

SECRET = "My staff does not trust me yet."


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def ana(hillside, cohort):
    member = make_member(hillside, "Ana", "leader")
    learning.enroll(cohort, member)
    return member


@pytest.fixture
def session(cohort, ana):
    return learning.make_session(cohort, days_ago=3)


@pytest.fixture
def facilitator(riverside, session):
    member = make_member(riverside, "Fay", "facilitator")
    learning.assign(session, member)
    return member


@pytest.fixture
def task(session, facilitator):
    return tasks.set_task(session, facilitator)


@pytest.fixture
def written(task, ana):
    """Return Ana's practice and its file's reference."""
    it = tasks.practice_of(task, ana)
    return it, tasks.write(it, evidence=SECRET, question=SECRET).ref


def url(name, org="riverside", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


def provider_pages(written, task, cohort, session):
    it, item = written
    return [
        url("log_detail", ref=it.ref),
        url("log_file", ref=it.ref, item=item),
        url("task_detail", ref=task.ref),
        url("task_detail_csv", ref=task.ref),
        url("task_list", ref=cohort.ref),
        url("task_list_csv", ref=cohort.ref),
        url("cohort_dosage", ref=cohort.ref),
        url("cohort_dosage_csv", ref=cohort.ref),
        url("session_debrief", ref=session.ref),
    ]


def everything(response):
    if response.streaming:
        return response.getvalue().decode()
    return response.content.decode()


@pytest.mark.parametrize("audiences", [(), ("peers",)])
def test_nothing_written_reaches_the_provider_unshared(
    written, task, cohort, session, facilitator, leader, sign_in, audiences
):
    tasks.share(written[0], *audiences)
    coming = learning.make_session(cohort, days_ago=-20)

    for person in (facilitator, leader):
        for page in provider_pages(written, task, cohort, coming):
            response = sign_in(person).get(page)
            assert SECRET not in everything(response)
            assert "Secret notes" not in everything(response)
        for page in provider_pages(written, task, cohort, coming)[:2]:
            assert sign_in(person).get(page).status_code == 404


def test_what_is_shared_with_facilitators_is_not_for_managers(
    written, task, cohort, leader, sign_in
):
    tasks.share(written[0], "facilitator")
    coming = learning.make_session(cohort, days_ago=-20)

    for page in provider_pages(written, task, cohort, coming):
        assert SECRET not in everything(sign_in(leader).get(page))


def test_sharing_ends_at_once(written, facilitator, sign_in):
    it, item = written
    pages = [url("log_detail", ref=it.ref), url("log_file", ref=it.ref, item=item)]

    tasks.share(it, "facilitator")
    during = [sign_in(facilitator).get(page).status_code for page in pages]
    tasks.share(it)
    after = [sign_in(facilitator).get(page).status_code for page in pages]

    assert (during, after) == ([200, 200], [404, 404])


def test_facilitator_of_another_cohort_sees_nothing(written, riverside, sign_in):
    it, item = written
    tasks.share(it, "facilitator", "peers")
    other = make_member(riverside, "Otto", "facilitator")
    learning.assign(learning.make_session(learning.make_cohort(riverside)), other)

    for page in (
        url("log_detail", ref=it.ref),
        url("log_file", ref=it.ref, item=item),
        url("peer_log", ref=it.ref),
    ):
        assert sign_in(other).get(page).status_code == 404


def test_peers_see_only_what_is_shared_with_peers_of_their_own_cohort(
    written, cohort, hillside, riverside, sign_in
):
    it, item = written
    tasks.share(it, "facilitator")
    peer = make_member(hillside, "Ben", "leader")
    seat = learning.enroll(cohort, peer)
    stranger = make_member(hillside, "Cleo", "leader")
    learning.enroll(learning.make_cohort(riverside, districts=[hillside]), stranger)
    pages = [
        url("peer_log", org="hillside", ref=it.ref),
        url("peer_file", org="hillside", ref=it.ref, item=item),
    ]

    before = [sign_in(peer).get(page).status_code for page in pages]
    tasks.share(it, "peers")
    during = [sign_in(peer).get(page).status_code for page in pages]
    elsewhere = [sign_in(stranger).get(page).status_code for page in pages]
    seat.state = "withdrawn"
    seat.save()
    after = [sign_in(peer).get(page).status_code for page in pages]
    names = ("peer_log_list", "peer_log_list_csv")
    listed = [sign_in(stranger).get(url(name, org="hillside")) for name in names]

    assert (before, during) == ([404, 404], [200, 200])
    assert (elsewhere, after) == ([404, 404], [404, 404])
    assert [it.what in everything(page) for page in listed] == [False, False]


def test_who_left_the_cohort_is_read_by_nobody(written, cohort, facilitator, sign_in):
    it, _item = written
    tasks.share(it, "facilitator")
    cohort.participants.update(state="withdrawn")

    page = url("log_detail", ref=it.ref)
    assert sign_in(facilitator).get(page).status_code == 404


def test_another_district_knows_nothing_of_the_task(written, task, sign_in):
    it, item = written

    lakeside = make_organization("Lakeside")
    boss = make_member(lakeside, "Boss", "administrator")

    for page in (
        url("task_detail", org="lakeside", ref=task.ref),
        url("log_detail", org="lakeside", ref=it.ref),
        url("peer_file", org="lakeside", ref=it.ref, item=item),
    ):
        assert sign_in(boss).get(page).status_code == 404


def test_district_sees_hours_and_tasks_of_its_own_people_only(
    written, cohort, riverside, outsider, sign_in
):
    lakeside = make_organization("Lakeside")
    learning.CohortDistrict.objects.create(
        cohort=cohort, district=lakeside, state="agreed", decided_at=now()
    )
    learning.enroll(cohort, make_member(lakeside, "Stranger", "leader"))
    pages = [
        url(name, org="hillside", ref=cohort.ref)
        for name in ("joined_dosage", "joined_dosage_csv")
    ]

    for page in pages:
        found = everything(sign_in(outsider).get(page))
        assert "Ana Doe" in found
        assert "Stranger" not in found
        assert SECRET not in found
    learning.CohortDistrict.objects.filter(district=outsider.organization).update(
        state="declined"
    )
    assert "Ana Doe" not in everything(sign_in(outsider).get(pages[0]))
