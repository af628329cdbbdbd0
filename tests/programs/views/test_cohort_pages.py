"""Joining, scheduling and qualifying in the browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from headship.core.clock import today
from headship.programs.models import (
    Cohort,
    CohortDistrict,
    Facilitator,
    MakeUp,
    Participant,
    Session,
    Venue,
)
from tests.factories import make_person
from tests.programs import consortium

pytestmark = pytest.mark.usefixtures("everywhere")


@pytest.fixture
def manager(db):
    return consortium.make_provider()


@pytest.fixture
def program(manager):
    return consortium.make_program(manager, "district")


@pytest.fixture
def cohort(manager, program):
    return consortium.make_cohort(manager, program, capacity=2)


def url(name, org="northland", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


def test_district_and_leader_join_in_the_browser(
    cohort, manager, leader, principal, sign_in
):
    provider, district = sign_in(manager), sign_in(leader)
    wrong = provider.post(
        url("district_invite", ref=cohort.ref), {"address": "nowhere"}
    )
    assert "no district with this address" in wrong.content.decode()
    provider.post(url("district_invite", ref=cohort.ref), {"address": "riverside"})
    district.post(url("joined_agree", "riverside", ref=cohort.ref))
    assert CohortDistrict.objects.get().has_agreed

    data = {"email": principal.email, "leader_role": "principal"}
    provider.post(url("participant_invite", ref=cohort.ref), data)
    place = Participant.objects.get()
    person = sign_in(principal)
    assert (
        "You are invited"
        in person.get(url("my_cohort", "riverside", ref=place.ref)).content.decode()
    )
    answer = person.post(url("my_accept", "riverside", ref=place.ref), follow=True)

    assert "You have a seat." in answer.content.decode()
    assert Participant.objects.get().is_enrolled


def test_several_people_are_invited_at_once(cohort, manager, leader, sign_in):
    consortium.join(cohort, leader, manager)
    ann, bo, cy = (
        make_person(leader.organization, name) for name in ("Ann", "Bo", "Cy")
    )
    consortium.invite(cohort, cy, manager)
    browser, here = sign_in(manager), url("participant_invite", ref=cohort.ref)

    def post(*addresses):
        data = {"email": "\r\n".join(addresses), "leader_role": "principal"}
        return browser.post(here, data, follow=True).content.decode()

    unknown = post(ann.email, "x@a.example", "y@a.example")
    inside = post(ann.email, cy.email)
    before = Participant.objects.count()
    done = post(ann.email.upper(), f"{bo.email}, {ann.email};")

    assert "knows these addresses: x@a.example, y@a.example." in unknown
    assert "Cy Doe is in this cohort already. Take the address out." in inside
    assert "Ann Doe, Bo Doe are invited." in done
    assert (before, Participant.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("not-an-address", "Enter a valid email address"),
        (" ".join(f"p{n}@a.example" for n in range(101)), "at most 100 people"),
    ],
)
def test_what_is_no_list_of_addresses_is_refused(
    cohort, manager, sign_in, pasted, words
):
    here = url("participant_invite", ref=cohort.ref)
    data = {"email": pasted, "leader_role": "principal"}

    assert words in sign_in(manager).post(here, data).content.decode()


def test_application_goes_its_way(cohort, manager, leader, principal, sign_in):
    consortium.join(cohort, leader, manager)
    person, provider = sign_in(principal), sign_in(manager)
    assert cohort.title in person.get(url("my_learning", "riverside")).content.decode()
    person.post(
        url("my_apply", "riverside", ref=cohort.ref), {"leader_role": "principal"}
    )
    place = Participant.objects.get()
    provider.post(url("participant_admit", ref=place.ref))
    assert Participant.objects.get().is_enrolled
    person.post(url("my_withdraw", "riverside", ref=place.ref), {"reason": "Moving"})
    assert Participant.objects.get().reason == "Moving"


def test_district_sends_and_withdraws_its_people(
    cohort, manager, leader, principal, sign_in
):
    consortium.join(cohort, leader, manager)
    browser = sign_in(leader)
    data = {"people": [principal.pk], "leader_role": "principal"}
    browser.post(url("joined_send", "riverside", ref=cohort.ref), data)
    place = Participant.objects.get()
    assert place.state == "invited"
    sign_in(principal).post(url("my_accept", "riverside", ref=place.ref))
    browser.post(url("joined_withdraw", "riverside", ref=place.ref), {"reason": ""})
    assert Participant.objects.get().state == "withdrawn"


def test_cohort_is_planned_and_changed(program, manager, sign_in):
    browser = sign_in(manager)
    data = {
        "title": "North",
        "capacity": 24,
        "starts_on": today() + timedelta(days=5),
        "ends_on": today(),
        "time_zone": "America/Chicago",
        "budget": "12000.50",
    }
    wrong = browser.post(url("cohort_plan", ref=program.ref), data)
    assert "before the first day" in wrong.content.decode()
    data["ends_on"] = today() + timedelta(days=200)
    endless = browser.post(
        url("cohort_plan", ref=program.ref), data | {"budget": "1e308"}
    )
    assert "less than or equal to 1000000000" in endless.content.decode()
    browser.post(url("cohort_plan", ref=program.ref), data)
    found = Cohort.objects.get()
    assert (found.budget_cents, found.state) == (1_200_050, "planned")
    browser.post(url("cohort_change", ref=found.ref), data | {"capacity": 30})
    assert Cohort.objects.get().capacity == 30


def test_roster_is_filtered_and_downloaded(cohort, manager, leader, sign_in):
    consortium.join(cohort, leader, manager)
    for name in ("Ann", "Bo", "Cy"):
        consortium.enroll(cohort, make_person(leader.organization, name), manager)
    browser = sign_in(manager)
    page = browser.get(url("cohort_detail", ref=cohort.ref), {"state": "waiting"})
    names = [str(it) for it in page.context["people"]]
    table = browser.get(
        url("cohort_roster_csv", ref=cohort.ref),
        {"search": "bo", "district": leader.organization.ref},
    )

    assert names == ["Cy Doe"]
    rows = table.getvalue().decode().splitlines()
    assert rows[1].startswith("Bo Doe,Riverside,Principal,Enrolled")
    assert len(rows) == 2


def _days(*days):
    data = {
        "days-TOTAL_FORMS": len(days),
        "days-INITIAL_FORMS": 0,
        "days-MIN_NUM_FORMS": 0,
        "days-MAX_NUM_FORMS": 5,
    }
    for number, (day, starts, ends, venue) in enumerate(days):
        fields = {"day": day, "starts": starts, "ends": ends, "venue": venue}
        data |= {f"days-{number}-{name}": value for name, value in fields.items()}
    return data


def test_session_is_scheduled_in_the_time_of_its_venue(cohort, manager, sign_in):
    room = consortium.make_venue(manager, time_zone="America/Denver")
    day = today() + timedelta(days=30)
    data = {"title": "Goals", "mode": "central"} | _days(
        (day, "09:00", "16:00", room.ref), ("", "", "", "")
    )
    answer = sign_in(manager).post(url("session_schedule", ref=cohort.ref), data)

    session = Session.objects.get()
    assert answer.url == session.get_absolute_url()
    assert f"{session.days.get().local_start:%H:%M}" == "09:00"
    assert str(session.days.get().zone) == "America/Denver"


def test_reasons_against_a_session_stand_above_the_form(cohort, manager, sign_in):
    fred = consortium.make_facilitator(manager, "Fred", areas=())
    planned = cohort.program.sessions.first()
    data = {
        "program_session": planned.ref,
        "mode": "central",
        "lead": fred.ref,
        **_days((today() + timedelta(days=30), "09:00", "16:00", "")),
    }
    browser = sign_in(manager)
    shown = browser.post(url("session_schedule", ref=cohort.ref), data).content.decode()

    assert "Fred Doe may not lead this session. Missing: content area" in shown
    assert not Session.objects.exists()
    empty = browser.post(
        url("session_schedule", ref=cohort.ref),
        {"title": "Goals", "mode": "central", **_days(("", "09:00", "", ""))},
    )
    assert "Enter the day, its start and its end." in empty.content.decode()


def test_hour_that_never_comes_is_refused_in_the_form(cohort, manager, sign_in, noon):
    data = {"title": "Goals", "mode": "central"} | _days(
        ("2026-03-08", "02:30", "06:00", "")
    )
    shown = sign_in(manager).post(url("session_schedule", ref=cohort.ref), data)
    assert "2:30 AM does not come on March 8, 2026" in shown.content.decode()


def test_next_session_of_the_program_is_proposed_in_its_usual_time(
    cohort, manager, sign_in, noon
):
    room = consortium.make_venue(manager)
    first, second, *_ = cohort.program.sessions.all()
    second.weeks_after_previous, second.days = 5, 2
    second.save(update_fields=["weeks_after_previous", "days"])
    browser, here = sign_in(manager), url("session_schedule", ref=cohort.ref)

    def proposed(planned):
        page = browser.get(here, {"planned": planned.ref})
        return [form.initial for form in page.context["days"] if form.initial]

    assert [it["day"] for it in proposed(first)] == [cohort.starts_on]
    day = consortium.day_plan(14, venue=room)
    consortium.schedule(cohort, manager, day, program_session=first)

    days = proposed(second)

    assert [it["day"] for it in days] == [date(2026, 4, 20), date(2026, 4, 21)]
    assert {(f"{it['starts']:%H:%M}", f"{it['ends']:%H:%M}") for it in days} == {
        ("09:00", "16:00")
    }
    assert {it["venue"] for it in days} == {room.ref}
    assert browser.get(here, {"planned": "x"}).status_code == 200
    noon.move_to("2026-06-01 12:00:00+00:00", tick=False)
    browser = sign_in(manager)
    assert {it["day"] for it in proposed(second)} == {None}


def test_session_is_moved_and_cancelled(cohort, manager, sign_in):
    session = consortium.schedule(cohort, manager)
    browser = sign_in(manager)
    page = browser.get(url("session_reschedule", ref=session.ref))
    first = page.context["days"].forms[0].initial
    assert f"{first['starts']:%H:%M}" == "09:00"
    data = {"title": "Moved", "mode": "online"} | _days(
        (today() + timedelta(days=40), "10:00", "12:00", "")
    )
    browser.post(url("session_reschedule", ref=session.ref), data)
    browser.post(url("session_cancel", ref=session.ref), {"reason": "Snow"})

    session = Session.objects.get()
    assert (session.title, session.sequence, session.state) == ("Moved", 2, "cancelled")


def test_venue_needs_a_link_when_online(manager, sign_in):
    browser = sign_in(manager)
    data = {"name": "Online", "kind": "online", "time_zone": "America/Chicago"}
    wrong = browser.post(url("venue_add"), data)
    assert "needs a link" in wrong.content.decode()
    browser.post(url("venue_add"), data | {"link": "https://meet.example/x"})
    venue = Venue.objects.get()
    data |= {"link": "https://meet.example/y", "name": "Room online"}
    browser.post(url("venue_change", ref=venue.ref), data)
    assert str(Venue.objects.get()) == "Room online"


def test_ledger_is_kept_in_the_browser(manager, sign_in):
    member = make_person(manager.organization, "Nell", "facilitator")
    browser = sign_in(manager)
    browser.post(url("facilitator_add"), {"member": member.ref, "reach": "field"})
    nell = Facilitator.objects.get()
    add = url("qualification_add", ref=nell.ref)
    line = {"kind": "content_area", "on": today()}
    assert "Choose the content area" in browser.post(add, line).content.decode()
    late = line | {"content": "focus", "on": today() + timedelta(days=9)}
    assert "has not come yet" in browser.post(add, late).content.decode()
    browser.post(add, line | {"content": "focus"})
    page = browser.get(nell.get_absolute_url()).content.decode()
    assert "May not lead now" in page
    table = browser.get(url("facilitator_list_csv")).getvalue().decode()
    assert "facilitator training; practice teaching" in table
    strike = url("qualification_remove", ref=nell.qualifications.get().ref)
    browser.post(strike)
    assert not nell.qualifications.exists()


def test_absence_and_mentor_are_kept_in_the_browser(manager, sign_in):
    fay = consortium.make_facilitator(manager)
    fred = consortium.make_facilitator(manager, "Fred")
    browser = sign_in(manager)
    days = {"first_day": today(), "last_day": today() + timedelta(days=1)}
    times = {"starts": "08:00", "ends": "17:00"}
    browser.post(url("absence_add", ref=fay.ref), days | times)
    wrong = days | {"last_day": days["first_day"] - timedelta(days=3)}
    page = browser.post(url("absence_add", ref=fay.ref), wrong | times)
    assert "ends before it starts" in page.content.decode()
    browser.post(url("absence_remove", ref=fay.absences.get().ref))
    browser.post(url("facilitator_mentor", ref=fred.ref), {"mentor": fay.ref})
    fred.refresh_from_db()
    assert (fay.absences.count(), fred.mentor) == (0, fay)


def test_make_up_is_arranged_in_two_steps(program, manager, sign_in):
    planned = program.sessions.first()
    cohorts = [consortium.make_cohort(manager, program, title=it) for it in "AB"]
    missed, other = (
        consortium.schedule(it, manager, program_session=planned) for it in cohorts
    )
    member = make_person(manager.organization, "Mia", "leader")
    place = consortium.enroll(cohorts[0], member, manager)
    browser = sign_in(manager)
    address = url("make_up_assign", ref=place.ref)
    assert browser.get(address, {"missed": missed.ref}).status_code == 200
    browser.post(f"{address}?missed={missed.ref}", {"session": other.ref})
    wrong = browser.get(address, {"missed": "x"}).content.decode()
    assert "is not a valid UUID" in wrong
    made = MakeUp.objects.get()
    assert (made.missed, made.session) == (missed, other)
    browser.post(url("make_up_remove", ref=made.ref))
    assert not MakeUp.objects.exists()


def test_empty_pages_teach(manager, leader, principal, sign_in):
    for member, org, name, words in (
        (manager, "northland", "program_list", "Start from a template"),
        (manager, "northland", "cohort_list", "No cohort yet"),
        (manager, "northland", "session_list", "No session yet"),
        (manager, "northland", "venue_list", "Add the rooms you use"),
        (manager, "northland", "facilitator_list", "Each has a ledger"),
        (leader, "riverside", "joined_list", "No invitation yet"),
        (principal, "riverside", "my_learning", "You are in no program yet"),
    ):
        assert words in sign_in(member).get(url(name, org)).content.decode(), name
