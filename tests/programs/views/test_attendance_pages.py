"""The door, the roster and the paper sheet, through the browser."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.formats import time_format
from django_scopes import scopes_disabled
from pypdf import PdfReader

from headship.core.clock import now
from headship.programs import doors
from headship.programs.actions import attendance as actions
from headship.programs.models import Attendance, Venue
from tests.factories import make_member
from tests.programs import learning


@pytest.fixture
def ana(hillside):
    return make_member(hillside, "Ana", "leader")


@pytest.fixture
def day(riverside, hillside, ana, noon):
    cohort = learning.make_cohort(riverside, districts=[hillside])
    learning.enroll(cohort, ana)
    return learning.make_session(cohort, days_ago=0).days.get()


@pytest.fixture
def door(day, leader):
    return actions.open_door(day=day, by=leader)


def code(door, **ago):
    return doors.code_at(door.ref, door.tag, now() - timedelta(**ago))


def url(name, day):
    return reverse(f"programs:{name}", kwargs={"org": "riverside", "ref": day.ref})


DOOR, IN = reverse("programs_public:check_in"), reverse("programs_personal:at_the_door")


def test_whoever_is_signed_in_is_counted_at_once(door, ana, sign_in):
    answer = sign_in(ana).post(DOOR, {"code": code(door)}, follow=True)

    kept = Attendance.objects.get()
    assert answer.redirect_chain == [(f"{IN}{kept.ref}/", 302)]
    assert "6 contact hours for this day" in answer.content.decode()
    assert kept.participant.member == ana


def test_nobody_sees_the_record_of_another(door, ana, sign_in, leader):
    sign_in(ana).post(DOOR, {"code": code(door)})
    record = f"{IN}{Attendance.objects.get().ref}/"

    assert sign_in(ana).get(record).status_code == 200
    assert sign_in(leader).get(record).status_code == 404


def test_whoever_signs_in_afterwards_is_counted_with_a_button(door, ana, client, noon):
    answer = client.post(DOOR, {"code": code(door)}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")

    client.force_login(ana.user)
    noon.move_to(now() + timedelta(minutes=10))  # The code has long expired.
    assert "Check in as" in client.get(IN).content.decode()
    assert not Attendance.objects.exists()
    client.post(IN)

    assert Attendance.objects.count() == 1


def test_a_code_shown_long_ago_does_not_count_any_more(door, ana, client, noon):
    client.post(DOOR, {"code": code(door)})
    client.force_login(ana.user)
    noon.move_to(now() + timedelta(minutes=16))

    assert client.post(IN).headers["Location"] == DOOR
    assert not Attendance.objects.exists()


def test_expired_code_comes_back_with_its_sentence(door, ana, sign_in):
    answer = sign_in(ana).post(
        DOOR,
        {"code": code(door, minutes=9)},
        headers={"referer": f"http://testserver{DOOR}"},
        follow=True,
    )

    assert "This code has expired" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_who_is_of_another_district_and_not_enrolled_is_not_counted(
    door, outsider, sign_in
):
    answer = sign_in(outsider).post(DOOR, {"code": code(door)})

    assert answer.status_code == 409
    assert "You are not enrolled" in answer.content.decode()


def test_the_door_shows_a_code_that_works_and_never_in_an_address(
    door, leader, sign_in
):
    page = sign_in(leader).get(url("door", door.day)).content.decode()

    shown = doors.spell(code(door))
    assert shown in page
    assert "<svg" in page
    assert f"/{code(door)}" not in page
    assert f"={code(door)}" not in page


def test_the_door_can_be_refreshed_as_a_part(door, leader, sign_in):
    part = sign_in(leader).get(
        url("door", door.day),
        headers={"hx-request": "true", "hx-target": "section#code"},
    )

    assert part.content.decode().strip().startswith('<section id="code"')


def test_looking_at_a_closed_door_does_not_open_it(day, leader, sign_in):
    browser = sign_in(leader)

    assert "Open the door" in browser.get(url("door", day)).content.decode()
    assert "door-code" not in browser.get(url("door", day)).content.decode()
    browser.post(url("door", day))
    assert "door-code" in browser.get(url("door", day)).content.decode()


def test_a_colleague_who_is_not_assigned_finds_no_door(day, coach, sign_in):
    assert sign_in(coach).get(url("door", day)).status_code == 404

    with scopes_disabled():
        learning.assign(day.session, coach)
    assert sign_in(coach).get(url("door", day)).status_code == 200


def fields(day, hours="6", here=True, **more):
    with scopes_disabled():
        key = day.session.cohort.participants.get().pk
    ticked = {f"here_{key}": "on"} if here else {}
    return {**ticked, f"hours_{key}": hours, "method": "paper", **more}


def test_a_paper_sheet_is_entered_with_partial_hours(day, leader, sign_in):
    answer = sign_in(leader).post(
        url("attendance_day", day), fields(day, "2.5"), follow=True
    )

    assert "1 line is saved." in answer.content.decode()
    kept = Attendance.objects.get()
    assert (kept.hours, kept.method, kept.recorded_by) == (
        Decimal("2.5"),
        "paper",
        leader,
    )


def test_more_hours_than_the_day_has_are_refused(day, leader, sign_in):
    page = sign_in(leader).post(url("attendance_day", day), fields(day, "6.5"))

    assert "less than or equal to 6" in page.content.decode()
    assert not Attendance.objects.exists()


def test_a_tick_without_hours_is_refused(day, leader, sign_in):
    page = sign_in(leader).post(url("attendance_day", day), fields(day, ""))

    assert "Write the hours, or take the tick away." in page.content.decode()


def test_taking_a_tick_away_later_needs_a_reason(day, leader, sign_in, noon):
    browser, address = sign_in(leader), url("attendance_day", day)
    browser.post(address, fields(day))
    noon.move_to(now() + timedelta(days=2))
    browser = sign_in(leader)

    refused = browser.post(address, fields(day, here=False))
    assert refused.status_code == 409
    assert "say why the hours change" in refused.content.decode()
    browser.post(address, fields(day, here=False, reason="Ill all day."))

    kept = Attendance.objects.get()
    assert (kept.hours, kept.correction) == (0, "Ill all day.")
    assert "Ill all day." in browser.get(address).content.decode()


def test_saving_without_a_change_writes_nothing(day, leader, sign_in):
    browser, address = sign_in(leader), url("attendance_day", day)
    browser.post(address, fields(day))

    answer = browser.post(address, fields(day), follow=True)

    assert "Nothing was changed." in answer.content.decode()
    assert Attendance.objects.get().corrected_at is None


def test_the_sheet_for_paper_names_everyone(day, leader, sign_in):
    answer = sign_in(leader).get(url("sign_in_sheet", day))

    [text] = [it.extract_text() for it in PdfReader(io.BytesIO(answer.content)).pages]
    assert "Ana Doe" in text
    assert "Signature" in text


def test_attendance_of_a_day_as_csv(day, leader, sign_in):
    sign_in(leader).post(url("attendance_day", day), fields(day, "2"))

    lines = sign_in(leader).get(url("attendance_day_csv", day)).getvalue().decode()

    assert "Ana Doe,Hillside,principal,2.00,Sign-in sheet,2026-03-02 12:00,," in lines


def test_hours_of_a_cohort_by_session(day, leader, sign_in):
    browser = sign_in(leader)
    browser.post(url("attendance_day", day), fields(day, "2"))
    cohort = day.session.cohort

    page = browser.get(url("cohort_attendance", cohort)).content.decode()
    lines = browser.get(url("cohort_attendance_csv", cohort)).getvalue().decode()

    assert "<strong>2.00</strong>" in page
    assert "Ana Doe,Hillside,principal,2.00,2.00" in lines
    assert (
        "Nobody matches"
        in browser.get(
            url("cohort_attendance", cohort) + "?search=zzz"
        ).content.decode()
    )


def _as_shown(page):
    """Return what a browser sends when nobody has touched the roster."""
    fields = {it.html_name: it.value() for it in page.context["form"]}
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value is not False
    }


def test_roster_opened_before_people_came_in_undoes_nobody(
    day, door, ana, hillside, leader, sign_in
):
    with scopes_disabled():
        ben = learning.enroll(
            day.session.cohort, make_member(hillside, "Ben", "leader")
        )
    browser = sign_in(leader)
    roster = _as_shown(browser.get(url("attendance_day", day)))
    sign_in(ana).post(DOOR, {"code": code(door)})

    browser.post(url("attendance_day", day), roster | {f"here_{ben.pk}": "on"})

    kept = Attendance.objects.values_list("participant__member__given_name", "hours")
    assert sorted(kept) == [("Ana", Decimal(6)), ("Ben", Decimal(6))]
    assert not Attendance.objects.exclude(corrected_at=None).exists()


def test_tick_taken_away_on_purpose_counts(day, door, ana, leader, sign_in):
    sign_in(ana).post(DOOR, {"code": code(door)})
    browser = sign_in(leader)
    roster = _as_shown(browser.get(url("attendance_day", day)))
    seat = Attendance.objects.get().participant

    del roster[f"here_{seat.pk}"]
    browser.post(url("attendance_day", day), roster)

    assert Attendance.objects.get().hours == 0


def test_times_are_those_of_the_place(day, door, riverside, leader, ana, sign_in):
    """A provider in Chicago runs a session in Tokyo."""
    with scopes_disabled():
        day.venue = Venue.objects.create(
            organization=riverside, name="Far", kind="central", time_zone="Asia/Tokyo"
        )
        day.save(update_fields=["venue"])
    weekday = f"{day.local_start:%A, %B %-d, %Y}"
    sign_in(ana).post(DOOR, {"code": code(door)})
    browser = sign_in(leader)

    pages = [browser.get(url(name, day)) for name in ("door", "attendance_day")]
    part = browser.get(
        url("attendance_day", day),
        headers={"HX-Request": "true", "HX-Target": "arrivals"},
    ).content.decode()

    starts, ends = map(time_format, (day.local_start, day.local_end))
    for page in pages:
        assert f"{weekday}, {starts} \u2013 {ends} JST" in page.content.decode()
    assert f"Ana Doe {starts}" in part


def test_open_door_leads_to_no_other_page(day, leader, sign_in):
    """Anyone can touch the screen at the entrance; it is signed in as a manager."""
    browser = sign_in(leader)
    before = browser.get(url("door", day)).content.decode()
    browser.post(url("door", day))

    after = browser.get(url("door", day)).content.decode()

    links = re.findall(r'<a [^>]*href="([^"]*)"', after)
    assert "<nav" in before
    assert "<nav" not in after
    assert links == ["#content", url("attendance_day", day)]
